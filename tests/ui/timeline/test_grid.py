"""The axis is true to time: in every zone, also on days of 23 and 25 hours."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.timeline.grid import DAY, HOUR, Grid, midnight

ZONES = (
    "America/New_York",
    "Europe/London",
    "Australia/Lord_Howe",
    "America/Sao_Paulo",
    "Asia/Kolkata",
    "Pacific/Auckland",
    "Africa/Casablanca",
)


def grid(zone: str, first: date, days: int, width: float = 780) -> Grid:
    last = first + timedelta(days=days)
    return Grid(zone, midnight(first, zone), midnight(last, zone), 176, 176 + width)


@given(
    zone=st.sampled_from(ZONES),
    first=st.dates(date(2000, 1, 1), date(2050, 1, 1)),
    days=st.integers(1, 100),
    x=st.floats(0, 4000),
)
def test_time_and_x_are_each_others_inverse(zone: str, first: date, days: int, x: float) -> None:
    axis = grid(zone, first, days)
    assert axis.x(axis.moment(x)) == pytest.approx(x, abs=1e-3)


@given(zone=st.sampled_from(ZONES), first=st.dates(date(2000, 1, 1), date(2050, 1, 1)), days=st.integers(1, 100))
def test_days_follow_each_other_without_a_hole(zone: str, first: date, days: int) -> None:
    columns = list(grid(zone, first, days).days())
    assert [day for day, _, _ in columns] == [first + timedelta(days=n) for n in range(days)]
    assert all(right == left for (_, _, right), (_, left, _) in pairwise(columns))
    assert columns[0][1] == pytest.approx(176)
    assert columns[-1][2] == pytest.approx(176 + 780)


@pytest.mark.parametrize(("day", "hours"), [(date(2027, 3, 14), 23), (date(2026, 11, 1), 25), (date(2026, 11, 2), 24)])
def test_a_day_is_as_wide_as_it_is_long(day: date, hours: int) -> None:
    axis = grid("America/New_York", day, 1)
    assert (axis.end - axis.start) / HOUR == hours
    assert axis.day_width * hours / 24 == pytest.approx(780)


def test_an_hour_that_the_clock_jumps_over_has_no_tick() -> None:
    shown = [hour.hour for hour, _ in grid("America/New_York", date(2027, 3, 14), 1).hours(1)]
    assert shown == [0, 1, *range(3, 24)]


def test_an_hour_that_the_clock_repeats_has_two_ticks() -> None:
    shown = [hour.hour for hour, _ in grid("America/New_York", date(2026, 11, 1), 1).hours(1)]
    assert shown == [0, 1, 1, *range(2, 24)]


def test_hours_of_a_zone_with_a_quarter_offset_stand_on_its_own_hours() -> None:
    axis = grid("Asia/Kathmandu", date(2026, 12, 3), 1)
    assert [hour.hour for hour, _ in axis.hours(6)] == [0, 6, 12, 18]
    assert next(axis.hours(6))[1] == pytest.approx(176)


def test_a_day_begins_after_the_jump_where_midnight_does_not_exist() -> None:
    jump = datetime(2018, 11, 4, 3, tzinfo=UTC).timestamp()
    assert midnight(date(2018, 11, 4), "America/Sao_Paulo") == jump


def test_a_moved_grid_keeps_its_length() -> None:
    axis = grid("Europe/London", date(2026, 3, 1), 26)
    later = axis.moved(3 * DAY)
    assert later.end - later.start == axis.end - axis.start
    assert later.x(axis.start + 3 * DAY) == pytest.approx(axis.left)
