from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from models import calendars, dossiers, rules, sample, settings, stages, tickets, zones
from models.clock import Clock
from models.history import UndoBarrierError
from models.records import Dossier
from models.store import Store, open_store


@pytest.fixture
def example(store: Store) -> dict[str, Dossier]:
    sample.create_example(store)
    return {dossier.engagement.client: dossier for dossier in dossiers.load_all(store)}


@pytest.mark.parametrize(
    ("client", "chip", "status"),
    [
        ("Northwind Health", "Client validation, day 2 of 2", "planned"),
        ("Kestrel Energy", "Validation complete", "planned"),
        ("Juniper Schools", "Support Week, day 2 of 5", "done"),
        ("Alder County", "Client validation, 1 day over", "undated"),
        ("Bright Harbor", "Scheduled, locked", "locked"),
        ("Meridian Freight", "Scheduled, locked", "locked"),
        ("Larkspur Bank", "Support Week, day 3 of 5", "done"),
        ("Pine Ridge Dental", "Client validation", "tentative"),
        ("Ostrava Glass", "Dev upgrade", "tentative"),
        ("Cobalt Insurance", "Kickoff and Guided Tour", "tentative"),
        ("Vela Airports", "Dev upgrade", "tentative"),
        ("Halden Rail", "Done", "done"),
        ("Quarry Foods", "Done", "done"),
        ("Saltmarsh Energy", "Done", "done"),
    ],
)
def test_every_engagement_stands_where_the_pictures_show_it(
    example: dict[str, Dossier], store: Store, client: str, chip: str, status: str
) -> None:
    now = store.clock.now()
    assert len(example) == 14
    assert stages.chip(example[client], now) == chip
    assert stages.phase_status(example[client], "prod_upgrade", now) == status


def test_northwind_is_the_pictures_engagement(example: dict[str, Dossier]) -> None:
    northwind = example["Northwind Health"]
    done = {key for key, step in northwind.steps.items() if step.done}
    assert len(done) >= 17
    assert not done & {"validation_reminder", "validation_confirmed", "timezone_check"}
    assert northwind.prod.start == "2026-12-03T19:00"
    assert northwind.agreed is not None
    assert northwind.agreed.start_utc == northwind.prod.start_utc
    drift = tickets.drift(northwind, "ETIU03")
    assert drift == tickets.Drift("prod_upgrade", "2026-12-02 19:00 PST", "2026-12-03 19:00 PST")
    assert [ticket.number for ticket in northwind.tickets if ticket.kind == "CHG"] == ["CHG0041877"]
    assert sum(entry.minutes for entry in northwind.time_entries if entry.day == "2026-11-24") == 90
    first, last = northwind.phases["support_week"].first_day, northwind.phases["support_week"].last_day
    assert (str(first), str(last)) == ("2026-12-04", "2026-12-10")


def test_two_prod_upgrades_stand_in_one_night(example: dict[str, Dossier]) -> None:
    northwind, kestrel = example["Northwind Health"].prod.starts, example["Kestrel Energy"].prod.starts
    assert northwind is not None
    assert kestrel is not None
    assert zones.elapsed_between(kestrel, northwind).total_seconds() == 3600


def test_a_support_week_over_thanksgiving_ends_a_day_later(example: dict[str, Dossier]) -> None:
    assert example["Juniper Schools"].phases["support_week"].end == "2026-11-30"
    assert example["Larkspur Bank"].phases["support_week"].end == "2026-11-27"


@pytest.mark.parametrize(
    ("client", "wanted"),
    [
        ("Northwind Health", {"text-out-of-date", "reminder-due", "same-night", "long-question"}),
        ("Kestrel Energy", {"same-night"}),
        ("Juniper Schools", {"support-week-ticket"}),
        ("Alder County", {"no-prod-date", "validation-too-long"}),
        ("Bright Harbor", set()),
        ("Meridian Freight", set()),
        ("Larkspur Bank", set()),
        ("Pine Ridge Dental", set()),
        ("Ostrava Glass", set()),
        ("Vela Airports", set()),
        ("Halden Rail", set()),
        ("Quarry Foods", set()),
        ("Saltmarsh Energy", set()),
    ],
)
def test_the_rules_find_what_the_pictures_tell(
    example: dict[str, Dossier], store: Store, client: str, wanted: set[str]
) -> None:
    found = rules.findings(example[client], store.clock.now())
    assert {item.rule for item in found if item.severity != "notice"} == wanted


def test_every_step_that_the_example_calls_done_is_done(example: dict[str, Dossier]) -> None:
    finished = [example[client] for client in ("Halden Rail", "Quarry Foods", "Saltmarsh Energy")]
    assert all(step.done for dossier in finished for step in dossier.steps.values())
    bright = example["Bright Harbor"].steps
    assert all(
        bright[key].done for key in ("gate_before_scheduling", "gate_after_saving", "gate_ctask", "ctask_closed")
    )


def test_it_is_yours_and_undo_stops_where_it_begins(example: dict[str, Dossier], store: Store) -> None:
    you = settings.you(store)
    assert (you.name, you.initials, you.zone) == ("Mara Kowalski", "MK", "America/New_York")
    with pytest.raises(UndoBarrierError, match="where the example begins"):
        store.undo()
    assert len(dossiers.load_all(store)) == len(example)


@pytest.mark.parametrize("now", ["2026-11-23T08:00-05:00", "2027-07-14T18:30+02:00", "2031-03-09T12:00-04:00"])
def test_on_another_day_it_moves_by_whole_weeks(tmp_path: Path, now: str) -> None:
    clock = Clock(datetime.fromisoformat(now))
    store = open_store(tmp_path / "example.db", clock=clock)
    sample.create_example(store)
    found = {dossier.engagement.client: dossier for dossier in dossiers.load_all(store)}
    start = found["Northwind Health"].prod.starts
    assert start is not None
    assert (f"{start:%a %H:%M}", start.utcoffset() is not None) == ("Thu 19:00", True)
    assert 0 < zones.elapsed_between(clock.now(), start).days < 12
    stamps = [step.done_utc for dossier in found.values() for step in dossier.steps.values()]
    assert max(stamps) <= zones.utc_text(clock.now())
    drift = tickets.drift(found["Northwind Health"], "ETIU03")
    assert drift is not None
    assert drift.says.endswith(f" 19:00 {start:%Z}")
    validation = found["Pine Ridge Dental"].phases["client_validation"]
    assert (validation.first_day or start.date()).weekday() == 2
    working = calendars.calendar("US").between(
        validation.first_day or start.date(), validation.last_day or start.date()
    )
    assert working == 1
    store.close()
