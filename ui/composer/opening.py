"""Opens the composer for an engagement."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from models.errors import UserError
from ui.composer.dialog import Composer
from ui.context import Context


def open_composer(context: Context, parent: QWidget | None, kind: str = "", engagement: int = 0) -> Composer | None:
    """Open the composer at a text; None where no engagement is meant or there is no such text, which is said.

    Args:
        context: the window's.
        parent: a widget of the window that the dialog belongs to.
        kind: a template's kind; empty for what is due.
        engagement: its id; 0 for the open one.
    """
    dossier = context.portfolio.dossier(engagement) if engagement else context.portfolio.current_dossier()
    if dossier is None:
        return None
    try:
        dialog = Composer(context, dossier, kind, parent.window() if parent else None)
    except UserError as error:
        context.notices.tell(str(error))
        return None
    dialog.open()
    return dialog
