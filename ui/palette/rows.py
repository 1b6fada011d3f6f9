"""The palette's rows: headings, entries and answers as a list model, painted by one delegate."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from msgspec import Struct
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from models import words_search
from models.palette import Entry, Found
from models.palette_answers import Answer
from models.texts import _
from ui import icons
from ui.theme import Appearance

ROW, HEADING = 38, 28
Index = QModelIndex | QPersistentModelIndex


class Role(IntEnum):
    """What the delegate reads of a row."""

    LINE = Qt.ItemDataRole.UserRole + 1


class Line(Struct, frozen=True):
    """One row: a heading, an entry, or an answer."""

    text: str
    detail: str = ""
    icon: str = ""
    keys: str = ""
    off: bool = False
    heading: bool = False
    entry: Entry | None = None
    answer: Answer | None = None


def lines(found: Found, answers: Sequence[Answer]) -> list[Line]:
    """Return the rows under their headings."""
    groups = (
        (_("Best match"), (found.best,) if found.best is not None else ()),
        (_("Do"), found.do),
        (_("Go to"), found.go),
    )
    shown: list[Line] = []
    for heading, entries in groups:
        if entries:
            shown += [Line(heading, heading=True), *(_line(entry) for entry in entries)]
    if answers:
        shown.append(Line(_("Answers"), heading=True))
        shown += [Line(item.text, item.detail, "clock", answer=item) for item in answers]
    return shown


def _line(entry: Entry) -> Line:
    detail = entry.reason or entry.detail
    return Line(entry.text, detail, entry.icon, "" if entry.reason else entry.keys, bool(entry.reason), entry=entry)


class Lines(QAbstractListModel):
    """The rows that are shown; headings can't be chosen."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[Line] = []
        self.wanted = ""

    def show(self, shown: list[Line], wanted: str) -> None:
        """Show other rows, with what was typed."""
        self.beginResetModel()
        self._lines, self.wanted = shown, wanted
        self.endResetModel()

    def line(self, row: int) -> Line | None:
        """Return a row; None where there is none."""
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def choosable(self) -> list[int]:
        """Return the numbers of the rows that can be chosen."""
        return [row for row, line in enumerate(self._lines) if not line.heading]

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        line = self.line(index.row())
        if line is None or line.heading:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.line(index.row())
        if line is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ", ".join(part for part in (line.text, line.detail, line.keys) if part)
        return line if role == Role.LINE else None


class LineDelegate(QStyledItemDelegate):
    """Paints an icon, the name with the typed letters in the accent, what stands beside it, and its keys."""

    def __init__(self, appearance: Appearance, model: Lines) -> None:
        super().__init__()
        self._look = appearance
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = index.data(Role.LINE)
        scale = max(1.0, self._look.text_scale)
        return QSize(200, round((HEADING if line.heading else ROW) * scale))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: Line = index.data(Role.LINE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(option.rect)
        if line.heading:
            self._write(painter, area.adjusted(20, 4, -20, 0), line.text, self._look.font(12, 500), "text2")
            painter.restore()
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._look.theme.color("selected"))
            painter.drawRoundedRect(area.adjusted(8, 0, -8, 0), 7, 7)
        token = "text3" if line.off else "accent" if chosen else "text2"
        icons.draw_icon(painter, self._look.theme, line.icon, area.left() + 20, area.center().y() - 8, token)
        right = self._keys(painter, area, line.keys)
        self._words(painter, area.adjusted(46, 0, 0, 0), right, line)
        painter.restore()

    def _words(self, painter: QPainter, area: QRectF, right: float, line: Line) -> None:
        font = self._look.font(13, 500)
        metrics = QFontMetricsF(font)
        text = metrics.elidedText(line.text, Qt.TextElideMode.ElideRight, right - area.left())
        at = area.left()
        place = 0
        base = "text3" if line.off else "text"
        hits = words_search.spans(self._model.wanted, text) if line.entry is not None else ()
        for first, last in (*hits, (len(text), len(text))):
            for piece, token in ((text[place:first], base), (text[first:last], "text3" if line.off else "accent")):
                width = metrics.horizontalAdvance(piece)
                self._write(painter, QRectF(at, area.top(), width + 2, area.height()), piece, font, token)
                at += width
            place = last
        rest = QRectF(at + 10, area.top(), max(0.0, right - at - 10), area.height())
        small = self._look.font(12)
        shown = QFontMetricsF(small).elidedText(line.detail, Qt.TextElideMode.ElideRight, rest.width())
        self._write(painter, rest, shown, small, "text3" if line.off else "text2")

    def _keys(self, painter: QPainter, area: QRectF, keys: str) -> float:
        """Paint the keys at the right and return where the room for words ends."""
        right = area.right() - 20
        if not keys:
            return right
        font = self._look.font(11, 500)
        width, height = QFontMetricsF(font).horizontalAdvance(keys) + 12, 18 * max(1.0, self._look.text_scale)
        box = QRectF(right - width, area.center().y() - height / 2, width, height)
        painter.setPen(self._look.theme.color("line"))
        painter.setBrush(self._look.theme.color("sunken"))
        painter.drawRoundedRect(box, 4, 4)
        painter.setFont(font)
        painter.setPen(self._look.theme.color("text3"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, keys)
        return box.left() - 10

    def _write(self, painter: QPainter, area: QRectF, words: str, font: QFont, token: str) -> None:
        painter.setFont(font)
        painter.setPen(self._look.theme.color(token))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, words)
