"""Controls of the kit: names for assistive technology, keyboard, errors that keep the input."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.dialog import Toast
from ui.field import Field
from ui.form import Banner, Button, Chip, Segmented, button, icon_button
from ui.question import Question
from ui.theme import Appearance


@pytest.fixture(params=["light", "dark"])
def look(request: pytest.FixtureRequest, qapp: object) -> Appearance:
    return Appearance(request.param)


def test_an_icon_button_says_what_it_does(look: Appearance, qtbot: QtBot) -> None:
    item = icon_button(look, "copy", "Copy CHG0041877")
    qtbot.addWidget(item)
    assert item.accessibleName() == item.toolTip() == "Copy CHG0041877"


@pytest.mark.parametrize("kind", ["primary", "secondary", "ghost", "accentghost", "danger"])
def test_a_button_has_a_name_and_shows_in_both_themes(look: Appearance, qtbot: QtBot, kind: str) -> None:
    item = button(look, "Move to Wed 2 Dec", kind, "arrow")
    qtbot.addWidget(item)
    item.show()
    assert item.accessibleName() == "Move to Wed 2 Dec"
    assert item.sizeHint().width() <= item.width()
    assert not item.grab().isNull()


def test_arrows_move_the_choice_and_say_which(look: Appearance, qtbot: QtBot) -> None:
    choice = Segmented(look, (("day", "Day"), ("week", "Week"), ("month", "Month")), "month", "Zoom")
    qtbot.addWidget(choice)
    choice.show()
    heard: list[str] = []
    choice.chosen.connect(heard.append)
    choice.button("month").setFocus()
    qtbot.keyClick(choice.button("month"), Qt.Key.Key_Left)
    qtbot.keyClick(choice.button("week"), Qt.Key.Key_Left)
    qtbot.mouseClick(choice.button("month"), Qt.MouseButton.LeftButton)
    assert heard == ["week", "day", "month"]
    assert choice.current == "month"


def test_an_error_keeps_what_was_typed(look: Appearance, qtbot: QtBot) -> None:
    field = Field(look, "Start", "25:00")
    qtbot.addWidget(field)
    field.set_error("That time does not exist.")
    assert field.text == "25:00"
    assert field.error == field.line.accessibleDescription() == "That time does not exist."
    field.set_error("")
    assert not field.error


def test_a_field_tells_its_new_text_once(look: Appearance, qtbot: QtBot) -> None:
    field = Field(look, "Client", "Northwind")
    qtbot.addWidget(field)
    field.show()
    heard: list[str] = []
    field.committed.connect(heard.append)
    field.line.setFocus()
    qtbot.keyClicks(field.line, " Health")
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert heard == ["Northwind Health"]


def test_chip_and_banner_say_their_words(look: Appearance, qtbot: QtBot) -> None:
    chip = Chip(look, "Client validation, day 2 of 2", "accent")
    banner = Banner(look, "warn", "Short description is out of date", "ETIU03 says prod 2 Dec.")
    for item in (chip, banner):
        qtbot.addWidget(item)
    assert chip.accessibleName() == chip.text == "Client validation, day 2 of 2"
    assert "ETIU03 says prod 2 Dec." in banner.accessibleName()


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
