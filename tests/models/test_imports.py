from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from models import dossiers, engagements, imports, rules, stages
from models.errors import UserError
from models.imports import ImportResult
from models.records import Dossier
from models.servicenow import csv_file
from models.store import Store

SAMPLE = Path(__file__).parents[1] / "data" / "etiu_list_fieldnames_cp1252.csv"
HEADER = "number,parent,company,short_description,state,assigned_to,sys_updated_on"


def bring_in(store: Store, *lines: str, zone: str = "", dry_run: bool = False) -> ImportResult:
    """Import lines of `HEADER`, cells separated by "; "."""
    text = "\n".join([HEADER.replace(",", ";"), *(line.replace("; ", ";") for line in lines)])
    rows = csv_file.parse(text.encode(), "list.csv")
    return imports.import_rows(store, [rows], zone=zone, dry_run=dry_run)


def by_client(store: Store) -> dict[str, Dossier]:
    return {dossier.engagement.client: dossier for dossier in dossiers.load_all(store)}


def done(dossier: Dossier) -> set[str]:
    return {key for key, step in dossier.steps.items() if step.done}


def counts(store: Store) -> dict[str, int]:
    tables = ("engagement", "phase", "step", "ticket", "roadmap", "evidence", "history", "change", "playbook")
    return {table: int(store.records(f"SELECT COUNT(*) FROM {table}")[0][0]) for table in tables}


@pytest.fixture
def imported(store: Store) -> Store:
    imports.import_files(store, [SAMPLE])
    return store


def test_the_sample_list_becomes_six_engagements(store: Store) -> None:
    result = imports.import_files(store, [SAMPLE])
    assert sorted(result.created) == sorted(by_client(store))
    assert len(result.created) == 6
    assert result.updated == ()
    assert [(item.row, item.text) for item in result.unread] == [(15, "TBD"), (15, "TBD"), (17, "TBD")]


@pytest.mark.parametrize(
    ("client", "zone", "country", "prod", "kickoff", "stage"),
    [
        ("Northwind Health", "America/Los_Angeles", "US", "2026-12-03T19:00", "2026-11-20T10:00", "client_validation"),
        ("Kestrel Energy", "America/New_York", "US", "2026-12-03T21:00", "2026-11-18", "client_validation"),
        ("Juniper Schools", "America/Chicago", "US", "2026-11-21T21:00", "2026-11-09", "validated"),
        ("Ostrava Glass", "Europe/Berlin", "", "", "2026-11-27T10:00", "dev_upgrade"),
        ("Tidewater Co-op", "", "", "", "2026-11-12", "client_validation"),
        ("Münchner Gerätebau", "Europe/Berlin", "", "", "2026-12-01T09:30", "dev_upgrade"),
    ],
)
def test_dates_zones_and_stage_are_those_of_the_texts(
    imported: Store, client: str, zone: str, country: str, prod: str, kickoff: str, stage: str
) -> None:
    dossier = by_client(imported)[client]
    row = dossier.engagement
    assert (row.zone, row.zone_confirmed, row.country) == (zone, 0, country)
    assert (dossier.prod.start, dossier.phases["kickoff"].start) == (prod, kickoff)
    assert stages.stage(dossier, imported.clock.now()) == stage


def test_no_time_is_invented_and_the_rest_stays_undated(imported: Store) -> None:
    phases = by_client(imported)["Northwind Health"].phases
    assert (phases["dev_upgrade"].start, phases["dev_upgrade"].start_utc) == ("2026-11-18", "")
    assert (phases["best_practices"].start, phases["best_practices"].start_utc) == ("2026-12-07", "")
    assert phases["prod_upgrade"].end_utc == "2026-12-04T06:00:00Z"
    assert (phases["support_week"].start, phases["support_week"].end) == ("2026-12-04", "2026-12-10")
    assert not phases["technical_validation"].dated
    assert not phases["client_validation"].dated


def test_nothing_is_agreed_by_an_import(imported: Store) -> None:
    assert all(dossier.roadmap == () for dossier in dossiers.load_all(imported))


def test_steps_before_the_current_phase_were_done_before(imported: Store) -> None:
    steps = by_client(imported)["Northwind Health"].steps
    assert steps["kickoff_held"].done
    assert steps["kickoff_held"].origin == "before"
    assert not steps["validation_instructions"].done
    assert not steps["timezone_check"].done


