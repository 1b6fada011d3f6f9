"""Which backups stay: every one of the last hours, then one for each hour, day and week."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from datetime import datetime, timedelta
from typing import Final

_TIERS: Final[tuple[tuple[timedelta, Callable[[datetime], Hashable]], ...]] = (
    (timedelta(hours=2), lambda moment: moment),
    (timedelta(days=1), lambda moment: (moment.date(), moment.hour)),
    (timedelta(days=14), lambda moment: moment.date()),
    (timedelta(weeks=52), lambda moment: moment.isocalendar()[:2]),
)
"""Up to which age, and what two backups share of which only the newer one stays."""


def kept(moments: Iterable[datetime], now: datetime) -> frozenset[datetime]:
    """Return the moments whose backups stay; the newest always does.

    Args:
        moments: when the backups were made, UTC.
        now: the moment, UTC.
    """
    stays: dict[Hashable, datetime] = {}
    newest_first = sorted(moments, reverse=True)
    for moment in newest_first:
        age = now - moment  # both are UTC: elapsed time
        tier = next((item for item in enumerate(_TIERS) if age <= item[1][0]), None)
        if tier is not None:
            number, (_age, shared) = tier
            stays.setdefault((number, shared(moment)), moment)
    return frozenset([*stays.values(), *newest_first[:1]])
