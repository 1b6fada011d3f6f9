"""Where the words beside a bar stand: right of it, shortened, then left; never clipped, crossed or overlapping."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

GAP = 8.0
"""Pixels between a bar and its words."""
AIR = 4.0
"""Pixels that lines keep from words, and words from each other."""

Measure = Callable[[str], float]
Stretch = tuple[float, float]


class Placed(Struct, frozen=True):
    """A text and where it stands: x of its left edge, and its width."""

    text: str
    x: float
    width: float

    @property
    def right(self) -> float:
        """The x of its right edge."""
        return self.x + self.width


def beside(
    bar: Stretch, texts: Sequence[str], measure: Measure, area: Stretch, taken: Iterable[Stretch] = ()
) -> Placed | None:
    """Return where a bar's words stand: the longest that fits right of it, else the longest that fits left.

    Args:
        bar: left and right of the bar.
        texts: the words, longest first; each one says enough alone.
        measure: the width of a text.
        area: left and right of the room there is.
        taken: what stands in the same row already, bars and words.

    Returns:
        None where no text fits at either side: half a label is worse than none.
    """
    others = [(left - AIR, right + AIR) for left, right in taken]
    for right_of in (True, False):
        for text in texts:
            width = measure(text)
            left = bar[1] + GAP if right_of else bar[0] - GAP - width
            if left >= area[0] and left + width <= area[1] and not _meets(left, left + width, others):
                return Placed(text, left, width)
    return None


def inside(
    bar: Stretch, texts: Sequence[str], measure: Measure, area: Stretch, taken: Iterable[Stretch] = (), pad: float = 10
) -> Placed | None:
    """Return the longest text that fits into the visible part of a bar, from its left; None where none does."""
    others = [(left - AIR, right + AIR) for left, right in taken]
    left, right = max(bar[0], area[0]) + pad, min(bar[1], area[1]) - pad
    for text in texts:
        width = measure(text)
        if left + width <= right and not _meets(left, left + width, others):
            return Placed(text, left, width)
    return None


def at_edge(width: float, area: Stretch, side: int, taken: Iterable[Stretch]) -> float:
    """Return the left edge of words that keep to the left (−1) or right (1) end of the room, past what stands there.

    Where all of the room is taken they stand at its end: what is out of sight has to be said.
    """
    others = [(left - AIR, right + AIR) for left, right in taken]
    first = left = area[0] if side < 0 else area[1] - width
    for begin, end in sorted(others, reverse=side > 0):
        if begin < left + width and left < end:
            left = end if side < 0 else begin - width
    return left if area[0] <= left <= area[1] - width else first


def pieces(top: float, bottom: float, words: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the parts of a vertical line from `top` to `bottom` that leave out the given (top, bottom) of words."""
    found, y = [], top
    for above, below in sorted(words):
        if above >= bottom:
            break
        if above > y:
            found.append((y, above))
        y = max(y, below)
    if y < bottom:
        found.append((y, bottom))
    return found


def _meets(left: float, right: float, others: Iterable[Stretch]) -> bool:
    return any(left < end and begin < right for begin, end in others)