def test_the_states_of_tickets_tick_and_untick_their_steps(imported: Store) -> None:
    tidewater = done(by_client(imported)["Tidewater Co-op"])
    assert "etiu01_closed" in tidewater
    assert "etiu02_closed" not in tidewater
    assert "prod_date_text" not in tidewater
    juniper = done(by_client(imported)["Juniper Schools"])
    assert {"etiu03_closed", "best_practices_in_progress"} <= juniper


def test_closed_complete_alone_schedules_nothing(imported: Store) -> None:
    juniper = by_client(imported)["Juniper Schools"]
    assert not juniper.engagement.scheduling
    assert not done(juniper) & {"schedule_conversion", "ctask_closed", "gate_ctask"}
    assert "already-scheduled" in {item.rule for item in rules.findings(juniper, imported.clock.now())}


def test_the_sample_gives_a_handful_of_findings(store: Store) -> None:
    result = imports.import_files(store, [SAMPLE])
    others = [item for item in result.findings if item.rule != "zone-unconfirmed"]
    assert len(others) <= 8, [(item.client, item.rule, item.message) for item in others]


def test_a_second_import_adds_observations_and_nothing_else(imported: Store) -> None:
    before = counts(imported)
    plans = {dossier.id: dossier.phases for dossier in dossiers.load_all(imported)}
    result = imports.import_files(imported, [SAMPLE])
    after = counts(imported)
    assert result.created == ()
    assert len(result.updated) == 6
    assert after.pop("evidence") == 2 * before.pop("evidence")
    assert after == before
    assert {dossier.id: dossier.phases for dossier in dossiers.load_all(imported)} == plans


def test_a_later_list_never_moves_a_plan_and_its_date_is_a_finding(imported: Store, clock: Any) -> None:
    clock.advance(timedelta(hours=1))
    text = "E2E | Northwind Health | Prod Upgrade 2026-12-09 19:00 PST"
    result = bring_in(imported, f"ETIU03; PRJ0010231; Northwind Health; {text}; Closed Complete; Mara Kovac;")
    northwind = by_client(imported)["Northwind Health"]
    assert result.updated == ("Northwind Health",)
    assert northwind.prod.start == "2026-12-03T19:00"
    ticket = northwind.ticket("ETIU03")
    assert ticket is not None
    assert ticket.state == "Closed Complete"
    assert "text-out-of-date" in {item.rule for item in result.findings}


def test_an_import_is_one_undo(store: Store) -> None:
    imports.import_files(store, [SAMPLE])
    act = store.undo()
    assert act is not None
    assert act.label == "Import etiu_list_fieldnames_cp1252.csv"
    assert dossiers.load_all(store) == []
    store.redo()
    assert len(dossiers.load_all(store)) == 6


def test_a_dry_run_tells_the_same_and_writes_nothing(store: Store) -> None:
    before = counts(store)
    told = imports.import_files(store, [SAMPLE], dry_run=True)
    assert counts(store) == before
    assert told.created == imports.import_files(store, [SAMPLE]).created


def test_what_was_seen_is_kept_with_its_source_and_stamps(store: Store) -> None:
    row = "ETIU01; P1; Acme; Kickoff 2026-11-20; Closed; Mara; 2026-11-21 14:01:37"
    bring_in(store, row, zone="America/New_York")
    seen = by_client(store)["Acme"].newest("ETIU01.state")
    assert seen is not None
    assert (seen.value, seen.source, seen.at_utc) == ("Closed Complete", "list.csv, row 2", "2026-11-24T15:42:00Z")
    stamps = {"sys_updated_on": "2026-11-21 14:01:37", "sys_updated_on_utc": "2026-11-21T19:01:37Z"}
    stamps["batch"] = seen.at_utc
    assert json.loads(seen.body) == stamps


def test_without_a_zone_a_stamp_stays_text(store: Store) -> None:
    bring_in(store, "ETIU01; P1; Acme; Kickoff 2026-11-20; Closed; Mara; 2026-11-21 14:01:37")
    seen = by_client(store)["Acme"].newest("ETIU01.short_description")
    assert seen is not None
    assert json.loads(seen.body) == {"sys_updated_on": "2026-11-21 14:01:37", "batch": seen.at_utc}


