"""All rules together: which there are, what each one says, over what they are silent, and that none ever fails."""

from __future__ import annotations

import ast
import inspect
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from models import attention, dossiers, facts, imports, rules, sample, zones
from models.formats import Formats
from models.records import ETIU_KINDS, PHASE_KINDS, Dossier, Observation, Phase, Ticket
from models.rules.finding import ORDER
from models.store import Store

SAMPLE = Path(__file__).parents[1] / "data" / "etiu_list_fieldnames_cp1252.csv"
DECIDED = {
    "clone-password-changed": "N01",
    "dev-upgrade-long": "N02",
    "results-told-early": "N04",
    "validation-too-long": "N07",
    "reminder-due": "N08",
    "prod-before-validation": "N09",
    "planned-end": "N19",
    "roadmap-differs": "N20",
    "not-read-back": "N17 N21",
    "read-back-differs": "N17 N21",
    "clock-change": "N16",
    "etiu03-open": "N10",
    "best-practices-ticket": "N30",
    "support-week-ticket": "N13",
    "best-practices-late": "N24 N25",
    "best-practices-early": "N26",
    "skip-not-approved": "N26",
    "best-practices-ticket-open": "N29",
    "text-out-of-date": "N31",
    "lead-not-told": "N18",
    "prod-unconfirmed": "N36",
    "calendar": "N12",
    "same-night": "N08",
    "holiday": "N04 N07 N24",
    "no-prod-date": "N35",
    "zone-unconfirmed": "N20",
    "zone-data": "N20",
    "already-scheduled": "N10",
    "billable-first": "N27",
    "long-question": "N32",
}
"""PRODUCT's rules."""


def test_every_rule_that_the_data_can_decide_is_there_once() -> None:
    names = [rule.__name__.replace("_", "-") for rule in rules.RULES]  # type: ignore[attr-defined]
    assert len(names) == len(set(names))
    assert set(names) == set(DECIDED)


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.__name__)
def test_a_rule_cites_its_requirement_or_says_what_it_guards(rule: Any) -> None:
    requirements = DECIDED[rule.__name__.replace("_", "-")].split()
    assert rule.__doc__
    if rule.__name__ not in {"holiday", "same_night"}:  # rules of the trade that no line of the notes asks for
        assert any(requirement in rule.__doc__ for requirement in requirements)


def test_rules_reach_neither_the_store_nor_a_clock() -> None:
    for rule in rules.RULES:
        tree = ast.parse(Path(inspect.getsourcefile(rule) or "").read_text(encoding="utf-8"))
        imported = {name.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for name in node.names}
        assert not imported & {"store", "clock", "dossiers", "engagements", "Store", "Clock"}


def test_errors_come_first_then_warnings_then_notices(northwind: Any) -> None:
    scene = northwind.agreed("2026-12-02T19:00").plan("best_practices", "2026-12-02T10:00").told("adjustment")
    severities = [ORDER[finding.severity] for finding in scene.findings()]
    assert severities == sorted(severities)
    assert set(severities) == {0, 1, 2}


def test_a_finding_names_its_engagement(northwind: Any) -> None:
    found = northwind.facts(id=7).findings()
    assert {(item.engagement, item.client) for item in found} == {(7, "Northwind Health")}


@pytest.mark.parametrize("column", ["archived_utc", "deleted_utc"])
def test_what_is_archived_or_in_the_bin_raises_nothing(northwind: Any, column: str) -> None:
    assert northwind.findings()
    assert northwind.facts(**{column: "2026-11-24 10:00"}).findings() == ()


def test_what_is_done_raises_nothing(northwind: Any) -> None:
    scene = northwind.scheduled().at("2026-12-11 10:00").told("adjustment")
    scene = scene.happened("best_practices", "2026-12-07 13:00", "2026-12-07 14:00")
    assert scene.findings()
    closed = scene.states(**dict.fromkeys(ETIU_KINDS, "Closed Complete"))
    assert closed.findings() == ()


def test_an_upgrade_on_plan_raises_nothing_from_first_to_last_day(northwind: Any) -> None:
    known = northwind.facts(backup_taken_utc="2026-11-18 08:00", password_changed_utc="2026-11-01 08:00")
    before = known.done("calendar_tentative", "validation_reminder")
    for day in range(10, 25):
        assert before.at(f"2026-11-{day} 10:42").findings() == ()
    scheduled = known.scheduled()
    for day in [f"2026-11-{day}" for day in range(24, 31)] + [f"2026-12-0{day}" for day in range(1, 8)]:
        assert scheduled.at(f"{day} 10:42").findings() == ()
    held = scheduled.happened("best_practices", "2026-12-07 13:00", "2026-12-07 14:00").states(ETIU04="Closed Complete")
    for day in range(8, 16):
        assert held.at(f"2026-12-{day:02} 10:42").findings() == ()


def test_the_sample_list_gives_a_handful_of_findings_each_of_them_true(store: Store) -> None:
    result = imports.import_files(store, [SAMPLE])
    unconfirmed = {item.client for item in result.findings if item.rule == "zone-unconfirmed"}
    assert len(unconfirmed) == 6
    others = {(item.client, item.rule): item for item in result.findings if item.rule != "zone-unconfirmed"}
    assert set(others) == {
        ("Northwind Health", "same-night"),  # 19:00 PST is 22:00 EST
        ("Kestrel Energy", "same-night"),  # 9:00 PM EST the same night
        ("Northwind Health", "calendar"),
        ("Kestrel Energy", "calendar"),
        ("Juniper Schools", "already-scheduled"),  # ETIU03 is Closed Complete
        ("Ostrava Glass", "clone-password-changed"),  # its Dev Upgrade is today and Work in Progress
    }
    assert len(result.findings) - len(unconfirmed) <= 8
    assert "Kestrel Energy starts 1 h before" in others["Northwind Health", "same-night"].message
    assert {item.severity for item in result.findings} == {"warning", "notice"}


