"""What the action about backups does."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from models.texts import _
from ui.context import Context


class BackupCommands(QObject):
    """Its method is the slot of an action."""

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._window = window

    def show(self) -> None:
        """Show the backups, and what a restore of each would change."""
        from ui.backups.dialog import BackupsDialog  # start-up saving: imported when it is first opened

        if self._context.backups is None:
            self._context.notices.tell(_("The example is not backed up."))
        else:
            BackupsDialog(self._context, self._context.backups, self._window).open()
