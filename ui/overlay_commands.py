"""What lies over the whole window: the palette, the sheet of keys, the tour; slots of `ui.actions.ACTIONS`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class OverlayCommands(QObject):
    """Opens each of them once."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def show_palette(self) -> None:
        """Show the command palette over the window."""
        from ui.palette.panel import Palette  # start-up saving: imported when it is first opened

        if not any(shown.isVisible() for shown in self._window.findChildren(Palette)):
            Palette(self._window)

    def show_shortcuts(self) -> None:
        """Show every key."""
        from ui.shortcuts import ShortcutSheet  # start-up saving: imported when it is first opened

        if not any(shown.isVisible() for shown in self._window.findChildren(ShortcutSheet)):
            ShortcutSheet(self._window)

    def show_tour(self) -> None:
        """Show the places of the window one after the other."""
        from ui.first_start.tour import Tour  # start-up saving: imported when it is first wanted

        self._window.pages.show_one()
        Tour(self._window)
