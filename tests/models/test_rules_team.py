"""What others must know: texts, the lead, dates that are missing, billable work first."""

from __future__ import annotations

from typing import Any

import pytest

from models import rules, tickets

PROD_TEXT = "E2E | Northwind Health | Prod Upgrade 2026-12-03 19:00 PST"


def test_a_text_that_carries_todays_date_is_up_to_date(northwind: Any) -> None:
    assert not northwind.severity("text-out-of-date")
    assert not northwind.states(ETIU03="Open").text("ETIU03", PROD_TEXT).severity("text-out-of-date")


def test_a_moved_plan_leaves_its_text_behind(northwind: Any) -> None:
    scene = northwind.states(ETIU03="Open").text("ETIU03", PROD_TEXT).plan("prod_upgrade", "2026-12-02T19:00")
    found = scene.finding("text-out-of-date")
    assert (found.severity, found.requirement) == ("warning", "N31")
    assert "ETIU03" in found.message
    assert "2026-12-03 19:00 PST" in found.message
    assert "2026-12-02 19:00 PST" in found.message


@pytest.mark.parametrize("kind", ["ETIU01", "ETIU02", "ETIU03", "ETIU04", "ETIU05"])
def test_each_generated_text_is_right_for_its_ticket(northwind: Any, kind: str) -> None:
    fresh = northwind.at("2026-11-16 10:00").states(**{kind: "Open"})
    assert not fresh.text(kind, tickets.expected_text(fresh.dossier, kind)).severity("text-out-of-date")
    assert not fresh.text(kind, tickets.all_dates_text(fresh.dossier)).severity("text-out-of-date")


@pytest.mark.parametrize(
    "text", ["Northwind - Prod Upgrade 12/03/2026 7:00 PM PST", "Prod 3 Dec 2026", "Prod 2026-12-03 22:00 EST"]
)
def test_another_style_with_the_same_date_is_no_drift(northwind: Any, text: str) -> None:
    assert not northwind.states(ETIU03="Open").text("ETIU03", text).severity("text-out-of-date")


@pytest.mark.parametrize("text", ["Prod Upgrade TBD", "Prod Upgrade 2026-12-03 19:00 EST", "Northwind Health"])
def test_a_text_without_the_date_or_with_another_time_is_drift(northwind: Any, text: str) -> None:
    assert northwind.states(ETIU03="Open").text("ETIU03", text).severity("text-out-of-date") == "warning"


def test_the_newest_text_that_was_seen_counts(northwind: Any) -> None:
    old = northwind.states(ETIU03="Open").text("ETIU03", PROD_TEXT)
    seen = old.seen("ETIU03.short_description", "Prod Upgrade 2026-12-09 19:00 PST")
    assert seen.severity("text-out-of-date") == "warning"
    assert not seen.seen("ETIU03.short_description", PROD_TEXT).severity("text-out-of-date")


def test_a_text_about_a_phase_that_is_over_or_undated_is_left_in_peace(northwind: Any) -> None:
    scene = northwind.states(ETIU01="Closed Complete").text("ETIU01", "Kickoff 2026-11-19")
    assert scene.severity("text-out-of-date") == "warning"
    assert not scene.happened("kickoff", end="2026-11-20 17:30").severity("text-out-of-date")
    assert not scene.plan("kickoff", "").severity("text-out-of-date")


def test_the_lead_is_told_of_every_adjustment(northwind: Any) -> None:
    assert not northwind.severity("lead-not-told")
    found = northwind.told("adjustment").finding("lead-not-told")
    assert (found.severity, found.requirement) == ("warning", "N18")
    assert "Aja" in found.message
    assert not northwind.told("adjustment", sent="2026-11-24 10:00").severity("lead-not-told")
    assert not northwind.told("validation_reminder").severity("lead-not-told")


def test_two_adjustments_are_one_reproach_and_each_is_due_until_sent(northwind: Any) -> None:
    scene = northwind.told("adjustment", sent="2026-11-24 10:00").told("adjustment")
    assert len(scene.all("lead-not-told")) == 1
    assert len(scene.told("adjustment").all("lead-not-told")) == 1


OPEN = {"ETIU01": "Open", "ETIU02": "Work in Progress", "ETIU04": "Open"}


