"""*I updated it*: what the ticket shows now is pasted and compared before the new short description counts (N31)."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtWidgets import QWidget

from models import tickets, zones
from models.errors import UserError
from models.records import Dossier
from models.texts import _
from ui.clipboard import copy_text, is_own_copy
from ui.context import Context
from ui.dialog import DialogFrame
from ui.field import Field
from ui.form import button, card, column, label, row


class ReadBack(DialogFrame):
    """Compares what ServiceNow shows with the plan; only a text that says the planned dates is recorded."""

    def __init__(self, context: Context, dossier: Dossier, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(context.appearance, _("Short description of {ticket}").format(ticket=kind), 560, parent)
        self._context = context
        self._dossier = dossier
        self._kind = kind
        self._expected = tickets.expected_text(dossier, kind)
        look = context.appearance
        self.shown = Field(look, _("Paste what {ticket} shows now").format(ticket=kind))
        self.verdict = label(look, "", 12, 500, "ok", wrap=True)
        self.record = button(look, _("It is updated"), "primary")
        cancel = button(look, _("Not yet"))
        copy = button(look, _("Copy new text"), "secondary", "copy", height=28)
        copy.clicked.connect(self.copy)
        cancel.clicked.connect(self.reject)
        self.record.clicked.connect(self.confirm)
        self.shown.line.textChanged.connect(self._compare)
        wanted = card(
            label(look, _("It should read"), 11, 500, "text3"),
            label(look, self._expected, 13, 500, wrap=True),
            row(copy, None),
            spacing=6,
        )
        text = _("Save it in ServiceNow, reload the ticket, then copy the text from there.")
        body = column(label(look, text, 13, 400, "text2", wrap=True), wanted, self.shown, self.verdict, spacing=10)
        self.build(body, (cancel, self.record))
        self._compare("")
        self.shown.setFocus()

    def copy(self) -> None:
        """Put the new text on the clipboard."""
        copy_text(self._expected)
        self._context.notices.tell(_("Copied the new short description"))

    def confirm(self) -> None:
        """Record the read-back."""
        try:
            tickets.confirm_text(self._context.store, self._dossier, self._kind, self.shown.text)
        except UserError as error:
            self.shown.set_error(str(error))
            return
        self.accept()
        self._context.notices.tell(_("{ticket} is read back").format(ticket=self._kind))

    def _compare(self, _text: str) -> None:
        text, error, said = self.shown.text, "", ""
        if text and is_own_copy(text):
            error = _("That text came from E2E Tracker. Copy it from ServiceNow.")
        elif text:
            differs = self._drift(text)
            if differs:
                error = _("It says {says}. The plan says {plan}.").format(says=differs.says, plan=differs.plan)
                error = error if differs.says else _("It does not say {plan} yet.").format(plan=differs.plan)
            else:
                same = text == self._expected
                said = _("Same") if same else _("Other words, the same dates")
        self.shown.set_error(error)
        self.verdict.setText(said)
        self.record.setEnabled(bool(said))
        self.fit()

    def _drift(self, text: str) -> tickets.Drift | None:
        """Compare a text as if it were confirmed this moment."""
        now = zones.utc_text(self._context.clock.now())
        shown = tuple(
            replace(ticket, confirmed_text=text, confirmed_utc=now) if ticket.kind == self._kind else ticket
            for ticket in self._dossier.tickets
        )
        seen = tuple(item for item in self._dossier.observations if item.subject != f"{self._kind}.short_description")
        return tickets.drift(replace(self._dossier, tickets=shown, observations=seen), self._kind)
