"""What the actions of the time zones do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class ZoneCommands(QObject):
    """The acts on time zones; each method is the slot of an action."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def compare(self) -> None:
        """Compare time zones."""
        self._window.page.zones.compare()

    def check(self) -> None:
        """Check in which zone ServiceNow's session is."""
        self._window.page.zones.check_zone()
