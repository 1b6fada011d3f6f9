"""What a line of Reconcile says: where it is, what the plan and ServiceNow say, and what happened; pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from msgspec import Struct

from models import mismatch, tickets, zones
from models.formats import Formats
from models.limits import lead_of
from models.reconcile import Choice, Group, Line, column_of
from models.records import Dossier, Observation
from models.texts import _, mark

GROUPS: Final[dict[Group, tuple[str, str, str]]] = {
    "lost": (mark("Silently lost"), mark("Entered, saved, and not there any more"), "danger"),
    "changed": (mark("Changed"), mark("Different from the plan or from the last read-back"), "warn"),
    "new": (mark("New"), mark("In the export, not in your plan"), "accent"),
    "gone": (mark("Gone"), mark("Was there, is not in the export"), "warn"),
    "same": (mark("Unchanged"), "", "ok"),
}
"""Group → its name, what it means, and its tone."""

CHOICES: Final[dict[Choice, str]] = {
    "plan": mark("Plan"),
    "servicenow": mark("ServiceNow"),
    "later": mark("Later"),
    "add": mark("Add it"),
    "not_mine": mark("Not mine"),
}

FIELDS: Final = {
    "start": mark("planned start"),
    "end": mark("planned end"),
    "state": mark("state"),
    "short_description": mark("short description"),
}

_ZONES: Final = ("UTC", "America/Los_Angeles")
_CAUSES: Final = {
    "am-pm": mark("12 h off, am/pm"),
    "day-month": mark("Day and month swapped"),
    "year": mark("A year off"),
    "clock-change": mark("1 h off, clock change"),
}


class Cells(Struct, frozen=True):
    """The texts of a row: each pair is the main line and the one below it."""

    where: tuple[str, str]
    plan: tuple[str, str]
    shown: tuple[str, str]
    what: tuple[str, str]


def cells(line: Line, choice: Choice | None, now: datetime, formats: Formats) -> Cells:
    """Return what a row says; `choice` is what was decided so far."""
    dossier = line.dossier
    client = dossier.engagement.client
    if line.subject == "engagement":
        count = len(dossier.tickets)
        below = _("{count} tickets, parent {parent}").format(count=count, parent=dossier.engagement.parent or _("none"))
        return Cells((client, below), ("–", _("was not in your plan")), (_("New"), _("in this export")), ("", ""))
    return Cells(
        where=(client, _("{number}, {field}").format(number=line.number, field=field_words(line))),
        plan=_plan(line, formats),
        shown=_shown(line, now, formats),
        what=(_what(line, now, formats), adds(line, choice)),
    )


def field_words(line: Line) -> str:
    """Return the field in words: "planned end"."""
    place, _dot, field = line.subject.partition(".")
    return _("incident") if place.startswith("INC") else _(FIELDS.get(field, field))


def adds(line: Line, choice: Choice | None) -> str:
    """Return what recording a decision adds, in a few words."""
    if choice == "plan" and line.entry is not None and line.entry.is_date:
        if line.dossier.engagement.scheduling:
            return _("Adds: correct, tell {lead}").format(lead=lead_of(line.dossier))
        return _("Adds: enter, read back")
    if choice == "servicenow" and line.entry is not None and line.entry.field != "state":
        return _("Adds: review of the move")
    return ""


def moment(at: datetime, dossier: Dossier, formats: Formats) -> tuple[str, str]:
    """Return an instant in the client's time, and in yours below it."""
    zone = dossier.prod.zone or dossier.engagement.zone
    client = zones.to_zone(at, zone) if zone else at
    yours = zones.to_zone(at, dossier.you.zone)
    if client.utcoffset() == yours.utcoffset():
        return formats.with_zone(client), _("the same for you")
    same_day = client.date() == yours.date()
    clock = f"{formats.time(yours)} {zones.abbreviation(yours, dossier.you.zone)}"
    told = clock if same_day else f"{formats.weekday(yours.date())} {clock}"
    return formats.with_zone(client), _("{time} for you").format(time=told)


def when(utc: str, dossier: Dossier, now: datetime, formats: Formats) -> str:
    """Return when something was seen, on your clock: "10:31" today, else "Mon 23 Nov, 17:12"."""
    at = zones.to_zone(zones.parse_utc(utc), dossier.you.zone)
    today = at.date() == zones.to_zone(now, dossier.you.zone).date()
    return formats.time(at) if today else formats.moment(at)


def reading(seen: Observation, dossier: Dossier, formats: Formats) -> str:
    """Return what an observation showed, in words."""
    if seen.instant_utc:
        return moment(zones.parse_utc(seen.instant_utc), dossier, formats)[0]
    return seen.value or _("Empty")


