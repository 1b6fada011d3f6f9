"""The file from version to version: copied before, never half changed, and never touched by an older program."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations
from sqlite_utils.db import TransactionError

from models import dossiers, migrations, schema
from models.errors import UserError
from models.migrations import transform_tracked
from models.store import Store, open_store

Open = Callable[..., Store]


def add(store: Store, client: str) -> None:
    with store.step(f"Add {client}") as db:
        db.execute("INSERT OR IGNORE INTO playbook VALUES (1, 'e2e', '1', 'd', '{}')")
        row = {"uid": client, "client": client, "playbook": 1, "created_utc": "2026-11-24T15:42:00Z"}
        engagement = db.table("engagement").insert(row).last_pk
        db.table("phase").insert({"engagement": engagement, "kind": "kickoff"})
        db.table("ticket").insert({"engagement": engagement, "kind": "CHG"})


@pytest.fixture
def next_version(monkeypatch: pytest.MonkeyPatch) -> Iterator[Migrations]:
    """A program of the next version; the test registers its migration."""
    newer = Migrations("e2e-tracker")
    for step in migrations.MIGRATIONS.pending(Database(memory=True)):
        newer(name=step.name, transactional=step.transactional)(step.fn)
    monkeypatch.setattr(migrations, "MIGRATIONS", newer)
    return newer


def grow_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)


def test_a_new_file_has_todays_version_and_strict_tables_only(store: Store) -> None:
    assert store._pragma("user_version") == schema.VERSION
    assert store._pragma("application_id") == schema.APPLICATION
    tables = store.rows("SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
    ours = {row["name"]: row["strict"] for row in tables if not row["name"].startswith(("sqlite_", "_sqlite"))}
    untracked = {"history", "change", "playbook", "ui_state", "calendar_entry", "video_place", "video_move"}
    assert {*schema.TRACKED, schema.EVIDENCE, *untracked} == set(ours)
    assert set(ours.values()) == {1}
    with pytest.raises(sqlite3.IntegrityError, match="TEXT"), store.step("Wrong type") as db:
        db.execute("INSERT INTO setting (key, value) VALUES ('theme', x'00')")


def test_tracked_tables_hold_what_a_json_image_keeps_exactly(store: Store) -> None:
    for table in schema.TRACKED:
        columns = store.rows('SELECT name, type, "notnull", pk FROM pragma_table_info(?)', [table])
        assert {row["type"] for row in columns} <= {"TEXT", "INTEGER"}
        assert len(columns) <= 63, "json_object takes no more"
        assert [(row["name"], row["type"]) for row in columns if row["pk"]] == [("id", "INTEGER")]
        assert all(row["notnull"] for row in columns if not row["pk"])


def test_everything_under_an_engagement_goes_with_it_except_evidence(store: Store) -> None:
    keys = {
        table: [
            (key["table"], key["on_delete"]) for key in store.rows("SELECT * FROM pragma_foreign_key_list(?)", [table])
        ]
        for table in (*schema.TRACKED, schema.EVIDENCE)
    }
    below = {
        "contact",
        "phase",
        "roadmap",
        "step",
        "ticket",
        "message",
        "time_entry",
        "decision",
        "session_request",
        "timer",
        "client_question",
        "earlier_act",
    }
    assert {table for table, found in keys.items() if found == [("engagement", "CASCADE")]} == below
    assert keys[schema.EVIDENCE] == []


def test_a_file_of_a_newer_program_is_refused_and_left_alone(opened: Open, tmp_path: Path) -> None:
    opened().close()
    path = tmp_path / "e2e-tracker.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as newer:
        newer.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
        newer.execute("PRAGMA journal_mode = DELETE")
    content = path.read_bytes()
    with pytest.raises(UserError, match="newer E2E Tracker") as refused:
        open_store(path)
    assert refused.value.where == str(path)
    assert "Install the newer program" in refused.value.do
    assert path.read_bytes() == content


def test_the_file_is_copied_before_it_is_migrated(
    opened: Open, tmp_path: Path, next_version: Migrations, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = opened()
    add(old, "Northwind Health")
    old.close()
    grow_up(monkeypatch)

    @next_version()
    def colours(db: Database) -> None:
        db.execute("CREATE TABLE colour (id INTEGER PRIMARY KEY) STRICT")

    migrated = opened(backups=tmp_path / "backups")
    assert migrated._pragma("user_version") == schema.VERSION
    assert migrated.rows("SELECT * FROM colour") == []
    (copy,) = (tmp_path / "backups").iterdir()
    with closing(sqlite3.connect(copy)) as before:
        assert before.execute("SELECT client FROM engagement").fetchall() == [("Northwind Health",)]
        assert before.execute("PRAGMA user_version").fetchone() == (schema.VERSION - 1,)
    assert migrated.undo() is not None, "no tracked table was changed, so undo goes on"
    migrated.close()
    opened(backups=tmp_path / "backups")
    assert len(list((tmp_path / "backups").iterdir())) == 1


def test_a_changed_tracked_table_ends_undo_and_keeps_the_history(
    opened: Open, next_version: Migrations, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = opened()
    add(old, "Northwind Health")
    add(old, "Kestrel Energy")
    old.undo()
    old.close()
    grow_up(monkeypatch)

    @next_version(transactional=False)
    def client_is_called_name(db: Database) -> None:
        transform_tracked(db, "engagement", rename={"client": "name"})

    store = opened()
    assert store.next_undo() is store.next_redo() is None
    (act,) = store.history()
    assert (act.label, act.sealed) == ("Add Northwind Health", 1)
    assert store.changes(act)
    assert not store.can_take_back(act)
    assert [len(store.rows(f"SELECT * FROM {table}")) for table in ("engagement", "phase", "ticket")] == [1, 1, 1]
    with store.step("Rename") as db:
        db.table("engagement").update(1, {"name": "Northwind"})
    store.undo()
    assert store.rows("SELECT name FROM engagement")[0]["name"] == "Northwind Health"
    assert store.undo() is None


def test_a_changed_table_stays_strict_and_keeps_its_indexes_and_its_children(
    opened: Open, next_version: Migrations, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = opened()
    add(old, "Northwind Health")
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name"
    indexes = old.records(query)
    old.close()
    grow_up(monkeypatch)

    @next_version(transactional=False)
    def two_tables(db: Database) -> None:
        transform_tracked(db, "ticket", defaults={"state": "Open"})
        transform_tracked(db, "engagement", drop=["notes"])

    store = opened()
    assert store.records(query) == indexes
    strict = "SELECT strict FROM pragma_table_list WHERE name IN ('ticket', 'engagement')"
    assert store.records(strict) == [(1,), (1,)]
    assert store._pragma("foreign_keys") == 1
    with store.step("Delete") as db:
        db.table("engagement").delete(1)
    assert store.rows("SELECT * FROM ticket") == []
    with pytest.raises(sqlite3.IntegrityError, match="outside a step"):
        db.table("ticket").insert({"engagement": 1, "kind": "CHG"})


def test_why_a_parent_is_transformed_outside_a_transaction(store: Store) -> None:
    with pytest.raises(TransactionError), store.step("Transform") as db:
        db.table("engagement").transform(drop=["notes"])


def test_a_migration_that_fails_changes_nothing_of_the_table(
    opened: Open, tmp_path: Path, next_version: Migrations, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = opened()
    add(old, "Northwind Health")
    old.close()

    @next_version(transactional=False)
    def drops_what_others_refer_to(db: Database) -> None:
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("DELETE FROM playbook")
        transform_tracked(db, "engagement", drop=["notes"])

    with monkeypatch.context() as newer:
        grow_up(newer)
        with pytest.raises(UserError, match="could not be updated") as refused:
            opened(backups=tmp_path / "backups")
    (copy,) = (tmp_path / "backups").iterdir()
    assert copy.name in refused.value.do
    with closing(sqlite3.connect(tmp_path / "e2e-tracker.db")) as file:
        assert "notes" in {row[1] for row in file.execute("PRAGMA table_info(engagement)")}
        assert file.execute("SELECT SUM(sealed) FROM history").fetchone() == (0,)


def test_two_programs_that_start_at_once_migrate_once(tmp_path: Path) -> None:
    failed: list[BaseException] = []

    def start() -> None:
        try:
            open_store(tmp_path / "e2e-tracker.db").close()
        except UserError as error:
            failed.append(error)

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert not (tmp_path / "backups").exists()


def test_a_file_that_another_start_makes_ours_meanwhile_is_ours(tmp_path: Path) -> None:
    path = tmp_path / "e2e-tracker.db"
    with closing(sqlite3.connect(path)) as reader, closing(sqlite3.connect(path, isolation_level=None)) as other:
        asked: list[str] = []

        def make_between(question: str) -> None:
            asked.append(question)
            if len(asked) == 2:
                other.execute(f"PRAGMA application_id = {schema.APPLICATION}")
                other.execute("CREATE TABLE engagement (id INTEGER PRIMARY KEY)")

        reader.set_trace_callback(make_between)
        schema.demand_ours(reader, path)
        assert len(asked) >= 2


def test_a_file_that_another_program_is_updating_is_not_opened(
    opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "LOCK_SECONDS", 0)
    lock = tmp_path / "e2e-tracker.db-migrating"
    with closing(sqlite3.connect(lock, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(UserError, match="Another E2E Tracker is updating"):
            opened()


def test_a_start_that_broke_off_while_making_the_tables_goes_on(opened: Open, tmp_path: Path) -> None:
    opened().close()
    with closing(sqlite3.connect(tmp_path / "e2e-tracker.db", isolation_level=None)) as file:
        file.execute("PRAGMA user_version = 0")
    assert opened()._pragma("user_version") == schema.VERSION


def test_a_file_of_version_1_keeps_its_data_and_its_undo(opened: Open, tmp_path: Path) -> None:
    shutil.copyfile(Path(__file__).parents[1] / "data" / "schema_1.db", tmp_path / "e2e-tracker.db")
    grown = opened()
    assert grown._pragma("user_version") == schema.VERSION
    assert "Northwind Health" in [client for _id, client in dossiers.names(grown)]
    assert grown.records("SELECT * FROM decision") == []
    assert grown.undo() is not None
