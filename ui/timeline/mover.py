"""One move from the taking of a bar to its drop, by pointer or by keys; the view only shows and commits it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from models.formats import Formats
from models.planning import Proposal
from models.texts import _
from ui.timeline.bar import Bar, Scale
from ui.timeline.gesture import NEAR_EDGE, Hold
from ui.timeline.grid import Grid
from ui.timeline.others import Other
from ui.timeline.preview import Preview, preview
from ui.timeline.zoom import snap_minutes

if TYPE_CHECKING:
    from PySide6.QtCore import QVariantAnimation

RETURN_MS: Final = 120
TOOLTIP_TURN, WORDS_TURN, CLOCKS_TURN = 2, 3, 4
"""In which frame of waiting each part of an expected place is prepared; the first one plans it, clocks take several."""
_WHOLE_DAY: Final = 24 * 60
PLACES: Final = 10
"""How many places of a move are kept prepared: hands go to and fro."""


class Mover(QObject):
    """Holds a bar and knows how its move looks.

    Signals:
        changed: `preview` is another one.
        expected: the preview of the place that comes next if the pointer goes on as it does, and for how many frames
            it has been expected: what prepares for it takes turns, so that none of these frames gets dear.
        dropped: the proposal of a place that was let go at and that changes something allowed; "bar" or "end".
        let_go: nothing is held any more; the bar may still glide back.
        ended: nothing is shown on the move any more, whatever became of it.
    """

    changed = Signal()
    expected = Signal(object, int)
    dropped = Signal(object, str)
    let_go = Signal()
    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.preview: Preview | None = None
        self.hold: Hold | None = None
        self.by_keys = False
        self._scale: Scale | None = None
        self._near: Sequence[Other] = ()
        self._neighbours: tuple[float, ...] = ()
        self._offset = (0, 0)
        self._pulled = 0.0
        self._seen: dict[tuple[int, int], Preview] = {}
        self._ahead: tuple[Preview | None, int] = (None, 0)

    @cached_property
    def _glide(self) -> QVariantAnimation:
        """How a bar goes back that was let go at a place that isn't allowed."""
        from PySide6.QtCore import QEasingCurve, QVariantAnimation  # start-up saving: 3 ms, for the first move

        glide = QVariantAnimation(self, duration=RETURN_MS)
        glide.setEasingCurve(QEasingCurve.Type.OutCubic)
        glide.valueChanged.connect(self._on_glide)
        glide.finished.connect(self._end)
        return glide

    @property
    def holding(self) -> bool:
        """Whether a bar is held; one that glides back is not."""
        return self.hold is not None

    @property
    def proposal(self) -> Proposal | None:
        """The place that is shown."""
        return self.preview.proposal if self.preview else None

    def take(
        self, hold: Hold, scale: Scale, near: Sequence[Other], neighbours: Sequence[float], *, by_keys: bool
    ) -> None:
        """Take a bar or its end.

        Args:
            hold: what is held.
            scale: how bars are made while it moves.
            near: the other Prod Upgrades on the screen.
            neighbours: moments that it snaps to, in seconds since 1970.
            by_keys: arrows move it, not the pointer.
        """
        self._glide.stop()
        self.hold, self._scale, self._near, self._neighbours = hold, scale, near, tuple(neighbours)
        self.by_keys, self._offset, self._seen = by_keys, (0, 0), {}
        self._pulled, self._ahead = 0.0, (None, 0)
        self._show(hold.at_offset(0, 0), snap_minutes(scale.level, finer=False, free=False))

    def pull(self, seconds: float, grid: Grid, *, finer: bool, free: bool) -> None:
        """Move what is held to so many seconds of the axis from where it was taken."""
        if self.hold is None or self._scale is None:
            return
        step = snap_minutes(self._scale.level, finer=finer, free=free)
        near = () if free or step >= _WHOLE_DAY else self._neighbours
        proposal = self.hold.at_distance(seconds, step, near, NEAR_EDGE / grid.scale)
        if proposal is self.proposal:
            self._look_ahead(self.hold, self._scale, seconds, step)
        else:
            self._show(proposal, step)
        self._pulled = seconds

    def nudge(self, steps: int, *, finer: bool = False, weeks: bool = False) -> None:
        """Move what is held by steps of the zoom's snap, or by weeks."""
        if self.hold is None or self._scale is None:
            return
        step = snap_minutes(self._scale.level, finer=finer, free=False)
        days, minutes = self._offset
        if weeks:
            days += 7 * steps
        elif step >= _WHOLE_DAY or not isinstance(self.hold.origin, datetime):
            days += steps
        else:
            minutes += steps * step
        self._offset = (days, minutes)
        self._show(self.hold.at_offset(days, minutes), step)

    def drop(self, *, gently: bool) -> None:
        """Let go: announce an allowed place that differs, else let the bar glide back."""
        proposal = self.proposal
        if self.hold is None or proposal is None:
            return
        if proposal.changes and proposal.allowed:
            edge = self.hold.edge
            self._let_go()
            self._end()
            self.dropped.emit(proposal, edge)
        else:
            self.cancel(gently=gently)

    def cancel(self, *, gently: bool) -> None:
        """Put the bar back; `gently` lets it glide for 120 ms."""
        if self.hold is None or self.preview is None:
            return
        self._let_go()
        held, ghost = self.preview.bars[0], self.preview.ghosts[0]
        if not gently or held.start == ghost.start:
            self._end()
            return
        self._glide.setStartValue(held.start)
        self._glide.setEndValue(ghost.start)
        self.preview = replace(self.preview, tip=None)
        self._glide.start()

    def _show(self, proposal: Proposal, step: int) -> None:
        if self._scale is None or (self.preview is not None and proposal is self.preview.proposal):
            return
        self.preview = self._previewed(proposal, self._scale, step)
        self.changed.emit()

    def _look_ahead(self, hold: Hold, scale: Scale, seconds: float, step: int) -> None:
        """Prepare the next place in frames that change nothing, so that the frame that gets there only paints."""
        further = step * 60 if seconds > self._pulled else -step * 60
        if seconds != self._pulled:
            expected = self._previewed(hold.at_distance(seconds + further, step), scale, step)
            before, turn = self._ahead
            self._ahead = (expected, turn + 1 if expected is before else 1)
            self.expected.emit(*self._ahead)

    def _previewed(self, proposal: Proposal, scale: Scale, step: int) -> Preview:
        key = (id(proposal), step)
        if key not in self._seen:
            self._seen[key] = preview(proposal, self._near, scale, snap_words(step, scale.formats))
        return self._seen[key]

    def _on_glide(self, start: float) -> None:
        if self.preview is None:
            return
        held: Bar = self.preview.bars[0]
        moved = replace(held, start=start, end=start + held.end - held.start)
        self.preview = replace(self.preview, bars=(moved, *self.preview.bars[1:]), guide=start)
        self.changed.emit()

    def _let_go(self) -> None:
        self.hold = None
        self.let_go.emit()

    def _end(self) -> None:
        self._glide.stop()
        self.preview = None
        self.ended.emit()


def snap_words(step: int, formats: Formats) -> str:
    """Return what a tooltip says of the snap."""
    if step >= _WHOLE_DAY:
        return _("Snaps to whole days.")
    return _("Snaps to {length}.").format(length=formats.duration(step)) if step > 1 else _("No snap.")
