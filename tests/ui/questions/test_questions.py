"""Client questions by mouse and by keys: started, nudged, handed off, followed up (N32)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from models import client_questions, time_log, timers
from models.records import ClientQuestion
from ui.composer.dialog import Composer
from ui.context import Context
from ui.main_window import MainWindow
from ui.questions.dialog import QuestionDialog
from ui.questions.list_dialog import QuestionList
from ui.questions.start_dialog import StartQuestion
from ui.time_log.page import TimeLogPage
from ui.today.page import TodayPage

_Shown = TypeVar("_Shown", bound=QWidget)


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> Iterator[TimeLogPage]:
    """The time log in the window; the timers of the example rest afterwards."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.acts["show_time_log"].trigger()
    made = window.pages.currentWidget()
    assert isinstance(made, TimeLogPage)
    yield made
    made.hide()


def named(context: Context, text: str) -> ClientQuestion:
    return next(item for item in client_questions.all_questions(context.store) if item.text == text)


def opened(window: MainWindow, kind: type[_Shown]) -> _Shown:
    return next(item for item in window.findChildren(kind) if item.isVisible())


def test_the_card_is_as_drawn(page: TimeLogPage) -> None:
    running = page.questions.running
    assert running is not None
    assert running.elapsed.text() == "1:04:12"
    assert running.said.text() == "This question passed 1 h. Ask the client to open an incident."
    names = [item.accessibleName() for item in page.questions.findChildren(QWidget) if item.accessibleName()]
    assert "Hand off to an incident: SSO after the clone" in names
    assert "Resume: Plugins that move" in names
    assert "Email templates, 0.50 h logged" in names


def test_the_keys_stop_it_and_start_another(
    page: TimeLogPage, window: MainWindow, context: Context, qtbot: QtBot, clock: Any
) -> None:
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(page, Qt.Key.Key_Q, both)
    qtbot.waitUntil(lambda: client_questions.running(context.store) is None)
    assert named(context, "SSO after the clone").minutes == 65
    qtbot.keyClick(page, Qt.Key.Key_Q, both)
    dialog = opened(window, StartQuestion)
    assert dialog.asked_by.text
    qtbot.waitUntil(dialog.text.line.hasFocus)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert "no words" in dialog.text.error
    qtbot.keyClicks(QApplication.focusWidget(), "Where do the plugins go")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: client_questions.running(context.store) is not None)
    running = client_questions.running(context.store)
    assert running is not None
    assert (running.text, running.engagement) == ("Where do the plugins go", context.portfolio.current)
    client_questions.stop(context.store, running)


def test_the_focus_stays_in_the_card(
    page: TimeLogPage, press: Callable[[QWidget, str], None], context: Context, qtbot: QtBot
) -> None:
    def focused() -> str:
        inside = QApplication.focusWidget()
        return inside.accessibleName() if inside else ""

    def button(name: str) -> QWidget:
        return next(item for item in page.questions._in_lines() if item.accessibleName() == name)

    button("Menu of Plugins that move").setFocus()
    page.questions.refresh()
    assert focused() == "Menu of Plugins that move"
    button("Resume: Plugins that move").setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: focused() == "Start a question")
    client_questions.pause(context.store, named(context, "Plugins that move"))


def test_the_bar_turns_at_half_an_hour_and_the_card_at_an_hour(
    page: TimeLogPage, context: Context, clock: Any, press: Callable[[QWidget, str], None], qtbot: QtBot
) -> None:
    press(page.questions, "Resume: Plugins that move")
    qtbot.waitUntil(lambda: page.questions.running is not None and page.questions.running.elapsed.text() == "0:18:00")
    seen = []
    for minutes in (11, 1, 30):
        clock.advance(timedelta(minutes=minutes))
        page.questions._tick()
        running = page.questions.running
        assert running is not None
        seen.append((running.said.text(), running.property("tone")))
    assert seen == [
        ("", None),
        ("Half an hour. Is this an incident?", "warn"),
        ("This question passed 1 h. Ask the client to open an incident.", "danger"),
    ]
    client_questions.pause(context.store, named(context, "Plugins that move"))


def test_the_nudge_is_heard_on_every_page(
    window: MainWindow, context: Context, clock: Any, told: list[str], qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: bool(context.portfolio.ids()))
    window.commands.questions.nudge.look()
    client_questions.go_on(context.store, named(context, "Plugins that move"))
    for minutes in (12, 1, 30, 5):
        clock.advance(timedelta(minutes=minutes))
        window.commands.questions.nudge.look()
    about = [text for text in told if "Plugins that move" in text]
    assert about == [
        "“Plugins that move”: half an hour. Is this an incident?",
        "“Plugins that move” passed the limit. Ask the client to open an incident.",
    ]
    client_questions.pause(context.store, named(context, "Plugins that move"))
    window.commands.questions.nudge.look()


