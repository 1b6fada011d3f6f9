"""The hours of both parties on one absolute axis: when each works, what its clock shows, when it changes. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from msgspec import Struct

from models import zones
from models.calendars import WorkCalendar, calendar
from models.formats import Formats
from models.limits import calendar_of
from models.records import Dossier
from models.texts import _
from ui.timeline.grid import HOUR, date_of, midnight, to_local

_ONE_DAY = timedelta(days=1)


class Party(Struct, frozen=True):
    """You or the client.

    Attributes:
        name: "You", "Client".
        zone: IANA zone.
        calendar: its working days.
        work_start: "08:00", on its own clock.
        work_end: "18:00".
        icon: the sign before its name.
    """

    name: str
    zone: str
    calendar: WorkCalendar
    work_start: str
    work_end: str
    icon: str


class Hour(Struct, frozen=True):
    """A label of a band: the party's hour or date at a moment."""

    moment: float
    text: str
    midnight: bool = False
    changed: bool = False


class Change(Struct, frozen=True):
    """A switch of one party's clocks: at a moment, in words."""

    moment: float
    text: str
    mine: bool


def parties(dossier: Dossier, zone: str) -> tuple[Party, Party]:
    """Return you, on the clock of a zone, and the client; the client's hours of work are taken to be yours."""
    you = dossier.you
    client = dossier.prod.zone or dossier.engagement.zone or zone
    return (
        Party(_("You"), zone, calendar(you.country, you.subdivision), you.work_start, you.work_end, "pc"),
        Party(_("Client"), client, calendar_of(dossier), you.work_start, you.work_end, "users"),
    )


def work_hours(party: Party, start: float, end: float) -> Iterator[tuple[float, float]]:
    """Yield the stretches between two moments in which a party works."""
    day = date_of(start, party.zone) - _ONE_DAY
    while midnight(day, party.zone) < end:
        if party.calendar.working(day):
            first, last = _clock(day, party.work_start, party.zone), _clock(day, party.work_end, party.zone)
            if last > start and first < end:
                yield max(first, start), min(last, end)
        day += _ONE_DAY


def nights(party: Party, start: float, end: float) -> Iterator[tuple[float, float]]:
    """Yield the stretches between two moments outside a party's hours of a day, whatever day it is."""
    day, since = date_of(start, party.zone) - _ONE_DAY, start
    while midnight(day, party.zone) < end:
        first, last = _clock(day, party.work_start, party.zone), _clock(day, party.work_end, party.zone)
        if since < min(first, end):
            yield since, min(first, end)
        since = max(since, last)
        day += _ONE_DAY
    if since < end:
        yield since, end


def hours(party: Party, start: float, end: float, every: float, formats: Formats) -> Iterator[Hour]:
    """Yield the labels of a band: its date at the start and at each midnight, its hour every so many seconds.

    One moment has one place in all bands, so hours are labelled at the same moments for everybody.
    """
    changes = [change.at.timestamp() for change in _changes(party.zone, start, end)]
    for moment in sorted({start, *_midnights(party.zone, start, end), *_steps(start, end, every)}):
        shown = to_local(moment, party.zone)
        first = moment == start or shown.time() == time()
        changed = any(0 <= moment - change < every for change in changes)
        text = formats.short_day(shown) if first else f"{shown:%H}" if not shown.minute else f"{shown:%H:%M}"
        yield Hour(moment, text, midnight=first, changed=changed and not first)


def changes(yours: str, clients: str, start: float, end: float) -> list[Change]:
    """Return the clock changes of both parties between two moments, in words."""
    found = [
        Change(change.at.timestamp(), _words(change, yours, _("Your clock")), True)
        for change in _changes(yours, start, end)
    ]
    if clients and clients != yours:
        for change in _changes(clients, start, end):
            words = _words(change, clients, _("The client's clock"))
            found.append(Change(change.at.timestamp(), words, False))
    return sorted(found, key=lambda change: change.moment)


def _words(change: zones.ClockChange, zone: str, whose: str) -> str:
    after = zones.to_zone(change.at, zone)
    before = after.replace(tzinfo=None) - timedelta(minutes=change.after - change.before)
    if change.after > change.before:
        text = _("{whose} jumps from {first} to {then}")
        return text.format(whose=whose, first=f"{before:%H:%M}", then=f"{after:%H:%M}")
    text = _("{whose} repeats {first} to {then}")
    return text.format(whose=whose, first=f"{after:%H:%M}", then=f"{before:%H:%M}")


def _changes(zone: str, start: float, end: float) -> tuple[zones.ClockChange, ...]:
    return zones.clock_changes(zone, datetime.fromtimestamp(start, UTC), datetime.fromtimestamp(end, UTC))


def _midnights(zone: str, start: float, end: float) -> Iterator[float]:
    day = date_of(start, zone) + _ONE_DAY
    while (moment := midnight(day, zone)) < end:
        yield moment
        day += _ONE_DAY


def _steps(start: float, end: float, every: float) -> Iterator[float]:
    moment = start - start % HOUR + HOUR if start % HOUR else start + every
    while moment < end:
        yield moment
        moment += every


def _clock(day: date, clock: str, zone: str) -> float:
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=zones.zone(zone)).timestamp()
