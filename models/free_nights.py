"""Nights on which a Prod Upgrade would meet no other one and no holiday; pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from models import zones
from models.calendars import calendar
from models.formats import Formats
from models.limits import calendar_of
from models.planning import Proposal, propose_wall
from models.records import Dossier

FARTHEST: Final = 28
"""Calendar days away from the planned date in which nights are looked for."""


def free_nights(
    dossier: Dossier, now: datetime, *, count: int = 3, formats: Formats | None = None
) -> tuple[Proposal, ...]:
    """Return the nights nearest to the planned one that are free, earliest first (N08).

    A night is free where the Prod Upgrade at its planned time of day breaks no limit and asks for no reason, starts at
    least the playbook's `same_night_minutes` away from every other one of the consultant, and falls on no holiday of
    the client or of yours.

    Args:
        dossier: the engagement.
        now: the moment, aware.
        count: how many nights at most.
        formats: how dates are written in the texts of the proposals.

    Returns:
        Proposals for a review; none where the Prod Upgrade has no time.
    """
    start = dossier.prod.starts
    if start is None:
        return ()
    found: list[Proposal] = []
    for day in _around(start.date()):
        if len(found) == count:
            break
        if _holiday(dossier, day):
            continue
        proposal = propose_wall(dossier, "prod_upgrade", datetime.combine(day, start.time()), now, formats=formats)
        place = proposal.placements[0].starts
        if proposal.changes and not proposal.limits and place is not None and alone(dossier, place):
            found.append(proposal)
    return tuple(sorted(found, key=lambda proposal: proposal.placements[0].start_utc))


def _around(planned: date) -> Iterator[date]:
    """Yield the days around the planned one, the nearest first and of two the later one."""
    for away in range(1, FARTHEST + 1):
        yield planned + timedelta(days=away)
        yield planned - timedelta(days=away)


def _holiday(dossier: Dossier, day: date) -> bool:
    you = dossier.you
    mine = calendar(you.country, you.subdivision)
    return any(days.holiday(day) is not None for days in (calendar_of(dossier), mine))


def alone(dossier: Dossier, start: datetime) -> bool:
    """Return whether no other Prod Upgrade of the consultant starts in the same night as one at `start`, aware."""
    apart = timedelta(minutes=dossier.playbook.limits.same_night_minutes)
    at = bisect_left(dossier.others, start, key=_start_of)
    near = dossier.others[max(at - 1, 0) : at + 1]
    return all(abs(zones.elapsed_between(start, other)) >= apart for _client, other in near)


def _start_of(other: tuple[str, datetime]) -> datetime:
    return other[1]