def test_an_order_is_decided_within_the_engagement(store: Store) -> None:
    bring_in(
        store,
        "ETIU01; P1; Acme; Kickoff 13/11/2026; Open; Mara;",
        "ETIU02; P1; Acme; Dev Upgrade 11/12/2026; Open; Mara;",
        "ETIU01; P2; Other; Kickoff 11/30/2026; Open; Mara;",
    )
    assert by_client(store)["Acme"].phases["dev_upgrade"].start == "2026-12-11"


def test_an_order_is_decided_within_one_consultants_tickets(store: Store) -> None:
    bring_in(
        store,
        "ETIU01; P1; Acme; Kickoff 11/12/2026; Open; Mara;",
        "ETIU01; P2; Other; Kickoff 11/30/2026; Open; Mara;",
        "ETIU01; P3; Third; Kickoff 30/11/2026; Open; Jo;",
    )
    assert by_client(store)["Acme"].phases["kickoff"].start == "2026-11-12"


@pytest.mark.parametrize("hint", ["Kickoff 2026-11-30", "Kickoff 30.11.2026", "Kickoff 11/11/2026"])
def test_an_order_that_nobody_proves_is_asked(store: Store, hint: str) -> None:
    result = bring_in(store, "ETIU02; P1; Acme; Dev 11/12/2026; Open; Mara;", f"ETIU01; P2; Other; {hint}; Open; Mara;")
    assert not by_client(store)["Acme"].phases["dev_upgrade"].dated
    assert "12 Nov 2026 or 11 Dec 2026" in result.unread[0].why


def test_orders_that_contradict_each_other_are_asked(store: Store) -> None:
    result = bring_in(
        store,
        "ETIU01; P1; Acme; Kickoff 13/11/2026; Open; Mara;",
        "ETIU02; P1; Acme; Dev 11/30/2026; Open; Mara;",
        "ETIU03; P1; Acme; Prod 12/03/2026; Open; Mara;",
    )
    acme = by_client(store)["Acme"]
    assert acme.phases["kickoff"].start == "2026-11-13"
    assert not acme.prod.dated
    assert [item.row for item in result.unread] == [4]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Prod Upgrade 2026-07-03 19:00 EST", "20:00 EDT"),
        ("Prod Upgrade 2026-12-03 19:00", "time zone is missing"),
        ("Prod Upgrade 2026-12-03 19:00 IST", "more than one time zone"),
        ("Prod Upgrade 2026-12-03 19:00 XYZT", "not a known"),
        ("Prod Upgrade 2026-12-03 19:00 UTC+5:30", "names no place"),
        ("Prod Upgrade 2027-03-14 02:30 America/New_York", "does not exist"),
        ("Prod Upgrade TBD", "still open"),
        ("Prod Upgrade 12/03/26", "two digits"),
        ("Prod Upgrade next Friday", "no date"),
    ],
)
def test_what_is_not_certain_stays_undated_and_is_listed(store: Store, text: str, why: str) -> None:
    result = bring_in(store, f"ETIU03; P1; Acme; {text}; Open; Mara;")
    assert not by_client(store)["Acme"].prod.dated
    assert len(result.unread) == 1
    assert why in result.unread[0].why
    assert (result.unread[0].row, result.unread[0].field) == (2, "short_description")


def test_a_ticket_whose_own_date_is_open_is_not_dated_by_another(store: Store) -> None:
    bring_in(
        store,
        "ETIU01; P1; Acme; Kickoff 2026-11-20, Prod Upgrade 2026-12-03; Open; Mara;",
        "ETIU03; P1; Acme; Prod Upgrade TBD; Open; Mara;",
    )
    assert not by_client(store)["Acme"].prod.dated


def test_a_text_with_all_dates_dates_the_phases_without_a_ticket(store: Store) -> None:
    bring_in(
        store, "ETIU01; P1; Acme; Kickoff 2026-11-20, Prod Upgrade 2026-12-03 19:00 PST, BP 2026-12-07; Open; Mara;"
    )
    acme = by_client(store)["Acme"]
    assert (acme.prod.start, acme.phases["best_practices"].start) == ("2026-12-03T19:00", "2026-12-07")
    assert acme.engagement.zone == "America/Los_Angeles"