def test_an_import_that_becomes_scheduled_elsewhere_asks_for_what_follows(store: Store) -> None:
    imports.import_files(store, [SAMPLE])
    juniper = next(item for item in dossiers.load_all(store) if item.engagement.client == "Juniper Schools")
    scheduled = replace(juniper, engagement=replace(juniper.engagement, scheduled_elsewhere="2026-11-20T10:00:00Z M"))
    found = {item.rule: item.severity for item in rules.findings(scheduled, store.clock.now())}
    assert found == {"zone-unconfirmed": "error", "support-week-ticket": "error"}


def test_the_example_gives_the_same_findings_twice_and_none_is_left_unfilled(store: Store) -> None:
    sample.create_example(store)
    now = store.clock.now()
    every = dossiers.load_all(store)
    found = [item for dossier in every for item in rules.findings(dossier, now)]
    assert found == [item for dossier in every for item in rules.findings(dossier, now)]
    assert found
    for item in (*found, *rules.portfolio_findings(every, now)):
        assert_complete(item)


ZONES = st.sampled_from(
    ["", "America/Los_Angeles", "Europe/Berlin", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia", "UTC"]
)
INSTANTS = st.datetimes(datetime(2026, 9, 1), datetime(2027, 4, 30)).map(lambda at: at.replace(second=0, microsecond=0))
SOMETIMES = st.one_of(st.just(""), INSTANTS.map(lambda at: f"{at.isoformat()}Z"))
STATES = st.sampled_from(["", "Open", "Work in Progress", "Closed Complete", "Closed Skipped", "Pending", "?"])
TEXTS = st.sampled_from(["", "Prod 2026-12-03 19:00 PST", "Prod TBD", "Kickoff 03/04/2026, BP 13/12/2026 9am IST"])
STAGES = st.sampled_from(["", "dev_upgrade", "kickoff", "client_validation", "validated", "done"])
SHOWN = ("CHG.start", "CHG.end", "CTASK.start", "CTASK.end", "ETIU03.state", "ETIU03.short_description")
FACTS = (
    *("backup_taken_utc", "password_changed_utc", "entered_utc"),
    *("conversion_utc", "ctask_appeared_utc", "ctask_closed_utc"),
)


@st.composite
def phases(draw: st.DrawFn, kind: str) -> Phase:
    zone, began, ended = draw(ZONES), draw(SOMETIMES), draw(SOMETIMES)
    start = draw(st.one_of(st.none(), INSTANTS))
    blank = Phase(0, 0, kind, "", "", zone, "", "", began, ended)
    if start is None:
        return blank
    end = start + timedelta(minutes=draw(st.sampled_from([60, 180, 1440, 9000])))
    if not zone or draw(st.booleans()):
        return replace(blank, start=start.date().isoformat(), end=end.date().isoformat())
    first, last = (zones.to_zone(at.replace(tzinfo=zones.UTC), zone) for at in (start, end))
    walls = {"start": zones.wall_text(first), "end": zones.wall_text(last)}
    return replace(blank, **walls, start_utc=zones.utc_text(first), end_utc=zones.utc_text(last))


@st.composite
def changed(draw: st.DrawFn, dossier: Dossier) -> Dossier:
    columns = {name: draw(SOMETIMES) for name in FACTS}
    columns |= {"zone": draw(ZONES), "country": draw(st.sampled_from(["", "US", "DE"])), "imported_stage": draw(STAGES)}
    columns["skip_reason"] = draw(st.sampled_from(["", "Experienced"]))
    tickets = tuple(
        Ticket(0, 0, kind, "", draw(STATES), draw(SOMETIMES), draw(TEXTS), draw(SOMETIMES)) for kind in ETIU_KINDS
    )
    seen = tuple(
        Observation(
            n, "", "observation", name, draw(TEXTS), draw(SOMETIMES), "", "", draw(SOMETIMES), "", 0, "", "", ""
        )
        for n, name in enumerate(SHOWN)
    )
    fresh = replace(
        dossier,
        engagement=replace(dossier.engagement, zone_confirmed=draw(st.integers(0, 1)), **columns),
        phases={kind: draw(phases(kind)) for kind in PHASE_KINDS},
        steps={key: replace(step, done_utc=draw(SOMETIMES)) for key, step in dossier.steps.items()},
        tickets=draw(st.sampled_from([(), tickets])),
        observations=draw(st.sampled_from([(), seen])),
        others=(("Kestrel", draw(INSTANTS).replace(tzinfo=zones.UTC)),),
    )
    return replace(fresh, steps=facts.settle(fresh))


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_no_rule_ever_fails_whatever_is_known(northwind: Any, data: st.DataObject) -> None:
    dossier = data.draw(changed(northwind.dossier))
    now = data.draw(INSTANTS).replace(tzinfo=zones.UTC)
    for finding in rules.findings(dossier, now):
        assert_complete(finding)
    need = attention.assess(dossier, now, Formats())
    assert need.reason
    assert need.next.text
    assert need.due is None or need.due.tzinfo is not None


def assert_complete(finding: rules.Finding) -> None:
    words = f"{finding.message} {finding.action}"
    assert finding.severity in ORDER
    assert finding.requirement in DECIDED[finding.rule].split()
    assert finding.message
    assert finding.action.endswith(".")
    assert not set("{}!") & set(words)
    assert "  " not in words
