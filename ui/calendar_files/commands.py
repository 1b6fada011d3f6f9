"""What the actions about the calendar and the Best Practices session do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from models.texts import _
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

    def show_file(self, file: Path) -> None:
        """Show the engagement that a calendar file of ours is about, with its phase chosen.

        Raises:
            UserError: as `calendar_opening.places`.
        """
        from models import calendar_opening  # start-up saving: imported when it is first needed

        found = calendar_opening.places(self._context.store, file)
        engagement, kind = found[0]
        self._window.open_engagement(engagement)
        self._window.page.timeline.focus_phase(kind)
        clients = {self._context.portfolio.name(id_) for id_, _kind in found}
        if len(clients) > 1:
            words = _("{file} is about {count} engagements. The first is {client}.")
            client = self._context.portfolio.name(engagement)
            self._context.notices.tell(words.format(file=file.name, count=len(clients), client=client))

    def session_request(self) -> None:
        """Record what the client did about the Best Practices session of the open engagement."""
        from ui.session_requests.dialog import open_requests  # start-up saving: imported when it is first opened

        open_requests(self._context, self._window)
