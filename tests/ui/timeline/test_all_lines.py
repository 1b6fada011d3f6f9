"""The lines of All engagements: groups, sorts, filter, folds, and nights that are shared."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ui.entries import LAST, Entry
from ui.timeline.all_lines import Line, arrange
from ui.timeline.all_nights import Night, brackets, same_nights

HOUR = 3600.0
NIGHT = 4 * HOUR


def entry(
    id_: int, client: str, group: str = "on_track", prod: float = LAST, due: float = LAST, who: str = "M"
) -> Entry:
    return Entry(id_, client, group, prod=prod, due=due, consultant=who, apart=NIGHT if prod != LAST else 0.0)


def clients(lines: tuple[Line, ...]) -> list[str]:
    return [line.entry.client if line.entry else line.group for line in lines]


def listed(entries: list[Entry], sort: str = "attention", text: str = "", folded: tuple[str, ...] = ()) -> list[str]:
    return clients(arrange(entries, sort, text, folded, same_nights(entries)))


FOUR = [
    entry(1, "Delta Foods", "needs_you", prod=900 * HOUR, due=50),
    entry(2, "Alpha", "needs_you", prod=100 * HOUR, due=90),
    entry(3, "Beta Works", prod=700 * HOUR),
    entry(4, "Gamma", prod=300 * HOUR, due=10),
]


def test_who_needs_you_stands_first_by_due_time_and_the_rest_by_prod_date() -> None:
    assert listed(FOUR) == ["needs_you", "Delta Foods", "Alpha", "on_track", "Gamma", "Beta Works"]


def test_other_sorts_keep_the_groups() -> None:
    assert listed(FOUR, "prod") == ["needs_you", "Alpha", "Delta Foods", "on_track", "Gamma", "Beta Works"]
    assert listed(FOUR, "client") == ["needs_you", "Alpha", "Delta Foods", "on_track", "Beta Works", "Gamma"]


def test_a_filter_asks_for_words_that_begin_like_it_and_unfolds() -> None:
    assert listed(FOUR, text="wor", folded=("on_track",)) == ["on_track", "Beta Works"]
    assert listed(FOUR, text="foods delta") == ["needs_you", "Delta Foods"]
    assert listed(FOUR, text="elta") == []


def test_a_folded_group_keeps_its_heading_and_count() -> None:
    lines = arrange(FOUR, "attention", "", {"needs_you"}, {})
    assert clients(lines) == ["needs_you", "on_track", "Gamma", "Beta Works"]
    assert (lines[0].count, lines[0].folded) == (2, True)


def test_by_attention_upgrades_of_one_night_stand_together() -> None:
    one, other = entry(1, "One", "needs_you", 100 * HOUR, 1), entry(2, "Two", "needs_you", 101 * HOUR, 9)
    between = entry(3, "Between", "needs_you", 500 * HOUR, 5)
    assert listed([one, other, between]) == ["needs_you", "One", "Two", "Between"]
    lines = arrange([one, other, between], "attention", "", (), same_nights([one, other, between]))
    assert [line.night for line in lines] == [None, Night(2, 0), Night(2, 1), None]


def test_partners_that_are_no_neighbours_get_a_sign_each() -> None:
    one, other = entry(1, "A", "needs_you", 100 * HOUR), entry(2, "B", "on_track", 101 * HOUR)
    lines = arrange([one, other], "attention", "", (), same_nights([one, other]))
    assert [line.night for line in lines if line.entry] == [Night(), Night()]


def test_three_in_a_row_are_one_bracket() -> None:
    nights = same_nights([entry(n, str(n), prod=(100 + n) * HOUR) for n in range(3)])
    assert brackets([0, 1, 2], nights) == {0: Night(3, 0), 1: Night(3, 1), 2: Night(3, 2)}


def test_four_hours_apart_or_of_another_person_is_no_shared_night() -> None:
    first = entry(1, "A", prod=100 * HOUR)
    assert same_nights([first, entry(2, "B", prod=104 * HOUR)]) == {}
    assert same_nights([first, entry(2, "B", prod=100 * HOUR, who="P")]) == {}
    assert same_nights([first, entry(2, "B", prod=103.99 * HOUR)]) == {1: (2,), 2: (1,)}


@given(st.lists(st.tuples(st.integers(0, 60), st.sampled_from(["needs_you", "on_track", "done"])), max_size=30))
def test_each_engagement_is_listed_once_under_its_heading(made: list[tuple[int, str]]) -> None:
    entries = [entry(n + 1, f"C{n}", group, prod * HOUR) for n, (prod, group) in enumerate(made)]
    for sort in ("attention", "prod", "client"):
        lines = arrange(entries, sort, "", (), same_nights(entries))
        assert sorted(line.engagement for line in lines if line.entry) == [item.engagement for item in entries]
        heading = ""
        for line in lines:
            heading = line.group if line.entry is None else heading
            assert line.group == heading
