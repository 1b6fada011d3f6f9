"""Evidence: it can only grow, and whoever changes it later is found out."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from models import evidence
from models.evidence import BrokenLink
from models.store import Store

NORTHWIND, KESTREL = "uid-northwind", "uid-kestrel"


def observe(store: Store, uid: str, value: str) -> int:
    with store.step("Read back"):
        return store.add_evidence(
            {
                "engagement": uid,
                "kind": "observation",
                "subject": "CHG.start",
                "value": value,
                "at_utc": "2026-11-24T15:42:00Z",
            }
        )


@pytest.fixture
def rows(store: Store) -> list[int]:
    """Two chains of three rows, written alternately."""
    return [observe(store, uid, f"{number}") for number in range(3) for uid in (NORTHWIND, KESTREL)]


def test_evidence_is_read_back_in_its_order(store: Store, rows: list[int]) -> None:
    found = evidence.of_engagement(store._connection, NORTHWIND)
    assert [item.id for item in found] == rows[::2]
    assert [item.value for item in found] == ["0", "1", "2"]
    assert found[0].previous == evidence.START
    assert found[1].previous == found[0].hash
    assert evidence.verify(store._connection) == ()


@pytest.mark.parametrize(
    "statement",
    ["UPDATE evidence SET value = 'x' WHERE id = 1", "DELETE FROM evidence WHERE id = 1", "DELETE FROM evidence"],
)
@pytest.mark.usefixtures("rows")
def test_evidence_is_neither_changed_nor_deleted_even_in_a_step(store: Store, statement: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="append-only"), store.step("Tamper") as db:
        db.execute(statement)
    row = dict(store.rows("SELECT * FROM evidence")[0]) | {"value": "x"}
    with pytest.raises(sqlite3.IntegrityError, match="append-only"), store.step("Replace") as db:
        db.table("evidence").insert(row, replace=True)
    assert evidence.verify(store._connection) == ()


def test_evidence_is_written_inside_a_step_only(store: Store) -> None:
    for write in (lambda: store.add_evidence({}), lambda: store.purge_evidence(NORTHWIND)):
        with pytest.raises(RuntimeError, match="inside a step"):
            write()


@pytest.mark.parametrize("column", ["kind", "subject", "value", "instant_utc", "zone", "at_utc", "recorded_by", "body"])
def test_a_change_from_outside_is_found_at_the_first_row(
    store: Store, rows: list[int], tmp_path: Path, column: str
) -> None:
    tamper(tmp_path, f"UPDATE evidence SET {column} = 'x' WHERE id IN (3, 5)")
    assert evidence.verify(store._connection) == (BrokenLink(NORTHWIND, rows[2], "its own content was changed"),)


@pytest.mark.usefixtures("rows")
def test_a_rehearsal_can_not_be_made_real_unnoticed(store: Store, tmp_path: Path) -> None:
    tamper(tmp_path, "UPDATE evidence SET rehearsal = 1 - rehearsal WHERE id = 4")
    assert [link.row for link in evidence.verify(store._connection)] == [4]


def test_a_row_taken_out_of_the_middle_is_found_at_the_next(store: Store, rows: list[int], tmp_path: Path) -> None:
    tamper(tmp_path, f"DELETE FROM evidence WHERE id = {rows[1]}")
    broken = BrokenLink(KESTREL, rows[3], "a row before it is missing or was changed")
    assert evidence.verify(store._connection) == (broken,)


@pytest.mark.usefixtures("rows")
def test_every_chain_has_its_own_answer(store: Store, tmp_path: Path) -> None:
    tamper(tmp_path, "UPDATE evidence SET value = 'x' WHERE id IN (3, 4)")
    assert {link.engagement: link.row for link in evidence.verify(store._connection)} == {NORTHWIND: 3, KESTREL: 4}


def test_deleting_the_engagement_or_undoing_keeps_its_evidence(store: Store) -> None:
    with store.step("Add") as db:
        playbook = {"name": "e2e", "version": "1", "digest": "d", "body": "{}"}
        db.table("playbook").insert(playbook)
        db.table("engagement").insert({"uid": NORTHWIND, "client": "N", "playbook": 1, "created_utc": "t"})
    observe(store, NORTHWIND, "1")
    with store.step("Delete") as db:
        db.table("engagement").delete_where()
    store.undo()
    store.undo()
    assert len(evidence.of_engagement(store._connection, NORTHWIND)) == 1


def test_purging_removes_one_chain_and_leaves_a_tombstone(store: Store, rows: list[int]) -> None:
    last = evidence.of_engagement(store._connection, NORTHWIND)[-1]
    with store.step("Purge the bin"):
        tombstone = store.purge_evidence(NORTHWIND)
    assert tombstone > max(rows)
    (left,) = evidence.of_engagement(store._connection, NORTHWIND)
    assert (left.kind, left.value, left.at_utc) == (evidence.TOMBSTONE, "3", "2026-11-24T15:42:00Z")
    assert last.hash in left.body
    assert len(evidence.of_engagement(store._connection, KESTREL)) == 3
    observe(store, NORTHWIND, "again")
    assert evidence.verify(store._connection) == ()
    with pytest.raises(sqlite3.IntegrityError, match="append-only"), store.step("Tamper") as db:
        db.execute("DELETE FROM evidence")


def test_another_program_hears_of_a_purge(store: Store, opened: Callable[..., Store]) -> None:
    row = observe(store, NORTHWIND, "1")
    other = opened()
    told: list[frozenset[tuple[str, int]]] = []
    other.subscribe(lambda changed: told.append(changed.rows))
    with store.step("Purge the bin"):
        tombstone = store.purge_evidence(NORTHWIND)
    assert other.poll()
    assert told == [frozenset({("evidence", tombstone)})]
    assert tombstone > row


def tamper(folder: Path, statement: str) -> None:
    """Write as another program would that knows nothing of the guards."""
    with closing(sqlite3.connect(folder / "e2e-tracker.db", isolation_level=None)) as connection:
        connection.execute(statement)
