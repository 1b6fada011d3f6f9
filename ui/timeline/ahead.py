"""The next frame of a move, prepared in frames that change nothing: the frame that gets there only paints."""

from __future__ import annotations

from collections import deque

from ui.timeline.frame import Interaction, compose
from ui.timeline.ink import Ink
from ui.timeline.items import Item
from ui.timeline.layout import Layout
from ui.timeline.mover import PLACES, TOOLTIP_TURN, WORDS_TURN
from ui.timeline.tip import prepare


class Ahead:
    """What is painted over the background at the place that a move is expected to reach."""

    def __init__(self) -> None:
        self._made: deque[tuple[Layout, Interaction, tuple[Item, ...]]] = deque(maxlen=PLACES)

    def expect(self, layout: Layout, ink: Ink, doing: Interaction, turn: int, ratio: float) -> None:
        """Prepare a part for a place that is likely to be reached.

        Args:
            layout: what stands where.
            ink: colours and fonts.
            doing: what the person would be at there.
            turn: for how many frames the place has been expected.
            ratio: pixels per logical pixel.
        """
        if turn == TOOLTIP_TURN and doing.preview is not None:
            prepare(doing.preview.tip, ink, ratio)
        elif turn == WORDS_TURN:
            self.compose(layout, ink, doing)

    def compose(self, layout: Layout, ink: Ink, doing: Interaction) -> tuple[Item, ...]:
        """Return what is painted at a moment of a move, made once."""
        for known, at, items in self._made:
            if known is layout and at == doing:
                return items
        made = compose(layout, ink, doing)
        self._made.append((layout, doing, made))
        return made
