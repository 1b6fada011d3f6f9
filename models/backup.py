"""Backups: copies of the database, each opened again and proven before it counts.

A backup is a file of our naming with a slip beside it, written once the copy was proven; without its slip a file is
nobody's backup, and nothing that has none is ever removed.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from models import backup_thinning, schema, whole_files, zones
from models.errors import DamagedError, UserError
from models.paths import Paths
from models.refusals import in_plain_words
from models.texts import _, mark

EVERY: Final = timedelta(minutes=30)
"""How often a changed database is backed up while the window is open."""
REASONS: Final[Mapping[str, str]] = {
    "start": mark("At start"),
    "changes": mark("While you worked"),
    "import": mark("Before an import"),
    "delete": mark("Before a deletion"),
    "restore": mark("Before a restore"),
    "wish": mark("As you asked"),
}
FOLDER_NOTE: Final = "backups-folder.txt"
"""Names another folder outside the database, so that it is found while the database can't be read."""
_NAME = re.compile(r"e2e-\d{8}T\d{6}Z-[a-z]+(-\d+)?\.db", re.ASCII)
_ABANDONED: Final = timedelta(days=1)


class Backup(Struct, frozen=True):
    """One proven backup, as its slip describes it.

    Attributes:
        path: the copy.
        made_utc: when.
        reason: a key of `REASONS`.
        source: the database that it is a copy of.
        version: of the schema.
        state: the newest mark of its history and row of its evidence; equal states hold the same.
        size: in bytes.
        rows: how many rows each table holds.
    """

    path: str
    made_utc: str
    reason: str
    source: str
    version: int
    state: tuple[int, int]
    size: int
    rows: dict[str, int]

    @property
    def file(self) -> Path:
        """The copy."""
        return Path(self.path)

    @property
    def made(self) -> datetime:
        """When it was made, UTC."""
        return zones.parse_utc(self.made_utc)


def make(database: Path, folder: Path, reason: str, now: datetime) -> Backup:
    """Copy the database with a connection of its own, prove the copy, and write its slip.

    Args:
        database: the file; others may write to it meanwhile.
        folder: where backups go; made where it isn't there.
        reason: a key of `REASONS`.
        now: the moment, UTC.

    Raises:
        UserError: the folder can't be written, the disk is full, or the copy isn't a whole one.
    """
    target = _free_name(folder, reason, now)
    partial = target.with_suffix(".partial")
    try:
        state, version, rows = _copy(database, partial)
        prove(partial, rows)
        with whole_files.in_words(target):
            _settle_on_disk(partial)
            partial.replace(target)
            size = target.stat().st_size
            done = Backup(str(target), zones.utc_text(now), reason, str(database), version, state, size, rows)
            _write_slip(done)
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
    return done


def make_if_changed(database: Path, folder: Path, reason: str, now: datetime) -> Backup | None:
    """Make a backup and thin the older ones, unless the newest holds everything already; None then.

    Raises:
        UserError: as `make`.
    """
    newest = next(iter(listed(folder, database)), None)
    if newest is not None and newest.state == state_of(database):
        return None
    done = make(database, folder, reason, now)
    thin(database, folder, now)
    return done


def listed(folder: Path, database: Path) -> list[Backup]:
    """Return the proven backups of a database that are still there, newest first; slips that can't be read are left."""
    found = (backup for backup in _slips(folder) if backup.source == str(database) and _is_there(backup))
    return sorted(found, key=_order, reverse=True)


def known(paths: Paths) -> list[Backup]:
    """Return the backups in every folder that is known without the database, newest first."""
    folders = {paths.backups, folder_noted(paths)}
    found = [backup for folder in folders for backup in listed(folder, paths.database)]
    return sorted(found, key=_order, reverse=True)


def choose_folder(paths: Paths, chosen: str) -> Path:
    """Return where backups go: the folder chosen in the settings, else the one in the data folder; and note it.

    Raises:
        UserError: the folder is no whole path, or the note can't be written.
    """
    note = paths.data / FOLDER_NOTE
    folder = Path(chosen).expanduser() if chosen else paths.backups
    if not folder.is_absolute():
        raise UserError(_("This is no whole path of a folder."), chosen, _("Choose another folder for backups."))
    with whole_files.in_words(note):
        if folder != folder_noted(paths):
            note.write_text(str(folder), encoding="utf-8")
            note.chmod(0o600)
    return folder


def folder_noted(paths: Paths) -> Path:
    """Return the folder for backups that was used last, also where the database can't be read."""
    try:
        return Path((paths.data / FOLDER_NOTE).read_text(encoding="utf-8").strip() or paths.backups)
    except (OSError, UnicodeDecodeError):
        return paths.backups


def thin(database: Path, folder: Path, now: datetime) -> list[Path]:
    """Remove backups of this database that are older than the newest of their hour, day or week; return them.

    Only files of our naming whose slip fits them are removed, and half-made copies that a crash left a day ago.
    """
    backups = listed(folder, database)
    stays = backup_thinning.kept([backup.made for backup in backups], now)
    gone = [backup.file for backup in backups if backup.made not in stays]
    for file in gone:
        with suppress(OSError):
            file.unlink()
            slip_of(file).unlink()
    _sweep(folder, now)
    return gone


