"""The store: what is written is one step, can be undone, and survives; what can't be written changes nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

import pytest

from models.clock import Clock
from models.errors import UserError
from models.store import Changed, Store, UndoBarrierError

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


# Steps


def test_a_step_is_told_once_with_the_rows_that_it_touched(store: Store) -> None:
    told = listen(store)
    engagement = add(store)
    rename(store, engagement, "Northwind")
    assert told == [
        Changed("Add client", frozenset({("engagement", engagement)})),
        Changed("Change client to Northwind", frozenset({("engagement", engagement)})),
    ]
    assert told[1].touches("phase", "engagement")
    assert not told[1].touches("phase")


def test_a_step_in_a_step_joins_it(store: Store) -> None:
    told = listen(store)
    with store.step("Import 2 clients"):
        add(store, "Kestrel Energy")
        add(store, "Vela Airports")
    assert [changed.label for changed in told] == ["Import 2 clients"]
    store.undo()
    assert clients(store) == []


def test_an_error_in_the_middle_leaves_nothing(store: Store) -> None:
    told = listen(store)
    with pytest.raises(ZeroDivisionError), store.step("Half"):  # noqa: PT012 - the step is what is tested
        add(store)
        store.add_evidence({"engagement": "u", "kind": "k", "subject": "s", "value": "v", "at_utc": "t"})
        raise ZeroDivisionError
    assert clients(store) == []
    assert store.rows("SELECT * FROM history") == store.rows("SELECT * FROM evidence") == []
    assert told == []
    add(store, "Afterwards")
    assert clients(store) == ["Afterwards"]


def test_a_write_outside_a_step_is_refused(store: Store) -> None:
    with store.step("Nothing") as db:
        pass
    with pytest.raises(sqlite3.IntegrityError, match="outside a step"):
        db.table("setting").insert({"key": "theme", "value": "dark"})


def test_the_id_of_a_row_never_changes(store: Store) -> None:
    engagement = add(store)
    with pytest.raises(sqlite3.IntegrityError, match="id never changes"), store.step("Renumber") as db:
        db.execute("UPDATE engagement SET id = 7 WHERE id = ?", [engagement])


def test_a_script_or_a_commit_inside_a_step_is_a_bug_that_is_said(store: Store) -> None:
    with pytest.raises(RuntimeError, match="ended inside"), store.step("Script") as db:
        db.conn.executescript("SELECT 1")
    with pytest.raises(sqlite3.IntegrityError, match="outside a step"):
        db.execute("INSERT INTO setting (key, value) VALUES ('theme', 'dark')")


def test_an_insert_that_replaces_is_logged_with_all_that_it_deletes(store: Store) -> None:
    engagement = add(store)
    with store.step("Add phase") as db:
        db.table("phase").insert({"engagement": engagement, "kind": "kickoff"})
    before = store.records("SELECT * FROM engagement JOIN phase")
    with store.step("Replace") as db:
        row = dict(store.rows("SELECT * FROM engagement")[0]) | {"client": "Other"}
        db.table("engagement").insert(row, replace=True)
    assert store.records("SELECT * FROM phase") == []
    store.undo()
    assert store.records("SELECT * FROM engagement JOIN phase") == before


def test_what_a_step_keeps_of_the_moment_and_the_person(opened: Open) -> None:
    store = opened(origin="cli")
    store.initials = "JL"
    engagement = add(store)
    rename(store, engagement, "Northwind", reason="They asked.")
    act = store.history()[0]
    assert (act.engagement, act.reason, act.made_by, act.origin) == (engagement, "They asked.", "JL", "cli")
    assert (act.made_utc, act.rehearsal) == ("2026-11-24T15:42:00Z", 0)


def test_what_is_written_under_a_pretended_moment_is_marked(opened: Open, clock: Clock) -> None:
    store = opened(clock=Clock(clock.now()))
    with store.step("Sign"):
        store.add_evidence({"engagement": "u", "kind": "check", "subject": "s", "value": "pass", "at_utc": "t"})
        add(store)
    assert store.history()[0].rehearsal == 1
    assert store.rows("SELECT rehearsal FROM evidence")[0]["rehearsal"] == 1


@pytest.mark.parametrize("text", ["half\0way", "lone \ud800 surrogate"])
def test_a_text_that_can_not_be_stored_is_refused_in_words(store: Store, text: str) -> None:
    add(store)
    with pytest.raises(UserError, match="character that can't be stored"):
        rename(store, 1, text)
    with pytest.raises(UserError, match="character that can't be stored"), store.step("Observe"):
        store.add_evidence({"engagement": "u", "kind": "k", "subject": "s", "value": text, "at_utc": "t"})
    assert clients(store) == ["Northwind Health"]


def test_a_text_like_the_escape_of_nul_is_a_text(store: Store) -> None:
    add(store, r"C:\u0000\new “quoted” 'x' – 日本 🚀")
    store.undo()
    store.redo()
    assert clients(store) == [r"C:\u0000\new “quoted” 'x' – 日本 🚀"]


def test_rows_are_all_there_before_the_first_is_written_back(store: Store) -> None:
    for client in "ABC":
        add(store, client)
    with store.step("Double") as db:
        for row in store.rows("SELECT * FROM engagement"):
            db.table("engagement").insert(dict(row) | {"id": row["id"] + 10, "uid": f"{row['uid']}2"})
    assert clients(store) == ["A", "B", "C", "A", "B", "C"]


def test_no_way_of_writing_looks_like_a_migration_to_other_programs(opened: Open) -> None:
    store, other = opened(), opened()
    row = {"id": 1, "key": "theme", "value": "dark"}
    with store.step("Every way") as db:
        settings = db.table("setting")
        settings.insert(row)
        settings.upsert(row | {"value": "light"}, pk="id")
        settings.upsert_all([row, row | {"id": 2, "key": "language"}], pk="id")
        settings.insert_all([row], replace=True)
        settings.update(1, {"value": "light"})
        settings.delete(2)
        settings.delete_where("id = 3")
    assert db.supports_strict
    with other.step("Answer") as db:
        db.table("setting").update(1, {"value": "system"})
    assert store.undo() is not None


# Undo


def test_undo_and_redo_go_through_every_state_also_after_a_restart(opened: Open) -> None:
    store = opened()
    engagement = add(store, "A")
    rename(store, engagement, "B")
    rename(store, engagement, "C")
    states = [clients(store)]
    while store.undo():
        states.append(clients(store))
    assert states == [["C"], ["B"], ["A"], []]
    store.close()
    again = opened()
    back = []
    while again.redo():
        back.append(clients(again))
    assert back == [["A"], ["B"], ["C"]]


def test_undo_tells_the_rows_and_names_the_act(store: Store) -> None:
    engagement = add(store)
    rename(store, engagement, "B")
    told = listen(store)
    undone = store.undo()
    assert undone is not None
    assert undone.label == "Change client to B"
    assert told == [Changed("Change client to B", frozenset({("engagement", engagement)}))]
    assert store.undo() is not None
    assert store.undo() is None
    assert len(told) == 2


def test_undo_of_a_deletion_brings_back_everything_under_it(store: Store) -> None:
    engagement = add(store)
    with store.step("Plan") as db:
        for kind in ("kickoff", "prod_upgrade"):
            db.table("phase").insert({"engagement": engagement, "kind": kind})
    before = store.records("SELECT * FROM phase")
    with store.step("Delete") as db:
        db.table("engagement").delete(engagement)
    assert store.records("SELECT * FROM phase") == []
    store.undo()
    assert store.records("SELECT * FROM phase") == before
    store.redo()
    assert clients(store) == []


def test_a_step_that_changes_nothing_leaves_no_trace_and_keeps_redo(store: Store) -> None:
    engagement = add(store, "A")
    rename(store, engagement, "B")
    store.undo()
    told = listen(store)
    rename(store, engagement, "A")
    assert told == []
    assert [act.label for act in store.history()] == ["Add client"]
    store.redo()
    assert clients(store) == ["B"]


def test_a_new_step_ends_redo(store: Store) -> None:
    engagement = add(store, "A")
    rename(store, engagement, "B")
    store.undo()
    rename(store, engagement, "C")
    assert store.next_redo() is None
    assert [act.label for act in store.history(engagement)] == ["Change client to C"]


def test_undo_stops_at_a_barrier_and_says_why(store: Store) -> None:
    engagement = add(store, "A")
    rename(store, engagement, "B", barrier="Schedule Conversion can't be taken back.")
    told = listen(store)
    with pytest.raises(UndoBarrierError, match="Schedule Conversion"):
        store.undo()
    assert clients(store) == ["B"]
    assert told == []
    rename(store, engagement, "C")
    store.undo()
    assert clients(store) == ["B"]


def test_an_earlier_step_is_taken_back_alone_while_its_rows_are_as_it_left_them(store: Store) -> None:
    first, second = add(store, "A"), add(store, "B")
    rename(store, first, "A2")
    rename(store, second, "B2")
    earlier = store.history()[1]
    assert store.can_take_back(earlier)
    store.take_back(earlier)
    assert clients(store) == ["A", "B2"]
    assert store.history()[0].label == "Took back: Change client to A2"
    store.undo()
    assert clients(store) == ["A2", "B2"]
    rename(store, first, "A3")
    assert not store.can_take_back(earlier)
    with pytest.raises(UserError, match="has changed since"):
        store.take_back(earlier)
    assert clients(store) == ["A3", "B2"]


def test_a_barrier_or_an_undone_step_can_not_be_taken_back(store: Store) -> None:
    engagement = add(store, "A")
    rename(store, engagement, "B", barrier="Signed.")
    assert not store.can_take_back(store.history()[0])
    rename(store, engagement, "C")
    last = store.history()[0]
    store.undo()
    assert not store.can_take_back(last)


def test_activity_reads_the_images_of_each_row(store: Store) -> None:
    engagement = add(store, "A")
    rename(store, engagement, "B")
    change = store.changes(store.history()[0])[0]
    assert (change.table, change.row) == ("engagement", engagement)
    assert change.before is not None
    assert change.after is not None
    assert '"client":"A"' in change.before
    assert '"client":"B"' in change.after


def test_evidence_stays_when_its_step_is_undone(store: Store) -> None:
    told = listen(store)
    with store.step("Read back"):
        add(store)
        row = store.add_evidence({"engagement": "u", "kind": "k", "subject": "s", "value": "v", "at_utc": "t"})
    assert ("evidence", row) in told[0].rows
    store.undo()
    assert clients(store) == []
    assert len(store.rows("SELECT * FROM evidence")) == 1
    assert ("evidence", row) not in told[1].rows


def test_a_step_of_evidence_alone_is_told_and_leaves_undo_as_it_was(store: Store) -> None:
    engagement = add(store, "A")
    rename(store, engagement, "B")
    store.undo()
    told = listen(store)
    with store.step("Read back"):
        row = store.add_evidence({"engagement": "u", "kind": "k", "subject": "s", "value": "v", "at_utc": "t"})
    assert told == [Changed("Read back", frozenset({("evidence", row)}))]
    assert store.redo() is not None


def test_the_state_of_the_window_is_kept_outside_undo(opened: Open) -> None:
    store = opened()
    assert store.recall("geometry", "none") == "none"
    store.remember("geometry", "1440x900")
    store.remember("geometry", "1024x700")
    assert store.next_undo() is None
    store.close()
    assert opened().recall("geometry") == "1024x700"


def test_every_write_is_on_the_disk_when_the_step_ends(store: Store) -> None:
    names = ("foreign_keys", "synchronous", "recursive_triggers")
    assert [store._pragma(name) for name in names] == [1, 2, 1]
    assert store.records("PRAGMA journal_mode") == [("wal",)]
