"""The pages of the side bar as declared data: their names, icons and keys; a page is made when it is first shown."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.texts import mark
from ui.context import Context

HOME = "engagements"


class NavigationPage(QWidget):
    """What a page of the side bar is made of.

    Signals:
        engagement_wanted: show an engagement, and a step of it where the text isn't empty.
        page_wanted: show another page, by its id.
        act_wanted: do one of `ui.actions.ACTIONS`, by its id.
    """

    engagement_wanted = Signal(int, str)
    page_wanted = Signal(str)
    act_wanted = Signal(str)

    def refresh(self) -> None:
        """Show what is true now; called whenever the page comes into view."""


class Place(Struct, frozen=True):
    """One entry of the side bar; `make` imports and builds its page, and None stands for the open engagement."""

    id: str
    text: str
    icon: str
    keys: str
    make: Callable[[Context], NavigationPage] | None = None


PLACES: tuple[Place, ...] = (Place(HOME, mark("Engagements"), "rows", "Ctrl+2"),)
"""In the order of the side bar; the keys are those of SCREENS, §0."""


def place(id_: str) -> Place:
    """Return the entry of that id; an unknown one is a KeyError."""
    return {item.id: item for item in PLACES}[id_]
