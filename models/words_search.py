"""Searching as one types: each word that is typed begins a word of the text, without regard to case and accents."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"\w+")


def fold(text: str) -> str:
    """Return a text in small letters without accents; it keeps its length, so that places in it stay the same."""
    return "".join(map(_plain, text))


def words(text: str) -> tuple[str, ...]:
    """Return the folded words of a text."""
    return tuple(_WORD.findall(fold(text)))


def fits(wanted: str, text: str) -> bool:
    """Whether each typed word begins a word of the text; nothing typed fits everything."""
    found = words(text)
    return all(any(word.startswith(part) for word in found) for part in words(wanted))


def spans(wanted: str, text: str) -> tuple[tuple[int, int], ...]:
    """Return where the typed words lie in a text: first place and the place after, in order, never overlapping."""
    parts = sorted(set(words(wanted)), key=len, reverse=True)
    found = []
    for word in _WORD.finditer(fold(text)):
        part = next((part for part in parts if word.group().startswith(part)), "")
        if part:
            found.append((word.start(), word.start() + len(part)))
    return tuple(found)


@lru_cache(maxsize=4096)
def _plain(letter: str) -> str:
    small = unicodedata.normalize("NFD", letter)[0].casefold()
    return small if len(small) == 1 else letter
