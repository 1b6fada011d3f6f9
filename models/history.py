"""The line of steps in the file: what was done, what was undone, and the rows before and after."""

from __future__ import annotations

import sqlite3

from msgspec import Struct

from models import change_log
from models.errors import UserError
from models.schema import EVIDENCE

_COLUMNS = "id, label, reason, engagement, made_utc, made_by, origin, rehearsal, barrier, undone, sealed"


class Changed(Struct, frozen=True):
    """What one step touched, as (table, row id); a view refreshes only the rows that it shows."""

    label: str
    rows: frozenset[tuple[str, int]]

    def touches(self, *tables: str) -> bool:
        """Whether a row of one of the tables changed."""
        return any(table in tables for table, _ in self.rows)


class Act(Struct, frozen=True):
    """One step of the history: what, why, when, by whom, and whether it can be undone.

    `undone` and `sealed` are 0 or 1; a sealed act is neither undone nor redone any more: a migration changed its
    table, or a later step was made after it was undone.
    """

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


class RowChange(Struct, frozen=True):
    """One row of one act: its images before and after as JSON; None where it did not exist."""

    table: str
    row: int
    before: str | None
    after: str | None


class Seen(Struct, frozen=True):
    """How far a program has read: the newest mark of the history, and the newest row of evidence."""

    touched: int = 0
    evidence: int = 0


class UndoBarrierError(UserError):
    """Undo stops here: the act can't be taken back (Schedule Conversion, CTASK closed, a signed check)."""


class History:
    """Reads and writes the line of steps; every writing method is called inside a transaction.

    Args:
        connection: the store's connection.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def next_undo(self) -> Act | None:
        """Return the newest act in force."""
        return self._one("undone = 0 AND sealed = 0", "id DESC")

    def next_redo(self) -> Act | None:
        """Return the act that was undone last."""
        return self._one("undone = 1 AND sealed = 0", "id")

    def acts(self, engagement: int | None, limit: int) -> list[Act]:
        """Return the acts in force, newest first, of one engagement or of all."""
        where = "undone = 0" if engagement is None else "undone = 0 AND engagement = :engagement"
        found = self._connection.execute(
            f"SELECT {_COLUMNS} FROM history WHERE {where} ORDER BY id DESC LIMIT :limit",
            {"engagement": engagement, "limit": limit},
        )
        return [Act(*row) for row in found]

    def changes(self, act: Act) -> list[RowChange]:
        """Return the row images of an act, in the order in which they were written."""
        found = self._connection.execute(
            "SELECT tbl, row, before, after FROM change WHERE history = ? ORDER BY id", [act.id]
        )
        return [RowChange(*row) for row in found]

    def begin(self, fields: dict[str, str | int | None]) -> int:
        """Add an act; from here on the triggers log under it."""
        names, values = ", ".join(fields), ", ".join(f":{name}" for name in fields)
        cursor = self._connection.execute(f"INSERT INTO history ({names}) VALUES ({values})", fields)
        act = int(cursor.lastrowid or 0)
        self._connection.execute("INSERT INTO recording VALUES (?)", [act])
        return act

    def settle(self, act: int) -> None:
        """Drop an act that changed nothing, else end redo (trap 6).

        What was undone before is sealed and kept, not deleted: other programs find by its mark what it touched.
        """
        if self._connection.execute("SELECT 1 FROM change WHERE history = ? LIMIT 1", [act]).fetchone() is None:
            self._connection.execute("DELETE FROM history WHERE id = ?", [act])
            return
        self._connection.execute("UPDATE history SET sealed = 1 WHERE undone = 1 AND sealed = 0")
        self._touch(act)

    def replay(self, act: int, *, undone: bool) -> Act:
        """Undo or redo an act; it is read again here, for another program may have been faster (trap 12).

        Raises:
            UserError: it is no longer the next one.
            UndoBarrierError: it can't be undone.
        """
        current = self.next_undo() if undone else self.next_redo()
        if current is None or current.id != act:
            raise UserError("Another program has just changed the history.", do="Look again, then undo.")
        if current.barrier and undone:
            raise UndoBarrierError(current.barrier)
        self._connection.execute("INSERT INTO recording VALUES (NULL)")
        change_log.replay(self._connection, act, "before" if undone else "after")
        self._connection.execute("UPDATE history SET undone = ? WHERE id = ?", [int(undone), act])
        self._touch(act)
        return current

    def can_take_back(self, act: Act) -> bool:
        """Whether an act is in force, has no barrier, and its rows are still as it left them."""
        current = self._one("id = ?", "id", act.id)
        free = current is not None and not (current.undone or current.sealed or current.barrier)
        return free and change_log.still_as_left(self._connection, act.id)

    def seen(self) -> Seen:
        """Return how far the file goes now."""
        query = f"SELECT (SELECT MAX(touched) FROM history), (SELECT MAX(id) FROM {EVIDENCE})"
        touched, newest = self._connection.execute(query).fetchone()
        return Seen(touched or 0, newest or 0)

    def rows_since(self, seen: Seen) -> frozenset[tuple[str, int]]:
        """Return the rows of every act made, undone or redone since, and of evidence."""
        acts = self._connection.execute("SELECT id FROM history WHERE touched > ?", [seen.touched]).fetchall()
        fresh = self._connection.execute(f"SELECT id FROM {EVIDENCE} WHERE id > ?", [seen.evidence]).fetchall()
        rows = change_log.changed_rows(self._connection, [row[0] for row in acts])
        return rows | {(EVIDENCE, row[0]) for row in fresh}

    def _touch(self, act: int) -> None:
        """Give the act the newest mark, so that other programs see it."""
        self._connection.execute(
            "UPDATE history SET touched = (SELECT MAX(touched) + 1 FROM history) WHERE id = ?", [act]
        )

    def _one(self, where: str, order: str, *values: int) -> Act | None:
        query = f"SELECT {_COLUMNS} FROM history WHERE {where} ORDER BY {order} LIMIT 1"
        found = self._connection.execute(query, values).fetchone()
        return Act(*found) if found else None
