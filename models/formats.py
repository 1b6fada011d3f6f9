"""Dates, times and lengths as the interface shows them, in its language; a naive datetime is refused everywhere.

English is written the house's way ("Thu 3 Dec, 22:00") from the words below; every other language takes its names
and its order from CLDR. All methods show a moment in the zone that it carries.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import cache, lru_cache

from msgspec import Struct

from models import zones
from models.texts import SOURCE, _, ngettext

_HOUR, _DAY = 60, 24 * 60
_NIGHT = timedelta(hours=24)
_FIELD = re.compile(r"'([^']*)'|([A-Za-z])\2*")
_SAME = {"E": "EEE", "EE": "EEE", "ccc": "EEE", "cccc": "EEEE", "LLL": "MMM", "LLLL": "MMMM", "L": "M", "B": "a"}
_SPACES = str.maketrans({"\u2009": " ", "\u202f": "\u00a0"})  # thin spaces are missing from many fonts


class _Words(Struct, frozen=True):
    """What a language writes: names, and templates over CLDR's field letters."""

    short_days: tuple[str, ...]
    days: tuple[str, ...]
    short_months: tuple[str, ...]
    months: tuple[str, ...]
    halves: tuple[str, str]
    decimal: str
    month_day: str
    short_day: str
    day: str
    day_year: str
    full_day: str
    time_24: str
    time_12: str
    range_start: str
    range_end: str


