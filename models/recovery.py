"""The ways on where the database can't be opened: the newest good backup, or what can still be read of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from models import backup, restoring, schema
from models.errors import DamagedError, UserError
from models.paths import Paths
from models.refusals import in_plain_words
from models.texts import _


class Recovered(Struct, frozen=True):
    """What was read out of a broken file.

    Attributes:
        rows: how many rows were read.
        broken: the tables of which some may be missing.
        kept: where the broken file is.
    """

    rows: int
    broken: tuple[str, ...]
    kept: Path | None


def newest_good(paths: Paths) -> backup.Backup | None:
    """Return the newest backup that is whole now and that this program reads; None where there is none."""
    for found in backup.known(paths):
        with suppress(UserError, sqlite3.Error):
            backup.prove(found.file, found.rows)
            return found
    return None


def demand_database(paths: Paths) -> None:
    """Refuse to begin with an empty database where backups say that there was one.

    Raises:
        DamagedError: the file is gone or empty, and there are backups of it.
    """
    try:
        size = paths.database.stat().st_size
    except OSError:
        size = 0
    if size == 0 and backup.known(paths):
        what = _("The database is empty or gone, and there are backups of it.")
        raise DamagedError(what, str(paths.database), _("Restore a backup with: e2e-tracker restore FILE."))


def recover(paths: Paths, now: datetime) -> Recovered:
    """Read what can be read of the broken database into a new one, which takes its place; the broken file is kept.

    Raises:
        UserError: nothing can be read, another program has it open, or the disk is full; nothing was changed then.
    """
    fresh = paths.database.with_name(paths.database.name + ".recovered")
    fresh.unlink(missing_ok=True)
    try:
        rows, broken = salvage(paths.database, fresh)
        return Recovered(rows, broken, restoring.restore(paths, fresh, now))
    finally:
        fresh.unlink(missing_ok=True)


def salvage(broken: Path, target: Path) -> tuple[int, tuple[str, ...]]:
    """Copy what can be read of a broken file into a new one; return the rows read and the tables with losses.

    A table is read from its first row until it breaks, and from its last; a row without its parent is left out.

    Raises:
        UserError: not even the names of its tables can be read, or it isn't ours.
    """
    schema.make_file(target)
    uri = f"{broken.absolute().as_uri()}?mode=ro"
    with (
        in_plain_words(str(broken)),
        closing(sqlite3.connect(uri, uri=True)) as source,
        closing(sqlite3.connect(target, isolation_level=None)) as fresh,
    ):
        source.text_factory = lambda raw: raw.decode("utf-8", "replace")
        plan = _plan(source, broken)
        fresh.execute("BEGIN")
        for _name, statement in plan:
            fresh.execute(statement)
        count, lost = 0, []
        for name in [name for name, statement in plan if statement.upper().startswith("CREATE TABLE")]:
            read, whole = _copy_rows(source, fresh, name)
            count += read
            if not whole:
                lost.append(name)
        lost += _drop_strays(fresh)
        fresh.execute(f"PRAGMA application_id = {schema.APPLICATION}")
        fresh.execute(f"PRAGMA user_version = {schema.version_of(source)}")
        fresh.execute("COMMIT")
    if not count:
        raise DamagedError(_("Nothing can be read any more."), str(broken), _("Restore a copy of it."))
    return count, tuple(sorted(set(lost)))


def _plan(source: sqlite3.Connection, broken: Path) -> list[tuple[str, str]]:
    """Return the names and statements of tables, then of indexes."""
    statement = (
        "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type DESC"
    )
    try:
        found = [(str(name), str(sql)) for name, sql in source.execute(statement)]
        version = schema.version_of(source)
    except sqlite3.DatabaseError as error:
        raise DamagedError(_("Nothing can be read any more."), str(broken), _("Restore a copy of it.")) from error
    if "engagement" not in dict(found) or not 0 < version <= schema.VERSION:
        raise DamagedError(_("Nothing can be read any more."), str(broken), _("Restore a copy of it."))
    return found


def _copy_rows(source: sqlite3.Connection, fresh: sqlite3.Connection, table: str) -> tuple[int, bool]:
    """Copy the rows of a table that can be read; return how many, and whether none is known to be missing."""
    before, whole = fresh.total_changes, True
    for order in ("", " ORDER BY rowid DESC"):
        try:
            for row in source.execute(f'SELECT * FROM "{table}"{order}'):
                whole &= _insert(fresh, table, row)
        except (sqlite3.DatabaseError, UnicodeDecodeError):
            whole = False
            continue
        break
    return fresh.total_changes - before, whole


def _insert(fresh: sqlite3.Connection, table: str, row: tuple[object, ...]) -> bool:
    marks = ", ".join("?" * len(row))
    try:
        fresh.execute(f'INSERT OR IGNORE INTO "{table}" VALUES ({marks})', row)
    except sqlite3.IntegrityError:
        return False
    return True


def _drop_strays(fresh: sqlite3.Connection) -> Iterator[str]:
    """Remove rows whose parent could not be read, and what hangs on them; yield their tables."""
    while strays := fresh.execute("PRAGMA foreign_key_check").fetchall():
        for table, row, *_rest in strays:
            fresh.execute(f'DELETE FROM "{table}" WHERE rowid = ?', [row])
            yield str(table)
