"""Lists exported as CSV: by ServiceNow (windows-1252 or UTF-8, all quoted) or saved again by Excel."""

from __future__ import annotations

import csv
import io
import re
from typing import Final

from models.errors import UserError
from models.servicenow import fields
from models.servicenow.rows import Row, Rows, clean, columns_of, is_raw, refuse_unusable, without_ids

_LONGEST_CELL: Final = 10_000_000
_DO: Final = "Export the list again as CSV. Nothing was changed."
_LONGEST_HEADER: Final = 100_000
"""Characters of the first line that are looked at to tell the separator."""
_LINE_END: Final = re.compile(r"\r\n?|\n")


def parse(data: bytes, source: str) -> Rows:
    """Read the bytes of a CSV file; `source` is its name in messages and evidence.

    Raises:
        UserError: it is empty, no text, damaged, cut short, or stops at the export's limit.
    """
    text = _decode(data, source).lstrip("\r\n")
    if not text.strip():
        raise UserError("The file is empty.", source, _DO)
    records = _records(text, _delimiter(text), source)
    header = records[0][1]
    columns = columns_of(header, source)
    rows = tuple(_row(number, record, columns, source) for number, record in records[1:] if any(map(str.strip, record)))
    refuse_unusable(rows, source)
    raw = is_raw(rows)
    return Rows(source, columns, tuple(Row(row.number, without_ids(row.values)) for row in rows), raw)


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
    """Return the separator with which the first line names the most fields that are known, else the most columns."""
    line = _LINE_END.split(text, maxsplit=1)[0][:_LONGEST_HEADER]

    def known(delimiter: str) -> tuple[int, int]:
        names = next(csv.reader([line], delimiter=delimiter), [])
        return sum(fields.field_name(name) in fields.LABELS for name in names), len(names)

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
