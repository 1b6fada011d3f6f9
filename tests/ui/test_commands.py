"""Undo and redo in the window: the text field first, barriers in words, and a question where it would surprise."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from models import engagements
from models.records import Engagement
from models.store import Store
from ui.context import Context
from ui.main_window import MainWindow
from ui.question import Question

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Press = Callable[[QWidget, str], None]


def engagement(context: Context, name: str = "Northwind Health") -> Engagement:
    return next(item.engagement for item in context.portfolio.loaded() if item.engagement.client == name)


def undo(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window.focusWidget() or window, Qt.Key.Key_Z, CONTROL)


def redo(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window.focusWidget() or window, Qt.Key.Key_Z, CONTROL | SHIFT)


def question(window: MainWindow) -> Question | None:
    return next((item for item in window.findChildren(Question) if item.isVisible()), None)


def test_undo_and_redo_show_the_engagement_and_name_it(window: MainWindow, context: Context, qtbot: QtBot) -> None:
    kestrel = engagement(context, "Kestrel Energy")
    engagements.edit(context.store, kestrel.id, consultant="Priya")
    undo(window, qtbot)
    assert engagement(context, "Kestrel Energy").consultant == kestrel.consultant
    assert context.portfolio.current == kestrel.id
    assert window.toast.text == "Undone: Change consultant (Kestrel Energy)"
    window.open_engagement(engagement(context).id)
    redo(window, qtbot)
    assert engagement(context, "Kestrel Energy").consultant == "Priya"
    assert context.portfolio.current == kestrel.id


def test_a_new_engagement_that_is_done_again_is_shown(window: MainWindow, context: Context, qtbot: QtBot) -> None:
    added = engagements.create(context.store, engagements.Draft(client="Harbour Light", zone="America/New_York"))
    undo(window, qtbot)
    assert added not in context.portfolio.ids()
    redo(window, qtbot)
    assert context.portfolio.current == added
    assert window.toast.text == "Done again: Add Harbour Light"


def test_a_focused_text_field_comes_first(window: MainWindow, context: Context, qtbot: QtBot) -> None:
    row = engagement(context)
    engagements.edit(context.store, row.id, consultant="Priya")
    search = window.sidebar.search
    search.setFocus()
    qtbot.keyClicks(search, "nor")
    undo(window, qtbot)
    assert search.text() == ""
    assert engagement(context).consultant == "Priya"
    undo(window, qtbot)  # nothing is left to undo in the field
    assert engagement(context).consultant == row.consultant


def test_a_barrier_says_why_and_nothing_changes(window: MainWindow, context: Context, qtbot: QtBot) -> None:
    row = engagement(context)
    with context.store.step("Schedule Conversion", engagement=row.id, barrier="It can't be cancelled.") as db:
        db.table("engagement").update(row.id, {"consultant": "Priya"})
    undo(window, qtbot)
    assert engagement(context).consultant == "Priya"
    assert window.toast.text == "It can't be cancelled."
    assert question(window) is None


def test_a_step_of_an_earlier_day_is_asked_once(
    window: MainWindow, context: Context, qtbot: QtBot, press: Press
) -> None:
    row = engagement(context)
    engagements.edit(context.store, row.id, consultant="Priya")
    context.clock.advance(timedelta(days=1))  # type: ignore[attr-defined]
    undo(window, qtbot)
    asked = question(window)
    assert asked is not None
    assert asked.windowTitle() == "Take back “Change consultant (Northwind Health)”?"
    press(asked, "Keep")
    assert engagement(context).consultant == "Priya"
    undo(window, qtbot)
    press(question(window) or window, "Take back")
    assert engagement(context).consultant == row.consultant


def test_a_step_of_the_command_line_is_asked(
    window: MainWindow, context: Context, opened: Callable[..., Store], qtbot: QtBot
) -> None:
    engagements.edit(opened(origin="cli"), engagement(context).id, consultant="Priya")
    context.feed.look()
    assert engagement(context).consultant == "Priya"
    undo(window, qtbot)
    asked = question(window)
    assert asked is not None
    assert "by the command line" in asked.accessibleDescription()
    asked.reject()


def test_redo_is_off_once_something_else_was_done(window: MainWindow, context: Context) -> None:
    row = engagement(context)
    engagements.edit(context.store, row.id, consultant="Priya")
    context.store.undo()
    assert window.acts["redo"].isEnabled()
    engagements.edit(context.store, row.id, consultant="Jonas")
    assert not window.acts["redo"].isEnabled()
    assert window.acts["undo"].isEnabled()
