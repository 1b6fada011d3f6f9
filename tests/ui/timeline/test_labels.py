"""Words beside bars never clip and never overlap, in any language and direction of writing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ui.timeline import labels

AREA = (176.0, 960.0)
TEXTS = ("Thu 3 Dec, 22:00 – 01:00", "Thu 3 Dec, 22:00", "22:00")


def measure(text: str) -> float:
    return 6.5 * len(text)


def test_the_longest_words_stand_right_of_the_bar() -> None:
    placed = labels.beside((500, 510), TEXTS, measure, AREA)
    assert placed is not None
    assert placed.text == TEXTS[0]
    assert placed.x == 510 + labels.GAP


def test_near_the_edge_they_are_shortened_then_stand_left() -> None:
    shortened = labels.beside((820, 830), TEXTS, measure, AREA)
    assert shortened is not None
    assert shortened.text == TEXTS[1]
    flipped = labels.beside((940, 950), TEXTS, measure, AREA)
    assert flipped is not None
    assert flipped.text == TEXTS[0]
    assert flipped.right == 940 - labels.GAP


def test_a_neighbour_is_never_overlapped() -> None:
    placed = labels.beside((500, 510), TEXTS, measure, AREA, [(600, 620)])
    assert placed is not None
    assert placed.text == "22:00"
    assert labels.beside((500, 510), TEXTS, measure, AREA, [(480, 495), (515, 530)]) is None


def test_words_inside_a_bar_stay_inside_what_is_visible_of_it() -> None:
    placed = labels.inside((100, 400), ("Fri 4 – Thu 10 Dec", "4 – 10 Dec"), measure, AREA)
    assert placed is not None
    assert placed.x == 186
    assert labels.inside((500, 540), ("Fri 4 – Thu 10 Dec",), measure, AREA) is None


@given(
    left=st.floats(176, 960),
    width=st.floats(10, 300),
    texts=st.lists(st.text(min_size=1, max_size=40), min_size=1, max_size=3),
    taken=st.lists(st.tuples(st.floats(176, 960), st.floats(1, 200)), max_size=3),
)
def test_no_clipping_no_overlap(left: float, width: float, texts: list[str], taken: list[tuple[float, float]]) -> None:
    others = [(begin, begin + size) for begin, size in taken]
    placed = labels.beside((left, left + width), texts, measure, AREA, others)
    if placed is not None:
        assert AREA[0] <= placed.x
        assert placed.right <= AREA[1]
        assert placed.right <= left or placed.x >= left + width
        assert all(placed.right <= begin or placed.x >= end for begin, end in others)


@given(
    words=st.lists(st.tuples(st.floats(0, 300), st.floats(1, 40)).map(lambda pair: (pair[0], sum(pair))), max_size=6)
)
def test_a_line_never_crosses_words(words: list[tuple[float, float]]) -> None:
    drawn = labels.pieces(44, 300, words)
    assert all(44 <= top < bottom <= 300 for top, bottom in drawn)
    assert all(bottom <= above or top >= below for top, bottom in drawn for above, below in words)