def to_type(line: Line, formats: Formats) -> tuple[str, str]:
    """Return what to type into ServiceNow if the plan is right, and what that means; empty where nothing is typed."""
    entry = line.entry
    if entry is None:
        return "", ""
    if not entry.is_date:
        return entry.intended, ""
    if not entry.intended:
        return "", ""
    at = zones.parse_utc(entry.intended)
    zone = (line.seen.zone if line.seen else "") or line.dossier.prod.zone
    if zone == "UTC":
        zone = line.dossier.prod.zone
    shown = zones.to_zone(at, zone)
    means = _("{city} session. {moment} for the client.").format(
        city=zones.city(zone), moment=moment(at, line.dossier, formats)[0]
    )
    return formats.servicenow(shown), means


def header_words(seen: Observation) -> str:
    """Return the column that a value was read from."""
    return column_of(seen) or seen.subject.partition(".")[2]


def _plan(line: Line, formats: Formats) -> tuple[str, str]:
    entry = line.entry
    if entry is None:
        return ("–", _("not in your plan")) if line.group == "new" else (_state(line), _("still in your plan"))
    if entry.is_date:
        if not entry.intended:
            return _("No time"), ""
        return moment(zones.parse_utc(entry.intended), line.dossier, formats)
    if entry.field == "short_description":
        return _carried(line, entry.intended, formats), _("built from the plan")
    return entry.intended or _("Not opened"), _("as it was last") if entry.earlier else _("recorded here")


def _state(line: Line) -> str:
    ticket = line.dossier.ticket(line.subject.partition(".")[0])
    return ticket.state if ticket and ticket.state else "–"


def _shown(line: Line, now: datetime, formats: Formats) -> tuple[str, str]:
    seen = line.seen
    if seen is None:
        return "–", ""
    below = _("seen {when}").format(when=when(seen.at_utc, line.dossier, now, formats))
    if line.group == "gone":
        return _("Not listed"), below
    if seen.instant_utc:
        return moment(zones.parse_utc(seen.instant_utc), line.dossier, formats)
    if not seen.value:
        last = next((item for item in reversed(line.entry.earlier) if item.value), None) if line.entry else None
        said = _("was there {when}").format(when=when(last.at_utc, line.dossier, now, formats)) if last else below
        return _("Empty"), said
    value = _carried(line, seen.value, formats) if seen.subject.endswith("short_description") else seen.value
    text = line.dossier.newest(f"{seen.subject.partition('.')[0]}.short_description")
    return value, text.value if text and seen.subject.startswith("INC") else below


def _carried(line: Line, text: str, formats: Formats) -> str:
    """Return the date that a short description carries: "Wed 2 Dec, 19:00 PST"; the text where it has none."""
    place = line.subject.partition(".")[0]
    definition = next((item for item in line.dossier.playbook.tickets if item.kind == place), None)
    own = tickets.parse(text, line.dossier.engagement.client).date_of(definition.phase) if definition else None
    if own is None or own.date is None:
        return text.rpartition("| ")[2]
    day = formats.day(own.date)
    return f"{day}, {own.time:%H:%M} {own.abbreviation}".strip() if own.time else day


def _what(line: Line, now: datetime, formats: Formats) -> str:
    if line.group in {"gone", "new"} or line.entry is None or line.seen is None:
        return _("No longer in the list") if line.group == "gone" else _("Not known here")
    lost = line.group == "lost"
    if not line.seen.value:
        return _("Value not kept") if lost else _("Not entered, or not kept")
    if line.entry.is_date:
        return _cause(line, now, formats)
    if line.entry.field == "short_description":
        return _("Went back to an old date") if lost else _("Out of date")
    return _("Closed elsewhere") if line.seen.value.startswith("Clos") else _("Changed elsewhere")


def _cause(line: Line, now: datetime, formats: Formats) -> str:
    """Name how far off a date is and the likeliest reason, from the patterns of the triple check."""
    seen, planned = line.seen, line.entry.intended if line.entry else ""
    if seen is None or not seen.instant_utc or not planned:
        return _("Differs")
    start, shown = zones.parse_utc(planned), zones.parse_utc(seen.instant_utc)
    zone = line.dossier.prod.zone
    minutes = round(zones.elapsed_between(start, shown).total_seconds() / 60)
    length = formats.duration(abs(minutes))
    far = _("{length} late") if minutes > 0 else _("{length} early")
    far = far.format(length=length)
    if not zone or line.subject.endswith(".end"):
        return far
    session = seen.zone if zones.exists(seen.zone) else zone
    window = timedelta(minutes=line.dossier.playbook.limits.prod_window_minutes)
    case = mismatch.Case(
        start=zones.to_zone(start, zone),
        end=zones.to_zone(zones.after(start, window), zone),
        shown_start=zones.to_zone(shown, session),
        shown_end=zones.to_zone(zones.after(shown, window), session),
        known=tuple(dict.fromkeys((line.dossier.you.zone, zone, session, *_ZONES))),
        now=now,
        formats=formats,
    )
    name = mismatch.start_causes(case)[0].name
    if name in _CAUSES:
        return _(_CAUSES[name])
    return _("{far}, another zone").format(far=far) if name == "zone" else far
