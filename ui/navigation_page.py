"""What the pages of the side bar have in common."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


class NavigationPage(QWidget):
    """What a page of the side bar is made of.

    Signals:
        engagement_wanted: show an engagement, and a step of it where the text isn't empty.
        page_wanted: show another page, by its id.
        act_wanted: do one of `ui.actions.ACTIONS`, by its id.
        files_wanted: look at colleagues' files (a list of paths).

    Attributes:
        shows: tables whose rows are seen here: undoing such a change goes to no engagement.
    """

    shows: frozenset[str] = frozenset()

    engagement_wanted = Signal(int, str)
    page_wanted = Signal(str)
    act_wanted = Signal(str)
    files_wanted = Signal(list)

    def refresh(self) -> None:
        """Show what is true now; called whenever the page comes into view."""

    def take_focus(self) -> None:
        """Put the focus where the page's own keys act; called whenever the page is asked for."""

    def print_page(self) -> bool:
        """Show the page as it will be printed; False for one that is not for paper."""
        return False
