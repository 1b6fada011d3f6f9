"""Lists exported as CSV: by ServiceNow (windows-1252 or UTF-8, all quoted) or saved again by Excel."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Final

from models.errors import UserError
from models.servicenow import fields
from models.servicenow.rows import Row, Rows, clean

EXPORT_LIMIT: Final = 10_000
"""ServiceNow cuts an export at so many rows, without a word."""

_LONGEST_CELL: Final = 10_000_000
_LARGEST_FILE: Final = 200_000_000
_DO: Final = "Export the list again as CSV. Nothing was changed."


def read(path: Path) -> Rows:
    """Read a CSV file into rows.

    Raises:
        UserError: it can't be opened, is empty, no text, damaged, cut short, or stops at the export's limit.
    """
    try:
        size = path.stat().st_size
        if size > _LARGEST_FILE:
            raise UserError(f"The file is too large ({size // 1_000_000} MB).", path.name, _DO)
        data = path.read_bytes()
    except OSError as error:
        what = f"The file can't be read: {error.strerror or error}."
        raise UserError(what, str(path), "Check the name and the rights.") from error
    return parse(data, path.name)


def parse(data: bytes, source: str) -> Rows:
    """Read the bytes of a CSV file; `source` is its name in messages and evidence. Raises UserError as `read` does."""
    text = _decode(data, source).lstrip("\r\n")
    if not text.strip():
        raise UserError("The file is empty.", source, _DO)
    records = _records(text, _delimiter(text), source)
    header = records[0][1]
    columns = tuple(fields.field_name(name) for name in header)
    twice = next((name for name in columns if name and columns.count(name) > 1), "")
    if twice:
        raise UserError(f"The column {fields.label(twice)} is there twice.", source, _DO)
    rows = tuple(_row(number, record, columns, source) for number, record in records[1:] if any(map(str.strip, record)))
    if not rows:
        raise UserError("The file has a header and no rows.", source, _DO)
    if len(rows) == EXPORT_LIMIT:
        raise UserError("This export stops at 10,000 rows.", source, "Filter it and export again.")
    return Rows(source, columns, rows)


def _decode(data: bytes, source: str) -> str:
    """Return the text: UTF-16 where a mark says so (Excel's "Unicode text"), else UTF-8, else windows-1252."""
    wide = data[:2] in {b"\xff\xfe", b"\xfe\xff"}
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UserError("This is no text file.", source, _DO)


def _delimiter(text: str) -> str:
    """Return the separator with which the first line names the most fields that are known."""
    line = text.splitlines()[0]

    def known(delimiter: str) -> int:
        names = next(csv.reader([line], delimiter=delimiter), [])
        return sum(fields.field_name(name) in fields.LABELS for name in names)

    return max(",;\t", key=known)


def _records(text: str, delimiter: str, source: str) -> list[tuple[int, list[str]]]:
    """Return every record with its row number; a quote that never closes means that the file was cut short."""
    csv.field_size_limit(_LONGEST_CELL)
    records: list[tuple[int, list[str]]] = []
    try:
        for record in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            records.append((len(records) + 1, record))
    except csv.Error as error:
        row = len(records) + 1
        if "end of data" in str(error):
            raise UserError(f"The file ends in the middle of row {row}.", source, _DO) from error
        raise UserError(f"Row {row} is damaged: its quotes don't match.", source, _DO) from error
    return records


def _row(number: int, record: list[str], columns: tuple[str, ...], source: str) -> Row:
    if len(record) < len(columns):
        raise UserError(f"The file is cut short: row {number} has {len(record)} of {len(columns)} cells.", source, _DO)
    if any(map(str.strip, record[len(columns) :])):
        raise UserError(f"Row {number} has more cells than the header.", source, _DO)
    return Row(number, {name: clean(cell) for name, cell in zip(columns, record, strict=False) if name})
