"""A held bar lands where the client's clock says, in every zone and across every clock change."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from models import placements, zones
from models.calendars import calendar
from models.formats import Formats
from models.playbook_file import shipped
from models.records import Dossier, Engagement, Phase
from ui.timeline.gesture import Hold

ZONES = (
    "America/New_York",
    "Europe/London",
    "Australia/Lord_Howe",
    "America/Sao_Paulo",
    "Asia/Kolkata",
    "Pacific/Auckland",
    "Africa/Casablanca",
)
NOW = datetime(2020, 1, 1, tzinfo=UTC)
NAMES = list(Engagement.__struct_fields__)


def dossier(zone: str, prod: datetime) -> Dossier:
    """An engagement planned from an agreed Prod Upgrade, nothing of it begun."""
    blank = dict.fromkeys(NAMES, "") | {"id": 1, "zone_confirmed": 1, "billable": 1, "playbook": 1}
    engagement = replace(Engagement(**blank), client="Northwind Health", zone=zone)  # type: ignore[arg-type]
    plan = placements.initial_plan(shipped(), calendar(""), zone, zones.attach(prod, zone))
    phases = {
        place.kind: place.applied_to(Phase(number, 1, place.kind, "", "", zone, "", "", "", ""))
        for number, place in enumerate(plan)
    }
    return Dossier(engagement, shipped(), phases, {})


def hold(zone: str, prod: datetime, kind: str = "prod_upgrade") -> Hold:
    return Hold(dossier(zone, prod), kind, "bar", NOW, Formats())


def single(zone: str, wall: datetime) -> bool:
    return len(zones.instants(wall, zone)) == 1


@given(
    zone=st.sampled_from(ZONES),
    day=st.dates(date(2021, 1, 1), date(2035, 1, 1)),
    hour=st.integers(0, 23),
    days=st.integers(-200, 200),
)
def test_days_keep_the_clients_wall_time(zone: str, day: date, hour: int, days: int) -> None:
    prod = datetime.combine(day, time(hour, 30))
    target = prod + timedelta(days=days)
    assume(days != 0 and single(zone, prod) and single(zone, prod + timedelta(hours=3)))
    assume(single(zone, target) and single(zone, target + timedelta(hours=3)))
    proposal = hold(zone, prod).at_distance(days * 86_400 + 3_000, 1440)
    assert proposal.placements[0].start == target.isoformat(timespec="minutes")


@given(
    zone=st.sampled_from(ZONES),
    day=st.dates(date(2021, 1, 1), date(2035, 1, 1)),
    step=st.sampled_from([5, 15, 60, 1440]),
)
def test_no_distance_changes_nothing(zone: str, day: date, step: int) -> None:
    prod = datetime.combine(day, time(19, 37))
    assume(single(zone, prod))
    held = hold(zone, prod)
    for seconds in (0.0, 60.0, -60.0):
        assert not held.at_distance(seconds, step).changes


@given(zone=st.sampled_from(ZONES), day=st.dates(date(2021, 1, 1), date(2035, 1, 1)), seconds=st.floats(-9e6, 9e6))
def test_hours_snap_to_the_clients_clock(zone: str, day: date, seconds: float) -> None:
    prod = datetime.combine(day, time(19, 0))
    assume(single(zone, prod))
    proposal = hold(zone, prod).at_distance(seconds, 60)
    if proposal.changes and proposal.placements[0].start_utc:
        start = proposal.placements[0].starts
        assert start is not None
        assert start.minute in {0, 30}  # 30 only right after Lord Howe's half-hour jump
        assert abs(start.timestamp() - zones.attach(prod, zone).timestamp() - seconds) <= 3 * 3600


def test_a_time_that_does_not_exist_is_asked_about() -> None:
    held = hold("America/New_York", datetime(2027, 3, 13, 2, 30))
    proposal = held.at_offset(1, 0)
    assert not proposal.allowed
    assert "does not exist" in proposal.limits[0].text
    assert held.at_offset(2, 0).placements[0].start == "2027-03-15T02:30"


def test_a_neighbours_edge_attracts_within_its_reach() -> None:
    held = hold("America/New_York", datetime(2026, 12, 3, 19))
    edge = zones.attach(datetime(2026, 12, 4, 9, 20), "America/New_York").timestamp()
    near = edge - zones.attach(datetime(2026, 12, 3, 19), "America/New_York").timestamp() + 400
    assert held.at_distance(near, 60, [edge], 600).placements[0].start == "2026-12-04T09:20"
    assert held.at_distance(near, 60, [edge], 300).placements[0].start == "2026-12-04T09:00"


def test_a_date_without_a_time_stays_one() -> None:
    plan = dossier("America/New_York", datetime(2026, 12, 3, 19))
    session = replace(plan.phases["best_practices"], start="2026-12-07", end="2026-12-07", start_utc="", end_utc="")
    undated_time = replace(plan, phases={**plan.phases, "best_practices": session})
    held = Hold(undated_time, "best_practices", "bar", NOW, Formats())
    proposal = held.at_distance(86_400, 15)
    assert (proposal.placements[0].start, proposal.placements[0].start_utc) == ("2026-12-08", "")


def test_the_same_place_is_worked_out_once() -> None:
    held = hold("America/New_York", datetime(2026, 12, 3, 19))
    assert held.at_offset(-1, 0) is held.at_offset(-1, 0)


@pytest.mark.parametrize("minutes", [60, -60])
def test_keys_move_by_elapsed_time_across_a_clock_change(minutes: int) -> None:
    held = hold("America/New_York", datetime(2027, 3, 14, 3, 0) if minutes < 0 else datetime(2027, 3, 14, 1, 0))
    assert held.at_offset(0, minutes).placements[0].start == ("2027-03-14T01:00" if minutes < 0 else "2027-03-14T03:00")
