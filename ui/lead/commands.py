"""What the actions about the lead overview do: each shows the page, which holds the lines, and acts there."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from ui.lead.acts import LeadActs
    from ui.lead.page import LeadPage
    from ui.main_window import MainWindow

PLACE = "lead"


class LeadCommands(QObject):
    """Each method is the slot of an action."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def show_digest(self) -> None:
        """Show the weekly digest."""
        self._acts().show_digest()

    def import_snapshots(self) -> None:
        """Ask for colleagues' snapshots or the team's list."""
        self._acts().ask_files()

    def export_snapshot(self) -> None:
        """Ask where the own engagements go as a snapshot for the lead."""
        self._acts().ask_target()

    def save_overview(self) -> None:
        """Ask where the overview goes as a PDF."""
        self._acts().ask_pdf()

    def _acts(self) -> LeadActs:
        self._window.pages.show_place(PLACE)
        return cast("LeadPage", self._window.pages.currentWidget()).acts
