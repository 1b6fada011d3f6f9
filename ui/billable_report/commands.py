"""What the action of the billable report does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.context import Context

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class ReportCommands(QObject):
    """The acts on reports; each method is the slot of an action."""

    def __init__(self, context: Context, window: MainWindow) -> None:
        super().__init__(window)
        self._context = context
        self._window = window

    def show_billable(self) -> None:
        """Show the hours of a period against what was expected."""
        from ui.billable_report.dialog import BillableReport  # start-up saving: imported when it is first opened

        BillableReport(self._context, self._window).open()
