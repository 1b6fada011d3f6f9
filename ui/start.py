"""From the first moment to the open window: one window for each data folder, and words where it can't be opened."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from msgspec import MsgspecError
from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from models.clock import Clock
from models.errors import DamagedError, UserError
from models.paths import Paths
from models.session import Session
from models.texts import _
from ui.instance import Instance
from ui.theme import Appearance

UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, MsgspecError)
"""What reading rows raises that hold what they never should: changed bytes that SQLite itself can't see."""


def claim(session: Session, parent: QObject) -> Instance | None:
    """Take the data folder's window; None where another start has it: that window comes to the front with our files.

    Raises:
        UserError: the folder can't be used, or the other program doesn't answer.
    """
    instance = Instance(session.paths.data, parent)
    if instance.claim():
        return instance
    if not instance.hand_over(session.files):
        what = _("E2E Tracker has this data folder open already and doesn't answer.")
        raise UserError(what, str(session.paths.data), _("Close it, or wait a moment, then try again."))
    return None


def open_in_words(session: Session, begin: Callable[[], bool]) -> str | None:
    """Begin, and offer the ways on as long as that fails.

    Args:
        session: the data folder.
        begin: opens the window; False where there is nothing to open, for another start has it.

    Returns:
        What was done to the database before it could be opened, in words; None where no window is open.
    """
    told: str | None = ""
    while told is not None:
        try:
            return told if begin() else None
        except UserError as error:
            trouble = error
        except UNREADABLE as error:
            trouble = _unreadable(session, error)
        told = offer_ways_on(session, trouble)
    return None


def offer_ways_on(session: Session, error: UserError, appearance: Appearance | None = None) -> str | None:
    """Show what is wrong and do what is chosen; return what was done in words, None for Quit."""
    from ui.backups.ways_on import WaysOn  # start-up saving: only where something is wrong

    quits = QGuiApplication.quitOnLastWindowClosed()
    QGuiApplication.setQuitOnLastWindowClosed(False)
    looks = appearance or Appearance(session.theme or "system")
    try:
        paths = session.paths
    except UserError:
        paths = None
    dialog = WaysOn(looks, error, paths)
    chosen = dialog.exec()
    QGuiApplication.setQuitOnLastWindowClosed(quits)
    return dialog.told if chosen else None


def put_back(paths: Paths, file: Path) -> str:
    """Put a backup in the place of the database, which nobody has open; return what was done, in words.

    Raises:
        UserError: as `restoring.restore`.
    """
    from models import backup, restoring  # start-up saving: rarely needed

    now = Clock().now()
    with suppress(DamagedError):
        backup.make_if_changed(paths.database, backup.folder_noted(paths), "restore", now)
    kept = restoring.restore(paths, file, now)
    return _("Restored. The file of before is kept as {file}.").format(file=kept)


def _unreadable(session: Session, error: Exception) -> UserError:
    """Write down what reading the rows raised."""
    from ui.bug_report import write_down  # start-up saving: only where something is wrong

    log = write_down(error, session.paths.logs)
    what = _("What the database holds can't be shown.")
    return DamagedError(what, str(session.paths.database), _("The details are in {log}.").format(log=log))
