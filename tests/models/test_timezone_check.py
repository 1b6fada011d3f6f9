"""The Timezone Check: whose zone a stamp names, what was expected, how long it counts, and what is kept."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from models import checklist, engagements, rescheduling, settings, timezone_check, zone_roles, zones
from models.clock import Clock
from models.dossiers import load
from models.engagements import Draft
from models.errors import UserError
from models.formats import Formats
from models.records import Dossier
from models.store import Store
from models.timezone_check import CheckStatus, StampVerdict
from models.zone_roles import ZoneSetup

F = Formats()
LA, NEW_YORK, TORONTO, BOGOTA = "America/Los_Angeles", "America/New_York", "America/Toronto", "America/Bogota"
ZONES = sorted(zones.zone_names() - {"localtime", "Factory"})


@pytest.fixture
def northwind(store: Store) -> Dossier:
    """Prod on 3 December, 19:00 in Los Angeles; you are in New York."""
    settings.put(store, "you.zone", NEW_YORK)
    return load(store, engagements.create(store, Draft("Northwind Health", LA, "US", prod=datetime(2026, 12, 3, 19))))


def clock_of(store: Store, computer: str = NEW_YORK) -> datetime:
    return zones.to_zone(store.clock.now(), computer)


def check(store: Store, dossier: Dossier, stamp: str, answer: str = "") -> StampVerdict:
    return timezone_check.judge(dossier, zone_roles.setup(store), stamp, clock_of(store), F, answer)


def keep(store: Store, dossier: Dossier, stamp: str) -> Dossier:
    verdict = check(store, dossier, stamp)
    timezone_check.record(store, dossier.id, stamp, clock_of(store), verdict)
    return load(store, dossier.id)


def status(store: Store, dossier: Dossier, computer: str = NEW_YORK) -> CheckStatus:
    return timezone_check.status(
        load(store, dossier.id), store.clock.now(), computer, F, rehearsal=store.clock.rehearsal
    )


@pytest.mark.parametrize(
    "stamp",
    ["2026-11-24 07:41:10", "11-24-2026 07:41:10", "24/11/2026 07:41", "24.11.2026 07:41:10", "11/24/2026 7:41 AM"],
)
def test_the_expected_zone_matches_in_every_date_format(store: Store, northwind: Dossier, stamp: str) -> None:
    verdict = check(store, northwind, stamp)
    assert (verdict.result, verdict.session, verdict.expected, verdict.offset) == ("matched", LA, LA, -480)


def test_another_zone_says_what_would_be_shown_and_what_to_do(store: Store, northwind: Dossier) -> None:
    verdict = check(store, northwind, "2026-11-24 10:41:10")
    assert (verdict.result, verdict.session) == ("differs", NEW_YORK)
    assert verdict.title == "ServiceNow's session is in New York, not Los Angeles"
    assert verdict.detail == (
        "2026-12-03 19:00:00 in Los Angeles is 2026-12-03 22:00:00 there. "
        "Set the session to Los Angeles, then check again."
    )


def test_the_setting_says_what_is_expected(store: Store, northwind: Dossier) -> None:
    settings.put(store, "servicenow.session_zone", NEW_YORK)
    assert check(store, northwind, "2026-11-24 10:41:10").result == "matched"
    assert check(store, northwind, "2026-11-24 07:41:10").result == "differs"


@pytest.mark.parametrize(
    ("stamp", "result", "title"),
    [
        ("2026-11-24 07:20:00", "expired", "The stamp is 22 min old"),
        ("2026-11-24 13:11:00", "unknown", "The stamp says UTC−2:30: no zone that you use"),
        ("2026-11-23 07:41:10", "clock", "Clock or stamp is off"),
    ],
)
def test_a_stamp_that_names_no_zone_says_why(
    store: Store, northwind: Dossier, stamp: str, result: str, title: str
) -> None:
    verdict = check(store, northwind, stamp)
    assert (verdict.result, verdict.title, verdict.session) == (result, title, "")
    assert verdict.detail.endswith("Post a new note and paste its stamp.")


def test_two_zones_that_fit_are_asked_about_only_where_they_differ_at_the_upgrade(store: Store) -> None:
    settings.put(store, "you.zone", NEW_YORK)
    draft = Draft("Alpine", NEW_YORK, "US", prod=datetime(2027, 4, 8, 19))
    dossier = load(store, engagements.create(store, draft))
    zone_roles.pin(store, "Office", TORONTO)
    assert check(store, dossier, "2026-11-24 10:41:10").result == "matched"  # Toronto is the same then too
    zone_roles.pin(store, "Partner", BOGOTA)
    asked = check(store, dossier, "2026-11-24 10:41:10")
    assert (asked.result, asked.choices) == ("ask", (NEW_YORK, TORONTO, BOGOTA))
    assert asked.title == "Is the session in New York or Toronto or Bogota?"
    assert check(store, dossier, "2026-11-24 10:41:10", BOGOTA).result == "differs"
    assert check(store, dossier, "2026-11-24 10:41:10", NEW_YORK).result == "matched"
    with pytest.raises(ValueError, match="open question"):
        timezone_check.record(store, dossier.id, "2026-11-24 10:41:10", clock_of(store), asked)


def test_without_a_date_zones_that_part_within_a_year_are_asked_about(store: Store) -> None:
    settings.put(store, "you.zone", BOGOTA)
    dossier = load(store, engagements.create(store, Draft("Alpine", NEW_YORK, "US", kickoff=datetime(2026, 12, 1, 9))))
    assert check(store, dossier, "2026-11-24 10:41:10").result in {"ask", "matched"}


@pytest.mark.parametrize("text", ["", "yesterday", "2026-11-24", "26-11-24 07:41", "2026-13-24 07:41:00"])
def test_what_is_no_stamp_is_refused_with_words(store: Store, northwind: Dossier, text: str) -> None:
    with pytest.raises(UserError) as refusal:
        check(store, northwind, text)
    assert refusal.value.do


def test_a_check_is_kept_with_everything_that_was_read(store: Store, northwind: Dossier) -> None:
    kept = keep(store, northwind, "2026-11-24 07:41:10")
    row = kept.observations[-1]
    assert (row.kind, row.subject, row.value, row.zone) == ("timezone_check", "timezone_check", "matched", LA)
    body = json.loads(row.body)
    assert body["tzdata"] == zones.tzdata_version()
    assert (body["computer_zone"], body["stamp"], body["age_seconds"]) == (NEW_YORK, "2026-11-24 07:41:10", 50)


def test_a_check_that_matched_ticks_its_step_once_it_is_open(store: Store, northwind: Dossier) -> None:
    assert not keep(store, northwind, "2026-11-24 07:41:10").is_done(
        "timezone_check"
    )  # locked until validation is over
    rescheduling.finish_validation_now(store, northwind.id)
    assert not keep(store, northwind, "2026-11-24 10:41:10").is_done("timezone_check")  # another zone
    assert keep(store, northwind, "2026-11-24 07:41:10").is_done("timezone_check")
    checklist.untick(store, load(store, northwind.id), "timezone_check")
    assert keep(store, northwind, "2026-11-24 07:41:10").is_done("timezone_check")


def test_it_ages_in_words_and_goes_stale_after_twelve_hours(store: Store, northwind: Dossier, clock) -> None:  # type: ignore[no-untyped-def]
    assert (status(store, northwind).state, status(store, northwind).tone) == ("none", "text2")
    keep(store, northwind, "2026-11-24 07:41:10")
    clock.advance(timedelta(hours=3))
    now = status(store, northwind)
    assert (now.state, now.session, now.short) == ("fresh", LA, "zone matched 10:42, 3 h ago")
    assert now.title == "ServiceNow matched this computer at 10:42"
    clock.advance(timedelta(hours=9))
    assert status(store, northwind).state == "fresh"
    clock.advance(timedelta(minutes=1))
    old = status(store, northwind)
    assert (old.state, old.tone, old.session) == ("old", "warn", "")
    assert old.short == "zone checked 12 h ago"


def test_it_is_stale_at_once_on_a_computer_in_another_zone_or_one_that_does_not_say(
    store: Store, northwind: Dossier
) -> None:
    keep(store, northwind, "2026-11-24 07:41:10")
    for computer in ("Europe/Berlin", ""):
        moved = status(store, northwind, computer)
        assert (moved.state, moved.session, moved.tone) == ("moved", "", "warn")
        assert moved.detail == "It was New York. Check again."


def test_a_session_in_another_zone_is_shown_until_the_next_check(store: Store, northwind: Dossier) -> None:
    keep(store, northwind, "2026-11-24 10:41:10")
    differs = status(store, northwind)
    assert (differs.state, differs.session, differs.short) == ("differs", NEW_YORK, "session in New York, just now")
    keep(store, northwind, "2026-11-24 07:41:10")
    assert status(store, northwind).state == "fresh"
    keep(store, northwind, "2026-11-24 13:11:00")
    unclear = status(store, northwind)
    assert (unclear.state, unclear.session) == ("differs", "")
    assert unclear.title == "The stamp says UTC−2:30: no zone that you use"


def test_the_stamp_of_a_triple_check_that_agreed_counts_too(store: Store, northwind: Dossier) -> None:
    request = {"clock": clock_of(store).isoformat()}
    with store.step("Sign", engagement=northwind.id):
        store.add_evidence(
            {
                "engagement": northwind.engagement.uid,
                "kind": "check",
                "subject": "gate.before_scheduling",
                "value": "pass",
                "zone": NEW_YORK,
                "at_utc": zones.utc_text(store.clock.now()),
                "body": json.dumps({"request": request, "computer_zone": NEW_YORK}),
            }
        )
    assert (status(store, northwind).state, status(store, northwind).session) == ("fresh", NEW_YORK)


def test_a_check_of_a_rehearsal_counts_in_none_but_a_rehearsal(
    opened: Callable[..., Store], northwind: Dossier, store: Store
) -> None:
    pretended = opened(clock=Clock(store.clock.now()))
    keep(pretended, northwind, "2026-11-24 07:41:10")
    assert status(pretended, northwind).state == "fresh"
    assert status(store, northwind).state == "none"


@examples(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(ZONES),
    st.integers(2024, 2034),
    st.integers(-7200, 7200),
    st.integers(-120, 600),
    st.data(),
)
def test_a_fresh_stamp_matches_its_zone_around_every_switch(
    northwind: Dossier, zone: str, year: int, since_switch: int, age: int, data: st.DataObject
) -> None:
    start, end = datetime(year, 1, 1, tzinfo=UTC), datetime(year, 12, 31, tzinfo=UTC)
    switches = [change.at for change in zones.clock_changes(zone, start, end)] or [start + timedelta(days=100)]
    posted = data.draw(st.sampled_from(switches)) + timedelta(seconds=since_switch)
    stamp = f"{zones.to_zone(posted, zone):%Y-%m-%d %H:%M:%S}"
    now = zones.to_zone(posted + timedelta(seconds=age), NEW_YORK)
    verdict = timezone_check.judge(northwind, ZoneSetup(session=zone, system=""), stamp, now, F, answer=zone)
    assert (verdict.result, verdict.session) == ("matched", zone)
    in_force = {zones.offset_minutes(instant, zone) for instant in zones.instants(_wall(stamp), zone)}
    assert verdict.offset in in_force


def _wall(stamp: str) -> datetime:
    return datetime.fromisoformat(stamp)
