"""Two short texts word by word: what stayed, what went and what is new; pure."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Final, Literal

from msgspec import Struct

_WORDS: Final = re.compile(r"\s+|[^\s]+")


class Piece(Struct, frozen=True):
    """A run of words that are the same, gone or new; it carries the spaces between them."""

    kind: Literal["same", "gone", "new"]
    text: str


def difference(before: str, after: str) -> tuple[Piece, ...]:
    """Return the pieces in reading order, what is gone before what stands in its place."""
    old, new = (_WORDS.findall(" ".join(text.split())) for text in (before, after))
    found: list[Piece] = []
    for tag, first, last, since, until in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Piece("same", "".join(old[first:last])))
            continue
        if last > first:
            found.append(Piece("gone", "".join(old[first:last])))
        if until > since:
            found.append(Piece("new", "".join(new[since:until])))
    return tuple(found)
