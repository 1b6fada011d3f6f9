"""Backups beside the window, the restore that shows what it changes, and the ways on where the file is broken."""

from __future__ import annotations

import logging
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from models import backup, dossiers, engagements, settings, zones
from models.clock import Clock
from models.errors import DamagedError, UserError
from models.paths import Paths
from models.session import Session
from models.store import Store, open_store
from ui import start
from ui.app import BugHook, Program
from ui.backups.dialog import BackupsDialog
from ui.backups.keeper import BackupKeeper
from ui.backups.ways_on import WaysOn
from ui.context import Context
from ui.instance import Instance, _files
from ui.main_window import MainWindow
from ui.settings.backups import BackupsRow
from ui.settings.page import SettingsPage
from ui.theme import Appearance

ROOT = Path(__file__).resolve().parent.parent.parent
SECOND = """
import sys
from pathlib import Path
from ui.instance import Instance
instance = Instance(Path(sys.argv[1]))
print(instance.claim(), instance.hand_over([Path("/tmp/list.csv")]))
"""
"""Another start in the same data folder."""
NOW = datetime(2026, 11, 24, 15, 42, tzinfo=zones.UTC)


def create(store: Store, client: str) -> None:
    engagements.create(store, engagements.Draft(client, "America/Los_Angeles"))


def clients(folder: Path) -> list[str]:
    store = open_store(Paths(folder).database, clock=Clock(NOW))
    found = [name for _id, name in dossiers.names(store)]
    store.close()
    return found


