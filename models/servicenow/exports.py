"""Reading an export of any kind: what it is is told by its content, because names lie."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from models.errors import UserError
from models.servicenow import csv_file, json_file
from models.servicenow.rows import Rows

SUFFIXES: Final = (".csv", ".xlsx", ".json", ".xml", ".txt")
"""Names of the files that a person may choose; any other name works too."""

_LARGEST_FILE: Final = 50_000_000
_MARKS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_ZIP: Final = b"PK\x03\x04"
_OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0"


def read(path: Path) -> Rows:
    """Read an export: CSV, XLSX, JSON or XML.

    Raises:
        UserError: it can't be opened, is too large, empty, of another kind, damaged, cut short, hostile, or an answer
            of ServiceNow that is an error.
    """
    try:
        size = path.stat().st_size
        if size > _LARGEST_FILE:
            what = f"The file is too large ({size // 1_000_000} MB)."
            raise UserError(what, path.name, "Filter the list and export it again.")
        data = path.read_bytes()
    except OSError as error:
        what = f"The file can't be read: {error.strerror or error}."
        raise UserError(what, str(path), "Check the name and the rights.") from error
    return parse(data, path.name)


def parse(data: bytes, source: str) -> Rows:
    """Read the bytes of an export; `source` is its name in messages and evidence. Raises UserError as `read` does."""
    if data.startswith(_ZIP):
        from models.servicenow import xlsx_file  # start-up saving: openpyxl costs 290 ms

        return xlsx_file.parse(data, source)
    if data.startswith(_OLD_EXCEL):
        what = "This is an old or encrypted Excel file."
        raise UserError(what, source, "Save it as .xlsx without a password, or export CSV.")
    begin = _beginning(data)
    if begin.startswith(("<!doctype html", "<html")):
        what = "This is a web page and no export."
        raise UserError(what, source, "Log in to ServiceNow again and export the list.")
    if begin.startswith("<"):
        from models.servicenow import xml_file  # start-up saving: the XML parsers cost 40 ms

        return xml_file.parse(data, source)
    if begin.startswith(("{", "[")):
        return json_file.parse(data, source)
    if begin.startswith("%pdf"):
        raise UserError("This is a PDF.", source, "Export the list as CSV, Excel, JSON or XML.")
    return csv_file.parse(data, source)


def _beginning(data: bytes) -> str:
    """Return how the text begins, without marks and spaces, in small letters."""
    head = data[:400]
    for mark in _MARKS:
        head = head.removeprefix(mark)
    return head.replace(b"\0", b"").decode("latin-1").lstrip().casefold()
