"""Where an engagement stands: by what was recorded, then by what it was imported as, and never by the clock alone."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from models import engagements, stages, zones
from models.playbook_file import shipped
from models.records import Dossier, You

PROD = datetime(2026, 12, 3, 19, 0)
YOU = You(zone="America/New_York", country="US")
NOW = zones.parse_utc("2026-11-24T15:42:00Z")
CLOSED = ("ETIU01", "ETIU02", "ETIU03", "ETIU04", "ETIU05")


@pytest.fixture
def planned() -> Dossier:
    """Northwind Health as agreed: Prod on Thursday 3 December, 19:00 in Los Angeles; nothing recorded."""
    draft = engagements.Draft("Northwind Health", "America/Los_Angeles", "US", prod=PROD)
    return engagements.preview(draft, shipped(), NOW, YOU)


def at(text: str) -> datetime:
    return zones.parse_utc(f"2026-{text}:00Z")


def happened(dossier: Dossier, **ends: str) -> Dossier:
    """Record ends of phases as instants like "11-19T10:00"; a name with _start records the start."""
    phases = dict(dossier.phases)
    for name, text in ends.items():
        kind = name.removesuffix("_start")
        column = "actual_start_utc" if name.endswith("_start") else "actual_end_utc"
        phases[kind] = replace(phases[kind], **{column: f"2026-{text}:00Z"})
    return replace(dossier, phases=phases)


def with_facts(dossier: Dossier, **columns: Any) -> Dossier:
    return replace(dossier, engagement=replace(dossier.engagement, **columns))


def with_states(dossier: Dossier, state: str, *kinds: str) -> Dossier:
    tickets = (replace(ticket, state=state) if ticket.kind in kinds else ticket for ticket in dossier.tickets)
    return replace(dossier, tickets=tuple(tickets))


def validating(dossier: Dossier) -> Dossier:
    return happened(dossier, dev_upgrade="11-19T09:00", technical_validation="11-19T20:00", kickoff="11-20T22:00")


def scheduled(dossier: Dossier) -> Dossier:
    done = happened(validating(dossier), client_validation="11-24T22:00")
    return with_facts(done, conversion_utc="2026-11-25T15:00:00Z", ctask_closed_utc="2026-11-25T16:00:00Z")


def test_follows_the_recorded_facts(planned: Dossier) -> None:
    steps = [
        ({}, "dev_upgrade"),
        ({"dev_upgrade_start": "11-19T02:00"}, "dev_upgrade"),
        ({"dev_upgrade": "11-19T12:00"}, "technical_validation"),
        ({"technical_validation": "11-19T20:00"}, "kickoff"),
        ({"kickoff_start": "11-20T21:00"}, "kickoff"),
        ({"kickoff": "11-20T22:30"}, "client_validation"),
        ({"client_validation": "11-24T15:00"}, "validated"),
    ]
    dossier, found = planned, []
    for facts, _ in steps:
        dossier = happened(dossier, **facts)
        found.append(stages.stage(dossier, NOW))
    assert found == [stage for _, stage in steps]


def test_a_later_fact_counts_where_an_earlier_one_was_not_recorded(planned: Dossier) -> None:
    assert stages.stage(happened(planned, kickoff="11-20T22:30"), NOW) == "client_validation"


def test_the_clock_alone_ends_nothing(planned: Dossier) -> None:
    assert stages.stage(planned, at("12-24T12:00")) == "dev_upgrade"
    assert stages.phase_status(planned, "support_week", at("12-24T12:00")) == "planned"


@pytest.mark.parametrize(
    ("moment", "stage", "status"),
    [
        ("11-30T12:00", "scheduled", "locked"),
        ("12-04T02:59", "scheduled", "locked"),
        ("12-04T03:00", "prod_upgrade", "running"),
        ("12-04T08:01", "support_week", "running"),  # Friday has begun for the client; nobody noted the outcome
        ("12-11T07:59", "support_week", "running"),
        ("12-11T08:00", "best_practices", "running"),  # Support Week is over, the session was never held
    ],
)
def test_after_scheduling(planned: Dossier, moment: str, stage: str, status: str) -> None:
    dossier = scheduled(planned)
    assert stages.stage(dossier, at(moment)) == stage
    assert stages.phase_status(dossier, "prod_upgrade", at(moment)) == status


def test_scheduling_and_scheduled_are_two_states(planned: Dossier) -> None:
    dossier = happened(validating(planned), client_validation="11-24T15:00")
    dossier = with_facts(dossier, conversion_utc="2026-11-24T15:30:00Z")
    assert stages.stage(dossier, NOW) == "scheduling"
    assert stages.phase_status(dossier, "prod_upgrade", NOW) == "locked"
    assert stages.stage(with_facts(dossier, ctask_closed_utc="2026-11-24T15:40:00Z"), NOW) == "scheduled"


def test_a_noted_outcome_ends_the_prod_upgrade_before_support_week_begins(planned: Dossier) -> None:
    dossier = happened(scheduled(planned), prod_upgrade="12-04T05:10")
    assert stages.stage(dossier, at("12-04T05:30")) == "support_week"
    assert stages.phase_status(dossier, "prod_upgrade", at("12-04T05:30")) == "done"


def test_done_takes_support_week_tickets_and_best_practices(planned: Dossier) -> None:
    after = at("12-11T12:00")
    held = happened(scheduled(planned), prod_upgrade="12-04T05:10", best_practices="12-07T19:00")
    assert stages.stage(held, after) == "support_week"
    closed = with_states(held, "Closed Complete", *CLOSED)
    assert stages.stage(closed, after) == "done"
    assert stages.stage(closed, at("12-10T12:00")) == "support_week"
    assert stages.stage(with_states(closed, "Work in Progress", "ETIU05"), after) == "support_week"
    skipped = with_facts(happened(closed, best_practices=""), skip_reason="Experienced developer")
    unheld = replace(
        skipped,
        phases=skipped.phases | {"best_practices": replace(skipped.phases["best_practices"], actual_end_utc="")},
    )
    assert stages.stage(unheld, after) == "done"
    assert stages.phase_status(unheld, "best_practices", after) == "skipped"


def test_phases_before_the_imported_stage_count_as_over(planned: Dossier) -> None:
    dossier = with_facts(planned, imported_stage="client_validation")
    assert stages.stage(dossier, NOW) == "client_validation"
    found = {kind: stages.phase_status(dossier, kind, NOW) for kind in dossier.phases}
    assert found == {
        "dev_upgrade": "done",
        "technical_validation": "done",
        "kickoff": "done",
        "client_validation": "running",
        "prod_upgrade": "planned",
        "support_week": "planned",
        "best_practices": "planned",
    }


def test_facts_lead_on_from_the_imported_stage(planned: Dossier) -> None:
    dossier = happened(with_facts(planned, imported_stage="client_validation"), client_validation="11-24T15:00")
    assert stages.stage(dossier, NOW) == "validated"


def test_scheduled_elsewhere_counts_as_scheduled_with_everything_before_it_over(planned: Dossier) -> None:
    dossier = with_facts(planned, scheduled_elsewhere="Fri 20 Nov, by Priya")
    assert stages.stage(dossier, NOW) == "scheduled"
    assert stages.phase_status(dossier, "client_validation", NOW) == "done"
    assert stages.phase_status(dossier, "prod_upgrade", NOW) == "locked"


def test_prod_is_tentative_until_client_validation_begins(planned: Dossier) -> None:
    begins = zones.to_zone(at("11-23T17:00"), "America/Los_Angeles")
    assert stages.phase_status(planned, "prod_upgrade", begins - timedelta(minutes=1)) == "tentative"
    assert stages.phase_status(planned, "prod_upgrade", begins) == "planned"


def test_prod_is_planned_once_an_undated_validation_is_the_current_stage(planned: Dossier) -> None:
    validation = replace(planned.phases["client_validation"], start="", end="", start_utc="", end_utc="")
    undated = replace(planned, phases={**planned.phases, "client_validation": validation})
    imported = with_facts(undated, imported_stage="client_validation")
    assert stages.phase_status(undated, "prod_upgrade", NOW) == "tentative"
    assert stages.phase_status(imported, "prod_upgrade", NOW) == "planned"


def test_undated_phases_say_so(planned: Dossier) -> None:
    empty = engagements.preview(engagements.Draft("Alder", "America/New_York"), shipped(), NOW, YOU)
    assert {stages.phase_status(empty, kind, NOW) for kind in empty.phases} == {"undated"}
    assert stages.phase_status(happened(empty, kickoff="11-20T22:30"), "kickoff", NOW) == "done"
    assert stages.stage(empty, NOW) == "dev_upgrade"


def test_late_is_counted_from_the_planned_end(planned: Dossier) -> None:
    dossier = validating(planned)
    assert stages.overdue_by(dossier, "client_validation", at("11-25T01:00")) is None
    assert stages.overdue_by(dossier, "client_validation", at("11-26T01:00")) == timedelta(days=1)
    assert stages.overdue_by(dossier, "kickoff", NOW) is None
    assert stages.overdue_by(dossier, "support_week", at("12-24T12:00")) is None


def test_a_dev_upgrade_is_late_only_past_its_longest_usual_run(planned: Dossier) -> None:
    dossier = happened(planned, dev_upgrade_start="11-19T02:10")
    assert stages.overdue_by(dossier, "dev_upgrade", at("11-19T14:10")) is None
    assert stages.overdue_by(dossier, "dev_upgrade", at("11-19T15:10")) == timedelta(hours=1)


def test_a_prod_upgrade_is_late_from_its_start_when_nobody_scheduled_it(planned: Dossier) -> None:
    assert stages.overdue_by(planned, "prod_upgrade", at("12-04T04:00")) == timedelta(hours=1)
    assert stages.overdue_by(scheduled(planned), "prod_upgrade", at("12-04T07:00")) is None
    assert stages.overdue_by(scheduled(planned), "prod_upgrade", at("12-04T07:30")) == timedelta(minutes=30)


def test_a_date_without_a_time_is_late_once_its_day_is_over_for_the_client(planned: Dossier) -> None:
    kickoff = replace(planned.phases["kickoff"], start="2026-11-20", end="2026-11-20", start_utc="", end_utc="")
    dossier = replace(planned, phases=planned.phases | {"kickoff": kickoff})
    assert stages.overdue_by(dossier, "kickoff", at("11-21T07:59")) is None
    assert stages.overdue_by(dossier, "kickoff", at("11-21T09:00")) == timedelta(hours=1)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("11-22T12:00", "Client validation"),
        ("11-23T17:00", "Client validation, day 1 of 2"),
        ("11-24T15:42", "Client validation, day 2 of 2"),
        ("11-25T17:00", "Client validation, 1 day over"),
        ("11-30T17:00", "Client validation, 3 days over"),  # Thursday 26 is a holiday, then a weekend
    ],
)
def test_the_chip_counts_working_days_of_the_client(planned: Dossier, moment: str, words: str) -> None:
    assert stages.chip(validating(planned), at(moment)) == words


def test_the_chip_names_every_stage(planned: Dossier) -> None:
    validated = happened(validating(planned), client_validation="11-24T15:00")
    flipped = scheduled(planned)
    held = happened(flipped, prod_upgrade="12-04T05:10", best_practices="12-07T19:00")
    found = [
        stages.chip(planned, at("11-17T12:00")),
        stages.chip(planned, at("11-19T03:00")),
        stages.chip(validated, NOW),
        stages.chip(with_facts(validated, conversion_utc="2026-11-24T15:30:00Z"), NOW),
        stages.chip(flipped, at("11-30T12:00")),
        stages.chip(flipped, at("12-04T04:00")),
        stages.chip(held, at("12-07T12:00")),
        stages.chip(held, at("12-12T12:00")),
        stages.chip(with_states(held, "Closed Complete", *CLOSED), at("12-12T12:00")),
    ]
    assert found == [
        "Dev upgrade",
        "Dev upgrade, running",
        "Validation complete",
        "Scheduling, cannot be moved",
        "Scheduled, locked",
        "Prod upgrade, running",
        "Support Week, day 2 of 5",
        "Support Week, closing",
        "Done",
    ]
