"""The short description of one ticket: its words, how long they are, and what the ticket says now (N31, N34)."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from models import tickets
from models.playbook import TicketDef
from models.records import Dossier
from models.texts import _
from ui.composer.template_list import Line
from ui.context import Context
from ui.form import Chip, column, label, row


class ShortPage(QWidget):
    """Shows what a ticket's short description should say; ServiceNow is where it is changed."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        look = context.appearance
        self.words = QPlainTextEdit()
        self.words.setReadOnly(True)
        self.words.setAccessibleName(_("Short description"))
        self.words.setFont(look.font(13))
        self.words.setFixedHeight(round(64 * max(1.0, look.text_scale)))
        self.words.setTabChangesFocus(True)
        self.count = label(look, "", 12, 400, "text2")
        self.chip = Chip(look)
        self.shown = label(look, "", 12, 400, "text2", wrap=True)
        title = label(look, _("What it should say"), 12, 500, "text2")
        foot = row(self.chip, None, self.count)
        self.setLayout(column(title, self.words, foot, self.shown, None, spacing=8, margins=(22, 16, 22, 14)))

    @property
    def text(self) -> str:
        """The words that can be copied; empty while the ticket's date is unknown."""
        return self.words.toPlainText()

    def lines(self, dossier: Dossier) -> list[Line]:
        """Return the rows of the list: every ticket, with whether its text is right."""
        return [Line(item.kind, f"{item.kind} {_(item.name)}", *_state(dossier, item.kind)) for item in _known(dossier)]

    def show_ticket(self, dossier: Dossier, kind: str) -> None:
        """Show one ticket's text."""
        text = tickets.expected_text(dossier, kind)
        self.words.setPlainText(text)
        limit = dossier.playbook.limits.short_description_length
        self.count.setText(_("{count} of {limit} characters").format(count=len(text), limit=limit))
        words, state = _state(dossier, kind)
        self.chip.set(words, {"due": "warn", "sent": "ok"}.get(state, "neutral"))
        shown = tickets.shown_text(dossier, kind)
        self.shown.setText(_("The ticket says now: {text}").format(text=shown) if shown else "")


def _known(dossier: Dossier) -> tuple[TicketDef, ...]:
    return tuple(dossier.playbook.tickets)


def _state(dossier: Dossier, kind: str) -> tuple[str, str]:
    """Return in words, and as a state of the register, whether a ticket's text is right."""
    if not tickets.expected_text(dossier, kind):
        return _("No date yet"), "later"
    if tickets.drift(dossier, kind):
        return _("Out of date"), "due"
    return (_("Up to date"), "sent") if tickets.shown_text(dossier, kind) else (_("Not read back"), "later")
