"""What the timeline shows: rows with their bars, and the calendar behind them; no pixels yet."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from models.calendars import WorkCalendar
from models.limits import calendar_of
from models.placements import Placement
from models.records import Dossier, Phase
from models.texts import _
from ui.timeline import bands
from ui.timeline import others as other_upgrades
from ui.timeline.bar import Bar, Scale
from ui.timeline.bars import bar as bar_of
from ui.timeline.history import Trace, traces
from ui.timeline.others import Other

OTHER_ROW, HEADING_ROW = 28.0, 28.0
SECTION_GAP = 8.0
MORE = "more"
"""Key of the row that leads to all engagements."""


class Row(Struct, frozen=True):
    """One row.

    Attributes:
        key: phase kind, "other:ID", "heading", "gap" or the name of a lane of Day zoom.
        title: words of the label column.
        subtitle: a second, smaller line there.
        mark: sign before the title: "done", "now", "late", "prod", "locked", "todo", an icon's name or "".
        weight: weight of the title.
        token: its colour.
        bars: the bars in the row.
        progress: how much of a running phase is over, 0 to 1.
        traces: earlier places, drawn behind the bars.
        part: "lane", "heading", "other" or "gap".
        height: in logical pixels; 0 shares what is left with the other lanes.
    """

    key: str
    title: str = ""
    subtitle: str = ""
    mark: str = ""
    weight: int = 400
    token: str = "text2"
    bars: tuple[Bar, ...] = ()
    progress: float = 0.0
    part: str = "lane"
    height: float = 0.0
    traces: tuple[Trace, ...] = ()

    @property
    def passing(self) -> bool:
        """Whether it is another one, or says something else, at another place in time."""
        return self.part == "other" or self.key == MORE


class Scene(Struct, frozen=True, dict=True):
    """Rows and what stands behind them.

    Attributes:
        rows: from the top.
        scale: moment, zone, zoom and formats.
        calendar: the client's working days.
        prod: start and end of the Prod Upgrade, (0, 0) without a date.
        parties: you and the client, for the bands of hours.
    """

    rows: tuple[Row, ...]
    scale: Scale
    calendar: WorkCalendar
    prod: tuple[float, float] = (0.0, 0.0)
    parties: tuple[bands.Party, ...] = ()

    @property
    def level(self) -> str:
        """The zoom that it is made for."""
        return self.scale.level

    @property
    def now(self) -> float:
        """The moment, in seconds since 1970."""
        return self.scale.now.timestamp()

    def row(self, key: str) -> int:
        """Return the index of a row; -1 where there is none."""
        return next((index for index, row in enumerate(self.rows) if row.key == key), -1)

    @cached_property
    def names(self) -> tuple[Row, ...]:
        """What the label column shows wherever in time it stands: those rows without their bars."""
        return tuple(replace(row, bars=(), traces=()) for row in self.rows if not row.passing)

    @property
    def lanes(self) -> int:
        """How many rows share the height that is left."""
        return sum(row.part == "lane" for row in self.rows)


def scene(dossier: Dossier, scale: Scale) -> Scene:
    """Return the timeline of one engagement: a lane for each phase; `beside` adds the other Prod Upgrades."""
    bars = {definition.kind: bar_of(dossier, definition.kind, scale) for definition in dossier.playbook.phases}
    lanes = tuple(lane(dossier, bar, scale) for bar in bars.values())
    prod = bars["prod_upgrade"]
    return Scene(lanes, scale, calendar_of(dossier), (prod.start, prod.end), bands.parties(dossier, scale.zone))


def beside(made: Scene, dossier: Dossier, near: Sequence[Other], more: int = 0) -> Scene:
    """Return a scene with the other Prod Upgrades nearby under its lanes, which a scroll leaves as they are.

    Args:
        made: the lanes.
        dossier: the engagement.
        near: the other Prod Upgrades that are shown.
        more: how many others there are in view that aren't shown.
    """
    rows = (*made.rows, *other_rows(dossier, near, dossier.prod, made.scale), *more_rows(near, more))
    return replace(made, rows=rows)


def other_rows(dossier: Dossier, near: Sequence[Other], prod: Placement | Phase, scale: Scale) -> list[Row]:
    """Return the rows of the other Prod Upgrades, with this one at `prod`; none where there are none."""
    if not near:
        return []
    apart = dossier.playbook.limits.same_night_minutes
    rows = [Row("gap", part="gap", height=SECTION_GAP)]
    rows.append(Row("heading", _("Your other prod upgrades"), part="heading", token="text3", height=HEADING_ROW))
    for other in near:
        bar = other_upgrades.bar_of(other, prod, dossier.prod, scale, apart)
        rows.append(Row(f"other:{other.engagement}", other.client, bars=(bar,), part="other", height=OTHER_ROW))
    return rows


def more_rows(near: Sequence[Other], more: int) -> list[Row]:
    """Return the row that leads to all engagements, where some aren't shown here."""
    if not near or more < 1:
        return []
    return [Row(MORE, _("{count} more in All").format(count=more), part="heading", token="accent", height=HEADING_ROW)]


def lane(dossier: Dossier, bar: Bar, scale: Scale, height: float = 0.0, subtitle: str = "") -> Row:
    """Return the lane of a phase."""
    name = dossier.playbook.phase(bar.kind).short
    strong = bar.state in {"now", "prod", "overdue", "scheduling"} or (
        bar.kind == "prod_upgrade" and bar.state == "tentative"
    )
    token = "text" if strong else "text3" if bar.state in {"done", "skipped"} else "text2"
    length = bar.end - bar.start
    progress = (scale.now.timestamp() - bar.start) / length if bar.state == "now" and length > 0 else 0.0
    return Row(
        bar.kind,
        name,
        subtitle,
        _mark(bar),
        weight=600 if strong else 400,
        token=token,
        bars=(bar,),
        progress=min(max(progress, 0.0), 1.0),
        height=height,
        traces=traces(dossier, bar.kind, scale),
    )


def _mark(bar: Bar) -> str:
    if bar.state in {"done", "now", "locked"}:
        return bar.state
    if bar.state == "overdue":
        return "late"
    if bar.state in {"scheduling", "blocked"}:
        return "locked"
    if bar.kind == "prod_upgrade":
        return "prod"
    return "skipped" if bar.state == "skipped" else "todo"
