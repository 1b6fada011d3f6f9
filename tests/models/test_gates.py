"""The gates of the triple check: what each asks, what a signature writes, and what voids it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from models import (
    activity,
    after_check,
    checklist,
    engagements,
    evidence,
    facts,
    gates,
    rescheduling,
    settings,
    signing,
    zones,
)
from models.clock import Clock
from models.dossiers import load
from models.engagements import Draft
from models.errors import UserError
from models.formats import Formats
from models.gates import Sheet
from models.history import UndoBarrierError
from models.readings import Agreed, Answers, Request, Shown
from models.store import Store

LA = "America/Los_Angeles"
A = Agreed(date="2026-12-03", time="19:00", zone=LA, weekday="Thu")
RIGHT = Shown(start="2026-12-03 19:00:00", end="2026-12-03 22:00:00")
LATE = Shown(start="2026-12-03 22:00:00", end="2026-12-04 01:00:00")
F = Formats()


@pytest.fixture(autouse=True)
def new_york(monkeypatch: pytest.MonkeyPatch) -> None:
    """This computer stands in New York."""
    monkeypatch.setattr(zones, "local_zone", lambda: "America/New_York")


@pytest.fixture
def northwind(store: Store) -> int:
    """Prod on 3 December, 19:00 in Los Angeles, agreed, and client validation is complete."""
    settings.put(store, "you.zone", "America/New_York")
    settings.put(store, "you.initials", "MK")
    found = engagements.create(store, Draft("Northwind Health", LA, "US", prod=datetime(2026, 12, 3, 19)))
    rescheduling.finish_validation_now(store, found)
    return found


def readings(sheet: Sheet, store: Store, shown: Shown = RIGHT, agreed: Agreed = A) -> Request:
    """Read all three as the sheet asks: A and C anew only where they don't count any more."""
    now = store.clock.now()
    return gates.request(
        sheet,
        agreed=sheet.agreed or agreed,
        shown=shown,
        stamp=sheet.stamp or f"{zones.to_zone(now, LA):%Y-%m-%d %H:%M:%S}",
        clock=sheet.clock or zones.to_zone(now, "America/New_York").isoformat(),
        now=now,
        answers=sheet.answers,
    )


def sign(store: Store, engagement: int, gate: gates.Gate | None = None, **more: str) -> Sheet:
    sheet = gates.sheet(store, load(store, engagement), gate)
    typed = {"typed_start": "19:00"} if sheet.gate == "ctask" else {}
    options = {"initials": "MK", "agreed_utc": zones.utc_text(store.clock.now())} | typed | more
    signing.sign(store, sheet, readings(sheet, store), formats=F, **options)
    return sheet


def signed(store: Store, engagement: int) -> tuple[str, ...]:
    return gates.signed(load(store, engagement))


def test_the_first_gate_asks_for_all_three_and_each_later_one_for_b_alone(store: Store, northwind: int) -> None:
    first = sign(store, northwind)
    assert (first.gate, first.agreed, first.stamp) == ("before_scheduling", None, "")
    second = sign(store, northwind)
    assert (second.gate, second.agreed, bool(second.stamp)) == ("after_saving", A, True)
    third = sign(store, northwind)
    assert (third.gate, third.agreed, third.stamp) == ("ctask", A, second.stamp)
    assert signed(store, northwind) == ("before_scheduling", "after_saving", "ctask")


