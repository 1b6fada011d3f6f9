"""The one door to the database: every write is a named, undoable step (ARCHITECTURE, "One path of a write")."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models import change_log, evidence, schema, zones
from models.clock import Clock
from models.errors import DamagedError, UserError
from models.history import Act, Changed, History, RowChange, UndoBarrierError
from models.refusals import in_plain_words, in_words
from models.texts import _

if TYPE_CHECKING:
    from sqlite_utils import Database

    from models.records import Observation

__all__ = ["Act", "Changed", "RowChange", "Store", "UndoBarrierError", "open_store"]

_PRAGMAS = (
    "foreign_keys = ON",
    "journal_mode = WAL",
    "synchronous = FULL",
    "recursive_triggers = ON",  # as sqlite_utils sets it: else a REPLACE deletes rows without logging them
    "temp_store = MEMORY",  # the guards need no second file
    "secure_delete = ON",  # what is removed for good is overwritten in the file
)


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
        self._history = History(connection)
        self._origin = origin
        self._listeners: list[Callable[[Changed], None]] = []
        self._writer: Database | None = None
        self._writing = False
        self._schema_version = self._pragma("schema_version")
        self._guarded = False
        self._data_version = self._pragma("data_version")
        self._seen = self._history.seen()

    # Reading

    def rows(self, sql: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> list[sqlite3.Row]:
        """Return all rows of a query at once (trap 3: never write while iterating one)."""
        cursor = self._connection.cursor()
        cursor.row_factory = sqlite3.Row
        with in_plain_words():
            return cursor.execute(sql, values).fetchall()

    def records(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return all rows of a query as plain tuples, for records built by position."""
        with in_plain_words():
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
            UserError: another program is writing, the file was updated by a newer one, the disk is full, the file
                can't be written, a text holds a character that can't be stored, or the engagement was given away.
                Nothing was changed then.
        """
        writer = self._database()
        if self._writing:
            yield writer
            return
        self._demand_ours(engagement)
        with self._transaction():
            self._writing = True
            try:
                act = self._history.begin(
                    {
                        "label": label,
                        "reason": reason,
                        "engagement": engagement,
                        "made_utc": zones.utc_text(self.clock.now()),
                        "made_by": self.initials,
                        "origin": self._origin,
                        "rehearsal": int(self.clock.rehearsal),
                        "barrier": barrier,
                    }
                )
                yield writer
                self._history.settle(act)
            finally:
                self._writing = False
        self._announce(label)

    def add_evidence(self, fields: Mapping[str, str | int]) -> int:
        """Append one row of evidence inside the running step; it stays when the step is undone."""
        self._demand_step()
        return evidence.append(self._connection, self._marks() | dict(fields))

    def evidence_of(self, uid: str) -> tuple[Observation, ...]:
        """Return an engagement's evidence, oldest first."""
        return evidence.of_engagement(self._connection, uid)

    def purge_evidence(self, uid: str) -> int:
        """Remove an engagement's evidence inside the running step, for good, and leave a tombstone (trap 14)."""
        self._demand_step()
        return evidence.purge(self._connection, uid, self._marks() | {"at_utc": zones.utc_text(self.clock.now())})

    def remember(self, key: str, value: str) -> None:
        """Keep a piece of the window's state (geometry, splitters); outside steps and undo."""
        with in_plain_words():
            self._connection.execute(
                "INSERT INTO ui_state VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                [key, value],
            )

    def recall(self, key: str, default: str = "") -> str:
        """Return a kept piece of the window's state."""
        found = self._connection.execute("SELECT value FROM ui_state WHERE key = ?", [key]).fetchone()
        return str(found[0]) if found else default

    # Undo

    def next_undo(self) -> Act | None:
        """Return the act that `undo` would take back, also when a barrier will refuse it."""
        return self._history.next_undo()

    def next_redo(self) -> Act | None:
        """Return the act that `redo` would do again."""
        return self._history.next_redo()

    def undo(self) -> Act | None:
        """Take back the newest act; None when there is none.

        Raises:
            UndoBarrierError: the act is one that ServiceNow can't take back, or a signed check.
        """
        act = self.next_undo()
        return act and self._replay(act, undone=True)

    def redo(self) -> Act | None:
        """Do the act again that was undone last; None when there is none."""
        act = self.next_redo()
        return act and self._replay(act, undone=False)

    def can_take_back(self, act: Act) -> bool:
        """Whether one earlier act can be taken back alone: no barrier, and its rows are still as it left them."""
        return self._history.can_take_back(act)

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
        return self._history.acts(engagement, limit)

    def changes(self, act: Act) -> list[RowChange]:
        """Return the row images of an act, in the order in which they were written."""
        return self._history.changes(act)

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
        return self._announce("Written by another program")

    def copy_to(self, target: Path) -> Path:
        """Copy the whole database into a new file, readable by its owner only, and return it.

        Raises:
            UserError: the folder can't be written or the disk is full.
        """
        return schema.copy_file(self._connection, target)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    # Inside

    def _database(self) -> Database:
        if self._writer is None:
            from models.writer import Writer  # start-up saving: 115 ms; the window warms it up after its first paint

            self._writer = Writer(self._connection, execute_plugins=False)
        return self._writer

    def _pragma(self, name: str) -> int:
        return int(self._connection.execute(f"PRAGMA {name}").fetchone()[0])

    def _marks(self) -> dict[str, str | int]:
        return {"recorded_by": self.initials, "rehearsal": int(self.clock.rehearsal)}

    def _demand_ours(self, engagement: int | None) -> None:
        """Refuse a change of an engagement that was given away: it is read-only until it is taken back (N36)."""
        query = "SELECT client, given_to FROM engagement WHERE id = ? AND given_utc <> ''"
        for client, given_to in self.records(query, [engagement]) if engagement else ():
            what = _("{client} was handed over to {name}.").format(client=client, name=given_to or _("a colleague"))
            raise UserError(what, do=_("Take it back to change it here."))

    def _demand_step(self) -> None:
        if not self._writing:
            raise RuntimeError("evidence is written inside a step")

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """Begin IMMEDIATE: a deferred read-then-write fails at once under another writer (trap 4)."""
        with in_plain_words():
            if not self._guarded:  # at the first write, not at open: 17 ms of start-up
                change_log.watch(self._connection)
                self._guarded = True
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                if self._pragma("schema_version") != self._schema_version:
                    raise UserError("This file was updated by another E2E Tracker.", do="Restart this one.")
                yield
                if not self._connection.in_transaction:
                    raise RuntimeError("the step's transaction was ended inside it: use no script and no commit")
                self._connection.execute("DELETE FROM recording")
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                self._connection.execute("DELETE FROM recording")
                raise

    def _replay(self, act: Act, *, undone: bool) -> Act:
        with self._transaction():
            current = self._history.replay(act.id, undone=undone)
        self._announce(current.label)
        return act

    def _announce(self, label: str) -> bool:
        """Tell the listeners what is new in the file, whoever wrote it, and say whether there was anything."""
        before, self._seen = self._seen, self._history.seen()
        rows = self._history.rows_since(before)
        if rows:
            for listener in tuple(self._listeners):
                listener(Changed(label, rows))
        return bool(rows)


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
    with in_plain_words(str(path)):
        schema.make_file(path)
        connection = sqlite3.connect(path, isolation_level=None, timeout=busy_ms / 1000)
        try:
            schema.demand_ours(connection, path)
            for pragma in _PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
            schema.prepare(connection, path, backups or path.parent / "backups")
            return Store(connection, clock or Clock(), origin)
        except sqlite3.Error as error:
            connection.close()
            if in_words(error) is not None:
                raise
            told = f"The database can't be read: {error}."
            raise DamagedError(told, str(path), "Restore a copy of it.") from error
        except BaseException:
            connection.close()
            raise
