"""The one door to the database: every write is a named, undoable step (ARCHITECTURE, "One path of a write")."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models import change_log, evidence, schema, zones
from models.clock import Clock
from models.errors import UserError

if TYPE_CHECKING:
    from sqlite_utils import Database

_ACT_COLUMNS = "id, label, reason, engagement, made_utc, made_by, origin, rehearsal, barrier, undone, sealed"


@dataclass(frozen=True, slots=True)
class Changed:
    """What one step touched, as (table, row id); a view refreshes only the rows that it shows."""

    label: str
    rows: frozenset[tuple[str, int]]

    def touches(self, *tables: str) -> bool:
        """Whether a row of one of the tables changed."""
        return any(table in tables for table, _ in self.rows)


@dataclass(frozen=True, slots=True)
class Act:
    """One step of the history: what, why, when, by whom, and whether it can be undone."""

    id: int
    label: str
    reason: str
    engagement: int | None
    made_utc: str
    made_by: str
    origin: str
    rehearsal: int
    barrier: str
    undone: int
    sealed: int


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row of one act: its images before and after as JSON; None where it did not exist."""

    table: str
    row: int
    before: str | None
    after: str | None


class UndoBarrierError(UserError):
    """Undo stops here: the act can't be taken back (Schedule Conversion, CTASK closed, a signed check)."""


