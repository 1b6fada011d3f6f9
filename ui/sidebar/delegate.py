"""Paints the side bar's rows: headings, two-line rows that need you, one-line rows on track."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from ui.icons import draw_icon
from ui.mirroring import mirrored
from ui.sidebar.model import Role
from ui.theme import Appearance

HEADER_HEIGHT = 30
WIDE_ROW = 50
NARROW_ROW = 30
RING = {"danger": "danger", "warn": "warn", "accent": "accent", "neutral": "text3"}
Index = QModelIndex | QPersistentModelIndex


class SidebarDelegate(QStyledItemDelegate):
    """Draws one row of `SidebarModel` with the looks of the moment.

    How a row stands is asked of the view, a start-up saving of 16 ms: `option.state` would have PySide make ready
    whatever a style can draw.
    """

    def __init__(self, appearance: Appearance, view: QListView) -> None:
        super().__init__(view)
        self._appearance = appearance
        self._view = view
        self._hovered = QPersistentModelIndex()
        self._row = QRectF()
        view.entered.connect(self._on_entered)
        view.viewportEntered.connect(self._on_entered)

    def _on_entered(self, index: QModelIndex | None = None) -> None:
        self._hovered = QPersistentModelIndex(index or QModelIndex())

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        if index.data(Role.HEADER):
            height = HEADER_HEIGHT
        else:
            height = WIDE_ROW if index.data(Role.GROUP) == "needs_you" else NARROW_ROW
        return QSize(option.rect.width(), round(height * self._appearance.text_scale))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._row = area = QRectF(option.rect)
        if index.data(Role.HEADER):
            self._paint_header(painter, area, index)
        else:
            self._paint_background(painter, area, index)
            self._paint_row(painter, area, index)
        painter.restore()

    def _paint_header(self, painter: QPainter, area: QRectF, index: Index) -> None:
        token = "danger" if index.data(Role.GROUP) == "needs_you" else "text2"
        text = str(index.data())
        self._text(
            painter, QRectF(area.x() + 7, area.y() + 4, area.width() - 50, area.height() - 4), text, token, 11, 600
        )
        if index.data(Role.GROUP) == "done":
            width = QFontMetricsF(self._appearance.font(11, 600)).horizontalAdvance(text)
            icon = "chevr" if index.data(Role.FOLDED) else "chev"
            place = mirrored(QRectF(area.x() + 11 + width, area.center().y() - 4, 12, 12), area)
            draw_icon(painter, self._appearance.theme, icon, place.x(), place.y(), "text2", 12)
        count = QRectF(area.right() - 48, area.y() + 4, 40, area.height() - 4)
        self._text(painter, count, str(index.data(Role.COUNT)), "text2", 11, 500, Qt.AlignmentFlag.AlignRight)

    def _paint_background(self, painter: QPainter, area: QRectF, index: Index) -> None:
        theme, view = self._appearance.theme, self._view
        chosen = view.selectionModel().isSelected(index)
        hovered = self._hovered == index and view.viewport().underMouse()
        by_keys = view.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen or hovered:
            painter.setBrush(theme.color("selected" if chosen else "hover"))
            painter.drawRoundedRect(area.adjusted(0, 0.5, 0, -0.5), 7, 7)
        if by_keys and view.hasFocus() and view.currentIndex() == index:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 7, 7)

    def _paint_row(self, painter: QPainter, area: QRectF, index: Index) -> None:
        wide = index.data(Role.GROUP) == "needs_you"
        tone = str(index.data(Role.TONE))
        line = 18 * self._appearance.text_scale
        top = area.y() + 6 if wide else area.center().y() - line / 2
        ring_token = RING.get(tone, "accent") if wide else "text3"
        self._paint_ring(painter, area.x() + 9, top + line / 2 - 7, int(index.data(Role.PROGRESS)), ring_token)
        offset = str(index.data(Role.OFFSET))
        metrics = QFontMetricsF(self._appearance.font(11, 400))
        used = metrics.horizontalAdvance(offset) + 8
        name = QRectF(area.x() + 36, top, area.width() - 36 - used - 10, line)
        self._text(painter, name, str(index.data()), "text", 13, 600 if wide else 400)
        place = QRectF(area.right() - used - 8, top, used, line)
        self._text(painter, place, offset, "text3", 11, 400, Qt.AlignmentFlag.AlignRight)
        if wide:
            reason = QRectF(area.x() + 36, top + line + 1, area.width() - 44, line)
            token = "danger" if tone == "danger" else "text2"
            self._text(painter, reason, str(index.data(Role.REASON)), token, 12, 400)

    def _paint_ring(self, painter: QPainter, x: float, y: float, percent: int, token: str) -> None:
        theme = self._appearance.theme
        circle = mirrored(QRectF(x, y, 14, 14), self._row)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("line_strong", 0.45), 2))
        painter.drawEllipse(circle)
        painter.setPen(QPen(theme.color(token), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawArc(circle, 90 * 16, -round(360 * 16 * percent / 100))

    def _text(
        self,
        painter: QPainter,
        area: QRectF,
        text: str,
        token: str,
        px: int,
        weight: int,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        painter.setFont(self._appearance.font(px, weight))
        painter.setPen(self._appearance.theme.color(token))
        shown = QFontMetricsF(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(mirrored(area, self._row), align | Qt.AlignmentFlag.AlignVCenter, shown)
