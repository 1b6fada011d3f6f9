"""Asks why a text that is held back goes out now (N04)."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from models import messages
from models.records import Dossier
from models.texts import _
from ui.context import Context
from ui.details.acts import ActDialog
from ui.field import Field
from ui.form import column, label


class Release(ActDialog):
    """One line of why, kept with the message and in Activity."""

    def __init__(self, context: Context, dossier: Dossier, kind: str, held: str, parent: QWidget | None = None) -> None:
        super().__init__(context, _("Let it out before Kickoff?"), _("Keep it back"), _("Let it out"), parent, 460)
        self._dossier, self._kind = dossier, kind
        self.why = Field(context.appearance, _("Why, in one line"))
        self.why.line.returnPressed.connect(self.confirm)
        text = _("{held} Your reason is kept with the message.").format(held=held)
        self.lay_out(column(label(context.appearance, text, 13, 400, "text2", wrap=True), 4, self.why))
        self.why.setFocus()

    def act(self) -> str:
        """Record the reason."""
        messages.release(self.context.store, self._dossier, self._kind, self.why.text)
        return _("The results can go out now")
