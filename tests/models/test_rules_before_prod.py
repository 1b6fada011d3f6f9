"""Clone, Dev Upgrade, results, client validation, days off: what is said when, and when no longer."""

from __future__ import annotations

from typing import Any

import pytest


def test_a_password_changed_after_the_backup_is_warned_of(northwind: Any) -> None:
    scene = northwind.facts(backup_taken_utc="2026-11-18 08:00", password_changed_utc="2026-11-18 08:01")
    found = scene.at("2026-11-18 09:00").finding("clone-password-changed")
    assert (found.severity, found.requirement) == ("warning", "N01")
    assert "password of the backup's time" in found.action


@pytest.mark.parametrize("changed", ["2026-11-17 08:00", "2026-11-18 08:00"])
def test_a_password_as_old_as_the_backup_is_in_it(northwind: Any, changed: str) -> None:
    scene = northwind.facts(backup_taken_utc="2026-11-18 08:00", password_changed_utc=changed)
    assert not scene.at("2026-11-19 01:00").severity("clone-password-changed")


@pytest.mark.parametrize("known", ["backup_taken_utc", "password_changed_utc", ""])
def test_a_time_that_nobody_noted_matters_once_the_dev_upgrade_has_begun(northwind: Any, known: str) -> None:
    scene = northwind.facts(**{known: "2026-11-17 08:00"}) if known else northwind
    assert not scene.at("2026-11-18 20:59").severity("clone-password-changed")
    found = scene.at("2026-11-18 21:00").finding("clone-password-changed")
    assert found.severity == "warning"
    assert ("when the backup was taken" in found.message) == (known != "backup_taken_utc")
    assert ("when the password was last changed" in found.message) == (known != "password_changed_utc")
    assert "36 h" in found.action


def test_a_confirmed_log_in_ends_the_doubt(northwind: Any) -> None:
    scene = northwind.facts(backup_taken_utc="2026-11-17 08:00", password_changed_utc="2026-11-18 08:00")
    assert not scene.done("login_confirmed").severity("clone-password-changed")


def test_a_finished_dev_upgrade_ends_the_doubt(northwind: Any) -> None:
    scene = northwind.facts(backup_taken_utc="2026-11-17 08:00", password_changed_utc="2026-11-18 08:00")
    assert scene.severity("clone-password-changed") == "warning"
    assert not scene.happened("dev_upgrade", end="2026-11-19 05:00").severity("clone-password-changed")


def test_an_upgrade_imported_past_its_dev_upgrade_is_not_asked_for_its_backup(northwind: Any) -> None:
    assert not northwind.facts(imported_stage="client_validation").severity("clone-password-changed")
    assert northwind.facts(imported_stage="dev_upgrade").severity("clone-password-changed") == "warning"


def test_a_dev_upgrade_with_only_a_date_has_begun_on_the_clients_date(northwind: Any) -> None:
    scene = northwind.plan("dev_upgrade", "2026-11-25")
    assert not scene.at("2026-11-25 02:59").severity("clone-password-changed")
    assert scene.at("2026-11-25 03:00").severity("clone-password-changed") == "warning"


def test_a_dev_upgrade_may_run_exactly_12_hours(northwind: Any) -> None:
    scene = northwind.happened("dev_upgrade", "2026-11-18 21:00")
    assert not scene.at("2026-11-19 09:00").severity("dev-upgrade-long")
    assert scene.at("2026-11-19 09:01").severity("dev-upgrade-long") == "notice"


def test_running_long_is_said_in_the_words_of_the_design(northwind: Any) -> None:
    found = northwind.happened("dev_upgrade", "2026-11-18 21:00").at("2026-11-19 10:00").finding("dev-upgrade-long")
    assert found.message == "Dev upgrade has run 13 h. 6 to 12 is usual"


def test_a_dev_upgrade_that_ran_long_stays_on_record(northwind: Any) -> None:
    ran = northwind.happened("dev_upgrade", "2026-11-18 21:00", "2026-11-19 09:01")
    assert ran.finding("dev-upgrade-long").message.startswith("Dev upgrade ran 12 h 1 min")
    assert not northwind.happened("dev_upgrade", "2026-11-18 21:00", "2026-11-19 09:00").severity("dev-upgrade-long")


def test_a_dev_upgrade_whose_start_nobody_recorded_has_no_length(northwind: Any) -> None:
    assert not northwind.severity("dev-upgrade-long")
    assert not northwind.happened("dev_upgrade", end="2026-11-20 21:00").severity("dev-upgrade-long")


def test_elapsed_hours_count_over_a_clock_change(northwind: Any) -> None:
    scene = northwind.happened("dev_upgrade", "2026-10-31 21:00")
    assert not scene.at("2026-11-01 08:00").severity("dev-upgrade-long")
    assert scene.at("2026-11-01 08:01").severity("dev-upgrade-long") == "notice"


