"""Instants that new time zone data part from their agreed wall times (N20); pure."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from models import zones
from models.records import Dossier, Phase


class Moved(Struct, frozen=True):
    """A phase whose instant is another one by the present rules: as it was stored, and as it is, both in UTC."""

    kind: str
    stored: datetime
    present: datetime


def moved(dossier: Dossier, now: datetime) -> tuple[Moved, ...]:
    """Return the planned starts to come whose wall time is another instant by the present zone data."""
    return tuple(
        Moved(phase.kind, zones.parse_utc(phase.start_utc), phase.starts.astimezone(zones.UTC))
        for phase in dossier.phases.values()
        if _is_ahead(phase, now) and phase.starts is not None and zones.utc_text(phase.starts) != phase.start_utc
    )


def _is_ahead(phase: Phase, now: datetime) -> bool:
    over = phase.actual_start_utc or phase.actual_end_utc
    return bool(phase.start_utc and not over and zones.exists(phase.zone) and phase.start_utc > zones.utc_text(now))