def prove(path: Path, rows: Mapping[str, int] | None = None) -> int:
    """Open a copy and look at all of it; return its schema version.

    Args:
        path: the copy.
        rows: how many rows each table has to hold; None where that isn't known.

    Raises:
        UserError: it is no database of ours, comes from a newer program, is damaged, or lacks rows.
    """
    if not path.is_file():
        raise UserError(_("There is no such file."), str(path), _("Choose another file."))
    with in_plain_words(str(path)), closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as copy:
        schema.demand_ours(copy, path)
        faults = [str(row[0]) for row in copy.execute("PRAGMA integrity_check(3)")]
        strays = copy.execute("PRAGMA foreign_key_check").fetchone()
        if faults != ["ok"] or strays or not (version := schema.version_of(copy)):
            raise DamagedError(_("The database is damaged."), str(path), _("Restore a copy of it."))
        if rows is not None and rows_of(copy) != rows:
            raise DamagedError(
                _("The copy does not hold every row."), str(path), _("Look at the disk, then try again.")
            )
        return version


def rows_of(connection: sqlite3.Connection) -> dict[str, int]:
    """Return how many rows each table holds."""
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    names = sorted(str(row[0]) for row in tables.fetchall())
    return {name: int(connection.execute(f'SELECT COUNT(*) FROM "{name}"').fetchone()[0]) for name in names}


def state_of(database: Path) -> tuple[int, int]:
    """Return the state of a database, to compare with that of a backup.

    Raises:
        UserError: it can't be read.
    """
    with in_plain_words(str(database)), closing(_connect(database)) as connection:
        return _state(connection)


def slip_of(file: Path) -> Path:
    """Return where the slip of a backup lies."""
    return file.with_suffix(".json")


def _connect(database: Path) -> sqlite3.Connection:
    """Open an existing file; it is never made."""
    return sqlite3.connect(f"{database.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=5)


def _state(connection: sqlite3.Connection) -> tuple[int, int]:
    query = f"SELECT (SELECT MAX(touched) FROM history), (SELECT MAX(id) FROM {schema.EVIDENCE})"
    touched, evidence = connection.execute(query).fetchone()
    return int(touched or 0), int(evidence or 0)


def _copy(database: Path, partial: Path) -> tuple[tuple[int, int], int, dict[str, int]]:
    """Copy one moment of the database, and return that moment's state, version and rows."""
    with in_plain_words(str(database)), closing(_connect(database)) as source:
        source.execute("BEGIN")
        described = _state(source), schema.version_of(source), rows_of(source)
        with in_plain_words(str(partial)), closing(sqlite3.connect(partial, isolation_level=None)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, that can be carried away
        source.execute("COMMIT")
    return described


def _free_name(folder: Path, reason: str, now: datetime) -> Path:
    """Take a name that nobody has, with an empty file readable by its owner only under the name of the half-made."""
    stem, number = f"e2e-{now.astimezone(zones.UTC):%Y%m%dT%H%M%SZ}-{reason}", 1
    target = folder / f"{stem}.db"
    while target.exists() or slip_of(target).exists() or not schema.make_file(target.with_suffix(".partial")):
        number += 1
        target = folder / f"{stem}-{number}.db"
    return target


def _write_slip(backup: Backup) -> None:
    slip = slip_of(backup.file)
    fresh = slip.with_suffix(".slip-partial")
    fresh.touch(mode=0o600)
    fresh.write_bytes(msgspec.json.encode(backup))
    _settle_on_disk(fresh)
    fresh.replace(slip)


def _order(backup: Backup) -> tuple[str, tuple[int, int], str]:
    return backup.made_utc, backup.state, backup.path


def _slips(folder: Path) -> Iterator[Backup]:
    for slip in folder.glob("e2e-*.json") if folder.is_dir() else ():
        with suppress(OSError, msgspec.MsgspecError, UserError):
            backup = msgspec.json.decode(slip.read_bytes(), type=Backup)
            zones.parse_utc(backup.made_utc)
            yield msgspec.structs.replace(backup, path=str(slip.with_suffix(".db")))


def _is_there(backup: Backup) -> bool:
    file = backup.file
    return bool(_NAME.fullmatch(file.name)) and file.is_file() and file.stat().st_size == backup.size


def _sweep(folder: Path, now: datetime) -> None:
    """Remove half-made copies of our naming that a crash left behind."""
    oldest = (now - _ABANDONED).timestamp()
    for left in folder.glob("e2e-*.partial"):
        with suppress(OSError):
            if _NAME.fullmatch(left.with_suffix(".db").name) and left.stat().st_mtime < oldest:
                left.unlink()


def _settle_on_disk(file: Path) -> None:
    with file.open("rb+") as written:
        os.fsync(written.fileno())
