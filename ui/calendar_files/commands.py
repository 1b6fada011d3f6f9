"""What the actions about the calendar and the Best Practices session do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.calendar_files.subscribed import SubscribedCalendar
from ui.context import Context

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class CalendarCommands(QObject):
    """Each method is the slot of an action."""

    def __init__(self, context: Context, window: MainWindow) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self.subscribed = SubscribedCalendar(context, self)

    def save(self) -> None:
        """Show the calendar files of the open engagement."""
        from ui.calendar_files.dialog import CalendarDialog  # start-up saving: imported when it is first opened

        if self._context.portfolio.current_dossier() is not None:
            CalendarDialog(self._context, self._context.portfolio.current, self._window).open()

    def session_request(self) -> None:
        """Record what the client did about the Best Practices session of the open engagement."""
        from ui.session_requests.dialog import open_requests  # start-up saving: imported when it is first opened

        open_requests(self._context, self._window)
