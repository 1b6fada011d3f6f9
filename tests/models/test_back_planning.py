"""Planning from the end: the latest that still fits, and free evenings that both parties wish."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from models import zones
from models.back_planning import BEFORE_PROD, Latest, latest_places
from models.calendars import calendar
from models.engagements import Draft, preview
from models.errors import UserError
from models.free_nights import EVENINGS, Wish, free_nights
from models.limits import calendar_of
from models.placements import Placement
from models.planning import propose_move
from models.playbook_file import shipped
from models.records import Dossier, You

CLIENT, YOURS = "America/Los_Angeles", "America/New_York"
ZONES = (
    *("America/New_York", "Europe/London", "Australia/Lord_Howe", "America/Sao_Paulo"),
    *("Asia/Kolkata", "Pacific/Auckland", "Africa/Casablanca"),
)
ANY = Wish()
EARLY = datetime(2026, 1, 5, 12, tzinfo=UTC)


def latest(scene: Any, prod: str) -> dict[str, Latest]:
    start = zones.attach(datetime.fromisoformat(prod), CLIENT)
    return {item.kind: item for item in latest_places(scene.dossier, start, scene.now)}


def undated(scene: Any) -> Any:
    for kind in scene.dossier.phases:
        scene = scene.plan(kind, "")
    return scene


def evenings(scene: Any, client: Wish = EVENINGS, yours: Wish = ANY, count: int = 3) -> list[str]:
    return [
        item.placements[0].start for item in free_nights(scene.dossier, scene.now, wishes=(client, yours), count=count)
    ]


class TestLatest:
    def test_each_phase_ends_before_the_next(self, northwind: Any) -> None:
        found = latest(undated(northwind).at("2026-11-02 09:00"), "2026-12-03T19:00")
        assert [(kind, item.place.start) for kind, item in found.items()] == [
            ("dev_upgrade", "2026-11-27T18:00"),
            ("technical_validation", "2026-11-30T09:00"),
            ("kickoff", "2026-12-01T13:00"),
            ("client_validation", "2026-12-02T09:00"),
        ]

    def test_holidays_and_weekends_of_the_client_are_left_out(self, northwind: Any) -> None:
        found = latest(undated(northwind).at("2026-11-02 09:00"), "2026-11-27T19:00")  # Thanksgiving is the 26th
        assert found["client_validation"].place.first_day == date(2026, 11, 25)
        assert found["client_validation"].place.last_day == date(2026, 11, 27)

    def test_a_plan_in_time_fits_and_a_later_one_has_to_move(self, northwind: Any) -> None:
        scene = northwind.at("2026-11-02 09:00")
        assert {item.state for item in latest(scene, "2026-12-03T19:00").values()} == {"fits"}
        assert latest(scene, "2026-11-20T19:00")["client_validation"].state == "move"

    def test_what_would_have_had_to_begin_is_too_late(self, northwind: Any) -> None:
        scene = undated(northwind).at("2026-12-02 16:00")
        assert latest(scene, "2026-12-03T19:00")["kickoff"].state == "late"

    def test_what_has_begun_is_over_and_so_is_all_before_it(self, northwind: Any) -> None:
        found = latest(northwind.happened("client_validation", "2026-11-23 12:00"), "2026-12-03T19:00")
        assert [item.state for item in found.values()] == ["over", "over", "over", "begun"]

    def test_without_a_zone_it_says_what_to_do(self, northwind: Any) -> None:
        scene = undated(northwind)
        stored = replace(scene.dossier.engagement, zone="")
        phases = {kind: replace(phase, zone="") for kind, phase in scene.dossier.phases.items()}
        with pytest.raises(UserError, match="time zone is not known"):
            latest_places(replace(scene.dossier, engagement=stored, phases=phases), date(2026, 12, 3), scene.now)

    @settings(max_examples=60, deadline=None)
    @given(
        zone=st.sampled_from(ZONES),
        day=st.dates(date(2026, 2, 1), date(2027, 12, 1)),
        clock=st.times(time(0, 0), time(23, 59)).map(lambda item: item.replace(second=0, microsecond=0)),
    )
    def test_it_is_in_order_and_nothing_later_fits(self, zone: str, day: date, clock: time) -> None:
        found = zones.instants(datetime.combine(day, clock), zone)
        assume(len(found) == 1)
        dossier = preview(Draft("Client", zone), shipped(), EARLY, You(zone=YOURS))
        prod = zones.to_zone(found[0], zone)
        items = latest_places(dossier, prod, EARLY)
        assert tuple(item.kind for item in items) == BEFORE_PROD
        starts = [item.place.start_utc or item.place.start for item in items]
        assert starts == sorted(starts)
        ends = [item.place.end_utc for item in items if item.place.end_utc]
        assert all(end <= zones.utc_text(prod) for end in ends)
        validation = items[-1].place
        following = propose_move(dossier, "client_validation", next_working(dossier, validation), EARLY)
        assert following.placements[0].end_utc > zones.utc_text(prod) or not validation.start_utc


def next_working(dossier: Dossier, place: Placement) -> datetime | date:
    """The same time on the client's next working day; the day alone where there is no such time."""
    assert place.first_day is not None
    day = calendar_of(dossier).add(place.first_day, 1)
    if place.starts is None:
        return day
    found = zones.instants(datetime.combine(day, place.starts.time()), place.zone)
    return zones.to_zone(found[0], place.zone) if found else day


