"""The tooltip of a move stands whole on the screen and never over the bar that it is about."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ui.theme import Appearance
from ui.timeline.ink import Ink
from ui.timeline.tip import HEIGHT, WHOSE, WIDTH, TimeLine, Tip, place, wrapped


@given(
    left=st.floats(176, 760),
    width=st.floats(10, 200),
    lane=st.integers(0, 6),
    height=st.floats(400, 700),
    tall=st.floats(110, 170),
    room=st.floats(620, 1400),
)
def test_it_never_covers_the_bar_and_never_leaves_the_view(
    left: float, width: float, lane: int, height: float, tall: float, room: float
) -> None:
    left = min(left, room - 20)
    bar = (left, 44 + lane * 34.0, min(width, max(room - left, 10)), 34.0)
    x, y, wide, high = place((WIDTH, tall), bar, (room, height))
    assert x >= 0
    assert y >= 0
    assert x + wide <= room
    assert y + high <= height
    assert x + wide <= bar[0] or x >= bar[0] + bar[2] or y + high <= bar[1] or y >= bar[1] + bar[3]


def test_its_size_is_the_designs(appearance: Appearance) -> None:
    ink = Ink(appearance)
    fine = Tip(
        (TimeLine("You", "Wed 2 Dec, 22:00 – 01:00", "EST"),) * 3, follows="Nothing else moves", hint="Esc cancels."
    )
    assert fine.size(ink) == (WIDTH, HEIGHT)
    refused = Tip(title="Cannot be on Wed 16 Dec", body=("Too late.", "Ask Damien."), tone="danger")
    assert refused.size(ink) == (330, 114)


def test_sentences_are_broken_where_the_room_ends(appearance: Appearance) -> None:
    ink = Ink(appearance)
    lines = wrapped(ink, ("Best Practices stays inside Support Week. Latest is Fri 11 Dec.",), 200)
    assert len(lines) > 1
    assert all(ink.width(line, 12, 400) <= 200 for line in lines)


def test_it_is_as_wide_as_a_range_over_days_needs(appearance: Appearance) -> None:
    ink = Ink(appearance)
    line = TimeLine("You", "Mon 30 Nov, 22:30 – Wed 2 Dec, 06:30", "EST", 600)
    width, _height = Tip((line,) * 2, follows="Nothing else moves").size(ink)
    assert width > WIDTH
    assert 14 + WHOSE + ink.width(line.when, 13, 600) < width - 14 - ink.width("EST", 12, 400)
