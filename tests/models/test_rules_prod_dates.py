"""The planned dates of the Prod Upgrade: the roadmap, the clocks, the zone, the night, and what ServiceNow shows."""

from __future__ import annotations

from typing import Any

import pytest

ENTERED = "2026-11-24 10:30"


@pytest.fixture
def entered(northwind: Any) -> Any:
    """The dates are recorded as entered, and nothing was read back yet."""
    return northwind.validated().facts(entered_utc=ENTERED)


@pytest.mark.parametrize(
    ("start", "zone"),
    [
        ("2026-12-03T18:00", "America/Los_Angeles"),
        ("2026-12-02T19:00", "America/Los_Angeles"),
        ("2026-12-03T22:00", "America/New_York"),  # the same instant, not the client's local date and time
        ("2026-12-03T19:00", "America/New_York"),
        ("2026-12-02", "America/Los_Angeles"),
    ],
)
def test_the_plan_is_what_the_roadmap_says(northwind: Any, start: str, zone: str) -> None:
    assert not northwind.severity("roadmap-differs")
    found = northwind.agreed(start, zone).finding("roadmap-differs")
    assert (found.severity, found.requirement) == ("error", "N20")


def test_the_newest_agreement_counts_and_a_date_alone_agrees_with_any_time(northwind: Any) -> None:
    assert not northwind.agreed("2026-12-02T19:00").agreed("2026-12-03T19:00").severity("roadmap-differs")
    assert not northwind.agreed("2026-12-03").severity("roadmap-differs")
    assert northwind.agreed("2026-12-03T19:00").plan("prod_upgrade", "2026-12-03").severity("roadmap-differs")


def test_both_dates_are_said_in_both_zones(northwind: Any) -> None:
    message = northwind.agreed("2026-12-02T19:00").finding("roadmap-differs").message
    assert "Wed 2 Dec, 19:00 PST (Wed 2 Dec, 22:00 EST for you)" in message
    assert "Thu 3 Dec, 19:00 PST (Thu 3 Dec, 22:00 EST for you)" in message


def test_an_agreed_upgrade_without_a_date_in_the_plan_differs(northwind: Any) -> None:
    assert "no date" in northwind.plan("prod_upgrade", "").finding("roadmap-differs").message


def test_an_upgrade_that_took_place_no_longer_differs(northwind: Any) -> None:
    scene = northwind.scheduled().agreed("2026-12-02T19:00")
    assert scene.severity("roadmap-differs") == "error"
    assert scene.at("2026-12-04 00:59").severity("roadmap-differs") == "error"
    assert not scene.at("2026-12-04 01:00").severity("roadmap-differs")


@pytest.mark.parametrize(
    ("start", "zone", "words"),
    [
        ("2026-11-01T01:30", "America/Los_Angeles", "comes twice"),
        ("2026-10-31T22:30", "America/Los_Angeles", "comes twice"),  # its end does
        ("2027-03-14T02:30", "America/Los_Angeles", "does not exist"),
    ],
)
def test_a_time_that_is_not_a_real_one_is_an_error(northwind: Any, start: str, zone: str, words: str) -> None:
    scene = northwind.at("2026-10-20 10:00")
    if words == "does not exist":
        phase = {"start": start, "end": "2027-03-14T06:30", "start_utc": "2027-03-14T10:30:00Z"}
        scene = scene._phase("prod_upgrade", phase | {"end_utc": "2027-03-14T13:30:00Z", "zone": zone})
    else:
        scene = scene.plan("prod_upgrade", start)
    found = scene.finding("clock-change")
    assert (found.severity, found.requirement) == ("error", "N16")
    assert words in found.message


def test_a_switch_inside_the_window_is_a_warning(northwind: Any) -> None:
    found = northwind.at("2027-03-10 10:00").plan("prod_upgrade", "2027-03-14T00:30").finding("clock-change")
    assert found.severity == "warning"
    assert "The client's clocks change inside the window" in found.message
    assert "still lasts 3 h" in found.message


def test_a_switch_of_your_clocks_inside_the_window_is_a_warning(northwind: Any) -> None:
    scene = northwind.at("2027-03-10 10:00").facts(zone="Asia/Tokyo").plan("prod_upgrade", "2027-03-14T15:00")
    assert scene.finding("clock-change").message.startswith("Your clocks change inside the window")


def test_a_switch_of_one_party_before_the_upgrade_is_a_warning(northwind: Any) -> None:
    berlin = northwind.facts(zone="Europe/Berlin").plan("prod_upgrade", "2027-03-20T19:00")
    found = berlin.at("2027-03-10 10:00").finding("clock-change")
    assert found.severity == "warning"
    assert "6 h ahead of you today and 5 h ahead of you by then" in found.message
    assert not berlin.at("2027-03-15 10:00").severity("clock-change")


