"""An error that nobody expected is written down and shown."""

from __future__ import annotations

import logging
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from models.session import Session
from ui.app import Program
from ui.bug_report import BugDialog, report_bug, write_down
from ui.main_window import MainWindow
from ui.theme import Appearance


@pytest.fixture
def own_log() -> Iterator[None]:
    root = logging.getLogger()
    before = list(root.handlers)
    yield
    for handler in set(root.handlers) - set(before):
        root.removeHandler(handler)
        handler.close()


@pytest.mark.usefixtures("own_log")
def test_a_bug_is_in_the_log_and_on_the_screen(
    appearance: Appearance, tmp_path: Path, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    logs = tmp_path / "logs"
    for number in (1, 2):
        report_bug(ValueError(f"it broke {number}"), appearance, logs, window)
    written = (logs / "e2e-tracker.log").read_text(encoding="utf-8")
    assert written.count("ValueError") == 2
    dialogs = window.findChildren(BugDialog)
    details = [dialog.findChild(QPlainTextEdit) for dialog in dialogs]
    assert ["it broke" in shown.toPlainText() for shown in details if shown is not None] == [True, True]
    for dialog in dialogs:
        dialog.close()
    caplog.clear()


@pytest.mark.usefixtures("own_log")
def test_the_log_names_places_and_no_client_and_is_yours_alone(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def find(client: str) -> None:
        try:
            raise KeyError(client)
        except KeyError as error:
            raise ValueError(f"no plan for {client}") from error

    with pytest.raises(ValueError, match="Northwind") as caught:
        find("Northwind Health")
    log = write_down(caught.value, tmp_path / "logs")
    written = log.read_text(encoding="utf-8")
    assert all(word in written for word in ("ValueError", "KeyError", "in find"))
    assert "Northwind Health" not in written.replace('find("Northwind Health")', "")
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    caplog.clear()


@pytest.mark.usefixtures("own_log")
def test_the_log_rotates(tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.bug_report.LOG_BYTES", 300)
    for _number in range(20):
        write_down(ValueError("it broke"), tmp_path)
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "e2e-tracker.log",
        "e2e-tracker.log.1",
        "e2e-tracker.log.2",
        "e2e-tracker.log.3",
    ]
    caplog.clear()


@pytest.mark.usefixtures("own_log")
def test_it_opens_the_log_folder_and_the_window_in_safe_mode(
    tmp_path: Path, qtbot: QtBot, caplog: pytest.LogCaptureFixture, press: Callable[[QWidget, str], None]
) -> None:
    session = Session(tmp_path / "data", theme="light")
    program = Program(session)
    first = program.show_window()
    report_bug(ValueError("it broke"), program.appearance, tmp_path / "logs", first, program.start_safely)
    (dialog,) = first.findChildren(BugDialog)
    press(dialog, "Open in safe mode")
    qtbot.waitUntil(lambda: program.window is not None and program.window is not first)
    assert session.safe
    window = program.window
    assert isinstance(window, MainWindow)
    qtbot.waitUntil(lambda: "Safe mode" in window.toast.text)
    assert program.appearance.text_scale == 1
    window.close()
    program.close()
    session.close()
    window.deleteLater()
    caplog.clear()
