"""Every language is complete, its fields are those of the English text, and what is compiled is what is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog, Message

from models import texts

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("de", "es", "fr")
FIELD = re.compile(r"\{[^{}]*\}")


@pytest.fixture(params=LANGUAGES)
def known(request: pytest.FixtureRequest, tool: ModuleType) -> Catalog:
    """The catalogue of one language."""
    found: Catalog = tool.read(ROOT / "resources" / "locale" / request.param / "LC_MESSAGES" / "e2e-tracker.po")
    return found


def test_these_languages_are_offered() -> None:
    assert texts.languages() == ("en", *LANGUAGES)


def test_every_message_is_translated_and_none_is_left_over(sources: Catalog, known: Catalog, tool: ModuleType) -> None:
    wanted, there = {message.id for message in sources if message.id}, {message.id for message in known if message.id}
    assert wanted == there, "run: python packaging/languages.py update"
    assert not [message.id for message in known if message.id and not tool.filled(message.string)]
    assert not [message.id for message in known if message.id and message.fuzzy]


def test_fields_line_breaks_and_edges_are_those_of_the_english_text(known: Catalog) -> None:
    wrong = [
        (english, words)
        for message in known
        if message.id
        for english, words in pairs(message)
        if sorted(FIELD.findall(english)) != sorted(FIELD.findall(words))
        or english.count("\n") != words.count("\n")
        or edges(english) != edges(words)
    ]
    assert not wrong


def test_no_translation_is_louder_than_the_english_text(known: Catalog) -> None:
    wrong = [
        words
        for message in known
        if message.id
        for english, words in pairs(message)
        if "!" in words and "!" not in english
    ]
    assert not wrong


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_is_compiled_is_what_is_written(code: str, tool: ModuleType) -> None:
    file = ROOT / "resources" / "locale" / code / "LC_MESSAGES" / "e2e-tracker.po"
    assert file.with_suffix(".mo").read_bytes() == tool.compiled(tool.read(file)), (
        "run: python packaging/languages.py compile"
    )


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_interface_speaks_it(code: str) -> None:
    try:
        assert texts.set_language(f"{code}_XX") == code
        assert texts._("Settings") not in {"Settings", ""}
        one, many = (texts.ngettext("{count} thing is due.", "{count} things are due.", count) for count in (1, 2))
        assert one != many
    finally:
        texts.set_language(texts.SOURCE)


def pairs(message: Message) -> Iterator[tuple[str, str]]:
    """Yield English and translated text of each form; the form for one may say its number in words."""
    if isinstance(message.id, str):
        yield message.id, str(message.string)
    else:
        yield from ((message.id[-1], words) for words in message.string[1:])


def edges(words: str) -> tuple[str, str]:
    """Return the white space around a text: pieces are put together as they are."""
    return words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
