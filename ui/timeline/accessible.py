"""The timeline for assistive technology: a list of bars with full names, made through Qt's accessibility factory.

Bars are painted, so without this a screen reader would meet an empty area. One interface stands for one row, whatever
the row shows, so none ever points at a bar that is gone.
"""

from __future__ import annotations

import weakref
from functools import cache
from typing import Any

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget

from models.texts import _
from ui.timeline import names
from ui.timeline.view import TimelineView


class AccessibleBar(QAccessibleInterface):
    """The bar of one row."""

    def __init__(self, timeline: AccessibleTimeline, index: int) -> None:
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
        key = self._key(view)
        current = view.doing.selected == key
        state.focusable = state.selectable = state.multiSelectable = True
        state.selected = key in (view.doing.chosen or {view.doing.selected})
        state.focused = current and view.hasFocus()
        return state

    def text(self, which: QAccessible.Text) -> str:
        view = self._timeline.view()
        if view is None or not self.isValid():
            return ""
        key = self._key(view)
        if which is QAccessible.Text.Description:
            return "\n".join(trace.words for trace in view.traces(key))
        return _name(view, key) if which is QAccessible.Text.Name else ""

    def setText(self, which: QAccessible.Text, text: str) -> None:
        """Names come from the plan and can't be set."""

    def rect(self) -> QRect:
        view = self._timeline.view()
        if view is None or not self.isValid() or view.layout_now is None:
            return QRect()
        box = view.layout_now.box_of(self._key(view))
        if box is None:
            return QRect()
        corner = view.viewport().mapToGlobal(QPoint(int(box[0]), int(box[1])))
        return QRect(corner.x(), corner.y(), round(box[2]), round(box[3]))

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

    def _key(self, view: TimelineView) -> str:
        return view.lanes()[self._index]


def _name(view: TimelineView, key: str) -> str:
    """Return the full name of a row's bar."""
    bar, layout = view.bar(key), view.layout_now
    if bar is None or view.dossier is None or layout is None:
        return ""
    if key.startswith("other:"):
        return names.other_name(view.context.portfolio.name(bar.engagement), bar, view.scale)
    if bar.kind not in view.dossier.phases:
        row = layout.scene.rows[layout.scene.row(key)]
        return names.lane_name(row.title, row.subtitle, bar)
    return names.full_name(view.dossier, bar, view.scale)


class AccessibleTimeline(QAccessibleWidget):
    """The list of bars; made by Qt when assistive technology first asks."""

    def __init__(self, view: TimelineView) -> None:
        super().__init__(view, QAccessible.Role.List, _("Timeline"))
        self.view = weakref.ref(view)
        self._bars: list[AccessibleBar] = []

    def childCount(self) -> int:
        view = self.view()
        return len(view.lanes()) if view is not None else 0

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        if not 0 <= index < self.childCount():
            return None
        while len(self._bars) <= index:
            made = AccessibleBar(self, len(self._bars))
            QAccessible.registerAccessibleInterface(made)
            self._bars.append(made)
        return self._bars[index]

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return next((index for index, bar in enumerate(self._bars) if bar is child), -1)

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        found = (self.child(index) for index in range(self.childCount()))
        return next((bar for bar in found if bar is not None and bar.rect().contains(x, y)), None)

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]
        view = self.view()
        lanes = view.lanes() if view is not None else []
        chosen = view.doing.selected if view is not None else ""
        return self.child(lanes.index(chosen)) if chosen in lanes else None


@cache
def install() -> None:
    """Let Qt ask here for the accessible side of a timeline; once in a program."""
    QAccessible.installFactory(_made)


def announce_selection(view: TimelineView) -> None:
    """Tell assistive technology that another bar has the focus."""
    timeline = QAccessible.queryAccessibleInterface(view)
    chosen = timeline.focusChild() if timeline is not None else None
    if timeline is not None and chosen is not None:
        event = QAccessibleEvent(view, QAccessible.Event.Focus)
        event.setChild(timeline.indexOfChild(chosen))
        QAccessible.updateAccessibility(event)


def announce(view: TimelineView, text: str, *, urgent: bool = False) -> None:
    """Have a text spoken: where a bar is during a move; at once where the place is refused."""
    event = QAccessibleAnnouncementEvent(view, text)
    if urgent:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)


def _made(_key: str, thing: QObject) -> QAccessibleInterface | None:
    if not isinstance(thing, TimelineView):
        return None
    thing.accessible = AccessibleTimeline(thing)
    return thing.accessible
