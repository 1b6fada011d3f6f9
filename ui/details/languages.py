"""The languages that a client can be written to in, as a list to choose from."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox

from models.message_language import NAMES, of_country
from models.texts import _


def fill_languages(box: QComboBox, country: str) -> None:
    """Fill a list: the language of the country first, stored as an empty text, so that it follows the country."""
    box.clear()
    box.addItem(_("As in their country: {language}").format(language=NAMES[of_country(country)]), "")
    for code, name in NAMES.items():
        box.addItem(name, code)
