"""How much time is shown: Day, Week, Month, Quarter and everything between, and how each one snaps."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec import Struct

from ui.timeline.grid import DAY, HOUR, date_of, midnight, to_local

MONTH_DAYS, QUARTER_DAYS, WEEK_DAYS = 26, 92, 8
BEFORE_TODAY = 7
"""Days that Month shows before today."""
SHORTEST, LONGEST = 4 * HOUR, 400 * DAY
"""Limits of the free zoom, in seconds."""
STEPS = (5, 15, 60, 24 * 60)
"""Snaps in minutes, finest first; a whole day keeps the time of the client's clock."""


class Range(Struct, frozen=True):
    """What is visible: two moments, in seconds since 1970."""

    start: float
    end: float

    @property
    def length(self) -> float:
        """Seconds shown."""
        return self.end - self.start

    @property
    def centre(self) -> float:
        """The moment in the middle."""
        return (self.start + self.end) / 2

    @property
    def level(self) -> str:
        """Which zoom this length paints and snaps like: "day", "week", "month" or "quarter"."""
        days = self.length / DAY
        if days <= 2:
            return "day"
        if days <= 13:
            return "week"
        return "month" if days <= 50 else "quarter"

    def moved(self, seconds: float) -> Range:
        """Return the same length, later."""
        return Range(self.start + seconds, self.end + seconds)

    def zoomed(self, factor: float, around: float) -> Range:
        """Return `factor` times the length, with the moment `around` at the same place on the screen."""
        length = min(max(self.length * factor, SHORTEST), LONGEST)
        start = around - (around - self.start) * length / self.length
        return Range(start, start + length)

    def holds(self, moment: float) -> bool:
        """Whether a moment is visible."""
        return self.start <= moment < self.end


def preset(level: str, centre: float, zone: str, prod: float | None = None) -> Range:
    """Return the range of a named zoom around a moment.

    Args:
        level: "day", "week", "month" or "quarter".
        centre: the moment to keep in view.
        zone: your zone; every preset begins and ends at full days there, or at noon in Day.
        prod: the Prod Upgrade's start, which decides whether Day runs from noon to noon.
    """
    day = date_of(centre, zone)
    if level == "day":
        return _night(centre, zone, prod)
    if level == "week":
        first = day - timedelta(days=day.weekday())
        return _days(first, WEEK_DAYS, zone)
    count = MONTH_DAYS if level == "month" else QUARTER_DAYS
    return _days(day - timedelta(days=count // 2), count, zone)


def today(level: str, now: float, zone: str, prod: float | None = None) -> Range:
    """Return the range of a named zoom that shows today well: Month begins a week before."""
    if level == "month":
        return _days(date_of(now, zone) - timedelta(days=BEFORE_TODAY), MONTH_DAYS, zone)
    if level == "quarter":
        return _days(date_of(now, zone) - timedelta(days=2 * BEFORE_TODAY), QUARTER_DAYS, zone)
    return preset(level, now, zone, prod)


def fitting(first: float, last: float, zone: str) -> Range:
    """Return full days around two moments with a day of air at each side."""
    start = date_of(first, zone) - timedelta(days=1)
    count = (date_of(last, zone) - start).days + 2
    return _days(start, max(count, WEEK_DAYS), zone)


def snap_minutes(level: str, *, finer: bool, free: bool) -> int:
    """Return the step of a move in minutes: a day, 1 h or 15 min by zoom; Shift is one finer, Alt one minute."""
    if free:
        return 1
    place = {"day": 1, "week": 2, "month": 3, "quarter": 3}[level]
    return STEPS[place - 1] if finer else STEPS[place]


def _days(first: date, count: int, zone: str) -> Range:
    return Range(midnight(first, zone), midnight(first + timedelta(days=count), zone))


def _night(centre: float, zone: str, prod: float | None) -> Range:
    """Return noon to noon, so that a night stays whole; midnight to midnight around a morning's Prod Upgrade."""
    one = timedelta(days=1)
    if prod is not None and date_of(prod, zone) == date_of(centre, zone) and 5 <= to_local(prod, zone).hour < 12:
        return _days(date_of(centre, zone), 1, zone)
    day = date_of(centre - 12 * HOUR, zone)
    return Range(_noon(day, zone), _noon(day + one, zone))


def _noon(day: date, zone: str) -> float:
    noon = midnight(day, zone) + 12 * HOUR
    shown = to_local(noon, zone)
    return noon + (12 - shown.hour) * HOUR - shown.minute * 60
