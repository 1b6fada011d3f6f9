"""Who has room: Prod Upgrades and support weeks of each consultant by week, clashes named (N35); pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from msgspec import Struct

from models import zones
from models.formats import Formats
from models.lead import Line
from models.texts import _, ngettext

WEEKS: Final = 8
"""This week and the next seven."""
SAME_NIGHT: Final = timedelta(hours=4)
"""Two Prod Upgrades of one consultant that start closer than this clash (PRODUCT, same-night)."""


class Cell(Struct, frozen=True):
    """One consultant's week.

    Attributes:
        prods: clients whose Prod Upgrade starts in it, in the order of time.
        supports: clients whose support week has a day in it.
        clashes: pairs of clients on the same night.
    """

    prods: tuple[str, ...] = ()
    supports: tuple[str, ...] = ()
    clashes: tuple[tuple[str, str], ...] = ()

    @property
    def load(self) -> int:
        """How much lies in the week: Prod Upgrades and support weeks alike."""
        return len(self.prods) + len(self.supports)


class Row(Struct, frozen=True):
    """One consultant's weeks, how many of their engagements wait for a date, and the first week that is free."""

    consultant: str
    cells: tuple[Cell, ...]
    waiting: int
    free: int | None


class Capacity(Struct, frozen=True):
    """The whole strip: the Mondays of its weeks, and its rows, those who can be scheduled soonest first."""

    weeks: tuple[date, ...]
    rows: tuple[Row, ...]


def capacity(found: Iterable[Line], today: date, weeks: int = WEEKS) -> Capacity:
    """Return the weeks of every consultant.

    A Prod Upgrade counts in the week of the client's own date, its support week in every week that one of its five
    days lies in; they are counted from Monday to Friday, without holidays, which a snapshot doesn't know.

    Args:
        found: the lines of the overview.
        today: the reader's day; its week is the first.
        weeks: how many.
    """
    first = today - timedelta(days=today.weekday())
    mondays = tuple(first + timedelta(weeks=at) for at in range(weeks))
    held: dict[str, list[Line]] = {}
    for item in found:
        held.setdefault(item.consultant, []).append(item)
    rows = [_row(consultant, items, mondays) for consultant, items in held.items()]
    rows.sort(key=lambda item: (weeks if item.free is None else item.free, _load(item), item.consultant.casefold()))
    return Capacity(mondays, tuple(rows))


def cell_in_words(cell: Cell) -> str:
    """Return a week in a sentence or two: what lies in it, and what clashes."""
    said = []
    if cell.prods:
        count = len(cell.prods)
        words = ngettext("{count} prod upgrade: {names}", "{count} prod upgrades: {names}", count)
        said.append(words.format(count=count, names=", ".join(cell.prods)))
    if cell.supports:
        count = len(cell.supports)
        words = ngettext("{count} support week: {names}", "{count} support weeks: {names}", count)
        said.append(words.format(count=count, names=", ".join(cell.supports)))
    said += [clash_in_words(pair) for pair in cell.clashes]
    return ". ".join(said) or _("Free")


def clash_in_words(pair: tuple[str, str]) -> str:
    """Return "Northwind Health and Kestrel Energy on the same night"."""
    return _("{one} and {other} on the same night").format(one=pair[0], other=pair[1])


def clashes(found: Capacity) -> tuple[str, ...]:
    """Return every clash with whose it is, in the order of the weeks."""
    pairs = (
        (at, row.consultant, pair) for row in found.rows for at, cell in enumerate(row.cells) for pair in cell.clashes
    )
    ordered = sorted(pairs, key=lambda item: item[:2])
    return tuple(
        _("{consultant}: {what}").format(consultant=who, what=clash_in_words(pair)) for _at, who, pair in ordered
    )


def next_in_words(found: Capacity, formats: Formats, most: int = 3) -> str:
    """Return who can be scheduled next: those whose first free week comes soonest, and which week that is."""
    free = [row for row in found.rows if row.free is not None]
    if not free:
        return _("Nobody has a free week in these {count}.").format(count=len(found.weeks))
    named = "; ".join(
        _("{consultant}, week of {day}").format(consultant=row.consultant, day=formats.day(found.weeks[row.free or 0]))
        for row in free[:most]
    )
    return _("Can be scheduled next: {who}.").format(who=named)


def _row(consultant: str, items: Sequence[Line], mondays: Sequence[date]) -> Row:
    week_of = {monday: at for at, monday in enumerate(mondays)}
    prods: list[list[str]] = [[] for _monday in mondays]
    supports: list[list[str]] = [[] for _monday in mondays]
    pairs: list[list[tuple[str, str]]] = [[] for _monday in mondays]
    dated = sorted((item for item in items if item.prod_start), key=lambda item: item.prod_utc or item.prod_start)
    for item in dated:
        day = date.fromisoformat(item.prod_start[:10])
        if (at := week_of.get(_monday(day))) is not None:
            prods[at].append(item.client)
        for monday in _support_weeks(day):
            if (at := week_of.get(monday)) is not None:
                supports[at].append(item.client)
    for one, other in _clashing(dated):
        if (at := week_of.get(_monday(date.fromisoformat(one.prod_start[:10])))) is not None:
            pairs[at].append((one.client, other.client))
    cells = tuple(Cell(tuple(prods[at]), tuple(supports[at]), tuple(pairs[at])) for at in range(len(mondays)))
    free = next((at for at, cell in enumerate(cells) if not cell.load), None)
    return Row(consultant, cells, len(items) - len(dated), free)


def _clashing(dated: Sequence[Line]) -> Iterator[tuple[Line, Line]]:
    timed = [(zones.parse_utc(item.prod_utc), item) for item in dated if item.prod_utc]
    for at, (start, one) in enumerate(timed):
        for later, other in timed[at + 1 :]:
            if zones.elapsed_between(start, later) >= SAME_NIGHT:
                break
            yield one, other


@lru_cache(maxsize=1024)
def _support_weeks(day: date) -> frozenset[date]:
    """The Mondays of the weeks in which the first and the fifth day of a support week lie, for Prod on that day."""
    first = day + timedelta(days={4: 3, 5: 2}.get(day.weekday(), 1))
    last = first + timedelta(days=4 if first.weekday() == 0 else 6)
    return frozenset((_monday(first), _monday(last)))


@lru_cache(maxsize=1024)
def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _load(row: Row) -> int:
    return sum(cell.load for cell in row.cells)
