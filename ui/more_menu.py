"""The menu behind the three dots: what is done too rarely for a button of its own."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from models.texts import _
from ui.form import Button
from ui.theme import Appearance

ENTRIES = (
    "new_engagement",
    "import_files",
    "reconcile",
    "scheduled_act",
    "",
    "undo",
    "redo",
    "",
    "plan_from_end",
    "roadmap",
    "print",
    "calendar",
    "session_request",
    "",
    "hand_over",
    "take_over",
    "archive",
    "delete",
    "bin",
    "backups",
    "",
    "shortcuts",
    "settings",
    "whose_data",
    "about",
)
"""Ids of `ui.actions.ACTIONS`; an empty one is a line."""
TIMELINE = ("plan_from_end", "history", "copy_picture", "save_picture", "print", "roadmap")
"""Acts that the timeline's own menu offers too."""


class MoreButton(Button):
    """Opens the menu below itself, by mouse, Space or Enter, once it was filled."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance, "", "ghost", "dots", name=_("More"))

    def fill(self, acts: Mapping[str, QAction]) -> None:
        """Take the acts that the menu offers."""
        self._menu = QMenu(self)
        self._menu.setAccessibleName(_("More"))
        for entry in ENTRIES:
            if entry:
                self._menu.addAction(acts[entry])
            else:
                self._menu.addSeparator()
        self.clicked.connect(self.open_menu)

    def open_menu(self) -> None:
        """Show the menu with its first entry chosen."""
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
        self._menu.setActiveAction(self._menu.actions()[0])
