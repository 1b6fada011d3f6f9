"""What several rules ask of an engagement and a moment, and how they write dates."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from models import limits, stages, zones
from models.formats import Formats
from models.records import Dossier, Phase
from models.texts import _

FORMATS: Final = Formats()
"""Findings are written in English on the command line; the interface writes its own labels around them."""


def both_times(dossier: Dossier, start: datetime) -> str:
    """Return a moment of the Prod Upgrade in the client's time and, where it differs, in yours."""
    client = zones.to_zone(start, limits.zone_of(dossier, "prod_upgrade") or "UTC")
    text = FORMATS.with_zone(client)
    yours = zones.to_zone(start, dossier.you.zone)
    if client.utcoffset() == yours.utcoffset():
        return text
    return _("{client} ({yours} for you)").format(client=text, yours=FORMATS.with_zone(yours))


def planned_day_words(dossier: Dossier) -> str:
    """Return the date of a Prod Upgrade that has no time; empty while it has no date."""
    day = dossier.prod.first_day
    return _("{day} without a time").format(day=FORMATS.day(day)) if day else ""


def prod_date_passed(dossier: Dossier, now: datetime) -> bool:
    """Whether the planned Prod Upgrade lies behind, scheduled here or not."""
    end = end_of(dossier.prod)
    return end is not None and end <= now


def over(dossier: Dossier, kind: str, now: datetime) -> bool:
    """Whether a phase is done or skipped, so that only recorded facts may be spoken of."""
    return stages.phase_status(dossier, kind, now) in {"done", "skipped"}


def begun(dossier: Dossier, kind: str, now: datetime) -> bool:
    """Whether a phase has begun, as recorded or by its planned start."""
    return stages.phase_status(dossier, kind, now) in {"running", "done"}


def start_of(phase: Phase) -> datetime | None:
    """Return the planned start; of a date without a time its first midnight."""
    if phase.starts is not None or phase.first_day is None:
        return phase.starts
    return limits.day_start(phase.first_day, phase.zone) if phase.zone else _midnight(phase.first_day)


def end_of(phase: Phase) -> datetime | None:
    """Return the planned end; of a date without a time the midnight after it."""
    if phase.ends is not None or phase.last_day is None:
        return phase.ends
    day = phase.last_day + timedelta(days=1)
    return limits.day_start(day, phase.zone) if phase.zone else _midnight(day)


def local_day(dossier: Dossier, moment: datetime, kind: str) -> date:
    """Return the client's date at a moment."""
    zone = dossier.phases[kind].zone or dossier.engagement.zone
    return (zones.to_zone(moment, zone) if zone else moment).date()


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
