"""One absolute axis of 24 hours under every clock: who works when, what each clock shows, where it changes. Pure.

A place on the axis is one instant in every row, so a day of 23 or 25 hours and a zone of half hours come out right by
themselves: their labels stand where their clocks show them (N16, N20).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Final

from msgspec import Struct

from models import zones
from models.formats import Formats
from models.texts import _
from models.zone_roles import ZoneRole
from models.zones import UTC, ClockChange

HOURS: Final = 24
EVERY_HOURS: Final = 3
_LEAD: Final = timedelta(hours=10)
_ONE_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)
KEPT: Final = 512
"""How many axes of a party are remembered: a drag comes by the same ones again."""
_LOOK_AHEAD: Final = 14
"""How many days are searched for common working hours."""


class Axis(Struct, frozen=True):
    """The 24 real hours from `start`, an instant in UTC."""

    start: datetime

    @property
    def end(self) -> datetime:
        """The last instant, in UTC."""
        return self.start + HOURS * _HOUR

    def place(self, moment: datetime) -> float:
        """Return where a moment stands: 0 at the start, 1 at the end; beyond them outside the axis."""
        return zones.elapsed_between(self.start, moment) / (HOURS * _HOUR)

    def moment(self, place: float) -> datetime:
        """Return the instant at a place, in UTC."""
        return self.start + place * HOURS * _HOUR

    def holds(self, moment: datetime) -> bool:
        """Whether a moment lies on it."""
        return 0 <= self.place(moment) <= 1


class HourMark(Struct, frozen=True):
    """A label on a row: the hour that its clock shows, or at midnight the weekday that begins.

    `changed` says that the clock was just changed, so that the hour is not the one that was expected.
    """

    at: datetime
    text: str
    midnight: bool = False
    changed: bool = False


def axis_around(moment: datetime, zone: str) -> Axis:
    """Return an axis on which a moment stands left of the middle, beginning on a full hour of a zone's clock."""
    shown = zones.to_zone(moment, zone)
    begin = zones.after(shown, -_LEAD)
    since_hour = timedelta(minutes=begin.minute, seconds=begin.second)
    return Axis(zones.after(begin, -since_hour).astimezone(UTC))


def day_axis(day: date, zone: str) -> Axis:
    """Return the 24 hours that begin with a date on a zone's clock."""
    return Axis(_instant(day, time(), zone))


@lru_cache(maxsize=KEPT)
def hours_of_work(role: ZoneRole, axis: Axis) -> tuple[tuple[datetime, datetime], ...]:
    """Return when a party works on an axis, in UTC; none for a clock that nobody works by."""
    return tuple(work_pieces(role, axis.start, axis.end)) if role.has_hours else ()


