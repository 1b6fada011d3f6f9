"""When a step of the checklist is due, as an instant and in words."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from models import calendars, zones
from models.formats import Formats
from models.playbook import StepDef
from models.records import Dossier, Phase
from models.texts import _

_DAY = timedelta(days=1)


def due(dossier: Dossier, definition: StepDef) -> datetime | None:
    """Return when a step is due; None where it has no time or its phase has no date.

    A phase without a time is due with the end of its day on the client's clock.
    """
    kind, _dot, point = definition.due.partition(".")
    phase = dossier.phases.get(kind)
    if phase is None or not phase.dated:
        return None
    if point == "morning":
        return next_morning(dossier, phase)
    exact = phase.starts if point == "start" else phase.ends
    return exact or _end_of_day(phase, first=point == "start")


def next_morning(dossier: Dossier, phase: Phase) -> datetime | None:
    """Return 09:00 (the playbook's hour) in your zone on your first working day after a phase starts (N13)."""
    you, start = dossier.you, phase.starts
    day = zones.to_zone(start, you.zone).date() if start else phase.first_day
    if day is None:
        return None
    morning = calendars.calendar(you.country, you.subdivision).next_working(day)
    at = time.fromisoformat(dossier.playbook.limits.support_ticket_time)
    return datetime.combine(morning, at, tzinfo=zones.zone(you.zone))


def in_words(dossier: Dossier, definition: StepDef, now: datetime, formats: Formats) -> str:
    """Return "today 17:00", "tomorrow 09:00" or "Fri 4 Dec, 09:00" in your zone; a whole day by its date alone."""
    at = due(dossier, definition)
    if at is None:
        return ""
    kind, _dot, point = definition.due.partition(".")
    phase = dossier.phases[kind]
    if point != "morning" and not phase.timed:
        day = phase.first_day if point == "start" else phase.last_day
        return formats.day(day) if day else ""
    shown = zones.to_zone(at, dossier.you.zone)
    days = (shown.date() - zones.to_zone(now, dossier.you.zone).date()).days
    if days == 0:
        return _("today {time}").format(time=formats.time(shown))
    return _("tomorrow {time}").format(time=formats.time(shown)) if days == 1 else formats.moment(shown)


def _end_of_day(phase: Phase, *, first: bool) -> datetime | None:
    day = phase.first_day if first else phase.last_day
    if day is None:
        return None
    rules = zones.zone(phase.zone) if phase.zone else zones.UTC
    return datetime.combine(day + _DAY, time(), tzinfo=rules).astimezone(zones.UTC)