def test_results_told_before_kickoff_began_are_an_error(northwind: Any) -> None:
    kickoff = northwind.happened("kickoff", "2026-11-20 16:05", "2026-11-20 17:30")
    assert kickoff.done("results_shared", at="2026-11-20 16:04").severity("results-told-early") == "error"
    assert not kickoff.done("results_shared", at="2026-11-20 16:05").severity("results-told-early")


def test_before_a_planned_kickoff_nobody_is_told(northwind: Any) -> None:
    scene = northwind.at("2026-11-20 10:00").done("results_shared")
    assert scene.severity("results-told-early") == "error"
    assert scene.finding("results-told-early").requirement == "N04"


def test_a_text_with_the_results_marked_as_sent_counts_too(northwind: Any) -> None:
    told = northwind.happened("kickoff", "2026-11-20 16:05").told("results_told", sent="2026-11-19 12:00")
    assert told.severity("results-told-early") == "error"
    assert not northwind.told("results_told").severity("results-told-early")


def test_results_told_before_e2e_tracker_raise_nothing(northwind: Any) -> None:
    scene = northwind.at("2026-11-20 10:00").done("results_shared", origin="before")
    assert not scene.severity("results-told-early")


def test_an_imported_kickoff_that_is_over_without_a_record_raises_nothing(northwind: Any) -> None:
    scene = northwind.facts(imported_stage="client_validation").done("results_shared", at="2026-11-20 10:00")
    assert not scene.severity("results-told-early")


def test_two_working_dates_are_enough(northwind: Any) -> None:
    assert not northwind.severity("validation-too-long")
    planned = northwind.plan("client_validation", "2026-11-30T09:00", "2026-12-02T17:00")
    assert planned.severity("validation-too-long") == "error"
    assert planned.finding("validation-too-long").message == (
        "Client validation is planned over 3 days. The limit is 2 days"
    )


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-11-25T09:00", "2026-11-27T17:00"),  # Thanksgiving in between
        ("2026-11-20T09:00", "2026-11-23T17:00"),  # a weekend in between
        ("2026-11-23", "2026-11-24"),
    ],
)
def test_only_the_clients_working_dates_count(northwind: Any, start: str, end: str) -> None:
    assert not northwind.at("2026-11-19 10:00").plan("client_validation", start, end).severity("validation-too-long")


def test_the_day_after_thanksgiving_is_a_third_day(northwind: Any) -> None:
    scene = northwind.plan("client_validation", "2026-11-24T09:00", "2026-11-27T17:00")
    assert scene.severity("validation-too-long") == "error"


def test_running_into_a_third_day_is_an_error_from_the_clients_midnight(northwind: Any) -> None:
    assert not northwind.at("2026-11-25 02:59").severity("validation-too-long")
    found = northwind.at("2026-11-25 03:00").finding("validation-too-long")
    assert found.severity == "error"
    assert found.message == "Client validation is on day 3. The limit is 2 days"
    assert "15 days" in found.action


def test_a_holiday_and_a_weekend_do_not_lengthen_it(northwind: Any) -> None:
    scene = northwind.plan("client_validation", "2026-11-25T09:00", "2026-11-25T17:00")
    assert not scene.at("2026-11-26 12:00").severity("validation-too-long")
    assert not scene.at("2026-11-29 12:00").severity("validation-too-long")
    assert scene.at("2026-11-30 12:00").severity("validation-too-long") == "error"


def test_once_it_is_over_only_what_was_recorded_counts(northwind: Any) -> None:
    longer = northwind.plan("client_validation", "2026-11-16T09:00", "2026-11-20T17:00")
    assert longer.severity("validation-too-long") == "error"
    took_two = longer.happened("client_validation", "2026-11-19 12:00", "2026-11-20 12:00")
    assert not took_two.severity("validation-too-long")
    took_three = northwind.happened("client_validation", "2026-11-18 12:00", "2026-11-20 12:00")
    assert took_three.finding("validation-too-long").message.startswith("Client validation took 3 days")
    assert not longer.facts(imported_stage="validated").severity("validation-too-long")


def test_the_limit_of_the_playbook_counts(northwind: Any) -> None:
    assert northwind.limits(validation_days=1).severity("validation-too-long") == "error"


def test_the_reminder_is_due_while_validation_runs(northwind: Any) -> None:
    assert not northwind.at("2026-11-23 11:59").severity("reminder-due")
    found = northwind.at("2026-11-23 12:00").finding("reminder-due")
    assert (found.severity, found.requirement) == ("warning", "N08")
    assert "2–4 h business impact" in found.action


