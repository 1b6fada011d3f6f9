"""Moves, agreed dates, corrections and what happened, as they are written, undone and told."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from models import zones
from models.clock import Clock
from models.engagements import Draft, create, load
from models.errors import UserError
from models.records import Dossier, Message
from models.rescheduling import (
    agree,
    already_scheduled,
    correct_dates,
    finish_validation_now,
    move_phase,
    record_actual,
    resize_phase,
    scheduled_by,
    set_time,
    undate,
)
from models.store import Store

LOS_ANGELES = "America/Los_Angeles"
ZONES = (
    "America/New_York",
    "Europe/London",
    "Australia/Lord_Howe",
    "America/Sao_Paulo",
    "Asia/Kolkata",
    "Pacific/Auckland",
    "Africa/Casablanca",
)
DRAFT = Draft("Northwind Health", LOS_ANGELES, country="US", prod=zones.parse_wall("2026-12-03T19:00"))


def local(day: int, hour: int, *, month: int = 12) -> datetime:
    return zones.attach(zones.parse_wall(f"2026-{month:02}-{day:02}T{hour:02}:00"), LOS_ANGELES)


@pytest.fixture
def northwind(store: Store) -> int:
    return create(store, DRAFT)


@pytest.fixture
def not_agreed(store: Store) -> int:
    return create(store, replace(DRAFT, agreed=False))


def schedule(store: Store, engagement: int) -> None:
    with store.step("Press Schedule Conversion", engagement=engagement) as db:
        db.table("engagement").update(engagement, {"conversion_utc": "2026-11-24T15:40:00Z"})


def acts(store: Store) -> list[str]:
    return [act.label for act in store.history()]


def plans(dossier: Dossier) -> dict[str, str]:
    return {kind: phase.start for kind, phase in dossier.phases.items()}


def notice(dossier: Dossier) -> Message:
    (message,) = dossier.messages
    return message


class TestMove:
    def test_one_step_moves_prod_and_its_followers_and_undo_restores_them(self, store: Store, northwind: int) -> None:
        before = load(store, northwind)
        move_phase(store, northwind, "prod_upgrade", local(2, 19), reason="Client asked for Wednesday")
        after = plans(load(store, northwind))
        assert (after["prod_upgrade"], after["support_week"], after["best_practices"]) == (
            "2026-12-02T19:00",
            "2026-12-03",
            "2026-12-04T10:00",
        )
        assert acts(store)[0] == "Move Prod Upgrade"
        assert store.history()[0].reason == "Client asked for Wednesday"
        store.undo()
        assert load(store, northwind) == before
        store.redo()
        assert plans(load(store, northwind)) == after

    def test_a_move_of_zero_leaves_no_trace(self, store: Store, northwind: int) -> None:
        seen: list[object] = []
        store.subscribe(seen.append)
        for kind, phase in load(store, northwind).phases.items():
            if phase.starts is not None:
                move_phase(store, northwind, kind, phase.starts)
        assert len(acts(store)) == 1
        assert not seen

    def test_a_refusal_says_why_and_changes_nothing(self, store: Store, northwind: int) -> None:
        before = load(store, northwind)
        with pytest.raises(UserError, match="comes after client validation") as refused:
            move_phase(store, northwind, "prod_upgrade", local(24, 9, month=11), reason="Sooner")
        assert refused.value.where == "Northwind Health"
        assert refused.value.do
        assert load(store, northwind) == before
        assert len(acts(store)) == 1

    def test_a_reason_is_needed_once_the_client_has_agreed(self, store: Store, northwind: int) -> None:
        with pytest.raises(UserError, match="The client has agreed"):
            move_phase(store, northwind, "prod_upgrade", local(2, 19), reason="  ")
        move_phase(store, northwind, "kickoff", local(25, 13, month=11))

    def test_a_soft_limit_needs_a_reason_in_its_words(self, store: Store, northwind: int) -> None:
        with pytest.raises(UserError, match="Support Week ends Thu 10 Dec"):
            move_phase(store, northwind, "best_practices", local(11, 10))
        move_phase(store, northwind, "best_practices", local(11, 10), reason="The client is away")
        assert plans(load(store, northwind))["best_practices"] == "2026-12-11T10:00"

    @pytest.mark.parametrize("zone", ZONES)
    def test_there_and_back_restores_the_rows(self, store: Store, zone: str) -> None:
        engagement = create(store, replace(DRAFT, zone=zone, country="", prod=zones.parse_wall("2027-10-28T19:00")))
        before = load(store, engagement)
        start = before.prod.starts
        assert start is not None
        move_phase(store, engagement, "prod_upgrade", zones.move_days(start, 9), reason="Later")
        moved = load(store, engagement).prod
        assert moved.start == "2027-11-06T19:00"
        move_phase(store, engagement, "prod_upgrade", start, reason="Back")
        assert load(store, engagement).phases == before.phases

    def test_the_roadmap_is_recorded_in_the_same_step_if_asked(self, store: Store, northwind: int) -> None:
        move_phase(
            store,
            northwind,
            "prod_upgrade",
            local(2, 19),
            reason="Client asked for Wednesday",
            record_roadmap=True,
            agreed_with="Dana",
        )
        dossier = load(store, northwind)
        agreed = dossier.agreed
        assert agreed is not None
        assert (agreed.start, agreed.agreed_with) == ("2026-12-02T19:00", "Dana")
        assert len(dossier.roadmap) == 2
        store.undo()
        assert len(load(store, northwind).roadmap) == 1

    def test_a_scheduled_prod_refuses_and_points_to_correct_dates(self, store: Store, northwind: int) -> None:
        schedule(store, northwind)
        with pytest.raises(UserError, match="Scheduled upgrades cannot be moved here") as refused:
            move_phase(store, northwind, "prod_upgrade", local(2, 19), reason="Sooner")
        assert refused.value.do.startswith("Use Correct dates")


class TestAdjustment:
    def test_a_change_of_an_agreed_prod_makes_a_notice_that_is_due(self, store: Store, northwind: int) -> None:
        move_phase(store, northwind, "prod_upgrade", local(2, 21), reason="Client asked for Wednesday")
        message = notice(load(store, northwind))
        assert (message.kind, message.sent_utc) == ("adjustment", "")
        assert json.loads(message.facts) == {
            "from": "2026-12-03T19:00",
            "to": "2026-12-02T21:00",
            "zone": LOS_ANGELES,
            "reason": "Client asked for Wednesday",
            "followers": [
                {"kind": "support_week", "from": "2026-12-04", "to": "2026-12-03"},
                {"kind": "best_practices", "from": "2026-12-07T10:00", "to": "2026-12-04T10:00"},
            ],
        }
        store.undo()
        assert not load(store, northwind).messages

    def test_before_an_agreement_and_for_other_phases_nobody_is_told(self, store: Store, not_agreed: int) -> None:
        move_phase(store, not_agreed, "prod_upgrade", local(2, 19))
        agree(store, not_agreed, local(2, 19), "Dana")
        move_phase(store, not_agreed, "kickoff", local(25, 13, month=11))
        assert not load(store, not_agreed).messages

    def test_taking_the_agreed_date_away_is_told_too(self, store: Store, northwind: int) -> None:
        undate(store, northwind, "prod_upgrade", reason="Client froze all changes")
        dossier = load(store, northwind)
        assert plans(dossier)["prod_upgrade"] == plans(dossier)["support_week"] == ""
        assert json.loads(notice(dossier).facts)["to"] == ""


class TestAgree:
    def test_the_roadmap_changes_and_the_plan_does_not(self, store: Store, northwind: int) -> None:
        before = load(store, northwind)
        agree(store, northwind, local(9, 19).astimezone(UTC), "Dana", "Change freeze")
        dossier = load(store, northwind)
        assert dossier.phases == before.phases
        agreed = dossier.agreed
        assert agreed is not None
        assert (agreed.start, agreed.zone, agreed.start_utc) == (
            "2026-12-09T19:00",
            LOS_ANGELES,
            "2026-12-10T03:00:00Z",
        )
        assert (agreed.agreed_with, agreed.reason) == ("Dana", "Change freeze")
        assert agreed.agreed_utc == "2026-11-24T15:42:00Z"

    def test_the_same_again_leaves_no_trace(self, store: Store, northwind: int) -> None:
        agree(store, northwind, local(3, 19))
        assert len(load(store, northwind).roadmap) == 1
        assert len(acts(store)) == 1

    def test_it_needs_the_clients_zone(self, store: Store) -> None:
        engagement = create(store, Draft("Larkspur Bank", ""))
        with pytest.raises(UserError, match="time zone is not known"):
            agree(store, engagement, local(3, 19))


class TestCorrectDates:
    def test_it_moves_the_locked_prod_with_its_followers_and_tells_the_lead(self, store: Store, northwind: int) -> None:
        schedule(store, northwind)
        correct_dates(store, northwind, local(4, 19), "Typed a day early", record_roadmap=True, agreed_with="Dana")
        dossier = load(store, northwind)
        assert plans(dossier)["prod_upgrade"] == "2026-12-04T19:00"
        assert plans(dossier)["support_week"] == "2026-12-07"
        assert json.loads(notice(dossier).facts)["reason"] == "Typed a day early"
        assert dossier.agreed is not None
        assert dossier.agreed.start == "2026-12-04T19:00"
        assert acts(store)[0] == "Correct dates of Prod Upgrade"

    def test_the_lead_is_told_also_without_a_roadmap(self, store: Store, not_agreed: int) -> None:
        schedule(store, not_agreed)
        correct_dates(store, not_agreed, local(4, 19), "Typed a day early")
        assert notice(load(store, not_agreed)).kind == "adjustment"

    def test_it_needs_a_reason_and_something_scheduled(self, store: Store, northwind: int) -> None:
        with pytest.raises(UserError, match="Nothing is scheduled yet"):
            correct_dates(store, northwind, local(4, 19), "Typed a day early")
        schedule(store, northwind)
        with pytest.raises(UserError, match="reason"):
            correct_dates(store, northwind, local(4, 19), " ")
        with pytest.raises(UserError, match="begins after now"):
            correct_dates(store, northwind, local(23, 19, month=11), "Typed a day early")
        record_actual(store, northwind, "prod_upgrade", start=local(24, 1, month=11))
        with pytest.raises(UserError, match="has begun"):
            correct_dates(store, northwind, local(4, 19), "Typed a day early")


class TestWhatHappened:
    def test_a_past_date_is_accepted_and_ticks_its_steps(self, store: Store, northwind: int) -> None:
        start = local(18, 18, month=11)
        record_actual(store, northwind, "dev_upgrade", start=start, end=zones.after(start, timedelta(hours=13)))
        dossier = load(store, northwind)
        assert dossier.phases["dev_upgrade"].actual_end_utc == "2026-11-19T15:00:00Z"
        assert dossier.is_done("dev_started")
        assert dossier.is_done("dev_finished")
        assert plans(dossier)["dev_upgrade"] == "2026-11-18T18:00"
        store.undo()
        assert not load(store, northwind).is_done("dev_started")

    def test_a_session_outside_its_limits_is_accepted(
        self, opened: Callable[..., Store], store: Store, northwind: int
    ) -> None:
        later = opened(clock=Clock(datetime(2026, 12, 20, tzinfo=UTC)))
        record_actual(later, northwind, "best_practices", start=local(16, 10), end=local(16, 11))
        assert load(store, northwind).is_done("best_practices_held")

    def test_the_future_and_an_end_before_the_start_are_refused(self, store: Store, northwind: int) -> None:
        with pytest.raises(UserError, match="in the future"):
            record_actual(store, northwind, "kickoff", start=local(24, 8, month=11))
        record_actual(store, northwind, "kickoff", start=local(20, 13, month=11))
        with pytest.raises(UserError, match="before the start"):
            record_actual(store, northwind, "kickoff", end=local(20, 12, month=11))

    def test_finish_now_completes_the_validation_once(self, store: Store, northwind: int) -> None:
        finish_validation_now(store, northwind)
        finish_validation_now(store, northwind)
        dossier = load(store, northwind)
        assert dossier.phases["client_validation"].actual_end_utc == "2026-11-24T15:42:00Z"
        assert dossier.is_done("validation_confirmed")
        assert acts(store)[0] == "Finish Client Validation now"
        assert len(acts(store)) == 2

    def test_already_scheduled_locks_the_bar_and_remembers_who(self, store: Store, northwind: int) -> None:
        already_scheduled(store, northwind, local(23, 9, month=11), "Priya N.")
        engagement = load(store, northwind).engagement
        assert engagement.scheduled
        assert scheduled_by(engagement) == (local(23, 9, month=11), "Priya N.")
        with pytest.raises(UserError, match="cannot be moved"):
            move_phase(store, northwind, "prod_upgrade", local(2, 19), reason="Sooner")
        with pytest.raises(UserError, match="scheduled already"):
            already_scheduled(store, northwind, local(23, 9, month=11), "Priya N.")

    @pytest.mark.parametrize(("day", "by", "why"), [(23, " ", "Nobody"), (25, "Priya N.", "future")])
    def test_already_scheduled_asks_when_and_by_whom(
        self, store: Store, northwind: int, day: int, by: str, why: str
    ) -> None:
        with pytest.raises(UserError, match=why):
            already_scheduled(store, northwind, local(day, 9, month=11), by)
        assert scheduled_by(load(store, northwind).engagement) is None


class TestTimesAndLengths:
    def test_a_date_gets_its_time_and_loses_it(self, store: Store, not_agreed: int) -> None:
        move_phase(store, not_agreed, "prod_upgrade", date(2026, 12, 2))
        phase = load(store, not_agreed).prod
        assert (phase.start, phase.end, phase.start_utc) == ("2026-12-02", "2026-12-02", "")
        set_time(store, not_agreed, "prod_upgrade", time(20, 30))
        phase = load(store, not_agreed).prod
        assert (phase.start, phase.end) == ("2026-12-02T20:30", "2026-12-02T23:30")
        undate(store, not_agreed, "best_practices")
        with pytest.raises(UserError, match="no date"):
            set_time(store, not_agreed, "best_practices", time(10))

    def test_a_time_that_comes_twice_asks_for_its_side(self, store: Store, northwind: int) -> None:
        move_phase(store, northwind, "kickoff", date(2027, 11, 7), reason="A Sunday it is")
        with pytest.raises(zones.FoldError):
            set_time(store, northwind, "kickoff", time(1, 30), reason="A Sunday it is")
        set_time(store, northwind, "kickoff", time(1, 30), fold=1, reason="A Sunday it is")
        assert load(store, northwind).phases["kickoff"].start_utc == "2027-11-07T09:30:00Z"

    def test_a_phase_gets_longer_up_to_its_limit(self, store: Store, northwind: int) -> None:
        resize_phase(store, northwind, "client_validation", local(24, 19, month=11))
        assert load(store, northwind).phases["client_validation"].end == "2026-11-24T19:00"
        assert acts(store)[0] == "Change the length of Client Validation"
        with pytest.raises(UserError, match="2 working days at most"):
            resize_phase(store, northwind, "client_validation", local(25, 9, month=11))


def test_a_move_is_announced_once(store: Store, northwind: int) -> None:
    seen: list[Any] = []
    store.subscribe(seen.append)
    move_phase(store, northwind, "prod_upgrade", local(2, 19), reason="Client asked for Wednesday")
    assert [changed.label for changed in seen] == ["Move Prod Upgrade"]
    assert sorted({table for table, _row in seen[0].rows}) == ["message", "phase"]
