"""The week as rows for eyes, keys and assistive technology: groups, projects and the total."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from models.formats import Formats
from models.texts import _
from models.time_pieces import Place
from models.time_weeks import DAYS, Grid, Row
from ui.time_log import words

NAME, ADD, FIRST_DAY, WEEK = 0, 1, 2, 2 + DAYS
COLUMNS = WEEK + 1
Index = QModelIndex | QPersistentModelIndex


class Line(Struct, frozen=True):
    """One row of the view: a group's heading, a project, or the total.

    Attributes:
        kind: "group", "row" or "total".
        name: its words.
        minutes: by day, Monday first.
        row: the project's week; None for headings and the total.
        billable: whether it belongs to the upper half.
    """

    kind: str
    name: str
    minutes: tuple[int, ...]
    row: Row | None = None
    billable: bool = True

    @property
    def total(self) -> int:
        """Minutes of the week."""
        return sum(self.minutes)


class Detail(Struct, frozen=True):
    """What stands below a project's name, and whether billable work waits there."""

    text: str = ""
    waiting: bool = False


class GridModel(QAbstractTableModel):
    """Rows by group; a cell that was typed over is told, never written here.

    Signals:
        typed: a project's place, a day and the words.
    """

    typed = Signal(object, object, str)

    def __init__(self, formats: Formats, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._formats = formats
        self._lines: list[Line] = []
        self._details: Mapping[Place, Detail] = {}
        self.days: tuple[date, ...] = ()
        self.today = date.min

    def show(self, grid: Grid, details: Mapping[Place, Detail], today: date) -> None:
        """Show a week; a week with the same rows keeps the selection."""
        lines = _lines(grid)
        same = [_identity(line) for line in lines] == [_identity(line) for line in self._lines]
        if same and self.days == grid.week.days:
            self._lines, self._details, self.today = lines, details, today
            self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, COLUMNS - 1))
            return
        self.beginResetModel()
        self._lines, self._details, self.days, self.today = lines, details, grid.week.days, today
        self.endResetModel()

    def line(self, index: Index) -> Line:
        """Return the line of an index."""
        return self._lines[index.row()]

    def detail(self, line: Line) -> Detail:
        """Return what stands below a project's name."""
        return self._details.get(line.row.place, Detail()) if line.row else Detail()

    def place_at(self, index: Index) -> Place | None:
        """Return the project of an index."""
        row = self.line(index).row if index.isValid() else None
        return row.place if row else None

    def row_of(self, place: Place | None) -> int:
        """Return the row of a project; -1 where it has none."""
        found = (number for number, line in enumerate(self._lines) if line.row and line.row.place == place)
        return next(found, -1)

    def kinds(self) -> Sequence[str]:
        """Return what each line is."""
        return [line.kind for line in self._lines]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else COLUMNS

    def flags(self, index: Index) -> Qt.ItemFlag:
        line = self.line(index)
        if line.row is None or index.column() == WEEK:
            return Qt.ItemFlag.NoItemFlags
        found = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return found | Qt.ItemFlag.ItemIsEditable if FIRST_DAY <= index.column() < WEEK else found

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line, column = self.line(index), index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(line, column)
            case Qt.ItemDataRole.EditRole if FIRST_DAY <= column < WEEK:
                minutes = line.minutes[column - FIRST_DAY]
                return words.typed(minutes, self._formats) if minutes else ""
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(line, column)
            case Qt.ItemDataRole.ToolTipRole:
                return self._tip(line, column)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        place = self.place_at(index)
        if place is None or role != Qt.ItemDataRole.EditRole or str(value).strip() == self.data(index, role):
            return False
        self.typed.emit(place, self.days[index.column() - FIRST_DAY], str(value))
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        if FIRST_DAY <= section < WEEK and self.days:
            return self._formats.short_day(self.days[section - FIRST_DAY])
        return {NAME: _("Engagement"), ADD: "", WEEK: _("Week")}.get(section)

    def _text(self, line: Line, column: int) -> str:
        if column == NAME:
            return line.name
        if column == ADD:
            return _("+ 0.5 h").replace(".", self._formats.decimal) if line.row else ""
        if column == WEEK:
            return words.length(line.total, self._formats)
        minutes, day = line.minutes[column - FIRST_DAY], self.days[column - FIRST_DAY]
        if line.kind == "group" or (not minutes and day > self.today):
            return ""
        return words.number(minutes, self._formats) if minutes else words.NONE

    def _spoken(self, line: Line, column: int) -> str:
        if column == NAME:
            return ", ".join(filter(None, (line.name, self.detail(line).text)))
        if column == ADD:
            return _("Log half an hour to {client}").format(client=line.name) if line.row else ""
        day = self._formats.day(self.days[column - FIRST_DAY]) if column < WEEK else _("Week")
        minutes = line.minutes[column - FIRST_DAY] if column < WEEK else line.total
        return f"{line.name}, {day}: {words.length(minutes, self._formats)}"

    def _tip(self, line: Line, column: int) -> str:
        if not line.row or not FIRST_DAY <= column < WEEK:
            return self._spoken(line, column) if line.row else ""
        minutes = line.minutes[column - FIRST_DAY]
        length = self._formats.duration(minutes) if minutes else ""
        if line.row.locked[column - FIRST_DAY]:
            return _("{length}, exported: a change makes a correction").format(length=length)
        return length


def _lines(grid: Grid) -> list[Line]:
    lines = []
    for billable, name in ((True, _("Billable")), (False, _("Not billable"))):
        sums = tuple(grid.on(day, billable=billable) for day in range(DAYS))
        lines.append(Line("group", name, sums, None, billable))
        lines += [Line("row", row.name, row.minutes, row, billable) for row in grid.group(billable=billable)]
    return [*lines, Line("total", _("Total"), tuple(grid.on(day) for day in range(DAYS)))]


def _identity(line: Line) -> tuple[str, str, Place | None]:
    return line.kind, line.name, line.row.place if line.row else None