_ENGLISH = _Words(
    short_days=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    days=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    short_months=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    months=(
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    halves=("AM", "PM"),
    decimal=".",
    month_day="{d} {MMM}",
    short_day="{EEE} {d}",
    day="{EEE} {d} {MMM}",
    day_year="{EEE} {d} {MMM} {y}",
    full_day="{EEEE} {d} {MMMM} {y}",
    time_24="{HH}:{mm}",
    time_12="{h}:{mm} {a}",
    range_start="{EEE} {d} – ",
    range_end="{EEE} {d} {MMM}",
)


class Formats(Struct, frozen=True):
    """How moments are written; functions that write texts take one.

    Args:
        lang: language code as babel knows it ("en", "de", "pt_BR").
        hour12: 10:00 PM in place of 22:00, for every time on the screen.
    """

    lang: str = SOURCE
    hour12: bool = False

    def weekday(self, day: date, *, full: bool = False) -> str:
        """Return "Thu", or "Thursday"."""
        words = _words(self.lang)
        return (words.days if full else words.short_days)[day.weekday()]

    def month(self, day: date) -> str:
        """Return "Dec"."""
        return _words(self.lang).short_months[day.month - 1]

    def month_day(self, day: date) -> str:
        """Return "3 Dec"."""
        return self._written(_words(self.lang).month_day, day)

    def short_day(self, day: date) -> str:
        """Return "Thu 3", where the month stands elsewhere."""
        return self._written(_words(self.lang).short_day, day)

    def day(self, day: date) -> str:
        """Return "Thu 3 Dec"."""
        return self._written(_words(self.lang).day, day)

    def day_year(self, day: date) -> str:
        """Return "Thu 3 Dec 2026"."""
        return self._written(_words(self.lang).day_year, day)

    def time(self, moment: datetime) -> str:
        """Return "22:00", or "10:00 PM"."""
        words = _words(self.lang)
        return self._written(words.time_12 if self.hour12 else words.time_24, moment)

    def moment(self, moment: datetime) -> str:
        """Return "Thu 3 Dec, 22:00"."""
        return f"{self.day(moment)}, {self.time(moment)}"

    def span(self, start: datetime, end: datetime, *, cross: bool = False) -> str:
        """Return "Thu 3 Dec, 22:00 – 01:00", all in the zone of `start`; an end over a day later has its date.

        Args:
            start: the first moment.
            end: the last moment.
            cross: name the weekday of an end on the next date: "Thu 3 Dec, 22:00 – Fri 01:00".
        """
        last = _aware(end).astimezone(_aware(start).tzinfo)
        if zones.elapsed_between(start, last) > _NIGHT:
            return f"{self.moment(start)} – {self.moment(last)}"
        weekday = f"{_words(self.lang).short_days[last.weekday()]} " if cross and last.date() != start.date() else ""
        return f"{self.moment(start)} – {weekday}{self.time(last)}"

    def days(self, first: date, last: date) -> str:
        """Return "Fri 4 – Thu 10 Dec", "Mon 30 Nov – Fri 4 Dec", or one day alone."""
        words = _words(self.lang)
        if (first.year, first.month) == (last.year, last.month):
            if first.day == last.day:
                return self.day(first)
            return self._written(words.range_start, first) + self._written(words.range_end, last)
        if first.year == last.year:
            return f"{self.day(first)} – {self.day(last)}"
        return f"{self.day_year(first)} – {self.day_year(last)}"

    def full(self, moment: datetime) -> str:
        """Return "Thursday 3 December 2026, 22:00"."""
        return f"{self._written(_words(self.lang).full_day, moment)}, {self.time(moment)}"

    def with_zone(self, moment: datetime) -> str:
        """Return "Thu 3 Dec, 19:00 PST": the abbreviation that is in force at that moment."""
        return f"{self.moment(moment)} {zones.abbreviation(moment, zones.zone_name(_aware(moment)))}"

    def servicenow(self, moment: datetime) -> str:
        """Return "2026-12-03 19:00:00", as ServiceNow's forms show it in any language."""
        return _aware(moment).replace(tzinfo=None).isoformat(sep=" ", timespec="seconds")

    def duration(self, minutes: int) -> str:
        """Return a length in minutes as "45 min", "1 h 30 min", "10 h", from two days on "2 days 4 h"."""
        size = abs(minutes)
        if size >= 2 * _DAY:
            days, hours = divmod(size // _HOUR, 24)
            parts = [_days(days), *([_hours(hours)] if hours else [])]
        else:
            hours, rest = divmod(size, _HOUR)
            parts = [*([_hours(hours)] if hours else []), *([_minutes(rest)] if rest or not hours else [])]
        return ("−" if minutes < 0 else "") + " ".join(parts)

    def left(self, minutes: int) -> str:
        """Return "6 h left"."""
        return _("{length} left").format(length=self.duration(minutes))

    def ago(self, minutes: int) -> str:
        """Return "just now", "5 min ago", "3 h ago", from two days on "2 days ago"; the largest unit only."""
        if minutes < 1:
            return _("just now")
        if minutes < _HOUR:
            length = _minutes(minutes)
        elif minutes < 2 * _DAY:
            length = _hours(minutes // _HOUR)
        else:
            length = _days(minutes // _DAY)
        return _("{length} ago").format(length=length)

    def hours(self, minutes: int) -> str:
        """Return minutes as decimal hours: "1.5 h", "0.25 h", "2 h"."""
        number = f"{minutes / _HOUR:.2f}".rstrip("0").rstrip(".")
        return _("{count} h").format(count=number.replace(".", _words(self.lang).decimal))

    @property
    def decimal(self) -> str:
        """The decimal sign of the language: "." or ","."""
        return _words(self.lang).decimal

    def numeric_day(self, day: date) -> str:
        """Return a date in figures for spreadsheets: "2026-12-03" in English, else in the language's own order."""
        if self.lang == SOURCE:
            return day.isoformat()
        from babel.dates import format_skeleton  # start-up saving: 30 ms; only files of other languages need it

        return str(format_skeleton("yMd", day, locale=self.lang.replace("-", "_")))

    def _written(self, template: str, day: date) -> str:
        if isinstance(day, datetime):
            day = _aware(day).replace(tzinfo=None, second=0, microsecond=0, fold=0)
        return _filled(self.lang, template, day)


@lru_cache(maxsize=4096)
def _filled(language: str, template: str, day: date) -> str:
    """Fill a template with a date, or with a wall time to the minute; kept, since a drag writes the same again."""
    words = _words(language)
    fields = {
        "EEE": words.short_days[day.weekday()],
        "EEEE": words.days[day.weekday()],
        "d": day.day,
        "dd": f"{day.day:02}",
        "M": day.month,
        "MM": f"{day.month:02}",
        "MMM": words.short_months[day.month - 1],
        "MMMM": words.months[day.month - 1],
        "y": day.year,
    }
    if isinstance(day, datetime):
        hour = day.hour
        fields |= {
            "H": hour,
            "HH": f"{hour:02}",
            "h": hour % 12 or 12,
            "hh": f"{hour % 12 or 12:02}",
            "K": hour % 12,
            "mm": f"{day.minute:02}",
            "a": words.halves[hour >= 12],
        }
    return template.format_map(fields)


def prefers_12_hours(locale: str) -> bool:
    """Tell whether a locale ("en_US") writes 10:00 PM; English without a territory writes 22:00."""
    if locale == SOURCE:
        return False
    import babel  # start-up saving: 30 ms; English without a territory needs none of it

    try:
        pattern = babel.Locale.parse(locale.replace("-", "_")).time_formats["short"].pattern
    except (ValueError, babel.UnknownLocaleError):
        return False
    return "a" in pattern


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise TypeError("a moment without a zone can't be shown")
    return moment


def _days(count: int) -> str:
    return ngettext("{count} day", "{count} days", count).format(count=count)


def _hours(count: int) -> str:
    return _("{count} h").format(count=count)


def _minutes(count: int) -> str:
    return _("{count} min").format(count=count)


@cache
def _words(language: str) -> _Words:
    if language == SOURCE:
        return _ENGLISH
    from babel import Locale  # start-up saving: 30 ms; English needs none of it

    locale = Locale.parse(language.replace("-", "_"))
    days, months = locale.days["format"], locale.months["format"]
    skeletons, halves = locale.datetime_skeletons, locale.day_periods["format"]["abbreviated"]
    range_start, range_end = locale.interval_formats["MMMEd"]["d"]
    return _Words(
        short_days=tuple(days["abbreviated"][number] for number in range(7)),
        days=tuple(days["wide"][number] for number in range(7)),
        short_months=tuple(months["abbreviated"][number] for number in range(1, 13)),
        months=tuple(months["wide"][number] for number in range(1, 13)),
        halves=(halves["am"], halves["pm"]),
        decimal=locale.number_symbols["latn"]["decimal"],
        month_day=_template(skeletons["MMMd"].pattern),
        short_day=_template(skeletons["Ed"].pattern),
        day=_template(skeletons["MMMEd"].pattern),
        day_year=_template(skeletons["yMMMEd"].pattern),
        full_day=_template(locale.date_formats["full"].pattern),
        time_24=_template(skeletons["Hm"].pattern),
        time_12=_template(skeletons["hm"].pattern),
        range_start=_template(range_start),
        range_end=_template(range_end),
    )


def _template(pattern: str) -> str:
    """Turn CLDR's "EEEE, d 'de' MMMM" into "{EEEE}, {d} de {MMMM}"."""

    def field(found: re.Match[str]) -> str:
        name = found[0]
        return (found[1] or "'") if name.startswith("'") else f"{{{_SAME.get(name, name)}}}"

    return _FIELD.sub(field, pattern.translate(_SPACES))
