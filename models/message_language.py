"""The language of a text that goes out: the client's own for what they read, yours for what colleagues read."""

from __future__ import annotations

from typing import Final, Literal

from models import texts
from models.records import Dossier, Engagement
from models.texts import SOURCE

Language = Literal["en", "de", "es", "fr"]

NAMES: Final = {"en": "English", "de": "Deutsch", "es": "Español", "fr": "Français"}
"""Language → how it calls itself; a template is shipped in each of them."""


def of_country(country: str) -> str:
    """Return the language that most people of a country read, English where no template is in it."""
    if not country:
        return SOURCE
    from babel import Locale, UnknownLocaleError  # start-up saving: 30 ms; only texts need it

    try:
        found = str(Locale.parse(f"und_{country}").language)
    except (UnknownLocaleError, ValueError):
        return SOURCE
    return found if found in NAMES else SOURCE


def of_client(engagement: Engagement) -> str:
    """Return the client's language: what was chosen, else that of their country."""
    return engagement.language or of_country(engagement.country)


def of_text(dossier: Dossier, audience: str) -> str:
    """Return the language in which a text is written unless the person chooses another.

    Args:
        dossier: the engagement.
        audience: "client", or who else reads it: they read the language of the interface.
    """
    if audience == "client":
        return of_client(dossier.engagement)
    interface = texts.language()
    return interface if interface in NAMES else SOURCE
