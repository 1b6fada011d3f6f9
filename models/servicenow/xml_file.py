"""Lists as XML: `<unload>` (form and list exports) and `<xml>` (the XML processor), both with raw values in UTC.

Parsed without entities and document types, a record at a time, and never deeper than a record needs.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from models.errors import UserError
from models.servicenow.rows import DO, EXPORT_LIMIT, Row, Rows, clean, refuse_unusable, without_ids

ROOTS: Final = ("unload", "xml")
_DEEPEST: Final = 8


def parse(data: bytes, source: str) -> Rows:
    """Read the bytes of an XML export; `source` is its name in messages and evidence.

    A reference is read by its `display_value`; all times are UTC.

    Raises:
        UserError: it is damaged, declares entities, is nested too deeply, or is no export of ServiceNow.
    """
    try:
        rows = tuple(_row(number, record) for number, record in enumerate(_records(data, source), start=2))
    except DefusedXmlException as error:
        what = "The XML declares a document type or entities, which no export does."
        raise UserError(what, source, DO) from error
    except (ParseError, ValueError, LookupError) as error:
        line = getattr(error, "position", (0,))[0]
        what = f"The XML is damaged in line {line}." if line else "The XML is damaged."
        raise UserError(what, source, DO) from error
    refuse_unusable(rows, source)
    columns = tuple(dict.fromkeys(name for row in rows for name in row.values))
    return Rows(source, columns, rows, raw_utc=True)


def _records(data: bytes, source: str) -> Iterator[Element]:
    """Yield the records below the root, each let go of once it was read."""
    depth = found = 0
    root: Element | None = None
    for event, element in iterparse(io.BytesIO(data), events=("start", "end"), forbid_dtd=True):
        if event == "start":
            depth += 1
            if depth > _DEEPEST:
                raise UserError("The XML is nested too deeply.", source, DO)
            if root is None:
                root = _root(element, source)
            continue
        depth -= 1
        if depth == 1 and root is not None:
            found += 1
            if found <= EXPORT_LIMIT:
                yield element
            root.clear()


def _root(element: Element, source: str) -> Element:
    if element.tag not in ROOTS:
        what = f"This XML is no export of ServiceNow: it begins with <{element.tag[:40]}>."
        raise UserError(what, source, DO)
    return element


def _row(number: int, record: Element) -> Row:
    values = {}
    for cell in record:
        shown = cell.get("display_value")
        values[cell.tag.lower()] = clean(shown if shown else "".join(cell.itertext()))
    return Row(number, without_ids(values))
