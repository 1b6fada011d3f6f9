"""Abbreviations stand for a zone only where they are in force; else both instants are said in words (Decisions 4)."""

from __future__ import annotations

from datetime import date, time

import pytest

from models import zones
from models.abbreviations import ABBREVIATIONS, AbbreviationReading, in_force, read_abbreviation

JANUARY, JULY = date(2026, 1, 15), date(2026, 7, 3)


@pytest.mark.parametrize(
    ("text", "on", "zone"),
    [
        ("EST", JANUARY, "America/New_York"),
        ("edt", JULY, "America/New_York"),
        ("CST", JANUARY, "America/Chicago"),
        ("MEZ", JANUARY, "Europe/Berlin"),
        ("MESZ", JULY, "Europe/Berlin"),
        ("BST", JULY, "Europe/London"),
        ("AEST", JULY, "Australia/Sydney"),
        ("SGT", JULY, "Asia/Singapore"),
        ("Z", JULY, "UTC"),
        ("ET", JULY, "America/New_York"),
        ("Pacific", JANUARY, "America/Los_Angeles"),
    ],
)
def test_an_abbreviation_in_force_stands_for_its_zone(text, on, zone):
    assert read_abbreviation(text, on) == AbbreviationReading(zone)


def test_est_in_july_names_both_instants():
    reading = read_abbreviation("EST", JULY, at=time(19))
    assert reading.zone == ""
    assert reading.reason == (
        "EST is not in force in New York on 3 Jul 2026: 19:00 EST is 20:00 EDT; 19:00 EDT is another instant."
    )


def test_the_other_day_is_named_where_the_instant_falls_on_it():
    assert read_abbreviation("MEZ", JULY, at=time(23, 30)).reason == (
        "MEZ is not in force in Berlin on 3 Jul 2026: "
        "23:30 MEZ is 00:30 CEST on 4 Jul 2026; 23:30 CEST is another instant."
    )


def test_without_a_time_the_abbreviation_in_force_is_named():
    assert read_abbreviation("EST", JULY).reason == "EST is not in force in New York on 3 Jul 2026, EDT is."


def test_on_the_day_of_a_switch_the_time_decides():
    switch = date(2026, 3, 8)
    assert in_force("EST", switch, "America/New_York", time(1))
    assert not in_force("EST", switch, "America/New_York", time(19))
    assert in_force("EDT", switch, "America/New_York", time(19))
    assert in_force("EST", switch, "America/New_York")
    assert in_force("EDT", switch, "America/New_York")


@pytest.mark.parametrize(("text", "utc"), [("EDT", "2026-11-01T05:30:00Z"), ("EST", "2026-11-01T06:30:00Z")])
def test_the_abbreviation_picks_the_side_of_a_fold(text, utc):
    at = zones.parse_wall("2026-11-01T01:30")
    reading = read_abbreviation(text, at.date(), at=at.time())
    assert zones.utc_text(zones.attach(at, reading.zone, fold=reading.fold)) == utc


def test_a_word_without_a_season_leaves_a_fold_to_be_asked():
    assert read_abbreviation("ET", date(2026, 11, 1), at=time(1, 30)).fold is None


@pytest.mark.parametrize(
    ("text", "table", "reason"),
    [
        ("IST", ABBREVIATIONS, "IST stands for more than one time zone."),
        ("XYZ", ABBREVIATIONS, "“XYZ” is not a known time zone abbreviation."),
        ("", ABBREVIATIONS, "“” is not a known time zone abbreviation."),
        ("FOO", {"foo": "Europe/Foo"}, "FOO stands for Europe/Foo, and there are no rules for it."),
        ("EST", {"EST": "Europe/Berlin"}, "EST is not used in Berlin, CET is."),
    ],
)
def test_what_can_not_be_known_is_said(text, table, reason):
    assert read_abbreviation(text, JANUARY, table, time(9)) == AbbreviationReading("", reason=reason)


def test_a_table_of_ones_own_is_followed():
    table = {"ist": "Asia/Kolkata", "Ours": "Europe/Madrid", "IDT": "Asia/Jerusalem"}
    assert read_abbreviation("IST", JULY, table).zone == "Asia/Kolkata"
    assert read_abbreviation("ours", JULY, table).zone == "Europe/Madrid"
    assert read_abbreviation("IDT", JULY, table).zone == "Asia/Jerusalem"
    assert read_abbreviation("IDT", JANUARY, table).zone == ""


def test_every_default_is_in_force_on_some_day_of_the_year():
    days = [date(2026, month, 15) for month in range(1, 13)]
    for word, zone in ABBREVIATIONS.items():
        assert not zone or any(in_force(word, day, zone) for day in days), word
