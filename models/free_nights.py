"""Nights that are free for a Prod Upgrade: no other one, no holiday, no limit, as both parties wish; pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Final

from msgspec import Struct

from models import zones
from models.back_planning import latest_places
from models.calendars import calendar
from models.formats import Formats
from models.limits import calendar_of, zone_of
from models.planning import Proposal, propose_wall, reschedulable
from models.records import Dossier

NEAR: Final = 28
"""Calendar days away from the planned date in which nights are looked for where nobody wishes anything."""
FARTHEST: Final = 120
"""Calendar days from today in which nights are looked for that both parties wish."""

_DAY: Final = timedelta(days=1)
_STEP_MINUTES: Final = 30


class Wish(Struct, frozen=True):
    """When a party would have a Prod Upgrade start, on its own clock.

    Attributes:
        weekdays: 0 is Monday; a time after midnight belongs to the evening before where the stretch crosses it.
        since: earliest start.
        until: latest start; earlier than `since` where the stretch crosses midnight.
    """

    weekdays: frozenset[int] = frozenset(range(7))
    since: time = time(0, 0)
    until: time = time(23, 59)

    def grants(self, start: datetime) -> bool:
        """Return whether a start fits, a moment in the party's own zone."""
        clock, day = start.time().replace(second=0, microsecond=0), start.date()
        if self.since <= self.until:
            inside = self.since <= clock <= self.until
        else:
            inside = clock >= self.since or clock <= self.until
            day -= _DAY if clock <= self.until else timedelta()
        return inside and day.weekday() in self.weekdays


EVENINGS: Final = Wish(frozenset(range(5)), time(18, 0), time(23, 0))
"""What a client wishes until told otherwise: an evening from Monday to Friday."""

AWAKE: Final = Wish(since=time(6, 0), until=time(23, 0))
"""What you wish until told otherwise: any day, not in the middle of your night."""


def free_nights(
    dossier: Dossier,
    now: datetime,
    *,
    wishes: tuple[Wish, Wish] | None = None,
    count: int = 3,
    formats: Formats | None = None,
) -> tuple[Proposal, ...]:
    """Return free nights for the Prod Upgrade, earliest first: with wishes the next ones, else the nearest to the plan.

    A night is free where the Prod Upgrade breaks no limit and needs no reason but that it moves, starts at least the
    playbook's `same_night_minutes` away from every other one of the consultant (N08), falls on no holiday of either
    party by its own date, and leaves time for what comes before it. Without wishes it keeps its planned time of day.

    Args:
        dossier: the engagement.
        now: the moment, aware.
        wishes: what the client wishes, on the client's clock, and what you wish, on yours.
        count: how many nights at most.
        formats: how dates are written in the texts of the proposals.

    Returns:
        Proposals for a review; none for a Prod Upgrade that can't be moved, and without wishes for one without a time.
    """
    zone, planned = zone_of(dossier, "prod_upgrade"), dossier.prod.starts
    if not zone or (planned is None and wishes is None) or reschedulable(dossier, "prod_upgrade", now) is not None:
        return ()
    today = zones.to_zone(now, zone).date()
    days: Iterable[date] = (today + _DAY * ahead for ahead in range(FARTHEST))
    clocks = list(_clocks(dossier, wishes[0])) if wishes else []
    if planned is not None and wishes is None:
        days, clocks = _around(planned.date()), [planned.time()]
    free = (night for day in days if (night := _night(dossier, day, clocks, wishes, now, formats)) is not None)
    return tuple(sorted(islice(free, count), key=lambda proposal: proposal.placements[0].start_utc))


def alone(dossier: Dossier, start: datetime) -> bool:
    """Return whether no other Prod Upgrade of the consultant starts in the same night as one at `start`, aware."""
    apart = timedelta(minutes=dossier.playbook.limits.same_night_minutes)
    at = bisect_left(dossier.others, start, key=_start_of)
    near = dossier.others[max(at - 1, 0) : at + 1]
    return all(abs(zones.elapsed_between(start, other)) >= apart for _client, other in near)


def _night(
    dossier: Dossier,
    day: date,
    clocks: Iterable[time],
    wishes: tuple[Wish, Wish] | None,
    now: datetime,
    formats: Formats | None,
) -> Proposal | None:
    """Return the first start on a client's day that is free and wished."""
    zone = zone_of(dossier, "prod_upgrade")
    for clock in clocks:
        wall = datetime.combine(day, clock)
        real = zones.instants(wall, zone)
        if len(real) != 1:  # a time that the clock skips or shows twice is nothing to offer
            continue
        start = zones.to_zone(real[0], zone)
        here = zones.to_zone(start, dossier.you.zone)
        if (wishes and not (wishes[0].grants(start) and wishes[1].grants(here))) or _holiday(dossier, start, here):
            continue
        proposal = propose_wall(dossier, "prod_upgrade", wall, now, formats=formats)
        late = any(item.state == "late" for item in latest_places(dossier, start, now))
        if proposal.changes and not proposal.limits and not late and alone(dossier, start):
            return proposal
    return None


def _around(planned: date) -> Iterator[date]:
    """Yield the days around the planned one, the nearest first and of two the later one."""
    for away in range(1, NEAR + 1):
        yield planned + timedelta(days=away)
        yield planned - timedelta(days=away)


def _clocks(dossier: Dossier, wish: Wish) -> Iterator[time]:
    """Yield the starts to try on a day: the planned one, the playbook's, then every half hour of the wish."""
    planned = dossier.prod.starts
    usual = dossier.playbook.phase("prod_upgrade").at
    first = [planned.time()] if planned is not None else []
    first += [time.fromisoformat(usual)] if usual else []
    yield from dict.fromkeys(first)
    minutes = wish.since.hour * 60 + wish.since.minute
    last = wish.until.hour * 60 + wish.until.minute
    length = (last - minutes) % (24 * 60)
    for after in range(0, length + 1, _STEP_MINUTES):
        hour, minute = divmod((minutes + after) % (24 * 60), 60)
        clock = time(hour, minute)
        if clock not in first:
            yield clock


def _holiday(dossier: Dossier, start: datetime, here: datetime) -> bool:
    """Return whether a start is on a holiday of the client, or on one of yours where you are."""
    mine = calendar(dossier.you.country, dossier.you.subdivision)
    return calendar_of(dossier).holiday(start.date()) is not None or mine.holiday(here.date()) is not None


def _start_of(other: tuple[str, datetime]) -> datetime:
    return other[1]
