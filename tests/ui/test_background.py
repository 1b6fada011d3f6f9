"""Work beside the window: its answer arrives, and nobody minds one for a window that has closed."""

from __future__ import annotations

import threading

import pytest
import shiboken6
from PySide6.QtCore import QObject, QThreadPool
from pytestqt.qtbot import QtBot

from ui.background import Work


def test_an_answer_for_a_window_that_has_closed_is_dropped(qtbot: QtBot, capfd: pytest.CaptureFixture[str]) -> None:
    parent, free, answers = QObject(), threading.Event(), list[object]()
    work = Work(lambda: free.wait(5), parent)
    work.start(answers.append, answers.append)
    shiboken6.delete(parent)
    assert not shiboken6.isValid(work)
    free.set()
    assert QThreadPool.globalInstance().waitForDone(5000)
    assert answers == []
    assert "Traceback" not in capfd.readouterr().err
