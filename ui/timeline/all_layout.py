"""All engagements on a viewport: rows of two heights under the axis, and what is under a point. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from msgspec import Struct, field
from msgspec.structs import replace

from models.calendars import WorkCalendar, calendar
from models.records import You
from models.texts import _
from ui.timeline.all_lines import Line
from ui.timeline.all_row import Frame, RowPicture, Spot
from ui.timeline.bands import Party
from ui.timeline.bar import Scale
from ui.timeline.grid import Grid
from ui.timeline.layout import HEADS, RIGHT_PAD, Layout
from ui.timeline.rows import Rows
from ui.timeline.scene import Row, Scene
from ui.timeline.zoom import Range

LABEL, HEADING, ROW, COMPACT_ROW = 208.0, 26.0, 36.0, 30.0


class AllHit(Struct, frozen=True):
    """What is under a point: the line, the mark of it, and which part: "heading", "name", "mark", "button", "edge"."""

    line: int = -1
    part: str = ""
    spot: Spot | None = None


class AllLayout(Struct, frozen=True, eq=False, dict=True):
    """Lines on a viewport.

    Attributes:
        lines: headings and engagements from the top.
        axis: the axis and the rows, as the timeline of one engagement lays them out.
        back: the same as one row, for what stands behind all of them.
        frame: what all rows share.
        pictures: the rows that were looked at so far.
    """

    lines: tuple[Line, ...]
    axis: Layout
    back: Layout
    frame: Frame
    pictures: dict[int, RowPicture] = field(default_factory=dict)

    @property
    def rows(self) -> Rows:
        """Row ↔ y."""
        return self.axis.rows

    @property
    def grid(self) -> Grid:
        """Time ↔ x."""
        return self.axis.grid

    @cached_property
    def head(self) -> int:
        """Height of the axis."""
        return round(self.axis.head)

    @cached_property
    def label(self) -> int:
        """Width of the label column."""
        return round(self.axis.label)

    def top(self, line: int) -> int:
        """Return the y of a line on the viewport."""
        return round(self.axis.head + self.axis.rows.top(line) - self.axis.scroll)

    def height(self, line: int) -> int:
        """Return the height of a line."""
        return round(self.rows.row_height(line))

    def visible(self, top: float = 0.0, bottom: float = float("inf")) -> range:
        """Return the lines that stand at least partly between two y of the viewport."""
        first = max(top - self.head, 0) + self.axis.scroll
        last = min(bottom, self.axis.height) - self.head + self.axis.scroll
        return self.rows.visible(first, last) if last > first else range(0)

    def line_of(self, engagement: int) -> int:
        """Return the line of an engagement; -1 where it isn't listed."""
        return next((at for at, line in enumerate(self.lines) if line.engagement == engagement and line.entry), -1)

    def line_at(self, y: float) -> int:
        """Return the line under y; -1 where there is none."""
        return self.rows.at(y - self.head + self.axis.scroll) if y >= self.head else -1

    def at(self, x: float, y: float) -> AllHit:
        """Return what is under a point; only rows that were looked at have marks."""
        line = self.line_at(y)
        if line < 0:
            return AllHit()
        if self.lines[line].entry is None:
            return AllHit(line, "heading")
        picture = self.pictures.get(line)
        if x < self.label or picture is None:
            return AllHit(line, "name")
        if picture.button and picture.button[0] <= x <= picture.button[0] + picture.button[2]:
            return AllHit(line, "button")
        if picture.edge is not None:
            left, _top, width, _height = picture.edge[0].box
            if left - 6 <= x <= left + width + 20:
                return AllHit(line, "edge")
        spot = picture.at(x, y - self.top(line))
        return AllHit(line, "mark" if spot else "", spot)

    def scrolled(self, scroll: float) -> AllLayout:
        """Return the same with rows scrolled; what rows show stays."""
        return replace(self, axis=replace(self.axis, scroll=scroll), pictures=self.pictures)


def lay_out(
    lines: Sequence[Line],
    rows: Rows,
    shown: Range,
    size: tuple[float, float],
    scale: Scale,
    days: tuple[WorkCalendar, Party],
    ratio: float,
    scroll: float,
    *,
    compact: bool = False,
) -> AllLayout:
    """Return lines laid out on a viewport.

    Args:
        lines: from the top.
        rows: their heights.
        shown: the visible range; its start is moved by under a pixel so that scrolling goes by whole pixels.
        size: of the viewport.
        scale: moment, zone, zoom and formats.
        days: your working days, and you as a party whose hours are shown.
        ratio: how much bigger than designed texts are.
        scroll: how far rows are scrolled up.
        compact: whether rows have one line of words.
    """
    level = "week" if scale.level == "day" else scale.level
    head, label = round(HEADS[level] * ratio), round(LABEL * ratio)
    width, height = size
    right = max(width - RIGHT_PAD, label + 1)
    second = shown.length / (right - label)
    start = round(shown.start / second) * second
    grid = Grid(scale.zone, start, start + shown.length, label, right)
    calendar, you = days
    scene = Scene((), replace(scale, level=level), calendar, parties=(you, you))
    axis = Layout(scene, grid, rows, width, height, head, label, scroll)
    behind = replace(scene, rows=(Row("all"),))
    back = Layout(behind, grid, Rows([max(height - head, 0)]), width, height, head, label)
    frame = Frame(grid, width, scale.now.timestamp(), scale.level, row_height(ratio, compact=compact))
    return AllLayout(tuple(lines), axis, back, frame)


def your_days(you: You, zone: str) -> tuple[WorkCalendar, Party]:
    """Return your working days, and you as a party whose hours are shown."""
    mine = calendar(you.country, you.subdivision)
    return mine, Party(_("You"), zone, mine, you.work_start, you.work_end, "pc")


def heights(lines: Sequence[Line], ratio: float, *, compact: bool) -> Rows:
    """Return the heights of all lines, in whole pixels."""
    heading, row = round(HEADING * ratio), row_height(ratio, compact=compact)
    return Rows([row if line.entry else heading for line in lines])


def row_height(ratio: float, *, compact: bool) -> int:
    """Return the height of an engagement's row."""
    return round((COMPACT_ROW if compact else ROW) * ratio)
