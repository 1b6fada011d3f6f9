"""The words of the interface can be taken out, translated and read again, with nothing left out."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog

from models import texts
from models.playbook_file import shipped

ROOT = Path(__file__).resolve().parent.parent


def test_words_of_code_declared_data_and_playbook_are_found(sources: Catalog) -> None:
    known = {message.id for message in sources}
    assert {"Go to the reminder", "Quiet hours", "Nothing is due this week."} <= known
    assert ("{count} thing is due.", "{count} things are due.") in known
    for step in shipped().steps:
        assert step.text in known
        assert {part.strip() for part in step.hint.split("|") if part.strip()} <= known
    for phase in shipped().phases:
        assert {phase.name, phase.short} <= known


def test_words_within_a_string_are_found(tool: ModuleType, sources: Catalog) -> None:
    source = "a = f\"{what} {_('Start with {client}.').format(client=b)}\"\n"
    assert list(tool.within_strings(source)) == [(1, "Start with {client}.")]
    assert "Start with {client}." in {message.id for message in sources}


def test_a_new_language_is_made_translated_and_spoken(
    tool: ModuleType, sources: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "de").mkdir()
    monkeypatch.setattr(tool, "LOCALE", tmp_path)
    monkeypatch.setattr(tool, "ROOT", tmp_path)
    monkeypatch.setattr(tool, "catalogue", lambda: sources)
    tool.update()
    file = tmp_path / "de" / "LC_MESSAGES" / "e2e-tracker.po"
    made = tool.read(file)
    assert {message.id for message in made} == {message.id for message in sources}
    made.get("Settings").string = "Einstellungen"
    with file.open("wb") as target:
        tool.write_po(target, made)
    tool.update()
    assert tool.read(file).get("Settings").string == "Einstellungen", "an update keeps what was translated"
    tool.compile_all()
    assert not file.with_suffix(".mo").exists(), "what is not complete is not offered"
    made = tool.read(file)
    for message in made:
        message.string = message.string if tool.filled(message.string) else message.id
    with file.open("wb") as target:
        tool.write_po(target, made)
    tool.compile_all()
    monkeypatch.setattr(texts, "languages", lambda: ("en", "de"))
    monkeypatch.setattr(texts, "_read", lambda _code: read_mo(file.with_suffix(".mo")))
    try:
        assert texts.set_language("de_AT") == "de"
        assert texts._("Settings") == "Einstellungen"
        assert texts._("no such words") == "no such words", "what no catalogue has stays English"
    finally:
        texts.set_language(texts.SOURCE)


def read_mo(file: Path) -> texts.gettext.NullTranslations:
    with file.open("rb") as source:
        return texts.gettext.GNUTranslations(source)
