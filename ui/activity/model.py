"""The steps of one engagement as a list, filtered by words."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from models.activity import Entry, origin
from models.formats import Formats
from models.texts import _

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()


class Role(IntEnum):
    """What a row answers beside its text."""

    ACT = Qt.ItemDataRole.UserRole + 1
    WHEN = Qt.ItemDataRole.UserRole + 2
    LINES = Qt.ItemDataRole.UserRole + 3
    REASON = Qt.ItemDataRole.UserRole + 4
    CAN_TAKE_BACK = Qt.ItemDataRole.UserRole + 5


class ActivityModel(QAbstractListModel):
    """Rows are entries, newest first."""

    def __init__(self, formats: Formats, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._formats = formats
        self._all: tuple[Entry, ...] = ()
        self._shown: tuple[Entry, ...] = ()
        self._filter = ""

    def show(self, entries: tuple[Entry, ...]) -> None:
        """Show the steps of an engagement."""
        self._all = entries
        self._arrange()

    def set_filter(self, text: str) -> None:
        """Show only the steps that hold each word of a text."""
        self._filter = text.strip()
        self._arrange()

    def entry(self, index: Index) -> Entry:
        """Return the step of a row."""
        return self._shown[index.row()]

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self._shown[index.row()]
        answers: dict[int, object] = {
            Qt.ItemDataRole.DisplayRole: entry.title,
            Role.ACT: entry.act.id,
            Role.WHEN: self._when(entry),
            Role.LINES: list(entry.lines),
            Role.REASON: entry.reason,
            Role.CAN_TAKE_BACK: entry.can_take_back,
        }
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ". ".join(part for part in (entry.title, self._when(entry), *entry.lines, entry.reason) if part)
        return answers.get(role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def _when(self, entry: Entry) -> str:
        parts = (entry.who, _("{when}, your time").format(when=self._formats.moment(entry.at)), origin(entry))
        return " · ".join(part for part in parts if part)

    def _arrange(self) -> None:
        shown = tuple(entry for entry in self._all if entry.matches(self._filter))
        if shown != self._shown:
            self.beginResetModel()
            self._shown = shown
            self.endResetModel()