def test_c_is_asked_again_after_twelve_hours_and_on_another_zone(
    store: Store, northwind: int, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign(store, northwind)
    monkeypatch.setattr(zones, "local_zone", lambda: "Europe/Berlin")
    assert gates.sheet(store, load(store, northwind)).stamp == ""
    monkeypatch.setattr(zones, "local_zone", lambda: "America/New_York")
    assert gates.sheet(store, load(store, northwind)).stamp
    clock.advance(timedelta(hours=12, minutes=1))  # type: ignore[attr-defined]
    sheet = gates.sheet(store, load(store, northwind))
    assert (sheet.stamp, sheet.agreed) == ("", A)


def test_a_is_asked_again_when_the_roadmap_or_the_plan_changes(store: Store, northwind: int) -> None:
    sign(store, northwind)
    rescheduling.agree(store, northwind, datetime(2026, 12, 4, 19, tzinfo=ZoneInfo(LA)), reason="Board meeting")
    assert gates.sheet(store, load(store, northwind)).agreed is None


def test_a_move_voids_the_signatures_and_keeps_the_evidence(store: Store, northwind: int) -> None:
    sign(store, northwind)
    rescheduling.move_phase(
        store, northwind, "prod_upgrade", datetime(2026, 12, 4, 19, tzinfo=ZoneInfo(LA)), reason="Board meeting"
    )
    dossier = load(store, northwind)
    assert gates.signed(dossier) == ()
    assert gates.open_gate(dossier) == "before_scheduling"
    assert [item.value for item in dossier.observations if item.kind == "check"] == ["pass"]
    assert not dossier.is_done("gate_before_scheduling")


def test_correct_dates_starts_a_round_without_the_first_gate(store: Store, northwind: int) -> None:
    for _gate in gates.GATES:
        sign(store, northwind)
    checklist.tick(store, load(store, northwind), "schedule_conversion")
    checklist.tick(store, load(store, northwind), "ctask_closed")
    start = datetime(2026, 12, 4, 19, tzinfo=ZoneInfo(LA))
    rescheduling.correct_dates(store, northwind, start, "Board meeting", record_roadmap=True)
    dossier = load(store, northwind)
    assert (gates.round_of(dossier), gates.open_gate(dossier)) == ("correction", "after_saving")
    assert gates.open_gate(dossier, "before_scheduling") == "after_saving"
    assert gates.signed(dossier) == ("before_scheduling",)
    assert gates.sheet(store, dossier).agreed is None


def test_what_was_scheduled_elsewhere_is_read_back_at_the_second_gate(store: Store, northwind: int) -> None:
    rescheduling.already_scheduled(store, northwind, store.clock.now(), "Priya")
    dossier = load(store, northwind)
    assert (gates.round_of(dossier), gates.open_gate(dossier)) == ("elsewhere", "after_saving")
    sign(store, northwind)
    assert signed(store, northwind) == ("after_saving",)


def test_a_signature_is_evidence_a_barrier_and_ticks_its_step(store: Store, northwind: int) -> None:
    sign(store, northwind)
    dossier = load(store, northwind)
    row = dossier.observations[-1]
    body = json.loads(row.body)
    assert (row.kind, row.subject, row.value) == ("check", "gate.before_scheduling", "pass")
    assert row.instant_utc == "2026-12-04T03:00:00Z"
    assert body["request"]["shown"] == {"start": RIGHT.start, "end": RIGHT.end}
    assert (body["initials"], body["computer_zone"], body["tzdata"]) == (
        "MK",
        "America/New_York",
        zones.tzdata_version(),
    )
    assert body["verdict"]["session_offset_minutes"] == -480
    assert {item["row"] for item in body["verdict"]["rows"]} >= {"start", "end", "length", "session_zone"}
    step = dossier.steps["gate_before_scheduling"]
    assert (step.done, step.done_by) == (True, "MK")
    with pytest.raises(UndoBarrierError, match="cannot undo a signed check"):
        store.undo()


def test_the_stamp_that_agreed_is_the_time_zone_check(store: Store, northwind: int) -> None:
    assert not load(store, northwind).is_done("timezone_check")
    sign(store, northwind)
    assert load(store, northwind).is_done("timezone_check")


def test_a_note_on_the_step_outlives_the_signature(store: Store, northwind: int) -> None:
    checklist.annotate(store, load(store, northwind), "gate_before_scheduling", "Ask Priya")
    sign(store, northwind)
    assert load(store, northwind).steps["gate_before_scheduling"].note == "Ask Priya"


def test_what_the_gates_see_is_read_back(store: Store, northwind: int) -> None:
    sign(store, northwind)
    assert load(store, northwind).newest("CHG.start") is None, "nothing is saved before the first gate"
    sign(store, northwind)
    dossier = load(store, northwind)
    seen = [dossier.newest(f"CHG.{name}") for name in ("start", "end")]
    assert [(item.value, item.instant_utc, item.zone) for item in seen if item] == [
        ("2026-12-03 19:00:00", "2026-12-04T03:00:00Z", LA),
        ("2026-12-03 22:00:00", "2026-12-04T06:00:00Z", LA),
    ]
    assert dossier.engagement.entered_utc
    sign(store, northwind)
    dossier = load(store, northwind)
    assert dossier.newest("CTASK.start") is not None
    assert dossier.is_done("ctask_appeared")


def keep_failed(store: Store, engagement: int, gate: gates.Gate, shown: Shown) -> None:
    sheet = gates.sheet(store, load(store, engagement), gate)
    verdict = signing.keep_failed(store, sheet, readings(sheet, store, shown), agreed_utc="", formats=F)
    assert verdict.verdict == "mismatch"


def test_a_failed_run_is_kept_seen_and_opens_nothing(store: Store, northwind: int) -> None:
    sign(store, northwind)
    keep_failed(store, northwind, "after_saving", LATE)
    dossier = load(store, northwind)
    checks = [(item.subject, item.value) for item in dossier.observations if item.kind == "check"]
    assert checks == [("gate.before_scheduling", "pass"), ("gate.after_saving", "mismatch")]
    seen = dossier.newest("CHG.start")
    assert seen is not None
    assert seen.instant_utc == "2026-12-04T06:00:00Z"
    assert gates.signed(dossier) == ("before_scheduling",)
    assert gates.sheet(store, dossier).stamp == "", "after a mismatch the stamp is read afresh"
    assert gates.sheet(store, dossier).before_saving == LATE


def test_a_form_that_lost_its_dates_is_seen_as_empty(store: Store, northwind: int) -> None:
    keep_failed(store, northwind, "after_saving", Shown(start="", end=""))
    seen = load(store, northwind).newest("CHG.start")
    assert seen is not None
    assert (seen.value, seen.instant_utc) == ("", "")


def test_a_practice_run_before_validation_can_not_be_signed(store: Store) -> None:
    found = engagements.create(store, Draft("Harbor", LA, "US", prod=datetime(2026, 12, 3, 19)))
    sheet = gates.sheet(store, load(store, found))
    assert sheet.practice
    with pytest.raises(UserError, match="practice run"):
        signing.sign(store, sheet, readings(sheet, store), initials="MK", agreed_utc="", formats=F)
    keep_failed(store, found, "after_saving", LATE)
    dossier = load(store, found)
    assert dossier.newest("CHG.start") is None
    assert json.loads(dossier.observations[-1].body)["practice"] is True


def test_a_rehearsal_opens_no_gate(opened: Callable[..., Store], northwind: int) -> None:
    pretended = opened(clock=Clock(datetime(2026, 11, 25, 15, 0, tzinfo=zones.UTC)))
    sign(pretended, northwind)
    dossier = load(pretended, northwind)
    assert [item.rehearsal for item in dossier.observations if item.kind == "check"] == [1]
    assert gates.signed(dossier) == ()
    assert not dossier.is_done("gate_before_scheduling")
    real = opened()
    assert gates.sheet(real, load(real, northwind), "after_saving").agreed is None


@pytest.mark.parametrize(
    ("shown", "more", "says"),
    [
        (LATE, {}, "Only a check that agrees can be signed"),
        (RIGHT, {"initials": " "}, "initials are missing"),
        (RIGHT, {"typed_start": "22:00"}, "not the start you just checked"),
        (RIGHT, {"typed_start": "soon"}, "not the start you just checked"),
    ],
)
def test_a_signature_is_refused(store: Store, northwind: int, shown: Shown, more: dict[str, str], says: str) -> None:
    sheet = gates.sheet(store, load(store, northwind), "ctask")
    options = {"initials": "MK", "typed_start": "7 pm", "agreed_utc": ""} | more
    with pytest.raises(UserError, match=says):
        signing.sign(store, sheet, readings(sheet, store, shown), formats=F, **options)
    assert [item for item in load(store, northwind).observations if item.kind == "check"] == []


def test_a_plan_that_changed_meanwhile_is_not_signed(store: Store, northwind: int) -> None:
    sheet = gates.sheet(store, load(store, northwind))
    read = readings(sheet, store)
    start = datetime(2026, 12, 4, 19, tzinfo=ZoneInfo(LA))
    rescheduling.move_phase(store, northwind, "prod_upgrade", start, reason="Board meeting")
    with pytest.raises(UserError, match="plan has changed"):
        signing.sign(store, sheet, read, initials="MK", agreed_utc="", formats=F)


def test_without_a_time_there_is_nothing_to_check(store: Store) -> None:
    found = engagements.create(store, Draft("Harbor", LA, "US"))
    with pytest.raises(UserError, match="no date and time"):
        gates.sheet(store, load(store, found))


@pytest.mark.parametrize(
    ("agreed", "says"),
    [
        (A, ""),
        (Agreed(date="2026-12-03", time="7 pm", zone=LA, weekday="thursday"), ""),
        (Agreed(date="2026-12-03", time="19:00", zone=LA), "typed by hand"),
        (Agreed(date="2026-12-04", time="19:00", zone=LA, weekday="Thu"), "Fri 4 Dec 2026 is not a “Thu”"),
        (Agreed(date="03/12/2026", time="19:00", zone=LA, weekday="Thu"), "year first"),
        (Agreed(date="2026-12-03", time="25:00", zone=LA, weekday="Thu"), "no time of day"),
    ],
)
def test_a_is_read_on_its_own(agreed: Agreed, says: str) -> None:
    found = gates.doubt(agreed, F)
    assert says in found if says else not found


def test_the_chain_holds_after_signing_and_names_a_row_that_was_changed(
    store: Store, northwind: int, tmp_path: Path
) -> None:
    for _gate in gates.GATES:
        sign(store, northwind)
    with closing(sqlite3.connect(tmp_path / "e2e-tracker.db")) as another:
        assert evidence.verify(another) == ()
        row = another.execute("SELECT id FROM evidence WHERE kind = 'check' ORDER BY id LIMIT 1").fetchone()[0]
        another.execute("UPDATE evidence SET body = '{}' WHERE id = ?", [row])
        assert [link.row for link in evidence.verify(another)] == [row]


def test_the_work_note_names_zones_instants_and_who_signed(store: Store, northwind: int) -> None:
    sheet = gates.sheet(store, load(store, northwind), "after_saving")
    read = readings(sheet, store)
    verdict = signing.sign(store, sheet, read, initials="MK", agreed_utc="", formats=F)
    note = signing.work_note(sheet, read, verdict, signed_by="MK", formats=F)
    for words in ("after saving", "Los Angeles", "2026-12-03 19:00:00", "2026-12-04T03:00:00Z", "10:42 EST by MK"):
        assert words in note


def scheduled(store: Store, engagement: int) -> None:
    sign(store, engagement, "ctask")
    checklist.tick(store, load(store, engagement), "ctask_closed")


def test_closing_the_ctask_asks_for_the_third_gate_of_the_same_instant(store: Store, northwind: int) -> None:
    with pytest.raises(UserError, match="signed triple-check of the CTASK"):
        checklist.tick(store, load(store, northwind), "ctask_closed", why="Hurry")
    scheduled(store, northwind)
    assert facts.signature(load(store, northwind), "gate.ctask") is not None
    assert load(store, northwind).engagement.scheduled


def test_the_after_check_stays_due_until_servicenow_shows_it_closed(store: Store, northwind: int) -> None:
    with pytest.raises(UserError, match="not recorded as closed"):
        after_check.record_state(store, load(store, northwind), "Closed Complete")
    scheduled(store, northwind)
    with pytest.raises(UserError, match="ServiceNow says Open"):
        after_check.record_state(store, load(store, northwind), "1")
    dossier = load(store, northwind)
    seen = dossier.newest("CTASK.state")
    assert (seen.value if seen else "", dossier.is_done("ctask_after_check")) == ("Open", False)
    assert after_check.record_state(store, dossier, "Closed") == "Closed Complete"
    assert load(store, northwind).is_done("ctask_after_check")


@pytest.mark.parametrize(("minutes", "state"), [(-1, "planned"), (0, "due"), (60, "due"), (61, "late")])
def test_the_start_is_due_for_an_hour_and_then_late(store: Store, northwind: int, minutes: int, state: str) -> None:
    dossier = load(store, northwind)
    now = zones.parse_utc("2026-12-04T03:00:00Z") + timedelta(minutes=minutes)
    assert after_check.start_state(dossier, now) == state
    assert "22:00 EST" in after_check.start_words(dossier, now, F)


def test_a_start_that_was_seen_is_told(store: Store, northwind: int, clock: Clock) -> None:
    clock.advance(timedelta(days=20))  # type: ignore[attr-defined]
    rescheduling.record_actual(store, northwind, "prod_upgrade", start=zones.parse_utc("2026-12-04T03:20:00Z"))
    dossier = load(store, northwind)
    assert after_check.start_state(dossier, store.clock.now()) == "started"
    assert after_check.start_words(dossier, store.clock.now(), F) == "Started Thu 3 Dec, 22:20 EST"


def test_answers_travel_with_what_they_answer(store: Store, northwind: int) -> None:
    sheet = gates.sheet(store, load(store, northwind))
    now = store.clock.now()
    read = gates.request(
        sheet,
        agreed=A,
        shown=RIGHT,
        stamp="2026-11-24 07:41:50",
        clock=now.isoformat(),
        now=now,
        answers=Answers(session_zone=LA),
    )
    signing.sign(store, sheet, read, initials="MK", agreed_utc="", formats=F)
    assert gates.sheet(store, load(store, northwind)).answers == Answers(session_zone=LA)


def test_a_failed_run_is_told_in_the_activity_with_its_cause(store: Store, northwind: int) -> None:
    sign(store, northwind)
    keep_failed(store, northwind, "after_saving", LATE)
    told = {entry.title: entry for entry in activity.entries(store, load(store, northwind), F)}
    failed = told["Triple-check did not agree: After saving"]
    assert failed.lines[0]
    assert not failed.can_take_back
