"""Best Practices pushed off, cancelled or missed: kept with the answer, and booked again inside the window (N25)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from models import activity, checklist, engagements, rescheduling, rules, session_requests, settings, zones
from models.dossiers import load
from models.errors import UserError
from models.formats import Formats
from models.records import Dossier
from models.store import Store

FORMATS = Formats()
LA = "America/Los_Angeles"
TODAY = date(2026, 11, 24)


@pytest.fixture
def northwind(store: Store) -> int:
    """Prod Thu 3 Dec in Los Angeles, Best Practices after it until Fri 11 Dec at the latest; today is Tue 24 Nov."""
    settings.put(store, "you.zone", "America/New_York")
    draft = engagements.Draft("Northwind Health", LA, "US", prod=datetime(2026, 12, 3, 19), consultant="Mara")
    return engagements.create(store, draft)


def finding(dossier: Dossier, now: datetime) -> Any:
    return next((item for item in rules.findings(dossier, now) if item.rule == "best-practices-late"), None)


def test_a_request_is_kept_with_asker_and_answer(store: Store, northwind: int) -> None:
    wanted = date(2026, 12, 21)
    session_requests.record(store, northwind, "request", TODAY, asked_by=" Jo  Ann ", wanted=wanted, answer="refused")
    dossier = load(store, northwind)
    (kept,) = dossier.session_requests
    assert (kept.what, kept.day, kept.asked_by, kept.wanted) == ("request", "2026-11-24", "Jo Ann", "2026-12-21")
    told = "Tue 24 Nov: Jo Ann asked for Mon 21 Dec, refused"
    assert session_requests.sentence(kept, FORMATS) == told
    newest = activity.entries(store, dossier, FORMATS)[0]
    assert (newest.title, newest.lines) == ("Asked to push Best Practices off", (told,))
    assert session_requests.to_rebook(dossier) is None, "a request changes nothing"
    store.undo()
    assert not load(store, northwind).session_requests


def test_an_open_request_is_answered_later(store: Store, northwind: int) -> None:
    session_requests.record(store, northwind, "request", TODAY, asked_by="Jo", wanted=date(2026, 12, 21))
    dossier = load(store, northwind)
    with pytest.raises(UserError, match="can't be later than Fri 11 Dec"):
        session_requests.set_answer(store, dossier, dossier.session_requests[0], "agreed")
    session_requests.set_answer(store, dossier, dossier.session_requests[0], "refused")
    assert load(store, northwind).session_requests[0].answer == "refused"


@pytest.mark.parametrize(
    ("wanted", "answer", "words"),
    [
        (date(2026, 12, 8), "agreed", "Inside Support Week"),
        (date(2026, 12, 11), "agreed", "tolerated until Fri 11 Dec"),
        (date(2026, 12, 14), "refused", "6 working days after the prod upgrade are the limit"),
        (date(2026, 12, 1), "refused", "comes after the prod upgrade"),
    ],
)
def test_the_window_says_what_a_wanted_day_deserves(
    store: Store, northwind: int, wanted: date, answer: str, words: str
) -> None:
    found, why = session_requests.advice(load(store, northwind), wanted, FORMATS)
    assert found == answer
    assert words in why


@pytest.mark.parametrize("what", ["cancelled", "missed"])
def test_what_fell_out_is_asked_for_until_it_is_booked_again(store: Store, northwind: int, what: Any) -> None:
    dossier = load(store, northwind)
    planned = dossier.phases["best_practices"].start
    with store.step("As it was") as db:
        row = {"engagement": northwind, "what": what, "day": "2026-11-24", "planned": planned, "made_utc": ""}
        db.table("session_request").insert(row)
    now, late = datetime(2026, 12, 8, 18, tzinfo=zones.UTC), datetime(2026, 12, 14, 18, tzinfo=zones.UTC)
    dossier = load(store, northwind)
    assert "not booked again" in finding(dossier, now).message
    assert (finding(dossier, now).severity, finding(dossier, late).severity) == ("warning", "error")
    assert "until Fri 11 Dec" in finding(dossier, now).action
    undated = rescheduling.undate(store, northwind, "best_practices", reason="Cancelled")
    assert undated.changes
    assert finding(load(store, northwind), now) is not None, "without a date it is not booked again either"
    rescheduling.move_phase(store, northwind, "best_practices", zones.attach(datetime(2026, 12, 9, 10), LA))
    assert session_requests.to_rebook(load(store, northwind)) is None


def test_a_session_that_was_held_after_all_is_not_asked_for(store: Store, northwind: int) -> None:
    session_requests.record(store, northwind, "cancelled", TODAY, asked_by="Jo")
    assert session_requests.to_rebook(load(store, northwind)) is not None
    checklist.tick(store, load(store, northwind), "best_practices_held", why="It was held")
    assert session_requests.to_rebook(load(store, northwind)) is None


@pytest.mark.parametrize(
    ("what", "options", "words"),
    [
        ("request", {}, "Who asked"),
        ("cancelled", {}, "Who asked"),
        ("missed", {}, "still to come"),
        ("request", {"asked_by": "Jo", "day": date(2026, 11, 25)}, "future"),
        ("request", {"asked_by": "Jo", "wanted": date(2026, 12, 14), "answer": "agreed"}, "can't be later"),
        ("request", {"asked_by": "Jo", "note": "password: Hunter2!x"}, "password"),
    ],
)
def test_what_cannot_be_is_refused(
    store: Store, northwind: int, what: Any, options: dict[str, Any], words: str
) -> None:
    day = options.pop("day", TODAY)
    with pytest.raises(UserError, match=words):
        session_requests.record(store, northwind, what, day, **options)


def test_nothing_is_recorded_of_a_session_that_is_over_or_has_no_date(store: Store, northwind: int) -> None:
    rescheduling.undate(store, northwind, "best_practices", reason="Not yet")
    with pytest.raises(UserError, match="no date"):
        session_requests.record(store, northwind, "cancelled", TODAY, asked_by="Jo")
    checklist.tick(store, load(store, northwind), "best_practices_held", why="Held")
    with pytest.raises(UserError, match="was held"):
        session_requests.record(store, northwind, "request", TODAY, asked_by="Jo")
