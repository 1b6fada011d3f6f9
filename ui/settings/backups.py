"""The row of the Settings page that tells when the last backup was proven, and opens the list of them."""

from __future__ import annotations

from models.texts import _
from ui.backups.keeper import BackupKeeper
from ui.context import Context
from ui.form import Button
from ui.settings.rows import ButtonRow


class BackupsRow(ButtonRow):
    """Follows the keeper of backups; an example has none, and says so."""

    def __init__(self, context: Context) -> None:
        self._keeper: BackupKeeper | None = context.backups
        about = (
            _("Each is opened and checked before it counts")
            if self._keeper is not None
            else _("The example is not backed up.")
        )
        self.open = Button(context.appearance, _("Show backups"))
        super().__init__(context, _("No backup yet"), about, self.open)
        self.open.setVisible(self._keeper is not None)
        if self._keeper is not None:
            self._keeper.made.connect(self._show_last)
            self._show_last()

    def _show_last(self) -> None:
        if self._keeper is not None:
            self.words = self._keeper.last_words(self._context.formats)
            self._name.setText(self.words)
