"""The main window: nothing is cut off at its smallest size, it stands as it was left, panes are reached by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QWidget,
)
from pytestqt.qtbot import QtBot

from models import settings
from ui.context import Context
from ui.main_window import MINIMUM, MainWindow

ELIDED = QSizePolicy.Policy.Ignored
"""The size policy of words that may be shortened: they have a tool tip with the whole."""


def cut(window: QWidget) -> list[tuple[str, int, int]]:
    """Return every visible label and button that is narrower than its words need."""
    found = []
    for item in [*window.findChildren(QLabel), *window.findChildren(QAbstractButton)]:
        wraps = isinstance(item, QLabel) and item.wordWrap()
        if not item.isVisible() or not item.text() or wraps or item.sizePolicy().horizontalPolicy() is ELIDED:
            continue
        if item.width() < item.sizeHint().width():
            found.append((item.text(), item.width(), item.sizeHint().width()))
    return found


@pytest.mark.parametrize("tab", ["checklist", "details", "activity"])
@pytest.mark.parametrize("client", ["Northwind Health", "Bright Harbor", "Alder County"])
def test_nothing_is_cut_off_in_the_smallest_window(
    window: MainWindow, context: Context, qtbot: QtBot, tab: str, client: str
) -> None:
    window.resize(*MINIMUM)
    window.open_engagement(next(id_ for id_ in context.portfolio.ids() if context.portfolio.name(id_) == client))
    window.page.right.show_tab(tab)
    QApplication.sendPostedEvents()
    qtbot.wait(1)
    assert (window.width(), window.height()) == MINIMUM
    assert window.sidebar.narrow
    assert cut(window) == []


def test_words_that_may_be_shortened_are_whole_in_a_tool_tip(window: MainWindow) -> None:
    window.resize(*MINIMUM)
    shortened = [item for item in window.page.findChildren(QLabel) if item.sizePolicy().horizontalPolicy() is ELIDED]
    short = [item for item in shortened if item.isVisible() and item.width() < item.sizeHint().width()]
    assert all(item.toolTip() for item in short)


def test_it_stands_as_it_was_left(window: MainWindow, context: Context, qtbot: QtBot) -> None:
    window.resize(MINIMUM[0], 760)
    qtbot.wait(1)
    window.page.setSizes([547, 420])
    margins = window.page.centre.layout().contentsMargins()
    window.close()
    again = MainWindow(context)
    qtbot.addWidget(again)
    again.open_first()
    again.show()
    assert (again.width(), again.height()) == (MINIMUM[0], 760)
    assert again.page.right.width() == 420
    assert again.page.centre.layout().contentsMargins() == margins


def test_panes_are_walked_by_keys(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.sidebar.list.setFocus()
    walked = []
    for _turn in range(3):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
        walked.append(QApplication.focusWidget())
    assert walked[0] is window.page.timeline.view
    assert window.page.right.isAncestorOf(walked[1])
    assert walked[2] is window.sidebar.list


def test_j_and_k_walk_the_engagements(window: MainWindow, context: Context, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    first = context.portfolio.current
    qtbot.keyClick(window.sidebar.list, Qt.Key.Key_J)
    assert context.portfolio.current != first
    qtbot.keyClick(window.sidebar.list, Qt.Key.Key_K)
    assert context.portfolio.current == first


def test_letters_are_letters_in_a_text_field(window: MainWindow, context: Context, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    first = context.portfolio.current
    window.sidebar.focus_search()
    qtbot.keyClicks(QApplication.focusWidget(), "jk")
    assert window.sidebar.search.text() == "jk"
    assert context.portfolio.current == first


def test_side_bar_and_right_pane_fold(window: MainWindow) -> None:
    assert not window.sidebar.narrow
    window.acts["toggle_sidebar"].trigger()
    assert window.sidebar.narrow
    window.acts["toggle_right"].trigger()
    assert not window.page.right.isVisible()
    window.acts["toggle_right"].trigger()
    assert window.page.right.isVisible()


def test_your_zone_follows_the_setting(window: MainWindow, context: Context) -> None:
    settings.put(context.store, "you.zone", "Europe/Berlin")
    assert window.your_zone == "Europe/Berlin"
    assert any(item.text() == "Berlin" for item in window.sidebar.findChildren(QLabel))


def test_a_theme_asked_for_at_the_start_stays_until_the_setting_is_changed(
    window: MainWindow, context: Context
) -> None:
    context.appearance.use("dark")
    settings.put(context.store, "people.lead", "Robin")
    assert context.appearance.theme.name == "dark"
    settings.put(context.store, "theme", "light")
    assert context.appearance.theme.name == "light"


def test_every_button_of_every_page_has_a_name(window: MainWindow, qtbot: QtBot) -> None:
    def nameless() -> list[QAbstractButton]:
        buttons = [item for item in window.pages.currentWidget().findChildren(QAbstractButton) if item.isVisible()]
        return [item for item in buttons if not QAccessible.queryAccessibleInterface(item).text(QAccessible.Text.Name)]

    for place in window.sidebar.places.buttons.values():
        qtbot.mouseClick(place, Qt.MouseButton.LeftButton)
        for field in window.pages.currentWidget().findChildren(QLineEdit):
            field.setText("north")  # shows the sign that empties it
        assert nameless() == [], place.place.id
    window.pages.show_settings()
    window.pages.currentWidget().findChildren(QLineEdit)[0].setText("theme")
    assert nameless() == []


def test_the_settings_leave_no_entry_of_the_side_bar_marked(window: MainWindow, qtbot: QtBot) -> None:
    def marked() -> list[str]:
        return [id_ for id_, entry in window.sidebar.places.buttons.items() if entry.isChecked()]

    for before in ("engagements", "time_log"):
        window.pages.show_place(before)
        assert marked() == [before]
        window.pages.show_settings()
        assert marked() == []
    qtbot.mouseClick(window.sidebar.places.buttons["lead"], Qt.MouseButton.LeftButton)
    assert marked() == ["lead"]


def test_the_keys_of_a_page_act_as_soon_as_it_is_shown(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    for id_ in ("today", "lead", "time_log", "videos"):
        window.sidebar.list.setFocus()
        window.acts[f"show_{id_}"].trigger()
        qtbot.waitUntil(lambda: window.pages.currentWidget().isAncestorOf(QApplication.focusWidget()))
        assert not isinstance(QApplication.focusWidget(), QPushButton), id_


def test_f6_reaches_the_page_that_is_shown(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    for place in ("today", "lead", "time_log", "videos"):
        window.pages.show_place(place)
        page = window.pages.currentWidget()
        window.sidebar.list.setFocus()
        window.focus_pane(1)
        focused = QApplication.focusWidget()
        assert focused is not None, place
        assert page.isAncestorOf(focused), place
        window.focus_pane(1)
        assert QApplication.focusWidget() is window.sidebar.list, place


def test_reconcile_marks_no_entry_of_the_side_bar(window: MainWindow) -> None:
    window.pages.show_reconcile()
    assert not [button for button in window.sidebar.places.buttons.values() if button.isChecked()]
    window.pages.show_one()
    assert window.sidebar.places.buttons["engagements"].isChecked()
