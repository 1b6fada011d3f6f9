"""Engagements come, change, are put away and go, each as one undoable step."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from models import engagements, settings, zones
from models.engagements import Draft
from models.errors import UserError
from models.playbook_file import shipped
from models.records import You
from models.store import Changed, Store, UndoBarrierError

PROD = datetime(2026, 12, 3, 19, 0)
NORTHWIND = Draft("Northwind Health", "America/Los_Angeles", "US", prod=PROD, agreed_with="Sam")


@pytest.fixture
def northwind(store: Store) -> int:
    return engagements.create(store, NORTHWIND)


def seen(store: Store) -> list[Changed]:
    changes: list[Changed] = []
    store.subscribe(changes.append)
    return changes


def test_a_new_engagement_has_plan_checklist_tickets_and_roadmap(store: Store, northwind: int) -> None:
    dossier = engagements.load(store, northwind)
    planned = {kind: (phase.start, phase.end) for kind, phase in dossier.phases.items()}
    assert planned == {
        "dev_upgrade": ("2026-11-18T18:00", "2026-11-19T04:00"),
        "technical_validation": ("2026-11-19T09:00", "2026-11-19T17:00"),
        "kickoff": ("2026-11-20T13:00", "2026-11-20T14:30"),
        "client_validation": ("2026-11-23T09:00", "2026-11-24T17:00"),
        "prod_upgrade": ("2026-12-03T19:00", "2026-12-03T22:00"),
        "support_week": ("2026-12-04", "2026-12-10"),
        "best_practices": ("2026-12-07T10:00", "2026-12-07T11:00"),
    }
    assert dossier.prod.start_utc == "2026-12-04T03:00:00Z"
    assert [ticket.kind for ticket in dossier.tickets] == ["ETIU01", "ETIU02", "ETIU03", "ETIU04", "ETIU05"]
    assert len(dossier.steps) == 44
    assert [key for key, step in dossier.steps.items() if step.done] == ["prod_agreed"]
    assert dossier.agreed is not None
    assert (dossier.agreed.start, dossier.agreed.agreed_with) == ("2026-12-03T19:00", "Sam")


def test_creating_is_one_step_that_names_the_engagement(store: Store, northwind: int) -> None:
    acts = store.history()
    assert [(act.label, act.engagement) for act in acts] == [("Add Northwind Health", northwind)]
    store.undo()
    assert engagements.load_all(store) == []
    store.redo()
    assert engagements.load(store, northwind).engagement.client == "Northwind Health"


def test_inside_another_step_that_step_keeps_its_own_engagement(store: Store) -> None:
    with store.step("Import list.csv"):
        engagements.create(store, NORTHWIND)
    assert [(act.label, act.engagement) for act in store.history()] == [("Import list.csv", None)]


def test_without_any_date_everything_is_undated_and_nothing_is_agreed(store: Store) -> None:
    dossier = engagements.load(store, engagements.create(store, Draft("Alder County", "America/New_York")))
    assert not any(phase.dated for phase in dossier.phases.values())
    assert dossier.roadmap == ()


def test_a_kickoff_alone_plans_forward_and_agrees_nothing(store: Store) -> None:
    kickoff = datetime(2026, 11, 20, 11, 0)
    draft = Draft("Cobalt Insurance", "America/New_York", "US", kickoff=kickoff)
    dossier = engagements.load(store, engagements.create(store, draft))
    assert dossier.phases["kickoff"].start == "2026-11-20T11:00"
    assert dossier.phases["client_validation"].start == "2026-11-23T09:00"
    assert dossier.prod.start == "2026-12-03T19:00"
    assert dossier.roadmap == ()


def test_a_proposal_that_nobody_agreed_to_is_not_on_the_roadmap(store: Store) -> None:
    dossier = engagements.load(
        store, engagements.create(store, Draft("Vela", "Europe/Berlin", prod=PROD, agreed=False))
    )
    assert dossier.prod.dated
    assert dossier.roadmap == ()


def test_preview_shows_what_create_would_store(store: Store, northwind: int) -> None:
    you = You(initials="MK", zone="America/New_York")
    others = (("Kestrel Energy", datetime(2026, 12, 4, 2, tzinfo=zones.UTC)),)
    shown = engagements.preview(NORTHWIND, shipped(), store.clock.now(), you, others)
    stored = engagements.load(store, northwind)
    assert shown.id == 0
    assert shown.others == others
    assert {kind: phase.start_utc for kind, phase in shown.phases.items()} == {
        kind: phase.start_utc for kind, phase in stored.phases.items()
    }
    assert {key: step.done for key, step in shown.steps.items()} == {
        key: step.done for key, step in stored.steps.items()
    }
    assert shown.engagement.billable == stored.engagement.billable == 1
    assert len(engagements.load_all(store)) == 1


@pytest.mark.parametrize(
    ("draft", "words"),
    [
        (Draft("  ", "America/New_York"), "client's name"),
        (Draft("Foo", "Europe/Foo"), "No rules for Europe/Foo"),
        (Draft("Foo", "", prod=PROD), "time zone"),
        (Draft("Foo", "Europe/Berlin", "XX"), "no calendar"),
        (Draft("Foo", "America/New_York", prod=datetime(2027, 3, 14, 2, 30)), "does not exist"),
        (Draft("Foo", "America/New_York", prod=datetime(2026, 11, 1, 1, 30)), "comes twice"),
    ],
)
def test_a_draft_that_cannot_be_is_refused_and_stores_nothing(store: Store, draft: Draft, words: str) -> None:
    with pytest.raises(UserError, match=words):
        engagements.create(store, draft)
    assert engagements.load_all(store) == []
    assert store.history() == []


def test_the_second_of_two_times_is_planned_when_it_was_chosen(store: Store) -> None:
    wall = datetime(2026, 11, 1, 1, 30)
    draft = Draft("Foo", "America/New_York", prod=wall, fold=1)
    dossier = engagements.load(store, engagements.create(store, draft))
    assert dossier.prod.start_utc == "2026-11-01T06:30:00Z"


def test_editing_names_what_changes_and_can_be_undone(store: Store, northwind: int) -> None:
    engagements.edit(store, northwind, client="  Northwind ", notes="Calls on Mondays")
    assert engagements.load(store, northwind).engagement.client == "Northwind"
    assert store.history()[0].label == "Change client, notes"
    store.undo()
    assert engagements.load(store, northwind).engagement.client == "Northwind Health"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"client": " "}, "client's name"),
        ({"zone": "Mars/Olympus"}, "No rules"),
        ({"country": "XX"}, "no calendar"),
        ({"subdivision": "ZZ"}, "no calendar"),
        ({"backup_taken_utc": "yesterday"}, "not a date"),
    ],
)
def test_a_value_that_a_field_cannot_have_changes_nothing(
    store: Store, northwind: int, values: dict[str, Any], words: str
) -> None:
    before = engagements.load(store, northwind)
    with pytest.raises(UserError, match=words):
        engagements.edit(store, northwind, **values)
    assert engagements.load(store, northwind) == before


def test_facts_of_the_schedule_are_no_fields_to_edit(store: Store, northwind: int) -> None:
    with pytest.raises(TypeError):
        engagements.edit(store, northwind, ctask_closed_utc="2026-11-24T15:42:00Z")


def test_another_confirmed_zone_keeps_the_local_time_that_was_agreed(store: Store, northwind: int) -> None:
    engagements.edit(store, northwind, zone="America/Denver")
    prod = engagements.load(store, northwind).prod
    assert (prod.start, prod.zone, prod.start_utc) == ("2026-12-03T19:00", "America/Denver", "2026-12-04T02:00:00Z")
    assert (prod.end, prod.end_utc) == ("2026-12-03T22:00", "2026-12-04T05:00:00Z")
    store.undo()
    assert engagements.load(store, northwind).prod.zone == "America/Los_Angeles"


def test_another_zone_than_the_one_that_an_import_proposed_keeps_the_instants(store: Store, northwind: int) -> None:
    engagements.edit(store, northwind, zone_confirmed=0)
    engagements.edit(store, northwind, zone="America/Phoenix")
    dossier = engagements.load(store, northwind)
    assert (dossier.prod.start, dossier.prod.start_utc) == ("2026-12-03T20:00", "2026-12-04T03:00:00Z")
    assert dossier.engagement.zone_confirmed == 1


def test_a_scheduled_upgrade_stays_where_it_is_when_the_zone_changes(store: Store, northwind: int) -> None:
    with store.step("Schedule") as db:
        db.table("engagement").update(northwind, {"conversion_utc": "2026-11-24T15:42:00Z"})
    engagements.edit(store, northwind, zone="America/Denver")
    assert engagements.load(store, northwind).prod.zone == "America/Los_Angeles"


def test_archive_and_bin_and_back(store: Store, northwind: int) -> None:
    engagements.archive(store, northwind)
    assert engagements.load(store, northwind).engagement.archived_utc == "2026-11-24T15:42:00Z"
    engagements.unarchive(store, northwind)
    assert engagements.load(store, northwind).engagement.archived_utc == ""
    engagements.delete(store, northwind)
    assert engagements.load_all(store) == []
    assert engagements.names(store) == []
    assert [dossier.id for dossier in engagements.in_bin(store)] == [northwind]
    engagements.restore(store, northwind)
    assert engagements.names(store) == [(northwind, "Northwind Health")]
    assert [act.label for act in store.history()][:2] == ["Restore Northwind Health", "Delete Northwind Health"]


def test_the_bin_keeps_for_thirty_days_and_leaves_a_tombstone(store: Store, northwind: int, clock: Any) -> None:
    observe(store, northwind, "Open", "2026-11-23T10:00:00Z")
    kept = engagements.create(store, Draft("Kestrel", "America/New_York"))
    engagements.delete(store, northwind)
    clock.advance(timedelta(days=29, hours=23))
    assert engagements.purge(store, clock.now()) == []
    assert not engagements.is_bin_due(store, clock.now())
    clock.advance(timedelta(hours=1))
    assert engagements.is_bin_due(store, clock.now())
    assert engagements.purge(store, clock.now()) == ["Northwind Health"]
    assert engagements.in_bin(store) == []
    assert not engagements.is_bin_due(store, clock.now())
    assert [name for _, name in engagements.names(store)] == ["Kestrel"]
    assert store.records("SELECT COUNT(*) FROM phase WHERE engagement <> ?", [kept]) == [(0,)]
    assert store.records("SELECT kind, value FROM evidence") == [("tombstone", "1")]
    with pytest.raises(UndoBarrierError, match="can't come back"):
        store.undo()


def test_contacts_are_added_changed_and_removed(store: Store, northwind: int) -> None:
    sam = engagements.add_contact(store, northwind, "Sam", role="Owner", zone="America/Los_Angeles")
    engagements.edit_contact(store, sam, email="sam@example.com")
    contact = engagements.load(store, northwind).contacts[0]
    assert (contact.name, contact.role, contact.email) == ("Sam", "Owner", "sam@example.com")
    with pytest.raises(UserError, match="No rules"):
        engagements.edit_contact(store, sam, zone="Mars/Olympus")
    with pytest.raises(UserError, match="needs a name"):
        engagements.add_contact(store, northwind, " ")
    engagements.remove_contact(store, sam)
    assert engagements.load(store, northwind).contacts == ()
    with pytest.raises(UserError, match="not there"):
        engagements.remove_contact(store, sam)


def test_loading_asks_as_often_for_forty_engagements_as_for_one(store: Store, northwind: int) -> None:
    asked: list[str] = []
    store._connection.set_trace_callback(asked.append)
    engagements.load_some(store, [northwind])
    one = len(asked)
    store._connection.set_trace_callback(None)
    for number in range(39):
        engagements.create(store, Draft(f"Client {number}", "America/New_York"))
    asked.clear()
    store._connection.set_trace_callback(asked.append)
    assert len(engagements.load_all(store)) == 40
    store._connection.set_trace_callback(None)
    assert len(asked) == one + 1  # which ones there are


def test_engagements_come_by_client_and_some_in_the_order_asked_for(store: Store, northwind: int) -> None:
    alder = engagements.create(store, Draft("alder County", "America/New_York"))
    assert [dossier.id for dossier in engagements.load_all(store)] == [alder, northwind]
    assert [dossier.id for dossier in engagements.load_some(store, [northwind, 99, alder])] == [northwind, alder]
    with pytest.raises(UserError, match="not there"):
        engagements.load(store, 99)


def test_others_are_the_same_consultants_upgrades_that_are_not_put_away(store: Store, northwind: int) -> None:
    kestrel = engagements.create(store, Draft("Kestrel", "America/New_York", prod=PROD))
    engagements.create(store, Draft("Of a colleague", "America/New_York", prod=PROD, consultant="Priya"))
    engagements.create(store, Draft("Undated", "America/New_York"))
    binned = engagements.create(store, Draft("Binned", "America/New_York", prod=PROD))
    engagements.delete(store, binned)
    kestrel_start = zones.attach(PROD, "America/New_York")
    assert engagements.load(store, northwind).others == (("Kestrel", kestrel_start),)
    assert [client for client, _ in engagements.load(store, kestrel).others] == ["Northwind Health"]


def observe(store: Store, engagement: int, value: str, at: str) -> None:
    uid = engagements.load(store, engagement).engagement.uid
    with store.step("Look") as _db:
        store.add_evidence(
            {"engagement": uid, "kind": "observation", "subject": "ETIU03.state", "value": value, "at_utc": at}
        )


def test_the_newest_of_recorded_and_observed_state_counts(store: Store, northwind: int) -> None:
    observe(store, northwind, "Open", "2026-11-23T10:00:00Z")
    ticket = engagements.load(store, northwind).ticket("ETIU03")
    assert ticket is not None
    assert ticket.state == "Open"
    with store.step("Close") as db:
        db.table("ticket").update(ticket.id, {"state": "Closed Complete", "state_utc": "2026-11-23T11:00:00Z"})
    assert engagements.load(store, northwind).is_done("etiu03_closed")
    observe(store, northwind, "Work in Progress", "2026-11-23T12:00:00Z")
    dossier = engagements.load(store, northwind)
    assert dossier.tickets[2].state == "Work in Progress"
    assert not dossier.is_done("etiu03_closed")


def test_your_settings_are_in_the_dossier(store: Store, northwind: int) -> None:
    settings.put(store, "you.name", "Mara Kowalski")
    assert engagements.load(store, northwind).you.initials == "MK"


def test_touched_names_the_engagements_that_look_different(store: Store, northwind: int) -> None:
    other = engagements.create(store, Draft("Kestrel", "America/New_York", prod=PROD))
    colleague = engagements.create(store, Draft("Of a colleague", "America/New_York", consultant="Priya"))
    changes = seen(store)
    dossier = engagements.load(store, northwind)
    with store.step("Note") as db:
        db.table("step").update(dossier.steps["remote_admin"].id, {"note": "later"})
    with store.step("Kickoff") as db:
        db.table("phase").update(dossier.phases["kickoff"].id, {"actual_end_utc": "2026-11-23T10:00:00Z"})
    with store.step("Prod") as db:
        db.table("phase").update(dossier.prod.id, {"start": "2026-12-04", "start_utc": ""})
    settings.put(store, "you.name", "Mara")
    contact = engagements.add_contact(store, colleague, "Sam")
    engagements.remove_contact(store, contact)
    observe(store, northwind, "Open", "2026-11-23T10:00:00Z")
    assert [engagements.touched_by(store, change) for change in changes] == [
        {northwind},
        {northwind},
        {northwind, other},
        {northwind, other, colleague},
        {colleague},
        {colleague},
        {northwind},
    ]


def test_a_deleted_engagement_touches_its_consultants_others(store: Store, northwind: int) -> None:
    other = engagements.create(store, Draft("Kestrel", "America/New_York", prod=PROD))
    changes = seen(store)
    engagements.delete(store, northwind)
    assert engagements.touched_by(store, changes[0]) == {northwind, other}
    store.undo()
    store.undo()  # Kestrel was never made
    assert engagements.touched_by(store, changes[2]) >= {other}
