"""The sheet of keys: the same table as the shortcuts, searched, with letters that can be turned off."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from models import key_choices, settings
from ui.actions import ACTIONS
from ui.context import Context
from ui.main_window import MainWindow
from ui.settings.page import SettingsPage
from ui.shortcuts import KeyLine, ShortcutSheet


def opened(window: MainWindow) -> ShortcutSheet:
    window.acts["shortcuts"].trigger()
    return next(item for item in window.findChildren(ShortcutSheet) if item.isVisible())


def lines(sheet: ShortcutSheet) -> list[str]:
    return [line.accessibleName() for line in sheet.findChildren(KeyLine) if line.isVisible()]


def test_every_key_that_acts_is_on_the_sheet(window: MainWindow) -> None:
    sheet = opened(window)
    shown = lines(sheet)
    for action in ACTIONS:
        keys = window.acts[action.id].shortcuts()
        assert not keys or any(line.startswith(f"{action.text}, {keys[0].toString()}") for line in shown), action.id
    sheet.close()


def test_a_key_is_found_by_its_name_and_by_what_it_does(window: MainWindow, qtbot: QtBot) -> None:
    sheet = opened(window)
    assert window.focusWidget() is sheet.search
    qtbot.keyClicks(sheet.search, "ctrl t")
    assert "Triple-check, Ctrl+T" in lines(sheet)
    sheet.search.clear()
    qtbot.keyClicks(sheet.search, "undo")
    assert lines(sheet) == ["Undo, Ctrl+Z"]
    qtbot.keyClick(sheet.search, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_changed_keys_and_letters_that_are_off_are_shown_so(window: MainWindow, context: Context) -> None:
    settings.put(context.store, "keys", key_choices.changed("{}", "triple_check", ("Ctrl+G",)))
    sheet = opened(window)
    assert "Triple-check, Ctrl+G" in lines(sheet)
    assert "Show today, T" in lines(sheet)
    sheet.letters.click()
    assert settings.get(context.store, "single_keys") == "0"
    sheet.close()
    again = opened(window)
    assert "Show today, T" not in lines(again)
    again.close()


def test_change_keys_leads_to_the_settings(window: MainWindow, press: Callable[[QWidget, str], None]) -> None:
    sheet = opened(window)
    press(sheet, "Change keys")
    page = window.pages.currentWidget()
    assert isinstance(page, SettingsPage)
    assert page.current == "keyboard"
    assert not sheet.isVisible()


def test_tab_stays_inside(window: MainWindow, qtbot: QtBot) -> None:
    sheet = opened(window)
    for _turn in range(8):
        qtbot.keyClick(window.focusWidget() or sheet, Qt.Key.Key_Tab)
        focused = window.focusWidget()
        assert focused is not None
        assert sheet.isAncestorOf(focused)
    qtbot.keyClick(window.focusWidget() or sheet, Qt.Key.Key_Backtab)
    assert sheet.isAncestorOf(window.focusWidget() or window)
    sheet.close()


@pytest.mark.parametrize(("width", "height"), [(1024, 700), (1440, 900)])
def test_it_fits_into_the_window(window: MainWindow, width: int, height: int, qtbot: QtBot) -> None:
    sheet = opened(window)
    window.resize(width, height)
    QApplication.sendPostedEvents()
    assert sheet.size() == window.size()
    assert sheet.rect().contains(sheet.frame.geometry())
    qtbot.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert not sheet.isVisible()
