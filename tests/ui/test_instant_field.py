"""The field for a date and time: it shows back what it read, in both zones, and asks where a clock is set back."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from models import zones
from ui.context import Context
from ui.dates.day_field import DayField
from ui.dates.instant_field import InstantField

LA, NEW_YORK = "America/Los_Angeles", "America/New_York"


@pytest.fixture
def field(context: Context, qtbot: QtBot) -> InstantField:
    made = InstantField(context, "Prod upgrade, in the client's time", LA, NEW_YORK)
    qtbot.addWidget(made)
    made.show()
    return made


def test_both_times_are_shown_while_typing(field: InstantField, qtbot: QtBot) -> None:
    qtbot.keyClicks(field.field.line, "3 dec 7pm")
    assert field.echo.text() == "Thursday 3 December 2026, 19:00 PST for the client, Thu 3 Dec, 22:00 EST for you"
    assert field.reading == zones.attach(datetime(2026, 12, 3, 19, 0), LA)
    assert field.wall == datetime(2026, 12, 3, 19, 0)
    assert field.fold is None


def test_a_date_alone_is_time_not_set(field: InstantField) -> None:
    field.field.line.setText("3 dec")
    assert (field.reading, field.wall) == (date(2026, 12, 3), None)
    assert field.echo.text() == "Thu 3 Dec 2026, time not set"


def test_what_cannot_be_read_is_said_and_kept(field: InstantField) -> None:
    field.field.line.setText("3/4/2026 7pm")
    assert field.reading is None
    assert field.field.error.startswith("3/4 can be read two ways.")
    assert field.field.line.accessibleDescription() == field.field.error
    assert field.field.text == "3/4/2026 7pm"
    field.field.line.clear()
    assert (field.field.error, field.echo.text(), field.reading) == ("", "", None)


def test_a_time_that_the_clock_skips_is_refused(field: InstantField) -> None:
    field.field.line.setText("2027-03-14 02:30")
    assert field.reading is None
    assert field.field.error.endswith("Choose a time up to 01:59 or from 03:00.")


@pytest.mark.parametrize(("choice", "instant"), [(0, "2027-11-07T08:30:00Z"), (1, "2027-11-07T09:30:00Z")])
def test_a_time_that_comes_twice_is_asked_about(field: InstantField, qtbot: QtBot, choice: int, instant: str) -> None:
    field.field.line.setText("2027-11-07 01:30")
    assert field.reading is None
    buttons = (field._first, field._second)
    assert [item.text() for item in buttons] == ["Sun 7 Nov, 01:30 PDT", "Sun 7 Nov, 01:30 PST"]
    assert all(item.isVisible() and item.accessibleName() for item in buttons)
    qtbot.mouseClick(buttons[choice], Qt.MouseButton.LeftButton)
    assert isinstance(field.reading, datetime)
    assert zones.utc_text(field.reading) == instant
    assert (field.fold, field.field.error, field._first.isVisible()) == (choice, "", False)
    field.field.line.setText("2027-11-07 01:31")
    assert field.reading is None


def test_another_zone_reads_the_text_again(field: InstantField) -> None:
    field.field.line.setText("3 dec 7pm")
    field.set_zone("Europe/Berlin")
    assert field.echo.text() == "Thursday 3 December 2026, 19:00 CET for the client, Thu 3 Dec, 13:00 EST for you"
    field.set_zone(NEW_YORK)
    assert field.echo.text() == "Thursday 3 December 2026, 19:00 EST"


def test_a_known_time_is_shown_as_it_would_be_typed(field: InstantField, qtbot: QtBot) -> None:
    with qtbot.waitSignal(field.changed):
        field.set_reading(zones.attach(datetime(2026, 12, 3, 19, 0), LA))
    assert field.field.text == "2026-12-03 19:00"
    field.set_reading(date(2026, 12, 4))
    assert field.field.text == "2026-12-04"


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("today", date(2026, 11, 24)),
        ("fri", date(2026, 11, 20)),
        ("fri 20 nov", date(2026, 11, 20)),
        ("12 feb", date(2026, 2, 12)),
        ("2026-11-23", date(2026, 11, 23)),
        ("2027-01-05", date(2027, 1, 5)),
        ("yesterday week", None),
    ],
)
def test_a_day_that_has_passed(context: Context, qtbot: QtBot, typed: str, day: date | None) -> None:
    made = DayField(context, "Day of the approver's yes", NEW_YORK)
    qtbot.addWidget(made)
    made.field.line.setText(typed)
    assert made.day == day
    assert bool(made.field.error) is (day is None)
    assert made.echo.text() == (context.formats.day_year(day) if day else "")
