"""The tickets with their numbers and states, as ServiceNow has them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from models import tickets
from models.errors import UserError
from models.records import Dossier
from models.texts import _
from ui.context import Context
from ui.details.section import Section
from ui.field import DropDown
from ui.form import Button, Label, button, column, row
from ui.visibility import hide_unless

if TYPE_CHECKING:
    from ui.short_descriptions.panel import ShortDescription

CHANGE_KINDS = ("CHG", "CTASK")


class TicketRow(QWidget):
    """One ticket: its number, and its state where it is an ETIU ticket."""

    def __init__(self, context: Context, kind: str, name: str) -> None:
        super().__init__()
        self._context = context
        self._kind = kind
        self._dossier: Dossier | None = None
        look = context.appearance
        self.number = QLineEdit()
        self.number.setPlaceholderText(_("Number"))
        self.number.setAccessibleName(_("Number of {ticket}").format(ticket=kind))
        self.state = DropDown()
        self.state.setAccessibleName(_("State of {ticket}").format(ticket=kind))
        self.state.addItem(_("Not opened"), "")
        for label in tickets.STATES:
            self.state.addItem(label, label)
        hide_unless(self.state, kind not in CHANGE_KINDS)
        self.error = Label(look, "", 12, 400, "danger", wrap=True)
        self.error.hide()
        fields = row(self.number, self.state, spacing=8)
        fields.setStretch(0, 1)
        fields.setStretch(1, 1)
        title = Label(look, name, 12, 500, "text2")
        self.fold: Button = button(look, "", "ghost", "chevr", height=24)
        self.fold.setCheckable(True)
        self.fold.clicked.connect(self.unfold)
        self.text: ShortDescription | None = None
        self._body = column(title, fields, self.error, row(self.fold, None), spacing=4)
        self.setLayout(self._body)
        self.number.editingFinished.connect(self._save_number)
        self.state.activated.connect(self._save_state)
        look.changed.connect(self._restyle)
        self._restyle()

    def fill(self, dossier: Dossier) -> None:
        """Show the ticket of an engagement."""
        other = self._dossier is None or self._dossier.id != dossier.id
        self._dossier = dossier
        ticket = dossier.ticket(self._kind)
        if other or not (self.number.hasFocus() and self.number.isModified()):
            self.number.setText(ticket.number if ticket else "")
        self.state.setCurrentIndex(max(0, self.state.findData(ticket.state if ticket else "")))
        if other and self.fold.isChecked():
            self.unfold(False)
        self._name_fold(dossier)

    def unfold(self, on: bool) -> None:
        """Show or hide the ticket's short description."""
        if self.text is not None:
            self.text.hide()
            self.text.deleteLater()
            self.text = None
        if on and self._dossier is not None:
            from ui.short_descriptions.panel import ShortDescription  # start-up saving: made when it is first unfolded

            self.text = ShortDescription(self._context, self._dossier.id, self._kind, self)
            self.text.setContentsMargins(14, 2, 0, 8)
            self._body.addWidget(self.text)
        self.fold.setChecked(on)
        if self._dossier is not None:
            self._name_fold(self._dossier)

    def _name_fold(self, dossier: Dossier) -> None:
        words = _("Short description")
        if tickets.drift(dossier, self._kind) is not None:
            words = _("Short description, out of date")
        self.fold.set_text(words, "chev" if self.fold.isChecked() else "chevr")
        self.fold.setAccessibleName(f"{self._kind}: {words}")
        self.fold.setVisible(self._kind not in CHANGE_KINDS)

    def _save_number(self) -> None:
        self._write(lambda dossier: tickets.set_number(self._context.store, dossier, self._kind, self.number.text()))

    def _save_state(self) -> None:
        state = str(self.state.currentData() or "")
        self._write(lambda dossier: tickets.set_state(self._context.store, dossier, self._kind, state))

    def _write(self, act: object) -> None:
        if self._dossier is None or not callable(act):
            return
        try:
            act(self._dossier)
        except UserError as error:
            self.error.setText(str(error))
        else:
            self.error.setText("")
        self.error.setVisible(bool(self.error.text()))

    def _restyle(self) -> None:
        look = self._context.appearance
        for item in (self.number, self.state):
            item.setFont(look.font(13))
            item.setFixedHeight(round(32 * max(1.0, look.text_scale)))


class TicketsSection(Section):
    """One row a ticket of the playbook, then the change and its task."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("Tickets"))
        self.rows: dict[str, TicketRow] = {}

    def fill(self, dossier: Dossier) -> None:
        """Show an engagement's tickets."""
        names = dict(_names(dossier))
        if list(names) != list(self.rows):
            self.clear(self.body)
            self.rows = {kind: TicketRow(self.context, kind, name) for kind, name in names.items()}
            for item in self.rows.values():
                self.body.addWidget(item)
        for item in self.rows.values():
            item.fill(dossier)
        super().fill(dossier)


def _names(dossier: Dossier) -> Iterator[tuple[str, str]]:
    for ticket in dossier.playbook.tickets:
        yield ticket.kind, f"{ticket.kind} {ticket.name}"
    yield "CHG", _("Master Change Request")
    yield "CTASK", _("Change task")
