"""What a person types for a date and time is read as meant, or refused in words; nothing that matters is guessed."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import UserError
from models.typed_times import read_typed

TODAY = date(2026, 11, 24)  # a Tuesday
EVENING = datetime(2026, 12, 3, 19, 0)


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-03 19:00",
        "2026-12-03 19:00:00",
        "2026-12-03T19:00",
        "3 dec 7pm",
        "3 Dec 2026, 19:00",
        "3rd december at 7 pm",
        "Dec 3, 2026 7:00 PM",
        "thu 3 dec 19:00",
        "Thursday 3 December 2026, 19:00",
        "03.12.2026 19.00",
        "  3 dec   7pm  ",
        "3\u00a0dec 19:00",
    ],
)
def test_many_ways_to_say_the_same(text: str) -> None:
    assert read_typed(text, TODAY) == EVENING


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("19:00", datetime(2026, 11, 24, 19, 0)),
        ("today 9:30", datetime(2026, 11, 24, 9, 30)),
        ("tomorrow", date(2026, 11, 25)),
        ("fri", date(2026, 11, 27)),
        ("tue 8am", datetime(2026, 11, 24, 8, 0)),
        ("3 dec", date(2026, 12, 3)),
        ("1 feb", date(2027, 2, 1)),
        ("29 feb", date(2028, 2, 29)),
        ("2026-12-03", date(2026, 12, 3)),
        ("25/12/2026", date(2026, 12, 25)),
        ("12/25/2026", date(2026, 12, 25)),
        ("5/5/2027 12am", datetime(2027, 5, 5, 0, 0)),
        ("3 dec 12pm", datetime(2026, 12, 3, 12, 0)),
        ("3 dec 12am", datetime(2026, 12, 3, 0, 0)),
    ],
)
def test_what_is_left_out_comes_from_today(text: str, meant: datetime | date) -> None:
    assert read_typed(text, TODAY) == meant


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "Nothing is typed."),
        ("soon", "“soon” is no date or time."),
        ("3/4/2026", "3/4 can be read two ways. Type the month as a word."),
        ("31 feb", "That date does not exist."),
        ("2026-02-30 19:00", "That date does not exist."),
        ("25:00", "That time does not exist."),
        ("3 dec 13pm", "That time does not exist."),
        ("wed 3 dec", "That date is a Thursday."),
        ("3 dec 19:00 PST", "“pst” is no date or time."),
        ("3 dec 26", "“26” is no date or time."),
    ],
)
def test_what_is_not_clear_is_refused_with_an_example(text: str, why: str) -> None:
    with pytest.raises(UserError) as refused:
        read_typed(text, TODAY)
    assert refused.value.what == why
    assert refused.value.do == "Type it like 2026-12-03 19:00 or 3 dec 7pm."


@given(st.datetimes(datetime(1990, 1, 1), datetime(2190, 12, 31)))
def test_every_moment_is_read_as_it_is_written(moment: datetime) -> None:
    moment = moment.replace(second=0, microsecond=0)
    for pattern in ("%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M", "%d %B %Y, %H:%M", "%B %d, %Y %I:%M %p", "%a %d %b %Y %H:%M"):
        assert read_typed(moment.strftime(pattern), TODAY) == moment


@given(st.text(max_size=30))
def test_no_text_is_a_bug(text: str) -> None:
    with suppress(UserError):
        assert isinstance(read_typed(text, TODAY), date)
