"""Logs a client question and starts its timer (N32)."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from models import client_questions
from models.errors import UserError
from models.texts import _
from ui.context import Context
from ui.dialog import DialogFrame
from ui.field import DropDown, Field, named
from ui.form import button, column

WIDTH = 480


class StartQuestion(DialogFrame):
    """Client, what was asked, and who asked; a timer that runs is paused."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        look, portfolio = context.appearance, context.portfolio
        super().__init__(look, _("Start a question"), WIDTH, parent)
        self._context = context
        self.client = DropDown()
        self.client.setAccessibleName(_("Client"))
        self.client.setFont(look.font(13))
        self.client.setFixedHeight(round(34 * max(1.0, look.text_scale)))
        for id_ in portfolio.ids():
            self.client.addItem(portfolio.name(id_), id_)
        self.client.setCurrentIndex(max(0, self.client.findData(portfolio.current)))
        self.text = Field(look, _("What was asked"), placeholder=_("In a few words: SSO after the clone"))
        self.asked_by = Field(look, _("Asked by"), placeholder=_("Empty for not known"))
        self.go = button(look, _("Start"), "primary", "timer")
        cancel = button(look, _("Cancel"))
        cancel.clicked.connect(self.reject)
        self.go.clicked.connect(self.accept)
        for field in (self.text, self.asked_by):
            field.line.returnPressed.connect(self.accept)
        self.client.currentIndexChanged.connect(self._propose)
        self.build(
            column(named(look, _("Client"), self.client), self.text, self.asked_by, spacing=10), (cancel, self.go)
        )
        self._propose()
        self.text.line.setFocus()

    def accept(self) -> None:
        """Start; what is wrong is said below the words and everything typed stays."""
        engagement = int(self.client.currentData() or 0)
        try:
            client_questions.start(self._context.store, engagement, self.text.text, asked_by=self.asked_by.text)
        except UserError as error:
            self.text.set_error(f"{error.what} {error.do}".strip())
            self.text.line.setFocus()
            return
        super().accept()

    def _propose(self) -> None:
        """Propose the client's first contact as the one who asks."""
        dossier = self._context.portfolio.dossier(int(self.client.currentData() or 0))
        self.asked_by.set_text(dossier.contacts[0].name if dossier and dossier.contacts else "")
