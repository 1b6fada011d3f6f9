"""Killed at any moment: the file is whole afterwards, and holds every step that was acknowledged.

Run as a program, this file is the one that kills: alone in its process, it forks a child for each round.
"""

from __future__ import annotations

import os
import random
import select
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from models import backup, consolidation, dossiers, evidence, imports, schema, settings, zones
from models.store import Store, open_store

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "tests" / "data"
KILLS = 240
VIDEO = bytes(range(256)) * 4000
NOW = datetime(2026, 11, 24, 15, 42, tzinfo=zones.UTC)
Ack = Callable[[str], None]


def step(file: Path, ack: Ack) -> None:
    store = open_store(file)
    for number in range(10_000):
        settings.put(store, "you.name", f"Jo {number}")
        ack(str(number))


def undo(file: Path, ack: Ack) -> None:
    store = open_store(file)
    for number in range(10_000):
        (store.redo if number % 2 else store.undo)()
        ack(str(number))


def import_list(file: Path, ack: Ack) -> None:
    imports.import_files(open_store(file), [DATA / "etiu_list_fieldnames_cp1252.csv"], zone="UTC")
    ack("0")


def migrate(file: Path, ack: Ack) -> None:
    open_store(file).close()
    ack("0")


def back_up(file: Path, ack: Ack) -> None:
    for number in range(10_000):
        backup.make(file, file.parent / "backups", "changes", NOW + timedelta(seconds=number))
        ack(str(number))


def move_videos(file: Path, ack: Ack) -> None:
    """Move a video into the library, delete the original, put it back, again and again."""
    store = open_store(file)
    source = video(file)
    source.write_bytes(VIDEO)
    ack("0")
    for number in range(1, 10_000):
        move = consolidation.begin(store, source, file.parent / "library")
        moved = consolidation.finish(store, move, consolidation.copy(move, lambda _stage, _done: None))
        consolidation.remove_original(moved)
        gone = consolidation.note_deleted(store, moved)
        ack(str(number))
        consolidation.bring_back(gone)
        consolidation.note_returned(store, gone)


def video(file: Path) -> Path:
    return file.parent / "downloads.mp4"


def check_steps(store: Store, acknowledged: int, _file: Path) -> None:
    said = settings.get(store, "you.name")
    assert said in ({f"Jo {acknowledged}", f"Jo {acknowledged + 1}"} if acknowledged >= 0 else {"", "Jo", "Jo 0"}), said


def check_undos(store: Store, acknowledged: int, _file: Path) -> None:
    undone = settings.get(store, "you.name") == ""
    act = store.next_redo()
    assert undone is (act is not None), "the row and its history belong together"


def check_import(store: Store, acknowledged: int, _file: Path) -> None:
    found = len(dossiers.names(store))
    assert found == 0 or store.history(), "all of it or nothing"
    assert found or acknowledged < 0, "an acknowledged import is there"
    assert len([act for act in store.history() if act.label.startswith("Import")]) == (1 if found else 0)


def check_migration(store: Store, _acknowledged: int, file: Path) -> None:
    assert dossiers.names(store), "what the old file held is still there"


def check_backups(_store: Store, acknowledged: int, file: Path) -> None:
    found = backup.listed(file.parent / "backups", file)
    assert len(found) >= acknowledged + 1
    for item in found:
        backup.prove(item.file, item.rows)


def check_moves(store: Store, acknowledged: int, file: Path) -> None:
    consolidation.recover(store)
    library = file.parent / "library"
    whole = [path for path in (video(file), *library.glob("*.mp4")) if path.exists()]
    if acknowledged >= 0:
        assert whole, "never less than one copy"
        assert all(path.read_bytes() == VIDEO for path in whole), "no half of a video under its name"
    assert not list(library.glob(".e2e-tracker-*.part")), "nothing half done stays"
    assert not consolidation.stopped(store)


WORKS = {
    "steps": (step, check_steps, 4, 12),
    "undos": (undo, check_undos, 4, 12),
    "imports": (import_list, check_import, 0, 160),
    "migrations": (migrate, check_migration, 0, 120),
    "backups": (back_up, check_backups, 2, 20),
    "moves": (move_videos, check_moves, 3, 20),
}
"""What is killed, how the file is looked at, after how many acknowledgements at most, and milliseconds after that."""


def kill_while(work: Callable[[Path, Ack], None], file: Path, acknowledgements: int, after: float) -> int:
    """Kill a child at its work; return the last thing that it acknowledged, -1 for nothing."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            work(file, lambda said: os.write(writing, f"{said}\n".encode()) and None)
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, encoding="ascii") as acknowledged:
        said = [acknowledged.readline() for _number in range(acknowledgements)]
        select.select([], [], [], after)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return max([int(line) for line in [*said, *acknowledged] if line], default=-1)


def look_at(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        if schema.version_of(connection) == schema.VERSION:
            assert not evidence.verify(connection)


def play(folder: Path, seed: int) -> None:
    """Do a share of the rounds, each with a file of its own."""
    chance = random.Random(seed)
    fresh = folder / "fresh.db"
    store = open_store(fresh)
    settings.put(store, "you.name", "Jo")
    store.close()
    for number in range(KILLS):
        name = list(WORKS)[number % len(WORKS)]
        work, check, most, longest = WORKS[name]
        room = folder / str(number)
        room.mkdir()
        file = room / "e2e-tracker.db"
        shutil.copyfile(DATA / "schema_1.db" if name == "migrations" else fresh, file)
        acknowledged = kill_while(work, file, chance.randint(0, most), chance.uniform(0, longest / 1000))
        look_at(file)
        with closing(open_store(file)) as after:
            check(after, acknowledged, file)
            settings.put(after, "people.lead", "Jon")
        print(name, acknowledged)
        shutil.rmtree(room)


def test_no_acknowledged_step_is_lost_when_the_program_is_killed(tmp_path: Path) -> None:
    if not hasattr(os, "fork"):
        pytest.fail("this proof needs a system with fork and SIGKILL")
    command = [sys.executable, __file__, str(tmp_path)]
    here = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, text=True, env=here, check=False)
    assert done.returncode == 0, done.stdout[-500:] + done.stderr[-3000:]
    rounds = [line.split() for line in done.stdout.splitlines()]
    assert len(rounds) == KILLS
    busy = [name for name, acknowledged in rounds if int(acknowledged) >= 0]
    assert {"steps", "undos", "backups", "moves"} <= set(busy), "they were killed in the middle of their work"


if __name__ == "__main__":
    play(Path(sys.argv[1]), 7)
