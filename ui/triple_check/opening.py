"""One click opens the triple check at the right gate (PRODUCT, Decisions 7)."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from models import checklist, gates
from models.errors import UserError
from models.readings import Gate
from models.texts import _
from ui.context import Context
from ui.question import Question
from ui.triple_check.dialog import TripleCheckDialog
from ui.triple_check.practice import Practice

CLOSE_CTASK = "ctask_closed"


def open_triple_check(context: Context, parent: QWidget | None, gate: str = "") -> TripleCheckDialog | None:
    """Open the dialog for the open engagement; None where nothing is open, or there is nothing to check, said aloud.

    Args:
        context: the window's.
        parent: a widget of the window that the dialog belongs to.
        gate: "before_scheduling", "after_saving" or "ctask", also as a step's key ("gate_ctask"); empty for the one
            that is due.
    """
    dossier = context.portfolio.current_dossier()
    if dossier is None:
        return None
    name = gate.removeprefix("gate_")
    wanted: Gate | None = next((item for item in gates.GATES if item == name), None)
    try:
        sheet = gates.sheet(context.store, dossier, wanted)
    except UserError as error:
        context.notices.tell(str(error))
        return None
    window = parent.window() if parent else None
    dialog = TripleCheckDialog(context, sheet, window)
    dialog.flip_wanted.connect(lambda: ask_to_close(context, window))
    dialog.practice_wanted.connect(lambda: Practice(context, window).begin())
    dialog.open()
    return dialog


def ask_to_close(context: Context, parent: QWidget | None) -> None:
    """Ask once, then record that the CTASK is closed; without a signed gate 3 of the same instant it is refused."""
    dossier = context.portfolio.current_dossier()
    if dossier is None or dossier.is_done(CLOSE_CTASK):
        return

    def close() -> None:
        context.attempt(lambda: checklist.tick(context.store, dossier, CLOSE_CTASK))

    text = _("Closing it flips the switch: {client}'s prod upgrade is scheduled. It cannot be cancelled.")
    Question(
        context.appearance,
        _("Is the CTASK closed in ServiceNow?"),
        text.format(client=dossier.engagement.client),
        keep=_("Not yet"),
        go=_("I closed the CTASK"),
        then=close,
        danger=True,
        parent=parent,
    ).open()
