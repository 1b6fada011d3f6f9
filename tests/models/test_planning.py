"""What a move would mean, at the moment of the pictures: Tue 24 Nov 2026, 10:42 New York; Northwind in Los Angeles."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec.structs import replace

from models import zones
from models.engagements import Draft, preview
from models.limits import forbidden_spans
from models.placements import of_phase
from models.planning import (
    Proposal,
    propose_correction,
    propose_move,
    propose_resize,
    propose_undated,
    propose_wall,
    reschedulable,
    snap,
)
from models.playbook_file import shipped
from models.records import Dossier, You

NOW = datetime(2026, 11, 24, 15, 42, tzinfo=UTC)
LOS_ANGELES = "America/Los_Angeles"
PROD = zones.parse_wall("2026-12-03T19:00")
DRAFT = Draft("Northwind Health", LOS_ANGELES, country="US", prod=PROD)
YOU = You(zone="America/New_York", lead="Aja", approver="Damien")


@pytest.fixture
def northwind() -> Dossier:
    """Agreed with the client, nothing scheduled, validation until today 17:00 of the client."""
    return preview(DRAFT, shipped(), NOW, YOU)


@pytest.fixture
def not_agreed() -> Dossier:
    return preview(replace(DRAFT, agreed=False), shipped(), NOW, YOU)


def at(wall: str, zone: str = LOS_ANGELES, fold: int | None = None) -> datetime:
    return zones.attach(zones.parse_wall(wall), zone, fold=fold)


def local(day: int, hour: int, minute: int = 0, *, month: int = 12) -> datetime:
    return at(f"2026-{month:02}-{day:02}T{hour:02}:{minute:02}")


def with_phase(dossier: Dossier, kind: str, **columns: str) -> Dossier:
    return replace(dossier, phases={**dossier.phases, kind: replace(dossier.phases[kind], **columns)})


def with_engagement(dossier: Dossier, **columns: str) -> Dossier:
    return replace(dossier, engagement=replace(dossier.engagement, **columns))


def starts(proposal: Proposal) -> dict[str, str]:
    return {place.kind: place.start for place in proposal.placements}


def hard(proposal: Proposal) -> list[str]:
    return [limit.text for limit in proposal.limits if limit.severity == "hard"]


class TestMoveProd:
    def test_everything_that_follows_moves_as_in_the_review(self, northwind: Dossier) -> None:
        proposal = propose_move(northwind, "prod_upgrade", local(2, 19), NOW)
        assert starts(proposal) == {
            "prod_upgrade": "2026-12-02T19:00",
            "support_week": "2026-12-03",
            "best_practices": "2026-12-04T10:00",
        }
        assert proposal.placements[0].end == "2026-12-02T22:00"
        week = proposal.placement("support_week")
        assert week is not None
        assert week.end == "2026-12-09"
        assert proposal.allowed
        assert proposal.needs_review

    def test_a_reason_is_needed_once_the_client_has_agreed(self, northwind: Dossier, not_agreed: Dossier) -> None:
        assert propose_move(northwind, "prod_upgrade", local(2, 19), NOW).needs_reason
        assert not propose_move(not_agreed, "prod_upgrade", local(2, 19), NOW).needs_reason
        assert not propose_move(northwind, "prod_upgrade", local(3, 19), NOW).needs_reason

    def test_another_hour_of_the_same_day_moves_nothing_else(self, northwind: Dossier) -> None:
        assert starts(propose_move(northwind, "prod_upgrade", local(3, 21), NOW)) == {
            "prod_upgrade": "2026-12-03T21:00"
        }

    def test_a_session_that_was_held_or_skipped_stays(self, northwind: Dossier) -> None:
        held = with_phase(northwind, "best_practices", actual_end_utc="2026-11-23T18:00:00Z")
        skipped = with_engagement(northwind, skip_reason="Experienced developer")
        for dossier in (held, skipped):
            assert propose_move(dossier, "prod_upgrade", local(2, 19), NOW).placement("best_practices") is None

    def test_the_first_date_brings_its_followers(self) -> None:
        undated = preview(replace(DRAFT, prod=None), shipped(), NOW, YOU)
        proposal = propose_move(undated, "prod_upgrade", local(3, 19), NOW)
        assert starts(proposal)["best_practices"] == "2026-12-07T10:00"
        assert starts(proposal)["support_week"] == "2026-12-04"
        assert not proposal.needs_reason

    def test_a_date_without_a_time_keeps_no_time(self, northwind: Dossier) -> None:
        proposal = propose_move(northwind, "prod_upgrade", date(2026, 12, 2), NOW)
        assert (proposal.placements[0].start, proposal.placements[0].start_utc) == ("2026-12-02", "")
        back = propose_move(proposal.after, "prod_upgrade", local(3, 19), NOW)
        assert back.placements[0] == of_phase(northwind.prod)

    def test_it_comes_after_validation(self, northwind: Dossier) -> None:
        ends = local(24, 17, month=11)
        refused = propose_move(northwind, "prod_upgrade", zones.after(ends, timedelta(minutes=-1)), NOW)
        assert hard(refused) == ["The prod upgrade comes after client validation, which ends Tue 24 Nov, 17:00 PST."]
        assert refused.limits[0].title == "Cannot be on Tue 24 Nov"
        assert propose_move(northwind, "prod_upgrade", ends, NOW).allowed
        complete = with_phase(northwind, "client_validation", actual_end_utc="2026-11-24T15:00:00Z")
        assert propose_move(complete, "prod_upgrade", local(24, 9, month=11), NOW).allowed

    def test_it_can_not_begin_before_now(self, northwind: Dossier) -> None:
        complete = with_phase(northwind, "client_validation", actual_end_utc="2026-11-20T15:00:00Z")
        assert hard(propose_move(complete, "prod_upgrade", local(23, 19, month=11), NOW)) == [
            "A plan begins after now."
        ]
        assert hard(propose_move(complete, "prod_upgrade", date(2026, 11, 23), NOW)) == ["A plan begins after now."]
        assert propose_move(complete, "prod_upgrade", date(2026, 11, 24), NOW).allowed

    def test_short_notice_asks_for_a_reason(self, not_agreed: Dossier) -> None:
        soon = propose_move(not_agreed, "prod_upgrade", local(25, 7, 41, month=11), NOW)
        assert [limit.text for limit in soon.soft] == ["The prod upgrade would start in under 24 h."]
        assert soon.allowed
        assert soon.needs_reason
        assert not propose_move(not_agreed, "prod_upgrade", local(25, 7, 42, month=11), NOW).needs_reason

    def test_the_same_night_as_another_asks_for_a_reason(self, not_agreed: Dossier) -> None:
        busy = replace(not_agreed, others=(("Kestrel Energy", local(9, 19)),))
        close = propose_move(busy, "prod_upgrade", local(9, 15, 1), NOW)
        assert [limit.text for limit in close.soft] == [
            "Kestrel Energy's prod upgrade starts Wed 9 Dec, 19:00 PST, less than 4 h away."
        ]
        assert not propose_move(busy, "prod_upgrade", local(9, 15), NOW).soft
        assert not propose_move(busy, "prod_upgrade", local(9, 23), NOW).soft
        assert not propose_move(busy, "prod_upgrade", date(2026, 12, 9), NOW).soft

    def test_a_time_that_the_clock_skips_or_shows_twice_is_refused(self, northwind: Dossier) -> None:
        skipped = propose_wall(northwind, "prod_upgrade", zones.parse_wall("2027-03-14T02:30"), NOW)
        assert "does not exist in Los Angeles" in hard(skipped)[0]
        assert skipped.placements[0].start == "2027-03-14T03:00"
        twice = propose_wall(northwind, "prod_upgrade", zones.parse_wall("2027-11-07T01:30"), NOW)
        assert "comes twice in Los Angeles" in hard(twice)[0]
        chosen = at("2027-11-07T01:30", fold=1)
        assert not propose_move(northwind, "prod_upgrade", chosen, NOW).allowed
        ends_twice = at("2027-11-06T22:30")
        assert hard(propose_move(northwind, "prod_upgrade", ends_twice, NOW)) == [
            "Sun 7 Nov, 01:30 comes twice at the client's: the clock is set back."
        ]

    def test_a_bar_on_a_time_that_comes_twice_can_be_put_back(self, northwind: Dossier) -> None:
        second = at("2027-11-07T01:30", fold=1)
        there = propose_move(northwind, "kickoff", second, NOW)
        assert there.allowed
        back = propose_wall(there.after, "kickoff", zones.parse_wall("2027-11-07T01:30"), NOW)
        assert not back.changes
        assert not back.limits

    def test_an_aware_time_that_no_clock_shows_is_refused_too(self, northwind: Dossier) -> None:
        never = datetime(2027, 3, 14, 2, 30, tzinfo=zones.zone(LOS_ANGELES))
        assert not propose_move(northwind, "prod_upgrade", never, NOW).allowed
        yours = datetime(2027, 3, 14, 2, 30, tzinfo=zones.zone("America/New_York"))
        assert not propose_move(northwind, "prod_upgrade", yours, NOW).allowed

    def test_a_moment_in_any_zone_is_planned_in_the_clients(self, northwind: Dossier) -> None:
        yours = at("2026-12-02T22:00", "America/New_York")
        place = propose_move(northwind, "prod_upgrade", yours, NOW).placements[0]
        assert (place.start, place.zone) == ("2026-12-02T19:00", LOS_ANGELES)

    def test_without_the_clients_zone_no_time_is_planned(self) -> None:
        unknown = preview(Draft("Northwind Health", ""), shipped(), NOW, YOU)
        assert hard(propose_move(unknown, "prod_upgrade", local(3, 19), NOW)) == [
            "The client's time zone is not known."
        ]
        assert propose_move(unknown, "prod_upgrade", date(2026, 12, 3), NOW).allowed


class TestBestPractices:
    @pytest.mark.parametrize(
        ("start", "severities"),
        [
            (local(3, 21, 59), {"hard"}),
            (local(3, 22), set()),
            (local(4, 10), set()),
            (local(10, 16), set()),
            (local(11, 10), {"soft"}),
            (local(12, 10), {"hard", "soft"}),
            (local(16, 10), {"hard"}),
        ],
    )
    def test_its_place_is_support_week(self, northwind: Dossier, start: datetime, severities: set[str]) -> None:
        proposal = propose_move(northwind, "best_practices", start, NOW)
        assert {limit.severity for limit in proposal.limits} == severities
        assert proposal.needs_reason == ("soft" in severities)

    def test_the_words_name_the_latest_day_and_the_way_out(self, northwind: Dossier) -> None:
        limit = propose_move(northwind, "best_practices", local(16, 10), NOW).limits[0]
        assert limit.title == "Cannot be on Wed 16 Dec"
        assert (
            limit.text == "Best Practices stays inside Support Week. Latest is Fri 11 Dec, 6 working days after prod."
        )
        assert limit.way_out == "Skip it instead: ask Damien."

    def test_days_count_from_the_day_on_which_prod_really_started(self, northwind: Dossier) -> None:
        late = with_phase(northwind, "prod_upgrade", actual_start_utc="2026-12-05T03:30:00Z")
        assert propose_move(late, "best_practices", local(14, 10), NOW).allowed
        assert not propose_move(late, "best_practices", local(15, 10), NOW).allowed

    def test_by_date_it_is_the_day_after_at_the_earliest(self, northwind: Dossier) -> None:
        by_date = propose_move(northwind, "prod_upgrade", date(2026, 12, 3), NOW).after
        assert not propose_move(by_date, "best_practices", local(3, 23), NOW).allowed
        assert propose_move(by_date, "best_practices", local(4, 9), NOW).allowed

    def test_without_a_prod_date_only_the_past_is_closed(self) -> None:
        undated = preview(replace(DRAFT, prod=None), shipped(), NOW, YOU)
        assert propose_move(undated, "best_practices", local(16, 10), NOW).allowed

    def test_it_moves_alone(self, northwind: Dossier) -> None:
        assert starts(propose_move(northwind, "best_practices", local(8, 10), NOW)) == {
            "best_practices": "2026-12-08T10:00"
        }


class TestOtherPhases:
    def test_a_weekend_or_holiday_asks_for_a_reason(self, northwind: Dossier) -> None:
        holiday = propose_move(northwind, "kickoff", local(26, 13, month=11), NOW)
        assert [limit.text for limit in holiday.soft] == ["The client does not work on Thu 26 Nov: Thanksgiving Day."]
        assert holiday.soft[0].way_out == "Next working day is Fri 27 Nov."
        assert holiday.needs_review
        free = propose_move(northwind, "kickoff", local(25, 13, month=11), NOW)
        assert not free.limits
        assert not free.needs_review

    def test_the_dev_upgrade_may_run_over_a_weekend(self, northwind: Dossier) -> None:
        assert not propose_move(northwind, "dev_upgrade", local(28, 18, month=11), NOW).limits

    def test_validation_keeps_its_working_days(self, northwind: Dossier) -> None:
        proposal = propose_move(northwind, "client_validation", local(27, 9, month=11), NOW)
        assert proposal.placements[0].end == "2026-11-30T17:00"
        assert proposal.allowed

    def test_validation_ends_before_prod_begins(self, northwind: Dossier) -> None:
        assert hard(propose_move(northwind, "client_validation", local(3, 9), NOW)) == [
            "Client validation ends before the prod upgrade, which starts Thu 3 Dec, 19:00 PST."
        ]
        assert propose_move(northwind, "client_validation", local(2, 9), NOW).allowed

    def test_validation_takes_two_working_dates_at_most(self, northwind: Dossier) -> None:
        limits = propose_resize(northwind, "client_validation", local(25, 17, month=11), NOW).limits
        assert [limit.text for limit in limits] == ["Client validation takes 2 working days at most, this is 3."]
        assert limits[0].way_out == "Latest end is Tue 24 Nov."
        assert propose_resize(northwind, "client_validation", local(24, 12, month=11), NOW).allowed

    def test_an_end_lies_after_the_start_and_after_now(self, northwind: Dossier) -> None:
        past = propose_resize(northwind, "client_validation", local(24, 7, month=11), NOW)
        assert hard(past) == ["It would end before now."]
        assert not propose_resize(northwind, "client_validation", local(20, 9, month=11), NOW).allowed

    def test_a_phase_of_dates_alone_moves_and_stretches_by_date(self, northwind: Dossier) -> None:
        dates = with_phase(
            northwind, "client_validation", start="2026-11-23", end="2026-11-24", start_utc="", end_utc=""
        )
        moved = propose_move(dates, "client_validation", date(2026, 11, 27), NOW)
        assert (moved.placements[0].start, moved.placements[0].end) == ("2026-11-27", "2026-11-30")
        assert moved.allowed
        assert propose_move(moved.after, "client_validation", date(2026, 11, 23), NOW).placements[0].end == "2026-11-24"
        assert not propose_resize(dates, "client_validation", date(2026, 11, 25), NOW).allowed
        assert hard(propose_resize(moved.after, "client_validation", date(2026, 11, 26), NOW)) == [
            "The end comes after the start."
        ]
        shorter = propose_resize(dates, "client_validation", date(2026, 11, 24), NOW)
        assert shorter.allowed
        assert not shorter.changes

    def test_a_session_of_a_date_alone_follows_prod_by_date(self, northwind: Dossier) -> None:
        dated = with_phase(northwind, "best_practices", start="2026-12-07", end="", start_utc="", end_utc="")
        place = propose_move(dated, "prod_upgrade", local(2, 19), NOW).placement("best_practices")
        assert place is not None
        assert (place.start, place.end, place.start_utc) == ("2026-12-04", "", "")

    def test_an_end_that_the_clock_skips_is_refused(self) -> None:
        draft = Draft("Cedar", "America/New_York", prod=zones.parse_wall("2027-04-01T19:00"))
        dossier = with_phase(
            preview(draft, shipped(), NOW, YOU),
            "client_validation",
            start="2027-03-20T09:00",
            end="2027-03-21T02:30",
            start_utc="2027-03-20T13:00:00Z",
            end_utc="2027-03-21T06:30:00Z",
        )
        proposal = propose_move(dossier, "client_validation", at("2027-03-13T09:00", "America/New_York"), NOW)
        assert "02:30 on 14 Mar 2027 does not exist in New York" in hard(proposal)[0]

    def test_what_is_skipped_or_has_no_date_is_not_stretched_or_moved(self, northwind: Dossier) -> None:
        skipped = with_engagement(northwind, skip_reason="Experienced developer")
        assert hard(propose_move(skipped, "best_practices", local(8, 10), NOW)) == ["It is skipped."]
        undated = preview(replace(DRAFT, prod=None), shipped(), NOW, YOU)
        assert hard(propose_resize(undated, "dev_upgrade", local(8, 10), NOW)) == ["It has no date."]
        over = with_phase(northwind, "dev_upgrade", actual_end_utc="2026-11-19T12:00:00Z")
        assert hard(propose_resize(over, "dev_upgrade", local(25, 6, month=11), NOW)) == ["It is over."]

    def test_only_some_phases_change_their_length(self, northwind: Dossier) -> None:
        assert hard(propose_resize(northwind, "prod_upgrade", local(3, 23), NOW)) == ["Its length is fixed."]
        longer = propose_resize(northwind, "dev_upgrade", local(25, 6, month=11), NOW)
        assert longer.allowed
        assert longer.placements[0].start == northwind.phases["dev_upgrade"].start

    def test_support_week_and_what_is_over_have_no_drag(self, northwind: Dossier) -> None:
        held = with_phase(northwind, "kickoff", actual_end_utc="2026-11-20T22:30:00Z")
        refusals = [reschedulable(northwind, "support_week", NOW), reschedulable(held, "kickoff", NOW)]
        assert [refusal and refusal.what for refusal in refusals] == [
            "Support Week follows the prod upgrade.",
            "It is over.",
        ]
        assert not propose_move(held, "kickoff", local(25, 13, month=11), NOW).allowed
        running = with_phase(northwind, "dev_upgrade", actual_start_utc="2026-11-24T10:00:00Z")
        refusal = reschedulable(running, "dev_upgrade", NOW)
        assert refusal is not None
        assert refusal.what == "It has begun."
        assert propose_resize(running, "dev_upgrade", local(25, 6, month=11), NOW).allowed

    @pytest.mark.parametrize("column", ["conversion_utc", "ctask_closed_utc", "scheduled_elsewhere"])
    def test_from_schedule_conversion_on_prod_is_locked(self, northwind: Dossier, column: str) -> None:
        locked = with_engagement(northwind, **{column: "2026-11-24T14:00:00Z"})
        refusal = reschedulable(locked, "prod_upgrade", NOW)
        assert refusal is not None
        assert str(refusal) == "Scheduled upgrades cannot be moved here. Use Correct dates, and Aja is told."
        proposal = propose_move(locked, "prod_upgrade", local(2, 19), NOW)
        assert not proposal.allowed
        assert not proposal.changes
        assert propose_correction(locked, local(2, 19), NOW).allowed

    def test_prod_without_a_date_takes_support_week_with_it(self, northwind: Dossier) -> None:
        proposal = propose_undated(northwind, "prod_upgrade", NOW)
        assert starts(proposal) == {"prod_upgrade": "", "support_week": ""}
        assert proposal.needs_reason


class TestHatching:
    def test_it_is_that_of_the_picture(self, northwind: Dossier) -> None:
        spans = forbidden_spans(northwind, "best_practices", NOW, date(2026, 12, 7), date(2026, 12, 20))
        late = [(span.severity, f"{span.start:%d %H:%M}", f"{span.end:%d %H:%M}") for span in spans]
        assert late == [("hard", "12 00:00", "21 00:00"), ("soft", "11 00:00", "12 00:00")]

    def test_weekends_are_soft_where_the_client_has_to_be_at_work(self, northwind: Dossier) -> None:
        spans = forbidden_spans(northwind, "kickoff", NOW, date(2026, 11, 23), date(2026, 11, 29))
        assert [(span.severity, span.start.day) for span in spans] == [
            ("hard", 23),
            ("soft", 26),
            ("soft", 28),
            ("soft", 29),
        ]
        assert spans[1].text.startswith("The client does not work on Thu 26 Nov: Thanksgiving Day.")

    def test_a_day_begins_where_midnight_is_skipped(self) -> None:
        beirut = preview(Draft("Cedar", "Asia/Beirut", prod=zones.parse_wall("2027-04-08T19:00")), shipped(), NOW, YOU)
        spans = forbidden_spans(beirut, "kickoff", NOW, date(2027, 3, 28), date(2027, 3, 28))
        assert [f"{span.start:%d %H:%M}" for span in spans] == ["28 01:00"]

    def test_hard_places_are_hatched_once(self, northwind: Dossier) -> None:
        spans = forbidden_spans(northwind, "prod_upgrade", NOW, date(2026, 11, 20), date(2026, 11, 30))
        pieces = [(span.severity, span.start, span.end) for span in spans]
        assert ("soft", local(24, 17, month=11), local(25, 7, 42, month=11)) in pieces
        assert not any(span.severity == "soft" and span.start < local(24, 17, month=11) for span in spans)


def test_snapping_keeps_the_clients_clock() -> None:
    assert snap(local(3, 19, 22), 60) == local(3, 19)
    assert snap(local(3, 19, 38), 15) == local(3, 19, 45)
    assert snap(local(3, 23, 40), 60) == local(4, 0)
    assert snap(local(3, 19, 22), 0) == local(3, 19, 22)
    before_gap = at("2027-03-14T01:50")
    assert snap(before_gap, 60) == at("2027-03-14T03:00")
    second = at("2027-11-07T01:10", fold=1)
    assert snap(second, 60) == at("2027-11-07T01:00", fold=1)