def test_handing_off_writes_asks_for_the_number_and_follows_up(
    page: TimeLogPage, window: MainWindow, context: Context, press: Callable[[QWidget, str], None], qtbot: QtBot
) -> None:
    press(page.questions, "Hand off to an incident: SSO after the clone")
    composer = opened(window, Composer)
    assert "SSO after the clone" in composer.page.words.body
    composer.close()
    dialog = opened(window, QuestionDialog)
    qtbot.waitUntil(dialog.incident.line.hasFocus)
    assert dialog.follow_up.text == "2026-11-25"
    dialog.incident.set_text("12")
    dialog.tried.setPlainText("Certificate renewed")
    dialog.save.click()
    assert "12" in dialog.error.text()
    dialog.incident.set_text("INC0045110")
    dialog.save.click()
    kept = named(context, "SSO after the clone")
    assert (kept.incident, kept.follow_up, kept.tried) == ("INC0045110", "2026-11-25", "Certificate renewed")
    assert kept.minutes == 65
    assert timers.running(context.store) is None
    qtbot.waitUntil(lambda: page.questions.running is None)
    window.acts["show_today"].trigger()
    window.acts["show_time_log"].trigger()
    press(page.questions, "Followed up: SSO after the clone")
    qtbot.waitUntil(lambda: bool(named(context, "SSO after the clone").followed_up_utc))


def test_what_is_offered_is_noted(page: TimeLogPage, window: MainWindow, context: Context) -> None:
    acts = page.questions._acts
    acts.edit(named(context, "Email templates"))
    dialog = opened(window, QuestionDialog)
    assert not dialog.offered.isChecked()
    dialog.admin.line.setFocus()
    dialog.admin.line.insert("4 h a month")
    dialog.admin.line.textEdited.emit("4 h a month")
    assert dialog.offered.isChecked()
    dialog.follow_up.set_text("fri")
    assert dialog.echo.text() == "Fri 27 Nov 2026"
    dialog.save.click()
    kept = named(context, "Email templates")
    assert (kept.remote_admin, kept.follow_up, bool(kept.remote_admin_utc)) == ("4 h a month", "2026-11-27", True)


def test_every_question_stands_below_its_client(window: MainWindow, context: Context, qtbot: QtBot) -> None:
    window.acts["questions"].trigger()
    dialog = opened(window, QuestionList)
    names = [item.accessibleName() for item in dialog.findChildren(QWidget) if item.accessibleName()]
    assert any(name.startswith("SSO after the clone, 1.07 h, ") for name in names)
    client_questions.remove(context.store, named(context, "SSO after the clone"))
    context.feed.look()
    qtbot.waitUntil(
        lambda: (
            not any(
                item.accessibleName().startswith("SSO after")
                for item in dialog.findChildren(QWidget)
                if item.isVisible()
            )
        )
    )
    dialog.close()


def test_undo_in_the_time_log_leaves_the_open_engagement_open(
    page: TimeLogPage, window: MainWindow, context: Context, press: Callable[[QWidget, str], None]
) -> None:
    other = named(context, "Plugins that move").engagement
    before = context.portfolio.current
    assert other != before
    time_log.log(context.store, other, 30)
    window.commands.undo()
    assert context.portfolio.current == before
    assert window.pages.currentWidget() is page


def test_today_follows_up(window: MainWindow, context: Context, qtbot: QtBot) -> None:
    question = named(context, "Email templates")
    client_questions.edit(context.store, question, follow_up=time_log.today(context.store).isoformat())
    window.acts["show_today"].trigger()
    today = window.pages.currentWidget()
    assert isinstance(today, TodayPage)
    qtbot.waitUntil(lambda: any(item.task.question == question.id for item in today.rows))
    row = next(item for item in today.rows if item.task.question == question.id)
    assert (row.task.text, row.task.client) == ("Follow up: Email templates", "Larkspur Bank")
    row.done.emit(row.task)
    dialog = opened(window, QuestionDialog)
    assert dialog.text.text == "Email templates"
    dialog.reject()
    row.ticked.emit(row.task)
    assert named(context, "Email templates").followed_up_utc
    qtbot.waitUntil(lambda: not any(item.task.question for item in today.rows))