def work_pieces(role: ZoneRole, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Yield the stretches between two instants in which a party works, in UTC."""
    first, last = time.fromisoformat(role.work_start), time.fromisoformat(role.work_end)
    for day in _days(role.zone, start, end):
        if role.calendar.working(day):
            begins, ends = _instant(day, first, role.zone), _instant(day, last, role.zone)
            if begins < end and ends > start:
                yield max(begins, start), min(ends, end)


@lru_cache(maxsize=KEPT)
def hour_marks(role: ZoneRole, axis: Axis, formats: Formats) -> tuple[HourMark, ...]:
    """Return the labels of a row, by time: every three hours at the same instants in all rows, and its midnights."""
    midnights = {_instant(day, time(), role.zone): day for day in _days(role.zone, axis.start, axis.end)}
    steps = [axis.start + step * _HOUR for step in range(0, HOURS, EVERY_HOURS)]
    changes = [change.at for change in changes_on(role, axis)]
    marks = {moment: HourMark(moment, hour_text(zones.to_zone(moment, role.zone), formats)) for moment in steps}
    for change in changes:
        later = min((moment for moment in steps if moment >= change), default=None)
        if later is not None:
            marks[later] = HourMark(later, marks[later].text, changed=True)
    for moment, day in midnights.items():
        if axis.start < moment < axis.end:
            marks[moment] = HourMark(moment, formats.weekday(day), midnight=True, changed=moment in changes)
    return tuple(marks[moment] for moment in sorted(marks))


def hour_text(shown: datetime, formats: Formats) -> str:
    """Return an hour for a narrow place: "15", "15:30", "3 PM"."""
    if formats.hour12:
        text = formats.time(shown)
        return text.replace(":00", "", 1) if not shown.minute else text
    return f"{shown.hour:02}" if not shown.minute else formats.time(shown)


@lru_cache(maxsize=KEPT)
def changes_on(role: ZoneRole, axis: Axis) -> tuple[ClockChange, ...]:
    """Return the clock changes of a party on the axis."""
    if zones.offset_minutes(axis.start, role.zone) == zones.offset_minutes(axis.end, role.zone):
        return ()  # the search below takes 10 ms for a year that nobody looked at yet
    return zones.clock_changes(role.zone, axis.start, axis.end)


def change_words(change: ClockChange, role: ZoneRole, formats: Formats) -> str:
    """Return a clock change in words, with what it makes of the day: "jumps from 02:00 to 03:00, a day of 23 h"."""
    then = zones.to_zone(change.at, role.zone)
    without = _as_shown(then, change.before - change.after)
    length = formats.duration(day_minutes(then.date(), role.zone))
    if change.after > change.before:
        text, first, last = _("{whose} clock jumps from {first} to {last}: a day of {length}"), without, then
    else:
        text, first, last = _("{whose} clock repeats {first} to {last}: a day of {length}"), then, without
    return text.format(whose=whose(role), first=formats.time(first), last=formats.time(last), length=length)


def whose(role: ZoneRole) -> str:
    """Return the owner of a clock, to begin a sentence with: "Your", "The client's", "Priya's"."""
    if role.kind == "you":
        return _("Your")
    return _("The client's") if role.kind == "client" else _("{name}'s").format(name=role.name)


def day_minutes(day: date, zone: str) -> int:
    """Return how many minutes a date lasts on a zone's clock: 1440, or 1380 and 1500 where clocks change."""
    length = _instant(day + _ONE_DAY, time(), zone) - _instant(day, time(), zone)
    return length // timedelta(minutes=1)


def overlap(people: Sequence[ZoneRole], since: datetime) -> tuple[datetime, datetime] | None:
    """Return the next stretch in which all of them work, in UTC; None where there is none for two weeks.

    Args:
        people: whose working hours count; those whose zone is not known are left out.
        since: where the search begins; a stretch that runs already begins there.
    """
    start = since.astimezone(UTC)
    known = [person for person in people if person.known]
    common: list[tuple[datetime, datetime]] = [(start, start + _LOOK_AHEAD * _ONE_DAY)]
    for person in known:
        common = list(_common(common, list(work_pieces(person, common[0][0], common[-1][1])))) if common else []
    return common[0] if common and known else None


def _common(
    some: Iterable[tuple[datetime, datetime]], others: Sequence[tuple[datetime, datetime]]
) -> Iterator[tuple[datetime, datetime]]:
    for begin, end in some:
        for other_begin, other_end in others:
            if max(begin, other_begin) < min(end, other_end):
                yield max(begin, other_begin), min(end, other_end)


def _as_shown(moment: datetime, minutes: int) -> datetime:
    """Return what the clock showed so many minutes away, were there no change: for words alone."""
    return moment.replace(tzinfo=UTC) + timedelta(minutes=minutes)


def _days(zone: str, start: datetime, end: datetime) -> Iterator[date]:
    day, last = zones.to_zone(start, zone).date() - _ONE_DAY, zones.to_zone(end, zone).date()
    while day <= last:
        yield day
        day += _ONE_DAY


def _instant(day: date, clock: time, zone: str) -> datetime:
    """Return the first instant at which a clock shows that time of a date, or has passed it where it skips it."""
    return datetime.combine(day, clock, tzinfo=zones.zone(zone)).astimezone(UTC)
