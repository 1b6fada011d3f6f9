"""The page Today by mouse and keys: ticking, opening, walking, copying."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QCheckBox
from pytestqt.qtbot import QtBot

from models import engagements
from ui.context import Context
from ui.form import Button
from ui.main_window import MainWindow
from ui.today.page import TodayPage
from ui.today.task_row import TaskRow


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> TodayPage:
    qtbot.mouseClick(window.sidebar.places.buttons["today"], Qt.MouseButton.LeftButton)
    found = window.pages.currentWidget()
    assert isinstance(found, TodayPage)
    qtbot.waitUntil(lambda: bool(found.rows))
    return found


def row(page: TodayPage, client: str, text: str) -> TaskRow:
    (found,) = [item for item in page.rows if (item.task.client, item.task.text) == (client, text)]
    return found


def test_ctrl_1_shows_it_and_marks_it(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(window.pages.currentWidget(), TodayPage)
    assert window.sidebar.places.buttons["today"].isChecked()
    assert not window.sidebar.places.buttons["engagements"].isChecked()


def test_only_the_first_thing_is_primary(page: TodayPage) -> None:
    primary = [
        item for item in page.rows if isinstance(item.button, Button) and item.button.property("kind") == "primary"
    ]
    assert primary == page.rows[:1]
    assert page.rows[0].task.client == "Juniper Schools"


def test_a_tick_is_written_and_undone(page: TodayPage, context: Context, told: list[str], qtbot: QtBot) -> None:
    item = row(page, "Northwind Health", "Send the prod upgrade reminder")
    assert isinstance(item.box, QCheckBox)
    qtbot.mouseClick(item.box, Qt.MouseButton.LeftButton)
    assert engagements.load(context.store, item.task.engagement).is_done("validation_reminder")
    assert told[-1] == "Done: Send the prod upgrade reminder, Northwind Health"
    qtbot.waitUntil(
        lambda: all(task.key != "validation_reminder" or task.client != "Northwind Health" for task in page.tasks)
    )
    context.store.undo()
    qtbot.waitUntil(lambda: item.task in page.tasks)


def test_a_step_that_asks_first_is_shown_in_its_engagement(page: TodayPage, window: MainWindow, qtbot: QtBot) -> None:
    item = row(page, "Northwind Health", "Client confirms validation is complete")
    assert isinstance(item.box, QCheckBox)
    qtbot.mouseClick(item.box, Qt.MouseButton.LeftButton)
    assert window.pages.currentWidget() is window.page
    assert window.portfolio.name(window.portfolio.current) == "Northwind Health"


def test_what_is_held_back_has_no_box(page: TodayPage) -> None:
    held = row(page, "Cobalt Insurance", "Send the validation results")
    assert not isinstance(held.box, QCheckBox)
    assert "Held back until Kickoff has begun" in held.accessibleName()


def test_it_is_walked_by_keys(page: TodayPage, window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    page.rows[0].focused.setFocus()
    opened = window.portfolio.current
    qtbot.keyClick(page.rows[0].focused, Qt.Key.Key_J)
    assert page.rows[1].focused.hasFocus()
    qtbot.keyClick(page.rows[1].focused, Qt.Key.Key_K)
    assert page.rows[0].focused.hasFocus()
    assert window.portfolio.current == opened, "a letter walks the rows, not the engagements"
    qtbot.keyClick(page.rows[0].focused, Qt.Key.Key_Return)
    assert window.pages.currentWidget() is window.page


def test_the_day_is_copied(page: TodayPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.copy, Qt.MouseButton.LeftButton)
    assert "Send the prod upgrade reminder, Northwind Health" in QGuiApplication.clipboard().text()


def test_later_this_week_unfolds(page: TodayPage, qtbot: QtBot) -> None:
    before = len(page.rows)
    (fold,) = [item for item in page.findChildren(Button) if item.text() == "Later this week"]
    qtbot.mouseClick(fold, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(page.rows) > before)


def test_nights_are_said_in_words(page: TodayPage) -> None:
    said = page.aside.nights.accessibleDescription()
    assert "Thu 3 Dec, Kestrel Energy, Prod upgrade" in said
    assert "another one the same night" in said
    assert "Bright Harbor, Prod upgrade" in said
    assert "scheduled" in said


def test_the_focus_stays_where_a_task_was_ticked(page: TodayPage, window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    page.rows[0].focused.setFocus()
    for at in range(2):
        qtbot.keyClick(page.rows[at].focused, Qt.Key.Key_J)
    ticked, after = page.tasks[2], page.tasks[3]
    qtbot.keyClick(page.rows[2].focused, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: ticked not in page.tasks)
    assert page.rows[2].task.text == after.text
    assert window.focusWidget() is page.rows[2].focused


def test_the_focus_waits_in_the_list_until_the_first_task_is_known(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.today.page.SLICE_MS", -1)  # one engagement a slice, as on a slow computer
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.sidebar.list.setFocus()
    window.acts["show_today"].trigger()
    page = window.pages.currentWidget()
    assert isinstance(page, TodayPage)
    assert not page.rows
    assert page.isAncestorOf(QApplication.focusWidget())
    qtbot.waitUntil(lambda: bool(page.rows) and page.rows[0].isAncestorOf(QApplication.focusWidget()))
    window.sidebar.list.setFocus()
    window.focus_pane(1)
    assert page.isAncestorOf(QApplication.focusWidget())
