"""The clock-change watch: what is easy to get wrong about a window, in words, and calm lines (N16, N20)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Literal

from msgspec import Struct

from models import zones
from models.formats import Formats
from models.texts import _
from models.zone_bands import whose
from models.zone_roles import ZoneRole, of_kind
from models.zone_rows import Window
from models.zones import ClockChange

_YEAR = timedelta(days=366)


class Notice(Struct, frozen=True):
    """One line of the watch: a tone, a title and what it means."""

    tone: Literal["ok", "warn", "danger", "text2"]
    title: str
    text: str = ""


def watch(roles: tuple[ZoneRole, ...], window: Window, now: datetime, formats: Formats) -> tuple[Notice, ...]:
    """Return what to know about a window: midnights, and clock changes inside it and between now and then."""
    you, client = of_kind(roles, "you"), of_kind(roles, "client")
    parties = [role for role in (you, client) if role.known]
    if len(parties) == 2 and you.zone == client.zone:
        parties = [you]
    return tuple(
        notice
        for notice in (
            *_midnight(parties, window, formats),
            *_inside(parties, window, formats),
            *_before(parties, window, now, formats),
        )
    )


def _midnight(parties: Sequence[ZoneRole], window: Window, formats: Formats) -> Iterator[Notice]:
    crossing = [role for role in parties if _date(window.start, role) != _date(window.end, role)]
    ends = {role.kind: formats.weekday(_date(window.end, role), full=True) for role in parties}
    if crossing:
        first, cities = crossing[0], _(" and ").join(zones.city(role.zone) for role in crossing)
        title = _("Crosses midnight for you") if first.kind == "you" else _("Crosses midnight for the client")
        if len(crossing) == len(parties):
            title = _("Crosses midnight for both") if len(parties) == 2 else _("Crosses midnight")
        text = _("The planned end is {day} in {cities}.").format(day=ends[first.kind], cities=cities)
        others = [role for role in parties if role not in crossing]
        if others:
            other = others[0]
            words = _("The planned end is {day} in {cities}, still {other} for {whom}.")
            if _date(window.end, other) == _date(window.end, first):
                words = _("The planned end is {day} in {cities}; for {whom} all of it is on {other}.")
            whom = _("you") if other.kind == "you" else _("the client")
            text = words.format(day=ends[first.kind], cities=cities, other=ends[other.kind], whom=whom)
        yield Notice("warn", title, text)
    elif len(parties) == 2 and _date(window.start, parties[0]) != _date(window.start, parties[1]):
        days = [formats.weekday(_date(window.start, role), full=True) for role in parties]
        text = _("It is {yours} for you and {clients} in {city}.")
        text = text.format(yours=days[0], clients=days[1], city=zones.city(parties[1].zone))
        yield Notice("warn", _("Another date for the client"), text)


def _inside(parties: Sequence[ZoneRole], window: Window, formats: Formats) -> Iterator[Notice]:
    """Yield the switches inside the window, where an hour on the wall is none or two."""
    for role in parties:
        for change in zones.clock_changes(role.zone, window.start, window.end):
            length = zones.elapsed_between(window.start, window.end)
            end = zones.to_zone(window.end, role.zone)
            naive = zones.to_zone(window.start, role.zone).replace(tzinfo=zones.UTC) + length
            title = _("{whose} clock changes during the upgrade").format(whose=whose(role))
            text = _("It still lasts {length}: it ends at {end}, not {expected}.").format(
                length=formats.duration(length // timedelta(minutes=1)),
                end=formats.time(end),
                expected=formats.time(naive),
            )
            yield Notice("warn", title, f"{_jump(change, role, formats)} {text}")


def _jump(change: ClockChange, role: ZoneRole, formats: Formats) -> str:
    then = zones.to_zone(change.at, role.zone)
    day = formats.day(then.date())
    text = _("On {day} the clock goes forward by {length}.")
    text = text if change.after > change.before else _("On {day} the clock goes back by {length}.")
    return text.format(day=day, length=formats.duration(abs(change.after - change.before)))


def _before(parties: Sequence[ZoneRole], window: Window, now: datetime, formats: Formats) -> Iterator[Notice]:
    """Yield one line about the switches between now and the window."""
    if zones.elapsed_between(now, window.start) <= timedelta() or not parties:
        return
    switches = {role.kind: zones.clock_changes(role.zone, now, window.start) for role in parties}
    if not any(switches.values()):
        yield Notice("ok", _("No clock change before then"), _next_changes(parties, window.start, formats))
    elif len(parties) == 2 and _moves_apart(parties[0], parties[1], window, now):
        switched = [
            (change.at, zones.to_zone(change.at, role.zone).date())
            for role in parties
            for change in switches[role.kind]
        ]
        yield _offset_notice(parties[0], parties[1], max(switched)[1], window, now, formats)
    else:
        days = _(" and ").join(dict.fromkeys(_days(role, switches[role.kind], formats) for role in parties))
        title = _("Clocks change before then, the offset to the client stays")
        if len(parties) == 1:
            title = _("Clocks change before then, for you and the client at once")
        yield Notice("ok", title, _("On {days}.").format(days=days))


def _moves_apart(you: ZoneRole, client: ZoneRole, window: Window, now: datetime) -> bool:
    """Whether the two clocks are another time apart by the window than now."""
    then = zones.zone_difference(window.start, you.zone, client.zone)
    return then != zones.zone_difference(now, you.zone, client.zone)


def _offset_notice(
    you: ZoneRole, client: ZoneRole, day: date, window: Window, now: datetime, formats: Formats
) -> Notice:
    """Say on which day the offset changes (the last one, on the clock that changes), and what becomes of the start."""
    there, here = (zones.to_zone(window.start, role.zone) for role in (client, you))
    ahead = zones.zone_difference(now, client.zone, you.zone)
    by_today = there.replace(tzinfo=zones.UTC) + timedelta(minutes=ahead)  # only its hour is shown
    text = _("{there} in {city} becomes {here} for you; with today's offset it would be {today}.").format(
        there=formats.time(there), city=zones.city(client.zone), here=formats.time(here), today=formats.time(by_today)
    )
    return Notice("warn", _("The offset to the client changes on {day}").format(day=formats.day(day)), text)


def _next_changes(parties: Sequence[ZoneRole], since: datetime, formats: Formats) -> str:
    """Return when the clocks of both change next: one sentence, grouped by date."""
    by_day: dict[str, list[str]] = {}
    never = []
    for role in parties:
        found = zones.clock_changes(role.zone, since, since + _YEAR)
        if found:
            day = formats.day_year(zones.to_zone(found[0].at, role.zone).date())
            by_day.setdefault(day, []).append(zones.city(role.zone))
        else:
            never.append(zones.city(role.zone))
    said = []
    for day, cities in by_day.items():
        text = _("{cities} next changes on {day}.") if len(cities) == 1 else _("{cities} next change on {day}.")
        said.append(text.format(cities=_(" and ").join(cities), day=day))
    if never:
        text = _("{cities} does not change.") if len(never) == 1 else _("{cities} do not change.")
        said.append(text.format(cities=_(" and ").join(never)))
    return " ".join(said)


def _days(role: ZoneRole, found: Sequence[ClockChange], formats: Formats) -> str:
    return _(" and ").join(formats.day(zones.to_zone(change.at, role.zone).date()) for change in found)


def _date(moment: datetime, role: ZoneRole) -> date:
    return zones.to_zone(moment, role.zone).date()
