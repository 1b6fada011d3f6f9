"""What the actions about handing over do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from models import confirmation, giving_away
from models.texts import _
from ui.context import Context
from ui.lead.reading import read_snapshots

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class HandoverCommands(QObject):
    """Each method is the slot of an action, or opens a file."""

    def __init__(self, context: Context, window: MainWindow) -> None:
        super().__init__(window)
        self._context = context
        self._window = window

    def hand_over(self) -> None:
        """Hand the open engagement over; one that was handed over is taken back."""
        from ui.handover.give import HandOverDialog  # start-up saving: imported when it is first opened

        dossier = self._context.portfolio.current_dossier()
        if dossier is None:
            return
        if dossier.engagement.given_utc:
            self.take_back()
        else:
            HandOverDialog(self._context, dossier, self._window).open()

    def take_back(self) -> None:
        """Make the open engagement one's own again."""
        dossier = self._context.portfolio.current_dossier()
        if dossier is None:
            return
        if self._context.attempt(lambda: giving_away.take_back(self._context.store, dossier.id)):
            words = _("Took back {client}").format(client=dossier.engagement.client)
            self._context.notices.tell(words, _("Undo"), self._window.commands.undo)

    def choose_file(self) -> None:
        """Choose a colleague's handover."""
        from ui.file_dialogs import ask_for_files  # start-up saving: 3 ms for the enums of its dialog

        kinds = (_("Handover (*{suffix})").format(suffix=".e2e.json"),)
        ask_for_files(self._window, _("Take over an engagement"), kinds, self._window.commands.servicenow.import_paths)

    def open_file(self, file: Path) -> None:
        """Show a colleague's file: a handover before it is taken over, a snapshot in the lead's overview.

        Raises:
            UserError: it is neither, or it is damaged.
        """
        from models import handover_reading  # start-up saving: imported when it is first needed
        from ui.handover.take_over import TakeOverDialog

        if not handover_reading.is_handover(handover_reading.read_bytes(file)):
            self._window.pages.show_place("lead")
            read_snapshots(self._context, [file])
            return
        try:
            dialog = TakeOverDialog(self._context, handover_reading.read(file), self._window)
        except handover_reading.TamperedError as error:
            dialog = TakeOverDialog(self._context, error.found, self._window, tampered=error.what)
        dialog.taken.connect(self._on_taken)
        dialog.open()

    def state_again(self) -> None:
        """State the prod upgrade of an engagement that was taken over again."""
        from ui.handover.state_again import StateAgain  # start-up saving: imported when it is first opened

        dossier = self._context.portfolio.current_dossier()
        if dossier is None:
            return
        if confirmation.unconfirmed(dossier) is None:
            self._context.notices.tell(_("The prod upgrade needs no confirmation"))
        else:
            StateAgain(self._context, dossier, self._window).open()

    def _on_taken(self, engagement: int) -> None:
        self._window.open_engagement(engagement)
        client = self._context.portfolio.name(engagement)
        words = _("Took over {client}").format(client=client)
        self._context.notices.tell(words, _("Undo"), self._window.commands.undo)
