"""From row to y and back: rows of any height under each other, only the visible ones are ever looked at."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate


class Rows:
    """The heights of all rows, in logical pixels from the top of the first one."""

    def __init__(self, heights: Sequence[float]) -> None:
        self._tops = [0.0, *accumulate(heights)]

    def __len__(self) -> int:
        return len(self._tops) - 1

    @property
    def height(self) -> float:
        """Height of all rows together."""
        return self._tops[-1]

    def top(self, row: int) -> float:
        """Return the y at which a row begins."""
        return self._tops[row]

    def row_height(self, row: int) -> float:
        """Return the height of a row."""
        return self._tops[row + 1] - self._tops[row]

    def at(self, y: float) -> int:
        """Return the row under y; -1 above the first and below the last one."""
        row = bisect_right(self._tops, y) - 1
        return row if 0 <= row < len(self) else -1

    def visible(self, top: float, bottom: float) -> range:
        """Return the rows that stand at least partly between two y."""
        first = max(bisect_right(self._tops, top) - 1, 0)
        last = bisect_right(self._tops, bottom)
        return range(first, min(last, len(self)))


def lane_height(height: float, lanes: int, fixed: float, low: float = 30, high: float = 42) -> int:
    """Return how high a lane is so that all fit into a height of which `fixed` is taken by others."""
    return int(max(low, min(high, (height - fixed) // max(lanes, 1))))
