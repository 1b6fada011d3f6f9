"""What the command palette finds: every typed word begins a word of an entry; then recency, then attention.

Everything is made ready once when the palette opens, so that a key costs a plain search in prepared text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, Literal

from msgspec import Struct

from models import words_search

Kind = Literal["do", "go"]
MOST: Final = 9
"""How many entries are shown at most, answers included."""
GROUP_MOST: Final = {"do": 4, "go": 4}
KEPT: Final = 20


class Entry(Struct, frozen=True):
    """Something that can be done or gone to.

    Attributes:
        id: names it among the recent ones: "act:undo", "engagement:5".
        kind: do or go.
        text: its name.
        detail: what stands beside it; words of it are found too.
        icon: of the icon set.
        keys: the keys that do it without the palette.
        reason: why it can't be done now; empty where it can.
        more: further words by which it is found, such as the client that it is about.
        attention: how urgent it is; more is more.
        copy: what Ctrl Enter copies; the text where nothing else is said.
        near: whether it is about what is open.
    """

    id: str
    kind: Kind
    text: str
    detail: str = ""
    icon: str = "arrow"
    keys: str = ""
    reason: str = ""
    more: str = ""
    attention: int = 0
    copy: str = ""
    near: bool = False


class Found(Struct, frozen=True):
    """What to show: the best of all, and the rest by kind, each in order."""

    best: Entry | None = None
    do: tuple[Entry, ...] = ()
    go: tuple[Entry, ...] = ()


class Index:
    """Entries made ready for searching.

    Args:
        entries: in the order in which equals are shown.
        recent: ids that were chosen lately, the newest first.
    """

    def __init__(self, entries: Iterable[Entry], recent: Iterable[str] = ()) -> None:
        age = {id_: at for at, id_ in enumerate(recent)}
        self._ready = [
            (f" {' '.join(words_search.words(item.text))}", _rest(item), age.get(item.id, KEPT), item)
            for item in entries
        ]

    def find(self, query: str, room: int = MOST) -> Found:
        """Return what fits, at most `room` entries; without a query what was chosen lately and what needs you."""
        parts = [f" {word}" for word in words_search.words(query)]
        ranked = []
        for place, (text, rest, age, item) in enumerate(self._ready):
            if any(part not in text and part not in rest for part in parts):
                continue
            named = sum(part in text for part in parts)
            far = not item.near
            rank = (bool(item.reason), -named, far and bool(parts), age, far, -item.attention, place)
            ranked.append((rank, item))
        ranked.sort(key=lambda pair: pair[0])
        fitting = [item for _rank, item in ranked]
        return _grouped(fitting, room, best=bool(parts))


def _rest(item: Entry) -> str:
    return f" {' '.join(words_search.words(f'{item.detail} {item.more}'))}"


def _grouped(fitting: list[Entry], room: int, *, best: bool) -> Found:
    """Give both kinds room; what one leaves free is the other's."""
    first = fitting[0] if best and fitting and not fitting[0].reason else None
    rest = [item for item in fitting if item is not first]
    left = room - (first is not None)
    do = [item for item in rest if item.kind == "do"]
    go = [item for item in rest if item.kind == "go"]
    of_do = min(len(do), max(GROUP_MOST["do"], left - len(go)), left)
    of_go = min(len(go), left - of_do)
    if of_go < min(len(go), GROUP_MOST["go"]):
        of_do = min(of_do, max(GROUP_MOST["do"], left - GROUP_MOST["go"]))
        of_go = min(len(go), left - of_do)
    return Found(first, tuple(do[:of_do]), tuple(go[:of_go]))


def remembered(recent: Iterable[str], chosen: str) -> tuple[str, ...]:
    """Return the recent ids with the one that was chosen in front."""
    return (chosen, *(item for item in recent if item != chosen))[:KEPT]


def by_attention(group: str, tone: str) -> int:
    """Return how urgent an engagement is in the order of the palette."""
    tones: Mapping[str, int] = {"danger": 3, "warn": 2, "accent": 1}
    return (10 if group == "needs_you" else 5 if group == "on_track" else 0) + tones.get(tone, 0)
