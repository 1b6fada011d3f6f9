"""What each party will read: the strings that ServiceNow, its e-mails, the client's mail and your calendar will show.

ServiceNow's form shows the session's zone without saying so, and its e-mails print the system's: that is how a right
date is misread (N16, N17, N20).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from models import zone_rows, zones
from models.aligned_text import aligned
from models.formats import Formats
from models.texts import _
from models.zone_roles import ZoneRole, of_kind
from models.zone_rows import Window, ZoneRow, table


class PartyReading(Struct, frozen=True):
    """One text that somebody will read.

    Attributes:
        place: where it stands: "ServiceNow form".
        zone: the IANA zone that it is written in.
        text: the string, exactly as it is shown there.
        start: of the two fields of a form, the first; empty elsewhere.
        end: the second.
    """

    place: str
    zone: str
    text: str
    start: str = ""
    end: str = ""


def party_readings(roles: tuple[ZoneRole, ...], window: Window, formats: Formats) -> tuple[PartyReading, ...]:
    """Return what each party will read of a window; one whose zone is not known is left out."""
    session, system, client, you = (of_kind(roles, kind) for kind in ("session", "system", "client", "you"))
    found = []
    for role, place, told in ((session, _("ServiceNow form"), False), (system, _("ServiceNow e-mail"), True)):
        if role.known:
            first, last = (_field(zones.to_zone(at, role.zone), formats, told) for at in (window.start, window.end))
            text = first if window.instant_only else f"{first} – {last}"
            found.append(PartyReading(place, role.zone, text, first, last))
    for role, place in ((client, _("Client's mail")), (you, _("Your calendar"))):
        if role.known:
            found.append(PartyReading(place, role.zone, _prose(window, role.zone, formats)))
    return tuple(found)


def as_text(found: Sequence[PartyReading]) -> str:
    """Return the readings as aligned plain text, each with its city."""
    return aligned([(item.place, item.text, zones.city(item.zone)) for item in found])


def as_markdown(found: Sequence[PartyReading]) -> str:
    """Return the readings as a Markdown table."""
    head = (_("Where"), _("What it shows"), _("City"))
    return table([head, *((item.place, item.text, zones.city(item.zone)) for item in found)])


def whole_text(
    found: Sequence[ZoneRow], roles: tuple[ZoneRole, ...], window: Window, formats: Formats, *, markdown: bool
) -> str:
    """Return all clocks and what each party will read, as aligned plain text or as Markdown tables."""
    readings = party_readings(roles, window, formats)
    if markdown:
        return f"{zone_rows.as_markdown(found, formats)}\n\n{as_markdown(readings)}\n"
    return f"{zone_rows.as_text(found, formats)}\n\n{as_text(readings)}\n"


def _field(moment: datetime, formats: Formats, told: bool) -> str:
    """Return a moment as ServiceNow writes it; in e-mails it adds the zone's abbreviation."""
    shown = formats.servicenow(moment)
    return f"{shown} {zones.abbreviation(moment, zones.zone_name(moment))}" if told else shown


def _prose(window: Window, zone: str, formats: Formats) -> str:
    """Return "Thu 3 Dec 2026, 22:00 – Fri 01:00 EST"; the zone is named at both ends where it changes in between."""
    start, end = (zones.to_zone(at, zone) for at in (window.start, window.end))
    said = f"{formats.day_year(start)}, {formats.time(start)}"
    if window.instant_only:
        return f"{said} {zones.abbreviation(start, zone)}"
    if zones.offset_minutes(start, zone) != zones.offset_minutes(end, zone):
        said += f" {zones.abbreviation(start, zone)}"
    return f"{said} – {_end(start, end, formats)} {zones.abbreviation(end, zone)}"


def _end(start: datetime, end: datetime, formats: Formats) -> str:
    weekday = f"{formats.weekday(end)} " if end.date() != start.date() else ""
    return f"{weekday}{formats.time(end)}"
