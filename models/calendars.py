"""Working days, holidays and support week on the calendar of a client's country."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from models.errors import UserError
from models.name_order import by_name

if TYPE_CHECKING:
    from holidays import HolidayBase

_DAY = timedelta(days=1)
_SATURDAY = 5
WEEKEND = "Weekend"
YEARS_BACK, YEARS_AHEAD = 1, 4
"""How many years around this one are looked up before they are asked for."""


class WorkCalendar(Struct, frozen=True):
    """The working days of a country or of one of its subdivisions; make one with `calendar`.

    Attributes:
        country: ISO 3166 code; empty means weekends on Saturday and Sunday and no holidays.
        subdivision: the state or province as `holidays` codes it; empty for the whole country.
    """

    country: str = ""
    subdivision: str = ""

    def holiday(self, day: date) -> str | None:
        """Return the name of the public holiday on a day."""
        return self._days_off(day).holidays.get(day)

    def weekend(self, day: date) -> bool:
        """Tell whether a day is weekend there; a weekend day that the country works in exchange is none."""
        return day in self._days_off(day).weekend

    def working(self, day: date) -> bool:
        """Tell whether a day is a working day there."""
        return day not in self._days_off(day).off

    def reason_off(self, day: date) -> str | None:
        """Return why a day is no working day: the holiday's name or "Weekend"."""
        return self.holiday(day) or (WEEKEND if self.weekend(day) else None)

    def next_working(self, day: date) -> date:
        """Return the first working day after a day."""
        return self.add(day, 1)

    def add(self, day: date, count: int) -> date:
        """Return the `count`-th working day after a day, or before it for a negative count.

        A count of 0 gives the day itself if it is a working day, else the next one.
        """
        if count == 0:
            return day if self.working(day) else self.add(day, 1)
        step = _DAY if count > 0 else -_DAY
        left = abs(count)
        while left:
            day += step
            left -= self.working(day)
        return day

    def between(self, start: date, end: date) -> int:
        """Return the count of working days after `start` up to and including `end`: `add(start, n)` is n away.

        Where `end` is before `start` it is the negative count from `end` up to the day before `start`.
        """
        if end < start:
            return -self._count(end - _DAY, start - _DAY)
        return self._count(start, end)

    def _count(self, start: date, end: date) -> int:
        return sum(self.working(start + _DAY * n) for n in range(1, (end - start).days + 1))

    def _days_off(self, day: date) -> _YearOff:
        return _year_off(self.country, self.subdivision, day.year)


@lru_cache(maxsize=1024)
def calendar(country: str, subdivision: str = "") -> WorkCalendar:
    """Return the calendar of a country; raises UserError for a country or subdivision that is not known."""
    seeded = any(key.startswith(f"{country}|{subdivision}|") for key in _SEEDED)
    if country and not seeded:
        _rules(country, subdivision)
    elif subdivision and not country:
        raise UserError(f"“{subdivision}” needs a country.", do="Choose the country first.")
    return WorkCalendar(country, subdivision)


def support_week(prod_date: date, cal: WorkCalendar, length: int = 5) -> tuple[date, date]:
    """Return the first and last day of Support Week: `length` working days from the first one after Prod (N25)."""
    first = cal.next_working(prod_date)
    return first, cal.add(first, length - 1)


def country_choices(language: str = "en") -> tuple[tuple[str, str], ...]:
    """Return code and name of every country with a calendar, sorted by name in the language."""
    from babel import Locale  # 31 ms of start-up: only the settings and details ask for names

    names = Locale.parse(language).territories
    return tuple(sorted(((code, names.get(code, code)) for code in _codes()), key=_by_name))


def subdivision_choices(country: str) -> tuple[tuple[str, str], ...]:
    """Return code and name of the states or provinces with holidays of their own, sorted by name."""
    if not country:
        return ()
    if country not in _PARTS:
        _PARTS[country] = _parts(country)
    return _PARTS[country]


def look_ahead(year: int) -> None:
    """Look up what may soon be asked of the countries that were asked for so far: the years around one, and states.

    What is known already costs nothing; else `holidays` is imported, so this is for a thread beside the window.
    """
    _codes()
    for country, subdivision in {key[:2] for key in tuple(_ASKED)}:
        subdivision_choices(country)
        for near in range(year - YEARS_BACK, year + YEARS_AHEAD + 1):
            _year_off(country, subdivision, near)


class _YearOff(Struct, frozen=True):
    holidays: Mapping[date, str]
    weekend: frozenset[date]
    off: frozenset[date]