class Store:
    """Owns one connection to the database; the window's lives on the GUI thread, a worker opens its own.

    Args:
        connection: from `open_store`, which prepares the file.
        clock: the moment written beside each step.
        origin: "window" or "cli"; undo asks once before it takes back what the other made.
    """

    def __init__(self, connection: sqlite3.Connection, clock: Clock, origin: str) -> None:
        self.clock = clock
        self.initials = ""
        self._connection = connection
        self._origin = origin
        self._listeners: list[Callable[[Changed], None]] = []
        self._writer: Database | None = None
        self._act: int | None = None
        self._evidence: list[int] = []
        self._schema_version = self._pragma("schema_version")
        change_log.watch(connection)
        self._seen = self._marks()
        self._data_version = self._pragma("data_version")

    # Reading

    def rows(self, sql: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> list[sqlite3.Row]:
        """Return all rows of a query at once (trap 3: never write while iterating one)."""
        cursor = self._connection.cursor()
        cursor.row_factory = sqlite3.Row
        return cursor.execute(sql, values).fetchall()

    def records(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return all rows of a query as plain tuples, for records built by position."""
        return self._connection.execute(sql, values).fetchall()

    # Writing

    @contextmanager
    def step(
        self, label: str, *, engagement: int | None = None, reason: str = "", barrier: str = ""
    ) -> Iterator[Database]:
        """One gesture: one transaction, one undo step, one notification.

        A step inside a step joins the outer one; a step that changes nothing leaves no trace and keeps redo.

        Args:
            label: what is done, as Undo and Activity name it: "Move Prod Upgrade".
            engagement: id of the engagement that undo shows first.
            reason: the person's reason, kept for ever.
            barrier: why undo stops at this step; empty where it doesn't.

        Raises:
            UserError: another program is writing, the file was updated by a newer one, or the disk is full.
        """
        if self._act is not None:
            yield self._database()
            return
        writer = self._database()
        self._begin()
        try:
            self._act = self._record(label, engagement, reason, barrier)
            self._connection.execute("INSERT INTO recording VALUES (?)", [self._act])
            yield writer
            act, seen = self._act, tuple(self._evidence)
            kept = self._settle(act)
            self._commit()
        except BaseException:
            self._rollback()
            raise
        finally:
            self._act = None
            self._evidence = []
        rows = change_log.changed_rows(self._connection, [act]) if kept else frozenset()
        self._announce(label, rows | {(schema.EVIDENCE, row) for row in seen})

    def add_evidence(self, fields: Mapping[str, str | int]) -> int:
        """Append one row of evidence inside the running step; it stays when the step is undone."""
        if self._act is None:
            raise RuntimeError("evidence is added inside a step")
        marks = {"recorded_by": self.initials, "rehearsal": int(self.clock.rehearsal)}
        row = evidence.append(self._connection, marks | dict(fields))
        self._evidence.append(row)
        return row

    def remember(self, key: str, value: str) -> None:
        """Keep a piece of the window's state (geometry, splitters); outside steps and undo."""
        self._connection.execute(
            "INSERT INTO ui_state VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", [key, value]
        )

    def recall(self, key: str, default: str = "") -> str:
        """Return a kept piece of the window's state."""
        found = self._connection.execute("SELECT value FROM ui_state WHERE key = ?", [key]).fetchone()
        return str(found[0]) if found else default

    # Undo

    def next_undo(self) -> Act | None:
        """Return the act that `undo` would take back, also when a barrier will refuse it."""
        return self._one_act("undone = 0 AND sealed = 0", "id DESC")

    def next_redo(self) -> Act | None:
        """Return the act that `redo` would do again."""
        return self._one_act("undone = 1 AND sealed = 0", "id")

    def undo(self) -> Act | None:
        """Take back the newest act; None when there is none.

        Raises:
            UndoBarrierError: the act is one that ServiceNow can't take back, or a signed check.
        """
        act = self.next_undo()
        if act is not None:
            self._replay(act.id, "before", undone=1)
        return act

    def redo(self) -> Act | None:
        """Do the act again that was undone last; None when there is none."""
        act = self.next_redo()
        if act is not None:
            self._replay(act.id, "after", undone=0)
        return act

    def can_take_back(self, act: Act) -> bool:
        """Whether one earlier act can be taken back alone: no barrier, and its rows are still as it left them."""
        free = not (act.undone or act.sealed or act.barrier)
        return free and change_log.still_as_left(self._connection, act.id)

    def take_back(self, act: Act) -> None:
        """Take back one earlier act as a new, undoable step (Activity; PRODUCT, Decisions 10).

        Raises:
            UserError: something that it touched has changed since, or it can't be undone at all.
        """
        with self.step(f"Took back: {act.label}", engagement=act.engagement):
            if not self.can_take_back(act):
                raise UserError(
                    f"“{act.label}” can't be taken back alone: what it touched has changed since.",
                    do="Take back the later steps first.",
                )
            change_log.replay(self._connection, act.id, "before")

    def history(self, engagement: int | None = None, limit: int = 200) -> list[Act]:
        """Return the acts that are in force, newest first, of one engagement or of all."""
        where = "undone = 0" if engagement is None else "undone = 0 AND engagement = :engagement"
        found = self._connection.execute(
            f"SELECT {_ACT_COLUMNS} FROM history WHERE {where} ORDER BY id DESC LIMIT :limit",
            {"engagement": engagement, "limit": limit},
        )
        return [Act(*row) for row in found]

    def changes(self, act: Act) -> list[RowChange]:
        """Return the row images of an act, in the order in which they were written."""
        found = self._connection.execute(
            "SELECT tbl, row, before, after FROM change WHERE history = ? ORDER BY id", [act.id]
        )
        return [RowChange(*row) for row in found]

    # Other programs, and the end

    def subscribe(self, listener: Callable[[Changed], None]) -> None:
        """Register for the store's lifetime; views listen to `ui.feed` instead."""
        self._listeners.append(listener)

    def poll(self) -> bool:
        """Announce what another process wrote since the last look, and say whether there was anything (trap 12)."""
        version = self._pragma("data_version")
        if version == self._data_version:
            return False
        self._data_version = version
        touched, newest = self._seen
        self._seen = self._marks()
        acts = [row[0] for row in self._connection.execute("SELECT id FROM history WHERE touched > ?", [touched])]
        fresh = self._connection.execute("SELECT id FROM evidence WHERE id > ?", [newest]).fetchall()
        rows = change_log.changed_rows(self._connection, acts)
        self._tell(Changed("Written by another program", rows | {(schema.EVIDENCE, row[0]) for row in fresh}))
        return True

    def copy_to(self, target: Path) -> Path:
        """Copy the whole database into a new file and return it."""
        return schema.copy_file(self._connection, target)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    # Inside

    def _database(self) -> Database:
        if self._writer is None:
            from sqlite_utils import Database  # start-up saving: 115 ms; the window warms it up after its first paint

            self._writer = Database(self._connection, execute_plugins=False, strict=True)
        return self._writer

    def _pragma(self, name: str) -> int:
        return int(self._connection.execute(f"PRAGMA {name}").fetchone()[0])

    def _marks(self) -> tuple[int, int]:
        query = "SELECT (SELECT COALESCE(MAX(touched), 0) FROM history), (SELECT COALESCE(MAX(id), 0) FROM evidence)"
        touched, newest = self._connection.execute(query).fetchone()
        return int(touched), int(newest)

    def _begin(self) -> None:
        """Begin IMMEDIATE: a deferred read-then-write fails at once under another writer (trap 4)."""
        try:
            self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise UserError(
                "Another program is writing to the database.", do="Nothing was changed. Try again in a moment."
            ) from error
        if self._pragma("schema_version") != self._schema_version:
            self._rollback()
            raise UserError("This file was updated by another E2E Tracker.", do="Restart this one.")

    def _commit(self) -> None:
        self._connection.execute("DELETE FROM recording")
        try:
            self._connection.execute("COMMIT")
        except sqlite3.OperationalError as error:
            raise UserError("Could not save.", do="Free some space on the disk, then try again.") from error

    def _rollback(self) -> None:
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    def _record(self, label: str, engagement: int | None, reason: str, barrier: str) -> int:
        cursor = self._connection.execute(
            """INSERT INTO history (label, reason, engagement, made_utc, made_by, origin, rehearsal, barrier)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
            [
                label,
                reason,
                engagement,
                zones.utc_text(self.clock.now()),
                self.initials,
                self._origin,
                int(self.clock.rehearsal),
                barrier,
            ],
        )
        return int(cursor.lastrowid or 0)

    def _settle(self, act: int) -> bool:
        """Drop an act that changed nothing, else end redo; return whether it stays (trap 6)."""
        if self._connection.execute("SELECT 1 FROM change WHERE history = ? LIMIT 1", [act]).fetchone() is None:
            self._connection.execute("DELETE FROM history WHERE id = ?", [act])
            return False
        self._connection.execute("DELETE FROM history WHERE undone = 1 AND sealed = 0")
        self._touch(act)
        return True

    def _touch(self, act: int) -> None:
        self._connection.execute(
            "UPDATE history SET touched = (SELECT COALESCE(MAX(touched), 0) + 1 FROM history) WHERE id = ?", [act]
        )

    def _one_act(self, where: str, order: str) -> Act | None:
        query = f"SELECT {_ACT_COLUMNS} FROM history WHERE {where} ORDER BY {order} LIMIT 1"
        found = self._connection.execute(query).fetchone()
        return Act(*found) if found else None

    def _replay(self, act: int, image: change_log.Image, *, undone: int) -> None:
        """Undo or redo one act; it is read again inside the transaction, another process may have been faster."""
        self._begin()
        try:
            current = self.next_undo() if undone else self.next_redo()
            if current is None or current.id != act:
                raise UserError("Another program has just changed the history.", do="Look again, then undo.")
            if current.barrier and undone:
                raise UndoBarrierError(current.barrier)
            self._connection.execute("INSERT INTO recording VALUES (NULL)")
            change_log.replay(self._connection, act, image)
            self._connection.execute("UPDATE history SET undone = ? WHERE id = ?", [undone, act])
            self._touch(act)
            self._commit()
        except BaseException:
            self._rollback()
            raise
        self._announce(current.label, change_log.changed_rows(self._connection, [act]))

    def _announce(self, label: str, rows: frozenset[tuple[str, int]]) -> None:
        self._seen = self._marks()
        if rows:
            self._tell(Changed(label, rows))

    def _tell(self, changed: Changed) -> None:
        for listener in tuple(self._listeners):
            listener(changed)


def open_store(
    path: Path, *, clock: Clock | None = None, origin: str = "window", busy_ms: int = 5000, backups: Path | None = None
) -> Store:
    """Open the database, made or migrated where needed, as the one door to it.

    Args:
        path: the file; made, readable by its owner only, where it isn't there.
        clock: the moment; the computer's own where it isn't given.
        origin: "window" or "cli".
        busy_ms: how long to wait for another writer, in milliseconds (the window waits 250).
        backups: where a copy goes before a migration; beside the file where it isn't given.

    Raises:
        UserError: the file is no database, is damaged, can't be written, or comes from a newer program.
    """
    try:
        if not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        connection = sqlite3.connect(path, isolation_level=None, timeout=busy_ms / 1000)
        for pragma in ("foreign_keys = ON", "journal_mode = WAL", "synchronous = FULL", "recursive_triggers = OFF"):
            connection.execute(f"PRAGMA {pragma}")
        schema.prepare(connection, path, backups or path.parent / "backups")
        return Store(connection, clock or Clock(), origin)
    except sqlite3.OperationalError as error:
        raise UserError(f"The database can't be opened: {error}.", str(path), "Look at the folder's rights.") from error
    except sqlite3.DatabaseError as error:
        raise UserError("This file is no database of E2E Tracker.", str(path), "Restore a copy of it.") from error
