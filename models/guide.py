"""The guide of the program: pages in Markdown, in the interface language where there is a page in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import Final

from msgspec import Struct

from models import texts

PAGES: Final = (
    "start",
    "timeline",
    "checklist",
    "triple-check",
    "zones",
    "scheduling",
    "texts",
    "calendar",
    "import",
    "time",
    "videos",
    "lead",
    "handover",
    "surveys",
    "settings",
    "rules",
    "readings",
    "trouble",
    "whose-data",
)
"""In the order of the list; each is a file in `resources/help`, and in a folder of its language beside it."""
_MARKS = re.compile(r"[*`|_#]|\[([^\]]*)\]\([^)]*\)")


class Hit(Struct, frozen=True):
    """A place where a search was found: the page, the heading that it stands under, and the line."""

    page: str
    heading: str
    line: str


def page(name: str) -> str:
    """Return a page as Markdown, in English where the language has none; an unknown name is a KeyError."""
    if name not in PAGES:
        raise KeyError(name)
    return _read(name, texts.language())


def title(name: str) -> str:
    """Return a page's first heading."""
    return page(name).partition("\n")[0].lstrip("# ").strip()


def search(query: str) -> list[Hit]:
    """Return the lines that hold every word of a query, whole pages by their title first; nothing for an empty one."""
    words = query.casefold().split()
    if not words:
        return []
    titles = [Hit(name, "", title(name)) for name in PAGES if _holds(title(name), words)]
    return titles + [hit for name in PAGES for hit in _lines(name) if _holds(f"{hit.heading} {hit.line}", words)]


def _lines(name: str) -> Iterator[Hit]:
    """Yield the paragraphs, rows and points of a page as plain text with the heading above each."""
    heading = ""
    for block in re.split(r"\n\s*\n|\n(?=[-#|]|\d+\. )", page(name).partition("\n")[2]):
        text = _MARKS.sub(lambda mark: mark[1] or "", " ".join(block.split())).strip(" -")
        if block.lstrip().startswith("#"):
            heading = text
        elif text:
            yield Hit(name, heading, text)


def _holds(text: str, words: list[str]) -> bool:
    plain = text.casefold()
    return all(word in plain for word in words)


@lru_cache(maxsize=64)
def _read(name: str, language: str) -> str:
    folder = files("resources") / "help"
    local = folder / language / f"{name}.md"
    return (local if local.is_file() else folder / f"{name}.md").read_text(encoding="utf-8")
