"""The order of the lead's overview: by any column, and grouped by consultant (N35); pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from models.lead import RANKS, Line
from models.name_order import by_name
from models.stages import STAGES

PROD: Final = 4
ATTENTION: Final = 5
"""The column by which it is ordered unless somebody chose another."""


class Group(Struct, frozen=True):
    """A consultant's heading: how many engagements stand below it, and how many of them need somebody."""

    consultant: str
    count: int
    needy: int


def by_column(found: Sequence[Line], column: int, *, descending: bool = False) -> tuple[Line, ...]:
    """Return the lines by a column; what is alike there stays in the order of need.

    Undated Prod Upgrades come last in either direction.
    """
    if column == ATTENTION:
        return tuple(reversed(found)) if descending else tuple(found)
    ordered = sorted(found, key=lambda item: _key(item, column), reverse=descending)
    if column == PROD:
        ordered.sort(key=lambda item: not item.prod_start)
    return tuple(ordered)


def grouped(found: Sequence[Line]) -> tuple[Line | Group, ...]:
    """Return the lines under a heading a consultant, by name; within one they keep their order."""
    held: dict[str, list[Line]] = {}
    for item in found:
        held.setdefault(item.consultant, []).append(item)
    rows: list[Line | Group] = []
    for consultant in sorted(held, key=by_name):
        items = held[consultant]
        needy = sum(item.tone in {"danger", "warn"} for item in items)
        rows += [Group(consultant, len(items), needy), *items]
    return tuple(rows)


def _key(item: Line, column: int) -> tuple[object, ...]:
    keys: tuple[tuple[object, ...], ...] = (
        (by_name(item.client),),
        (by_name(item.consultant),),
        (STAGES.index(item.stage) if item.stage in STAGES else len(STAGES),),
        (not item.missing, item.missing or item.open_tickets),
        (item.prod_utc or item.prod_start,),
        (RANKS[item.tone],),
        (not item.made_utc, item.made_utc),
    )
    return keys[column]
