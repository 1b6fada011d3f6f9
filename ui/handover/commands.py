"""What the actions about handing over do."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from msgspec import Struct
from PySide6.QtCore import QObject

from models import confirmation, giving_away
from models.texts import _
from ui.background import Work
from ui.context import Context
from ui.lead.reading import read_snapshots

if TYPE_CHECKING:
    from models.handover import Handover
    from ui.main_window import MainWindow


class _Opened(Struct, frozen=True):
    """A colleague's file: the handover and why it may only be looked at; None for a snapshot."""

    file: Path
    found: Handover | None = None
    tampered: str = ""


def _read(file: Path) -> _Opened:
    """Read a colleague's file; raises UserError for one that is refused."""
    from models import handover_reading  # start-up saving: imported when it is first needed

    data = handover_reading.read_bytes(file)
    if not handover_reading.is_handover(data):
        return _Opened(file)
    try:
        return _Opened(file, handover_reading.parse(data, file.name))
    except handover_reading.TamperedError as error:
        return _Opened(file, error.found, error.what)


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
        """Read a colleague's file beside the window: show a handover, keep a snapshot, refuse others in words."""
        Work(partial(_read, file), self).start(self._show, self._refuse)

    def _refuse(self, error: object) -> None:
        self._context.tell_failure(error)

    def _show(self, answer: object) -> None:
        from ui.handover.take_over import TakeOverDialog  # start-up saving: imported when it is first opened

        opened = cast("_Opened", answer)
        if opened.found is None:
            self._window.pages.show_place("lead")
            read_snapshots(self._context, [opened.file])
            return
        dialog = TakeOverDialog(self._context, opened.found, opened.tampered, self._window)
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
