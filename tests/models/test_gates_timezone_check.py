"""The Timezone Check beside the triple check: a newer one counts as C at the later gates, or takes an older C away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from models import engagements, gates, rescheduling, settings, signing, timezone_check, triple_check, zone_roles, zones
from models.clock import Clock
from models.dossiers import load
from models.engagements import Draft
from models.formats import Formats
from models.gates import Sheet
from models.readings import Agreed, Answers, Request, Shown
from models.store import Store

LA, NEW_YORK, TORONTO, BOGOTA = "America/Los_Angeles", "America/New_York", "America/Toronto", "America/Bogota"
A = Agreed(date="2026-12-03", time="19:00", zone=LA, weekday="Thu")
RIGHT = Shown(start="2026-12-03 19:00:00", end="2026-12-03 22:00:00")
F = Formats()


@pytest.fixture(autouse=True)
def new_york(monkeypatch: pytest.MonkeyPatch) -> None:
    """This computer stands in New York."""
    monkeypatch.setattr(zones, "local_zone", lambda: NEW_YORK)


@pytest.fixture
def northwind(store: Store) -> int:
    """Prod on 3 December, 19:00 in Los Angeles, agreed, and client validation is complete."""
    settings.put(store, "you.zone", NEW_YORK)
    settings.put(store, "you.initials", "MK")
    found = engagements.create(store, Draft("Northwind Health", LA, "US", prod=datetime(2026, 12, 3, 19)))
    rescheduling.finish_validation_now(store, found)
    return found


def stamp_in(store: Store, zone: str) -> str:
    return f"{zones.to_zone(store.clock.now(), zone):%Y-%m-%d %H:%M:%S}"


def check_zone(store: Store, engagement: int, zone: str, answer: str = "") -> str:
    """Keep a Timezone Check of a session in a zone; return its stamp."""
    stamp, clock = stamp_in(store, zone), zones.to_zone(store.clock.now(), zones.local_zone())
    verdict = timezone_check.judge(load(store, engagement), zone_roles.setup(store), stamp, clock, F, answer)
    timezone_check.record(store, engagement, stamp, clock, verdict)
    return stamp


def sheet_of(store: Store, engagement: int, gate: gates.Gate | None = None) -> Sheet:
    return gates.sheet(store, load(store, engagement), gate)


def readings(sheet: Sheet, store: Store, shown: Shown = RIGHT, session: str = LA) -> Request:
    """Read what the sheet asks for, in a session in a zone."""
    now = store.clock.now()
    return gates.request(
        sheet,
        agreed=sheet.agreed or A,
        shown=shown,
        stamp=sheet.stamp or stamp_in(store, session),
        clock=sheet.clock or zones.to_zone(now, NEW_YORK).isoformat(),
        now=now,
        answers=sheet.answers,
    )


def sign(store: Store, engagement: int) -> None:
    sheet, agreed_utc = sheet_of(store, engagement), zones.utc_text(store.clock.now())
    signing.sign(store, sheet, readings(sheet, store), initials="MK", agreed_utc=agreed_utc, formats=F)


def test_a_session_that_was_found_elsewhere_takes_the_older_stamp_away(
    store: Store, northwind: int, clock: Clock
) -> None:
    """19:00 in a session in New York is 16:00 in Los Angeles: by the stamp of before it would agree."""
    sign(store, northwind)
    assert sheet_of(store, northwind).stamp
    clock.advance(timedelta(hours=1))  # type: ignore[attr-defined]
    check_zone(store, northwind, NEW_YORK)
    sheet = sheet_of(store, northwind)
    assert (sheet.gate, sheet.stamp, sheet.clock, sheet.agreed) == ("after_saving", "", "", A)
    found = triple_check.check(readings(sheet, store, session=NEW_YORK), F)
    assert found.verdict == "mismatch"
    assert found.session_zone == NEW_YORK


def test_a_check_in_a_zone_that_nobody_uses_takes_it_away_too(store: Store, northwind: int) -> None:
    sign(store, northwind)
    check_zone(store, northwind, "Asia/Kathmandu")
    assert sheet_of(store, northwind).stamp == ""


def test_a_newer_check_that_matched_is_not_asked_for_again(store: Store, northwind: int, clock: Clock) -> None:
    sign(store, northwind)
    clock.advance(timedelta(hours=13))  # type: ignore[attr-defined]
    assert sheet_of(store, northwind).stamp == "", "the first one is too old"
    stamp = check_zone(store, northwind, LA)
    sheet = sheet_of(store, northwind)
    assert (sheet.gate, sheet.stamp) == ("after_saving", stamp)
    assert triple_check.check(readings(sheet, store), F).verdict == "pass"
    sign(store, northwind)
    assert "after_saving" in gates.signed(load(store, northwind))


def test_it_goes_stale_like_every_stamp(
    store: Store, northwind: int, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamp = check_zone(store, northwind, LA)
    assert sheet_of(store, northwind, "after_saving").stamp == stamp
    with monkeypatch.context() as journey:
        journey.setattr(zones, "local_zone", lambda: "Europe/Berlin")
        assert sheet_of(store, northwind, "after_saving").stamp == ""
    clock.advance(timedelta(hours=12, minutes=1))  # type: ignore[attr-defined]
    assert sheet_of(store, northwind, "after_saving").stamp == ""


def test_the_first_gate_reads_all_three_all_the_same(store: Store, northwind: int) -> None:
    check_zone(store, northwind, LA)
    sheet = sheet_of(store, northwind)
    assert (sheet.gate, sheet.stamp, sheet.clock) == ("before_scheduling", "", "")


def test_what_came_last_counts_a_mismatch_or_the_check_after_it(store: Store, northwind: int, clock: Clock) -> None:
    check_zone(store, northwind, LA)
    sheet = sheet_of(store, northwind, "after_saving")
    late = Shown(start="2026-12-03 22:00:00", end="2026-12-04 01:00:00")
    signing.keep_failed(store, sheet, readings(sheet, store, late), agreed_utc="", formats=F)
    assert sheet_of(store, northwind, "after_saving").stamp == ""
    clock.advance(timedelta(minutes=5))  # type: ignore[attr-defined]
    stamp = check_zone(store, northwind, LA)
    assert sheet_of(store, northwind, "after_saving").stamp == stamp


def test_a_zone_that_was_answered_is_not_asked_again_and_none_is_taken_for_answered(store: Store) -> None:
    """In November New York, Toronto and Bogotá show the same time; in April Bogotá shows another one."""
    settings.put(store, "you.zone", NEW_YORK)
    zone_roles.pin(store, "Office", TORONTO)
    draft = Draft("Alpine", NEW_YORK, "US", prod=datetime(2027, 4, 8, 19))
    alpine = engagements.create(store, draft)
    check_zone(store, alpine, NEW_YORK)
    assert sheet_of(store, alpine, "after_saving").answers == Answers()
    settings.put(store, "servicenow.system_zone", BOGOTA)
    stamp = check_zone(store, alpine, NEW_YORK, answer=NEW_YORK)
    sheet = sheet_of(store, alpine, "after_saving")
    assert (sheet.stamp, sheet.answers) == (stamp, Answers(session_zone=NEW_YORK))


def test_a_check_of_a_rehearsal_counts_in_none_but_a_rehearsal(
    opened: Callable[..., Store], store: Store, northwind: int
) -> None:
    pretended = opened(clock=Clock(store.clock.now()))
    stamp = check_zone(pretended, northwind, LA)
    assert sheet_of(pretended, northwind, "after_saving").stamp == stamp
    assert sheet_of(store, northwind, "after_saving").stamp == ""
