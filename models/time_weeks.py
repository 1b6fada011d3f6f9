"""A week of logged time as a grid: ISO weeks of your calendar; its days have no zone and no clock change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from msgspec import Struct

from models import time_pieces
from models.errors import UserError
from models.name_order import by_name
from models.store import Store
from models.texts import _
from models.time_pieces import Piece, Place

DAYS: Final = 7
_WEEK: Final = re.compile(r"(?P<year>\d{4})-?W(?P<week>\d{2})", re.ASCII | re.IGNORECASE)


class Week(NamedTuple):
    """An ISO week by its Monday."""

    monday: date

    @classmethod
    def of(cls, day: date) -> Week:
        """Return the week that a day lies in."""
        return cls(day - timedelta(days=day.weekday()))

    @property
    def sunday(self) -> date:
        """Its last day."""
        return self.monday + timedelta(days=DAYS - 1)

    @property
    def days(self) -> tuple[date, ...]:
        """Its seven days."""
        return tuple(self.monday + timedelta(days=number) for number in range(DAYS))

    @property
    def text(self) -> str:
        """Its ISO name: "2026-W48"; around New Year the year is that of its Thursday."""
        year, week, _day = self.monday.isocalendar()
        return f"{year}-W{week:02}"

    def beside(self, weeks: int) -> Week:
        """Return the week that many weeks later."""
        return Week(self.monday + timedelta(weeks=weeks))


class Row(Struct, frozen=True):
    """One project's week: minutes by day, Monday first."""

    place: Place
    name: str
    billable: bool
    minutes: tuple[int, ...]
    locked: tuple[bool, ...]
    """Whether a day holds something that is exported."""

    @property
    def total(self) -> int:
        """Minutes of the week."""
        return sum(self.minutes)


class Grid(Struct, frozen=True):
    """A week's rows, billable first."""

    week: Week
    rows: tuple[Row, ...]

    def group(self, *, billable: bool) -> tuple[Row, ...]:
        """Return the rows of one half."""
        return tuple(row for row in self.rows if row.billable is billable)

    def on(self, number: int, *, billable: bool | None = None) -> int:
        """Return the minutes of a day, Monday 0, of one half or of both."""
        return sum(row.minutes[number] for row in self.rows if billable is None or row.billable is billable)

    def total(self, *, billable: bool | None = None) -> int:
        """Return the minutes of the week, of one half or of both."""
        return sum(self.on(number, billable=billable) for number in range(DAYS))


def read_week(text: str) -> Week:
    """Read "2026-W48".

    Raises:
        UserError: it is no week, or the year has none of that number.
    """
    found = _WEEK.fullmatch(text.strip())
    if found is None:
        raise UserError(_("“{text}” is no week.").format(text=text.strip()), do=_("Write it as 2026-W48."))
    try:
        return Week(date.fromisocalendar(int(found["year"]), int(found["week"]), 1))
    except ValueError as error:
        what = _("The year {year} has no week {week}.").format(year=found["year"], week=int(found["week"]))
        raise UserError(what, do=_("Write another week, such as 2026-W48.")) from error


def grid(store: Store, week: Week, besides: Sequence[tuple[Place, str, bool]] = ()) -> Grid:
    """Return a week of time.

    Args:
        store: the store.
        week: which one.
        besides: projects that have a row without any time: place, name, billable; they come first, in this order.
    """
    pieces = time_pieces.between(store, week.monday, week.sunday)
    known = {place: (name, billable) for place, name, billable in besides}
    for piece in sorted(pieces, key=lambda item: (by_name(item.name), item.place)):
        known.setdefault(piece.place, (piece.name, piece.billable))
    rows = [_row(week, place, name, billable, pieces) for place, (name, billable) in known.items()]
    return Grid(week, tuple(sorted(rows, key=lambda row: not row.billable)))


def _row(week: Week, place: Place, name: str, billable: bool, pieces: Iterable[Piece]) -> Row:
    mine = [piece for piece in pieces if piece.place == place]
    return Row(
        place,
        name,
        billable,
        tuple(sum(piece.minutes for piece in mine if piece.day == day) for day in week.days),
        tuple(any(piece.locked for piece in mine if piece.day == day) for day in week.days),
    )
