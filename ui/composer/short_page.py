"""The short descriptions in the composer: tickets at the left, words and read-back at the right (N31, N34)."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from models import tickets
from models.playbook import TicketDef
from models.records import Dossier
from models.texts import _
from ui.composer.template_list import Line
from ui.context import Context
from ui.form import column
from ui.short_descriptions.panel import ShortDescription


class ShortPage(QScrollArea):
    """Shows what a ticket's short description should say; ServiceNow is where it is changed."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.panel: ShortDescription | None = None
        self._layout: QVBoxLayout = column(None, margins=(22, 16, 22, 14))
        body = QWidget()
        body.setObjectName("body")
        body.setLayout(self._layout)
        self.setWidget(body)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)

    def lines(self, dossier: Dossier) -> list[Line]:
        """Return the rows of the list: every ticket, with whether its text is right."""
        return [Line(item.kind, f"{item.kind} {_(item.name)}", *_state(dossier, item.kind)) for item in _known(dossier)]

    def show_ticket(self, dossier: Dossier, kind: str) -> None:
        """Show one ticket's text; the one that is shown follows the plan by itself."""
        if self.panel is not None and self.panel.kind == kind:
            return
        if self.panel is not None:
            self.panel.hide()
            self.panel.deleteLater()
        self.panel = ShortDescription(self._context, dossier.id, kind)
        self._layout.insertWidget(0, self.panel)


def _known(dossier: Dossier) -> tuple[TicketDef, ...]:
    return tuple(dossier.playbook.tickets)


def _state(dossier: Dossier, kind: str) -> tuple[str, str]:
    """Return in words, and as a state of the register, whether a ticket's text is right."""
    if not tickets.expected_text(dossier, kind):
        return _("No date yet"), "later"
    if tickets.drift(dossier, kind):
        return _("Out of date"), "due"
    return (_("Up to date"), "sent") if tickets.shown_text(dossier, kind) else (_("Not read back"), "later")
