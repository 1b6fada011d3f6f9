"""What the gestures and keys of All engagements do: select, open, fold, move, ask for dates; each refusal in words."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QPointF, QTimer, Signal
from PySide6.QtGui import QAccessible

from models import planning, settings
from models.planning import Proposal
from models.records import Dossier
from models.texts import _
from ui.timeline import all_accessible, names
from ui.timeline.all_marks import KINDS
from ui.timeline.all_view import AllView
from ui.timeline.drop import write_drop
from ui.timeline.gesture import Hold


class AllActs(QObject):
    """Everything that a person can do on All engagements, whether by pointer or by keys.

    Signals:
        review_wanted: the proposal of a move that is read over before it counts.
        dates_wanted: an engagement and a phase kind whose dates shall be edited.
        selected: the id of the engagement whose row is selected.
        hovered_time: the proposal under the pointer during a move; None when it ends.
        engagement_wanted: the id of an engagement to open.
    """

    review_wanted = Signal(object)
    dates_wanted = Signal(int, str)
    selected = Signal(int)
    hovered_time = Signal(object)
    engagement_wanted = Signal(int)

    def __init__(self, view: AllView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._context = view.context
        self._mover = view.mover
        self._mover.changed.connect(self._on_moved)
        self._mover.dropped.connect(self._commit)
        self._mover.ended.connect(partial(self.hovered_time.emit, None))
        view.entered.connect(self._say_where)

    @property
    def gently(self) -> bool:
        """Whether a mark may glide back; not with reduced motion."""
        return settings.get(self._context.store, "reduced_motion") != "1"

    def _say_where(self) -> None:
        """Say which bar the keys are on, once Qt has said that the focus came to the timeline."""
        if QAccessible.isActive():
            QTimer.singleShot(0, self._view, partial(all_accessible.announce_selection, self._view))

    def select(self, engagement: int, kind: str = "") -> None:
        """Make a row the selected one, and a phase of it."""
        doing = self._view.doing
        kind = kind or doing.kind
        if (engagement, kind, "") == (doing.selected, doing.kind, doing.heading):
            return
        self._view.interact(selected=engagement, kind=kind, heading="")
        all_accessible.announce_selection(self._view)
        if engagement and engagement != doing.selected:
            self.selected.emit(engagement)

    def select_heading(self, group: str) -> None:
        """Put the keys on a heading; the selected row stays."""
        self._view.interact(heading=group)
        all_accessible.announce_selection(self._view)

    def select_near(self, steps: int) -> None:
        """Select the line so many further down."""
        lines = self._view.listing.lines
        if not lines:
            return
        at = self.cursor()
        at = min(max(at + steps, 0), len(lines) - 1) if at >= 0 else 0
        line = lines[at]
        if line.entry is None:
            self.select_heading(line.group)
        else:
            self.select(line.engagement)
        self._view.reveal(at)

    def cursor(self) -> int:
        """Return the line that the keys are at; -1 for none."""
        doing, layout = self._view.doing, self._view.layout_now
        if layout is None:
            return -1
        if doing.heading:
            found = (at for at, line in enumerate(layout.lines) if line.entry is None and line.group == doing.heading)
            return next(found, -1)
        return layout.line_of(doing.selected)

    def step_kind(self, steps: int) -> None:
        """Go to the next or previous phase of the selected row that has a mark, and bring it into view."""
        doing = self._view.doing
        marks = self._view.marks(doing.selected)
        kinds = [
            kind for kind in KINDS if (bar := marks.bar(kind)) is not None and bar.dated and bar.state != "skipped"
        ]
        if not kinds or not doing.selected:
            return
        at = kinds.index(doing.kind) + steps if doing.kind in kinds else 0
        self.select(doing.selected, kinds[min(max(at, 0), len(kinds) - 1)])
        self.show(doing.selected, self._view.doing.kind)

    def open(self, engagement: int = 0) -> None:
        """Open an engagement; the selected one where none is named."""
        wanted = engagement or self._view.doing.selected
        if wanted:
            self.engagement_wanted.emit(wanted)

    def edit_dates(self, engagement: int = 0, kind: str = "") -> None:
        """Ask for the date editor of a phase; a locked one explains itself."""
        engagement, kind = engagement or self._view.doing.selected, kind or self._view.doing.kind
        dossier = self._view.dossier(engagement)
        if dossier is None:
            return
        self.select(engagement, kind)
        if not self._explains(dossier, kind):
            self.dates_wanted.emit(engagement, kind)

    def take(self, engagement: int, kind: str, edge: str = "bar", *, by_keys: bool = False) -> bool:
        """Take a mark or its end, or say why it can't be; tell whether it is held."""
        dossier, scale = self._view.dossier(engagement), self._view.scale
        if dossier is None or kind not in dossier.phases or self._mover.holding:
            return False
        if self._explains(dossier, kind):
            return False
        if not dossier.phases[kind].dated:
            self.dates_wanted.emit(engagement, kind)
            return False
        self.select(engagement, kind)
        if by_keys:
            text = _("Moving {phase} of {client}. Left and Right move it, Enter drops, Escape cancels.")
            phase, client = dossier.playbook.phase(kind).name, dossier.engagement.client
            all_accessible.announce(self._view, text.format(phase=phase, client=client))
            self._view.reveal(self.cursor())
            self.show(engagement, kind)
        hold = Hold(dossier, kind, edge, scale.now, scale.formats)
        self._mover.take(hold, scale, (), self._neighbours(engagement, kind), by_keys=by_keys)
        return True

    def cancel(self) -> None:
        """Put what is held back where it was."""
        self._mover.cancel(gently=self.gently)

    def drop(self) -> None:
        """Let go of what is held."""
        self._mover.drop(gently=self.gently)

    def toggle_history(self) -> None:
        """Show or hide the Prod Upgrade dates that were agreed before, in every row."""
        shown = not self._view.navigation.history
        self._view.show_history(shown=shown)
        text = _("Earlier dates are shown. H hides them.") if shown else _("Earlier dates are hidden")
        self._context.notices.tell(text)
        all_accessible.announce(self._view, text)

    def show(self, engagement: int, kind: str = "prod_upgrade") -> None:
        """Bring the mark of a phase into view."""
        bar = self._view.marks(engagement).bar(kind)
        if bar is not None and bar.dated:
            self._view.navigation.show_moment(bar.start)

    def fit(self) -> None:
        """Show everything of the selected engagement."""
        bars = [bar for bar in self._view.marks(self._view.doing.selected).bars if bar.dated]
        if bars:
            self._view.navigation.fit(min(bar.start for bar in bars), max(bar.end for bar in bars))

    def takes(self, at: QPointF) -> bool:
        """Whether a drag from a point would take a mark, or be told why not."""
        layout = self._view.layout_now
        return layout is not None and layout.at(at.x(), at.y()).spot is not None

    def movable(self, engagement: int, kind: str) -> bool:
        """Whether a mark can be dragged."""
        dossier = self._view.dossier(engagement)
        if dossier is None or not dossier.phases[kind].dated:
            return False
        return planning.reschedulable(dossier, kind, self._view.scale.now) is None

    def resizable(self, engagement: int, kind: str) -> bool:
        """Whether the end of a mark can be dragged."""
        dossier = self._view.dossier(engagement)
        return dossier is not None and dossier.playbook.phase(kind).resizable and self.movable(engagement, kind)

    def _explains(self, dossier: Dossier, kind: str) -> bool:
        """Say why a phase can't be moved, where it can't."""
        refusal = planning.reschedulable(dossier, kind, self._view.scale.now)
        if refusal is None:
            return False
        self._context.notices.tell(str(refusal))
        all_accessible.announce(self._view, str(refusal))
        return True

    def _neighbours(self, engagement: int, kind: str) -> list[float]:
        """Return the edges of the row's other marks: where a held one may snap to."""
        bars = [bar for bar in self._view.marks(engagement).bars if bar.kind != kind and bar.dated]
        return [moment for bar in bars for moment in (bar.start, bar.end)]

    def _on_moved(self) -> None:
        shown = self._mover.preview
        if shown is None or not self._mover.holding:
            return
        self.hovered_time.emit(shown.proposal)
        if self._mover.by_keys:
            client = shown.proposal.before.engagement.client
            text = f"{client}. {names.spoken(shown, self._view.scale)}"
            all_accessible.announce(self._view, text, urgent=not shown.proposal.allowed)

    def _commit(self, proposal: Proposal, edge: str) -> None:
        """Write a drop, or hand it to the review where it is read over first."""
        if proposal.needs_review:
            self.review_wanted.emit(proposal)
            return
        text = write_drop(self._context, proposal, edge, self._view.scale.zone)
        if text:
            all_accessible.announce(self._view, text)
