"""Reading colleagues' snapshots: each is kept as it is, a refused one changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from models import snapshots
from models.errors import UserError
from models.texts import _
from ui.context import Context


def read_snapshots(context: Context, paths: Sequence[Path]) -> None:
    """Read the files and say of each what came of it."""
    for path in paths:
        try:
            found = snapshots.read(path)
            kept = snapshots.keep(context.store, found)
        except UserError as error:
            context.notices.tell(str(error))
            continue
        words = _("Read the snapshot of {consultant}") if kept else _("The snapshot of {consultant} here is newer")
        context.notices.tell(words.format(consultant=found.consultant))
