"""The guide: every page is there, every link leads somewhere, every rule is explained, and a search finds places."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from models import guide, texts

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "resources" / "help"
LINK = re.compile(r"\]\(([^)]+)\)")


def test_every_file_is_a_page_and_every_page_a_file() -> None:
    assert sorted(guide.PAGES) == sorted(file.stem for file in FOLDER.glob("*.md"))
    assert len({guide.title(name) for name in guide.PAGES}) == len(guide.PAGES)


@pytest.mark.parametrize("name", guide.PAGES)
def test_links_lead_to_pages(name: str) -> None:
    for target in LINK.findall(guide.page(name)):
        assert target.startswith("https://") or target.removesuffix(".md") in guide.PAGES, target


def test_every_rule_is_explained_and_no_other() -> None:
    explained = re.findall(r"^\| `([a-z0-9-]+)`", guide.page("rules"), re.MULTILINE)
    sources = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "models" / "rules").glob("*.py"))
    known = set(re.findall(r'(?:about|Finding)\(\s*(?:dossier,\s*)?"([a-z0-9-]+)"', sources))
    assert len(explained) == len(set(explained))
    assert known == set(explained)


def test_every_reading_of_the_notes_is_told() -> None:
    text = guide.page("readings")
    assert [int(number) for number in re.findall(r"^(\d+)\. ", text, re.MULTILINE)] == list(range(1, 11))


def test_a_search_finds_titles_first_and_then_places_with_their_heading() -> None:
    hits = guide.search("time zones")
    assert (hits[0].page, hits[0].heading) == ("zones", "")
    hit = next(hit for hit in guide.search("CTASK cancelled"))
    assert (hit.page, hit.heading) == ("scheduling", "The order")
    assert "|" not in "".join(found.line for found in guide.search("fields fail silently"))


@pytest.mark.parametrize("query", ["", "   ", "zzzz", "[(*\\"])
def test_a_search_for_nothing_finds_nothing(query: str) -> None:
    assert guide.search(query) == []


def test_a_language_without_a_page_shows_the_english_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "_language", "xx")
    assert guide.page("start").startswith("# First steps")
    with pytest.raises(KeyError):
        guide.page("../start")
