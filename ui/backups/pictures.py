"""What pictures show of backups: the list with one of them compared, and the ways on of a damaged database."""

from __future__ import annotations

from datetime import timedelta

from models import backup, engagements
from models.errors import DamagedError
from models.paths import Paths
from models.texts import _
from ui.backups.dialog import BackupsDialog
from ui.backups.keeper import BackupKeeper
from ui.backups.ways_on import WaysOn
from ui.context import Context

_MADE = ((160, "start"), (75, "import"), (41, "changes"), (11, "changes"))
"""The backups that the example gets for its picture: minutes ago, and why."""


def backups_shown(context: Context, paths: Paths) -> BackupsDialog:
    """Open the list of backups with the newest compared; the example gets some of its own, real data keep theirs."""
    keeper = context.backups or BackupKeeper(paths, context.store, context.feed)
    if context.backups is None:
        _make(context, paths)
        open_one = context.portfolio.current
        engagements.add_contact(context.store, open_one, "Sam Rivera")
    dialog = BackupsDialog(context, keeper)
    dialog.list.setCurrentRow(0)
    dialog.show()
    return dialog


def ways_on_shown(context: Context, paths: Paths) -> WaysOn:
    """Open what is said of a damaged database; the one that is there stays as it is."""
    if context.backups is None:
        _make(context, paths)
    dialog = WaysOn(context.appearance, DamagedError(_("The database is damaged."), str(paths.database)), paths)
    dialog.show()
    return dialog


def _make(context: Context, paths: Paths) -> None:
    for minutes, reason in _MADE:
        backup.make(paths.database, paths.backups, reason, context.clock.now() - timedelta(minutes=minutes))
