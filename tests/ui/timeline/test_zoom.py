"""Zoom levels show whole days, keep what is in the middle, and decide the snap."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from ui.timeline import zoom
from ui.timeline.grid import DAY, HOUR, date_of, to_local

NEW_YORK = "America/New_York"


def at(*parts: int, zone: str = NEW_YORK) -> float:
    return datetime(*parts, tzinfo=ZoneInfo(zone)).timestamp()


NOW = at(2026, 11, 24, 10, 42)


def test_month_begins_a_week_before_today_and_shows_26_days() -> None:
    shown = zoom.today("month", NOW, NEW_YORK)
    assert date_of(shown.start, NEW_YORK) == date(2026, 11, 17)
    assert date_of(shown.end - 1, NEW_YORK) == date(2026, 12, 12)


def test_week_shows_eight_days_from_monday() -> None:
    shown = zoom.preset("week", at(2026, 12, 3, 22), NEW_YORK)
    assert date_of(shown.start, NEW_YORK) == date(2026, 11, 30)
    assert date_of(shown.end - 1, NEW_YORK) == date(2026, 12, 7)


def test_day_runs_from_noon_to_noon_so_that_a_night_stays_whole() -> None:
    for hour in (13, 22):
        shown = zoom.preset("day", at(2026, 12, 3, hour), NEW_YORK)
        assert to_local(shown.start, NEW_YORK).isoformat() == "2026-12-03T12:00:00-05:00"
        assert to_local(shown.end, NEW_YORK).isoformat() == "2026-12-04T12:00:00-05:00"
    assert zoom.preset("day", at(2026, 12, 4, 1), NEW_YORK) == zoom.preset("day", at(2026, 12, 3, 22), NEW_YORK)


def test_a_morning_window_is_shown_from_midnight_to_midnight() -> None:
    prod = at(2026, 12, 4, 6)
    shown = zoom.preset("day", prod, NEW_YORK, prod)
    assert to_local(shown.start, NEW_YORK).isoformat() == "2026-12-04T00:00:00-05:00"


def test_noon_to_noon_is_right_across_a_clock_change() -> None:
    shown = zoom.preset("day", at(2027, 3, 13, 23, 30), NEW_YORK)
    assert to_local(shown.start, NEW_YORK).hour == to_local(shown.end, NEW_YORK).hour == 12
    assert shown.length == 23 * HOUR


@pytest.mark.parametrize("level", ["day", "week", "month", "quarter"])
def test_a_named_zoom_paints_like_itself_and_keeps_the_centre_in_view(level: str) -> None:
    centre = at(2026, 12, 1, 9)
    shown = zoom.preset(level, centre, NEW_YORK)
    assert shown.level == level
    assert shown.holds(centre)


def test_free_zoom_keeps_the_moment_under_the_pointer_and_has_limits() -> None:
    shown = zoom.today("month", NOW, NEW_YORK)
    near = shown.zoomed(0.5, NOW)
    assert (NOW - near.start) / near.length == pytest.approx((NOW - shown.start) / shown.length)
    assert shown.zoomed(1e-9, NOW).length == zoom.SHORTEST
    assert shown.zoomed(1e9, NOW).length == zoom.LONGEST


def test_fit_shows_both_ends_with_a_day_of_air() -> None:
    first, last = at(2026, 11, 18, 18), at(2026, 12, 10, 23)
    shown = zoom.fitting(first, last, NEW_YORK)
    assert shown.start <= first - DAY / 2
    assert shown.end >= last + DAY / 2


@pytest.mark.parametrize(
    ("level", "finer", "free", "minutes"),
    [
        ("month", False, False, 1440),
        ("month", True, False, 60),
        ("week", False, False, 60),
        ("week", True, False, 15),
        ("day", False, False, 15),
        ("day", True, False, 5),
        ("month", False, True, 1),
    ],
)
def test_snaps(level: str, finer: bool, free: bool, minutes: int) -> None:
    assert zoom.snap_minutes(level, finer=finer, free=free) == minutes
