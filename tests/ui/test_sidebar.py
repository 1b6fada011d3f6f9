"""The side bar: groups with reasons, search, folding, keys, and rows that a screen reader can read."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from ui.context import Context
from ui.main_window import MainWindow
from ui.sidebar.model import Role
from ui.sidebar.view import Sidebar


@pytest.fixture
def sidebar(context: Context, qtbot: QtBot) -> Sidebar:
    bar = Sidebar(context, "America/New_York")
    qtbot.addWidget(bar)
    bar.resize(248, 900)
    bar.show()
    with qtbot.waitSignal(context.portfolio.listed, timeout=5000):
        context.portfolio.start()
    return bar


def texts(bar: Sidebar) -> list[str]:
    return [str(bar.model.index(row).data()) for row in range(bar.model.rowCount())]


def test_the_model_keeps_qts_rules(sidebar: Sidebar, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(sidebar.model)
    sidebar.model.set_filter("nor")
    qtmodeltester.check(sidebar.model)


def test_needs_you_comes_first_with_its_reason_and_done_is_folded(sidebar: Sidebar) -> None:
    shown = texts(sidebar)
    assert shown[0] == "Needs you"
    assert shown.index("Northwind Health") < shown.index("On track") < shown.index("Done") == len(shown) - 1
    row = sidebar.model.row_of(sidebar.model.neighbour(0, 1))
    assert sidebar.model.index(row).data(Role.REASON)


def test_a_click_on_done_unfolds_it(sidebar: Sidebar, qtbot: QtBot) -> None:
    assert "Halden Rail" not in texts(sidebar)
    index = sidebar.model.index(sidebar.model.rowCount() - 1)
    place = sidebar.list.visualRect(index).center()
    qtbot.mouseClick(sidebar.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert "Halden Rail" in texts(sidebar)


def test_search_finds_words_by_their_beginning_and_enter_opens(sidebar: Sidebar, qtbot: QtBot) -> None:
    qtbot.keyClicks(sidebar.search, "hea no")
    assert texts(sidebar) == ["Needs you", "Northwind Health"]
    with qtbot.waitSignal(sidebar.engagement_chosen) as chosen:
        qtbot.keyClick(sidebar.search, Qt.Key.Key_Return)
    row = sidebar.model.row_of(chosen.args[0])
    assert sidebar.model.index(row).data() == "Northwind Health"


def test_a_row_says_its_name_reason_and_offset(sidebar: Sidebar) -> None:
    row = texts(sidebar).index("Northwind Health")
    spoken = str(sidebar.model.index(row).data(Qt.ItemDataRole.AccessibleTextRole))
    assert spoken.startswith("Northwind Health, Client validation ends 17:00")
    assert "−3 h to your time" in spoken


def test_rows_are_exposed_to_assistive_technology(sidebar: Sidebar) -> None:
    rows = QAccessible.queryAccessibleInterface(sidebar.list)
    assert rows.childCount() == sidebar.model.rowCount()
    names = [rows.child(at).text(QAccessible.Text.Name) for at in range(rows.childCount())]
    assert any(name.startswith("Kestrel Energy") for name in names)


def test_a_narrow_side_bar_is_a_rail_with_named_buttons(sidebar: Sidebar, qtbot: QtBot) -> None:
    sidebar.set_narrow(narrow=True)
    assert sidebar.narrow
    assert sidebar.width() == 57
    sidebar.set_narrow(narrow=False)
    assert sidebar.width() == 248


def test_the_rows_of_the_last_session_are_shown_before_anything_is_loaded(context: Context, qtbot: QtBot) -> None:
    first = Sidebar(context, "America/New_York")
    qtbot.addWidget(first)
    with qtbot.waitSignal(context.portfolio.listed, timeout=5000):
        context.portfolio.start()
    first.stop()
    again = Sidebar(context, "America/New_York")
    qtbot.addWidget(again)
    assert texts(again) == texts(first)
    again.stop()


def test_a_click_on_a_place_shows_its_page_and_marks_it(window: MainWindow, qtbot: QtBot) -> None:
    window.pages.show_all()
    button = window.sidebar.places.buttons["engagements"]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.pages.currentWidget() is window.page
    assert button.isChecked()