class TestWishes:
    @pytest.mark.parametrize(
        ("start", "granted"),
        [
            ("2026-12-03T18:00", True),
            ("2026-12-03T23:00", True),
            ("2026-12-03T17:59", False),
            ("2026-12-03T23:01", False),
            ("2026-12-05T19:00", False),
        ],
    )
    def test_an_evening_of_the_week(self, start: str, granted: bool) -> None:
        assert EVENINGS.grants(zones.attach(datetime.fromisoformat(start), CLIENT)) is granted

    @pytest.mark.parametrize(
        ("start", "granted"),
        [
            ("2026-12-03T22:30", True),
            ("2026-12-04T01:00", True),
            ("2026-12-04T22:30", False),
            ("2026-12-03T01:00", False),
        ],
    )
    def test_after_midnight_belongs_to_the_evening_before(self, start: str, granted: bool) -> None:
        thursday_night = Wish(frozenset({3}), time(22), time(2))
        assert thursday_night.grants(zones.attach(datetime.fromisoformat(start), CLIENT)) is granted


class TestEvenings:
    def test_the_next_three_are_offered_at_the_planned_time(self, northwind: Any) -> None:
        found = evenings(northwind)
        assert found == ["2026-11-25T19:00", "2026-11-27T19:00", "2026-11-30T19:00"]

    def test_a_weekday_and_a_window_are_kept(self, northwind: Any) -> None:
        tuesdays = Wish(frozenset({1}), time(20), time(22))
        assert evenings(northwind, tuesdays) == ["2026-12-01T20:00", "2026-12-08T20:00", "2026-12-15T20:00"]

    def test_your_window_counts_on_your_clock(self, northwind: Any) -> None:
        early_for_me = Wish(since=time(18), until=time(21, 30))
        found = evenings(northwind, EVENINGS, early_for_me)
        assert all(start.endswith(("T18:00", "T18:30")) for start in found)

    def test_another_upgrade_of_the_night_is_kept_clear_of(self, northwind: Any) -> None:
        busy = northwind.beside("Kestrel Energy", "2026-11-30T22:00")
        assert "2026-11-30T19:00" not in evenings(busy, count=5)
        assert "2026-11-30T23:00" in evenings(busy, replace(EVENINGS, since=time(23)), count=5)

    def test_no_evening_before_validation_can_be_over(self, northwind: Any) -> None:
        scene = undated(northwind).at("2026-11-24 10:42")
        first = evenings(scene)[0]
        assert first >= "2026-11-30"
        assert all(item.state != "late" for item in latest(scene, first).values())

    def test_a_locked_upgrade_has_none(self, northwind: Any) -> None:
        assert evenings(northwind.scheduled()) == []

    def test_no_weekday_means_no_evening(self, northwind: Any) -> None:
        assert evenings(northwind, Wish(frozenset())) == []

    @settings(max_examples=25, deadline=None)
    @given(
        zone=st.sampled_from(ZONES),
        weekdays=st.frozensets(st.integers(0, 6), min_size=1),
        since=st.integers(0, 23),
        length=st.integers(1, 12),
        day=st.dates(date(2026, 1, 5), date(2026, 12, 1)),
        busy=st.lists(st.integers(0, 100), max_size=6),
    )
    def test_whatever_is_offered_is_free_and_wished(
        self, zone: str, weekdays: frozenset[int], since: int, length: int, day: date, busy: list[int]
    ) -> None:
        now = datetime.combine(day, time(12), zones.UTC)
        wish = Wish(weekdays, time(since), time((since + length) % 24))
        taken = tuple(("Other", now + timedelta(hours=7 * item)) for item in sorted(set(busy)))
        dossier: Dossier = replace(
            preview(Draft("Client", zone, "US"), shipped(), now, You(zone=YOURS, country="DE")), others=taken
        )
        found = free_nights(dossier, now, wishes=(wish, ANY))
        assert len(found) <= 3
        starts = [item.placements[0].starts for item in found]
        assert [start.timestamp() for start in starts if start] == sorted(
            start.timestamp() for start in starts if start
        )
        for proposal, start in zip(found, starts, strict=True):
            assert start is not None
            assert wish.grants(start)
            assert not proposal.limits
            assert calendar("US").holiday(start.date()) is None
            assert calendar("DE").holiday(zones.to_zone(start, YOURS).date()) is None
            assert all(abs(zones.elapsed_between(start, other)) >= timedelta(hours=4) for _client, other in taken)