def test_three_open_tickets_want_a_prod_date(northwind: Any) -> None:
    undated = northwind.plan("prod_upgrade", "").states(ETIU03="")
    assert not undated.states(ETIU01="Open", ETIU02="Work in Progress").severity("no-prod-date")
    found = undated.states(**OPEN).finding("no-prod-date")
    assert (found.severity, found.requirement, found.message) == ("warning", "N35", "3 tickets open, no prod date")


def test_three_open_tickets_want_etiu03_to_be_opened(northwind: Any) -> None:
    assert "never opened" in northwind.states(**OPEN).finding("no-prod-date").message
    assert not northwind.states(**OPEN, ETIU03="Open").severity("no-prod-date")
    assert northwind.plan("prod_upgrade", "").states(**OPEN, ETIU03="Open").severity("no-prod-date") == "warning"


@pytest.mark.parametrize("state", ["Closed Complete", "Closed Incomplete", "Pending", ""])
def test_only_open_and_work_in_progress_count(northwind: Any, state: str) -> None:
    scene = northwind.plan("prod_upgrade", "").states(**OPEN | {"ETIU04": state})
    assert not scene.severity("no-prod-date")


def test_a_change_request_is_no_etiu_ticket(northwind: Any) -> None:
    scene = northwind.plan("prod_upgrade", "").states(ETIU01="Open", ETIU02="Open", CHG="Open", CTASK="Open")
    assert not scene.severity("no-prod-date")


def test_once_scheduled_it_is_never_said(northwind: Any) -> None:
    scene = northwind.scheduled().plan("prod_upgrade", "").states(**OPEN)
    assert not scene.severity("no-prod-date")


def undated(northwind: Any, client: str, **columns: Any) -> Any:
    scene = northwind.plan("prod_upgrade", "").states(ETIU01="Open").facts(client=client, **columns)
    return scene.settled()


def test_three_engagements_of_one_consultant_without_a_date(northwind: Any) -> None:
    three = [undated(northwind, client) for client in ("A", "B", "C")]
    assert rules.portfolio_findings(three[:2], northwind.now) == ()
    (found,) = rules.portfolio_findings(three, northwind.now)
    assert (found.rule, found.severity, found.requirement) == ("no-prod-date", "warning", "N35")
    assert (found.engagement, found.client) == (0, "Mara")
    assert "3 engagements" in found.message


def test_one_dated_upgrade_or_another_consultant_or_none_open_is_enough(northwind: Any) -> None:
    two = [undated(northwind, client) for client in ("A", "B")]
    dated = northwind.states(ETIU01="Open").settled()
    other = undated(northwind, "C", consultant="Jo")
    closed = northwind.plan("prod_upgrade", "").settled()
    archived = undated(northwind, "D", archived_utc="2026-11-20 10:00")
    for third in (dated, other, closed, archived):
        assert rules.portfolio_findings([*two, third], northwind.now) == ()


def test_billable_work_that_is_overdue_goes_before_what_is_not_billable(northwind: Any) -> None:
    assert not northwind.severity("billable-first")
    found = northwind.logged(30, billable=0).finding("billable-first")
    assert (found.severity, found.requirement) == ("notice", "N27")
    assert "Northwind Health has billable work due" in found.message


def test_billable_time_and_time_of_another_day_are_fine(northwind: Any) -> None:
    assert not northwind.logged(30, billable=1).severity("billable-first")
    assert not northwind.logged(30, billable=0, day="2026-11-23").severity("billable-first")


def test_nothing_is_said_while_nothing_billable_is_overdue(northwind: Any) -> None:
    keys = [step.key for step in northwind.dossier.playbook.steps if step.billable and step.due]
    assert not northwind.validated().done(*keys).logged(30, billable=0).severity("billable-first")
    early = northwind.at("2026-11-10 10:00").logged(30, billable=0, day="2026-11-10")
    assert not early.severity("billable-first")


def test_non_billable_time_elsewhere_is_said_there(northwind: Any) -> None:
    owing = northwind.settled()
    internal = undated(northwind.logged(30, billable=0).at("2026-11-24 10:42"), "Internal", billable=0)
    found = rules.portfolio_findings([owing, internal], northwind.now)
    assert [(item.rule, item.client) for item in found] == [("billable-first", "Internal")]
    assert "Northwind Health" in found[0].message
    assert rules.portfolio_findings([owing], northwind.now) == ()
