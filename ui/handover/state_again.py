"""Stating the Prod Upgrade again after a take-over, where it did not agree or was never stated."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from models import confirmation, takeover
from models.records import Dossier
from models.texts import _
from ui.context import Context
from ui.dialog import DialogFrame
from ui.form import button, column
from ui.handover.statement import Statement

WIDTH = 760


class StateAgain(DialogFrame):
    """The receiver's statement alone; what is stated is kept, and agrees or stays unconfirmed."""

    def __init__(self, context: Context, dossier: Dossier, parent: QWidget | None = None) -> None:
        super().__init__(context.appearance, _("State the prod upgrade again"), WIDTH, parent)
        self._context, self._dossier = context, dossier
        found = confirmation.taken(dossier.engagement)
        self.statement = Statement(context, dossier, found.sender if found else dossier.you.name)
        self.go = button(context.appearance, _("Keep what is stated"), "primary")
        cancel = button(context.appearance, _("Cancel"))
        cancel.clicked.connect(self.reject)
        self.go.clicked.connect(self.keep)
        self.statement.changed.connect(self._follow)
        self.build(column(self.statement, None), (cancel, self.go))
        self._follow()
        self.statement.date.setFocus()

    def keep(self) -> None:
        """Keep it with the engagement."""
        stated = self.statement.prod
        if stated is not None and self._context.attempt(
            lambda: takeover.state_again(self._context.store, self._dossier.id, stated)
        ):
            self.accept()
            agreed = self.statement.agrees
            self._context.notices.tell(
                _("The prod upgrade is confirmed") if agreed else _("The prod upgrade stays unconfirmed")
            )

    def _follow(self) -> None:
        self.go.setEnabled(self.statement.prod is not None)
