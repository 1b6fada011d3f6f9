"""Lists as Excel workbooks: labels, display values, date cells, and perhaps a last row of prose."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from models.errors import UserError
from models.servicenow import fields
from models.servicenow.rows import DO, EXPORT_LIMIT, Row, Rows, clean, columns_of, is_raw, refuse_unusable, without_ids

_LARGEST_INSIDE: Final = 100_000_000
_MOST_PARTS: Final = 500
_MOST_COLUMNS: Final = 300
_HEADER_WITHIN: Final = 20
_DAMAGED: Final = (
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    ParseError,
    OSError,
    EOFError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    RuntimeError,
    OverflowError,
)
"""What the library raises on a file that lies about itself; it has no error of its own for most of it."""

_Cells = tuple[Any, ...]


def parse(data: bytes, source: str) -> Rows:
    """Read the bytes of a workbook's first sheet; `source` is its name in messages and evidence.

    Raises:
        UserError: it is no workbook, damaged, protected, unpacks to more than 100 MB, or has no list in it.
    """
    _refuse_bomb(data, source)
    try:
        table = list(_cells(data))
    except DefusedXmlException as error:
        raise UserError("The workbook declares entities, which no export does.", source, DO) from error
    except _DAMAGED as error:
        raise UserError("The workbook is damaged.", source, DO) from error
    start = _header(table)
    if start is None:
        raise UserError("The first sheet has no row of column names that is known.", source, DO)
    header = [_text(cell) for cell in table[start][1]]
    columns = columns_of(header[: max(index for index, name in enumerate(header) if name) + 1], source)
    body = [(number, cells) for number, cells in table[start + 1 :] if any(_text(cell) for cell in cells)]
    prose = None
    if body and _is_prose(body[-1][1], columns):
        number, cells = body.pop()
        prose = (number, next(text for text in map(_text, cells) if text))
    rows = tuple(_row(number, cells, columns) for number, cells in body)
    refuse_unusable(rows, source)
    cleaned = tuple(Row(row.number, without_ids(row.values)) for row in rows)
    return Rows(source, columns, cleaned, is_raw(rows), prose)


def _refuse_bomb(data: bytes, source: str) -> None:
    """Refuse an archive that isn't a workbook or would unpack to too much; nothing is unpacked for that."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
        raise UserError("The file ends in the middle or is damaged.", source, DO) from error
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _LARGEST_INSIDE:
        raise UserError("The workbook unpacks to more than 100 MB.", source, "Filter the list and export it again.")
    if not any(part.filename == "xl/workbook.xml" for part in parts):
        raise UserError("This is a ZIP file and no Excel workbook.", source, DO)


def _cells(data: bytes) -> Iterator[tuple[int, _Cells]]:
    """Yield row number and cells of the first sheet, no more than an export can have."""
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    try:
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what it declares can be wrong
        most = EXPORT_LIMIT + _HEADER_WITHIN + 2
        yield from enumerate(sheet.iter_rows(max_row=most, max_col=_MOST_COLUMNS, values_only=True), start=1)
    finally:
        book.close()


def _header(table: list[tuple[int, _Cells]]) -> int | None:
    """Return where the column names stand: the first row that has "Number" and another known name."""
    for index, (_number, cells) in enumerate(table[:_HEADER_WITHIN]):
        names = {fields.field_name(_text(cell)) for cell in cells} & set(fields.LABELS)
        if "number" in names and len(names) > 1:
            return index
    return None


def _is_prose(cells: _Cells, columns: tuple[str, ...]) -> bool:
    """Whether a row is a sentence and no record: one filled cell, with spaces, in a list of several columns."""
    filled = [text for text in map(_text, cells) if text]
    return len(columns) > 1 and len(filled) == 1 and " " in filled[0]


def _row(number: int, cells: _Cells, columns: tuple[str, ...]) -> Row:
    texts = [clean(_text(cell)) for cell in cells]
    texts += [""] * (len(columns) - len(texts))
    return Row(number, {name: text for name, text in zip(columns, texts, strict=False) if name})


def _text(cell: Any) -> str:
    """Return a cell as ServiceNow shows it; a date cell with the year first, to the nearest second."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return f"{_to_second(cell):%Y-%m-%d %H:%M:%S}"
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, bool):
        return str(cell).lower()
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()


def _to_second(moment: datetime) -> datetime:
    """Round up what Excel's fractions of a day leave a hair under the second."""
    return (moment + timedelta(microseconds=500_000)).replace(microsecond=0)
