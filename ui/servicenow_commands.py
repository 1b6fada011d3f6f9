"""What the actions about ServiceNow do: importing, reconciling, and what belongs together after scheduling."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from models.texts import _
from ui.context import Context

if TYPE_CHECKING:
    from ui.main_window import MainWindow

CALENDAR = ".ics"
SUFFIX = ".e2e.json"


class ServiceNowCommands(QObject):
    """Each method is the slot of an action."""

    def __init__(self, context: Context, window: MainWindow) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        window.pages.files_wanted.connect(self.import_paths)

    def import_files(self) -> None:
        """Choose exports of ServiceNow and import them."""
        from ui.file_dialogs import ask_for_files  # start-up saving: 3 ms for the enums of its dialog

        kinds = (_("Exports of ServiceNow (*.csv *.xlsx *.json *.xml)"), _("All files (*)"))
        ask_for_files(self._window, _("Import from ServiceNow"), kinds, self.import_paths)

    def import_paths(self, paths: Sequence[str | Path]) -> None:
        """Import files, chosen or dropped onto the window, and show where they differ from the plan.

        A calendar file of ours shows its engagement in place of being imported, a colleague's file what it holds.
        """
        from ui.importing.dialog import import_into  # start-up saving: imported when it is first opened

        files = [Path(path) for path in paths]
        for file in (file for file in files if file.suffix.lower() == CALENDAR):
            self._context.attempt(partial(self._window.commands.calendar.show_file, file))
        for file in (file for file in files if file.name.endswith(SUFFIX)):
            self._window.commands.handover.open_file(file)
        if exports := [file for file in files if file.suffix.lower() != CALENDAR and not file.name.endswith(SUFFIX)]:
            import_into(self._context, exports, self._window, self.show_differences)

    def reconcile(self) -> None:
        """Show where ServiceNow and the plans differ."""
        self._window.pages.show_reconcile()

    def show_differences(self, made: Sequence[int], source: str) -> None:
        """Show what an import brought, with the engagements that it made."""
        self._window.pages.show_reconcile(made, source)

    def after_scheduling(self) -> None:
        """Show the six things that belong together once the open engagement is scheduled."""
        self._window.scheduled.open()
