"""Columns whose headers are neither a field's name nor its English label: named once by a person, then known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from models.servicenow import fields
from models.servicenow.rows import Row, Rows, is_raw

NEEDED: Final = ("number", "short_description", "company", "state")
"""The fields without which a list of tickets can't be told, in the order in which they are asked for."""

USEFUL: Final = ("parent", "assigned_to")
"""Fields that are asked for with them, and may be left out."""


def unknown(rows: Rows) -> tuple[str, ...]:
    """Return the headers that name no field, in the file's order."""
    return tuple(name for name in rows.columns if name and name not in fields.LABELS)


def missing(rows: Rows) -> tuple[str, ...]:
    """Return the needed fields that no column names, where another column could be the one; else nothing."""
    if not unknown(rows):
        return ()
    left = [name for name in NEEDED if name not in rows.columns]
    named = {"number", "short_description"} & set(left)
    return tuple(name for name in left if name != "company" or "parent" not in rows.columns) if named else ()


def useful(rows: Rows) -> tuple[str, ...]:
    """Return the fields that may be named with the missing ones."""
    return tuple(name for name in USEFUL if name not in rows.columns)


def example(rows: Rows, header: str) -> str:
    """Return the first text that a column holds, so that a person knows it again."""
    return next((row[header] for row in rows.rows if row[header]), "")


def rename(rows: Rows, names: Mapping[str, str]) -> Rows:
    """Return the export with its unknown headers replaced by the fields that they are known to be.

    Args:
        rows: the export.
        names: header as `unknown` gives it → field name; a field that the file has already is left alone.
    """
    taken = set(rows.columns)
    new: dict[str, str] = {}
    for header in unknown(rows):
        wanted = names.get(header, "")
        if wanted in fields.LABELS and wanted not in taken:
            new[header] = wanted
            taken.add(wanted)
    if not new:
        return rows
    renamed = tuple(
        Row(
            row.number,
            {new.get(name, name): text for name, text in row.values.items()},
            {new.get(name, name): text for name, text in row.utc.items()},
        )
        for row in rows.rows
    )
    after = tuple(new.get(name, name) for name in rows.columns)
    return Rows(rows.source, after, renamed, rows.raw_utc or is_raw(renamed), rows.prose)