def test_a_switch_that_both_make_is_no_surprise(northwind: Any) -> None:
    assert not northwind.at("2026-10-20 10:00").severity("clock-change")
    berlin = northwind.facts(zone="Europe/Berlin").plan("prod_upgrade", "2027-04-20T19:00")
    assert not berlin.at("2027-03-10 10:00").severity("clock-change")


def test_a_date_without_a_time_has_no_clock(northwind: Any) -> None:
    assert not northwind.at("2027-03-10 10:00").plan("prod_upgrade", "2027-03-14").severity("clock-change")


def test_a_proposed_zone_is_a_warning_until_scheduling(northwind: Any) -> None:
    assert not northwind.severity("zone-unconfirmed")
    imported = northwind.facts(zone_confirmed=0)
    assert imported.severity("zone-unconfirmed") == "warning"
    assert "America/Los_Angeles" in imported.finding("zone-unconfirmed").message
    for fact in ("conversion_utc", "ctask_closed_utc"):
        assert imported.facts(**{fact: "2026-11-24 10:00"}).severity("zone-unconfirmed") == "error"
    assert imported.facts(scheduled_elsewhere="2026-11-20T10:00:00Z Mara").severity("zone-unconfirmed") == "error"


def test_an_unknown_zone_is_said_so(northwind: Any) -> None:
    assert "not known" in northwind.facts(zone_confirmed=0, zone="").finding("zone-unconfirmed").message


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ("2026-12-04T01:59", "3 h 59 min after"),
        ("2026-12-03T18:01", "3 h 59 min before"),
        ("2026-12-03T22:00", "at the same time"),
        ("2026-12-04T02:00", ""),
        ("2026-12-03T18:00", ""),
    ],
)
def test_two_upgrades_less_than_four_hours_apart_are_one_night(northwind: Any, other: str, words: str) -> None:
    found = northwind.beside("Kestrel", other).finding("same-night")
    assert (words in found.message and found.severity == "warning") if words else found is None


def test_each_upgrade_of_the_same_night_is_named(northwind: Any) -> None:
    scene = northwind.beside("Kestrel", "2026-12-03T21:00").beside("Alder", "2026-12-03T22:30")
    assert ["Kestrel" in item.message for item in scene.all("same-night")] == [True, False]


def test_a_night_that_is_past_or_a_date_without_a_time_clashes_with_nothing(northwind: Any) -> None:
    scene = northwind.beside("Kestrel", "2026-12-03T21:00")
    assert not scene.at("2026-12-04 01:00").severity("same-night")
    assert not scene.plan("prod_upgrade", "2026-12-03").severity("same-night")


def test_the_planned_end_that_is_shown_is_three_hours_after_the_start(northwind: Any) -> None:
    assert not northwind.read_back().severity("planned-end")
    found = northwind.read_back(end="2026-12-03T23:00").finding("planned-end")
    assert (found.severity, found.requirement) == ("error", "N19")
    assert "4 h after the planned start, not 3 h" in found.message
    assert "Thu 3 Dec, 22:00 PST" in found.action


@pytest.mark.parametrize("end", ["2026-12-03T22:01", "2026-12-03T21:59", "2026-12-03T19:00", "2026-12-03T18:00"])
def test_a_minute_too_much_or_too_little_is_wrong(northwind: Any, end: str) -> None:
    assert northwind.read_back("CTASK", end=end).severity("planned-end") == "error"


def test_three_hours_are_elapsed_hours(northwind: Any) -> None:
    scene = northwind.at("2026-10-20 10:00").plan("prod_upgrade", "2026-10-31T23:30")
    assert scene.read_back(start="2026-10-31T23:30", end="2026-11-01T02:30").severity("planned-end") == "error"
    spring = northwind.at("2027-03-10 10:00").plan("prod_upgrade", "2027-03-14T00:30")
    assert not spring.read_back(start="2027-03-14T00:30", end="2027-03-14T04:30").severity("planned-end")


def test_one_date_alone_has_no_length(northwind: Any) -> None:
    assert not northwind.seen("CHG.start", "2026-12-03 19:00:00", "2026-12-03T19:00").severity("planned-end")
    assert not northwind.read_back(end="").severity("planned-end")


def test_change_and_ctask_are_judged_apart(northwind: Any) -> None:
    scene = northwind.read_back("CHG").read_back("CTASK", end="2026-12-03T23:00")
    assert scene.finding("planned-end").message.startswith("The CTASK")
    both = northwind.read_back("CHG", end="2026-12-03T20:00").read_back("CTASK", end="2026-12-03T23:00")
    assert len(both.all("planned-end")) == 2


def test_nothing_needs_reading_back_before_it_is_entered(northwind: Any) -> None:
    assert not northwind.validated().severity("not-read-back")


@pytest.mark.parametrize("fact", ["entered_utc", "conversion_utc"])
def test_what_was_entered_is_read_back(northwind: Any, fact: str) -> None:
    scene = northwind.validated().facts(**{fact: ENTERED})
    found = scene.finding("not-read-back")
    assert (found.severity, found.requirement) == ("warning", "N17")
    assert "planned start and planned end" in found.message
    assert not scene.read_back().severity("not-read-back")


