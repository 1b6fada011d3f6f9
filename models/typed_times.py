"""Reads a date and time as a person types it: "2026-12-03 19:00", "3 dec 7pm", "thu 19:00", "tomorrow 9".

Nothing is guessed that matters: two-digit years and day-month orders that could be the other way round are refused
with words, and what was read is shown back with weekday and month name before it counts (N20).
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from models.errors import UserError
from models.texts import _

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ISO = re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})")
_DOTTED = re.compile(r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})")
_SLASHED = re.compile(r"(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<y>\d{4})")
_DAY_MONTH = re.compile(r"(?P<d>\d{1,2})(?:st|nd|rd|th)?\.?\s+(?P<m>[a-z]{3,9})\.?(?:,?\s+(?P<y>\d{4}))?\b")
_MONTH_DAY = re.compile(r"(?P<m>[a-z]{3,9})\.?\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?\b(?!\s*[:.ap])(?:,?\s+(?P<y>\d{4}))?")
_TIME = re.compile(
    r"(?:\bat\s+)?\b(?P<h>\d{1,2})(?:[:.](?P<min>\d{2})(?::(?P<s>\d{2}))?)?\s*(?P<half>[ap])\.?m\.?\b"
    r"|(?:\bat\s+)?\b(?P<h24>\d{1,2})[:.](?P<min24>\d{2})(?::(?P<s24>\d{2}))?\b"
    r"|\bat\s+(?P<h0>\d{1,2})\b"
)
_WORD = re.compile(r"[a-z]+")
_NOISE = frozenset({"at", "on", "the", "t", "of"})


def read_typed(text: str, today: date) -> datetime | date:
    """Return the wall time that a text names, or the date alone where it names no time.

    Args:
        text: what was typed; a time alone means today.
        today: the date on the clock of the zone that the text is meant in; a date without a year is the next such.

    Raises:
        UserError: no date or time is there, it doesn't exist, or it can be read two ways.
    """
    rest = text.strip().casefold().replace("\u00a0", " ")
    rest = re.sub(r"(?<=\d)t(?=\d)", " ", rest)
    if not rest:
        raise _refusal(text, _("Nothing is typed."))
    day, rest = _take_date(rest, today, text)
    clock, rest = _take_time(rest, text)
    weekday, rest = _take_weekday(rest)
    left = [word for word in re.findall(r"\S+", rest) if word.strip(",.") not in _NOISE and word.strip(",.")]
    if left or (day is None and clock is None and weekday is None):
        raise _refusal(text, _("“{word}” is no date or time.").format(word=" ".join(left) or text.strip()))
    if day is None:
        day = _next_weekday(today, weekday) if weekday is not None else today
    elif weekday is not None and day.weekday() != weekday:
        raise _refusal(text, _("That date is a {day}.").format(day=day.strftime("%A")))
    return day if clock is None else datetime.combine(day, clock)


def _take_date(text: str, today: date, whole: str) -> tuple[date | None, str]:
    for name, distance in (("today", 0), ("tomorrow", 1)):
        if re.search(rf"\b{name}\b", text):
            return today + timedelta(days=distance), text.replace(name, " ")
    for pattern in (_ISO, _DOTTED, _SLASHED):
        found = pattern.search(text)
        if found:
            return _numbered(found, whole), text[: found.start()] + " " + text[found.end() :]
    for pattern in (_DAY_MONTH, _MONTH_DAY):
        for found in pattern.finditer(text):
            month = _month(found["m"])
            if month:
                return _named(found, month, today, whole), text[: found.start()] + " " + text[found.end() :]
    return None, text


def _numbered(found: re.Match[str], whole: str) -> date:
    parts = found.groupdict()
    if "a" not in parts:
        return _date(int(parts["y"]), int(parts["m"]), int(parts["d"]), whole)
    first, second, year = int(parts["a"]), int(parts["b"]), int(parts["y"])
    if first <= 12 and second <= 12 and first != second:
        raise _refusal(whole, _("{a}/{b} can be read two ways. Type the month as a word.").format(a=first, b=second))
    month, day = (second, first) if first > 12 else (first, second)
    return _date(year, month, day, whole)


def _named(found: re.Match[str], month: int, today: date, whole: str) -> date:
    if found["y"]:
        return _date(int(found["y"]), month, int(found["d"]), whole)
    this_year = _date(today.year, month, int(found["d"]), whole, leap_ok=True)
    return this_year if this_year >= today else _date(today.year + 1, month, int(found["d"]), whole)


def _month(word: str) -> int:
    return _MONTHS.index(word[:3]) + 1 if word[:3] in _MONTHS else 0


def _date(year: int, month: int, day: int, whole: str, *, leap_ok: bool = False) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        if leap_ok and (month, day) == (2, 29):
            return _date(year + 4 - year % 4, month, day, whole)
        raise _refusal(whole, _("That date does not exist.")) from error


def _take_time(text: str, whole: str) -> tuple[time | None, str]:
    found = _TIME.search(text)
    if not found:
        return None, text
    hour = int(found["h"] or found["h24"] or found["h0"])
    minute = int(found["min"] or found["min24"] or 0)
    second = int(found["s"] or found["s24"] or 0)
    if found["half"]:
        if not 1 <= hour <= 12:
            raise _refusal(whole, _("That time does not exist."))
        hour = hour % 12 + (12 if found["half"] == "p" else 0)
    if hour > 23 or minute > 59 or second > 59:
        raise _refusal(whole, _("That time does not exist."))
    return time(hour, minute), text[: found.start()] + " " + text[found.end() :]


def _take_weekday(text: str) -> tuple[int | None, str]:
    for found in _WORD.finditer(text):
        if found[0][:3] in _DAYS and (len(found[0]) == 3 or found[0].endswith("day") or found[0] in {"tues", "thur"}):
            return _DAYS.index(found[0][:3]), text[: found.start()] + " " + text[found.end() :]
    return None, text


def _next_weekday(today: date, weekday: int) -> date:
    return today + timedelta(days=(weekday - today.weekday()) % 7)


def _refusal(text: str, what: str) -> UserError:
    return UserError(what, text.strip(), _("Type it like 2026-12-03 19:00 or 3 dec 7pm."))
