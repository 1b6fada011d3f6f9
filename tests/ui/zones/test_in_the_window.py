"""The zones in the window: Z opens the comparison, a held bar moves the strip, the checklist opens the check."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models import checklist, rescheduling
from models.records import Dossier
from ui.main_window import MainWindow
from ui.zones.timezone_check import TimezoneCheckDialog


@pytest.fixture
def opened(window: MainWindow, qtbot: QtBot) -> Iterator[MainWindow]:
    qtbot.waitActive(window)
    yield window
    if window.page.zones.comparison is not None:
        window.page.zones.comparison.close()


def test_z_compares_time_zones_and_escape_closes(opened: MainWindow, qtbot: QtBot) -> None:
    opened.acts["time_zones"].trigger()
    comparison = opened.page.zones.comparison
    assert comparison is not None
    assert [key.toString() for key in opened.acts["time_zones"].shortcuts()] == ["Z"]
    qtbot.keyClick(comparison, Qt.Key.Key_Escape)
    assert opened.page.zones.comparison is None


def test_a_bar_that_is_moved_by_keys_moves_the_strip(opened: MainWindow, qtbot: QtBot) -> None:
    timeline = opened.page.timeline
    timeline.focus_phase("prod_upgrade")
    timeline.start_move_mode()
    qtbot.keyClick(timeline.view, Qt.Key.Key_Left)
    rows = opened.page.zones.strip.bands.rows
    assert "If you release here, prod upgrade Wednesday 2 December 2026, 22:00" in rows[0].accessibleName()
    qtbot.keyClick(timeline.view, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: "Prod upgrade Thursday 3 December 2026, 22:00" in rows[0].accessibleName())


def test_nothing_of_the_page_is_clipped_in_the_smallest_window(opened: MainWindow, qtbot: QtBot) -> None:
    opened.resize(1024, 700)
    bar = opened.page.zones.bar
    qtbot.waitUntil(bar.isVisible)
    QApplication.processEvents()
    for part in (bar.client, bar.yours, bar.check, bar.open):
        assert part.width() >= part.sizeHint().width()
    assert bar.geometry().right() <= opened.page.centre.width()


def test_the_next_step_opens_the_check(opened: MainWindow, dossier: Dossier, qtbot: QtBot) -> None:
    store = opened.context.store
    rescheduling.finish_validation_now(store, dossier.id)
    current = opened.portfolio.current_dossier()
    assert current is not None
    checklist.tick(store, current, "validation_reminder", why="By phone")
    opened.page.right.checklist.acts.check_zone()
    (dialog,) = opened.findChildren(TimezoneCheckDialog)
    dialog.close()
