"""What may wait until the window was painted: in its order, one piece a turn, and at once where nothing waits."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.later import Later


@pytest.fixture
def done() -> list[str]:
    """What was done, in order."""
    return []


def test_what_does_not_wait_is_done_at_once(qapp: QApplication, done: list[str]) -> None:
    later = Later()
    later.do(lambda: done.append("checklist"))
    assert done == ["checklist"]
    assert later.over


def test_pieces_wait_for_the_beginning_and_keep_their_order(qtbot: QtBot, done: list[str]) -> None:
    later = Later(waits=True)
    later.do(lambda: done.append("checklist"))
    later.do(lambda: done.append("acts"))
    assert done == []
    assert not later.over
    later.begin(lambda: done.append("the rest"))
    qtbot.waitUntil(lambda: later.over)
    assert done == ["checklist", "acts", "the rest"]
    later.do(lambda: done.append("a page"))
    assert done[-1] == "a page"


def test_a_piece_that_comes_while_others_are_done_is_done_before_it_is_over(qtbot: QtBot, done: list[str]) -> None:
    later = Later(waits=True)
    later.do(lambda: later.do(lambda: done.append("inside")))
    later.begin(lambda: done.append("the rest"))
    qtbot.waitUntil(lambda: later.over)
    assert sorted(done) == ["inside", "the rest"]


def test_nothing_is_done_once_it_was_stopped(qtbot: QtBot, done: list[str]) -> None:
    later = Later(waits=True)
    later.do(lambda: done.append("checklist"))
    later.begin(lambda: done.append("the rest"))
    later.stop()
    with qtbot.waitCallback() as turned:
        QTimer.singleShot(0, turned)
    assert done == []
