"""What Reconcile lists after an import, and what each decision writes."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from models import dossiers, engagements, imports, messages, observations, reconcile, tickets
from models.dossiers import load
from models.errors import UserError
from models.reconcile import Choice, Line
from models.servicenow import csv_file
from models.store import Store

DATA = Path(__file__).parents[1] / "data"
LOS_ANGELES = "America/Los_Angeles"
CHANGES = "number;short_description;state;start_date;end_date;company"
TICKETS = "number;short_description;state;parent;company"
MASTER = "CHG0041877;Master Change Request: E2E Northwind Health"


@pytest.fixture
def northwind(store: Store) -> int:
    draft = engagements.Draft("Northwind Health", LOS_ANGELES, "US", prod=datetime(2026, 12, 3, 19), parent="PRJ1")
    return engagements.create(store, draft)


@pytest.fixture
def bring_in(store: Store, clock: Any) -> Any:
    """Import rows, ten minutes after what was before."""

    def carry_out(header: str, *rows: str) -> imports.ImportResult:
        clock.advance(timedelta(minutes=10))
        text = "\n".join([header, *rows]).encode()
        return imports.import_rows(store, [csv_file.parse(text, "export.csv")], zone=LOS_ANGELES)

    return carry_out


def listed(store: Store, made: tuple[int, ...] = ()) -> dict[str, str]:
    return {line.subject: line.group for line in reconcile.lines(store, made) if line.group != "same"}


def decide(store: Store, subject: str, choice: Choice, made: tuple[int, ...] = ()) -> reconcile.Outcome:
    line = next(line for line in reconcile.lines(store, made) if line.subject == subject)
    return reconcile.record(store, [(line, choice)])


def test_what_matches_is_unchanged_and_counts_as_read_back(store: Store, northwind: int, bring_in: Any) -> None:
    bring_in(CHANGES, f"{MASTER};Scheduled;2026-12-03 19:00:00;2026-12-03 22:00:00;Northwind Health")
    assert listed(store) == {}
    assert [line.subject for line in reconcile.lines(store)] == ["CHG.end", "CHG.start", "CHG.state"]
    entry = observations.entry_of(load(store, northwind), "CHG.start")
    assert entry is not None
    assert entry.verdict == "matches"


def test_lost_comes_before_changed_and_prod_dates_before_the_rest(store: Store, northwind: int, bring_in: Any) -> None:
    bring_in(CHANGES, f"{MASTER};New;2026-12-03 19:00:00;2026-12-03 22:00:00;Northwind Health")
    bring_in(CHANGES, f"{MASTER};Canceled;2026-12-03 22:00:00;;Northwind Health")
    found = [line for line in reconcile.lines(store) if line.group != "same"]
    assert [(line.group, line.subject) for line in found] == [
        ("lost", "CHG.end"),
        ("changed", "CHG.start"),
        ("changed", "CHG.state"),
    ]
    assert found[0].number == "CHG0041877"
    assert reconcile.counts(found)["changed"] == 2


def test_the_plan_is_right_the_dates_are_entered_again(store: Store, northwind: int, bring_in: Any) -> None:
    with store.step("Enter") as db:
        db.table("engagement").update(northwind, {"entered_utc": "2026-11-24T15:42:00Z"})
    bring_in(CHANGES, f"{MASTER};New;2026-12-03 22:00:00;2026-12-04 01:00:00;Northwind Health")
    decide(store, "CHG.start", "plan")
    dossier = load(store, northwind)
    assert dossier.engagement.entered_utc == ""
    assert dossier.prod.start == "2026-12-03T19:00"
    assert "CHG.start" not in listed(store)
    assert store.undo() is not None
    assert "CHG.start" in listed(store)


def test_of_a_scheduled_upgrade_the_lead_is_told_once(store: Store, northwind: int, bring_in: Any, clock: Any) -> None:
    with store.step("Convert") as db:
        db.table("engagement").update(northwind, {"conversion_utc": "2026-11-24T15:42:00Z"})
    bring_in(CHANGES, f"{MASTER};New;2026-12-03 22:00:00;2026-12-04 01:00:00;Northwind Health")
    found = [line for line in reconcile.lines(store) if line.entry and line.entry.is_date]
    refused = reconcile.refusal(found[1], "servicenow")
    assert refused is not None
    assert "Correct dates" in refused.do
    clock.advance(timedelta(minutes=1))
    reconcile.record(store, [(line, "plan") for line in found])
    dossier = load(store, northwind)
    assert len(messages.due(dossier)) == 1
    assert observations.entry_of(dossier, "CHG.start").verdict == "stale"  # type: ignore[union-attr]


def test_servicenow_is_right_the_move_is_reviewed_and_nothing_written(
    store: Store, northwind: int, bring_in: Any
) -> None:
    bring_in(CHANGES, f"{MASTER};New;2026-12-04 19:00:00;2026-12-04 22:00:00;Northwind Health")
    outcome = decide(store, "CHG.start", "servicenow")
    ((engagement, kind, start),) = outcome.moves
    assert (engagement, kind, start.isoformat()) == (northwind, "prod_upgrade", "2026-12-04T19:00:00-08:00")
    assert load(store, northwind).prod.start == "2026-12-03T19:00"
    assert listed(store)["CHG.start"] == "changed"
    with pytest.raises(UserError, match="follows from the start"):
        decide(store, "CHG.end", "servicenow")


def test_a_state_follows_servicenow_or_the_plan(store: Store, northwind: int, bring_in: Any) -> None:
    tickets.set_state(store, load(store, northwind), "ETIU05", "Work in Progress")
    bring_in(TICKETS, "ETIU05;E2E | Northwind Health | Support Week 2026-12-04;Closed Complete;PRJ1;Northwind Health")
    assert listed(store)["ETIU05.state"] == "changed"
    decide(store, "ETIU05.state", "plan")
    assert "ETIU05.state" not in listed(store)
    assert load(store, northwind).ticket("ETIU05").state == "Work in Progress"  # type: ignore[union-attr]
    store.undo()
    decide(store, "ETIU05.state", "servicenow")
    assert "ETIU05.state" not in listed(store)
    assert load(store, northwind).ticket("ETIU05").state == "Closed Complete"  # type: ignore[union-attr]


def test_a_short_description_takes_its_date_into_a_review(store: Store, northwind: int, bring_in: Any) -> None:
    text = "E2E | Northwind Health | Prod Upgrade 2026-12-02 19:00 PST"
    bring_in(TICKETS, f"ETIU03;{text};Open;PRJ1;Northwind Health")
    outcome = decide(store, "ETIU03.short_description", "servicenow")
    assert [(kind, start.isoformat()) for _id, kind, start in outcome.moves] == [
        ("prod_upgrade", "2026-12-02T19:00:00-08:00")
    ]
    decide(store, "ETIU03.short_description", "plan")
    assert "ETIU03.short_description" not in listed(store)
    bring_in(TICKETS, f"ETIU03;{text};Open;PRJ1;Northwind Health")
    assert listed(store)["ETIU03.short_description"] == "changed", "it comes back when it is seen again"


def test_later_writes_nothing(store: Store, northwind: int, bring_in: Any) -> None:
    bring_in(CHANGES, f"{MASTER};New;2026-12-04 19:00:00;2026-12-04 22:00:00;Northwind Health")
    before = store.next_undo()
    assert decide(store, "CHG.start", "later").count == 0
    assert store.next_undo() == before
    assert "CHG.start" in listed(store)


def test_an_incident_is_new_until_it_is_added(store: Store, northwind: int, bring_in: Any) -> None:
    row = "INC0045110;SSO after the clone;Open;;Northwind Health"
    bring_in(TICKETS, row)
    assert listed(store) == {"INC0045110.state": "new"}
    decide(store, "INC0045110.state", "add")
    assert [ticket.number for ticket in load(store, northwind).tickets if ticket.kind == "INC"] == ["INC0045110"]
    bring_in(TICKETS, row)
    assert listed(store) == {}


def test_an_engagement_that_is_not_yours_stays_away(store: Store, bring_in: Any) -> None:
    row = "ETIU01;E2E | Acme | Kickoff 2026-11-20;Open;PRJ9;Acme"
    made = bring_in(TICKETS, row).made
    assert listed(store, made) == {"engagement": "new"}
    decide(store, "engagement", "not_mine", made)
    result = bring_in(TICKETS, row)
    assert (result.created, [item.why for item in result.unread]) == ((), ["You said that it is not yours."])
    assert [dossier.engagement.client for dossier in dossiers.load_all(store)] == []


def test_a_ticket_that_the_next_list_has_not_is_gone(store: Store, northwind: int, bring_in: Any) -> None:
    first = "ETIU01;E2E | Northwind Health | Kickoff 2026-11-20;Open;PRJ1;Northwind Health"
    second = "ETIU05;E2E | Northwind Health | Support Week 2026-12-04;Open;PRJ1;Northwind Health"
    bring_in(TICKETS, first, second)
    bring_in(TICKETS, first)
    assert listed(store)["ETIU05.state"] == "gone"
    decide(store, "ETIU05.state", "plan")
    assert "ETIU05.state" not in listed(store)


def test_all_decisions_are_one_step(store: Store, northwind: int, bring_in: Any) -> None:
    tickets.set_state(store, load(store, northwind), "ETIU04", "Open")
    tickets.set_state(store, load(store, northwind), "ETIU05", "Open")
    rows = [f"ETIU0{n};x;Closed Complete;PRJ1;Northwind Health" for n in (4, 5)]
    bring_in(TICKETS, *rows)
    chosen: list[tuple[Line, Choice]] = [
        (line, "plan") for line in reconcile.lines(store) if line.group == "changed" and line.subject.endswith("state")
    ]
    assert reconcile.record(store, chosen).count == 2
    act = store.next_undo()
    assert act is not None
    assert act.label == "Record 2 decisions"
