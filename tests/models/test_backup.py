"""Backups count once they are proven, are thinned, and nothing else in their folder is touched."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import backup, backup_thinning, engagements, settings, zones
from models.errors import DamagedError, UserError
from models.paths import Paths
from models.store import Store

NOW = datetime(2026, 11, 24, 15, 42, tzinfo=zones.UTC)


def name_client(store: Store, client: str) -> int:
    return engagements.create(store, engagements.Draft(client, "America/Los_Angeles"))


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(tmp_path)


def make(paths: Paths, now: datetime = NOW, reason: str = "start") -> backup.Backup:
    return backup.make(paths.database, paths.backups, reason, now)


def test_a_backup_holds_what_was_there_and_is_readable_by_its_owner_only(store: Store, paths: Paths) -> None:
    name_client(store, "Northwind Health")
    made = make(paths)
    with sqlite3.connect(made.file) as copy:
        assert copy.execute("SELECT client FROM engagement").fetchall() == [("Northwind Health",)]
    copy.close()
    assert made.rows["engagement"] == 1
    assert made.file.name == "e2e-20261124T154200Z-start.db"
    assert {stat.S_IMODE(file.stat().st_mode) for file in paths.backups.iterdir()} == {0o600}
    assert sorted(file.suffix for file in paths.backups.iterdir()) == [".db", ".json"]
    assert backup.listed(paths.backups, paths.database) == [made]


def test_a_backup_is_made_while_another_program_writes(store: Store, paths: Paths) -> None:
    with store.step("Name a client") as db:
        db.execute("INSERT INTO setting (key, value) VALUES ('you.name', 'Jo')")
        made = make(paths)
    assert made.rows["setting"] == 0
    assert make(paths, NOW + timedelta(minutes=1)).rows["setting"] == 1


def test_nothing_is_written_while_nothing_changed(store: Store, paths: Paths) -> None:
    def due(minutes: int) -> backup.Backup | None:
        return backup.make_if_changed(paths.database, paths.backups, "changes", NOW + timedelta(minutes=minutes))

    assert due(0) is not None
    assert due(30) is None
    settings.put(store, "you.name", "Jo")
    assert due(60) is not None
    store.undo()
    assert due(90) is not None, "an undo is a change too"
    assert due(120) is None


def test_two_backups_in_one_second_have_names_of_their_own(store: Store, paths: Paths) -> None:
    assert make(paths).path != make(paths).path
    assert len(backup.listed(paths.backups, paths.database)) == 2


def test_a_backup_of_a_damaged_database_does_not_count(store: Store, paths: Paths) -> None:
    for number in range(30):
        name_client(store, f"Client {number}")
    store.close()
    content = bytearray(paths.database.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 20000] = b"\x7f" * 20000
    paths.database.write_bytes(content)
    with pytest.raises(DamagedError):
        make(paths)
    assert list(paths.backups.iterdir()) == []


def test_a_copy_that_lacks_a_row_is_no_backup(store: Store, paths: Paths) -> None:
    made = make(paths)
    with pytest.raises(DamagedError, match="every row"):
        backup.prove(made.file, made.rows | {"engagement": 5})


def test_only_what_was_written_here_is_removed(store: Store, paths: Paths) -> None:
    strangers = ["holiday.db", "e2e-20200101T000000Z-start.db", "e2e-notes.json", "before-version-5-from-1.db"]
    old = make(paths, NOW - timedelta(days=800))
    changed = make(paths, NOW - timedelta(days=900))
    changed.file.write_bytes(changed.file.read_bytes() + b"somebody wrote here")
    for name in strangers:
        (paths.backups / name).write_text("not ours", encoding="utf-8")
    other = backup.make(paths.database, paths.backups, "start", NOW - timedelta(days=850))
    slip = backup.slip_of(other.file)
    slip.write_bytes(slip.read_bytes().replace(str(paths.database).encode(), b"/somebody/else.db"))
    make(paths)
    assert backup.thin(paths.database, paths.backups, NOW) == [old.file]
    left = {file.name for file in paths.backups.iterdir()}
    assert {*strangers, changed.file.name, other.file.name, slip.name} <= left
    assert not {old.file.name, backup.slip_of(old.file).name} & left


def test_what_a_crash_left_half_made_goes_after_a_day(store: Store, paths: Paths) -> None:
    paths.backups.mkdir()
    for name, age in (("e2e-20261120T000000Z-start.partial", 4), ("e2e-20261124T150000Z-start.partial", 0)):
        file = paths.backups / name
        file.touch()
        moment = (NOW - timedelta(days=age)).timestamp()
        os.utime(file, (moment, moment))
    backup.make_if_changed(paths.database, paths.backups, "start", NOW)
    assert [file.name for file in paths.backups.glob("*.partial")] == ["e2e-20261124T150000Z-start.partial"]


def test_another_folder_is_found_without_the_database(store: Store, paths: Paths, tmp_path: Path) -> None:
    elsewhere = backup.choose_folder(paths, str(tmp_path / "elsewhere"))
    made = backup.make(paths.database, elsewhere, "wish", NOW)
    paths.database.unlink()
    assert backup.known(paths) == [made]
    with pytest.raises(UserError, match="whole path"):
        backup.choose_folder(paths, "somewhere")
    assert backup.choose_folder(paths, "") == paths.backups


def test_a_folder_that_can_not_be_made_is_said(store: Store, paths: Paths) -> None:
    (paths.data / "taken").touch()
    with pytest.raises(UserError):
        backup.make(paths.database, paths.data / "taken" / "backups", "wish", NOW)


def test_a_database_that_is_not_there_is_not_made(paths: Paths) -> None:
    with pytest.raises(UserError):
        make(paths)
    assert not paths.database.exists()


def test_slips_that_can_not_be_read_are_left_alone(store: Store, paths: Paths) -> None:
    made = make(paths)
    (paths.backups / "e2e-broken.json").write_bytes(b"{\xff")
    assert backup.listed(paths.backups, paths.database) == [made]


@given(ages=st.lists(st.integers(0, 60 * 24 * 500), min_size=1, max_size=200), later=st.integers(0, 60 * 24 * 100))
def test_thinning_keeps_the_newest_and_never_less_than_it_promises(ages: list[int], later: int) -> None:
    moments = {NOW - timedelta(minutes=age) for age in ages}
    stays = backup_thinning.kept(moments, NOW)
    assert max(moments) in stays
    assert stays <= moments
    assert {item for item in moments if NOW - item <= timedelta(hours=2)} <= stays
    recent = {item for item in moments if NOW - item <= timedelta(days=14)}
    assert {item.date() for item in recent} == {item.date() for item in stays & recent}
    again = backup_thinning.kept(stays, NOW + timedelta(minutes=later))
    assert again <= stays
    assert backup_thinning.kept(again, NOW + timedelta(minutes=later)) == again


def test_a_year_of_half_hours_is_less_than_a_hundred_files() -> None:
    moments = [NOW - timedelta(minutes=30 * number) for number in range(48 * 400)]
    assert 70 < len(backup_thinning.kept(moments, NOW)) < 110


def test_the_state_follows_what_another_program_writes(opened: Callable[..., Store], paths: Paths) -> None:
    one, other = opened(), opened(busy_ms=1000)
    before = backup.state_of(paths.database)
    settings.put(other, "you.name", "Jo")
    assert backup.state_of(paths.database) != before
    one.close()
