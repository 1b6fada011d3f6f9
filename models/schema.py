"""What the database holds, and the way from an older file to today's (ARCHITECTURE, traps 1, 7 and 13)."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from models.errors import DamagedError, NewerFileError, UserError
from models.refusals import in_plain_words

VERSION = 10
"""`PRAGMA user_version` of a file that this program writes; one more with each migration."""

APPLICATION = int.from_bytes(b"E2ET")
"""`PRAGMA application_id` of our files, so that nobody else's database is migrated by mistake."""

LOCK_SECONDS = 10
"""How long to wait for another program that is updating the file."""

TRACKED = (
    "engagement",
    "contact",
    "phase",
    "roadmap",
    "step",
    "ticket",
    "message",
    "time_entry",
    "decision",
    "session_request",
    "internal_project",
    "internal_entry",
    "timer",
    "video",
    "moment",
    "person",
    "setting",
    "snapshot",
    "survey_score",
    "client_question",
    "earlier_act",
)
"""Tables whose rows change only inside a step, logged and undoable. TEXT and INTEGER columns only."""

EVIDENCE = "evidence"
"""Append-only, hash-chained by engagement, outside undo."""


def version_of(connection: sqlite3.Connection) -> int:
    """Return the version of the file: 0 for an empty one."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def demand_ours(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a file of another program and one of a newer E2E Tracker, before anything of it is changed.

    Raises:
        UserError: it is such a file.
    """
    # Tables first: another start may be making this file, and it names it ours before it makes tables.
    tables = connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()[0]
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    if tables and application != APPLICATION:
        raise DamagedError("This file is no database of E2E Tracker.", str(path), "Choose another file.")
    found = version_of(connection)
    if found > VERSION:
        raise NewerFileError(
            "This file was written by a newer E2E Tracker.",
            str(path),
            f"Install the newer program. The file has version {found}, this program reads up to {VERSION}.",
        )


def prepare(connection: sqlite3.Connection, path: Path, backups: Path) -> None:
    """Bring the file to today's schema, with a copy of it made before.

    Args:
        connection: the store's connection, in driver autocommit mode.
        path: the database file; its lock file stands beside it.
        backups: the folder for the copy.

    Raises:
        UserError: another program is changing the file now, the copy can't be made, or what the file holds doesn't
            fit today's schema; the copy is the way back then.
    """
    if version_of(connection) == VERSION:
        return
    from models.migrations import MIGRATIONS, Database  # start-up saving: sqlite_utils costs 115 ms

    with closing(_lock(path)):
        found = version_of(connection)
        if found == VERSION:
            return
        copy = copy_file(connection, backups / f"before-version-{VERSION}-from-{found}.db") if found else None
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        try:
            MIGRATIONS.apply(Database(connection, execute_plugins=False))
        except sqlite3.IntegrityError as error:
            what = f"The database could not be updated: {error}."
            raise UserError(what, str(path), f"As it was before, it is kept in {copy}.") from error
        connection.execute(f"PRAGMA user_version = {VERSION}")


def copy_file(connection: sqlite3.Connection, target: Path) -> Path:
    """Copy the whole database into `target`, or a numbered name where that is taken, readable by its owner only.

    Raises:
        UserError: the folder can't be written or the disk is full.
    """
    number, chosen = 1, target
    while not make_file(chosen):
        number += 1
        chosen = target.with_stem(f"{target.stem}-{number}")
    try:
        with in_plain_words(str(chosen)):
            connection.execute("VACUUM INTO ?", [str(chosen)])
    except UserError:
        chosen.unlink()
        raise
    return chosen


def make_file(path: Path) -> bool:
    """Make an empty file, readable by its owner only, and its folder; False where there is one of that name.

    Raises:
        UserError: the folder can't be written.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        if not path.parent.is_dir():
            raise UserError("The folder can't be used: a file has its name.", str(path.parent)) from None
        return False
    except OSError as error:
        raise UserError(f"The file can't be made: {error.strerror}.", str(path), "Choose another folder.") from error
    return True


def _lock(path: Path) -> sqlite3.Connection:
    """Hold the file's migration lock until the answer is closed; a crash releases it."""
    file = path.with_name(path.name + "-migrating")
    make_file(file)
    lock = sqlite3.connect(file, isolation_level=None, timeout=LOCK_SECONDS)
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        lock.close()
        what = "Another E2E Tracker is updating this file."
        raise UserError(what, str(path), "Wait a moment, then start again.") from error
    return lock
