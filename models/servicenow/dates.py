"""Dates and times as ServiceNow shows them: every format of its settings, nothing guessed.

A text can be read in one or two ways ("03/04/2026" is two dates); which one holds is decided for a whole column
(`decide_order`) or asked. What is read is a wall time: the text never says its zone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from msgspec import Struct

from models.errors import UserError
from models.zones import FIRST_YEAR, LAST_YEAR

Order = Literal["ymd", "mdy", "dmy"]
ColumnOrder = Literal["ymd", "mdy", "dmy", "ambiguous", "contradictory"]

_DATE_TIME = re.compile(
    r"""(?P<a>\d{1,4})(?P<separator>[-/.])(?P<b>\d{1,2})(?P=separator)(?P<c>\d{1,4})
        (?:(?:\s*,\s*|\s+|T)
           (?P<hour>\d{1,2})(?P<colon>[:.])(?P<minute>\d\d)(?:(?P=colon)(?P<second>\d\d))?
           (?:\s*(?P<half>[ap])(?:m|\.\s?m\.))?)?""",
    re.ASCII | re.VERBOSE | re.IGNORECASE,
)
_ODD_SPACES = {
    **dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f"), " "),
    **dict.fromkeys(map(ord, "\u200e\u200f\ufeff"), ""),
}
_DO = "Copy it again from ServiceNow, with the year in four digits: 2026-12-03 19:00:00."


class Reading(Struct, frozen=True):
    """One way to read a date text.

    Attributes:
        wall: naive; midnight where the text has no time.
        order: which of year, month and day comes first; where "05/05/2026" is the same day in two orders, "mdy".
        has_time: whether the text has a time.
    """

    wall: datetime
    order: Order
    has_time: bool


def read(text: str) -> tuple[Reading, ...]:
    """Return the one or two ways to read a date text, month first before day first (N17).

    Raises UserError where it is no date, has a year of two digits, or names a day or time that does not exist.
    """
    readings = _all_readings(text)
    return readings[:1] if len({reading.wall for reading in readings}) == 1 else readings


def read_as(text: str, order: Order) -> Reading:
    """Read a date text in the order that its column was found to have.

    A text with the year first, or with dots (always the day first), is read as it is, whatever the column's order.
    Raises UserError where the text cannot have this order.
    """
    readings = _all_readings(text)
    fixed = readings[0].order == "ymd" or "." in _match(text)["separator"]
    found = next((reading for reading in readings if fixed or reading.order == order), None)
    if found is None:
        first = "day" if order == "dmy" else "month" if order == "mdy" else "year"
        raise UserError(f"“{text.strip()}” is no date with the {first} first.", do="Check the order of day and month.")
    return found


def decide_order(texts: Iterable[str]) -> ColumnOrder:
    """Decide the date order of a column from its texts; unreadable and empty ones have no say.

    Returns "ambiguous" where every text fits both orders and they mean different days (ask), "contradictory" where one
    text can only be month first and another only day first.
    """
    open_orders: set[Order] = {"mdy", "dmy"}
    undecided = decided = False
    for text in texts:
        try:
            readings = _all_readings(text)
        except UserError:
            continue
        if readings[0].order == "ymd":
            continue
        decided = True
        undecided = undecided or len({reading.wall for reading in readings}) > 1
        open_orders &= {reading.order for reading in readings}
    if not decided:
        return "ymd"
    if not open_orders:
        return "contradictory"
    if len(open_orders) == 1:
        return open_orders.pop()
    return "ambiguous" if undecided else "mdy"


def _all_readings(text: str) -> tuple[Reading, ...]:
    found = _match(text)
    first, middle, last = found["a"], int(found["b"]), found["c"]
    hour, minute, second = _time(found, text)
    candidates: list[tuple[Order, int, int, int]]
    if len(first) == 4 and len(last) <= 2:
        candidates = [("ymd", int(first), middle, int(last))]
    elif len(first) <= 2 and len(last) == 4:
        candidates = [("mdy", int(last), int(first), middle), ("dmy", int(last), middle, int(first))]
        candidates = candidates[1:] if found["separator"] == "." else candidates
    elif len(first) <= 2 and len(last) == 2:
        raise UserError(f"The year of “{text.strip()}” has two digits.", do=_DO)
    else:
        raise _unreadable(text)
    readings = []
    for order, year, month, day in candidates:
        if FIRST_YEAR <= year <= LAST_YEAR and _exists(year, month, day):
            wall = datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - the text does not say its zone
            readings.append(Reading(wall, order, found["hour"] is not None))
    if not readings:
        raise UserError(f"“{text.strip()}” is a date that does not exist.", do=_DO)
    return tuple(readings)


def _match(text: str) -> re.Match[str]:
    found = _DATE_TIME.fullmatch(text.translate(_ODD_SPACES).strip())
    if found is None:
        raise _unreadable(text)
    return found


def _time(found: re.Match[str], text: str) -> tuple[int, int, int]:
    if found["hour"] is None:
        return 0, 0, 0
    hour, minute, second = int(found["hour"]), int(found["minute"]), int(found["second"] or 0)
    half = (found["half"] or "").lower()
    if hour > 23 or minute > 59 or second > 59 or (half == "a" and hour > 12) or (half == "p" and hour == 0):
        raise UserError(f"“{text.strip()}” has a time that does not exist.", do=_DO)
    if half and hour == 12:
        hour = 0
    if half == "p" and hour < 12:
        hour += 12
    return hour, minute, second


def _exists(year: int, month: int, day: int) -> bool:
    try:
        datetime(year, month, day)  # noqa: DTZ001 - only asks the calendar
    except ValueError:
        return False
    return True


def _unreadable(text: str) -> UserError:
    shown = text.strip()
    what = f"“{shown[:60]}” is not a date and time that ServiceNow shows." if shown else "There is no date."
    return UserError(what, do=_DO)
