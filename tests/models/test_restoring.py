"""A restore says what it changes, keeps today's file, and is all or nothing; damage always has a way on."""

from __future__ import annotations

import json
import random
import resource
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from models import backup, cli, doctor, dossiers, engagements, recovery, restoring, schema, settings, zones
from models.errors import DamagedError, NewerFileError, UserError
from models.paths import Paths
from models.session import Session
from models.store import Store

NOW = datetime(2026, 11, 24, 15, 42, tzinfo=zones.UTC)
EARLIER = datetime(2025, 11, 24, 15, 42, tzinfo=zones.UTC)


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(tmp_path)


def create(store: Store, client: str) -> int:
    return engagements.create(store, engagements.Draft(client, "America/Los_Angeles"))


def clients(opened: Callable[..., Store]) -> list[str]:
    store = opened()
    found = [name for _id, name in dossiers.names(store)]
    store.close()
    return found


@pytest.fixture
def kept(store: Store, paths: Paths) -> backup.Backup:
    """A backup with Northwind; today's file has Contoso too. The store is closed."""
    create(store, "Northwind")
    made = backup.make(paths.database, paths.backups, "start", EARLIER)
    create(store, "Contoso")
    store.close()
    return made


def test_a_preview_names_what_would_be_gone(kept: backup.Backup, paths: Paths) -> None:
    found = restoring.preview(paths.database, kept.file)
    assert len(found.lost) == 1
    assert "Contoso" in found.lost[0]
    assert found.gained == ()
    assert found.counts[0] == restoring.Counted("Engagements", 2, 1)


def test_a_preview_the_other_way_round_names_what_comes_back(
    kept: backup.Backup, paths: Paths, opened: Callable[..., Store]
) -> None:
    later = backup.make(paths.database, paths.backups, "wish", NOW)
    restoring.restore(paths, kept.file, NOW)
    found = restoring.preview(paths.database, later.file)
    assert (len(found.lost), len(found.gained)) == (0, 1)


def test_an_undo_since_then_is_named(kept: backup.Backup, paths: Paths, opened: Callable[..., Store]) -> None:
    store = opened()
    store.undo()
    store.undo()
    assert [label.startswith("Undone: ") for label in restoring.preview(paths.database, kept.file).lost] == [True]


def test_a_restore_keeps_todays_file(kept: backup.Backup, paths: Paths, opened: Callable[..., Store]) -> None:
    aside = restoring.restore(paths, kept.file, NOW)
    assert clients(opened) == ["Northwind"]
    assert aside is not None
    assert stat.S_IMODE(aside.stat().st_mode) == 0o600
    assert restoring.restore(paths, aside, NOW) not in {None, aside}
    assert clients(opened) == ["Contoso", "Northwind"]


def test_a_restore_waits_for_nobody_who_has_the_file_open(
    kept: backup.Backup, paths: Paths, opened: Callable[..., Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    create(opened(), "Fabrikam")
    with pytest.raises(UserError, match="in use"):
        restoring.restore(paths, kept.file, NOW)
    assert "Fabrikam" in clients(opened)
    assert not list(paths.data.glob("*.restoring"))


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100])
def test_what_is_no_backup_is_not_restored(
    kept: backup.Backup, paths: Paths, opened: Callable[..., Store], content: bytes
) -> None:
    wrong = paths.data / "wrong.db"
    wrong.write_bytes(content)
    with pytest.raises(UserError):
        restoring.restore(paths, wrong, NOW)
    assert clients(opened) == ["Contoso", "Northwind"]


def test_a_missing_database_is_told_while_there_are_backups(kept: backup.Backup, paths: Paths) -> None:
    paths.database.unlink()
    with closing(Session(paths.data)) as session, pytest.raises(DamagedError, match="there are backups"):
        session.open_store()
    assert restoring.restore(paths, kept.file, NOW) is None
    with closing(Session(paths.data)) as session:
        assert [name for _id, name in dossiers.names(session.open_store())] == ["Northwind"]


def test_a_newer_file_is_left_whole_and_a_backup_may_take_its_place(
    kept: backup.Backup, paths: Paths, opened: Callable[..., Store]
) -> None:
    with closing(sqlite3.connect(paths.database)) as connection:
        connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    with pytest.raises(NewerFileError):
        opened()
    aside = restoring.restore(paths, kept.file, NOW)
    assert aside is not None
    with closing(sqlite3.connect(aside)) as connection:
        assert schema.version_of(connection) == schema.VERSION + 1
    assert clients(opened) == ["Northwind"]


def test_the_newest_good_backup_is_one_that_is_whole(kept: backup.Backup, paths: Paths) -> None:
    later = backup.make(paths.database, paths.backups, "wish", NOW + timedelta(hours=1))
    assert recovery.newest_good(paths) == later
    content = bytearray(later.file.read_bytes())
    content[4096:40000] = b"\x55" * (40000 - 4096)
    later.file.write_bytes(content)
    assert recovery.newest_good(paths) == kept