def test_a_reminder_that_is_sent_or_too_late_is_not_due(northwind: Any) -> None:
    assert not northwind.done("validation_reminder").severity("reminder-due")
    assert not northwind.told("validation_reminder", sent="2026-11-24 09:00").severity("reminder-due")
    assert northwind.told("validation_reminder").severity("reminder-due") == "warning"
    assert not northwind.happened("client_validation", end="2026-11-24 10:00").severity("reminder-due")
    assert not northwind.facts(imported_stage="validated").severity("reminder-due")


def test_prod_begins_after_validation(northwind: Any) -> None:
    validation = northwind.plan("client_validation", "2026-12-02T09:00", "2026-12-03T19:00")
    assert not validation.severity("prod-before-validation")
    later = northwind.plan("client_validation", "2026-12-02T09:00", "2026-12-03T19:01")
    assert later.severity("prod-before-validation") == "error"
    assert later.finding("prod-before-validation").requirement == "N09"


def test_a_validation_that_ended_early_or_late_counts_as_it_ended(northwind: Any) -> None:
    planned = northwind.plan("client_validation", "2026-12-02T09:00", "2026-12-04T12:00")
    assert planned.severity("prod-before-validation") == "error"
    assert not planned.happened("client_validation", end="2026-11-24 10:00").severity("prod-before-validation")
    late = northwind.plan("prod_upgrade", "2026-11-24T06:00").happened("client_validation", end="2026-11-24 10:00")
    assert late.severity("prod-before-validation") == "error"


def test_dates_without_a_time_count_by_date(northwind: Any) -> None:
    same = northwind.plan("client_validation", "2026-12-02", "2026-12-03").plan("prod_upgrade", "2026-12-03")
    assert not same.severity("prod-before-validation")
    before = northwind.plan("client_validation", "2026-12-02", "2026-12-03").plan("prod_upgrade", "2026-12-02")
    assert before.severity("prod-before-validation") == "error"
    assert not northwind.plan("client_validation", "").severity("prod-before-validation")
    assert not northwind.plan("prod_upgrade", "").severity("prod-before-validation")


def test_nothing_is_said_of_a_prod_upgrade_that_is_over(northwind: Any) -> None:
    scene = northwind.plan("prod_upgrade", "2026-11-23T06:00").happened("client_validation", end="2026-11-24 10:00")
    assert scene.severity("prod-before-validation") == "error"
    assert not scene.happened("prod_upgrade", end="2026-11-23 13:00").severity("prod-before-validation")


@pytest.mark.parametrize(
    ("kind", "start", "end", "why"),
    [
        ("kickoff", "2026-11-26T13:00", "2026-11-26T14:30", "Thanksgiving"),
        ("kickoff", "2026-11-28T13:00", "2026-11-28T14:30", "weekend"),
        ("client_validation", "2026-11-25T09:00", "2026-11-26T17:00", "Thanksgiving"),
        ("client_validation", "2026-11-29T09:00", "2026-11-30T17:00", "weekend"),
        ("best_practices", "2026-12-25T10:00", "2026-12-25T11:00", "Christmas"),
        ("best_practices", "2026-12-05", "", "weekend"),
    ],
)
def test_a_session_on_a_day_off_is_warned_of(northwind: Any, kind: str, start: str, end: str, why: str) -> None:
    found = northwind.plan(kind, start, end).finding("holiday")
    assert found.severity == "warning"
    assert why in found.message
    assert "next one is" in found.action


def test_the_clients_calendar_decides_not_yours(northwind: Any) -> None:
    scene = northwind.plan("kickoff", "2026-11-26T13:00", "2026-11-26T14:30")
    assert not scene.facts(country="DE").you(country="US").severity("holiday")
    assert not scene.facts(country="").severity("holiday")


def test_other_phases_may_fall_on_any_day_and_a_day_off_inside_validation_is_fine(northwind: Any) -> None:
    assert not northwind.plan("prod_upgrade", "2026-12-05T19:00").severity("holiday")
    assert not northwind.plan("dev_upgrade", "2026-11-28T19:00").severity("holiday")
    assert not northwind.plan("client_validation", "2026-11-25T09:00", "2026-11-27T17:00").severity("holiday")


def test_a_session_that_took_place_is_left_in_peace(northwind: Any) -> None:
    scene = northwind.plan("kickoff", "2026-11-21T13:00", "2026-11-21T14:30")
    assert scene.severity("holiday") == "warning"
    assert not scene.happened("kickoff", end="2026-11-21 17:30").severity("holiday")
    skipped = northwind.plan("best_practices", "2026-12-05").facts(
        skip_reason="x", skip_approver="D", skip_approved_on="2026-11-20", skip_told_on="2026-11-20"
    )
    assert not skipped.severity("holiday")
