"""Date texts of ServiceNow: every format is read, nothing impossible or doubtful is guessed."""

from __future__ import annotations

import contextlib
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import UserError
from models.servicenow.dates import Reading, decide_order, read, read_as

wall = datetime.fromisoformat
EVENING = wall("2026-12-23T19:05")
FORMATS = {
    "ymd": ("%Y-%m-%d", "%Y/%m/%d"),
    "mdy": ("%m-%d-%Y", "%m/%d/%Y"),
    "dmy": ("%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y"),
}
TIMES = ("%H:%M:%S", "%H:%M", "%I:%M:%S %p", "%I:%M %p", "%I:%M%p")
walls = st.datetimes(wall("1990-01-01"), wall("2100-01-01")).map(lambda at: at.replace(second=0, microsecond=0))


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("2026-12-23 19:05:00", "ymd"),
        ("2026-12-23T19:05", "ymd"),
        ("12-23-2026 19:05:00", "mdy"),
        ("23-12-2026 19:05:00", "dmy"),
        ("23/12/2026 19:05", "dmy"),
        ("12/23/2026 7:05 PM", "mdy"),
        ("12/23/2026 07:05:00 pm", "mdy"),
        ("12/23/2026, 7:05 p.m.", "mdy"),
        ("23.12.2026 19:05", "dmy"),
        ("  23.12.2026 7:05:00\u202fPM\n", "dmy"),
    ],
)
def test_every_format_is_read(text: str, order: str) -> None:
    assert read(text) == (Reading(EVENING, order, has_time=True),)


def test_a_date_alone_has_no_time() -> None:
    assert read("12/23/2026") == (Reading(wall("2026-12-23"), "mdy", has_time=False),)


def test_a_doubtful_date_has_two_readings() -> None:
    assert [(r.wall.month, r.wall.day, r.order) for r in read("03/04/2026 19:00")] == [(3, 4, "mdy"), (4, 3, "dmy")]


def test_the_same_day_both_ways_is_not_doubtful() -> None:
    assert len(read("05/05/2026 19:00")) == 1


def test_dots_mean_the_day_first() -> None:
    assert [r.wall for r in read("03.12.2026")] == [wall("2026-12-03")]


@pytest.mark.parametrize(("text", "hour"), [("12:30 AM", 0), ("12:30 PM", 12), ("1:30 PM", 13), ("11:30 am", 11)])
def test_noon_and_midnight(text: str, hour: int) -> None:
    assert read(f"2026-12-03 {text}")[0].wall == wall(f"2026-12-03T{hour:02}:30")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "tomorrow",
        "19:00",
        "03/12/26 19:00",
        "26-12-03",
        "2026-02-29",
        "2026-13-03",
        "31/11/2026",
        "13/13/2026",
        "2026-12-03 24:00",
        "2026-12-03 19:60",
        "2026-12-03 19:00:60",
        "2026-12-03 13:00 AM",
        "2026-12-03 0:30 PM",
        "2026-12/03",
        "2026-12-03 19:00 PST",
        "2026-12-03 19",
        "20261203",
        "12-03-0026 19:00",
        "٢٠٢٦-١٢-٠٣",
        "2026-12-03 19:00\x00",
        "9" * 5000,
    ],
)
def test_anything_else_is_refused_in_words(text: str) -> None:
    with pytest.raises(UserError) as refused:
        read(text)
    assert refused.value.do
    assert len(refused.value.what) < 200


def test_two_digit_years_are_named() -> None:
    with pytest.raises(UserError, match="two digits"):
        read("03/12/26 19:00")


@given(st.text(max_size=30))
def test_no_text_breaks_the_reader(text: str) -> None:
    with contextlib.suppress(UserError):
        assert 1 <= len(read(text)) <= 2


@given(walls, st.sampled_from(sorted(FORMATS)), st.data())
def test_what_was_written_is_among_the_readings(moment: datetime, order: str, data: st.DataObject) -> None:
    text = moment.strftime(f"{data.draw(st.sampled_from(FORMATS[order]))} {data.draw(st.sampled_from(TIMES))}")
    assert moment in [reading.wall for reading in read(text)]
    assert read_as(text, order).wall == moment


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["03/04/2026", "13/05/2026"], "dmy"),
        (["03/04/2026", "05/13/2026", ""], "mdy"),
        (["03/04/2026", "06/07/2026"], "ambiguous"),
        (["05/05/2026", "03/04/2026"], "ambiguous"),
        (["05/05/2026"], "mdy"),
        (["25/12/2026", "12/25/2026"], "contradictory"),
        (["03.04.2026", "05/06/2026"], "dmy"),
        (["2026-03-04", "nonsense", ""], "ymd"),
        (["2026-03-04", "03/04/2026"], "ambiguous"),
        ([], "ymd"),
    ],
)
def test_a_column_decides_its_order(texts: list[str], order: str) -> None:
    assert decide_order(texts) == order


@given(st.lists(walls, min_size=1, max_size=8), st.sampled_from(["mdy", "dmy"]))
def test_a_column_is_never_decided_wrongly(column: list[datetime], order: str) -> None:
    texts = [moment.strftime(f"{FORMATS[order][0]} %H:%M") for moment in column]
    decided = decide_order(texts)
    if decided != "ambiguous":
        assert [read_as(text, decided).wall for text in texts] == column


def test_a_column_order_that_cannot_be_is_refused() -> None:
    with pytest.raises(UserError, match="month first"):
        read_as("25/12/2026", "mdy")


def test_a_column_order_leaves_unmistakable_dates_alone() -> None:
    assert read_as("2026-03-04", "dmy").wall == wall("2026-03-04")
    assert read_as("04.03.2026", "mdy").wall == wall("2026-03-04")
