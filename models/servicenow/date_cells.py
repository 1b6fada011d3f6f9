"""The date cells of one export as instants: the order of day and month decided by column, the zone never guessed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from msgspec import Struct

from models import zones
from models.errors import UserError
from models.servicenow import dates
from models.servicenow.dates import ColumnOrder, Order, Reading
from models.servicenow.rows import Row, Rows
from models.texts import _

DATES: Final = ("start_date", "end_date", "planned_start_date", "planned_end_date")
"""Columns of planned dates: of the change, and of its task."""

STAMPS: Final = ("opened_at", "sys_updated_on", "sys_created_on", "closed_at")
"""Columns of times that ServiceNow sets itself."""

_ORDERS: Final[Mapping[ColumnOrder, Order]] = {"ymd": "ymd", "mdy": "mdy", "dmy": "dmy"}


class Shown(Struct, frozen=True):
    """A date cell as shown, and the instant that it means: an empty text for an empty cell.

    Attributes:
        text: as shown.
        utc: the instant; empty where there is none.
        zone: the zone in which it was shown; empty where that isn't known although the instant is.
        doubt: why the text means no instant, in words; empty where it does.
    """

    text: str
    utc: str = ""
    zone: str = ""
    doubt: str = ""


class DateCells:
    """Reads the date cells of one export.

    Args:
        rows: the export.
        zone: IANA zone in which its times were shown; empty where nobody knows. Raw times are UTC whatever it says.
    """

    def __init__(self, rows: Rows, zone: str = "") -> None:
        self._zone = "UTC" if rows.raw_utc else zone
        columns = [name for name in (*DATES, *STAMPS) if name in rows.columns]
        self._orders: dict[str, ColumnOrder] = {
            name: dates.decide_order(row[name] for row in rows.rows) for name in columns
        }
        sure = {order for order in self._orders.values() if order in {"mdy", "dmy"}}
        if len(sure) == 1:  # one session writes all its columns in one order
            for name in (name for name, order in self._orders.items() if order == "ambiguous"):
                self._orders[name] = next(iter(sure))

    def read(self, row: Row, column: str) -> Shown:
        """Return what a cell shows and means."""
        text = row[column]
        if not text:
            return Shown("", zone=self._zone)
        if raw := row.utc.get(column, ""):
            return self._both(text, raw)
        reading, doubt = self._reading(text, self._orders.get(column, "ymd"))
        return self._placed(text, reading) if reading is not None else Shown(text, doubt=doubt)

    def wall(self, row: Row, column: str) -> datetime | None:
        """Return a cell's time as it stands there, without a zone; None where it can't be read or isn't in doubt."""
        if not row[column] or row.utc.get(column) or self._zone:
            return None
        reading, _doubt = self._reading(row[column], self._orders.get(column, "ymd"))
        return reading.wall if reading is not None and reading.has_time else None

    def _placed(self, text: str, reading: Reading) -> Shown:
        if not reading.has_time:
            return Shown(text, doubt=_("The date has no time."))
        if not self._zone:
            return Shown(text, doubt=_("The file does not say in which time zone its times are."))
        try:
            return Shown(text, zones.utc_text(zones.attach(reading.wall, self._zone)), self._zone)
        except UserError as error:
            return Shown(text, doubt=error.what)

    def _both(self, text: str, raw: str) -> Shown:
        """Read a cell that is given as shown and raw: the raw one is UTC, and tells whether the zone fits."""
        try:
            at = zones.attach(dates.read_as(raw, "ymd").wall, "UTC")
        except UserError as error:
            return Shown(text, doubt=error.what)
        walls = {zones.wall_text(zones.to_zone(at, self._zone))} if self._zone else set()
        try:
            shown = {zones.wall_text(zones.attach(reading.wall, "UTC")) for reading in dates.read(text)}
        except UserError:
            shown = set()
        return Shown(text, zones.utc_text(at), self._zone if walls & shown else "")

    def _reading(self, text: str, order: ColumnOrder) -> tuple[Reading | None, str]:
        try:
            readings = dates.read(text)
            if len(readings) == 1:
                return readings[0], ""
            if order in _ORDERS:
                return dates.read_as(text, _ORDERS[order]), ""
        except UserError as error:
            return None, error.what
        if order == "contradictory":
            return None, _("The column has dates with the day first and others with the month first.")
        first, second = (zones.date_text(reading.wall.date()) for reading in readings)
        return None, _("Day and month may be either way round: {first} or {second}.").format(first=first, second=second)


def in_doubt(rows: Rows) -> tuple[tuple[Row, str, datetime], ...]:
    """Return row, column and wall time of planned dates whose zone has to be asked, up to two rows (PRODUCT, facts)."""
    cells = DateCells(rows)
    found = []
    for row in rows.rows:
        for column in DATES:
            wall = cells.wall(row, column)
            if wall is not None:
                found.append((row, column, wall))
                break
    return tuple(found[:2])
