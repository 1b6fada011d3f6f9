"""The interface language: a shipped catalogue, or English."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from models import texts


@pytest.fixture
def german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of resources with a small German catalogue."""
    catalogue = Catalog(locale="de")
    catalogue.add("just now", "gerade eben")
    catalogue.add(("{count} day", "{count} days"), ("{count} Tag", "{count} Tage"))
    written = BytesIO()
    write_mo(written, catalogue)
    folder = tmp_path / "locale" / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / f"{texts.DOMAIN}.mo").write_bytes(written.getvalue())
    monkeypatch.setattr("importlib.resources.files", lambda _package: tmp_path)


def test_english_is_the_source_and_needs_no_catalogue() -> None:
    assert texts.set_language("en_GB") == "en"
    assert texts._("just now") == "just now"
    assert texts.ngettext("{count} day", "{count} days", 2) == "{count} days"


def test_a_language_without_a_catalogue_is_english() -> None:
    assert texts.set_language("tlh") == "en"
    assert texts.set_language("") == "en"
    assert texts._("just now") == "just now"


@pytest.mark.usefixtures("german")
def test_a_catalogue_is_used_whatever_the_territory() -> None:
    assert texts.languages() == ("en", "de")
    assert texts.set_language("de-AT") == "de"
    assert texts._(texts.mark("just now")) == "gerade eben"
    assert texts.ngettext("{count} day", "{count} days", 1) == "{count} Tag"
    assert texts._("not translated") == "not translated"


@pytest.mark.usefixtures("german")
def test_no_words_stay_no_words_and_a_run_may_ask_for_a_language() -> None:
    texts.set_language("de")
    assert texts._("") == ""
    texts.ask_for("de")
    assert texts.asked() == "de"
