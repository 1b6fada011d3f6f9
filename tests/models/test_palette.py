"""The palette's matcher and its answers: beginnings of words, recency before attention, what can't run last."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import palette, palette_answers, words_search, zones
from models.calendars import calendar
from models.formats import Formats
from models.palette import MOST, Entry, Found, Index
from models.palette_answers import Asker

NOW = datetime(2026, 11, 24, 15, 42, tzinfo=zones.UTC)
WORDS = st.sampled_from(["nor", "Northwind", "triple", "check", "zürich", "date", "upgrade", "ETIU03", "log", "té"])
TEXTS = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)
ENTRIES = st.lists(
    st.builds(
        Entry,
        id=st.uuids().map(str),
        kind=st.sampled_from(["do", "go"]),
        text=TEXTS,
        detail=TEXTS | st.just(""),
        reason=st.sampled_from(["", "", "Not now"]),
        attention=st.integers(0, 12),
        near=st.booleans(),
    ),
    max_size=30,
)


def shown(found: Found) -> list[Entry]:
    return [*([found.best] if found.best is not None else []), *found.do, *found.go]


@given(ENTRIES, TEXTS, st.integers(1, MOST))
def test_what_is_found_has_every_word_and_is_no_more_than_fits(entries: list[Entry], query: str, room: int) -> None:
    found = shown(Index(entries).find(query, room))
    fitting = [item for item in entries if words_search.fits(query, f"{item.text} {item.detail}")]
    assert len(found) == len({item.id for item in found})
    assert {item.id for item in found} <= {item.id for item in fitting}
    assert len(found) == min(len(fitting), room)


@given(ENTRIES, TEXTS)
def test_what_cannot_run_now_comes_last_and_is_never_the_best(entries: list[Entry], query: str) -> None:
    found = Index(entries).find(query)
    assert found.best is None or not found.best.reason
    for group in (found.do, found.go):
        off = [bool(item.reason) for item in group]
        assert off == sorted(off)


@given(ENTRIES, st.sampled_from(["n", "no", "tri", "triple c", "z", "te"]))
def test_typing_on_finds_nothing_that_was_not_found_before(entries: list[Entry], query: str) -> None:
    index = Index(entries)
    longer = {item.id for item in shown(index.find(f"{query}x", 1000))}
    assert longer <= {item.id for item in shown(index.find(query, 1000))}


def test_the_name_counts_more_than_what_stands_beside_it() -> None:
    entries = [Entry("a", "go", "Other", "Northwind"), Entry("b", "go", "Northwind", "Other")]
    assert [item.id for item in shown(Index(entries).find("nor"))] == ["b", "a"]


def test_recency_comes_before_attention() -> None:
    entries = [Entry("calm", "go", "Northwind A"), Entry("urgent", "go", "Northwind B", attention=13)]
    assert [item.id for item in shown(Index(entries).find("nor"))] == ["urgent", "calm"]
    assert [item.id for item in shown(Index(entries, ["calm"]).find("nor"))] == ["calm", "urgent"]


def test_both_kinds_find_room() -> None:
    entries = [Entry(f"{kind}{at}", kind, "Same") for kind in ("do", "go") for at in range(20)]  # type: ignore[arg-type]
    found = Index(entries).find("same")
    assert (len(found.do), len(found.go)) == (4, 4)
    assert len(Index(entries[:20]).find("same").do) == MOST - 1


def test_the_newest_is_remembered_first_and_once() -> None:
    assert palette.remembered(("a", "b"), "b") == ("b", "a")
    assert len(palette.remembered(map(str, range(50)), "x")) == palette.KEPT


def test_danger_is_more_urgent_than_being_on_track() -> None:
    assert palette.by_attention("needs_you", "danger") > palette.by_attention("on_track", "danger")
    assert palette.by_attention("done", "neutral") == 0


@pytest.fixture
def asker() -> Asker:
    return Asker(NOW, "America/New_York", Formats(), calendar("US"))


@pytest.mark.parametrize(
    ("query", "text", "detail"),
    [
        ("19:00 los angeles", "19:00 in Los Angeles is 22:00 for you", "Tue 24 Nov"),
        ("7pm in berlin", "19:00 in Berlin is 13:00 for you", "Tue 24 Nov"),
        ("7 pm tokyo", "19:00 in Tokyo is 05:00 for you", "Wed 25 Nov"),
        ("UTC", "It is 15:42 in UTC", "Tue 24 Nov"),
        ("time in los angeles", "It is 07:42 in Los Angeles", "Tue 24 Nov"),
        ("prague now", "It is 16:42 in Prague", "Tue 24 Nov"),
        ("3 dec + 6 wd", "Fri 11 Dec 2026", "6 working days after Thu 3 Dec"),
        ("3 dec - 1 day", "Wed 2 Dec 2026", "1 day before Thu 3 Dec"),
        ("today + 2", "Fri 27 Nov 2026", "2 working days after Tue 24 Nov"),
    ],
)
def test_questions_are_answered(asker: Asker, query: str, text: str, detail: str) -> None:
    (answer,) = palette_answers.answers(query, asker)
    assert (answer.text, answer.detail) == (text, detail)
    assert answer.copy


@pytest.mark.parametrize(
    "query",
    [
        "",
        "nor tri",
        "19",
        "19:00",
        "25:99 berlin",
        "19:00 xyzzy",
        "time in xyzzy",
        "31 feb + 2 wd",
        "CHG0041877",
        "a + 1",
    ],
)
def test_what_is_no_question_has_no_answer(asker: Asker, query: str) -> None:
    assert palette_answers.answers(query, asker) == ()


def test_a_time_that_the_clocks_leave_out_there_is_not_answered(asker: Asker) -> None:
    spring = datetime(2027, 3, 14, 5, tzinfo=zones.UTC)
    gone = Asker(spring, asker.zone, asker.formats, asker.calendar)
    assert palette_answers.answers("2:30 new york", gone) == ()


@given(st.text(max_size=25))
def test_anything_can_be_typed(query: str) -> None:
    asker = Asker(NOW, "America/New_York", Formats(), calendar("US"))
    assert len(palette_answers.answers(query, asker)) <= 1
