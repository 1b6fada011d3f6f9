"""Answers that the palette gives while one types: a time elsewhere, a date by working days, the time in UTC."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Final

from msgspec import Struct

from models import typed_times, zone_search, zones
from models.calendars import WorkCalendar
from models.errors import UserError
from models.formats import Formats
from models.records import Dossier
from models.texts import _, ngettext

_TIME = r"\d{1,2}(?::\d{2})?\s*(?:am|pm)?"
_TIME_THERE: Final = re.compile(rf"(?P<time>{_TIME})(?:\s+(?:in\s+)?(?P<place>\D.*))?", re.IGNORECASE)
_NOW_THERE: Final = re.compile(r"(?:time\s+in\s+(?P<one>.+)|(?P<other>.+?)\s+now|(?P<utc>utc))", re.IGNORECASE)
_DAYS: Final = re.compile(
    r"(?P<day>.+?)\s*(?P<sign>[+−-])\s*(?P<count>\d{1,3})\s*(?P<unit>wd|working days?|days?|d)?", re.IGNORECASE
)


class Answer(Struct, frozen=True):
    """An answer, what stands beside it, and what Enter copies."""

    text: str
    detail: str
    copy: str


class Asker(Struct, frozen=True):
    """Who asks: the moment in UTC, your zone, how times are written, your working days, and what is open."""

    now: datetime
    zone: str
    formats: Formats
    calendar: WorkCalendar
    dossier: Dossier | None = None

    @property
    def today(self) -> date:
        """The date on your clock."""
        return zones.to_zone(self.now, self.zone).date()


def answers(query: str, asker: Asker) -> tuple[Answer, ...]:
    """Return the answers to what is typed; none where it is no question, or the time doesn't exist there."""
    text = query.strip()
    found = _now_there(text, asker) or _time_there(text, asker) or _days_from(text, asker)
    return (found,) if found is not None else ()


def _now_there(text: str, asker: Asker) -> Answer | None:
    asked = _NOW_THERE.fullmatch(text)
    if asked is None:
        return None
    zone, name = _place(asked["one"] or asked["other"] or asked["utc"], asker)
    if not zone:
        return None
    there = zones.to_zone(asker.now, zone)
    clock = asker.formats.time(there)
    return Answer(_("It is {time} in {place}").format(time=clock, place=name), asker.formats.day(there.date()), clock)


def _time_there(text: str, asker: Asker) -> Answer | None:
    asked = _TIME_THERE.fullmatch(text)
    if asked is None or not (asked["place"] or ":" in asked["time"] or asked["time"][-1].isalpha()):
        return None
    zone, name = _place(asked["place"] or "", asker)
    if not zone:
        return None
    day = _day_asked_about(zone, asker)
    try:
        wall = typed_times.read_typed(asked["time"], day)
        if not isinstance(wall, datetime):
            return None
        there = zones.attach(wall, zone)
    except UserError:
        return None
    yours = zones.to_zone(there, asker.zone)
    words = _("{there} in {place} is {yours} for you")
    shown = asker.formats.time(yours)
    said = words.format(there=asker.formats.time(there), place=name, yours=shown)
    return Answer(said, asker.formats.day(yours.date()), asker.formats.with_zone(yours))


def _days_from(text: str, asker: Asker) -> Answer | None:
    asked = _DAYS.fullmatch(text)
    if asked is None:
        return None
    try:
        start = typed_times.read_typed(asked["day"], asker.today)
    except UserError:
        return None
    day = start.date() if isinstance(start, datetime) else start
    count = int(asked["count"]) * (1 if asked["sign"] == "+" else -1)
    working = (asked["unit"] or "wd").casefold().startswith("w")
    try:
        end = asker.calendar.add(day, count) if working else date.fromordinal(day.toordinal() + count)
    except (ValueError, OverflowError):
        return None
    return Answer(asker.formats.day_year(end), _distance(day, count, asker, working=working), zones.date_text(end))


def _distance(day: date, count: int, asker: Asker, *, working: bool) -> str:
    number = abs(count)
    one = ngettext("{count} working day", "{count} working days", number) if working else ""
    length = (one or ngettext("{count} day", "{count} days", number)).format(count=number)
    words = _("{length} after {day}") if count >= 0 else _("{length} before {day}")
    return words.format(length=length, day=asker.formats.day(day))


def _place(text: str, asker: Asker) -> tuple[str, str]:
    """Return zone and name of a place: a city, an abbreviation; the client's where none is named."""
    if text:
        found = zone_search.search(text, 1, asker.now)
        return (found[0].zone, found[0].city) if found else ("", "")
    zone = asker.dossier.engagement.zone if asker.dossier is not None else ""
    return (zone, zones.city(zone)) if zone and zones.exists(zone) else ("", "")


def _day_asked_about(zone: str, asker: Asker) -> date:
    """Return the day of the open engagement's Prod Upgrade while it is to come, else today there."""
    starts = asker.dossier.prod.starts if asker.dossier is not None else None
    moment = starts if starts is not None and starts > asker.now else asker.now
    return zones.to_zone(moment, zone).date()
