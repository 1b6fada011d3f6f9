"""A length typed in a cell is read to the minute, or refused in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import UserError
from models.time_typing import read_length


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        *(("0.5", 30), (".5", 30), ("0,5", 30), ("1,5", 90), ("1.5 h", 90), ("2", 120), ("2h", 120), ("1.", 60)),
        *(("1:30", 90), (":45", 45), ("30m", 30), ("90 min", 90), ("1h30", 90), ("1h 05m", 65), ("0.33", 20)),
        *(("", 0), ("  ", 0), ("0", 0), ("24", 1440), ("0.25", 15), ("1.05", 63)),
    ],
)
def test_lengths_as_people_type_them(text: str, minutes: int) -> None:
    assert read_length(text) == minutes


@pytest.mark.parametrize("text", ["half", "1:60", "1.5.2", "-1", "=1+1", "1 30", "h", "٣"])
def test_what_is_no_length_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="no length of time") as refused:
        read_length(text)
    assert refused.value.do == "Type it like 0.5, 1:30 or 30m."


@pytest.mark.parametrize("text", ["24:01", "25", "1441m", "30"])
def test_more_than_a_day_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="longer than a day"):
        read_length(text)


@given(st.integers(0, 1440))
def test_every_minute_of_a_day_can_be_typed(minutes: int) -> None:
    assert read_length(f"{minutes}m") == read_length(f"{minutes // 60}:{minutes % 60:02}") == minutes
    assert read_length(f"{minutes / 60:.2f}") == minutes, "two decimals are enough for every minute"
