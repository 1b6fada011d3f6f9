"""Putting a backup in the place of the database: what that would change, and the change itself."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from msgspec import Struct

from models import backup, schema, whole_files, zones
from models.errors import DamagedError, UserError
from models.paths import Paths
from models.refusals import in_plain_words
from models.texts import _, mark

ASIDE: Final = "set-aside"
"""The folder in the data folder where replaced databases are kept; nothing there is ever removed."""
COUNTED: Final[Mapping[str, str]] = {
    "engagement": mark("Engagements"),
    "step": mark("Checklist steps"),
    "message": mark("Texts"),
    "time_entry": mark("Pieces of time"),
    "evidence": mark("Rows of evidence"),
}
"""The tables whose rows a preview names."""
_BESIDE: Final = ("-wal", "-shm")


class Counted(Struct, frozen=True):
    """How many rows there are of one kind today, and how many in the backup."""

    words: str
    today: int
    then: int


class Preview(Struct, frozen=True):
    """What a restore would change.

    Attributes:
        lost: the steps since then, in words, newest first; they would be gone.
        gained: the steps that only the backup holds.
        counts: rows today and then.
        readable: whether today's file could be compared at all.
    """

    lost: tuple[str, ...]
    gained: tuple[str, ...]
    counts: tuple[Counted, ...]
    readable: bool = True


_Act = tuple[int, str, str]


def preview(database: Path, file: Path) -> Preview:
    """Compare a backup with today's database.

    Raises:
        UserError: the backup isn't a whole database of ours.
    """
    backup.prove(file)
    then, then_rows = _read(file)
    try:
        today, today_rows = _read(database)
    except UserError:
        counts = tuple(Counted(_(words), 0, then_rows.get(table, 0)) for table, words in COUNTED.items())
        return Preview((), (), counts, readable=False)
    counts = tuple(
        Counted(_(words), today_rows.get(table, 0), then_rows.get(table, 0)) for table, words in COUNTED.items()
    )
    return Preview(tuple(_only_in(today, then)), tuple(_only_in(then, today)), counts)


def restore(paths: Paths, file: Path, now: datetime) -> Path | None:
    """Put a proven copy of `file` in the place of the database; return where today's file is kept.

    None where there was no database. The file itself stays as it is. A crash in between leaves today's database or
    the restored one, whole.

    Raises:
        UserError: it isn't a whole database of ours, the window or another program has the database open, or the disk
            is full; today's database is as it was then.
    """
    backup.prove(file)
    database = paths.database
    fresh = database.with_name(database.name + ".restoring")
    with whole_files.in_words(fresh):
        fresh.unlink(missing_ok=True)
    try:
        _copy_whole(file, fresh)
        backup.prove(fresh)
        kept = set_aside(paths, now) if database.exists() else None
        with whole_files.in_words(database):
            fresh.replace(database)
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
    return kept


def set_aside(paths: Paths, now: datetime) -> Path:
    """Keep a copy of today's file, whole or broken, with what belongs to it; return it.

    Raises:
        UserError: another program has it open, or the disk is full.
    """
    database = paths.database
    kept = _free_name(paths.data / ASIDE, now)
    _demand_alone(database)
    with whole_files.in_words(kept):
        kept.parent.mkdir(mode=0o700, exist_ok=True)
        shutil.copy2(database, kept)
        kept.chmod(0o600)
        for ending in _BESIDE:
            beside = database.with_name(database.name + ending)
            if beside.exists():
                shutil.move(beside, kept.with_name(kept.name + ending))
    return kept


def _demand_alone(database: Path) -> None:
    """Refuse where another program has the database open; what its log holds goes into the file.

    Leaving the write-ahead log needs the file alone. A damaged file can't say who has it open.
    """
    with suppress(DamagedError):
        try:
            with in_plain_words(str(database)), closing(sqlite3.connect(database, timeout=2)) as connection:
                connection.execute("PRAGMA journal_mode = DELETE").fetchone()
        except DamagedError:
            raise
        except UserError as error:
            what = _("The database is in use.")
            raise UserError(what, str(database), _("Close E2E Tracker everywhere, then restore again.")) from error


def _copy_whole(file: Path, target: Path) -> None:
    schema.make_file(target)
    source_uri = f"{file.absolute().as_uri()}?mode=ro"
    with (
        in_plain_words(str(target)),
        closing(sqlite3.connect(source_uri, uri=True)) as source,
        closing(sqlite3.connect(target, isolation_level=None)) as copy,
    ):
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")


def _read(file: Path) -> tuple[dict[_Act, int], dict[str, int]]:
    """Return the acts with whether they are undone, and the rows of each table."""
    try:
        with (
            in_plain_words(str(file)),
            closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as connection,
        ):
            found = connection.execute("SELECT id, label, made_utc, undone FROM history ORDER BY id DESC").fetchall()
            return {(row[0], row[1], row[2]): row[3] for row in found}, backup.rows_of(connection)
    except sqlite3.Error as error:
        raise DamagedError(_("The database is damaged."), str(file), _("Restore a copy of it.")) from error


def _only_in(one: Mapping[_Act, int], other: Mapping[_Act, int]) -> Iterator[str]:
    for act, undone in one.items():
        label = act[1]
        if act not in other:
            if not undone:
                yield label
        elif undone != other[act]:
            yield (_("Undone: {label}") if undone else _("In force: {label}")).format(label=label)


def _free_name(folder: Path, now: datetime) -> Path:
    stem, number = f"e2e-tracker-{now.astimezone(zones.UTC):%Y%m%dT%H%M%SZ}", 1
    target = folder / f"{stem}.db"
    while target.exists():
        number += 1
        target = folder / f"{stem}-{number}.db"
    return target
