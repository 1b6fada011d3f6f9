"""Changes, their tasks and incidents: what an export shows of them is observed, matched and judged; nothing moves."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from models import dossiers, imports, rules, settings
from models.errors import UserError
from models.imports import ImportResult
from models.records import Dossier
from models.servicenow import csv_file
from models.store import Store

DATA = Path(__file__).parents[1] / "data"
LIST = DATA / "etiu_list_fieldnames_cp1252.csv"
CHANGES = DATA / "change_request_fieldnames_utf8.csv"
TASKS = DATA / "change_task_table_api_all.json"
EVERY_FORM = [CHANGES, *(DATA / f"change_request_{name}" for name in ("labels.xlsx", "jsonv2_raw.json", "unload.xml"))]
LOS_ANGELES = "America/Los_Angeles"
HEADER = "number;short_description;state;start_date;end_date;company"


@pytest.fixture
def listed(store: Store) -> Store:
    imports.import_files(store, [LIST])
    return store


def of(store: Store, client: str) -> Dossier:
    return next(dossier for dossier in dossiers.load_all(store) if dossier.engagement.client == client)


def said(store: Store, client: str) -> set[str]:
    return {finding.rule for finding in rules.findings(of(store, client), store.clock.now())}


def bring_in(store: Store, *lines: str, zone: str = LOS_ANGELES) -> ImportResult:
    rows = csv_file.parse("\n".join([HEADER, *lines]).encode(), "changes.csv")
    return imports.import_rows(store, [rows], zone=zone)


def instants(store: Store, client: str, place: str = "CHG") -> list[str]:
    seen = [of(store, client).newest(f"{place}.{name}") for name in ("start", "end")]
    return [item.instant_utc for item in seen if item]


@pytest.mark.parametrize("path", EVERY_FORM, ids=lambda path: path.name)
def test_every_form_of_the_export_means_the_same(listed: Store, path: Path) -> None:
    result = imports.import_files(listed, [path], zone=LOS_ANGELES)
    assert (result.created, len(result.updated)) == ((), 3)
    assert instants(listed, "Northwind Health") == ["2026-12-04T03:00:00Z", "2026-12-04T06:00:00Z"]
    assert instants(listed, "Juniper Schools") == ["2026-11-22T03:00:00Z", "2026-11-22T07:00:00Z"]
    assert "planned-end" in said(listed, "Juniper Schools")
    for client in ("Northwind Health", "Kestrel Energy"):
        assert not said(listed, client) & {"planned-end", "read-back-differs", "not-read-back"}


def test_kestrels_window_in_pacific_time_is_right_in_eastern(listed: Store) -> None:
    imports.import_files(listed, [CHANGES], zone=LOS_ANGELES)
    assert instants(listed, "Kestrel Energy")[0] == of(listed, "Kestrel Energy").prod.start_utc
    seen = of(listed, "Kestrel Energy").newest("CHG.start")
    assert seen is not None
    assert (seen.value, seen.zone, seen.source) == (
        "2026-12-03 18:00:00",
        LOS_ANGELES,
        "change_request_fieldnames_utf8.csv, row 3",
    )


def test_a_wrong_zone_is_a_finding_with_its_cause(listed: Store) -> None:
    imports.import_files(listed, [CHANGES], zone="America/New_York")
    found = rules.findings(of(listed, "Kestrel Energy"), listed.clock.now())
    wrong = next(finding for finding in found if finding.rule == "read-back-differs")
    assert "CHG0041902" in wrong.message


def test_an_import_never_changes_a_plan_and_schedules_nothing(listed: Store) -> None:
    before = {item.id: (item.phases, item.roadmap) for item in dossiers.load_all(listed)}
    imports.import_files(listed, [CHANGES, TASKS], zone="Europe/Berlin")
    after = dossiers.load_all(listed)
    assert {item.id: (item.phases, item.roadmap) for item in after} == before
    assert not any(item.engagement.scheduling or item.engagement.entered_utc for item in after)


def test_without_a_zone_nothing_is_guessed_until_it_is_said_or_remembered(listed: Store) -> None:
    result = imports.import_files(listed, [CHANGES])
    assert {item.field for item in result.unread} == {"start_date", "end_date"}
    assert "time zone" in result.unread[0].why
    assert instants(listed, "Kestrel Energy") == []
    settings.put(listed, "servicenow.export_zone", LOS_ANGELES)
    assert imports.import_files(listed, [CHANGES]).unread == ()
    assert len(instants(listed, "Kestrel Energy")) == 2


def test_a_ctask_is_found_by_its_change_and_lost_dates_are_an_error(listed: Store) -> None:
    imports.import_files(listed, [CHANGES], zone=LOS_ANGELES)
    imports.import_files(listed, [TASKS])
    northwind, kestrel = of(listed, "Northwind Health"), of(listed, "Kestrel Energy")
    assert [item.number for item in northwind.tickets if item.kind in {"CHG", "CTASK"}] == [
        "CHG0041877",
        "CTASK0010231",
    ]
    assert instants(listed, "Northwind Health", "CTASK") == ["2026-12-04T03:00:00Z", "2026-12-04T06:00:00Z"]
    assert instants(listed, "Kestrel Energy", "CTASK") == ["", ""]
    assert kestrel.engagement.ctask_appeared_utc
    assert "read-back-differs" in said(listed, "Kestrel Energy")
    assert "read-back-differs" not in said(listed, "Northwind Health")


def test_all_files_at_once_are_one_step_of_undo(listed: Store) -> None:
    before = listed.next_undo()
    imports.import_files(listed, [TASKS, CHANGES], zone=LOS_ANGELES)
    assert of(listed, "Kestrel Energy").ticket("CTASK") is not None
    listed.undo()
    assert listed.next_undo() == before
    assert of(listed, "Kestrel Energy").ticket("CTASK") is None


def test_tickets_and_changes_may_stand_in_one_file(store: Store) -> None:
    lines = [
        "ETIU01;E2E | Acme | Kickoff 2026-11-20;Open;;;Acme",
        "CHG0000001;Master Change Request: E2E Acme;Scheduled;2026-12-03 19:00:00;2026-12-03 22:00:00;Acme",
    ]
    result = bring_in(store, *lines)
    assert (result.created, result.updated, result.unread) == (("Acme",), (), ())
    assert of(store, "Acme").newest("CHG.state").value == "Scheduled"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("CHG0000009;Master Change Request: E2E Nobody;New;;;Nobody Inc", "No engagement has this number"),
        ("CHG0000009;Replace the printer;New;;;Kestrel Energy", "no Master Change Request"),
        ("CTASK0000009;Post implementation testing;Open;;;Kestrel Energy", "does not ask for the planned dates"),
        ("CHG0000009;Master Change Request: E2E Kestrel Energy;New;;;Kestrel Energy", "has CHG0041902 already"),
    ],
)
def test_rows_that_belong_to_nobody_are_named_and_left_out(listed: Store, line: str, why: str) -> None:
    imports.import_files(listed, [CHANGES], zone=LOS_ANGELES)
    result = bring_in(listed, line)
    assert result.updated == ()
    assert [why in item.why for item in result.unread] == [True]


def test_the_order_of_day_and_month_is_that_of_the_column(listed: Store) -> None:
    lines = [
        "CHG0041902;Master Change Request: E2E Kestrel Energy;New;03/12/2026 18:00;03/12/2026 21:00;",
        "CHG0041790;Master Change Request: E2E Juniper Schools;New;21/11/2026 19:00;21/11/2026 22:00;",
    ]
    bring_in(listed, *lines)
    assert instants(listed, "Kestrel Energy") == ["2026-12-04T02:00:00Z", "2026-12-04T05:00:00Z"]


def test_a_column_that_can_be_read_both_ways_is_asked_about(listed: Store) -> None:
    line = "CHG0041902;Master Change Request: E2E Kestrel Energy;New;03/12/2026 18:00;03/12/2026 21:00;"
    result = bring_in(listed, line)
    assert len(result.unread) == 2
    assert "either way round" in result.unread[0].why
    assert instants(listed, "Kestrel Energy") == []


def test_a_time_that_the_clock_skips_is_left_out(listed: Store) -> None:
    line = "CHG0041902;Master Change Request: E2E Kestrel Energy;New;2026-03-08 02:30:00;;"
    result = bring_in(listed, line)
    assert [item.field for item in result.unread] == ["start_date"]


def test_an_incident_is_observed_under_its_number(listed: Store) -> None:
    result = bring_in(listed, "INC0045110;SSO after the clone;Open;;;Northwind Health")
    assert result.updated == ("Northwind Health",)
    seen = of(listed, "Northwind Health").newest("INC0045110.state")
    assert seen is not None
    assert json.loads(seen.body)["number"] == "INC0045110"
    assert all(ticket.kind != "INC" for ticket in of(listed, "Northwind Health").tickets)


def test_the_prose_row_of_a_workbook_says_that_it_was_cut(listed: Store) -> None:
    result = imports.import_files(listed, [DATA / "change_request_labels.xlsx"], zone=LOS_ANGELES)
    assert [(item.row, item.text[:14]) for item in result.unread] == [(5, "Export stopped")]


def test_a_list_of_something_else_changes_nothing(listed: Store) -> None:
    with pytest.raises(UserError, match="no change in this file"):
        imports.import_files(listed, [CHANGES, DATA / "snow_table_api_list_problem_raw.json"], zone=LOS_ANGELES)
    assert of(listed, "Kestrel Energy").ticket("CHG") is None
