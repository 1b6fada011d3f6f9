"""The store beside other programs and on real disks: nothing is missed, nothing half written, nothing harmed."""

from __future__ import annotations

import os
import sqlite3
import stat
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from models.errors import UserError
from models.store import Changed, Store, open_store

Open = Callable[..., Store]


def add(store: Store, client: str = "Northwind Health", label: str = "Add client") -> int:
    with store.step(label) as db:
        playbook = db.table("playbook").upsert(
            {"id": 1, "name": "e2e", "version": "1", "digest": "d", "body": "{}"}, pk="id"
        )
        row = {"uid": client, "client": client, "playbook": playbook.last_pk, "created_utc": "2026-11-24T15:42:00Z"}
        return int(str(db.table("engagement").insert(row).last_pk))


def rename(store: Store, engagement: int, client: str, **marks: Any) -> None:
    with store.step(f"Change client to {client}", engagement=engagement, **marks) as db:
        db.table("engagement").update(engagement, {"client": client})


def clients(store: Store) -> list[str]:
    return [row["client"] for row in store.rows("SELECT client FROM engagement ORDER BY id")]


def listen(store: Store) -> list[Changed]:
    told: list[Changed] = []
    store.subscribe(told.append)
    return told


# Other programs


def test_what_another_program_writes_is_told_once(opened: Open) -> None:
    window, line = opened(), opened(origin="cli")
    told = listen(window)
    assert not window.poll()
    engagement = add(line)
    with line.step("Observe"):
        row = line.add_evidence({"engagement": "u", "kind": "k", "subject": "s", "value": "v", "at_utc": "t"})
    assert window.poll()
    assert told[0].rows == {("engagement", engagement), ("evidence", row)}
    assert not window.poll()
    line.undo()
    assert window.poll()
    assert told[1].rows == {("engagement", engagement)}


def test_an_own_step_right_after_a_foreign_one_swallows_nothing(opened: Open) -> None:
    window, line = opened(), opened(origin="cli")
    first = add(line, "Foreign")
    told = listen(window)
    second = add(window, "Own")
    window.poll()
    assert frozenset().union(*(changed.rows for changed in told)) == {("engagement", first), ("engagement", second)}


def test_a_foreign_undo_that_a_foreign_step_made_final_is_told(opened: Open) -> None:
    window, line = opened(), opened(origin="cli")
    first, second = add(line, "A"), add(line, "B")
    rename(line, first, "A2")
    window.poll()
    told = listen(window)
    line.undo()
    rename(line, second, "B2")
    assert window.poll()
    assert told[0].rows == {("engagement", first), ("engagement", second)}
    line.undo()
    window.poll()
    rename(line, second, "B3")
    assert window.poll()
    assert told[-1].rows == {("engagement", second)}


def test_undo_takes_back_the_newest_act_whoever_made_it(opened: Open) -> None:
    window, line = opened(), opened(origin="cli")
    engagement = add(window, "A")
    rename(line, engagement, "B")
    undone = window.undo()
    assert undone is not None
    assert undone.origin == "cli"
    assert clients(line) == ["A"]


def test_undo_of_what_another_program_has_just_undone_is_refused(opened: Open) -> None:
    window, line = opened(), opened(origin="cli")
    add(window)
    stale = window.next_undo()
    assert stale is not None
    line.undo()
    with pytest.raises(UserError, match="just changed the history"):
        window._replay(stale, undone=True)