def test_half_a_read_back_is_named(entered: Any) -> None:
    scene = entered.seen("CHG.start", "2026-12-03 19:00:00", "2026-12-03T19:00")
    message = scene.finding("not-read-back").message
    assert "planned end not read back" in message
    assert "planned start" not in message


def test_it_becomes_an_error_exactly_24_hours_before_the_start(entered: Any) -> None:
    assert entered.at("2026-12-02 21:59").severity("not-read-back") == "warning"
    assert entered.at("2026-12-02 22:00").severity("not-read-back") == "error"


def test_a_read_back_from_before_the_last_change_does_not_count(entered: Any) -> None:
    assert entered.read_back(at="2026-11-24 10:29").severity("not-read-back") == "warning"
    assert not entered.read_back(at=ENTERED).severity("not-read-back")
    moved = entered.read_back().told("adjustment", created="2026-11-24 10:43").at("2026-11-24 10:45")
    assert moved.severity("not-read-back") == "warning"
    assert not moved.read_back().severity("not-read-back")


def test_a_rehearsed_read_back_reassures_nobody(entered: Any) -> None:
    assert entered.read_back(rehearsal=1).severity("not-read-back") == "warning"


def test_the_ctask_is_asked_for_once_it_appeared(entered: Any) -> None:
    scene = entered.read_back().facts(conversion_utc="2026-11-24 10:32")
    assert not scene.severity("not-read-back")
    found = scene.facts(ctask_appeared_utc="2026-11-24 10:35").finding("not-read-back")
    assert found.requirement == "N21"
    assert found.message.startswith("The CTASK")


def test_after_the_upgrade_nothing_is_asked_for(northwind: Any) -> None:
    scene = northwind.scheduled()
    assert not scene.severity("not-read-back")
    assert not scene.facts(entered_utc="2026-11-24 10:40").at("2026-12-04 01:00").severity("not-read-back")
    assert not northwind.plan("prod_upgrade", "").facts(entered_utc=ENTERED).severity("not-read-back")


@pytest.mark.parametrize(
    ("start", "end", "cause"),
    [
        ("2026-12-03T22:00", "2026-12-04T01:00", "New York"),
        ("2026-12-03T07:00", "2026-12-03T10:00", "am and pm"),
        ("2026-12-04T19:00", "2026-12-04T22:00", "date"),
        ("2026-12-03T19:17", "2026-12-03T22:17", ""),
    ],
)
def test_another_date_in_servicenow_is_an_error_with_its_cause(entered: Any, start: str, end: str, cause: str) -> None:
    found = entered.read_back(start=start, end=end).finding("read-back-differs")
    assert (found.severity, found.requirement) == ("error", "N17")
    assert cause in found.message
    assert "the plan says Thu 3 Dec, 19:00 PST (Thu 3 Dec, 22:00 EST for you)" in found.message


def test_a_right_end_does_not_hide_a_wrong_start(entered: Any) -> None:
    assert not entered.read_back().severity("read-back-differs")
    assert "planned end is" in entered.read_back(end="2026-12-03T23:00").finding("read-back-differs").message


def test_an_empty_field_failed_silently_only_where_something_was_entered(northwind: Any, entered: Any) -> None:
    assert "fail silently" in entered.read_back(start="").finding("read-back-differs").message
    assert not northwind.read_back(start="", end="").severity("read-back-differs")


def test_the_newest_reading_counts(entered: Any) -> None:
    wrong = entered.read_back(start="2026-12-03T22:00", end="2026-12-04T01:00", at="2026-11-24 10:31")
    assert wrong.severity("read-back-differs") == "error"
    assert not wrong.read_back(at="2026-11-24 10:41").severity("read-back-differs")
    lost = entered.read_back(at="2026-11-24 10:31").read_back(start="", end="", at="2026-11-24 10:41")
    assert lost.severity("read-back-differs") == "error"


def test_a_moved_plan_differs_from_what_was_read(northwind: Any) -> None:
    moved = northwind.scheduled().plan("prod_upgrade", "2026-12-02T19:00")
    assert [item.requirement for item in moved.all("read-back-differs")] == ["N17", "N21"]


def test_a_plan_without_a_time_is_compared_by_date(entered: Any) -> None:
    scene = entered.plan("prod_upgrade", "2026-12-03")
    assert not scene.read_back().severity("read-back-differs")
    assert scene.read_back(start="2026-12-04T01:00", end="2026-12-04T04:00").severity("read-back-differs") == "error"


def test_a_change_that_was_never_entered_here_can_differ_all_the_same(northwind: Any) -> None:
    scene = northwind.read_back(start="2026-12-03T22:00", end="2026-12-04T01:00")
    assert scene.severity("read-back-differs") == "error"
