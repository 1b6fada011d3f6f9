"""The rubber band: a rectangle drawn over the empty part of the timeline selects the bars that it touches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from ui.timeline.acts import Acts
from ui.timeline.items import Band
from ui.timeline.view import TimelineView

if TYPE_CHECKING:
    from ui.timeline.pointer import Press


class RubberBand:
    """Draws the band and selects what it touches."""

    def __init__(self, view: TimelineView, acts: Acts) -> None:
        self._view, self._acts = view, acts

    def may_begin(self, press: Press) -> bool:
        """Return whether a press was on the empty part, where no bar is taken."""
        layout = self._view.layout_now
        return (
            layout is not None
            and press.hit.bar is None
            and press.at.x() >= layout.label
            and press.at.y() >= layout.head
        )

    def draw(self, start: QPointF, to: QPointF) -> None:
        """Draw it between two points and select the bars in it."""
        layout = self._view.layout_now
        if layout is None:
            return
        left, right = sorted((start.x(), max(to.x(), layout.label)))
        top, bottom = sorted((start.y(), max(to.y(), layout.head)))
        self._view.interact(band=Band(left, top, right - left, bottom - top))
        self._acts.choose(self._touched(left, top, right, bottom))

    def end(self) -> None:
        """Take the band away; what it touched stays selected."""
        self._view.interact(band=None)

    def cancel(self) -> None:
        """Take it away with what it selected."""
        self.end()
        self._acts.choose(())

    def _touched(self, left: float, top: float, right: float, bottom: float) -> list[str]:
        layout = self._view.layout_now
        found = []
        for key in self._view.lanes() if layout is not None else ():
            box = layout.box_of(key) if layout is not None else None
            if box and box[0] < right and left < box[0] + box[2] and box[1] < bottom and top < box[1] + box[3]:
                found.append(key)
        return found