_SEEDED: dict[str, dict[str, Any]] = {}
_ASKED: set[tuple[str, str, int]] = set()
_CODES: list[str] = []
_PARTS: dict[str, tuple[tuple[str, str], ...]] = {}


def known() -> str:
    """Return what was asked for so far, to seed the next start: `holidays` costs it 300 ms and 20 MB."""
    asked = sorted(_ASKED)
    parts = {country: _PARTS[country] for country, _subdivision, _year in asked if country in _PARTS}
    years = {
        _key(country, subdivision, year): {
            "names": {day.isoformat(): name for day, name in found.holidays.items()},
            "weekend": [day.isoformat() for day in sorted(found.weekend)],
        }
        for country, subdivision, year in asked
        for found in [_year_off(country, subdivision, year)]
    }
    kept = {"edition": _edition(), "years": years, "countries": _CODES, "parts": parts}
    return json.dumps(kept, ensure_ascii=False)


def seed(text: str) -> None:
    """Take over what `known` gave in an earlier run; that of another edition of `holidays` is left."""
    try:
        kept = json.loads(text)
        if kept["edition"] != _edition():
            return
        _SEEDED.update(kept["years"])
        for country, choices in kept.get("parts", {}).items():
            _PARTS[country] = tuple((code, name) for code, name in choices)
        _CODES[:] = kept.get("countries", ())
    except (ValueError, KeyError, TypeError, AttributeError):
        _SEEDED.clear()


def _key(country: str, subdivision: str, year: int) -> str:
    return f"{country}|{subdivision}|{year}"


def _codes() -> list[str]:
    """Return the codes of all countries that have a calendar."""
    if not _CODES:
        from holidays.registry import EntityLoader  # 54 ms of start-up

        _CODES[:] = EntityLoader.get_country_codes(include_aliases=False)
    return _CODES


def _parts(country: str) -> tuple[tuple[str, str], ...]:
    rules = _rules(country, "")
    names = rules.get_subdivision_aliases()
    choices = ((code, next(iter(names.get(code, ())), code)) for code in rules.subdivisions)
    return tuple(sorted(choices, key=_by_name))


def _by_name(choice: tuple[str, str]) -> tuple[str, str]:
    return by_name(choice[1])


def _edition() -> str:
    """Tell which installed `holidays` the years come from, without importing it."""
    spec = importlib.util.find_spec("holidays")
    if spec is None or spec.origin is None:
        return ""
    return str(Path(spec.origin).stat().st_mtime_ns)


@lru_cache(maxsize=1024)
def _year_off(country: str, subdivision: str, year: int) -> _YearOff:
    found = _seeded(country, subdivision, year) or _looked_up(country, subdivision, year)
    if country:
        _ASKED.add((country, subdivision, year))
    return found


def _seeded(country: str, subdivision: str, year: int) -> _YearOff | None:
    """Return a year that an earlier run looked up; None where it didn't, or where that can't be read."""
    try:
        found = _SEEDED[_key(country, subdivision, year)]
        names = {date.fromisoformat(day): name for day, name in found["names"].items()}
        weekend = frozenset(map(date.fromisoformat, found["weekend"]))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return _YearOff(names, weekend, weekend | names.keys())


def _looked_up(country: str, subdivision: str, year: int) -> _YearOff:
    first = date(year, 1, 1)
    days = [first + _DAY * n for n in range((date(year, 12, 31) - first).days + 1)]
    if not country:
        weekend = frozenset(day for day in days if day.weekday() >= _SATURDAY)
        return _YearOff({}, weekend, weekend)
    rules = _rules(country, subdivision, year)
    weekend = frozenset(day for day in days if rules.is_weekend(day) and not rules.is_working_day(day))
    names = {day: name for day, name in rules.items() if day.year == year}
    return _YearOff(names, weekend, weekend | names.keys())


def _rules(country: str, subdivision: str, year: int | None = None) -> HolidayBase:
    import holidays  # 54 ms of start-up and up to 94 more for the first country
    from holidays.registry import EntityLoader

    if country not in EntityLoader.get_country_codes():
        raise UserError(f"There is no calendar for the country “{country}”.", do="Choose a country from the list.")
    try:
        return holidays.country_holidays(country, subdivision or None, years=year, language="en_US")
    except NotImplementedError as error:
        what = f"There is no calendar for “{subdivision}” in {country}."
        raise UserError(what, do="Choose a state or province from the list, or none.") from error
