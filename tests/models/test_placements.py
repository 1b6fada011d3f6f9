"""The first plan of an engagement, and places in the text forms of the database."""

from __future__ import annotations

from datetime import UTC, date, datetime

from msgspec.structs import replace

from models import zones
from models.calendars import calendar
from models.engagements import Draft, preview
from models.placements import at_time, initial_plan, of_phase, on_day
from models.playbook_file import shipped
from models.records import You

LOS_ANGELES = "America/Los_Angeles"


def at(wall: str, zone: str = LOS_ANGELES) -> datetime:
    return zones.attach(zones.parse_wall(wall), zone)


def local(day: int, hour: int, minute: int = 0, *, month: int = 12) -> datetime:
    return at(f"2026-{month:02}-{day:02}T{hour:02}:{minute:02}")


class TestInitialPlan:
    def test_from_an_agreed_prod_upgrade_the_plan_is_that_of_the_pictures(self) -> None:
        prod = at("2026-12-03T19:00")
        plan = initial_plan(shipped(), calendar("US"), LOS_ANGELES, prod)
        assert [(place.kind, place.start, place.end) for place in plan] == [
            ("dev_upgrade", "2026-11-18T18:00", "2026-11-19T04:00"),
            ("technical_validation", "2026-11-19T09:00", "2026-11-19T17:00"),
            ("kickoff", "2026-11-20T13:00", "2026-11-20T14:30"),
            ("client_validation", "2026-11-23T09:00", "2026-11-24T17:00"),
            ("prod_upgrade", "2026-12-03T19:00", "2026-12-03T22:00"),
            ("support_week", "2026-12-04", "2026-12-10"),
            ("best_practices", "2026-12-07T10:00", "2026-12-07T11:00"),
        ]

    def test_from_a_kickoff_everything_is_counted_forward(self) -> None:
        kickoff = at("2026-11-20T11:00")
        plan = {place.kind: place for place in initial_plan(shipped(), calendar("US"), LOS_ANGELES, kickoff=kickoff)}
        assert plan["kickoff"].start == "2026-11-20T11:00"
        assert plan["client_validation"].start == "2026-11-23T09:00"
        assert plan["prod_upgrade"].start == "2026-12-03T19:00"
        assert plan["support_week"].end == "2026-12-10"

    def test_with_both_the_preparation_follows_the_kickoff_and_the_rest_the_prod_upgrade(self) -> None:
        kickoff, prod = local(16, 11, month=11), local(9, 19)
        plan = {p.kind: p for p in initial_plan(shipped(), calendar("US"), LOS_ANGELES, prod, kickoff)}
        assert plan["dev_upgrade"].start == "2026-11-12T18:00"
        assert plan["client_validation"].end == "2026-11-18T17:00"
        assert plan["prod_upgrade"].start == "2026-12-09T19:00"
        assert plan["best_practices"].start == "2026-12-11T10:00"

    def test_a_date_alone_stays_a_date_and_nothing_known_stays_undated(self) -> None:
        dated = {p.kind: p for p in initial_plan(shipped(), calendar("US"), LOS_ANGELES, date(2026, 12, 3))}
        assert (dated["prod_upgrade"].start, dated["prod_upgrade"].start_utc) == ("2026-12-03", "")
        assert dated["support_week"].start == "2026-12-04"
        assert {place.start for place in initial_plan(shipped(), calendar("US"), LOS_ANGELES)} == {""}

    def test_support_week_leaves_out_a_holiday(self) -> None:
        prod = at("2026-11-21T19:00")
        week = {place.kind: place for place in initial_plan(shipped(), calendar("US"), LOS_ANGELES, prod)}[
            "support_week"
        ]
        assert (week.start, week.end) == ("2026-11-23", "2026-11-30")

    def test_a_proposed_time_that_the_clock_skips_stays_a_date(self) -> None:
        early = replace(shipped().phase("kickoff"), at="02:30")
        place = on_day(early, shipped(), calendar(""), "America/New_York", date(2027, 3, 14))
        assert (place.start, place.start_utc) == ("2027-03-14", "")


def test_a_place_and_a_row_have_the_same_text_forms() -> None:
    draft = Draft("Northwind Health", LOS_ANGELES, country="US", prod=zones.parse_wall("2026-12-03T19:00"))
    northwind = preview(draft, shipped(), datetime(2026, 11, 24, 15, 42, tzinfo=UTC), You())
    for phase in northwind.phases.values():
        place = of_phase(phase)
        assert place.applied_to(phase) == phase
        assert (place.starts, place.ends, place.first_day, place.last_day) == (
            phase.starts,
            phase.ends,
            phase.first_day,
            phase.last_day,
        )
        if place.starts and place.ends:
            assert at_time(phase.kind, place.starts, place.ends) == place
