"""Rules for what ServiceNow shows of the planned dates: each value is read back, because the fields fail silently.

A rehearsed reading can warn, it never reassures; what was seen after the moment is a rehearsal of another day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from models import mismatch, stages, zones
from models.records import Dossier, Observation
from models.rules import moments
from models.rules.finding import Finding, Severity, about
from models.texts import _

_PLACES: Final = {"CHG": "N17", "CTASK": "N21"}
"""Where the dates are entered, with the requirement that each be read back."""
_FIELDS: Final = ("start", "end")
_MIXED_UP: Final = ("UTC", "America/Los_Angeles")
"""Zones in which ServiceNow often shows or takes a time: raw input, and the usual system zone."""


def planned_end(dossier: Dossier, now: datetime) -> Iterator[Finding]:
    """N19: "Planned End Date is going to be 3 hours after the Planned Start Date" (L53), as ServiceNow shows them."""
    if stages.prod_over(dossier, now):
        return
    window = dossier.playbook.limits.prod_window_minutes
    for place in _PLACES:
        start, end = (_instant(_newest(dossier, f"{place}.{field}", now)) for field in _FIELDS)
        if start is None or end is None or end - start == timedelta(minutes=window):
            continue
        text = _("{place}: the planned end is {length} after the planned start, not {window}.")
        if end < start:
            text = _("{place}: the planned end is {length} before the planned start, not {window} after it.")
        said = text.format(
            place=_name(dossier, place),
            length=moments.FORMATS.duration(int(abs(end - start) / timedelta(minutes=1))),
            window=moments.FORMATS.duration(window),
        )
        right = moments.both_times(dossier, zones.after(start, timedelta(minutes=window)))
        action = _("Correct the planned end to {end} and read it back.").format(end=right)
        yield about(dossier, "planned-end", "error", "N19", said, action)


def not_read_back(dossier: Dossier, now: datetime) -> Iterator[Finding]:
    """N17, N21: "These fields have failed silently in the past" (L48): entered is not saved until it is read back."""
    start = moments.start_of(dossier.prod)
    if start is None or stages.prod_over(dossier, now):
        return
    urgent = timedelta(hours=dossier.playbook.limits.read_back_urgent_hours)
    severity: Severity = "error" if now >= zones.after(start, -urgent) else "warning"
    names = {"start": _("planned start"), "end": _("planned end")}
    for place in _asked(dossier):
        missing = [name for field, name in names.items() if not _matches(dossier, place, field, now)]
        if missing:
            text = _("{place}: {fields} not read back since the last change.").format(
                place=_name(dossier, place), fields=_(" and ").join(missing)
            )
            action = _("Reload the form in ServiceNow and record what it shows.")
            if not dossier.prod.timed:
                action = _("Set the time of the prod upgrade, reload the form and record what it shows.")
            yield about(dossier, "not-read-back", severity, _PLACES[place], text, action)


def read_back_differs(dossier: Dossier, now: datetime) -> Iterator[Finding]:
    """N17, N21: what ServiceNow shows is not what was planned, with the likely cause named."""
    if not dossier.prod.dated or stages.prod_over(dossier, now):
        return
    for place in _PLACES:
        found = (_difference(dossier, place, field, now) for field in _FIELDS)
        text = next((text for text in found if text), "")
        if text:
            action = _("Enter it again, save, reload and read it back.")
            yield about(dossier, "read-back-differs", "error", _PLACES[place], text, action)


def _difference(dossier: Dossier, place: str, field: str, now: datetime) -> str:
    """Return in words how the newest reading of a field differs from the plan; empty where it doesn't."""
    seen = _newest(dossier, f"{place}.{field}", now)
    planned = dossier.prod.starts if field == "start" else dossier.prod.ends
    if seen is None or (planned is None and field == "end"):
        return ""
    shown, cause = _instant(seen), ""
    if shown is None:
        if seen.value or not (place == "CTASK" or place in _asked(dossier)):  # not readable, or not entered yet
            return ""
        said, cause = _("empty"), _("This field can fail silently.")
    elif planned is None:
        if moments.local_day(dossier, shown, "prod_upgrade") == dossier.prod.first_day:
            return ""
        said = moments.both_times(dossier, shown)
    elif shown == planned:
        return ""
    else:
        said, cause = moments.both_times(dossier, shown), _cause(dossier, seen, planned, shown, now)
    words = _("{place}: the planned start is {shown}, the plan says {planned}. {cause}")
    if field == "end":
        words = _("{place}: the planned end is {shown}, the plan says {planned}. {cause}")
    right = moments.both_times(dossier, planned) if planned else moments.planned_day_words(dossier)
    return words.format(place=_name(dossier, place), shown=said, planned=right, cause=cause).strip()


def _cause(dossier: Dossier, seen: Observation, planned: datetime, shown: datetime, now: datetime) -> str:
    """Name the likeliest cause in the words of the triple check; empty where no pattern fits."""
    client = zones.zone_name(planned)
    session = seen.zone if zones.exists(seen.zone) else client
    length = timedelta(minutes=dossier.playbook.limits.prod_window_minutes)
    case = mismatch.Case(
        start=planned,
        end=zones.after(planned, length),
        shown_start=zones.to_zone(shown, session),
        shown_end=zones.after(zones.to_zone(shown, session), length),
        known=tuple(dict.fromkeys((dossier.you.zone, client, session, *_MIXED_UP))),
        now=now,
        formats=moments.FORMATS,
    )
    cause = mismatch.start_causes(case)[0]
    return "" if cause.name == "unknown" else cause.detail


def _asked(dossier: Dossier) -> tuple[str, ...]:
    """Return where the planned dates have been entered by now, so that they must be read back there.

    Of an upgrade that was scheduled before it came here the change is asked for, its CTASK is closed (Decisions 3).
    """
    engagement = dossier.engagement
    asked = ("CHG",) if engagement.entered_utc or engagement.scheduling else ()
    return (*asked, "CTASK") if engagement.ctask_appeared_utc or engagement.ctask_closed_utc else asked


def _matches(dossier: Dossier, place: str, field: str, now: datetime) -> bool:
    """Whether the newest real reading is younger than the last change and is what the plan says."""
    seen = _newest(dossier, f"{place}.{field}", now, rehearsed=False)
    planned = dossier.prod.starts if field == "start" else dossier.prod.ends
    if seen is None or planned is None:
        return False
    changes = [message.created_utc for message in dossier.messages if message.kind == "adjustment"]
    return seen.at_utc >= max([dossier.engagement.entered_utc, *changes]) and _instant(seen) == planned


def _newest(dossier: Dossier, subject: str, now: datetime, *, rehearsed: bool = True) -> Observation | None:
    seen = [item for item in dossier.observations if item.subject == subject and item.kind == "observation"]
    if not seen:
        return None
    until = zones.utc_text(now)
    real = [item for item in seen if item.at_utc <= until and (rehearsed or not item.rehearsal)]
    return max(real, key=lambda item: (item.at_utc, item.id), default=None)


def _instant(seen: Observation | None) -> datetime | None:
    return zones.parse_utc(seen.instant_utc) if seen and seen.instant_utc else None


def _name(dossier: Dossier, place: str) -> str:
    ticket = dossier.ticket(place)
    words = {"CHG": _("The change"), "CTASK": _("The CTASK")}
    return ticket.number if ticket and ticket.number else words[place]