def test_another_writer_makes_a_step_wait_and_then_say_so(opened: Open, tmp_path: Path) -> None:
    store = opened()
    with closing(sqlite3.connect(tmp_path / "e2e-tracker.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        for write in (lambda: add(store), lambda: store.remember("geometry", "1")):
            with pytest.raises(UserError, match="Another program is writing"):
                write()
        other.execute("ROLLBACK")
    add(store)
    assert clients(store) == ["Northwind Health"]


def test_a_step_waits_for_another_writer_and_then_goes_on_from_what_it_wrote(opened: Open, tmp_path: Path) -> None:
    """Trap 4: a transaction that read before it could write would fail at once."""
    store = opened(busy_ms=30_000)
    other = sqlite3.connect(tmp_path / "e2e-tracker.db", isolation_level=None, check_same_thread=False)
    with closing(other):
        other.execute("BEGIN IMMEDIATE")
        other.execute("INSERT INTO ui_state VALUES ('theirs', '1')")
        commit = threading.Timer(0.05, other.execute, ["COMMIT"])
        commit.start()
        add(store)
        commit.join()
    assert clients(store) == ["Northwind Health"]
    assert store.recall("theirs") == "1"


def test_a_file_whose_tables_another_program_changed_is_not_written(opened: Open, tmp_path: Path) -> None:
    store = opened()
    with closing(sqlite3.connect(tmp_path / "e2e-tracker.db")) as newer:
        newer.execute("ALTER TABLE engagement ADD COLUMN colour TEXT")
    with pytest.raises(UserError, match="updated by another"):
        add(store)


# The file


def test_a_full_disk_is_said_and_changes_nothing(store: Store) -> None:
    add(store)
    pages = store._pragma("page_count")
    store._pragma(f"max_page_count = {pages}")
    with pytest.raises(UserError, match="disk is full") as refused:
        rename(store, 1, "x" * 100_000)
    assert "Free some space" in refused.value.do
    assert clients(store) == ["Northwind Health"]
    store._pragma(f"max_page_count = {pages + 1000}")
    rename(store, 1, "B")
    store.undo()
    assert clients(store) == ["Northwind Health"]


def test_a_file_that_may_not_be_written_is_said(opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened().close()
    connect = sqlite3.connect

    def read_only(path: Path, **options: Any) -> sqlite3.Connection:
        return connect(f"file:{path}?mode=ro", uri=True, **options)

    monkeypatch.setattr("models.store.sqlite3.connect", read_only)
    store = open_store(tmp_path / "e2e-tracker.db")
    with closing(store), pytest.raises(UserError, match="can't be written"):
        add(store)


@pytest.mark.parametrize("content", [b"Hello, this is a letter. " * 100, b"SQLite format 3\0 and then something else"])
def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "letter.db"
    path.write_bytes(content)
    with pytest.raises(UserError, match="no database of E2E Tracker") as refused:
        open_store(path)
    assert refused.value.where == str(path)
    assert path.read_bytes() == content


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "photos.db"
    with closing(sqlite3.connect(path)) as photos:
        photos.execute("CREATE TABLE photo (id INTEGER)")
    content = path.read_bytes()
    with pytest.raises(UserError, match="no database of E2E Tracker"):
        open_store(path)
    assert path.read_bytes() == content


def test_a_truncated_file_is_said_to_be_damaged(opened: Open, tmp_path: Path) -> None:
    store = opened()
    add(store)
    store.close()
    path = tmp_path / "e2e-tracker.db"
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(UserError, match="damaged") as refused:
        open_store(path)
    assert "Restore a copy" in refused.value.do


def test_a_folder_in_place_of_the_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "e2e-tracker.db").mkdir()
    with pytest.raises(UserError, match="can't be opened"):
        open_store(tmp_path / "e2e-tracker.db")


def test_a_path_below_a_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(UserError):
        open_store(tmp_path / "data" / "e2e-tracker.db")


@pytest.mark.parametrize("mask", [0o022, 0o000])
def test_only_the_owner_may_read_the_file_and_its_copies(tmp_path: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        with closing(open_store(tmp_path / "data" / "e2e-tracker.db")) as store:
            add(store)
            copy = store.copy_to(tmp_path / "copies" / "copy.db")
            files = [path for path in (tmp_path / "data").iterdir() if "-migrating" not in path.name]
            rights = {stat.S_IMODE(path.stat().st_mode) for path in (*files, copy)}
    finally:
        os.umask(before)
    assert rights == {0o600}
    assert stat.S_IMODE((tmp_path / "copies").stat().st_mode) == 0o700


def test_a_copy_is_whole_and_never_overwrites_another(opened: Open, tmp_path: Path) -> None:
    store = opened()
    add(store, "A")
    copies = [store.copy_to(tmp_path / "copy.db") for _ in range(3)]
    assert [copy.name for copy in copies] == ["copy.db", "copy-2.db", "copy-3.db"]
    assert clients(opened("copy-3.db")) == ["A"]
    assert opened("copy-3.db").undo() is not None


def test_a_copy_into_something_that_is_no_folder_is_said(opened: Open, tmp_path: Path) -> None:
    (tmp_path / "copies").write_text("a file of that name")
    with pytest.raises(UserError, match="a file has its name"):
        opened().copy_to(tmp_path / "copies" / "copy.db")
