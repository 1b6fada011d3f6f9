"""The Timezone Check: which zone a ServiceNow session is in, told from a work note's stamp and this computer's clock.

PRODUCT, Decisions 7. The age of a stamp is the clock minus the stamp as read in a zone; a note that was just posted
has an age of −2 to +10 minutes in the right one. Those 12 minutes are less than the 15 between two offsets, so that
at most one offset fits (N16).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, Literal

from msgspec import Struct

from models.errors import UserError
from models.servicenow.dates import Order, read
from models.zones import UTC, instants, offset_minutes

YOUNGEST: Final = timedelta(minutes=-2)
OLDEST: Final = timedelta(minutes=10)
EXPIRED: Final = timedelta(minutes=60)
FALLBACK_ZONES: Final = ("UTC", "America/Los_Angeles")
"""Zones that a session may have although nobody named them: ServiceNow's own defaults."""

_STEP: Final = timedelta(minutes=15)
_WESTMOST, _EASTMOST = timedelta(hours=-12), timedelta(hours=14)


class StampReading(Struct, frozen=True):
    """What a stamp says.

    Attributes:
        result: "known" (a known zone fits), "expired" (one would, were the stamp not 10 to 60 minutes old), "unknown"
            (an offset fits that no known zone has now), or "clock" (nothing fits: clock or stamp is off).
        zones: the known zones that fit, in the order in which they were given; all have the same offset now.
        offset: minutes ahead of UTC; None for "clock".
        age: how old the stamp is; None for "clock".
        order: the date order of the stamp, which its session's other dates share; None for "clock".
    """

    result: Literal["known", "expired", "unknown", "clock"]
    zones: tuple[str, ...] = ()
    offset: int | None = None
    age: timedelta | None = None
    order: Order | None = None


def read_stamp(text: str, clock: datetime, known: Sequence[str], fallback: Sequence[str] = ()) -> StampReading:
    """Tell the session's zone from a stamp (N16).

    Args:
        text: the stamp as ServiceNow shows it.
        clock: this computer's time when the stamp was read, aware.
        known: IANA zones in use, the likeliest first.
        fallback: zones that count only where none of `known` fits.

    Raises UserError where the text is no date with a time, or a zone is unknown.
    """
    readings = read(text)
    if not readings[0].has_time:
        raise UserError(f"“{text.strip()}” has no time.", do="Copy the whole stamp of the work note.")
    clock = clock.astimezone(UTC).replace(microsecond=0)
    utc_wall = clock.replace(tzinfo=None)
    # two readings of one text are a month apart, so at most one of them is near the clock
    near = [item for item in readings if abs(item.wall - utc_wall) <= _EASTMOST + EXPIRED]
    if not near:
        return StampReading("clock")
    wall, order = near[0].wall, near[0].order
    for names in (known, fallback):
        if found := _matching(wall, clock, names, YOUNGEST, OLDEST):
            return _named("known", found, clock, order)
    if found := _matching(wall, clock, [*known, *fallback], OLDEST, EXPIRED):
        return _named("expired", found, clock, order)
    ahead = wall - utc_wall
    offset = -((-ahead - YOUNGEST) // _STEP) * _STEP  # the first multiple at which the stamp is not too young
    if offset - ahead > OLDEST or not _WESTMOST <= offset <= _EASTMOST:
        return StampReading("clock")
    return StampReading("unknown", (), offset // timedelta(minutes=1), offset - ahead, order)


def _matching(
    wall: datetime, clock: datetime, names: Sequence[str], low: timedelta, high: timedelta
) -> list[tuple[str, timedelta]]:
    return [
        (name, clock - instant)
        for name in dict.fromkeys(names)
        for instant in instants(wall, name)
        if low <= clock - instant <= high
    ]


def _named(
    result: Literal["known", "expired"], found: list[tuple[str, timedelta]], clock: datetime, order: Order
) -> StampReading:
    name, age = min(found, key=lambda item: abs(item[1])) if result == "expired" else found[0]
    same = tuple(zone for zone, other in found if other == age)
    return StampReading(result, same, offset_minutes(clock - age, name), age, order)
