"""The table of the lead's overview as a Qt model; texts are made when they are shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from models import lead
from models.formats import Formats
from models.lead import COLUMNS, Line
from models.texts import _

Index = QModelIndex | QPersistentModelIndex

STAGES = 2
PROD = 4
ATTENTION = 5
LINE = Qt.ItemDataRole.UserRole
MARKS = {"done": "done", "current": "now", "late": "late", "coming": "to come"}


class LeadModel(QAbstractTableModel):
    """One row an engagement; filtered by a tile and by words, grouped by consultant where that is wanted."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[Line, ...] = ()
        self._formats = Formats()
        self._now: datetime | None = None

    def show_lines(self, lines: Sequence[Line], formats: Formats, now: datetime) -> None:
        """Show other lines."""
        self.beginResetModel()
        self._lines, self._formats, self._now = tuple(lines), formats, now
        self.endResetModel()

    def line(self, at: int) -> Line:
        """Return the line of a row."""
        return self._lines[at]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == LINE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(line, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(line, index.column())
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(COLUMNS[section])
        return None

    def _text(self, line: Line, column: int) -> str:
        text = lead.cells(line, self._formats)[column]
        if column == 1 and self._now is not None and (age := lead.age_in_words(line, self._now, self._formats)):
            return _("{consultant}, {age}").format(consultant=text, age=age)
        return text

    def _spoken(self, line: Line, column: int) -> str:
        if column != STAGES:
            return self._text(line, column)
        done = sum(mark == "done" for mark in line.marks)
        words = _("{stage}, {done} of {count} stages done")
        return words.format(stage=self._text(line, column), done=done, count=len(line.marks))
