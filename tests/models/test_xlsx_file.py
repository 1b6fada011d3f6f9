from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from models.errors import UserError
from models.servicenow import exports
from models.servicenow.rows import Rows

SAMPLE = Path(__file__).parents[1] / "data" / "change_request_labels.xlsx"
HEADER = ("Number", "Short description", "State", "Planned start date", "Company")


def book(*rows: tuple[Any, ...]) -> bytes:
    made = Workbook()
    assert made.active is not None
    for row in rows:
        made.active.append(row)
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def parse(*rows: tuple[Any, ...]) -> Rows:
    return exports.parse(book(*rows), "list.xlsx")


def zipped(**parts: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return held.getvalue()


def test_labels_date_cells_and_the_last_row_of_prose() -> None:
    rows = exports.read(SAMPLE)
    assert rows.columns == ("number", "short_description", "state", "start_date", "end_date", "company")
    assert [row["start_date"] for row in rows.rows] == [
        "2026-12-03 19:00:00",
        "2026-12-03 18:00:00",
        "2026-11-21 19:00:00",
    ]
    assert rows.rows[2]["end_date"] == "2026-11-21 23:00:00"
    assert rows.prose is not None
    assert rows.prose[0] == 5
    assert rows.prose[1].startswith("Export stopped")
    assert not rows.raw_utc


def test_cells_of_every_kind_become_what_is_shown() -> None:
    cells = ("CHG1", 5.0, True, datetime(2026, 12, 3, 19), "Acme")
    row = parse(HEADER, cells).rows[0]
    assert [row[name] for name in ("short_description", "state", "start_date")] == ["5", "true", "2026-12-03 19:00:00"]
    row = parse(HEADER, ("CHG1", time(19), 1.5, date(2026, 12, 3), None)).rows[0]
    assert [row[name] for name in ("short_description", "state", "company")] == ["19:00:00", "1.5", ""]
    assert row["start_date"] == "2026-12-03 00:00:00"


def test_a_title_above_the_header_and_empty_rows_are_left_out() -> None:
    rows = parse(("Changes of this week",), (), HEADER, ("CHG1", "x", "New", None, "Acme"), (), ("CHG2",)).rows
    assert [(row.number, row["number"]) for row in rows] == [(4, "CHG1"), (6, "CHG2")]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (book(("Apple", "Price"), ("Red", 3)), "no row of column names"),
        (book(), "no row of column names"),
        (book(HEADER), "no rows"),
        (book(HEADER, *[("CHG1",)] * 10_000), "stops at 10,000"),
        (book((*HEADER, "Number"), ("CHG1",)), "twice"),
        (zipped(readme=b"x"), "no Excel workbook"),
        (zipped(xl__workbook_xml=b"x"), "no Excel workbook"),
        (b"PK\x03\x04" + b"\0" * 50, "damaged"),
        (SAMPLE.read_bytes()[:3000], "ends in the middle or is damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old or encrypted"),
    ],
)
def test_a_workbook_without_a_whole_list_is_refused_in_one_line(data: bytes, words: str) -> None:
    with pytest.raises(UserError, match=words) as caught:
        exports.parse(data, "list.xlsx")
    assert caught.value.where == "list.xlsx"
    assert "\n" not in str(caught.value)


def changed(**parts: bytes) -> bytes:
    """Return the sample with parts replaced, or added."""
    held = io.BytesIO()
    wanted = {name.replace("__", "/") + ".xml": content for name, content in parts.items()}
    with zipfile.ZipFile(SAMPLE) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in wanted:
                new.writestr(name, old.read(name))
        for name, content in wanted.items():
            new.writestr(name, content)
    return held.getvalue()


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(UserError, match="unpacks to more than 100 MB"):
        exports.parse(changed(xl__worksheets__sheet1=b"\0" * 101_000_000), "list.xlsx")


def test_entities_in_a_sheet_are_refused() -> None:
    sheet = (
        b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet><sheetData><row><c><v>&a;</v></c></row></sheetData></worksheet>'
    )
    with pytest.raises(UserError, match=r"entities|damaged"):
        exports.parse(changed(xl__worksheets__sheet1=sheet), "list.xlsx")


def test_a_sheet_that_claims_a_million_rows_and_columns_ends_soon() -> None:
    name = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    cell = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    sheet = b'<worksheet xmlns="%s"><dimension ref="A1:XFD1048576"/><sheetData>%s</sheetData></worksheet>' % (
        name,
        cell,
    )
    with pytest.raises(UserError, match="no row of column names"):
        exports.parse(changed(xl__worksheets__sheet1=sheet), "list.xlsx")
