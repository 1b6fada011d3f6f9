"""Tells the lead of a check that was stopped, in the composer."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from models import messages
from models.gates import Sheet
from models.texts import _
from ui.clipboard import copy_text
from ui.context import Context


def tell_lead(context: Context, parent: QWidget, sheet: Sheet, found: str) -> None:
    """Open the composer at the text for the lead; an example of the practice mode is copied, for nobody is told.

    Args:
        context: the window's.
        parent: the triple check.
        sheet: of the run that was stopped.
        found: what does not match, in words.
    """
    dossier = context.portfolio.dossier(sheet.engagement) if sheet.engagement else None
    if dossier is None:
        copy_text(found)
        return
    from ui.composer.opening import open_composer  # start-up saving: 40 ms of the template engine

    lead = sheet.lead or _("the lead")
    label = _("Note what to tell {lead}").format(lead=lead)
    facts = {"found": found}
    if context.attempt(lambda: messages.put_fact(context.store, dossier, messages.MISMATCH, label, facts)):
        open_composer(context, parent, messages.MISMATCH, dossier.id)
