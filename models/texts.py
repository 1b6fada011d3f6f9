"""The words of the interface: English is the source, gettext catalogues in resources/locale hold the others."""

from __future__ import annotations

import gettext
from typing import Final

DOMAIN: Final = "e2e-tracker"
SOURCE: Final = "en"
"""The language that the code is written in; it needs no catalogue."""

_catalogue = gettext.NullTranslations()
_language = SOURCE
_asked = ""


def _(text: str) -> str:
    """Return a text in the interface language; no words stay none, for a catalogue keeps its header under them."""
    return _catalogue.gettext(text) if text else text


def ngettext(one: str, many: str, count: int) -> str:
    """Return the form of a text that fits a count, in the interface language."""
    return _catalogue.ngettext(one, many, count)


def mark(text: str) -> str:
    """Return a text as it is, marked for the catalogues: declared data is translated where it is shown."""
    return text


def set_language(code: str) -> str:
    """Choose the interface language and return the one in force: English where there is no catalogue.

    Args:
        code: a language with or without a territory: "de", "pt_BR".
    """
    global _catalogue, _language  # noqa: PLW0603 - a process has one interface language, and `_` is called everywhere
    _language = resolve(code)
    _catalogue = catalogue(_language)
    return _language


def ask_for(code: str) -> None:
    """Let one run speak a language whatever is set, as `--lang` does; empty for the one that is set."""
    global _asked  # noqa: PLW0603 - as above
    _asked = code


def asked() -> str:
    """Return the language that this run was asked to speak; empty for the one that is set."""
    return _asked


def language() -> str:
    """Return the code of the interface language."""
    return _language


def catalogue(code: str) -> gettext.NullTranslations:
    """Return the words of a language beside the interface's own: for what a client reads; English where none is."""
    language = resolve(code)
    return gettext.NullTranslations() if language == SOURCE else _read(language)


def resolve(code: str) -> str:
    """Return the language that would be in force for a code: itself, its bare language, or English."""
    wanted = code.replace("-", "_")
    bare = wanted.partition("_")[0]
    if bare == SOURCE:
        return SOURCE
    shipped = languages()
    return next((language for language in (wanted, bare) if language in shipped), SOURCE)


def languages() -> tuple[str, ...]:
    """Return every language of the interface, English first; one whose catalogue is not compiled is not offered."""
    from importlib.resources import files  # start-up saving: 60 ms, and English needs no catalogue

    folder = files("resources") / "locale"
    entries = folder.iterdir() if folder.is_dir() else ()
    found = [entry.name for entry in entries if (entry / "LC_MESSAGES" / f"{DOMAIN}.mo").is_file()]
    return SOURCE, *sorted(found)


def _read(language: str) -> gettext.NullTranslations:
    from importlib.resources import files  # start-up saving: 60 ms, and English needs no catalogue

    compiled = files("resources") / "locale" / language / "LC_MESSAGES" / f"{DOMAIN}.mo"
    with compiled.open("rb") as source:
        return gettext.GNUTranslations(source)
