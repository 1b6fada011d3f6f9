"""The checklist as a tree of groups and steps, with all that a row shows and says."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from models.checklist import GroupView, StepView
from models.texts import _

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()


class Role(IntEnum):
    """What a row answers beside its text."""

    KEY = Qt.ItemDataRole.UserRole + 1
    DETAIL = Qt.ItemDataRole.UserRole + 2
    STATE = Qt.ItemDataRole.UserRole + 3
    HOT = Qt.ItemDataRole.UserRole + 4
    OVERDUE = Qt.ItemDataRole.UserRole + 5
    NOTE = Qt.ItemDataRole.UserRole + 6
    CHECK = Qt.ItemDataRole.UserRole + 7
    COUNT = Qt.ItemDataRole.UserRole + 8
    HEADER = Qt.ItemDataRole.UserRole + 9
    FILM = Qt.ItemDataRole.UserRole + 10


class ChecklistModel(QAbstractItemModel):
    """Groups at the top, their steps below; an index's id is 0 for a group, else the group's row + 1."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._groups: tuple[GroupView, ...] = ()
        self.films: frozenset[str] = frozenset()
        """Keys of the steps that a training video shows; set it before `show`."""

    def show(self, groups: tuple[GroupView, ...]) -> None:
        """Show a checklist; where it has the same rows as before, only those that differ are announced."""
        if _shape(groups) != _shape(self._groups):
            self.beginResetModel()
            self._groups = groups
            self.endResetModel()
            return
        before, self._groups = self._groups, groups
        for at, (old, new) in enumerate(zip(before, groups, strict=True)):
            parent = self.index(at, 0)
            if old != new:
                self.dataChanged.emit(parent, parent)
            for line, (was, will) in enumerate(zip(old.steps, new.steps, strict=True)):
                if was != will or old.locked != new.locked:
                    self.dataChanged.emit(self.index(line, 0, parent), self.index(line, 0, parent))

    def group(self, index: Index) -> GroupView:
        """Return the group of a row, its own or the one that it stands in."""
        return self._groups[int(index.internalId()) - 1 if index.internalId() else index.row()]

    def step(self, index: Index) -> StepView | None:
        """Return the step of a row; None for a group's heading."""
        return self.group(index).steps[index.row()] if index.isValid() and index.internalId() else None

    def index_of(self, key: str) -> QModelIndex:
        """Return the row of a step; an invalid index where there is none."""
        for at, group in enumerate(self._groups):
            for line, item in enumerate(group.steps):
                if item.definition.key == key:
                    return self.index(line, 0, self.index(at, 0))
        return QModelIndex()

    def hot(self) -> QModelIndex:
        """Return the row of the next step; an invalid index where nothing is open."""
        keys = (item.definition.key for group in self._groups for item in group.steps if item.hot)
        return self.index_of(next(keys, ""))

    def index(self, row: int, column: int, parent: Index = NO_INDEX) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: Index = NO_INDEX) -> QModelIndex:  # type: ignore[override]
        if not index.isValid() or not index.internalId():
            return QModelIndex()
        return self.createIndex(int(index.internalId()) - 1, 0, 0)

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        if not parent.isValid():
            return len(self._groups)
        return 0 if parent.internalId() or parent.column() else len(self._groups[parent.row()].steps)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        step = self.step(index)
        return self._of_group(index, role) if step is None else self._of_step(index, step, role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        usable = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        ticked = Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemNeverHasChildren
        return usable | ticked if index.internalId() else usable

    def _of_group(self, index: Index, role: int) -> object:
        group = self.group(index)
        count = _("{done} of {total}").format(done=group.done, total=group.total)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            spoken = _("{group}, {count} done").format(group=group.group.name, count=count)
            return f"{spoken}, {group.reason}" if group.locked else spoken
        answers: dict[int, object] = {
            Qt.ItemDataRole.DisplayRole: group.group.name,
            Qt.ItemDataRole.ToolTipRole: group.reason or None,
            Role.KEY: group.group.key,
            Role.STATE: "locked" if group.locked else "open",
            Role.COUNT: count,
            Role.HEADER: True,
        }
        return answers.get(role)

    def _of_step(self, index: Index, step: StepView, role: int) -> object:
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(step)
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if step.state == "done" else Qt.CheckState.Unchecked
        if role == Role.DETAIL:
            return self._detail(index, step)
        answers: dict[int, object] = {
            Qt.ItemDataRole.DisplayRole: step.definition.text,
            Qt.ItemDataRole.ToolTipRole: _tip(step),
            Role.KEY: step.definition.key,
            Role.STATE: step.state,
            Role.HOT: step.hot,
            Role.OVERDUE: step.overdue,
            Role.NOTE: step.step.note,
            Role.CHECK: step.definition.action == "check",
            Role.HEADER: False,
            Role.FILM: step.definition.key in self.films,
        }
        return answers.get(role)

    def _detail(self, index: Index, step: StepView) -> str:
        """Return the second line; inside a locked group its reason stands once, at the first check."""
        group = self.group(index)
        if not (group.locked and step.reason == group.reason):
            return step.reason
        checks = [item for item in group.steps if item.definition.action == "check"]
        return step.reason if checks and step is checks[0] else ""

    def _spoken(self, step: StepView) -> str:
        state = {"done": _("done"), "open": _("not done"), "locked": _("locked")}[step.state]
        parts = [step.definition.text, state, step.reason]
        if step.overdue:
            parts.append(_("overdue"))
        if step.hot:
            parts.append(_("this is next"))
        if step.step.note:
            parts.append(_("note: {note}").format(note=step.step.note))
        return ", ".join(part for part in parts if part)


def _tip(step: StepView) -> str | None:
    return f"{step.reason}\n{step.step.note}" if step.step.note and step.reason else step.reason or None


def _shape(groups: tuple[GroupView, ...]) -> list[tuple[str, list[str]]]:
    return [(item.group.key, [step.definition.key for step in item.steps]) for item in groups]
