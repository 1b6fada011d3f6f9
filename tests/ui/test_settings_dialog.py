"""The settings: each counts at once and is one undoable step; what is refused is said at its field."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from models import settings
from ui.context import Context
from ui.main_window import MainWindow
from ui.settings.dialog import SettingsDialog

Press = Callable[[QWidget, str], None]


@pytest.fixture
def dialog(window: MainWindow, context: Context) -> SettingsDialog:
    made = SettingsDialog(context, window)
    made.open()
    return made


def field(dialog: QWidget, name: str) -> QLineEdit:
    return next(item for item in dialog.findChildren(QLineEdit) if item.accessibleName() == name)


def test_the_theme_changes_at_once_and_back(
    dialog: SettingsDialog, window: MainWindow, context: Context, press: Press
) -> None:
    light = context.appearance.theme.color("surface")
    press(dialog, "Dark")
    assert settings.get(context.store, "theme") == "dark"
    assert context.appearance.theme.color("surface") != light
    dialog.accept()
    window.acts["undo"].trigger()
    assert context.appearance.theme.color("surface") == light


def test_people_are_kept_when_the_field_is_left(dialog: SettingsDialog, context: Context, qtbot: QtBot) -> None:
    lead = field(dialog, "Lead, told of every adjustment")
    lead.selectAll()
    qtbot.keyClicks(lead, "Priya")
    qtbot.keyClick(lead, Qt.Key.Key_Return)
    assert settings.get(context.store, "people.lead") == "Priya"


def test_a_time_that_is_none_is_refused_in_place(dialog: SettingsDialog, context: Context, qtbot: QtBot) -> None:
    begin = field(dialog, "Working hours from")
    begin.selectAll()
    qtbot.keyClicks(begin, "25:00")
    qtbot.keyClick(begin, Qt.Key.Key_Return)
    assert settings.get(context.store, "you.work_start") == "08:00"
    assert dialog._fields["you.work_start"].error
    assert begin.text() == "25:00"


def test_single_letters_can_be_turned_off(dialog: SettingsDialog, window: MainWindow) -> None:
    assert [key.toString() for key in window.acts["today"].shortcuts()] == ["T"]
    dialog.keys.click()
    assert window.acts["today"].shortcuts() == []


def test_the_wheel_changes_nothing(dialog: SettingsDialog, context: Context) -> None:
    before = settings.get(context.store, "text_size")
    none = Qt.KeyboardModifier.NoModifier
    where = QPointF(dialog.text_size.rect().center())
    turn = QWheelEvent(
        where, where, QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, none, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(dialog.text_size, turn)
    assert not turn.isAccepted()
    assert dialog.text_size.currentText() == "100 %"
    assert settings.get(context.store, "text_size") == before
