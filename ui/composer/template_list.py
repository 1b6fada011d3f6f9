"""The list at the left of the composer: each text with where it stands, in two lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from models.texts import _
from ui.icons import draw_icon
from ui.theme import Appearance

ROW = 46
Index = QModelIndex | QPersistentModelIndex


class Role(IntEnum):
    """What a row knows."""

    KEY = Qt.ItemDataRole.UserRole
    WORDS = Qt.ItemDataRole.UserRole + 1
    STATE = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its key, its name, where it stands in words, and "due", "drafted", "sent" or "later"."""

    key: str
    name: str
    words: str
    state: str


class TemplateList(QListView):
    """Arrows or a click choose a text.

    Signals:
        chosen: the key of the row that is current now, by the person's choice.
    """

    chosen = Signal(str)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = QStandardItemModel(self)
        self._filling = False
        self.setModel(self._rows)
        self.setItemDelegate(_Delegate(appearance, self))
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(_("Texts"))
        self.selectionModel().currentChanged.connect(self._on_current)
        appearance.changed.connect(self.doItemsLayout)

    def show_lines(self, lines: Sequence[Line], current: str) -> None:
        """Show rows with one of them chosen, without saying that the person chose it."""
        self._filling = True
        try:
            self._fill(lines)
            self.choose(current)
        finally:
            self._filling = False

    def choose(self, key: str) -> None:
        """Make the row of a key the current one."""
        for at in range(self._rows.rowCount()):
            index = self._rows.index(at, 0)
            if index.data(Role.KEY) == key:
                self.setCurrentIndex(index)

    def keys(self) -> list[str]:
        """Return the keys from top to bottom."""
        return [str(self._rows.index(at, 0).data(Role.KEY)) for at in range(self._rows.rowCount())]

    def _fill(self, lines: Sequence[Line]) -> None:
        if self.keys() != [line.key for line in lines]:
            self._rows.clear()
            for _line in lines:
                self._rows.appendRow(QStandardItem())
        for at, line in enumerate(lines):
            item = self._rows.item(at)
            item.setText(line.name)
            item.setData(line.key, Role.KEY)
            item.setData(line.words, Role.WORDS)
            item.setData(line.state, Role.STATE)
            item.setData(f"{line.name}. {line.words}", Qt.ItemDataRole.AccessibleTextRole)
            item.setToolTip(f"{line.name}\n{line.words}")

    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid() and not self._filling:
            self.chosen.emit(str(current.data(Role.KEY)))


class _Delegate(QStyledItemDelegate):
    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(option.rect.width(), round(ROW * self._appearance.text_scale))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, area = self._appearance.theme, QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("selected" if chosen else "hover"))
            painter.drawRoundedRect(area.adjusted(0, 0.5, 0, -0.5), 7, 7)
        if option.state & QStyle.StateFlag.State_HasFocus and option.state & QStyle.StateFlag.State_KeyboardFocusChange:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 7, 7)
        self._paint_words(painter, area, index, chosen=chosen)
        painter.restore()

    def _paint_words(self, painter: QPainter, area: QRectF, index: Index, *, chosen: bool) -> None:
        line = area.height() / 2 - 5
        state = str(index.data(Role.STATE))
        room = area.width() - 20 - (22 if state == "sent" else 0)
        name = QRectF(area.x() + 10, area.y() + 5, room, line)
        self._write(painter, name, str(index.data()), "text", 600 if chosen else 400, 13)
        words = QRectF(area.x() + 10, area.y() + 5 + line, room, line)
        token = {"due": "warn", "drafted": "accent"}.get(state, "text2")
        self._write(painter, words, str(index.data(Role.WORDS)), token, 400, 12)
        if state == "sent":
            draw_icon(painter, self._appearance.theme, "check", area.right() - 24, area.center().y() - 7, "ok", 14)

    def _write(self, painter: QPainter, area: QRectF, text: str, token: str, weight: int, px: int) -> None:
        font = self._appearance.font(px, weight)
        painter.setFont(font)
        painter.setPen(self._appearance.theme.color(token))
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
