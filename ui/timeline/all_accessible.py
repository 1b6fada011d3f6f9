"""All engagements for assistive technology: a list with one item for each line, made when it is asked for."""

from __future__ import annotations

import weakref
from functools import cache
from typing import Any

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget

from models.texts import _, ngettext
from ui.timeline.all_lines import GROUPS, Line
from ui.timeline.all_view import AllView
from ui.timeline.names import full_name


class AccessibleLine(QAccessibleInterface):
    """One line: a heading, or an engagement with the phase that the arrows are at."""

    def __init__(self, timeline: AccessibleAll, index: int) -> None:
        super().__init__()
        self._timeline = timeline
        self._index = index

    def isValid(self) -> bool:
        return self._timeline.view() is not None and self._index < self._timeline.childCount()

    def object(self) -> Any:
        return None

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        view = self._timeline.view()
        if view is None or not self.isValid():
            state.invalid = True
            return state
        line = view.listing.lines[self._index]
        chosen = self._timeline.focused() == self._index
        state.focusable = state.selectable = True
        state.selected, state.focused = chosen, chosen and view.hasFocus()
        if line.entry is None:
            state.expandable, state.expanded, state.collapsed = True, not line.folded, line.folded
        return state

    def text(self, which: QAccessible.Text) -> str:
        view = self._timeline.view()
        if which is not QAccessible.Text.Name or view is None or not self.isValid():
            return ""
        return name_of(view, view.listing.lines[self._index])

    def setText(self, which: QAccessible.Text, text: str) -> None:
        """Names come from the plan and can't be set."""

    def rect(self) -> QRect:
        view = self._timeline.view()
        layout = view.layout_now if view is not None and self.isValid() else None
        if view is None or layout is None or self._index >= len(layout.lines):
            return QRect()
        box = QRect(0, layout.top(self._index), round(layout.axis.width), layout.height(self._index))
        return QRect(view.viewport().mapToGlobal(box.topLeft()), box.size())

    def parent(self) -> QAccessibleInterface | None:  # type: ignore[override]
        view = self._timeline.view()
        return QAccessible.queryAccessibleInterface(view) if view is not None else None

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def childCount(self) -> int:
        return 0

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return -1


class AccessibleAll(QAccessibleWidget):
    """The list of lines; made by Qt when assistive technology first asks."""

    def __init__(self, view: AllView) -> None:
        super().__init__(view, QAccessible.Role.List, _("All engagements"))
        self.view = weakref.ref(view)
        self._lines: dict[int, AccessibleLine] = {}

    def childCount(self) -> int:
        view = self.view()
        return len(view.listing.lines) if view is not None else 0

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        if not 0 <= index < self.childCount():
            return None
        if index not in self._lines:
            self._lines[index] = AccessibleLine(self, index)
            QAccessible.registerAccessibleInterface(self._lines[index])
        return self._lines[index]

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return next((index for index, line in self._lines.items() if line is child), -1)

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        view = self.view()
        layout = view.layout_now if view is not None else None
        if view is None or layout is None:
            return None
        at = view.viewport().mapFromGlobal(QRect(x, y, 1, 1).topLeft())
        return self.child(layout.line_at(at.y())) if view.viewport().rect().contains(at) else None

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]
        return self.child(self.focused())

    def focused(self) -> int:
        """Return the line that the keys are at; -1 for none."""
        view = self.view()
        if view is None:
            return -1
        doing = view.doing
        for index, line in enumerate(view.listing.lines):
            if line.group == doing.heading and line.entry is None:
                return index
            if not doing.heading and line.entry is not None and line.engagement == doing.selected:
                return index
        return -1


def name_of(view: AllView, line: Line) -> str:
    """Return the full name of a line: whom, why it stands there, the phase with both times, whose night it shares."""
    if line.entry is None:
        words = ngettext("{group}, {count} engagement", "{group}, {count} engagements", line.count)
        return words.format(group=_(GROUPS[line.group]), count=line.count)
    dossier = view.dossier(line.engagement)
    parts = [line.entry.client, line.entry.reason]
    kind = view.doing.kind if line.engagement == view.doing.selected else "prod_upgrade"
    bar = view.marks(line.engagement).bar(kind)
    if dossier is not None and bar is not None:
        parts.append(full_name(dossier, bar, view.scale))
    partners = [view.context.portfolio.name(other) for other in view.listing.nights.get(line.engagement, ())]
    if partners:
        parts.append(_("same night as {clients}").format(clients=", ".join(partners)))
    return ", ".join(part for part in parts if part)


@cache
def install() -> None:
    """Let Qt ask here for the accessible side of All engagements; once in a program."""
    QAccessible.installFactory(_made)


def announce_selection(view: AllView) -> None:
    """Tell assistive technology that another line has the focus."""
    if view.accessible is None:
        return
    chosen = view.accessible.focusChild()
    if chosen is not None:
        event = QAccessibleEvent(view, QAccessible.Event.Focus)
        event.setChild(view.accessible.indexOfChild(chosen))
        QAccessible.updateAccessibility(event)


def announce(view: AllView, text: str, *, urgent: bool = False) -> None:
    """Have a text spoken; at once where the place is refused."""
    event = QAccessibleAnnouncementEvent(view, text)
    if urgent:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)


def _made(_key: str, thing: QObject) -> QAccessibleInterface | None:
    if not isinstance(thing, AllView):
        return None
    thing.accessible = AccessibleAll(thing)
    return thing.accessible
