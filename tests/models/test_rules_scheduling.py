"""Once the switch is flipped: tickets, calendar, and what was scheduled elsewhere."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from models.records import Observation

MORNING = "2026-12-04 09:00"
"""Prod starts on Thursday 3 December at 22:00 your time; Friday is the next working day."""


@pytest.mark.parametrize("rule", ["etiu03-open", "support-week-ticket", "best-practices-ticket"])
def test_nothing_is_asked_of_tickets_before_scheduling(northwind: Any, rule: str) -> None:
    assert not northwind.validated().severity(rule)
    assert not northwind.validated().facts(conversion_utc="2026-11-24 10:30").severity(rule)
    assert not northwind.scheduled().severity(rule)


@pytest.mark.parametrize("state", ["", "Open", "Work in Progress", "Closed Incomplete", "Closed Skipped", "Pending"])
def test_etiu03_is_closed_complete_as_soon_as_it_is_scheduled(northwind: Any, state: str) -> None:
    found = northwind.scheduled().states(ETIU03=state).finding("etiu03-open")
    assert (found.severity, found.requirement) == ("warning", "N10")


@pytest.mark.parametrize(("rule", "kind"), [("etiu03-open", "ETIU03"), ("support-week-ticket", "ETIU05")])
def test_both_turn_red_at_nine_on_your_first_working_day_after_prod(northwind: Any, rule: str, kind: str) -> None:
    scene = northwind.scheduled().states(**{kind: ""})
    assert scene.severity(rule) == "warning"
    assert scene.at("2026-12-04 08:59").severity(rule) == "warning"
    assert scene.at(MORNING).severity(rule) == "error"


@pytest.mark.parametrize(
    ("prod", "late", "red"),
    [
        ("2026-12-04T18:00", "2026-12-07 08:59", "2026-12-07 09:00"),  # Friday: a weekend in between
        ("2026-12-05T10:00", "2026-12-07 08:59", "2026-12-07 09:00"),  # Saturday
        ("2026-12-24T19:00", "2026-12-28 08:59", "2026-12-28 09:00"),  # Christmas and a weekend
        ("2026-12-03T21:30", "2026-12-07 08:59", "2026-12-07 09:00"),  # Friday 00:30 on your clock
        ("2026-12-04", "2026-12-07 08:59", "2026-12-07 09:00"),  # a date without a time
    ],
)
def test_the_next_morning_is_yours(northwind: Any, prod: str, late: str, red: str) -> None:
    scene = northwind.scheduled().plan("prod_upgrade", prod).states(ETIU05="")
    assert scene.at(late).severity("support-week-ticket") == "warning"
    assert scene.at(red).severity("support-week-ticket") == "error"


def test_your_calendar_and_your_zone_decide(northwind: Any) -> None:
    holiday = northwind.scheduled().plan("prod_upgrade", "2026-11-25T19:00").states(ETIU05="")
    assert holiday.at("2026-11-26 12:00").severity("support-week-ticket") == "warning"
    assert holiday.you(country="DE").at("2026-11-26 09:00").severity("support-week-ticket") == "error"
    berlin = northwind.scheduled().states(ETIU05="").you(zone="Europe/Berlin", country="DE")
    assert berlin.at("2026-12-07 02:59").severity("support-week-ticket") == "warning"
    assert berlin.at("2026-12-07 03:00").severity("support-week-ticket") == "error"


def test_the_hour_is_the_playbooks(northwind: Any) -> None:
    scene = northwind.limits(support_ticket_time="07:30").scheduled().states(ETIU05="")
    assert scene.at("2026-12-04 07:30").severity("support-week-ticket") == "error"


def test_a_support_week_ticket_that_is_missing_is_not_open(northwind: Any) -> None:
    scene = northwind.scheduled().states(ETIU05="")
    tickets = tuple(ticket for ticket in scene.dossier.tickets if ticket.kind != "ETIU05")
    found = scene._with(tickets=tickets).finding("support-week-ticket")
    assert (found.severity, found.requirement, found.message) == ("warning", "N13", "Support Week ticket not open")
    assert "let the client know" in found.action


@pytest.mark.parametrize("state", ["Open", "Work in Progress", "Pending"])
def test_a_support_week_ticket_in_any_open_state_is_open(northwind: Any, state: str) -> None:
    assert not northwind.scheduled().states(ETIU05=state).at("2026-12-08 12:00").severity("support-week-ticket")


def test_a_support_week_ticket_closed_at_the_end_was_open(northwind: Any) -> None:
    scene = northwind.scheduled().states(ETIU05="Closed Complete")
    assert not scene.at("2026-12-11 12:00").severity("support-week-ticket")
    assert scene.severity("support-week-ticket") == "warning"


@pytest.mark.parametrize("state", ["", "Open", "Pending"])
def test_etiu04_is_in_progress_once_it_is_scheduled(northwind: Any, state: str) -> None:
    found = northwind.scheduled().states(ETIU04=state).finding("best-practices-ticket")
    assert (found.severity, found.requirement) == ("warning", "N30")
    assert northwind.scheduled().states(ETIU04=state).at("2026-12-08 12:00").severity("best-practices-ticket")


def test_after_the_session_etiu04_may_be_closed(northwind: Any) -> None:
    scene = northwind.scheduled().at("2026-12-08 12:00").states(ETIU04="Closed Complete")
    assert not scene.happened("best_practices", "2026-12-07 13:00", "2026-12-07 14:00").severity(
        "best-practices-ticket"
    )
    assert scene.severity("best-practices-ticket") == "warning"


def test_it_is_already_scheduled_counts_as_scheduled(northwind: Any) -> None:
    elsewhere = northwind.facts(scheduled_elsewhere="2026-11-20T10:00:00Z Mara")
    assert elsewhere.severity("etiu03-open") == "warning"
    assert elsewhere.severity("support-week-ticket") == "warning"
    assert not elsewhere.severity("already-scheduled")


@pytest.mark.parametrize("shown", ["Closed Complete", "3", "closed", "Closed"])
@pytest.mark.parametrize("subject", ["ETIU03.state", "CTASK.state"])
def test_what_servicenow_shows_as_closed_is_offered_as_scheduled(northwind: Any, subject: str, shown: str) -> None:
    found = northwind.seen(subject, shown).finding("already-scheduled")
    assert (found.severity, found.requirement) == ("warning", "N10")
    assert "It is already scheduled" in found.action


@pytest.mark.parametrize("shown", ["Work in Progress", "Closed Incomplete", "4", "7", "Terminé"])
def test_no_other_state_proves_it(northwind: Any, shown: str) -> None:
    assert not northwind.seen("ETIU03.state", shown).severity("already-scheduled")
    assert not northwind.seen("ETIU02.state", "Closed Complete").severity("already-scheduled")


def test_the_newest_state_counts_and_scheduling_answers_it(northwind: Any) -> None:
    closed = northwind.seen("ETIU03.state", "Closed Complete", at="2026-11-23 10:00")
    assert closed.severity("already-scheduled") == "warning"
    assert not closed.seen("ETIU03.state", "Work in Progress").severity("already-scheduled")
    assert not northwind.scheduled().seen("ETIU03.state", "Closed Complete").severity("already-scheduled")
    scheduling = closed.facts(conversion_utc="2026-11-24 10:00")
    assert scheduling.severity("already-scheduled") == "warning"


def test_both_tickets_closed_are_one_finding(northwind: Any) -> None:
    scene = northwind.seen("ETIU03.state", "3").seen("CTASK.state", "3")
    assert len(scene.all("already-scheduled")) == 1


def test_a_tentative_block_is_wanted_before_validation_is_over(northwind: Any) -> None:
    found = northwind.finding("calendar")
    assert (found.severity, found.requirement) == ("notice", "N12")
    assert "tentative" in found.message
    assert not northwind.done("calendar_tentative").severity("calendar")
    assert not northwind.validated().severity("calendar")
    assert not northwind.plan("prod_upgrade", "").severity("calendar")


def test_the_confirmed_block_is_wanted_from_scheduling_until_prod(northwind: Any) -> None:
    steps = northwind.dossier.steps
    scene = northwind.scheduled()._with(steps=steps)
    assert "not confirmed" in scene.finding("calendar").message
    assert not scene.done("calendar_confirmed").severity("calendar")
    assert scene.at("2026-12-03 21:59").severity("calendar") == "notice"
    assert not scene.at("2026-12-03 22:00").severity("calendar")


def test_no_block_is_wanted_for_a_date_that_is_past(northwind: Any) -> None:
    assert not northwind.at("2026-12-04 01:00").severity("calendar")
    assert northwind.plan("prod_upgrade", "2026-12-03").at("2026-12-04 02:59").severity("calendar") == "notice"
    assert not northwind.plan("prod_upgrade", "2026-12-03").at("2026-12-04 03:00").severity("calendar")


def test_a_block_that_stands_at_another_time_is_to_be_updated(northwind: Any) -> None:
    body = '{"start": "2026-12-04T03:00:00Z", "end": "2026-12-04T06:00:00Z", "sequence": 0}'
    kept = ("calendar", "calendar.prod_upgrade", "tentative", "", "", "northwind.ics", "2026-11-20T12:00:00Z")
    saved = Observation(1, "uid", *kept, "", 0, body, "", "")
    scene = replace(northwind, dossier=replace(northwind.dossier, observations=(saved,))).done("calendar_tentative")
    assert not scene.severity("calendar")
    moved = scene.plan("prod_upgrade", "2026-12-04T19:00", "2026-12-04T22:00")
    assert moved.finding("calendar").message.startswith("Calendar block to be updated")
    scene = moved.agreed("2026-12-04T19:00").at("2026-11-16 10:00")
    assert scene.need().next.text == "Calendar block to be updated"