@pytest.fixture
def data(tmp_path: Path) -> Paths:
    """A data folder: its backup holds Northwind, its database Contoso as well."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    paths = Paths(folder)
    store = open_store(paths.database, clock=Clock(NOW))
    settings.put(store, "you.zone", "America/New_York")
    create(store, "Northwind")
    backup.make(paths.database, paths.backups, "changes", Clock().now() - timedelta(hours=1))
    create(store, "Contoso")
    store.close()
    return paths


@pytest.fixture
def program(data: Paths, qtbot: QtBot) -> Iterator[Program]:
    """The running program on that folder, with everything loaded and backed up."""
    session = Session(data.data, Clock(NOW), theme="light")
    made = Program(session)
    made.show_window()
    yield made
    settle(made, qtbot)
    assert made.window is not None
    made.window.close()
    made.close()
    made.window.deleteLater()
    made.deleteLater()
    session.close()


def settle(program: Program, qtbot: QtBot) -> MainWindow:
    """Wait until the window has its data and the backup at start was made."""
    context = program._context
    assert context is not None
    assert context.backups is not None
    qtbot.waitUntil(lambda: context.later.over and context.portfolio.complete)
    qtbot.waitUntil(lambda: not keeper(program).busy)
    assert isinstance(program.window, MainWindow)
    return program.window


def keeper(program: Program) -> BackupKeeper:
    assert program._context is not None
    assert program._context.backups is not None
    return program._context.backups


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def test_the_window_backs_up_at_start_and_only_what_changed(program: Program, data: Paths, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: len(backup.known(data)) == 2)
    settle(program, qtbot)
    with qtbot.waitSignal(keeper(program).made):
        keeper(program).back_up("changes")
    assert len(backup.known(data)) == 2
    create(program.store, "Fabrikam")
    with qtbot.waitSignal(keeper(program).made):
        keeper(program).back_up("changes")
    assert [item.reason for item in backup.known(data)] == ["changes", "start", "changes"]


def test_a_backup_that_fails_is_told_and_work_goes_on(program: Program, data: Paths, qtbot: QtBot) -> None:
    settle(program, qtbot)
    taken = data.data / "taken"
    taken.touch()
    settings.put(program.store, "backups.folder", str(taken))
    done: list[bool] = []
    with qtbot.waitSignal(keeper(program).failed) as failed:
        keeper(program).back_up("delete", lambda: done.append(True))
    assert str(taken) in failed.args[0]
    assert done == [True]


def test_what_should_follow_a_backup_is_left_when_the_window_goes(program: Program, qtbot: QtBot) -> None:
    settle(program, qtbot)
    done: list[bool] = []
    keeper(program).back_up("delete", lambda: done.append(True))
    keeper(program).stop()
    qtbot.waitUntil(lambda: not keeper(program).busy)
    assert done == []


def test_a_restore_shows_what_it_changes_and_then_the_restored_data(
    program: Program, data: Paths, qtbot: QtBot, press: Callable[[QWidget, str], None]
) -> None:
    window = settle(program, qtbot)
    window.acts["backups"].trigger()
    dialog = window.findChild(BackupsDialog)
    assert dialog is not None
    assert words(dialog).startswith("Backups\nLast proven backup")
    assert not dialog.restore.isEnabled()
    dialog.list.setCurrentRow(dialog.list.count() - 1)
    qtbot.waitUntil(dialog.restore.isEnabled)
    qtbot.waitUntil(lambda: "1 step since then would be gone" in words(dialog))
    shown = words(dialog)
    assert "Contoso" in shown
    assert "Engagements 2 → 1" in shown
    press(dialog, "Restore")
    qtbot.waitUntil(lambda: program.window is not None and program.window is not window)
    after = settle(program, qtbot)
    assert [after.portfolio.name(id_) for id_ in after.portfolio.ids()] == ["Northwind"]
    qtbot.waitUntil(lambda: after.toast.text.startswith("Restored."))
    aside = next((data.data / "set-aside").iterdir())
    with sqlite3.connect(aside) as kept:
        assert len(kept.execute("SELECT 1 FROM engagement").fetchall()) == 2
    kept.close()


def test_a_restore_that_is_refused_leaves_the_window_as_it_was(program: Program, data: Paths, qtbot: QtBot) -> None:
    window = settle(program, qtbot)
    other = open_store(data.database, clock=Clock(NOW))
    keeper(program).restore_wanted.emit(backup.known(data)[-1].file)
    qtbot.waitUntil(lambda: program.window is not window, timeout=8000)
    after = settle(program, qtbot)
    qtbot.waitUntil(lambda: "in use" in after.toast.text, timeout=8000)
    other.close()
    assert len(after.portfolio.ids()) == 2


def test_another_folder_is_chosen_in_the_dialog(program: Program, data: Paths, qtbot: QtBot, tmp_path: Path) -> None:
    window = settle(program, qtbot)
    window.acts["backups"].trigger()
    dialog = window.findChild(BackupsDialog)
    assert dialog is not None
    with qtbot.waitSignal(keeper(program).made):
        dialog.take_folder(tmp_path / "elsewhere")
    assert str(tmp_path / "elsewhere") in words(dialog)
    assert len(list((tmp_path / "elsewhere").glob("*.db"))) == 1
    dialog.reject()


def test_the_settings_tell_the_last_proven_backup_and_open_the_list(
    program: Program, data: Paths, qtbot: QtBot, press: Callable[[QWidget, str], None]
) -> None:
    window = settle(program, qtbot)
    row = backups_row(window)
    proven = row.words
    assert proven.startswith("Last proven backup ")
    assert proven in words(row)
    backup.make(data.database, data.backups, "wish", Clock().now() + timedelta(days=3))
    with qtbot.waitSignal(keeper(program).made):
        keeper(program).back_up("changes")
    assert row.words.startswith("Last proven backup ")
    assert row.words != proven
    assert row.words in words(row)
    press(row, "Show backups")
    dialog = window.findChild(BackupsDialog)
    assert dialog is not None
    assert row.words in words(dialog)
    dialog.reject()


def backups_row(window: MainWindow) -> BackupsRow:
    window.pages.show_settings("backups")
    page = window.pages.currentWidget()
    assert isinstance(page, SettingsPage)
    row = page.findChild(BackupsRow)
    assert row is not None
    return row


def test_an_example_has_no_backups(context: Context, window: MainWindow, told: list[str]) -> None:
    window.commands.backups.show()
    assert told == ["The example is not backed up."]
    row = backups_row(window)
    assert words(row) == "No backup yet\nThe example is not backed up."
    assert not row.open.isVisible()


def break_file(paths: Paths) -> bytes:
    content = bytearray(paths.database.read_bytes())
    size = int.from_bytes(content[16:18], "big")
    content[100:size] = b"\x7f" * (size - 100)
    paths.database.write_bytes(content)
    return bytes(content)


@pytest.fixture
def choosing(qapp: QApplication) -> Iterator[Callable[[str], list[str]]]:
    """Press a button of each dialog about the database as soon as it stands; answers with what they said."""
    timer = QTimer(interval=20)
    said: list[str] = []

    def choose(name: str) -> list[str]:
        def look() -> None:
            for dialog in qapp.topLevelWidgets():
                if isinstance(dialog, WaysOn) and dialog.isVisible():
                    said.append(words(dialog))
                    buttons = [*dialog.ways, dialog.again, dialog.quit]
                    next(item for item in buttons if item.text().startswith(name)).click()

        timer.timeout.connect(look)
        timer.start()
        return said

    yield choose
    timer.stop()


def opening(paths: Paths, attempts: list[bool]) -> Callable[[], bool]:
    def begin() -> bool:
        attempts.append(True)
        with_store = open_store(paths.database, clock=Clock(NOW))
        with_store.close()
        return True

    return begin


def test_a_broken_file_at_start_leads_to_the_newest_backup(
    data: Paths, choosing: Callable[[str], list[str]], qtbot: QtBot
) -> None:
    broken = break_file(data)
    said = choosing("Open the backup of")
    session = Session(data.data, theme="light")
    attempts: list[bool] = []
    told = start.open_in_words(session, opening(data, attempts))
    assert told is not None
    assert told.startswith("Opened the backup of")
    assert len(attempts) == 2
    assert "The database is damaged" in said[0] or "no database" in said[0]
    assert clients(data.data) == ["Northwind"]
    assert next((data.data / "set-aside").iterdir()).read_bytes()[100:] == broken[100:]


def test_quitting_leaves_everything(data: Paths, choosing: Callable[[str], list[str]], qtbot: QtBot) -> None:
    broken = break_file(data)
    choosing("Quit")
    assert start.open_in_words(Session(data.data, theme="light"), opening(data, [])) is None
    assert data.database.read_bytes() == broken


def test_what_nobody_expected_is_written_down_and_said(
    data: Paths, choosing: Callable[[str], list[str]], qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    before, client = set(logging.getLogger().handlers), "Northwind"

    def begin() -> bool:
        raise ValueError(f"{client} is no number")

    said = choosing("Quit")
    assert start.open_in_words(Session(data.data, theme="light"), begin) is None
    assert "can't be shown" in said[0]
    assert "Northwind" not in (data.logs / "e2e-tracker.log").read_text(encoding="utf-8")
    caplog.clear()
    for handler in set(logging.getLogger().handlers) - before:
        logging.getLogger().removeHandler(handler)
        handler.close()


def test_a_disk_that_can_not_be_written_offers_to_try_again(appearance: Appearance, data: Paths, qtbot: QtBot) -> None:
    dialog = WaysOn(appearance, UserError("The disk is full.", do="Free some space."), data)
    qtbot.addWidget(dialog)
    assert dialog.ways == []
    assert "Free some space." in words(dialog)


def test_a_way_that_fails_says_why_and_the_others_stay(appearance: Appearance, data: Paths, qtbot: QtBot) -> None:
    dialog = WaysOn(appearance, DamagedError("The database is damaged."), data)
    dialog.show()
    other = open_store(data.database, clock=Clock(NOW))
    dialog.ways[0].click()
    assert dialog.isVisible()
    assert "The database is in use." in words(dialog)
    other.close()
    dialog.ways[1].click()
    assert dialog.told == "Opened what could be read of the database."
    assert clients(data.data) == ["Contoso", "Northwind"]


def test_damage_found_while_the_window_is_open_has_ways_on(
    program: Program, data: Paths, qtbot: QtBot, choosing: Callable[[str], list[str]]
) -> None:
    window = settle(program, qtbot)
    choosing("Open the backup of")
    error = DamagedError("The database is damaged.")
    BugHook(program, data.logs)(type(error), error, None)
    after = settle(program, qtbot)
    assert after is not window
    qtbot.waitUntil(lambda: after.toast.text.startswith("Opened the backup of"))


def test_a_second_start_raises_the_first_and_hands_over_its_files(tmp_path: Path, qtbot: QtBot) -> None:
    first = Instance(tmp_path)
    assert first.claim()
    first.listen()
    with qtbot.waitSignal(first.asked) as asked:
        other = subprocess.Popen([sys.executable, "-c", SECOND, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE)
    assert asked.args == [["/tmp/list.csv"]]
    qtbot.waitUntil(lambda: other.poll() is not None)
    assert other.communicate()[0].split() == [b"False", b"True"]
    first.close()
    third = Instance(tmp_path)
    assert third.claim()
    third.close()


@pytest.mark.parametrize("said", [b"nonsense\n", b"[1, 2]\n", b"{}\n", b"\xff\n"])
def test_what_a_second_start_never_says_counts_as_no_files(said: bytes) -> None:
    assert _files(said) == []


def test_the_window_comes_to_the_front_and_imports(
    program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = settle(program, qtbot)
    imported: list[list[str]] = []
    monkeypatch.setattr(window.commands.servicenow, "import_paths", imported.append)
    window.showMinimized()
    program.show_again(["list.csv"])
    assert not window.isMinimized()
    assert imported == [["list.csv"]]


def test_a_safe_start_takes_the_shipped_looks_and_makes_no_backup(data: Paths, qtbot: QtBot) -> None:
    store = open_store(data.database, clock=Clock(NOW))
    settings.put(store, "theme", "dark")
    settings.put(store, "text_size", "150")
    store.remember("window.geometry", "nonsense")
    store.close()
    session = Session(data.data, Clock(NOW), safe=True)
    program = Program(session)
    window = program.show_window()
    context = program._context
    assert context is not None
    qtbot.waitUntil(lambda: context.later.over and context.portfolio.complete)
    assert program.appearance.text_scale == 1.0
    assert program.store.recall("window.geometry") == ""
    assert settings.get(program.store, "theme") == "dark", "it is not forgotten"
    assert len(backup.known(data)) == 1
    window.close()
    program.close()
    window.deleteLater()
    program.deleteLater()
    session.close()
