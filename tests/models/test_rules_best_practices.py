"""Best Practices: one or two working days after Prod, at the latest six; held, closed, or skipped with approval."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.parametrize(
    ("session", "severity", "requirement"),
    [
        ("2026-12-04T10:00", "", ""),  # Prod is on Thursday 3 December
        ("2026-12-07T10:00", "", ""),  # working day 2
        ("2026-12-05T10:00", "", ""),  # a Saturday between 1 and 2
        ("2026-12-08T10:00", "notice", "N24"),
        ("2026-12-10T23:00", "notice", "N24"),  # the last day of Support Week, Friday on your clock
        ("2026-12-11T10:00", "warning", "N25"),  # working day 6
        ("2026-12-11", "warning", "N25"),
        ("2026-12-12T10:00", "error", "N25"),
        ("2026-12-14T10:00", "error", "N25"),
        ("2026-12-17", "error", "N25"),
    ],
)
def test_how_late_is_too_late(northwind: Any, session: str, severity: str, requirement: str) -> None:
    found = northwind.plan("best_practices", session).finding("best-practices-late")
    assert ((found.severity, found.requirement) if found else ("", "")) == (severity, requirement)


@pytest.mark.parametrize(
    ("prod", "week_end", "session", "severity"),
    [
        ("2026-11-24T19:00", "2026-12-02", "2026-11-27T10:00", ""),  # Thanksgiving in between: working day 2
        ("2026-11-24T19:00", "2026-12-02", "2026-11-30T10:00", "notice"),
        ("2026-11-24T19:00", "2026-12-02", "2026-12-03T10:00", "warning"),
        ("2026-11-24T19:00", "2026-12-02", "2026-12-04T10:00", "error"),
    ],
)
def test_a_holiday_of_the_client_is_no_working_day(
    northwind: Any, prod: str, week_end: str, session: str, severity: str
) -> None:
    scene = northwind.at("2026-11-20 10:00").plan("prod_upgrade", prod).plan("best_practices", session)
    scene = scene.plan("support_week", "2026-11-25", week_end)
    assert scene.severity("best-practices-late") == severity


def test_days_count_from_the_clients_date_of_prods_start(northwind: Any) -> None:
    scene = northwind.plan("prod_upgrade", "2026-12-03T23:30").plan("best_practices", "2026-12-07T10:00")
    assert not scene.severity("best-practices-late")
    assert scene.you(zone="Asia/Tokyo").severity("best-practices-late") == ""


def test_the_last_tolerated_day_is_named(northwind: Any) -> None:
    found = northwind.plan("best_practices", "2026-12-11T10:00").finding("best-practices-late")
    assert "Fri 11 Dec" in found.action
    refused = northwind.plan("best_practices", "2026-12-17T10:00").finding("best-practices-late")
    assert "Refuse the date and offer one until Fri 11 Dec" in refused.action


def test_a_session_that_nobody_held_gets_later_every_day(northwind: Any) -> None:
    scene = northwind.scheduled()
    assert not scene.at("2026-12-07 20:00").severity("best-practices-late")
    assert scene.at("2026-12-08 12:00").severity("best-practices-late") == "notice"
    assert scene.at("2026-12-11 12:00").severity("best-practices-late") == "warning"
    late = scene.at("2026-12-14 12:00").finding("best-practices-late")
    assert late.severity == "error"
    assert "Damien" in late.action


def test_an_undated_session_counts_from_prod_on(northwind: Any) -> None:
    scene = northwind.scheduled().plan("best_practices", "")
    assert not scene.severity("best-practices-late")
    assert scene.at("2026-12-14 12:00").severity("best-practices-late") == "error"


def test_a_session_held_in_time_stays_in_time(northwind: Any) -> None:
    scene = northwind.scheduled().plan("best_practices", "2026-12-17T10:00")
    held = scene.happened("best_practices", "2026-12-07 13:00", "2026-12-07 14:00").at("2026-12-20 10:00")
    assert not held.severity("best-practices-late")
    late = scene.happened("best_practices", "2026-12-14 13:00", "2026-12-14 14:00").at("2026-12-20 10:00")
    assert late.severity("best-practices-late") == "error"


def test_a_skipped_session_and_one_of_an_undated_prod_are_not_late(northwind: Any) -> None:
    late = northwind.plan("best_practices", "2026-12-17T10:00")
    assert not late.facts(skip_reason="Experienced").severity("best-practices-late")
    assert not late.plan("prod_upgrade", "").severity("best-practices-late")


def test_the_playbooks_limits_count(northwind: Any) -> None:
    scene = northwind.plan("best_practices", "2026-12-11T10:00")
    assert scene.limits(best_practices_limit_days=5).severity("best-practices-late") == "error"


@pytest.mark.parametrize(
    ("session", "severity"),
    [
        ("2026-12-03T21:59", "error"),
        ("2026-12-03T22:00", ""),
        ("2026-12-01T10:00", "error"),
        ("2026-12-02", "error"),
        ("2026-12-03", "error"),  # within the client's working hours, which end before Prod does
        ("2026-12-04", ""),
    ],
)
def test_it_comes_after_prods_end(northwind: Any, session: str, severity: str) -> None:
    found = northwind.plan("best_practices", session).finding("best-practices-early")
    assert (found.severity if found else "") == severity
    assert found is None or (found.requirement, "Fri 4 Dec" in found.action) == ("N26", True)


def test_by_date_where_prod_has_no_time(northwind: Any) -> None:
    scene = northwind.plan("prod_upgrade", "2026-12-03")
    assert scene.plan("best_practices", "2026-12-02T10:00").severity("best-practices-early") == "error"
    assert not scene.plan("best_practices", "2026-12-03").severity("best-practices-early")
    assert not northwind.plan("prod_upgrade", "").severity("best-practices-early")


def test_a_session_held_before_prod_ended_stays_an_error(northwind: Any) -> None:
    held = northwind.plan("best_practices", "2026-12-07T10:00").at("2026-12-03 12:00")
    held = held.happened("best_practices", "2026-12-02 13:00", "2026-12-02 14:00")
    assert held.finding("best-practices-early").message.startswith("Best Practices was held before")
    after = northwind.scheduled().plan("best_practices", "2026-12-03T10:00").at("2026-12-08 12:00")
    assert after.severity("best-practices-early") == "error"
    assert not after.happened("best_practices", "2026-12-07 13:00", "2026-12-07 14:00").severity("best-practices-early")


SKIP = {
    "skip_reason": "Experienced developer",
    "skip_approver": "Damien",
    "skip_approved_on": "2026-11-20",
    "skip_told_on": "2026-11-21",
}


def test_a_skip_with_everything_is_right(northwind: Any) -> None:
    assert not northwind.severity("skip-not-approved")
    assert not northwind.facts(**SKIP).severity("skip-not-approved")


@pytest.mark.parametrize(
    ("lacks", "words"),
    [
        ("skip_reason", "the reason"),
        ("skip_approver", "who approved it"),
        ("skip_approved_on", "the date of the approval"),
        ("skip_told_on", "when the client was told"),
    ],
)
def test_a_skip_that_lacks_one_thing_names_it(northwind: Any, lacks: str, words: str) -> None:
    found = northwind.facts(**SKIP | {lacks: ""}).finding("skip-not-approved")
    assert (found.severity, found.requirement) == ("error", "N26")
    assert words in found.message
    assert "Damien" in found.action


def test_after_the_session_its_ticket_is_closed(northwind: Any) -> None:
    scene = northwind.scheduled().at("2026-12-08 12:00")
    assert not scene.severity("best-practices-ticket-open")
    held = scene.happened("best_practices", "2026-12-07 13:00", "2026-12-07 14:00")
    found = held.finding("best-practices-ticket-open")
    assert (found.severity, found.requirement) == ("warning", "N29")
    assert "Mon 7 Dec" in found.message
    for state in ("Closed Complete", "Closed Incomplete", "Closed Skipped"):
        assert not held.states(ETIU04=state).severity("best-practices-ticket-open")
    assert held.states(ETIU04="").severity("best-practices-ticket-open") == "warning"
