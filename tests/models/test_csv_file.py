from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import UserError
from models.servicenow import csv_file, exports, fields

SAMPLE = Path(__file__).parents[1] / "data" / "etiu_list_fieldnames_cp1252.csv"
HEADER = "number,parent,company,short_description,state"
ROW = "ETIU01,PRJ1,Müller & Söhne,Kickoff 2026-11-20,Open"


def test_servicenows_own_export_is_read_whole() -> None:
    rows = exports.read(SAMPLE)
    assert rows.source == SAMPLE.name
    assert len(rows.rows) == 17
    assert rows.rows[0].number == 2
    assert rows.rows[-1]["company"] == "Münchner Gerätebau"
    assert rows.rows[1]["work_notes"].splitlines()[2] == 'All "smoke" tests pass, 2 known defects; see attachment.'


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("quoted", [True, False])
def test_every_way_of_saving_gives_the_same_rows(encoding: str, delimiter: str, newline: str, quoted: bool) -> None:
    quote = '"' if quoted else ""
    lines = [delimiter.join(f"{quote}{cell}{quote}" for cell in line.split(",")) for line in (HEADER, ROW)]
    rows = csv_file.parse((newline.join(lines) + newline).encode(encoding), "list.csv")
    assert rows.columns == tuple(HEADER.split(","))
    assert dict(rows.rows[0].values) == dict(zip(HEADER.split(","), ROW.split(","), strict=True))


def test_labels_name_the_same_fields() -> None:
    header = "Number,Short description,State,Company,Assigned to,Parent,Opened,Updated"
    rows = csv_file.parse(f"{header}\nETIU01,Kickoff,Open,Acme,Mara,PRJ1,,\n".encode(), "list.csv")
    assert rows.columns == (
        "number",
        "short_description",
        "state",
        "company",
        "assigned_to",
        "parent",
        "opened_at",
        "sys_updated_on",
    )


def test_null_is_an_empty_cell() -> None:
    rows = csv_file.parse(f"{HEADER}\nETIU01,Null,Acme,NULL,Open".encode(), "list.csv")
    assert (rows.rows[0]["parent"], rows.rows[0]["short_description"]) == ("", "")


def test_empty_lines_and_cells_beyond_the_header_are_left_out() -> None:
    rows = csv_file.parse(f"\n{HEADER}\n\n{ROW},,\n,,,,\n".encode(), "list.csv")
    assert [row["number"] for row in rows.rows] == ["ETIU01"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \n", "empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "no text file"),
        (f"{HEADER}\nETIU01,P\0RJ1,Acme,,Open".encode(), "no text file"),
        (b"\x81\x8d\x8f\x90", "no text file"),
        (HEADER.encode(), "no rows"),
        (f'{HEADER}\n"ETIU01","PRJ1","Ac'.encode(), "ends in the middle of row 2"),
        (f'{HEADER}\n"ETIU01","PRJ1"'.encode(), "row 2 has 2 of 5 cells"),
        (f'{HEADER}\n"ETIU01"x,"PRJ1","a","b","c"'.encode(), "quotes don't match"),
        (f"{HEADER}\n{ROW},more".encode(), "more cells"),
        (f"{HEADER},Number\n{ROW},1".encode(), "Number is there twice"),
        (f"{HEADER}\n{(ROW + chr(10)) * 10_000}".encode(), "stops at 10,000"),
    ],
)
def test_a_damaged_file_is_refused_in_one_line(data: bytes, words: str) -> None:
    with pytest.raises(UserError, match=words) as caught:
        csv_file.parse(data, "list.csv")
    assert caught.value.where == "list.csv"
    assert caught.value.do
    assert "\n" not in str(caught.value)


def test_a_list_of_something_else_is_refused() -> None:
    rows = csv_file.parse(b"Name,Price\nApple,3\n", "shop.csv")
    with pytest.raises(UserError, match="Number and Short description is missing"):
        rows.require("number", "short_description")


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="can't be read"):
        exports.read(tmp_path / "none.csv")
    with pytest.raises(UserError, match="can't be read"):
        exports.read(tmp_path)


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    try:
        rows = csv_file.parse(data, "list.csv")
    except UserError:
        return
    assert rows.rows


@given(st.integers(1, 3200))
def test_a_file_cut_anywhere_is_refused_or_whole_up_to_there(length: int) -> None:
    data = SAMPLE.read_bytes()[:length]
    try:
        rows = csv_file.parse(data, "list.csv")
    except UserError:
        return
    whole = exports.read(SAMPLE).rows
    assert all(row.number == whole[index].number for index, row in enumerate(rows.rows))
    assert rows.rows[:-1] == whole[: len(rows.rows) - 1]


def test_unknown_fields_keep_their_name() -> None:
    assert fields.field_name(" U_Wave ") == "u_wave"
    assert fields.label("u_wave") == "U wave"
