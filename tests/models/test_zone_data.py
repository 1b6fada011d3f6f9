"""New time zone data: the agreed wall time stands, and what moved is said until the plan is written anew."""

from __future__ import annotations

from datetime import datetime

import pytest

from models import engagements, rules, zone_data
from models.dossiers import load
from models.engagements import Draft
from models.formats import Formats
from models.records import Dossier
from models.store import Store

LA = "America/Los_Angeles"


@pytest.fixture
def older(store: Store) -> Dossier:
    """A plan of 3 December, 19:00 in Los Angeles, written when the zone's data gave it an hour more."""
    made = engagements.create(store, Draft("Northwind Health", LA, "US", prod=datetime(2026, 12, 3, 19)))
    prod = load(store, made).prod
    with store.step("As older zone data had it", engagement=made) as db:
        db.table("phase").update(prod.id, {"start_utc": "2026-12-04T02:00:00Z", "end_utc": "2026-12-04T05:00:00Z"})
    return load(store, made)


def test_a_plan_that_fits_its_data_moves_nothing(store: Store) -> None:
    made = engagements.create(store, Draft("Northwind Health", LA, "US", prod=datetime(2026, 12, 3, 19)))
    assert zone_data.moved(load(store, made), store.clock.now()) == ()
    before = store.next_undo()
    zone_data.keep_agreed(store, made)
    assert store.next_undo() == before


def test_what_moved_is_said_with_both_instants(store: Store, older: Dossier) -> None:
    (notice,) = zone_data.notices(older, store.clock.now(), Formats())
    assert notice.title.startswith("Time zone data ")
    assert notice.title.endswith(" moved Prod upgrade")
    assert notice.text == (
        "Thu 3 Dec, 19:00 in Los Angeles stands, as agreed. It was Fri 4 Dec, 02:00 UTC and is Fri 4 Dec, 03:00 UTC."
    )


def test_a_scheduled_upgrade_has_to_be_corrected_in_servicenow(store: Store, older: Dossier) -> None:
    with store.step("Scheduled", engagement=older.id) as db:
        db.table("engagement").update(older.id, {"conversion_utc": "2026-11-24T12:00:00Z"})
    (notice,) = zone_data.notices(load(store, older.id), store.clock.now(), Formats())
    assert notice.text.endswith("ServiceNow keeps the instant: correct the dates there.")


def test_the_agreed_wall_time_is_written_anew_and_can_be_undone(store: Store, older: Dossier) -> None:
    zone_data.keep_agreed(store, older.id)
    prod = load(store, older.id).prod
    assert (prod.start, prod.start_utc, prod.end_utc) == (
        "2026-12-03T19:00",
        "2026-12-04T03:00:00Z",
        "2026-12-04T06:00:00Z",
    )
    assert zone_data.moved(load(store, older.id), store.clock.now()) == ()
    store.undo()
    assert load(store, older.id).prod.start_utc == "2026-12-04T02:00:00Z"


def test_a_finding_says_what_moved_until_it_is_taken_over(store: Store, older: Dossier) -> None:
    now = store.clock.now()
    (found,) = [item for item in rules.findings(older, now) if item.rule == "zone-data"]
    assert (found.severity, found.requirement) == ("warning", "N20")
    assert found.message == (
        "New time zone data moved Prod upgrade: Thu 3 Dec, 19:00 in Los Angeles stands"
        " and is Fri 4 Dec, 03:00 UTC now, not Fri 4 Dec, 02:00 UTC."
    )
    zone_data.keep_agreed(store, older.id)
    assert "zone-data" not in {item.rule for item in rules.findings(load(store, older.id), now)}