def test_what_can_be_read_of_a_damaged_file_is_recovered(
    store: Store, paths: Paths, opened: Callable[..., Store]
) -> None:
    for number in range(40):
        create(store, f"Client {number}")
    store.close()
    content = bytearray(paths.database.read_bytes())
    page = int.from_bytes(content[16:18], "big")
    middle = len(content) // page // 2 * page
    content[middle : middle + page] = b"\x7f" * page
    paths.database.write_bytes(content)
    done = recovery.recover(paths, NOW)
    assert done.broken
    assert done.kept is not None
    assert done.kept.read_bytes()[100:] == bytes(content[100:]), "all but the mark of how its log is kept"
    assert len(clients(opened)) > 20
    assert {item.name: item.ok for item in doctor.examine(paths)}["integrity"]


def test_nothing_is_recovered_of_what_is_no_database(paths: Paths) -> None:
    paths.database.write_bytes(b"no database at all" * 1000)
    with pytest.raises(DamagedError):
        recovery.recover(paths, NOW)
    assert [file.name for file in paths.data.iterdir()] == ["e2e-tracker.db"]


def damaged(whole: bytes, seed: int) -> bytes:
    """Bytes changed, or the end cut off."""
    chance = random.Random(seed)
    content = bytearray(whole)
    if seed % 4 == 0:
        return bytes(content[: chance.randrange(len(content))])
    for _time in range(chance.choice([1, 8, 200])):
        content[chance.randrange(len(content))] = chance.randrange(256)
    return bytes(content)


def test_a_file_with_random_damage_is_read_or_refused_in_words(
    store: Store, paths: Paths, opened: Callable[..., Store]
) -> None:
    for number in range(6):
        create(store, f"Client {number}")
    settings.put(store, "you.name", "Jo")
    store.close()
    made = backup.make(paths.database, paths.backups, "start", NOW)
    whole = made.file.read_bytes()
    refused: list[str] = []
    for seed in range(120):
        file = paths.data / f"{seed}.db"
        file.write_bytes(damaged(whole, seed))
        try:
            found = opened(file.name)
            dossiers.load_all(found)
            settings.put(found, "you.name", "Jon")
        except UserError as error:
            refused.append(str(error))
    assert 20 < len(refused) < 120
    assert all(refused)


@contextmanager
def small_disk(size: int) -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_disk_without_room_leaves_everything_as_it_was(
    kept: backup.Backup, paths: Paths, opened: Callable[..., Store]
) -> None:
    with small_disk(40_000), pytest.raises(UserError):
        backup.make(paths.database, paths.backups, "wish", NOW)
    with small_disk(40_000), pytest.raises(UserError):
        restoring.restore(paths, kept.file, NOW)
    assert backup.known(paths) == [kept]
    assert clients(opened) == ["Contoso", "Northwind"]


def run(paths: Paths, *arguments: str) -> int:
    return cli.run(["--data-dir", str(paths.data), "--now", "2026-11-24T10:42-05:00", *arguments], lambda _session: 0)


def test_the_command_line_backs_up_and_restores(
    kept: backup.Backup, paths: Paths, opened: Callable[..., Store], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(paths, "backup", "--out", str(paths.data / "own.db")) == 0
    assert run(paths, "backup", "--out", str(paths.data / "own.db")) == 2
    assert run(paths, "backup") == 0
    assert run(paths, "restore", "--list") == 0
    assert capsys.readouterr().out.count("/e2e-2") == 3
    assert run(paths, "restore", kept.file.name, "--dry-run") == 0
    assert clients(opened) == ["Contoso", "Northwind"]
    assert run(paths, "restore", kept.file.name) == 0
    told = capsys.readouterr().out
    assert "Engagements: 2 → 1" in told
    assert "set-aside" in told
    assert clients(opened) == ["Northwind"]
    assert run(paths, "restore", "newest") == 0
    assert clients(opened) == ["Contoso", "Northwind"]
    assert run(paths, "restore") == 2
    assert run(paths, "restore", "nothing.db") == 2


def test_the_command_line_finds_and_mends_damage(
    kept: backup.Backup, paths: Paths, opened: Callable[..., Store], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(paths, "doctor") == 0
    content = bytearray(paths.database.read_bytes())
    page = int.from_bytes(content[16:18], "big")
    content[-page:] = b"\x7f" * page
    paths.database.write_bytes(content)
    capsys.readouterr()
    assert run(paths, "doctor", "--json") == 1
    checks = {item["name"]: item["ok"] for item in json.loads(capsys.readouterr().out)["checks"]}
    assert (checks["integrity"], checks["last_backup"]) == (False, True)
    assert run(paths, "restore", "--recover") == 0
    assert "rows were read" in capsys.readouterr().out
    assert run(paths, "doctor") == 0


def test_the_doctor_sees_a_bad_backup_and_open_rights(kept: backup.Backup, paths: Paths) -> None:
    kept.file.write_bytes(kept.file.read_bytes()[:-5000] + b"\x7f" * 5000)
    paths.database.chmod(0o644)
    paths.data.chmod(0o700)
    found = {item.name: item for item in doctor.examine(paths)}
    assert not found["last_backup"].ok
    assert not found["rights"].ok
    assert str(paths.database) in found["rights"].found


def test_files_in_the_place_of_a_command_open_the_window(paths: Paths) -> None:
    seen: list[Session] = []
    file = paths.data / "list.csv"
    file.touch()

    def look(session: Session) -> int:
        seen.append(session)
        return 7

    assert cli.run(["--data-dir", str(paths.data), "--safe", str(file), str(file)], look) == 7
    assert (seen[0].files, seen[0].safe) == ((file, file), True)
