"""One overview out of three sources: the own database, colleagues' snapshots, the team's ETIU list (N35); pure.

Of each engagement the newest observation is shown, and where another source says something else that is marked.
Nobody's plan is changed by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from msgspec.structs import replace

from models.attention import Attention
from models.lead import Difference, Line, in_order, line
from models.records import Dossier


def lines(known: Iterable[tuple[Dossier, Attention]], others: Iterable[Line], now: datetime) -> tuple[Line, ...]:
    """Return the open engagements of all sources, the loudest first.

    An own engagement is as it is now, so it is the newest observation of itself; one that is done here is left out,
    whatever older sources say.

    Args:
        known: the own dossiers with what each needs.
        others: lines of snapshots and of the list, each with the moment at which it was made.
        now: the moment, aware.
    """
    own: list[Line] = []
    done: set[str] = set()
    for dossier, need in known:
        own.append(line(dossier, need, now))
        if need.group == "done":
            done.add(dossier.engagement.uid)
    newest_first = sorted(others, key=lambda item: item.made_utc, reverse=True)
    found = (_with_differences(group) for group in _grouped([*own, *newest_first]))
    return in_order(item for item in found if item.uid not in done and item.stage != "done")


def _grouped(items: Iterable[Line]) -> Iterator[list[Line]]:
    """Put the lines of one engagement together, in the order in which they come.

    It is the same by its uid, else by client and parent, else by the client's name alone where one of the two names no
    parent and there is only one such engagement.
    """
    groups: list[list[Line]] = []
    by_uid: dict[str, list[Line]] = {}
    by_client: dict[str, list[list[Line]]] = {}
    for item in items:
        alike = by_client.setdefault(item.client.casefold(), [])
        group = by_uid.get(item.uid) or _same(item, alike)
        if group is None:
            group = []
            groups.append(group)
            alike.append(group)
        group.append(item)
        by_uid[item.uid] = group
    yield from groups


def _same(item: Line, alike: Sequence[list[Line]]) -> list[Line] | None:
    """Return the group of another source that is about the same engagement."""
    others = [group for group in alike if not any(_from_one_place(item, held) for held in group)]
    if item.parent:
        for group in others:
            if any(held.parent.casefold() == item.parent.casefold() for held in group):
                return group
    loose = [group for group in others if not item.parent or not any(held.parent for held in group)]
    return loose[0] if len(loose) == 1 else None


def _from_one_place(item: Line, other: Line) -> bool:
    """Whether both are lines of one file, or of the own database: there one client's two engagements are two."""
    if item.source != other.source:
        return False
    return item.source != "snapshot" or (item.consultant, item.made_utc) == (other.consultant, other.made_utc)


def _with_differences(group: Sequence[Line]) -> Line:
    shown = group[0]
    found = tuple(difference for other in group[1:] for difference in _differences(shown, other))
    return replace(shown, differences=found)


def _differences(shown: Line, other: Line) -> Iterator[Difference]:
    """Compare what every source can know: the Prod Upgrade and the open tickets."""
    if _prod(shown, other) != _prod(other, shown):
        yield Difference(
            "prod",
            other.source,
            other.consultant,
            other.made_utc,
            other.prod_start,
            other.prod_zone,
            other.prod_utc,
            other.prod_state,
        )
    if set(shown.open_tickets) != set(other.open_tickets):
        yield Difference("tickets", other.source, other.consultant, other.made_utc, open_tickets=other.open_tickets)


def _prod(item: Line, beside: Line) -> str:
    """Return the instant of the Prod Upgrade, or only its day where one of the two knows no time."""
    return item.prod_utc if item.prod_utc and beside.prod_utc else item.prod_start[:10]
