"""Paints one step of the change log: what, when and by whom, from and to, why."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.activity.model import Role
from ui.icons import draw_icon
from ui.paragraphs import paragraph
from ui.theme import Appearance

Index = QModelIndex | QPersistentModelIndex
Look = tuple[int, int, str]

LEFT = 42
RIGHT = 18
PADDING = 9
GAP = 3
INSET = 8
RADIUS = 7
BUTTON = 34
"""Room below the words for the button of the current row, in logical pixels."""


class ActivityDelegate(QStyledItemDelegate):
    """Rows are as high as their words; the current one has room for its button."""

    def __init__(self, appearance: Appearance, view: QListView) -> None:
        super().__init__(view)
        self._appearance = appearance
        self._view = view
        self.open_row = -1
        """The row that has the button."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._view.viewport().width()
        heights = [self._height(text, look, width) for text, look in self._parts(index)]
        button = round(BUTTON * self._appearance.text_scale) if index.row() == self.open_row else 0
        return QSize(width, round(sum(heights) + GAP * (len(heights) - 1) + 2 * PADDING + button))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._appearance.theme
        area = QRectF(0, option.rect.y(), self._view.viewport().width(), option.rect.height())
        self._paint_background(painter, area, option)
        draw_icon(painter, theme, "clock", 18, area.y() + PADDING + 1, "text2", 14)
        top = area.y() + PADDING
        for text, look in self._parts(index):
            layout = paragraph(text, self._appearance.font(look[0], look[1]), area.width() - LEFT - RIGHT)
            painter.setPen(theme.color(look[2]))
            layout.draw(painter, QPointF(LEFT, top))
            top += layout.boundingRect().height() + GAP
        painter.restore()

    def _paint_background(self, painter: QPainter, area: QRectF, option: QStyleOptionViewItem) -> None:
        theme = self._appearance.theme
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("sunken"))
            painter.drawRoundedRect(area.adjusted(INSET, 1, -INSET, -1), RADIUS, RADIUS)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRoundedRect(area.adjusted(INSET + 1, 2, -INSET - 1, -2), RADIUS, RADIUS)

    def _parts(self, index: Index) -> list[tuple[str, Look]]:
        parts: list[tuple[str, Look]] = [
            (str(index.data()), (13, 500, "text")),
            (str(index.data(Role.WHEN)), (12, 400, "text2")),
        ]
        parts += [(str(line), (12, 400, "text")) for line in index.data(Role.LINES) or ()]
        if index.data(Role.REASON):
            parts.append((f"“{index.data(Role.REASON)}”", (12, 400, "text2")))
        return parts

    def _height(self, text: str, look: Look, width: int) -> float:
        font = self._appearance.font(look[0], look[1])
        return paragraph(text, font, width - LEFT - RIGHT).boundingRect().height()
