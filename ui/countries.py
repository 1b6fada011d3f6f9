"""The list of countries in a form, and what it takes to choose another one without a wait."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject

from models import calendars
from models.texts import _
from ui.background import warm_up
from ui.field import DropDown

LOOK_UP = ("holidays.countries",)
"""What looking up the holidays of another country needs; it takes longer than a click may."""


def countries(lang: str) -> tuple[tuple[str, str], ...]:
    """Return code and name of every country with a calendar, after the one for none."""
    return ("", _("Not known: weekends only")), *calendars.country_choices(lang)


def offer_countries(box: DropDown, lang: str) -> None:
    """Fill a list with them."""
    for code, name in countries(lang):
        box.addItem(name, code)


class Readiness(QObject):
    """Reads what another country's holidays need while a person is still choosing in a list."""

    def __init__(self, box: DropDown) -> None:
        super().__init__(box)
        box.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            watched.removeEventFilter(self)
            warm_up(LOOK_UP)
        return False
