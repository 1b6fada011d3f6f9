"""Lists as JSON: the Table API's answers (raw, display values, or both) and JSONv2's `records`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from models.errors import UserError
from models.servicenow import fields
from models.servicenow.rows import DO, Row, Rows, clean, is_raw, refuse_unusable, without_ids

_LISTS: Final = ("result", "records")
_SHAPE: Final = "It needs a list under “result” or “records”."


def parse(data: bytes, source: str) -> Rows:
    """Read the bytes of a JSON file; `source` is its name in messages and evidence.

    Where both are given, display values are what is shown and raw values the times in UTC. Without display values the
    times are UTC, unless states in words prove a session's view.

    Raises:
        UserError: it is no JSON, damaged, nested too deeply, an error answer, or no list of records.
    """
    try:
        document = json.loads(data)
    except RecursionError as error:
        raise UserError("The file is nested too deeply.", source, DO) from error
    except ValueError as error:
        line = getattr(error, "lineno", 0)
        what = f"The JSON is damaged in line {line}." if line else "The JSON is damaged."
        raise UserError(what, source, DO) from error
    records = _records(document, source)
    rows = tuple(_row(number, record, source) for number, record in enumerate(records, start=2))
    refuse_unusable(rows, source)
    shown = any(_has_display(value) for record in records for value in record.values())
    raw = not shown and (is_raw(rows) or not any(row["state"] for row in rows))
    columns = tuple(dict.fromkeys(name for row in rows for name in row.values))
    return Rows(source, columns, tuple(Row(row.number, without_ids(row.values), row.utc) for row in rows), raw)


def _records(document: Any, source: str) -> list[dict[str, Any]]:
    """Return the records; one alone is a list of one."""
    found = document
    if isinstance(document, dict):
        if "error" in document:
            raise UserError(f"ServiceNow answered with an error: {_error(document['error'])}", source, DO)
        found = next((document[name] for name in _LISTS if name in document), None)
    if isinstance(found, dict):
        found = [found]
    if not isinstance(found, list):
        raise UserError("This JSON is no list of records.", source, _SHAPE)
    if not all(isinstance(record, dict) for record in found):
        raise UserError("This JSON holds something else than records.", source, _SHAPE)
    failed = next((record for record in found if record.get("__status", "success") != "success"), None)
    if failed is not None:
        raise UserError(f"ServiceNow answered with an error: {_error(failed.get('__error'))}", source, DO)
    return found


def _error(error: Any) -> str:
    """Return the message of an error answer in a line."""
    message = error.get("message") or error.get("reason") if isinstance(error, dict) else error
    return " ".join(str(message or "without a reason").split())[:200].rstrip(".") + "."


def _row(number: int, record: Mapping[str, Any], source: str) -> Row:
    values: dict[str, str] = {}
    utc: dict[str, str] = {}
    for header, value in record.items():
        name = fields.field_name(header)
        if name.startswith("__"):
            continue
        if name in values:
            raise UserError(f"The field {fields.label(name)} is there twice in row {number}.", source, DO)
        values[name] = _shown(value, number, source)
        if _has_display(value) and "value" in value:
            utc[name] = clean(_text(value["value"]))
    return Row(number, values, utc)


def _has_display(value: Any) -> bool:
    return isinstance(value, dict) and "display_value" in value


def _shown(value: Any, number: int, source: str) -> str:
    """Return a field's text: a reference by what it shows, else by its id."""
    if isinstance(value, dict):
        value = value["display_value"] if "display_value" in value else value.get("value", "")
    if isinstance(value, Iterable) and not isinstance(value, str):
        raise UserError(f"Row {number} holds a list where a text belongs.", source, DO)
    return clean(_text(value))


def _text(value: Any) -> str:
    if value is None or isinstance(value, dict | list):
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
