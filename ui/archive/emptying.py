"""The bin empties itself: what lay in it for 30 days goes for good when the program starts."""

from __future__ import annotations

from functools import partial

from models import engagements
from models.texts import _
from ui.context import Context


def empty_bin(context: Context) -> None:
    """Remove what has been in the bin for 30 days once a backup was made, and tell which clients those were.

    A rehearsal removes nothing: its moment is pretended, and what goes here can't come back by undo.
    """
    if not context.clock.rehearsal and engagements.is_bin_due(context.store, context.clock.now()):
        context.after_backup("delete", partial(_purge, context))


def _purge(context: Context) -> None:
    gone: list[str] = []
    context.attempt(lambda: gone.extend(engagements.purge(context.store, context.clock.now())))
    if gone:
        context.notices.tell(_("Gone after 30 days in the bin: {clients}").format(clients=", ".join(gone)))
