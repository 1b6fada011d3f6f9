"""What the gestures and keys of the timeline do: select, move, commit, ask for dates; each refusal in words."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QObject, QPointF, QTimer, Signal
from PySide6.QtGui import QAccessible

from models import planning, settings
from models.planning import Proposal
from models.texts import _, ngettext
from ui.timeline import accessible, names
from ui.timeline.drop import write_drop
from ui.timeline.gesture import Hold, hold_together
from ui.timeline.mover import Mover
from ui.timeline.view import TimelineView


class Acts(QObject):
    """Everything that a person can do on the timeline, whether by pointer or by keys.

    Signals:
        review_wanted: the proposal of a move that is read over before it counts.
        dates_wanted: a phase kind whose dates shall be edited.
        selected: a phase kind whose details shall be shown.
        hovered_time: the proposal under the pointer during a move; None when it ends.
        engagement_wanted: the id of an engagement to open.
        all_wanted: the timeline of all engagements shall be shown.
    """

    review_wanted = Signal(object)
    dates_wanted = Signal(str)
    selected = Signal(str)
    hovered_time = Signal(object)
    engagement_wanted = Signal(int)
    all_wanted = Signal()

    def __init__(self, view: TimelineView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._context = view.context
        self._mover: Mover = view.mover
        self._mover.changed.connect(self._on_moved)
        self._mover.dropped.connect(self._commit)
        self._mover.ended.connect(partial(self.hovered_time.emit, None))
        view.entered.connect(self._say_where)

    @property
    def gently(self) -> bool:
        """Whether a bar may glide back; not with reduced motion."""
        return settings.get(self._context.store, "reduced_motion") != "1"

    def _say_where(self) -> None:
        """Say which bar the keys are on, once Qt has said that the focus came to the timeline."""
        if QAccessible.isActive():
            QTimer.singleShot(0, self._view, partial(accessible.announce_selection, self._view))

    def select(self, key: str) -> None:
        """Make a lane the selected one."""
        if key != self._view.doing.selected:
            self._view.interact(selected=key)
            accessible.announce_selection(self._view)

    def choose(self, keys: Iterable[str]) -> None:
        """Select several bars together; those that can't be moved are left out."""
        chosen = frozenset(key for key in keys if self.movable(key))
        if chosen != self._view.doing.chosen:
            self._view.interact(chosen=chosen)
            text = ngettext("{count} bar selected", "{count} bars selected", len(chosen))
            accessible.announce(self._view, text.format(count=len(chosen)))

    def toggle(self, key: str) -> None:
        """Add a bar to those that are selected together, or take it out; begin with the one that is selected."""
        if not self.movable(key) and self._explains(key):
            return
        chosen = self._view.doing.chosen or frozenset({self._view.doing.selected} - {""})
        self.select(key)
        self.choose(chosen ^ {key})

    def extend(self, key: str) -> None:
        """Select together all bars from the selected one to another."""
        lanes, chosen = self._view.lanes(), self._view.doing.selected
        if key not in lanes:
            return
        start, end = sorted((lanes.index(chosen if chosen in lanes else key), lanes.index(key)))
        self.choose(lanes[start : end + 1])

    def select_near(self, steps: int) -> None:
        """Select the lane so many rows further down; from nowhere the current stage."""
        lanes = self._view.lanes()
        if not lanes:
            return
        chosen = self._view.doing.selected
        if chosen in lanes:
            self.select(lanes[min(max(lanes.index(chosen) + steps, 0), len(lanes) - 1)])
        else:
            self.select(self.current_lane())

    def current_lane(self) -> str:
        """Return the lane that somebody most likely means: the running phase, else the Prod Upgrade."""
        lanes = self._view.lanes()
        states = {key: bar.state for key in lanes if (bar := self._view.bar(key)) is not None}
        running = [key for key, state in states.items() if state in {"now", "overdue"}]
        return running[0] if running else "prod_upgrade" if "prod_upgrade" in lanes else lanes[0]

    def open(self, key: str) -> None:
        """Show the details of a phase, or open another engagement."""
        self.select(key)
        if key.startswith("other:"):
            self.engagement_wanted.emit(int(key.partition(":")[2]))
        elif key:
            self.selected.emit(key)

    def edit_dates(self, key: str = "") -> None:
        """Ask for the date editor of a phase; a locked one explains itself."""
        kind = key or self._view.doing.selected or self.current_lane()
        if self._view.dossier is None or kind not in self._view.dossier.phases:
            return
        self.select(kind)
        if not self._explains(kind, locked_only=True):
            self.dates_wanted.emit(kind)

    def take(self, kind: str, edge: str = "bar", *, by_keys: bool = False) -> bool:
        """Take a bar or its end, or say why it can't be; tell whether it is held."""
        dossier = self._view.dossier
        if dossier is None or kind not in dossier.phases or self._mover.holding:
            return False
        if edge == "end" and not self.resizable(kind):
            return False
        if edge == "bar" and self._explains(kind):
            return False
        if not dossier.phases[kind].dated:
            self.dates_wanted.emit(kind)
            return False
        scale, chosen = self._view.scale, self._view.doing.chosen
        if edge == "bar" and kind in chosen and len(chosen) > 1:
            hold: Hold = hold_together(dossier, chosen, scale.now, scale.formats)
        else:
            self.choose(())
            hold = Hold(dossier, kind, edge, scale.now, scale.formats)
        self.select(kind)
        if by_keys:
            text = _("Moving {phase}. Left and Right move it, Enter drops, Escape cancels.")
            accessible.announce(self._view, text.format(phase=dossier.playbook.phase(kind).name))
        self._mover.take(hold, scale, self._view.near, self._neighbours(kind), by_keys=by_keys)
        return True

    def cancel(self) -> None:
        """Put what is held back where it was."""
        self._mover.cancel(gently=self.gently)

    def drop(self) -> None:
        """Let go of what is held."""
        self._mover.drop(gently=self.gently)

    def fit(self) -> None:
        """Show the whole engagement."""
        dated = [
            bar for key in self._view.lanes() if (bar := self._view.bar(key)) and bar.dated and bar.kind != "other"
        ]
        if dated:
            self._view.navigation.fit(min(bar.start for bar in dated), max(bar.end for bar in dated))

    def toggle_history(self) -> None:
        """Show or hide the dates that were agreed or planned before."""
        self._view.show_history(shown=not self._view.history)
        if not self._view.history:
            text = _("Earlier dates are hidden")
        elif any(self._view.traces(key) for key in self._view.lanes()):
            text = _("Earlier dates are shown. H hides them.")
        else:
            text = _("There are no earlier dates")
        self._context.notices.tell(text)
        accessible.announce(self._view, text)

    def show(self, key: str) -> None:
        """Bring the bar of a row into view."""
        bar = self._view.bar(key)
        if bar is not None and bar.dated:
            self._view.navigation.show_moment(bar.start)

    def resizable(self, kind: str) -> bool:
        """Whether the end of a bar can be dragged."""
        dossier = self._view.dossier
        if dossier is None or kind not in dossier.phases or not dossier.playbook.phase(kind).resizable:
            return False
        bar = self._view.bar(kind)
        return bar is not None and bar.dated and bar.state not in {"done", "skipped"}

    def takes(self, at: QPointF) -> bool:
        """Whether a drag from a point would take a bar, or be told why not."""
        layout = self._view.layout_now
        hit = layout.at(at.x(), at.y()) if layout is not None else None
        return hit is not None and hit.bar is not None and hit.part in {"bar", "end"} and hit.bar.kind != "other"

    def movable(self, kind: str) -> bool:
        """Whether a bar can be dragged."""
        dossier = self._view.dossier
        if dossier is None or kind not in dossier.phases or not dossier.phases[kind].dated:
            return False
        return planning.reschedulable(dossier, kind, self._view.scale.now) is None

    def _explains(self, kind: str, *, locked_only: bool = False) -> bool:
        """Say why a phase can't be moved, where it can't."""
        dossier = self._view.dossier
        refusal = planning.reschedulable(dossier, kind, self._view.scale.now) if dossier else None
        if refusal is None or (locked_only and kind != "support_week" and not self._locked(kind)):
            return False
        self._context.notices.tell(str(refusal))
        accessible.announce(self._view, str(refusal))
        return True

    def _locked(self, kind: str) -> bool:
        bar = self._view.bar(kind)
        return bar is not None and bar.state in {"locked", "scheduling"}

    def _neighbours(self, kind: str) -> list[float]:
        """Return the edges of the other bars: where a held one may snap to."""
        bars = [bar for key in self._view.lanes() if key != kind and (bar := self._view.bar(key)) and bar.dated]
        return [moment for bar in bars for moment in (bar.start, bar.end)]

    def _on_moved(self) -> None:
        shown = self._mover.preview
        if shown is None or not self._mover.holding:
            return
        self.hovered_time.emit(shown.proposal)
        if self._mover.by_keys:
            refused = not shown.proposal.allowed
            accessible.announce(self._view, names.spoken(shown, self._view.scale), urgent=refused)

    def _commit(self, proposal: Proposal, edge: str) -> None:
        """Write a drop, or hand it to the review where it is read over first."""
        if proposal.needs_review:
            self.review_wanted.emit(proposal)
            return
        text = write_drop(self._context, proposal, edge, self._view.scale.zone)
        if text:
            accessible.announce(self._view, text)
