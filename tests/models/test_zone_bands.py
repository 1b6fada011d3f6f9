"""One axis under every clock: places, hours of work, odd days, and when everybody works at once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import zones
from models.calendars import calendar
from models.formats import Formats
from models.zone_bands import (
    Axis,
    axis_around,
    change_words,
    changes_on,
    day_axis,
    day_minutes,
    hour_marks,
    overlap,
    work_pieces,
)
from models.zone_roles import ZoneRole

F, ANYWHERE = Formats(), calendar("")
LA, NEW_YORK, KOLKATA, LONDON = "America/Los_Angeles", "America/New_York", "Asia/Kolkata", "Europe/London"
ZONES = sorted(zones.zone_names() - {"localtime"})
moments = st.datetimes(datetime(2024, 1, 2), datetime(2036, 12, 30), timezones=st.just(UTC))


def role(zone: str, kind: str = "client", start: str = "08:00", end: str = "18:00") -> ZoneRole:
    return ZoneRole(kind, "Client", zone, ANYWHERE, start, end)  # type: ignore[arg-type]


def texts(zone: str, axis: Axis) -> list[str]:
    return [mark.text for mark in hour_marks(role(zone), axis, F)]


def test_the_upgrade_of_the_pictures() -> None:
    axis = axis_around(datetime(2026, 12, 4, 3, tzinfo=UTC), NEW_YORK)
    assert texts(NEW_YORK, axis) == ["12", "15", "18", "21", "Fri", "03", "06", "09"]
    assert texts(LA, axis) == ["09", "12", "15", "18", "21", "Fri", "03", "06"]


def test_a_zone_of_half_hours_has_its_own_labels_and_its_true_midnight() -> None:
    axis = axis_around(datetime(2026, 12, 4, 3, tzinfo=UTC), NEW_YORK)
    marks = hour_marks(role(KOLKATA), axis, F)
    assert [mark.text for mark in marks[:3]] == ["22:30", "Fri", "01:30"]
    assert marks[1].at == datetime(2026, 12, 3, 18, 30, tzinfo=UTC)


def test_hours_follow_the_twelve_hour_setting() -> None:
    axis = axis_around(datetime(2026, 12, 4, 3, tzinfo=UTC), NEW_YORK)
    shown = [mark.text for mark in hour_marks(role(KOLKATA), axis, Formats(hour12=True))]
    assert shown[:3] == ["10:30 PM", "Fri", "1:30 AM"]
    assert [mark.text for mark in hour_marks(role(LA), axis, Formats(hour12=True))][:3] == ["9 AM", "12 PM", "3 PM"]


@pytest.mark.parametrize(
    ("day", "minutes", "words"),
    [
        (date(2027, 3, 14), 1380, "Your clock jumps from 02:00 to 03:00: a day of 23 h"),
        (date(2026, 11, 1), 1500, "Your clock repeats 01:00 to 02:00: a day of 25 h"),
    ],
)
def test_a_day_of_23_or_25_hours_is_told_and_its_next_hour_stands_out(day: date, minutes: int, words: str) -> None:
    you, axis = role(NEW_YORK, "you"), day_axis(day, NEW_YORK)
    assert day_minutes(day, NEW_YORK) == minutes
    (change,) = changes_on(you, axis)
    assert change_words(change, you, F) == words
    changed = [mark.text for mark in hour_marks(you, axis, F) if mark.changed]
    assert changed == (["04"] if minutes == 1380 else ["02"])
    assert changes_on(role(KOLKATA), axis) == ()


def test_a_midnight_that_a_clock_skips_is_where_it_jumps() -> None:
    axis = day_axis(date(2026, 4, 23), "Africa/Cairo")
    marks = [mark for mark in hour_marks(role("Africa/Cairo"), axis, F) if mark.midnight]
    assert [(mark.text, mark.changed) for mark in marks] == []  # it stands at the end of the axis, 24 h on
    later = Axis(axis.start + timedelta(hours=3))
    (mark,) = [mark for mark in hour_marks(role("Africa/Cairo"), later, F) if mark.midnight]
    assert (mark.text, mark.changed, zones.to_zone(mark.at, "Africa/Cairo").hour) == ("Fri", True, 1)


@given(moments, st.floats(0, 1))
def test_a_place_is_one_instant(start: datetime, place: float) -> None:
    axis = Axis(start)
    assert abs(axis.place(axis.moment(place)) - place) < 1e-9
    assert axis.holds(axis.moment(place))


@settings(max_examples=60)
@given(st.sampled_from(ZONES), moments)
def test_every_label_says_what_the_clock_shows(zone: str, start: datetime) -> None:
    axis = axis_around(start, zone)
    assert axis.holds(start)
    for mark in hour_marks(role(zone), axis, F):
        shown = zones.to_zone(mark.at, zone)
        expected = f"{shown:%a}" if mark.midnight else f"{shown:%H}" if not shown.minute else f"{shown:%H:%M}"
        assert mark.text == expected


@settings(max_examples=60)
@given(st.sampled_from(ZONES), moments)
def test_working_hours_are_those_of_the_clock(zone: str, start: datetime) -> None:
    axis = Axis(start)
    for first, last in work_pieces(role(zone), axis.start, axis.end):
        assert axis.start <= first < last <= axis.end
        inside = zones.to_zone(first + (last - first) / 2, zone)
        assert ANYWHERE.working(inside.date())
        assert 7 <= inside.hour <= 18  # the clock may change in between


def test_the_next_common_hours_of_new_york_and_los_angeles() -> None:
    found = overlap([role(NEW_YORK, "you"), role(LA)], datetime(2026, 11, 24, 15, 42, tzinfo=UTC))
    assert found == (datetime(2026, 11, 24, 16, tzinfo=UTC), datetime(2026, 11, 24, 23, tzinfo=UTC))


def test_a_running_stretch_begins_now_and_a_weekend_is_waited_for() -> None:
    people = [role(NEW_YORK, "you"), role(LONDON)]
    friday = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)
    assert overlap(people, friday) == (friday, datetime(2026, 11, 20, 18, tzinfo=UTC))
    assert overlap(people, friday + timedelta(hours=3)) == (
        datetime(2026, 11, 23, 13, tzinfo=UTC),
        datetime(2026, 11, 23, 18, tzinfo=UTC),
    )


def test_parties_that_never_work_at_once_have_none_and_unknown_ones_do_not_count() -> None:
    since = datetime(2026, 11, 24, tzinfo=UTC)
    assert overlap([role(NEW_YORK, "you"), role(KOLKATA)], since) is None
    assert overlap([role(NEW_YORK, "you"), role("")], since) == overlap([role(NEW_YORK, "you")], since)
    assert overlap([], since) is None


@settings(max_examples=40)
@given(st.lists(st.sampled_from(ZONES), min_size=1, max_size=3), moments)
def test_everybody_works_in_a_common_stretch_and_somebody_does_not_before_it(names: list[str], since: datetime) -> None:
    people = [role(name) for name in names]
    found = overlap(people, since)
    if found is None:
        return
    start, end = found
    for person in people:
        assert any(first <= start and end <= last for first, last in work_pieces(person, start, end))
    if start > since:
        before = start - timedelta(minutes=1)
        assert any(not list(work_pieces(person, before, start)) for person in people)
