"""The change log: temp triggers that guard tracked tables, and the row images that undo and redo replay.

Guards refuse a write outside a step; logs keep each row before and after as JSON. Temp triggers are installed
by each connection before its first write, because `table.transform()` drops a table's triggers (ARCHITECTURE, trap 1).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, Literal

from models.refusals import NUL
from models.schema import EVIDENCE, TRACKED

Image = Literal["before", "after"]


def watch(connection: sqlite3.Connection) -> None:
    """Install guards and logs for every tracked table, and make evidence append-only."""
    connection.execute("CREATE TEMP TABLE recording (history INTEGER)")
    connection.execute("CREATE TEMP TABLE purging (engagement TEXT)")
    for table in TRACKED:
        # Table names come from TRACKED and columns from the schema, never from input.
        columns = {row[0]: row[1] for row in _columns(connection, table)}
        texts = [name for name, kind in columns.items() if kind == "TEXT"]
        for statement in (*_guards(table), *_text_guards(table, texts), *_logs(table, list(columns))):
            connection.execute(statement)
    texts = [row[0] for row in _columns(connection, EVIDENCE) if row[1] == "TEXT"]
    for statement in (*_evidence_guards(), *_text_guards(EVIDENCE, texts)):
        connection.execute(statement)


def _columns(connection: sqlite3.Connection, table: str) -> list[tuple[str, str]]:
    return connection.execute("SELECT name, type FROM pragma_table_info(?)", [table]).fetchall()


def _guards(table: str) -> Iterator[str]:
    for event in ("INSERT", "UPDATE", "DELETE"):
        yield f"""CREATE TEMP TRIGGER guard_{table}_{event} BEFORE {event} ON {table}
            WHEN NOT EXISTS (SELECT 1 FROM recording)
            BEGIN SELECT RAISE(ABORT, 'write outside a step'); END"""
    yield f"""CREATE TEMP TRIGGER guard_{table}_id BEFORE UPDATE OF id ON {table} WHEN old.id IS NOT new.id
        BEGIN SELECT RAISE(ABORT, 'an id never changes'); END"""


def _text_guards(table: str, texts: list[str]) -> Iterator[str]:
    """Refuse NUL in one place for every text, from wherever it comes."""
    found = " OR ".join(f'instr(new."{column}", char(0))' for column in texts)
    for event in ("INSERT", "UPDATE"):
        yield f"""CREATE TEMP TRIGGER text_{table}_{event} BEFORE {event} ON {table} WHEN {found}
            BEGIN SELECT RAISE(ABORT, '{NUL}'); END"""


def _evidence_guards() -> Iterator[str]:
    refused = "BEGIN SELECT RAISE(ABORT, 'evidence is append-only'); END"
    yield f"CREATE TEMP TRIGGER keep_{EVIDENCE}_update BEFORE UPDATE ON {EVIDENCE} {refused}"
    yield f"""CREATE TEMP TRIGGER keep_{EVIDENCE}_delete BEFORE DELETE ON {EVIDENCE}
        WHEN old.engagement NOT IN (SELECT engagement FROM purging) {refused}"""


def _logs(table: str, columns: list[str]) -> Iterator[str]:
    old, new = (_json_object(side, columns) for side in ("old", "new"))
    for event, row, before, after in (
        ("INSERT", "new.id", "NULL", new),
        ("UPDATE", "old.id", old, new),
        ("DELETE", "old.id", old, "NULL"),
    ):
        yield f"""CREATE TEMP TRIGGER log_{table}_{event} AFTER {event} ON {table}
            WHEN (SELECT history FROM recording) IS NOT NULL AND {before} IS NOT {after}
            BEGIN INSERT INTO change (history, tbl, row, before, after)
            SELECT history, '{table}', {row}, {before}, {after} FROM recording; END"""


def _json_object(side: str, columns: list[str]) -> str:
    pairs = ", ".join(f"'{column}', {side}.\"{column}\"" for column in columns)
    return f"json_object({pairs})"


def changed_rows(connection: sqlite3.Connection, acts: Iterable[int]) -> frozenset[tuple[str, int]]:
    """Return the rows (table, id) that the acts touched."""
    marks = json.dumps(list(acts))
    found = connection.execute(
        "SELECT DISTINCT tbl, row FROM change WHERE history IN (SELECT value FROM json_each(?))", [marks]
    )
    return frozenset((row[0], row[1]) for row in found)


def replay(connection: sqlite3.Connection, act: int, image: Image) -> None:
    """Put every row of an act back to its image: `before` undoes it, newest change first; `after` redoes it."""
    order = "DESC" if image == "before" else "ASC"
    changes = connection.execute(
        f"SELECT tbl, row, {image} FROM change WHERE history = ? ORDER BY id {order}", [act]
    ).fetchall()
    connection.execute("PRAGMA defer_foreign_keys = ON")
    for (table, gone), run in groupby(changes, lambda change: (change[0], change[2] is None)):
        if gone:
            connection.executemany(f"DELETE FROM {table} WHERE id = ?", [(change[1],) for change in run])
        else:
            images: list[dict[str, Any]] = [json.loads(change[2]) for change in run]
            connection.executemany(_upsert(table, list(images[0])), images)


def _upsert(table: str, columns: list[str]) -> str:
    names = ", ".join(f'"{column}"' for column in columns)
    values = ", ".join(f":{column}" for column in columns)
    kept = ", ".join(f'"{column}" = excluded."{column}"' for column in columns if column != "id")
    return f"INSERT INTO {table} ({names}) VALUES ({values}) ON CONFLICT (id) DO UPDATE SET {kept}"


def still_as_left(connection: sqlite3.Connection, act: int) -> bool:
    """Whether each row that the act touched still equals the last image that the act left of it."""
    left: dict[tuple[str, int], str | None] = {}
    for table, row, after in connection.execute("SELECT tbl, row, after FROM change WHERE history = ?", [act]):
        left[table, row] = after
    return all(_row_equals(connection, table, row, after) for (table, row), after in left.items())


def _row_equals(connection: sqlite3.Connection, table: str, row: int, image: str | None) -> bool:
    cursor = connection.execute(f"SELECT * FROM {table} WHERE id = ?", [row])
    found = cursor.fetchone()
    if found is None or image is None:
        return found is None and image is None
    names = [column[0] for column in cursor.description]
    kept: dict[str, Any] = json.loads(image)
    return dict(zip(names, found, strict=True)) == kept


def forget(connection: sqlite3.Connection, engagement: int, uid: str, label: str) -> None:
    """Remove what the log holds of an engagement, inside the step that removed it for good.

    Args:
        connection: in the running step.
        engagement: its id.
        uid: what its scores and drafts are kept by.
        label: what its steps are called from now on: their own words may name the client.
    """
    values = {"id": engagement, "uid": uid}
    touched = """(tbl = 'engagement' AND row = :id) OR json_extract(COALESCE(after, before), '$.engagement') = :id
        OR json_extract(COALESCE(after, before), '$.engagement_uid') = :uid"""
    running = "history = (SELECT history FROM recording)"
    connection.execute(f"UPDATE change SET before = NULL, after = NULL WHERE {running} AND ({touched})", values)
    connection.execute(f"DELETE FROM change WHERE NOT {running} AND ({touched})", values)
    connection.execute("UPDATE history SET label = ?, reason = '' WHERE engagement = ?", [label, engagement])
    connection.execute("DELETE FROM ui_state WHERE key LIKE ? ", [f"composer.{uid}.%"])
