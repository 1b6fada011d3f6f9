"""The read-back ledger, and what is recognised in a pasted text."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import engagements, observations, pasted, settings, tickets
from models.dossiers import load
from models.errors import UserError
from models.pasted import Pasted, read_pasted
from models.records import Dossier
from models.store import Store

LOS_ANGELES = "America/Los_Angeles"
FORM = """Number
CTASK0010231
Short description:\tPlease provide the planned start date and end date
* State: Open
Planned start date
2026-12-03 19:00:00
Planned end date\t2026-12-03 22:00:00
Assigned to: Mara Kowalski
"""


@pytest.fixture
def northwind_id(store: Store) -> int:
    draft = engagements.Draft("Northwind Health", LOS_ANGELES, "US", prod=datetime(2026, 12, 3, 19))
    return engagements.create(store, draft)


@pytest.fixture
def see(store: Store, northwind_id: int, clock: Any) -> Any:
    """Record a reading a minute later than the one before."""

    def record(subject: str, shown: str, zone: str = LOS_ANGELES) -> None:
        clock.advance(timedelta(minutes=1))
        observations.record_read_back(store, load(store, northwind_id), subject, shown, zone)

    return record


def verdict(store: Store, engagement: int, subject: str) -> str:
    entry = observations.entry_of(load(store, engagement), subject, observations.recorded_states(store)[engagement])
    return entry.verdict if entry else ""


def test_nothing_counts_as_set_before_it_was_seen(store: Store, northwind_id: int) -> None:
    found = observations.ledger(load(store, northwind_id))
    assert {entry.verdict for entry in found} == {"never seen"}
    assert {"CHG.start", "CTASK.end", "ETIU03.short_description"} <= {entry.subject for entry in found}


def test_a_date_matches_in_whichever_zone_it_was_shown(store: Store, northwind_id: int, see: Any) -> None:
    see("CHG.start", "2026-12-03 19:00:00")
    assert verdict(store, northwind_id, "CHG.start") == "matches"
    see("CHG.start", "2026-12-03 10:00 PM", "America/New_York")
    assert verdict(store, northwind_id, "CHG.start") == "matches"
    see("CHG.start", "2026-12-03 22:00:00")
    assert verdict(store, northwind_id, "CHG.start") == "differs"


def test_what_changed_after_it_was_seen_is_stale(store: Store, northwind_id: int, see: Any, clock: Any) -> None:
    see("CHG.start", "2026-12-03 19:00:00")
    clock.advance(timedelta(minutes=5))
    with store.step("Enter") as db:
        db.table("engagement").update(northwind_id, {"entered_utc": "2026-11-24T15:50:00Z"})
    assert verdict(store, northwind_id, "CHG.start") == "stale"
    clock.advance(timedelta(minutes=5))
    see("CHG.start", "2026-12-03 19:00:00")
    assert verdict(store, northwind_id, "CHG.start") == "matches"


def test_a_value_that_was_there_and_is_empty_is_silently_lost(store: Store, northwind_id: int, see: Any) -> None:
    see("CHG.end", "")
    assert verdict(store, northwind_id, "CHG.end") == "never seen"
    see("CTASK.end", "")
    assert verdict(store, northwind_id, "CTASK.end") == "differs"
    for place in ("CHG.end", "CTASK.end"):
        see(place, "2026-12-03 22:00:00")
        see(place, "")
        assert verdict(store, northwind_id, place) == "silently lost"


def test_a_value_that_is_back_at_its_older_one_is_silently_lost(store: Store, northwind_id: int, see: Any) -> None:
    for shown in ("2026-12-02 19:00:00", "2026-12-03 19:00:00", "2026-12-02 19:00:00"):
        see("CHG.start", shown)
    assert verdict(store, northwind_id, "CHG.start") == "silently lost"


def test_a_state_is_compared_with_what_was_recorded_here(store: Store, northwind_id: int, see: Any, clock: Any) -> None:
    tickets.set_state(store, load(store, northwind_id), "ETIU05", "Work in Progress")
    assert verdict(store, northwind_id, "ETIU05.state") == "never seen"
    see("ETIU05.state", "3")
    assert verdict(store, northwind_id, "ETIU05.state") == "differs"
    clock.advance(timedelta(minutes=1))
    tickets.set_state(store, load(store, northwind_id), "ETIU05", "Work in Progress")
    assert verdict(store, northwind_id, "ETIU05.state") == "stale"
    see("ETIU05.state", "Work in Progress")
    assert verdict(store, northwind_id, "ETIU05.state") == "matches"


def test_once_scheduled_etiu03_must_be_closed_complete(store: Store, northwind_id: int, see: Any) -> None:
    see("ETIU03.state", "Open")
    assert verdict(store, northwind_id, "ETIU03.state") == "matches"
    with store.step("Close") as db:
        db.table("engagement").update(northwind_id, {"ctask_closed_utc": "2026-11-24T15:50:00Z"})
    assert verdict(store, northwind_id, "ETIU03.state") == "differs"
    see("ETIU03.state", "Closed Complete")
    assert verdict(store, northwind_id, "ETIU03.state") == "matches"


def test_a_short_description_that_is_read_back_right_ticks_its_step(store: Store, northwind_id: int, see: Any) -> None:
    see("ETIU03.short_description", "E2E | Northwind Health | Prod Upgrade 2026-12-02 19:00 PST")
    assert verdict(store, northwind_id, "ETIU03.short_description") == "differs"
    right = tickets.expected_text(load(store, northwind_id), "ETIU03")
    see("ETIU03.short_description", right)
    assert verdict(store, northwind_id, "ETIU03.short_description") == "matches"
    ticket = load(store, northwind_id).ticket("ETIU03")
    assert ticket is not None
    assert ticket.confirmed_text == right


@pytest.mark.parametrize(
    ("subject", "shown", "zone", "words"),
    [
        ("CHG.start", "03/12/2026 19:00", LOS_ANGELES, "either way round"),
        ("CHG.start", "2026-12-03", LOS_ANGELES, "no time"),
        ("CHG.start", "soon", LOS_ANGELES, "not a date"),
        ("CHG.start", "2026-12-03 19:00:00", "", "time zone"),
        ("CHG.start", "2026-03-08 02:30:00", LOS_ANGELES, "02:30"),
        ("ETIU03.state", "Half done", "", "not a state"),
    ],
)
def test_what_can_be_read_in_two_ways_is_asked_and_not_kept(
    store: Store, northwind_id: int, subject: str, shown: str, zone: str, words: str
) -> None:
    with pytest.raises(UserError, match=words):
        observations.record_read_back(store, load(store, northwind_id), subject, shown, zone)
    assert load(store, northwind_id).newest(subject) is None


def test_the_zone_of_your_session_is_remembered(store: Store, northwind_id: int) -> None:
    settings.put(store, "servicenow.session_zone", LOS_ANGELES)
    observations.record_read_back(store, load(store, northwind_id), "CHG.start", "2026-12-03 19:00:00")
    assert verdict(store, northwind_id, "CHG.start") == "matches"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            FORM,
            Pasted(
                "CTASK",
                "CTASK0010231",
                {
                    "short_description": "Please provide the planned start date and end date",
                    "state": "Open",
                    "start": "2026-12-03 19:00:00",
                    "end": "2026-12-03 22:00:00",
                },
            ),
        ),
        (
            "Number\tState\tPlanned start date\nCHG0041877\tScheduled\t2026-12-03 19:00:00",
            Pasted("CHG", "CHG0041877", {"state": "Scheduled", "start": "2026-12-03 19:00:00"}),
        ),
        (
            "ETIU03\tE2E | Acme | Prod Upgrade 2026-12-03 19:00 PST\tClosed Complete",
            Pasted(
                "ETIU03",
                "ETIU03",
                {"short_description": "E2E | Acme | Prod Upgrade 2026-12-03 19:00 PST", "state": "Closed Complete"},
            ),
        ),
        ("closed complete", Pasted("", "", {"state": "closed complete"})),
        ("CTASK0010231", Pasted("CTASK", "CTASK0010231", {})),
        (
            "2026-12-03 19:00:00\n2026-12-03 22:00:00",
            Pasted("", "", {"start": "2026-12-03 19:00:00", "end": "2026-12-03 22:00:00"}),
        ),
        ("State\nPlanned start date\n", Pasted("", "", {"state": "", "start": ""})),
        ("lorem ipsum", Pasted()),
    ],
)
def test_the_fields_of_a_pasted_text_are_recognised(text: str, expected: Pasted) -> None:
    assert read_pasted(text) == expected


def test_a_whole_form_is_recorded_as_one_step(store: Store, northwind_id: int) -> None:
    subjects = pasted.record_pasted(store, load(store, northwind_id), read_pasted(FORM), zone=LOS_ANGELES)
    assert {"CTASK.start", "CTASK.end", "CTASK.state"} <= set(subjects)
    dossier: Dossier = load(store, northwind_id)
    assert verdict(store, northwind_id, "CTASK.start") == "matches"
    ticket = dossier.ticket("CTASK")
    assert ticket is not None
    assert ticket.number == "CTASK0010231"


def test_the_form_of_another_record_is_refused(store: Store, northwind_id: int) -> None:
    tickets.set_number(store, load(store, northwind_id), "CTASK", "CTASK0010999")
    with pytest.raises(UserError, match="not this engagement's"):
        pasted.record_pasted(store, load(store, northwind_id), read_pasted(FORM), zone=LOS_ANGELES)
    assert load(store, northwind_id).observations == ()
    other = engagements.create(store, engagements.Draft("Kestrel Energy", "America/New_York"))
    with pytest.raises(UserError, match="belongs to Northwind Health"):
        tickets.set_number(store, load(store, other), "CTASK", "ctask0010999")


@given(st.text(max_size=400))
def test_no_text_breaks_the_reader_of_pasted_texts(text: str) -> None:
    assert set(read_pasted(text).fields) <= {"start", "end", "state", "short_description"}
