"""Dialogs, questions and toasts: they fit the screen, go by Escape, and wait for the person who is on them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from ui import screens
from ui.dialog import SCREEN_MARGIN, DialogFrame, Toast
from ui.form import Button, button, column, label
from ui.question import Question
from ui.theme import Appearance

LONG = "Moves Support Week and Best Practices too, and asks again for both planned dates. " * 3


@pytest.fixture(params=["light", "dark"])
def look(request: pytest.FixtureRequest, qapp: object) -> Appearance:
    return Appearance(request.param)


@pytest.fixture
def toast(look: Appearance, qtbot: QtBot) -> Toast:
    """A toast of a window that is shown, with the time it waits cut to a moment."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 400)
    window.show()
    made = Toast(look, window)
    made._timer.setInterval(1)
    return made


def made_frame(look: Appearance, qtbot: QtBot, lines: int, width: int = 400) -> DialogFrame:
    frame = DialogFrame(look, "Move prod upgrade to Wed 2 Dec?", width)
    frame.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    body = column(*(label(look, LONG, wrap=True) for _ in range(lines)))
    frame.build(body, (button(look, "Keep Thu 3 Dec"), button(look, "Move to Wed 2 Dec", "primary")))
    qtbot.addWidget(frame)
    frame.open()
    return frame


def test_a_dialog_is_as_high_as_its_words(look: Appearance, qtbot: QtBot) -> None:
    frame = made_frame(look, qtbot, 1)
    area = frame.findChild(QScrollArea)
    assert area.verticalScrollBar().maximum() == 0
    assert area.widget().height() <= area.viewport().height() <= area.widget().sizeHint().height() + 60
    assert frame.windowModality() is Qt.WindowModality.WindowModal
    assert frame.accessibleName() == frame.windowTitle() == "Move prod upgrade to Wed 2 Dec?"


def test_a_dialog_that_grows_stays_on_the_screen(look: Appearance, qtbot: QtBot) -> None:
    frame = made_frame(look, qtbot, 1)
    qtbot.waitUntil(frame.isVisible)
    frame.move(40, screens.room(frame).bottom() - 60)
    frame.fit()
    assert frame.frameGeometry().bottom() <= screens.room(frame).bottom()


def test_a_long_dialog_scrolls_and_keeps_its_buttons_on_the_screen(look: Appearance, qtbot: QtBot) -> None:
    frame = made_frame(look, qtbot, 30)
    assert frame.height() == screens.room(frame).height() - SCREEN_MARGIN
    assert frame.findChild(QScrollArea).verticalScrollBar().maximum() > 0
    last = frame.findChildren(Button)[-1]
    assert frame.rect().contains(last.geometry())


@pytest.mark.parametrize("width", [600, 6000])
def test_a_dialog_is_as_wide_as_its_words_or_can_be_scrolled(look: Appearance, qtbot: QtBot, width: int) -> None:
    wide = label(look, LONG)
    wide.setFixedWidth(width)
    frame = DialogFrame(look, "Reconcile", 300)
    frame.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    frame.build(column(wide), (button(look, "Close"),))
    qtbot.addWidget(frame)
    frame.open()
    whole = frame.findChild(QScrollArea).horizontalScrollBar().maximum() == 0
    assert whole == (width == 600)
    assert frame.width() <= screens.room(frame).width() - SCREEN_MARGIN


def test_large_text_widens_a_dialog_until_no_button_is_cut(look: Appearance, qtbot: QtBot) -> None:
    frame = made_frame(look, qtbot, 1, width=300)
    before = frame.width()
    look.set_text_size(150)
    assert frame.width() > before
    frame.grab()
    assert all(item.width() >= item.sizeHint().width() for item in frame.findChildren(Button))


def test_escape_closes_a_dialog(look: Appearance, qtbot: QtBot) -> None:
    frame = made_frame(look, qtbot, 1)
    qtbot.keyClick(frame, Qt.Key.Key_Escape)
    assert not frame.isVisible()
    assert frame.result() == 0


def test_a_toast_offers_one_way_back_and_closes(look: Appearance, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 400)
    window.show()
    toast = Toast(look, window)
    done: list[bool] = []
    toast.show_text("Moved Kickoff to Mon 23 Nov, 11:00.", "Undo", lambda: done.append(True))
    undo = next(item for item in toast.findChildren(Button) if item.text() == "Undo")
    assert undo.width() >= undo.sizeHint().width()
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert done == [True]
    assert not toast.isVisible()


def test_a_question_keeps_everything_on_escape(look: Appearance, qtbot: QtBot) -> None:
    done: list[bool] = []
    ask = Question(look, "Delete?", "44 items", keep="Keep", go="Delete", then=lambda: done.append(True), danger=True)
    qtbot.addWidget(ask)
    ask.open()
    qtbot.keyClick(ask, Qt.Key.Key_Escape)
    assert done == []


def test_a_question_does_what_the_second_button_says(look: Appearance, qtbot: QtBot) -> None:
    done: list[bool] = []
    ask = Question(look, "Delete?", "44 items", keep="Keep", go="Delete", then=lambda: done.append(True), danger=True)
    qtbot.addWidget(ask)
    ask.open()
    qtbot.mouseClick(ask.go, Qt.MouseButton.LeftButton)
    assert done == [True]


def test_a_toast_goes_by_itself(toast: Toast, qtbot: QtBot) -> None:
    toast.show_text("Moved Kickoff to Mon 23 Nov, 11:00.")
    assert toast.accessibleName() == toast.text == "Moved Kickoff to Mon 23 Nov, 11:00."
    qtbot.waitUntil(lambda: not toast.isVisible())


def test_a_toast_waits_under_the_pointer(toast: Toast, qtbot: QtBot) -> None:
    toast.show_text("Moved Kickoff to Mon 23 Nov, 11:00.")
    here = QPointF(5, 5)
    QApplication.sendEvent(toast, QEnterEvent(here, here, here))
    assert not toast._timer.isActive()
    QApplication.sendEvent(toast, QEvent(QEvent.Type.Leave))
    qtbot.waitUntil(lambda: not toast.isVisible())


def test_a_toast_waits_for_the_focus(toast: Toast, qtbot: QtBot) -> None:
    toast.show_text("Moved Kickoff to Mon 23 Nov, 11:00.", "Undo", lambda: None)
    undo = next(item for item in toast.findChildren(Button) if item.text() == "Undo")
    toast.window().activateWindow()
    undo.setFocus()
    qtbot.waitUntil(undo.hasFocus)
    with qtbot.waitSignal(toast._timer.timeout):
        pass
    assert toast.isVisible()
    qtbot.keyClick(undo, Qt.Key.Key_Escape)
    assert not toast.isVisible()
    assert not toast._timer.isActive()


def test_a_toast_stays_at_the_bottom_of_its_window(toast: Toast, qtbot: QtBot) -> None:
    toast.show_text("Moved Kickoff to Mon 23 Nov, 11:00.")
    toast.window().resize(1200, 700)
    middle = toast.geometry().center()
    assert abs(middle.x() - 600) <= 1
    assert toast.geometry().bottom() < 700
    toast.show_text(LONG)
    assert toast.window().rect().contains(toast.geometry())


def test_a_long_question_is_whole(look: Appearance, qtbot: QtBot) -> None:
    title = "Take back “Move Prod Upgrade (Northwind Health)”?"
    asked = Question(look, title, "It was made in the window.", keep="Keep", go="Take back", then=print)
    asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(asked)
    asked.open()
    assert asked.heading.height() >= asked.heading.heightForWidth(asked.heading.width())
