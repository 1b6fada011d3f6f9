"""How engagements are listed: what is sorted, grouped and counted, in a record small enough for very many. Pure."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from msgspec import Struct

from models import stages, zones
from models.attention import Attention
from models.records import Dossier

LAST: Final = float("inf")
"""Where an engagement without a date is sorted."""


class Entry(Struct, frozen=True):
    """One engagement as it is listed.

    Attributes:
        engagement: its id.
        client: its name.
        group: "needs_you", "on_track" or "done".
        tone: "danger", "warn", "accent" or "neutral".
        reason: why it stands there, one line.
        due: by when it needs you, in seconds since 1970; `LAST` without a time.
        prod: start of its Prod Upgrade, likewise.
        consultant: whose it is: only upgrades of one person are in one another's way.
        apart: two starts less than so many seconds apart are the same night; 0 where its own is over or has no time.
    """

    engagement: int
    client: str
    group: str = "on_track"
    tone: str = "neutral"
    reason: str = ""
    due: float = LAST
    prod: float = LAST
    consultant: str = ""
    apart: float = 0.0


def entry_of(dossier: Dossier, seen: Attention | None, now: datetime) -> Entry:
    """Return how an engagement is listed at a moment."""
    prod, engagement = dossier.prod, dossier.engagement
    start = zones.parse_utc(prod.start_utc).timestamp() if prod.start_utc else LAST
    if start == LAST and (day := prod.first_day) is not None:
        start = datetime(day.year, day.month, day.day, 12, tzinfo=zones.UTC).timestamp()
    coming = start > now.timestamp() and not prod.actual_end_utc  # the dearer question is left for what is past
    open_still = bool(prod.start_utc) and not engagement.archived_utc
    ahead = open_still and (coming or not stages.prod_over(dossier, now))
    return Entry(
        dossier.id,
        engagement.client,
        seen.group if seen else "on_track",
        seen.tone if seen else "neutral",
        seen.reason if seen else "",
        seen.due.timestamp() if seen and seen.due else LAST,
        start,
        engagement.consultant,
        dossier.playbook.limits.same_night_minutes * 60.0 if ahead else 0.0,
    )
