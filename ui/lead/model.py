"""The table of the lead's overview as a Qt model; texts are made when they are shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from models import lead_texts
from models.formats import Formats
from models.lead import COLUMNS, Line
from models.lead_order import Group
from models.texts import _, ngettext

Index = QModelIndex | QPersistentModelIndex

STAGES = 2
PROD = 4
ATTENTION = 5
DATA = 6
LINE = Qt.ItemDataRole.UserRole
STALE = Qt.ItemDataRole.UserRole + 1
DIFFERS = {"prod": PROD, "tickets": 3}
"""What sources can differ in → its column."""


class LeadModel(QAbstractTableModel):
    """One row an engagement, and one above those of a consultant where they are grouped."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Line | Group, ...] = ()
        self._formats = Formats()
        self._now: datetime | None = None

    def show_lines(self, rows: Sequence[Line | Group], formats: Formats, now: datetime) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows, self._formats, self._now = tuple(rows), formats, now
        self.endResetModel()

    @property
    def rows(self) -> tuple[Line | Group, ...]:
        """What is shown, from the top."""
        return self._rows

    def line(self, at: int) -> Line | None:
        """Return the engagement of a row; None for a consultant's heading."""
        row = self._rows[at]
        return row if isinstance(row, Line) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self._now is None:
            return None
        row, column = self._rows[index.row()], index.column()
        if role == LINE:
            return row
        if isinstance(row, Group):
            return self._heading(row) if column == 0 and role in _WORDS else None
        return self._cell(row, column, role, self._now)

    def _cell(self, row: Line, column: int, role: int, now: datetime) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column, now)
        if role == STALE:
            return lead_texts.stale(row.made_utc, now)
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return self._spoken(row, column, now)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(COLUMNS[section])
        return None

    def _text(self, line: Line, column: int, now: datetime) -> str:
        return lead_texts.cells(line, self._formats, now)[column]

    def _spoken(self, line: Line, column: int, now: datetime) -> str:
        text = self._text(line, column, now)
        if column == STAGES:
            done = sum(mark == "done" for mark in line.marks)
            words = _("{stage}, {done} of {count} stages done")
            return words.format(stage=text, done=done, count=len(line.marks))
        others = [
            lead_texts.difference_in_words(each, now, self._formats)
            for each in line.differences
            if DIFFERS[each.of] == column
        ]
        return "\n".join([text, *others])

    @staticmethod
    def _heading(group: Group) -> str:
        count = ngettext("{n} engagement", "{n} engagements", group.count).format(n=group.count)
        words = _("{consultant}: {count}, {needy} need attention") if group.needy else _("{consultant}: {count}")
        return words.format(consultant=group.consultant or _("Nobody"), count=count, needy=group.needy)


_WORDS = frozenset({Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole})
