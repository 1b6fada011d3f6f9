"""The one shape into which every kind of ServiceNow export is read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from msgspec import Struct, field

from models.errors import UserError
from models.servicenow import fields

EXPORT_LIMIT: Final = 10_000
"""ServiceNow cuts an export at so many rows, without a word."""

REFERENCES: Final = ("company", "assigned_to", "parent", "change_request", "change")
"""Columns that refer to another record: raw exports hold its 32-hex id."""

DO: Final = "Export the list again. Nothing was changed."

_ID = re.compile(r"[0-9a-f]{32}", re.ASCII)
_STATE_NUMBER = re.compile(r"-?\d+", re.ASCII)


class Row(Struct, frozen=True):
    """One record of an export.

    Attributes:
        number: where it stands, the header being row 1: what a person finds in a spreadsheet.
        values: field name → text as shown, without surrounding spaces; "Null" is empty.
        utc: field name → the same time as raw UTC, where the export gives both.
    """

    number: int
    values: Mapping[str, str]
    utc: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "")


class Rows(Struct, frozen=True):
    """The records of one export.

    Attributes:
        source: the file's name, as evidence names it.
        columns: the field names in the file's order.
        rows: the records.
        raw_utc: whether times are raw UTC (JSON, XML) and not as a person's session shows them.
        prose: a last row that is no record but says something ("Export stopped …"), with its row number.
    """

    source: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    raw_utc: bool = False
    prose: tuple[int, str] | None = None

    def require(self, *names: str) -> None:
        """Refuse an export that lacks a column; raises UserError naming its label."""
        missing = [fields.label(name) for name in names if name not in self.columns]
        if missing:
            what = f"This is no list of tickets: the column {' and '.join(missing)} is missing."
            raise UserError(what, self.source, "Export the list with Number, Company, State and Short description.")


def clean(text: str) -> str:
    """Return a cell's text as it counts: trimmed, and empty where Excel wrote "Null"."""
    trimmed = text.strip()
    return "" if trimmed.casefold() == "null" else trimmed


def columns_of(header: Sequence[str], source: str) -> tuple[str, ...]:
    """Return the field names of a header; raises UserError where one is there twice."""
    columns = tuple(fields.field_name(name) for name in header)
    twice = next((name for name in columns if name and columns.count(name) > 1), "")
    if twice:
        raise UserError(f"The column {fields.label(twice)} is there twice.", source, DO)
    return columns


def refuse_unusable(rows: Sequence[Row], source: str) -> None:
    """Raise UserError for an export without rows, one that was cut, and one whose texts hold no writing."""
    if not rows:
        raise UserError("The file has a header and no rows.", source, DO)
    if len(rows) >= EXPORT_LIMIT:
        raise UserError("This export stops at 10,000 rows.", source, "Filter it and export again.")
    for row in rows:
        for text in row.values.values():
            if "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
                raise UserError(f"Row {row.number} is damaged: it holds characters that are no text.", source, DO)


def is_raw(rows: Iterable[Row]) -> bool:
    """Whether an export holds raw values: numeric states or 32-hex references, and so its times are UTC."""
    states: set[bool] = set()
    for row in rows:
        if any(is_id(row[name]) for name in REFERENCES):
            return True
        if row["state"]:
            states.add(bool(_STATE_NUMBER.fullmatch(row["state"])))
    return states == {True}


def is_id(text: str) -> bool:
    """Whether a text is a record's 32-hex id."""
    return bool(_ID.fullmatch(text))


def without_ids(values: Mapping[str, str]) -> dict[str, str]:
    """Return a row's values with references that are only ids left empty: nobody knows whom they name."""
    return {name: "" if name in REFERENCES and is_id(text) else text for name, text in values.items()}
