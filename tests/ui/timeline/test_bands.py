"""The bands of Day: hours of both parties on one axis, light where each works, right across a clock change."""

from __future__ import annotations

from datetime import datetime

from models import zones
from models.calendars import calendar
from models.formats import Formats
from ui.timeline import bands
from ui.timeline.grid import HOUR


def at(zone: str, *parts: int) -> float:
    return datetime(*parts, tzinfo=zones.zone(zone)).timestamp()


def party(zone: str, country: str = "US") -> bands.Party:
    return bands.Party("You", zone, calendar(country), "08:00", "18:00", "pc")


def test_one_instant_stands_at_one_place_in_both_bands() -> None:
    start, end = at("America/New_York", 2026, 12, 3, 12), at("America/New_York", 2026, 12, 4, 12)
    you = list(bands.hours(party("America/New_York"), start, end, 2 * HOUR, Formats()))
    client = list(bands.hours(party("America/Los_Angeles"), start, end, 2 * HOUR, Formats()))
    assert [hour.text for hour in you][:4] == ["Thu 3", "14", "16", "18"]
    assert [hour.text for hour in client][:4] == ["Thu 3", "11", "13", "15"]
    assert [hour.moment for hour in you][:4] == [hour.moment for hour in client][:4]
    assert "Fri 4" in [hour.text for hour in you if hour.midnight]


def test_only_working_days_are_light() -> None:
    friday, monday = at("America/New_York", 2026, 12, 4, 0), at("America/New_York", 2026, 12, 7, 12)
    light = list(bands.work_hours(party("America/New_York"), friday, monday))
    assert [(start, end) for start, end in light] == [
        (at("America/New_York", 2026, 12, 4, 8), at("America/New_York", 2026, 12, 4, 18)),
        (at("America/New_York", 2026, 12, 7, 8), monday),
    ]


def test_nights_fill_the_rest() -> None:
    start, end = at("America/New_York", 2027, 3, 13, 0), at("America/New_York", 2027, 3, 15, 0)
    dark = sum(last - first for first, last in bands.nights(party("America/New_York"), start, end))
    assert dark == (end - start) - 20 * HOUR


def test_a_clock_change_is_named_for_the_party_that_changes() -> None:
    start, end = at("America/New_York", 2027, 3, 13, 12), at("America/New_York", 2027, 3, 14, 12)
    found = bands.changes("America/New_York", "Europe/London", start, end)
    assert [(change.text, change.mine) for change in found] == [("Your clock jumps from 02:00 to 03:00", True)]
    autumn = bands.changes(
        "Asia/Kolkata",
        "America/New_York",
        at("America/New_York", 2026, 11, 1, 0),
        at("America/New_York", 2026, 11, 1, 9),
    )
    assert [(change.text, change.mine) for change in autumn] == [("The client's clock repeats 01:00 to 02:00", False)]


def test_the_first_hour_after_the_change_is_marked() -> None:
    start, end = at("America/New_York", 2027, 3, 13, 12), at("America/New_York", 2027, 3, 14, 12)
    hours = list(bands.hours(party("America/New_York"), start, end, 2 * HOUR, Formats()))
    assert [hour.text for hour in hours if hour.changed] == ["03"]
