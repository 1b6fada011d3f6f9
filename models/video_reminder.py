"""The reminder to look at the video again before one's first Prod Upgrade in three months (N14)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from models import library, zones
from models.library import Moment, Video
from models.records import Dossier
from models.texts import _

STEP: Final = "schedule_conversion"
LONG_AGO: Final = timedelta(days=92)
SOON: Final = timedelta(days=14)


def look_again(
    dossiers: Iterable[Dossier], videos: Sequence[Video], moments: Mapping[int, tuple[Moment, ...]], now: datetime
) -> str:
    """Return which video to look at again, and before whose Prod Upgrade; empty where there is no reason.

    There is one where a Prod Upgrade is at most two weeks away, none of yours was in the three months before now, and
    no video that shows the scheduling was watched in them.
    """
    starts = [(item.prod.starts, item.engagement.client) for item in dossiers if item.prod.starts]
    coming = min(((at, client) for at, client in starts if now < at <= zones.after(now, SOON)), default=None)
    since = zones.after(now, -LONG_AGO)
    if coming is None or any(since <= at <= now for at, _client in starts):
        return ""
    shows = [(item, shown) for item in videos if (shown := _shown(moments.get(item.id, ()))) is not None]
    if not shows or any(item.watched_utc >= zones.utc_text(since) for item, _shown_at in shows):
        return ""
    item, moment = shows[0]
    words = _("{client}'s is your first in three months. “{title}” shows how it is scheduled, at {time}.")
    return words.format(client=coming[1], title=item.title, time=library.clock_text(moment.at_ms))


def _shown(moments: Sequence[Moment]) -> Moment | None:
    return next((moment for moment in moments if moment.step == STEP), None)