def test_an_engagement_added_by_hand_is_found_again(store: Store) -> None:
    engagements.create(store, engagements.Draft("acme", "Europe/Berlin"))
    result = bring_in(store, "ETIU01; P1; Acme; Kickoff 2026-11-20; Open; Mara;")
    assert (result.created, result.updated) == ((), ("Acme",))
    row = dossiers.load_all(store)[0].engagement
    assert (row.client, row.parent, row.zone_confirmed) == ("acme", "P1", 1)


def test_a_client_with_two_upgrades_has_two_engagements(store: Store) -> None:
    lines = ["ETIU01; P1; Acme; Kickoff 2026-11-20; Open; Mara;", "ETIU01; P2; Acme; Kickoff 2027-01-20; Open; Mara;"]
    assert bring_in(store, *lines).created == ("Acme", "Acme")
    assert bring_in(store, *lines).updated == ("Acme", "Acme")
    assert len(dossiers.load_all(store)) == 2


def test_a_finished_engagement_comes_in_as_done(store: Store) -> None:
    dates = [
        "Kickoff 2026-10-01",
        "Dev 2026-09-28",
        "Prod 2026-10-15 19:00 PDT",
        "BP 2026-10-19",
        "Support Week 2026-10-16",
    ]
    bring_in(store, *(f"ETIU0{n}; P1; Acme; {text}; 3; Mara;" for n, text in enumerate(dates, 1)))
    acme = by_client(store)["Acme"]
    assert stages.stage(acme, store.clock.now()) == "done"
    assert len(done(acme)) == len(acme.steps)


def test_odd_rows_are_listed_and_the_others_come_in(store: Store) -> None:
    result = bring_in(
        store,
        "ETIU01; P1; Acme; Kickoff 2026-11-20; Half done; Mara;",
        "PRB0030001; P1; Acme; Something else; 1; Mara;",
        "ETIU02; ; ; Dev 2026-11-20; 1; Mara;",
        "ETIU01; P1; Acme; Kickoff 2026-11-23; 1; Mara;",
    )
    places = [(item.row, item.field) for item in result.unread]
    assert places == [(2, "state"), (2, "number"), (3, "number"), (4, "company")]
    assert by_client(store)["Acme"].phases["kickoff"].start == "2026-11-23"


@pytest.mark.parametrize(
    ("text", "words"),
    [("Name,Price\nApple,3\n", "column Number"), (f"{HEADER}\nPRB1,P,Acme,x,1,M,", "no ticket ETIU01 to ETIU05")],
)
def test_another_kind_of_list_changes_nothing(store: Store, text: str, words: str) -> None:
    before = counts(store)
    with pytest.raises(UserError, match=words):
        imports.import_rows(store, [csv_file.parse(text.encode(), "list.csv")])
    assert counts(store) == before


def test_an_unknown_zone_changes_nothing(store: Store) -> None:
    before = counts(store)
    with pytest.raises(UserError, match="Europe/Foo"):
        imports.import_files(store, [SAMPLE], zone="Europe/Foo")
    assert counts(store) == before


def test_several_files_are_one_step(store: Store, tmp_path: Path) -> None:
    second = tmp_path / "more.csv"
    second.write_text(f"{HEADER}\nETIU03,PRJ0010271,Münchner Gerätebau,Prod 2026-12-14 20:00 MEZ,1,Mara Kovac,\n")
    imports.import_files(store, [SAMPLE, second])
    assert by_client(store)["Münchner Gerätebau"].prod.start == "2026-12-14T20:00"
    assert [act.label for act in store.history()] == ["Import 2 files"]


def test_numeric_states_prove_that_the_times_are_utc(store: Store) -> None:
    bring_in(store, "ETIU01; P1; Acme; Kickoff 2026-11-20; 3; Mara; 2026-11-21 14:01:37", zone="America/New_York")
    seen = by_client(store)["Acme"].newest("ETIU01.state")
    assert seen is not None
    assert json.loads(seen.body)["sys_updated_on_utc"] == "2026-11-21T14:01:37Z"
