"""Paints the rows of the checklist: headings with their counts, steps with box, words, second line and note."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QTextLayout
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from ui.checklist.model import Role
from ui.icons import draw_icon
from ui.mirroring import mirrored
from ui.paragraphs import paragraph
from ui.theme import Appearance

Index = QModelIndex | QPersistentModelIndex

HEADER = 32
ROW = 34
BOX = 18
BOX_LEFT = 18
TEXT_LEFT = 45
HEADER_TEXT_LEFT = 35
RIGHT = 18
PADDING = 8
INSET = 8
RADIUS = 7
GAP = 2
FILM = 14


class ChecklistDelegate(QStyledItemDelegate):
    """Draws one row with the looks of the moment; rows grow with their words."""

    def __init__(self, appearance: Appearance, view: QTreeView) -> None:
        super().__init__(view)
        self._appearance = appearance
        self._view = view
        self.button_width = 0
        """Room that the button of the hot row takes, in logical pixels."""
        self.keyboard = False
        """Whether the focus came by keys, so that a ring shows it."""

    @staticmethod
    def on_box(area: QRectF, point: QPointF) -> bool:
        """Whether a point lies on a row's box, with room around it for the pointer."""
        box = QRectF(area.left(), area.top(), TEXT_LEFT - 4, area.height())
        return mirrored(box, area).contains(point)

    def film_box(self, area: QRectF, index: Index) -> QRectF:
        """Return where the film icon of a step is pressed; an empty place where no video shows it."""
        if not index.data(Role.FILM):
            return QRectF()
        taken = self.button_width + 10 if index.data(Role.HOT) and self.button_width else 0
        place = QRectF(area.right() - RIGHT - FILM - 5 - taken, area.center().y() - 12, FILM + 10, 24)
        return mirrored(place, area)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        scale = self._appearance.text_scale
        width = self._view.viewport().width()
        if index.data(Role.HEADER):
            return QSize(width, round(HEADER * scale))
        heights = [height for _text, _look, height in self._lines(index, width)]
        return QSize(width, max(round(ROW * scale), round(sum(heights) + GAP * (len(heights) - 1) + 2 * PADDING)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(0, option.rect.y(), self._view.viewport().width(), option.rect.height())
        if index.data(Role.HEADER):
            self._paint_header(painter, area, index)
        else:
            self._paint_background(painter, area, option, index)
            self._paint_step(painter, area, index)
        self._paint_focus(painter, area, option)
        painter.restore()

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        """Leave every click and key to the view: a tick is written by the store, not by the model."""
        return False

    def _paint_header(self, painter: QPainter, area: QRectF, index: Index) -> None:
        theme, scale = self._appearance.theme, self._appearance.text_scale
        locked = index.data(Role.STATE) == "locked"
        if index.row():
            painter.setPen(QPen(theme.color("line"), 1))
            painter.drawLine(QPointF(INSET, area.top() + 0.5), QPointF(area.right() - INSET, area.top() + 0.5))
        middle = area.center().y() + 1
        icon = "chev" if self._view.isExpanded(index.model().index(index.row(), 0)) else "chevr"
        draw_icon(painter, theme, icon, mirrored(QRectF(16, 0, 12, 12), area).x(), middle - 6, "text2", 12)
        count = str(index.data(Role.COUNT))
        width = QFontMetricsF(self._appearance.font(12, 400)).horizontalAdvance(count)
        right = area.right() - RIGHT
        box = QRectF(right - width - 2, middle - 10 * scale, width + 4, 20 * scale)
        self._line(painter, mirrored(box, area), count, (12, 400, "text2"))
        if locked:
            lock = mirrored(QRectF(box.left() - 18, 0, 12, 12), area)
            draw_icon(painter, theme, "lock", lock.x(), middle - 6.5, "text2", 12)
        taken = 26 if locked else 8
        name = QRectF(HEADER_TEXT_LEFT, middle - 10 * scale, box.left() - HEADER_TEXT_LEFT - taken, 20 * scale)
        self._line(painter, mirrored(name, area), str(index.data()), (13, 600, "text2" if locked else "text"))

    def _paint_background(self, painter: QPainter, area: QRectF, option: QStyleOptionViewItem, index: Index) -> None:
        chosen = option.state & QStyle.StateFlag.State_Selected and self._view.hasFocus()
        hovered = option.state & QStyle.StateFlag.State_MouseOver
        if not (chosen or hovered or index.data(Role.HOT)):
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._appearance.theme.color("selected" if chosen else "sunken"))
        painter.drawRoundedRect(area.adjusted(INSET, 0, -INSET, 0), RADIUS, RADIUS)

    def _paint_step(self, painter: QPainter, area: QRectF, index: Index) -> None:
        self._paint_mark(painter, area, index)
        top = area.y() + PADDING
        lines = self._lines(index, int(area.width()))
        if len(lines) == 1:
            top = area.center().y() - lines[0][2] / 2
        for text, look, height in lines:
            room = self._room(index, int(area.width()))
            painter.setPen(self._appearance.theme.color(look[2]))
            place = mirrored(QRectF(TEXT_LEFT, top, room, height), area)
            self._layout(text, look, room).draw(painter, place.topLeft())
            top += height + GAP
        film = self.film_box(area, index)
        if film:
            draw_icon(painter, self._appearance.theme, "film", film.left() + 5, film.top() + 5, "text2", FILM)

    def _paint_mark(self, painter: QPainter, area: QRectF, index: Index) -> None:
        theme = self._appearance.theme
        line = QFontMetricsF(self._appearance.font(13, 500)).height()
        one = len(self._lines(index, int(area.width()))) == 1
        top = area.center().y() - BOX / 2 if one else area.y() + PADDING + (line - BOX) / 2 + 1
        left = mirrored(QRectF(BOX_LEFT, top, BOX, BOX), area).x()
        box = QRectF(left + 0.75, top + 0.75, BOX - 1.5, BOX - 1.5)
        state = index.data(Role.STATE)
        if state == "locked":
            check = bool(index.data(Role.CHECK)) and bool(index.data(Role.DETAIL))
            icon, token = ("shield", "accent") if check else ("lock", "text2")
            draw_icon(painter, theme, icon, left + 1, top + 1, token, 16)
            return
        done = state == "done"
        token = "ok" if done else "line_strong"
        painter.setPen(QPen(theme.color(token), 1.5))
        painter.setBrush(theme.color("ok" if done else "surface"))
        painter.drawRoundedRect(box, 4.5, 4.5)
        if done:
            draw_icon(painter, theme, "check", left + 2.5, top + 2.5, "surface", 13, 2.2)

    def _paint_focus(self, painter: QPainter, area: QRectF, option: QStyleOptionViewItem) -> None:
        if option.state & QStyle.StateFlag.State_HasFocus and self.keyboard:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._appearance.theme.color("accent"), 2))
            painter.drawRoundedRect(area.adjusted(INSET + 1, 1, -INSET - 1, -1), RADIUS, RADIUS)

    def _lines(self, index: Index, width: int) -> list[tuple[str, tuple[int, int, str], float]]:
        """Return the paragraphs of a step with their looks and heights."""
        quiet = index.data(Role.STATE) != "open" and not (index.data(Role.CHECK) and index.data(Role.DETAIL))
        title = (13, 500 if index.data(Role.HOT) else 400, "text2" if quiet else "text")
        detail = (12, 400, "danger" if index.data(Role.OVERDUE) else "text2")
        parts = [(str(index.data()), title)]
        if index.data(Role.DETAIL):
            parts.append((str(index.data(Role.DETAIL)), detail))
        if index.data(Role.NOTE):
            parts.append((f"“{index.data(Role.NOTE)}”", (12, 400, "text2")))
        room = self._room(index, width)
        return [(text, look, self._layout(text, look, room).boundingRect().height()) for text, look in parts]

    def _room(self, index: Index, width: int) -> float:
        taken = self.button_width + 10 if index.data(Role.HOT) and self.button_width else 0
        film = FILM + 10 if index.data(Role.FILM) else 0
        return max(80.0, width - TEXT_LEFT - RIGHT - taken - film)

    def _layout(self, text: str, look: tuple[int, int, str], width: float) -> QTextLayout:
        return paragraph(text, self._appearance.font(look[0], look[1]), width)

    def _line(self, painter: QPainter, area: QRectF, text: str, look: tuple[int, int, str]) -> None:
        font = self._appearance.font(look[0], look[1])
        painter.setFont(font)
        painter.setPen(self._appearance.theme.color(look[2]))
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
