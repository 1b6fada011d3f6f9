"""The order of names in the interface language: accents count after letters, ñ is a letter of its own in Spanish."""

from __future__ import annotations

import unicodedata
from typing import Final

from models import texts

LETTERS: Final = {"es": {"ñ": "n\uffff"}}
"""Letters that stand apart in a language, as what they are sorted as."""
_SPELT: Final = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d"})


def by_name(name: str) -> tuple[str, str]:
    """Return what a name is sorted by: its bare letters, then the name itself, so that "Élan" stands beside "Elan"."""
    folded = unicodedata.normalize("NFC", name.casefold())
    if folded.isascii():
        return folded, folded
    apart = LETTERS.get(texts.language().partition("_")[0], {})
    bare = "".join(apart[letter] if letter in apart else _bare(letter) for letter in folded)
    return bare.translate(_SPELT), folded


def _bare(letter: str) -> str:
    return "".join(part for part in unicodedata.normalize("NFD", letter) if not unicodedata.combining(part))
