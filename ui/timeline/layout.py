"""Where everything stands on the screen: rows, bars, chips at the edges; what is under a point. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Any

from msgspec import Struct, field

from ui.timeline.bar import Bar
from ui.timeline.grid import Grid
from ui.timeline.history import Trace
from ui.timeline.rows import Rows, lane_height
from ui.timeline.scene import Row, Scene
from ui.timeline.zoom import Range

LABEL_WIDTH, RIGHT_PAD, BOTTOM_PAD = 176.0, 12.0, 10.0
HEADS = {"day": 96.0, "week": 48.0, "month": 44.0, "quarter": 44.0}
BAR, OTHER_BAR, SHORTEST, CHIP = 24.0, 16.0, 10.0, 22.0
EDGE_REACH = 6.0
"""How near the end of a bar counts as its edge."""

Box = tuple[float, float, float, float]


class Hit(Struct, frozen=True):
    """What is under a point: the row, the bar of it or None, and which part: "bar", "end", "chip", "button" or ""."""

    row: int
    bar: Bar | None = None
    part: str = ""


class Layout(Struct, frozen=True, dict=True, eq=False):
    """A scene on a viewport.

    Args:
        scene: rows and bars.
        grid: time ↔ x.
        rows: row ↔ y, from 0 at the first row.
        width: of the viewport.
        height: of the viewport.
        head: height of the axis.
        label: width of the label column.
        scroll: how far rows are scrolled up.
        words: where the words of bars were placed, which holds as long as the layout does.
        spans: likewise where bars stand.
    """

    scene: Scene
    grid: Grid
    rows: Rows
    width: float
    height: float
    head: float
    label: float
    scroll: float = 0.0
    words: dict[object, list[Any]] = field(default_factory=dict)
    spans: dict[Bar, tuple[float, float]] = field(default_factory=dict)

    @property
    def plot(self) -> Box:
        """The room for bars, axis not included."""
        return (self.label, self.head, self.width - self.label, self.height - self.head)

    @cached_property
    def days(self) -> tuple[tuple[date, float, float], ...]:
        """Each visible day with the x of its midnight and of the next one."""
        return tuple(self.grid.days())

    @cached_property
    def days_off(self) -> tuple[tuple[int, int], ...]:
        """Left and right of each stretch of visible days on which the client doesn't work, in whole pixels."""
        found: list[tuple[int, int]] = []
        for day, begin, end in self.days:
            if self.scene.calendar.working(day):
                continue
            left, right = round(max(begin, self.grid.left)), round(min(end, self.grid.right))
            if right <= left:
                continue
            if found and found[-1][1] == left:
                found[-1] = (found[-1][0], right)
            else:
                found.append((left, right))
        return tuple(found)

    @cached_property
    def weeks(self) -> tuple[float, ...]:
        """The x of each visible Monday's midnight."""
        return tuple(begin for day, begin, _end in self.days if not day.weekday() and begin >= self.grid.left - 0.5)

    @property
    def lanes_bottom(self) -> float:
        """The y at which the lanes end and the other rows begin."""
        last = max((index for index, row in enumerate(self.scene.rows) if row.part == "lane"), default=-1)
        gap = last + 1 < len(self.rows) and self.scene.rows[last + 1].part == "gap"
        return self.head + self.rows.top(last + 1 + gap) - self.scroll

    def visible(self) -> Iterator[tuple[int, Row, float, float]]:
        """Yield index, row, top and height of every row that can be seen."""
        for index in self.rows.visible(self.scroll, self.scroll + self.height - self.head):
            yield index, self.scene.rows[index], self.top(index), self.rows.row_height(index)

    def top(self, row: int) -> float:
        """Return the y of a row on the viewport."""
        return self.head + self.rows.top(row) - self.scroll

    def span(self, bar: Bar) -> tuple[float, float]:
        """Return left and right of a bar as it is drawn.

        A short one is 10 px wide; in Month it is pushed left so that it ends before midnight of its own day.
        """
        if bar not in self.spans:
            self.spans[bar] = self._span(bar)
        return self.spans[bar]

    def bar_box(self, row: int, bar: Bar) -> Box:
        """Return left, top, width and height of a bar."""
        left, right = self.span(bar)
        height = OTHER_BAR if self.scene.rows[row].part == "other" else self._bar_height(row)
        return (left, self.top(row) + (self.rows.row_height(row) - height) / 2, right - left, height)

    def side(self, bar: Bar) -> int:
        """Return −1 for a bar that is out of sight at the left, 1 at the right, 0 for one that can be seen."""
        if not bar.dated:
            return 0
        left, right = self.span(bar)
        if right <= self.grid.left + 1:
            return -1
        return 1 if left >= self.width - 1 else 0

    def box_of(self, kind: str) -> Box | None:
        """Return where the bar of a phase stands; None where it isn't in a row."""
        row = self.scene.row(kind)
        if row < 0 or not self.scene.rows[row].bars:
            return None
        return self.bar_box(row, self.scene.rows[row].bars[0])

    def at(self, x: float, y: float) -> Hit:
        """Return what is under a point; bars are reached a little beyond their sides, so that short ones can be."""
        row = self.rows.at(y - self.head + self.scroll) if y >= self.head else -1
        if row < 0:
            return Hit(-1)
        for bar in self.scene.rows[row].bars:
            left, _top, width, _height = self.bar_box(row, bar)
            if self.side(bar) or not self.label <= x:
                continue
            slack = max((EDGE_REACH * 4 - width) / 2, 0.0)
            if left - slack <= x <= left + width + slack:
                if not bar.dated:
                    return Hit(row, bar, "button")
                at_end = width >= 3 * EDGE_REACH and abs(left + width - x) <= EDGE_REACH
                return Hit(row, bar, "end" if at_end else "bar")
        return Hit(row)

    def trace_at(self, x: float, y: float) -> Trace | None:
        """Return the earlier place under a point, the newest where several lie upon each other."""
        row = self.rows.at(y - self.head + self.scroll) if y >= self.head and x >= self.label else -1
        for trace in reversed(self.scene.rows[row].traces) if row >= 0 else ():
            left, _top, width, _height = self.bar_box(row, trace.bar)
            slack = max((EDGE_REACH * 4 - width) / 2, 0.0)
            if left - slack <= x <= left + width + slack:
                return trace
        return None

    def _span(self, bar: Bar) -> tuple[float, float]:
        grid = self.grid
        if not bar.dated and not bar.words.inside:
            return grid.left, grid.left  # no button to set a date: its words stand first in the lane
        if not bar.dated:
            left = max(grid.x(self.scene.now), grid.left) + 12
            return (left, left + 92) if left + 92 < grid.right else (grid.left + 12, grid.left + 104)
        left, right = grid.x(bar.start), grid.x(bar.end)
        if right - left >= SHORTEST or bar.whole_days:
            return left, right
        if self.scene.level in {"day", "week"}:
            return left, left + SHORTEST
        begin, midnight = grid.column(bar.start)
        width = min(SHORTEST, max(midnight - begin - 3, 4.0))
        left = min(left, midnight - width - 1.5)
        return left, left + width

    def _bar_height(self, row: int) -> float:
        return min(BAR, self.rows.row_height(row) - 4)


def lay_out(
    scene: Scene, shown: Range, width: float, height: float, text_scale: float = 1.0, scroll: float = 0
) -> Layout:
    """Return a scene laid out on a viewport of a size; lanes share the height that other rows leave."""
    head, label = HEADS[scene.level] * text_scale, LABEL_WIDTH * text_scale
    fixed = head + BOTTOM_PAD + sum(row.height * text_scale for row in scene.rows)
    flexible = sum(not row.height for row in scene.rows)
    lane = lane_height(height, flexible, fixed) * max(text_scale, 1.0) if flexible else 0
    rows = Rows([row.height * text_scale or lane for row in scene.rows])
    grid = Grid(scene.scale.zone, shown.start, shown.end, label, max(width - RIGHT_PAD, label + 1))
    return Layout(scene, grid, rows, width, height, head, label, scroll)
