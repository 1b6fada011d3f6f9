"""Examines the data folder without changing it: database, evidence, backups, rights, folders and zone rules."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing

from msgspec import Struct

from models import backup, evidence, schema, zones
from models.errors import UserError
from models.paths import Paths


class Examined(Struct, frozen=True):
    """One thing that was looked at: a stable name, whether it is in order, and what was found in words."""

    name: str
    ok: bool
    found: str


def examine(paths: Paths) -> tuple[Examined, ...]:
    """Look at everything that `doctor` names; a database that can't be read is a result, no error."""
    rules = Examined("zone_rules", True, f"tzdata {zones.tzdata_version()}")
    return (*_database(paths), *_backups(paths), *_folders(paths), *_rights(paths), rules)


def _database(paths: Paths) -> Iterator[Examined]:
    path = paths.database
    if not path.exists():
        yield Examined("file", True, f"{path}: not made yet")
        return
    yield Examined("file", True, f"{path}: {path.stat().st_size:,} bytes")
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
            yield from _content(connection)
    except sqlite3.DatabaseError as error:
        yield Examined("integrity", False, f"can't be read: {error}")


def _content(connection: sqlite3.Connection) -> Iterator[Examined]:
    version = schema.version_of(connection)
    yield Examined("schema_version", version <= schema.VERSION, f"{version}, this program reads up to {schema.VERSION}")
    faults = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(5)")]
    yield Examined("integrity", faults == ["ok"], "; ".join(faults))
    strays = connection.execute("PRAGMA foreign_key_check").fetchall()
    yield Examined("foreign_keys", not strays, f"{len(strays)} rows without their parent" if strays else "ok")
    if version == schema.VERSION:
        broken = evidence.verify(connection)
        words = "; ".join(f"engagement {link.engagement}, row {link.row}: {link.reason}" for link in broken)
        yield Examined("evidence", not broken, words or "every chain is whole")


def _backups(paths: Paths) -> Iterator[Examined]:
    """Prove the newest backup again, as it is on the disk now."""
    found = backup.known(paths)
    if not found:
        yield Examined("last_backup", True, "none yet")
        return
    newest = found[0]
    try:
        backup.prove(newest.file, newest.rows)
    except UserError as error:
        yield Examined("last_backup", False, str(error))
    else:
        yield Examined("last_backup", True, f"{newest.made_utc}, proven now, {len(found)} in all: {newest.path}")


def _rights(paths: Paths) -> Iterator[Examined]:
    """Data is readable by its owner only, where the system has such a thing."""
    if os.name != "posix":
        return
    private = [paths.data, paths.database, *paths.data.glob("*.db-*"), *paths.backups.glob("*.db")]
    wide = [str(item) for item in private if item.exists() and item.stat().st_mode & 0o077]
    yield Examined("rights", not wide, f"readable by others: {', '.join(wide)}" if wide else "yours alone")


def _folders(paths: Paths) -> Iterator[Examined]:
    writable = os.access(paths.data, os.W_OK)
    yield Examined("data_folder", writable, f"{paths.data}{'' if writable else ': not writable'}")
    for name, folder in (("backups", paths.backups), ("playbooks", paths.playbooks), ("logs", paths.logs)):
        count = sum(1 for _entry in folder.iterdir()) if folder.is_dir() else 0
        yield Examined(name, True, f"{folder}: {count} files" if count else f"{folder}: empty")
