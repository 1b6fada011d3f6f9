"""What an export says about changes, their tasks and incidents: read row by row, nothing guessed.

Pure: rows in, records out; `change_imports` finds the engagements and writes what was observed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final, Literal

from msgspec import Struct, field

from models import tickets
from models.errors import UserError
from models.servicenow.date_cells import STAMPS, DateCells, Shown
from models.servicenow.rows import Row, Rows
from models.ticket_lists import Unread

Kind = Literal["CHG", "CTASK", "INC"]

CHANGE_STATES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "-5": "New",
        "-4": "Assess",
        "-3": "Authorize",
        "-2": "Scheduled",
        "-1": "Implement",
        "0": "Review",
        "3": "Closed",
        "4": "Canceled",
    }
)
"""A change's states as raw exports hold them, with their labels."""

INCIDENT_STATES: Final[Mapping[str, str]] = MappingProxyType(
    {"1": "New", "2": "In Progress", "3": "On Hold", "6": "Resolved", "7": "Closed", "8": "Canceled"}
)

MASTER: Final = re.compile(r"master change request\s*[:|–-]?\s*(?:e2e\b\s*[:|–-]?)?\s*(?P<client>.*)", re.IGNORECASE)
"""How the Master Change Request's short description names the client."""

ASKS: Final = re.compile(r"provide the planned start date and end date", re.IGNORECASE)
"""What the short description of the CTASK says that flips the switch (N21)."""

_COLUMNS: Final[Mapping[str, tuple[tuple[str, str], tuple[str, str]]]] = {
    "start": (("planned_start_date", "start_date"), ("start_date", "planned_start_date")),
    "end": (("planned_end_date", "end_date"), ("end_date", "planned_end_date")),
}
"""Field → where a task has it, where a change has it; a list with labels calls both the same."""


class ListedRecord(Struct, frozen=True):
    """One change, change task or incident of an export.

    Attributes:
        kind: CHG, CTASK or INC.
        number: its number, which only it has.
        clients: whose it may be: the client that its text names, and its company.
        change: the number of a task's change; empty where the export doesn't show it.
        state: as a label; as shown where the label is unknown.
        text: the short description.
        dates: "start" and "end" → column and cell, where the export has them.
        row: the row.
        source: the file's name.
        stamps: the row's own times as shown and, where certain, as instants.
    """

    kind: Kind
    number: str
    clients: tuple[str, ...]
    change: str
    state: str
    text: str
    dates: Mapping[str, tuple[str, Shown]]
    row: Row
    source: str
    stamps: Mapping[str, str] = field(default_factory=dict)


def read(rows: Rows, zone: str, prefixes: Mapping[Kind, str], unread: list[Unread]) -> list[ListedRecord]:
    """Return the changes, tasks and incidents of an export; what can't be read is named in `unread`.

    Args:
        rows: the export.
        zone: IANA zone of its times; empty where nobody knows.
        prefixes: kind → how its numbers begin, as the settings say.
        unread: gets every cell that is in doubt.
    """
    cells = DateCells(rows, zone)
    found = []
    for row in rows.rows:
        kind = kind_of(row["number"], prefixes)
        if kind is not None:
            found.append(_record(kind, row, rows.source, cells, unread))
    return found


def kind_of(number: str, prefixes: Mapping[Kind, str]) -> Kind | None:
    """Return what a number is the number of; None where it is none of these."""
    for kind, prefix in prefixes.items():
        if re.fullmatch(rf"{re.escape(prefix)}\d+", number.strip(), re.IGNORECASE | re.ASCII):
            return kind
    return None


def _record(kind: Kind, row: Row, source: str, cells: DateCells, unread: list[Unread]) -> ListedRecord:
    text = row["short_description"]
    named = MASTER.search(text)
    clients = [named["client"].strip() if named else "", row["company"]]
    return ListedRecord(
        kind=kind,
        number=row["number"].strip().upper(),
        clients=tuple(dict.fromkeys(client for client in clients if client)),
        change=(row["change_request"] or row["change"] or (row["parent"] if kind == "CTASK" else "")).upper(),
        state=state_label(kind, row["state"]),
        text=text,
        dates=_dates(kind, row, source, cells, unread),
        row=row,
        source=source,
        stamps=_stamps(row, cells),
    )


def _dates(kind: Kind, row: Row, source: str, cells: DateCells, unread: list[Unread]) -> dict[str, tuple[str, Shown]]:
    """Return the planned dates that are certain, empty ones included."""
    found = {}
    for name, (task, change) in _COLUMNS.items():
        column = next((column for column in (task if kind == "CTASK" else change) if column in row.values), "")
        if not column or kind == "INC":
            continue
        shown = cells.read(row, column)
        if shown.doubt:
            unread.append(Unread(row.number, column, shown.text, shown.doubt, source))
        else:
            found[name] = (column, shown)
    return found


def _stamps(row: Row, cells: DateCells) -> dict[str, str]:
    stamps = {name: row[name] for name in STAMPS if row[name]}
    instants = {f"{name}_utc": cells.read(row, name).utc for name in stamps}
    return stamps | {name: utc for name, utc in instants.items() if utc}


def state_label(kind: Kind, shown: str) -> str:
    """Return a state's label; a text that is none stays as it is shown, because instances have their own."""
    word = " ".join(shown.split())
    if kind == "CTASK":
        try:
            return tickets.read_state(word)
        except UserError:
            return word
    return (CHANGE_STATES if kind == "CHG" else INCIDENT_STATES).get(word, word)


def sort_key(record: ListedRecord) -> int:
    """Changes before their tasks, tasks before incidents: each is found by what came before it."""
    order: Sequence[Kind] = ("CHG", "CTASK", "INC")
    return order.index(record.kind)
