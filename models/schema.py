"""What the database holds, and the way from an older file to today's (ARCHITECTURE, traps 1, 7 and 13)."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from models.errors import UserError

VERSION = 1
"""`PRAGMA user_version` of a file that this program writes; one more with each migration."""

TRACKED = (
    "engagement",
    "contact",
    "phase",
    "roadmap",
    "step",
    "ticket",
    "message",
    "time_entry",
    "person",
    "setting",
)
"""Tables whose rows change only inside a step, logged and undoable. TEXT and INTEGER columns only."""

EVIDENCE = "evidence"
"""Append-only, hash-chained by engagement, outside undo."""


def version_of(connection: sqlite3.Connection) -> int:
    """Return the version of the file: 0 for an empty one."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def prepare(connection: sqlite3.Connection, path: Path, backups: Path) -> None:
    """Bring the file to today's schema, with a copy of it made before.

    Args:
        connection: the store's connection, in driver autocommit mode.
        path: the database file; its lock file stands beside it.
        backups: the folder for the copy.

    Raises:
        UserError: a newer program wrote the file, or another one is changing it now.
    """
    found = version_of(connection)
    if found > VERSION:
        raise UserError(
            "This file was written by a newer E2E Tracker.",
            str(path),
            f"Install the newer program. The file has version {found}, this program reads up to {VERSION}.",
        )
    if found == VERSION:
        return
    from models.migrations import MIGRATIONS, Database  # start-up saving: sqlite_utils costs 115 ms

    with closing(_lock(path)):
        found = version_of(connection)
        if found:
            copy_file(connection, backups / f"before-version-{VERSION}-from-{found}.db")
        MIGRATIONS.apply(Database(connection, execute_plugins=False))
        connection.execute(f"PRAGMA user_version = {VERSION}")


def copy_file(connection: sqlite3.Connection, target: Path) -> Path:
    """Copy the whole database into `target`, which must not exist yet or is given a number."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    number, chosen = 1, target
    while chosen.exists():
        number += 1
        chosen = target.with_stem(f"{target.stem}-{number}")
    connection.execute("VACUUM INTO ?", [str(chosen)])
    return chosen


def _lock(path: Path) -> sqlite3.Connection:
    """Hold the file's migration lock until the answer is closed; a crash releases it."""
    lock = sqlite3.connect(path.with_name(path.name + "-migrating"), isolation_level=None, timeout=10)
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        lock.close()
        what = "Another E2E Tracker is updating this file."
        raise UserError(what, str(path), "Wait a moment, then start again.") from error
    return lock
