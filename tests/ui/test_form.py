"""Controls of the kit: names for assistive technology, keyboard, errors that keep the input."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QPixmap
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QDialog, QWidget
from pytestqt.qtbot import QtBot

from ui.field import Field
from ui.form import Banner, Button, Chip, IconLabel, KeyHint, button, card, column, hline, icon_button, label, row
from ui.segmented import Segmented
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


def test_a_button_is_drawn_in_its_weight(look: Appearance, qtbot: QtBot) -> None:
    item = button(look, "Compose reminder", "primary", "mail")
    qtbot.addWidget(item)
    item.show()
    for change in (lambda: item.set_kind("secondary"), lambda: look.set_text_size(150), lambda: item.set_kind("ghost")):
        change()
        assert item.font() == look.font(13, 500)
        assert item.sizeHint().width() >= QFontMetrics(look.font(13, 500)).horizontalAdvance("Compose reminder")


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_a_button_is_pressed_by_mouse_and_keys(look: Appearance, qtbot: QtBot, key: Qt.Key) -> None:
    window = QDialog()
    keep, move = button(look, "Keep Thu 3 Dec"), button(look, "Move to Wed 2 Dec", "primary")
    keep.setDefault(True)
    window.setLayout(row(keep, move))
    qtbot.addWidget(window)
    window.show()
    pressed: list[str] = []
    keep.clicked.connect(lambda: pressed.append("keep"))
    move.clicked.connect(lambda: pressed.append("move"))
    move.setFocus()
    qtbot.keyClick(move, key)
    qtbot.mouseClick(move, Qt.MouseButton.LeftButton)
    assert pressed == ["move", "move"]


def test_a_button_without_words_is_square_until_it_gets_some(look: Appearance, qtbot: QtBot) -> None:
    item = Button(look, "", "ghost", "copy", name="Copy", height=28)
    qtbot.addWidget(item)
    item.show()
    assert item.minimumWidth() == item.maximumWidth() == 28
    item.set_text("Copy the number")
    item.adjustSize()
    assert item.width() >= QFontMetrics(item.font()).horizontalAdvance("Copy the number")
    assert item.toolTip() == ""


@pytest.mark.parametrize("kind", ["primary", "danger", "secondary", "ghost"])
def test_focus_can_be_seen_on_every_kind(look: Appearance, qtbot: QtBot, kind: str) -> None:
    window = QWidget()
    first, second = button(look, "Keep", kind), button(look, "Keep", kind)
    window.setLayout(row(first, second))
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    first.setFocus()
    qtbot.waitUntil(first.hasFocus)
    assert first.grab().toImage() != second.grab().toImage()


def test_what_is_shown_follows_the_theme(qapp: QApplication, qtbot: QtBot) -> None:
    look = Appearance("light")
    window = QWidget()
    window.setObjectName("page")
    choice = Segmented(look, (("list", "Checklist"), ("more", "Details")), "list", "Pane")
    items = (button(look, "Copy", icon="copy"), Chip(look, "Sent", "ok", "check"), KeyHint(look, "Ctrl K"), choice)
    window.setLayout(column(label(look, "Northwind Health"), *items, card(Banner(look, "danger", "Stop.")), hline()))
    qtbot.addWidget(window)
    window.show()
    light = [item.grab().toImage() for item in (*items, window)]
    look.use("dark")
    dark = [item.grab().toImage() for item in (*items, window)]
    look.use("light")
    assert all(one != other for one, other in zip(light, dark, strict=True))
    assert [item.grab().toImage() for item in (*items, window)] == light


@pytest.mark.parametrize("scale", [1, 2])
def test_all_controls_are_drawn_at_both_scales(look: Appearance, qtbot: QtBot, scale: int) -> None:
    window = QWidget()
    window.setLayout(column(Field(look, "Reason"), Chip(look, "Work in Progress"), QCheckBox("Done"), QComboBox()))
    qtbot.addWidget(window)
    window.show()
    picture = QPixmap(window.size() * scale)
    picture.setDevicePixelRatio(scale)
    window.render(picture)
    assert picture.deviceIndependentSize().toSize() == window.size()


def test_a_tick_is_more_than_a_colour(look: Appearance, qtbot: QtBot) -> None:
    """The box holds the tick's strokes: pixels of the paper's colour within the filled box."""
    box = QCheckBox("Also record it as what the client agreed")
    box.setChecked(True)
    qtbot.addWidget(box)
    box.show()
    picture = box.grab().toImage()
    middle = picture.height() // 2
    inside = {picture.pixelColor(x, y).name() for x in range(4, 15) for y in range(middle - 5, middle + 5)}
    assert {look.theme.hex("ok").lower(), look.theme.hex("surface").lower()} <= inside


def test_an_error_is_told_by_words_and_a_sign(look: Appearance, qtbot: QtBot) -> None:
    field = Field(look, "Planned start")
    qtbot.addWidget(field)
    field.show()
    before = field.sizeHint().height()
    field.set_error("That is not a real date.")
    assert field.sizeHint().height() > before
    assert any(item.isVisible() for item in field.findChildren(IconLabel))
    field.set_error("")
    assert not any(item.isVisible() for item in field.findChildren(IconLabel))
    assert field.line.font() == look.font(13, 400)


def test_a_label_never_takes_its_words_for_markup(look: Appearance, qtbot: QtBot) -> None:
    words = label(look, "<b>Northwind</b>")
    qtbot.addWidget(words)
    words.show()
    assert words.textFormat() is Qt.TextFormat.PlainText
    assert words.sizeHint().width() >= QFontMetrics(words.font()).horizontalAdvance("<b>Northwind</b>")


def test_arrows_stop_at_the_ends(look: Appearance, qtbot: QtBot) -> None:
    choice = Segmented(look, (("day", "Day"), ("week", "Week")), "day", "Zoom")
    qtbot.addWidget(choice)
    choice.show()
    qtbot.keyClick(choice.button("day"), Qt.Key.Key_Left)
    assert choice.current == "day"
    choice.choose("week")
    assert choice.current == "week"
    assert choice.accessibleName() == "Zoom"
