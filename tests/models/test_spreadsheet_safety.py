"""What was typed is never carried out by the spreadsheet that opens the file."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.spreadsheet_safety import csv_text, safe


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1", "|cmd", "%1", "\ufeff=1", "=HYPERLINK(1)"]
)
def test_a_formula_becomes_text(text: str) -> None:
    assert safe(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Kickoff", "1-2", "a=b", "'=1", "   "])
def test_ordinary_words_stay_as_they_are(text: str) -> None:
    assert safe(text) == text


def test_numbers_stay_numbers_and_follow_the_language() -> None:
    assert csv_text([["a;b", Decimal("-0.50"), 3]]) == "a;b,-0.50,3\r\n"
    assert csv_text([["a;b", Decimal("0.50"), 3]], delimiter=";", decimal=",") == '"a;b";0,50;3\r\n'


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), min_size=1, max_size=4))
def test_every_text_comes_back_as_text(texts: list[str]) -> None:
    (row,) = csv.reader(io.StringIO(csv_text([texts]), newline=""))
    assert [cell.removeprefix("'") for cell in row] == [text.removeprefix("'") for text in texts]
    assert not any(cell.lstrip()[:1] in {"=", "+", "-", "@"} for cell in row)
