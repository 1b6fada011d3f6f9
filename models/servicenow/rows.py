"""The one shape into which every kind of ServiceNow export is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.errors import UserError
from models.servicenow import fields


@dataclass(frozen=True, slots=True)
class Row:
    """One record of an export.

    Attributes:
        number: where it stands, the header being row 1: what a person finds in a spreadsheet.
        values: field name → text as shown, without surrounding spaces; "Null" is empty.
    """

    number: int
    values: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "")


@dataclass(frozen=True, slots=True)
class Rows:
    """The records of one export.

    Attributes:
        source: the file's name, as evidence names it.
        columns: the field names in the file's order.
        rows: the records.
        raw_utc: whether times are raw UTC (JSON, XML) and not as a person's session shows them.
    """

    source: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    raw_utc: bool = False

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
