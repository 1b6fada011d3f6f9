"""An error that nobody expected is written down and shown."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.bug_report import BugDialog, report_bug
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
    assert [written.count(f"it broke {number}") for number in (1, 2)] == [1, 1]
    dialogs = window.findChildren(BugDialog)
    details = [dialog.findChild(QPlainTextEdit) for dialog in dialogs]
    assert ["it broke" in shown.toPlainText() for shown in details if shown is not None] == [True, True]
    for dialog in dialogs:
        dialog.close()
    caplog.clear()
