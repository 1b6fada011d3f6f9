"""What the timeline shows of the example, in every zoom: states, words, rows; and that nothing is ever in the way."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import product
from typing import Any

import pytest
from msgspec.structs import replace

from models import dossiers, rescheduling, zones
from models.records import Dossier
from ui.context import Context
from ui.timeline import bars, names, words, zoom
from ui.timeline.bar import Scale
from ui.timeline.day_rows import day_scene
from ui.timeline.frame import Interaction, compose
from ui.timeline.grid import DAY, HOUR
from ui.timeline.ink import Ink
from ui.timeline.items import Chip, Line, Text
from ui.timeline.layout import Layout, lay_out
from ui.timeline.others import bar_of, others
from ui.timeline.scene import beside, scene

NEW_YORK = "America/New_York"


@pytest.fixture
def northwind(context: Context) -> Dossier:
    found = context.portfolio.current_dossier()
    assert found is not None
    return found


@pytest.fixture
def everyone(context: Context) -> list[Dossier]:
    return dossiers.load_all(context.store)


def scale(context: Context, level: str = "month", now: datetime | None = None) -> Scale:
    return Scale(now or context.clock.now(), NEW_YORK, level, context.formats)


def laid_out(
    context: Context, dossier: Dossier, everyone: list[Dossier], shown: zoom.Range, size: tuple[int, int] = (784, 445)
) -> Layout:
    level = scale(context, shown.level)
    near = others(dossier, everyone, shown, level.now)
    made = (
        day_scene(dossier, near, level, shown) if shown.level == "day" else beside(scene(dossier, level), dossier, near)
    )
    return lay_out(made, shown, *size)


def test_bars_say_what_the_picture_says(context: Context, northwind: Dossier) -> None:
    made = bars.bars(northwind, scale(context))
    assert [bar.state for bar in made.values()] == ["done", "done", "done", "now", "prod", "planned", "planned"]
    first = [(bar.words.inside or bar.words.beside)[0] for bar in made.values()]
    assert first == [
        "10 h",
        "Posted",
        "Fri 13:00",
        "Ends today 17:00 · 6 h left",
        "Thu 3 Dec, 22:00 – 01:00",
        "Fri 4 – Thu 10 Dec",
        "Mon 7, 13:00",
    ]


def test_states_after_scheduling_and_when_late(context: Context, northwind: Dossier) -> None:
    rescheduling.already_scheduled(context.store, northwind.id, context.clock.now(), "Priya")
    locked = dossiers.load(context.store, northwind.id)
    bar = bars.bar(locked, "prod_upgrade", scale(context))
    assert (bar.state, bar.words.icon) == ("locked", "lock")
    tomorrow = context.clock.now() + timedelta(days=1)
    late = bars.bar(northwind, "client_validation", scale(context, now=tomorrow))
    assert (late.state, late.words.beside[0]) == ("overdue", "17 h over")


def test_a_date_without_a_time_spans_the_clients_working_hours(context: Context, northwind: Dossier) -> None:
    session = replace(northwind.phases["best_practices"], start="2026-12-07", end="", start_utc="", end_utc="")
    plain = replace(northwind, phases={**northwind.phases, "best_practices": session})
    bar = bars.bar(plain, "best_practices", scale(context))
    assert bar.untimed
    assert bar.words.beside[0] == "Mon 7, time not set"
    client = zones.zone("America/Los_Angeles")
    assert bar.start == datetime(2026, 12, 7, 8, tzinfo=client).timestamp()
    assert bar.end == datetime(2026, 12, 7, 18, tzinfo=client).timestamp()


def test_prod_and_support_week_never_share_a_column_in_month(
    context: Context, northwind: Dossier, everyone: list[Dossier]
) -> None:
    layout = laid_out(context, northwind, everyone, zoom.today("month", context.clock.now().timestamp(), NEW_YORK))
    prod, week = layout.box_of("prod_upgrade"), layout.box_of("support_week")
    assert prod is not None
    assert week is not None
    assert prod[0] + prod[2] <= week[0] - 1.4
    assert prod[2] == 10
    column = next(left for day, left, _right in layout.days if day.isoformat() == "2026-12-04")
    assert week[0] == pytest.approx(column)


def test_the_nearest_other_prods_are_shown_what_comes_first(
    context: Context, everyone: list[Dossier], northwind: Dossier
) -> None:
    shown = zoom.today("month", context.clock.now().timestamp(), NEW_YORK)
    near = others(northwind, everyone, shown, context.clock.now())
    assert [other.client for other in near] == ["Bright Harbor", "Meridian Freight", "Kestrel Energy"]
    kestrel = bar_of(near[2], northwind.prod, northwind.prod, scale(context), 240)
    assert (kestrel.state, kestrel.words.beside) == ("clash", ("Thu 3, 21:00 · overlaps this one",))
    week = bar_of(near[2], northwind.prod, northwind.prod, scale(context, "week"), 240)
    assert week.words.beside == ("21:00 – 00:00 · overlaps by 2 h",)


def test_the_prod_upgrade_in_week_has_both_times(context: Context, northwind: Dossier) -> None:
    said = bars.bar(northwind, "prod_upgrade", scale(context, "week")).words
    assert said.beside[0] == "22:00 – 01:00 you"
    assert said.under == "19:00 – 22:00 client, impact 2–4 h"
    assert said.before == "Thu 3 Dec"


def test_day_has_the_lanes_of_the_window(context: Context, northwind: Dossier, everyone: list[Dossier]) -> None:
    prod = northwind.prod.starts
    assert prod is not None
    shown = zoom.preset("day", prod.timestamp(), NEW_YORK, prod.timestamp())
    rows = laid_out(context, northwind, everyone, shown).scene.rows
    assert [row.key for row in rows if row.bars and not row.key.startswith("other")] == [
        "prod_upgrade",
        "impact",
        "calendar",
        "ticket",
        "support_week",
    ]
    said = {row.key: row.bars[0].words.beside for row in rows if row.bars}
    assert said["impact"][0] == "Over by 02:00 at the latest"
    assert said["ticket"] == ("Latest Fri 4, 09:00",)
    assert rows[-1].title == "4 stages earlier, 1 later"


def test_what_cannot_begin_yet_is_blocked_with_the_reason(context: Context, northwind: Dossier) -> None:
    validation = northwind.phases["client_validation"]
    early = replace(northwind.prod, start="2026-11-24T19:00", start_utc="2026-11-25T03:00:00Z")
    later = replace(validation, end="2026-11-26T17:00", end_utc="2026-11-27T01:00:00Z")
    phases = {**northwind.phases, "prod_upgrade": early, "client_validation": later}
    view = scale(context)
    bar = bars.bar(replace(northwind, phases=phases), "prod_upgrade", view)
    assert bar.state == "blocked"
    assert bar.words.icon == "lock"
    assert bar.words.beside[1] == "Opens after client validation"
    name = names.full_name(replace(northwind, phases=phases), bar, view)
    assert "blocked, Opens after client validation, movable" in name
    assert bars.bar(northwind, "prod_upgrade", view).state == "prod"


def test_day_names_a_clock_change(context: Context, northwind: Dossier, everyone: list[Dossier]) -> None:
    start = datetime(2027, 3, 13, 20, 30, tzinfo=zones.zone("America/Los_Angeles"))
    rescheduling.move_phase(context.store, northwind.id, "prod_upgrade", start, reason="Later")
    moved = dossiers.load(context.store, northwind.id)
    shown = zoom.preset("day", start.timestamp(), NEW_YORK, start.timestamp())
    rows = {row.key: row for row in laid_out(context, moved, everyone, shown).scene.rows}
    assert rows["change"].bars[0].words.beside == ("Your clock jumps from 02:00 to 03:00",)
    assert rows["change:1"].bars[0].words.beside == ("The client's clock jumps from 02:00 to 03:00",)
    assert rows["change:1"].bars[0].start - rows["change"].bars[0].start == 3 * HOUR
    assert (rows["change"].subtitle, rows["change:1"].subtitle) == ("You", "Client")
    bar = rows["prod_upgrade"].bars[0]
    assert bar.words.inside[0] == "23:30 – 03:30"
    assert bar.end - bar.start == 3 * HOUR


def _overlap(one: Any, other: Any) -> bool:
    left, top, width, height = one.box
    x, y, w, h = other.box
    return left < x + w - 1 and x < left + width - 1 and top < y + h - 1 and y < top + height - 1


@pytest.mark.parametrize("size", [(784, 445), (620, 330), (1400, 700)])
def test_words_never_clip_overlap_or_are_crossed(
    context: Context, northwind: Dossier, everyone: list[Dossier], size: tuple[int, int]
) -> None:
    now, ink = context.clock.now().timestamp(), Ink(context.appearance)
    for days, offset in product((1, 4, 8, 26, 60, 120), (-20, -3, 0, 5, 12)):
        start = now + offset * DAY
        layout = laid_out(context, northwind, everyone, zoom.Range(start, start + days * DAY), size)
        items = compose(layout, ink, Interaction())
        said = [item for item in items if isinstance(item, Text | Chip)]
        for item in said:
            left, top, width, _height = item.box
            assert (0 if top < layout.head else layout.label - 1) <= left
            assert left + width <= layout.width + 1
        assert not any(_overlap(one, other) for place, one in enumerate(said) for other in said[place + 1 :])
        texts = [item for item in said if isinstance(item, Text)]
        assert not any(_crosses(line, text) for line in items if isinstance(line, Line) for text in texts)


def _crosses(line: Line, text: Text) -> bool:
    left, top, width, height = text.box
    middle = top + height / 2
    return left < line.x < left + width and line.top < middle + 4 and line.bottom > middle - 4


def test_a_chip_stands_for_what_is_out_of_sight(context: Context, northwind: Dossier, everyone: list[Dossier]) -> None:
    shown = zoom.preset("week", datetime(2026, 12, 3, tzinfo=zones.UTC).timestamp(), NEW_YORK)
    layout = laid_out(context, northwind, everyone, shown)
    ink = Ink(context.appearance)
    row = layout.scene.row("dev_upgrade")
    chip = words.chip_of(layout, ink, row, layout.scene.rows[row].bars[0])
    assert chip is not None
    assert (chip.text, chip.side) == ("Done Thu 19 Nov", -1)
    pill = words.today_pill(layout, ink)
    assert pill is not None
    assert pill.text == "Today, Tue 24"


def test_what_has_no_date_is_named_in_its_lane(context: Context, northwind: Dossier, everyone: list[Dossier]) -> None:
    none = {"start": "", "end": "", "start_utc": "", "end_utc": "", "actual_start_utc": "", "actual_end_utc": ""}
    kinds = ("technical_validation", "prod_upgrade", "support_week", "best_practices")
    undated = {kind: replace(northwind.phases[kind], **none) for kind in kinds}
    imported = replace(northwind.engagement, imported_stage="client_validation")
    dossier = replace(northwind, engagement=imported, phases=northwind.phases | undated)
    now = context.clock.now().timestamp()
    layout = laid_out(context, dossier, everyone, zoom.Range(now - 8 * DAY, now + 18 * DAY), (691, 445))
    texts = [item for item in compose(layout, Ink(context.appearance), Interaction()) if isinstance(item, Text)]
    said = {layout.scene.rows[at].key: [text for text in texts if text.top == layout.top(at)] for at in range(7)}
    assert [text.text for text in said["prod_upgrade"]] == ["Set date"]  # short where "Set prod date" has no room
    assert [text.text for text in said["support_week"]] == ["Follows the prod upgrade"]  # no button: it has no own date
    assert said["technical_validation"][0].text == "Done"
    assert said["technical_validation"][0].x < layout.label + 20
