"""Moves are right across clock changes, in zones that change at odd hours, by half an hour, and not at all."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from models import zones
from models.calendars import calendar
from models.engagements import Draft, preview
from models.placements import of_phase
from models.planning import Proposal, forbidden_spans, propose_move, propose_wall
from models.playbook_file import shipped
from models.records import Dossier, You

NOW = datetime(2026, 1, 1, tzinfo=UTC)
ZONES = (
    "America/New_York",
    "Europe/London",
    "Australia/Lord_Howe",
    "America/Sao_Paulo",
    "Asia/Kolkata",
    "Pacific/Auckland",
    "Africa/Casablanca",
)
KINDS = ("dev_upgrade", "technical_validation", "kickoff", "client_validation", "prod_upgrade", "best_practices")
DAYS = st.integers(-40, 40)
TIMES = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45]))
DATES = st.dates(date(2026, 6, 1), date(2028, 6, 1))


def engagement(zone: str, day: date, at: time, country: str = "") -> Dossier:
    """An engagement with a Prod Upgrade at that wall time; no such time, no example."""
    try:
        draft = Draft("Northwind Health", zone, country=country, prod=datetime.combine(day, at))
        return preview(draft, shipped(), NOW, You(zone="America/New_York"))
    except (zones.GapError, zones.FoldError):
        assume(False)
        raise


def shifted(dossier: Dossier, kind: str, days: int) -> Proposal:
    """Drag a bar by days, as the timeline does: on the client's wall clock."""
    start = dossier.phases[kind].starts
    assume(start is not None)
    assert start is not None
    if days == 0:
        return propose_move(dossier, kind, start, NOW)
    return propose_wall(dossier, kind, start.replace(tzinfo=None, fold=0) + timedelta(days=days), NOW)


dossiers = st.builds(engagement, st.sampled_from(ZONES), DATES, TIMES)
kinds = st.sampled_from(KINDS)


@settings(deadline=None)
@given(dossiers, kinds, DAYS)
def test_a_drag_by_days_keeps_the_clients_wall_time_or_asks(dossier: Dossier, kind: str, days: int) -> None:
    old, proposal = dossier.phases[kind], shifted(dossier, kind, days)
    start = old.starts
    assert start is not None
    wall = start.replace(tzinfo=None, fold=0) + timedelta(days=days)
    if len(zones.instants(wall, old.zone)) == 1 or days == 0:
        assert proposal.placements[0].start == zones.wall_text(wall)
    else:
        assert not proposal.allowed


@settings(deadline=None)
@given(dossiers, kinds)
def test_a_drag_of_zero_changes_nothing(dossier: Dossier, kind: str) -> None:
    proposal = shifted(dossier, kind, 0)
    assert not proposal.changes
    assert not proposal.limits
    assert not proposal.effects
    assert proposal.placements == (of_phase(dossier.phases[kind]),)


@settings(deadline=None)
@given(dossiers, kinds, DAYS)
def test_there_and_back_restores_every_row(dossier: Dossier, kind: str, days: int) -> None:
    there = shifted(dossier, kind, days)
    assume(there.placements[0].start_utc)
    back = shifted(there.after, kind, -days)
    assume(not any("clock" in limit.text or "comes twice" in limit.text for limit in (*there.limits, *back.limits)))
    assert back.after.phases == dossier.phases


@settings(deadline=None)
@given(dossiers, DAYS, st.integers(0, 95))
def test_prod_always_ends_three_elapsed_hours_after_its_start(dossier: Dossier, days: int, quarter: int) -> None:
    start = dossier.prod.starts
    assert start is not None
    moved = zones.after(start, timedelta(days=days, minutes=15 * quarter))
    prod = propose_move(dossier, "prod_upgrade", moved, NOW).after.prod
    assert prod.start_utc == zones.utc_text(moved)
    assert zones.parse_utc(prod.end_utc) - zones.parse_utc(prod.start_utc) == timedelta(hours=3)


@settings(deadline=None)
@given(st.sampled_from(ZONES), DATES, TIMES, DAYS, st.sampled_from(["", "US", "GB", "IL", "NZ", "MA"]))
def test_support_week_is_the_five_working_days_after_prod(
    zone: str, day: date, at: time, days: int, country: str
) -> None:
    after = shifted(engagement(zone, day, at, country), "prod_upgrade", days).after
    week, working, prod = after.phases["support_week"], calendar(country), after.prod.first_day
    assert week.first_day is not None
    assert week.last_day is not None
    assert prod is not None
    assert week.first_day == working.next_working(prod)
    assert working.between(prod, week.last_day) == 5
    session = after.phases["best_practices"].first_day
    assert session is not None
    assert working.between(prod, session) == 2


@settings(deadline=None)
@given(dossiers, st.sampled_from(["prod_upgrade", "best_practices"]), st.integers(-60, 60), st.integers(0, 23))
def test_what_is_hatched_is_what_is_refused(dossier: Dossier, kind: str, days: int, hour: int) -> None:
    busy = replace(dossier, others=(("Kestrel Energy", zones.parse_utc("2026-12-04T03:00:00Z")),))
    day = busy.prod.first_day
    assert day is not None
    wall = datetime.combine(day + timedelta(days=days), time(hour))
    assume(len(zones.instants(wall, busy.prod.zone)) == 1)
    start = zones.attach(wall, busy.prod.zone)
    assume(zones.utc_text(start) != busy.phases[kind].start_utc)
    limits = propose_move(busy, kind, start, NOW).limits
    assume(not any("comes twice" in limit.text for limit in limits))
    spans = forbidden_spans(busy, kind, NOW, start.date(), start.date())
    instant = start.astimezone(UTC)
    hit = {span.severity for span in spans if span.start.astimezone(UTC) <= instant < span.end.astimezone(UTC)}
    assert ("hard" in hit) == any(limit.severity == "hard" for limit in limits)
    if "hard" not in hit:
        assert ("soft" in hit) == bool(limits)


def test_a_session_that_ends_at_midnight_does_not_touch_the_next_day() -> None:
    dossier = engagement("America/New_York", date(2026, 12, 3), time(19))
    start = zones.attach(datetime(2026, 12, 4, 23), "America/New_York")
    assert propose_move(dossier, "best_practices", start, NOW).limits == ()


@pytest.mark.parametrize("zone", ZONES)
def test_the_night_of_every_clock_change_is_asked_about_or_exact(zone: str) -> None:
    year = (datetime(2026, 12, 1, tzinfo=UTC), datetime(2027, 12, 1, tzinfo=UTC))
    dossier = engagement(zone, date(2027, 12, 15), time(19))
    for change in zones.clock_changes(zone, *year):
        local = zones.to_zone(change.at, zone)
        for minutes in range(-180, 181, 30):
            wall = local.replace(tzinfo=None, fold=0) + timedelta(minutes=minutes)
            proposal = propose_wall(dossier, "kickoff", wall, NOW)
            real = len(zones.instants(wall, zone)) == 1
            if real:
                assert proposal.placements[0].start == zones.wall_text(wall)
            else:
                assert not proposal.allowed
