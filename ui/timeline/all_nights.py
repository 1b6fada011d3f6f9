"""Prod Upgrades of one consultant that begin in the same night, and how their rows show it. Pure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Protocol

from msgspec import Struct

Nights = Mapping[int, tuple[int, ...]]
"""The engagements whose Prod Upgrade shares a night with one's own, by engagement, the earliest first."""


class Upgrade(Protocol):
    """What is asked of an engagement: seconds since 1970 and whose it is; `apart` is 0 for one that is over."""

    @property
    def engagement(self) -> int: ...
    @property
    def prod(self) -> float: ...
    @property
    def consultant(self) -> str: ...
    @property
    def apart(self) -> float: ...


class Night(Struct, frozen=True):
    """How a row shows that its night is shared.

    Attributes:
        size: how many neighbouring rows the bracket spans; 1 for a row whose partners stand elsewhere.
        place: which of them this one is, from 0.
    """

    size: int = 1
    place: int = 0


def same_nights(upgrades: Iterable[Upgrade]) -> dict[int, tuple[int, ...]]:
    """Return who shares a night with whom; engagements that share none are not named."""
    people: dict[str, list[Upgrade]] = {}
    for upgrade in upgrades:
        if upgrade.apart:
            people.setdefault(upgrade.consultant, []).append(upgrade)
    found: dict[int, tuple[int, ...]] = {}
    for known in people.values():
        known.sort(key=lambda upgrade: upgrade.prod)
        starts = [upgrade.prod for upgrade in known]
        farthest = max(upgrade.apart for upgrade in known)
        if all(later - start >= farthest for start, later in pairwise(starts)):
            continue
        for upgrade in known:
            first = bisect_right(starts, upgrade.prod - upgrade.apart)
            last = bisect_left(starts, upgrade.prod + upgrade.apart)
            if last - first > 1:
                found[upgrade.engagement] = tuple(
                    other.engagement for other in known[first:last] if other is not upgrade
                )
    return found


def near(upgrades: Iterable[Upgrade], mine: Upgrade, start: float) -> tuple[int, ...]:
    """Return the same consultant's other engagements that a start at another moment would meet in one night."""
    return tuple(
        other.engagement
        for other in upgrades
        if other.apart
        and other.engagement != mine.engagement
        and other.consultant == mine.consultant
        and abs(other.prod - start) < mine.apart
    )


def brackets(order: Sequence[int], nights: Nights) -> dict[int, Night]:
    """Return what stands at which place of a group: brackets over neighbours, a sign where none is a neighbour."""
    found: dict[int, Night] = {}
    place = 0
    while place < len(order):
        end = place + 1
        while end < len(order) and order[end] in nights.get(order[end - 1], ()):
            end += 1
        if end - place > 1 or order[place] in nights:
            found |= {at: Night(end - place, at - place) for at in range(place, end)}
        place = end
    return found
