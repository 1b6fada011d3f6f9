"""The Settings page: each change counts at once and is one undoable step; what is refused is said at its row."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from models import settings, settings_exchange
from ui.context import Context
from ui.main_window import MainWindow
from ui.settings.controls import (
    HoursControl,
    ListControl,
    NumberControl,
    SubdivisionControl,
    SwitchControl,
    TextControl,
)
from ui.settings.keyboard import KeyRow
from ui.settings.page import SettingsPage
from ui.settings.rows import ButtonRow, Row, SettingRow

Press = Callable[[QWidget, str], None]
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(window: MainWindow) -> SettingsPage:
    window.acts["settings"].trigger()
    shown = window.pages.currentWidget()
    assert isinstance(shown, SettingsPage)
    return shown


def row_of(page: SettingsPage, section: str, key: str) -> SettingRow:
    page.show_section(section)
    return next(item for item in page.card(section).rows if isinstance(item, SettingRow) and key in item.keys)


def text_of(page: SettingsPage, section: str, key: str) -> TextControl:
    control = row_of(page, section, key).control
    assert isinstance(control, TextControl)
    return control


def write(qtbot: QtBot, control: TextControl, words: str) -> None:
    control.line.selectAll()
    qtbot.keyClicks(control.line, words)
    qtbot.keyClick(control.line, Qt.Key.Key_Return)


def key_row(page: SettingsPage, act: str) -> KeyRow:
    page.show_section("keyboard")
    return next(item for item in page.card("keyboard").rows if isinstance(item, KeyRow) and item.action.id == act)


def shown_rows(page: SettingsPage) -> list[str]:
    return [item.words for item in page.findChildren(Row) if item.isVisible()]


def test_every_setting_that_is_declared_can_be_reached(page: SettingsPage) -> None:
    for id_, button in page.list.buttons.items():
        button.click()
        assert page.current == id_
        assert shown_rows(page)


@pytest.mark.parametrize("name", ["dark", "contrast"])
def test_the_theme_changes_at_once_and_back(
    page: SettingsPage, window: MainWindow, context: Context, qtbot: QtBot, name: str
) -> None:
    light = context.appearance.theme.color("surface")
    control = row_of(page, "looks", "theme").control
    assert isinstance(control, ListControl)
    control.list.setFocus()
    for _step in range(control.list.findData(name) - control.list.currentIndex()):
        qtbot.keyClick(control.list, Qt.Key.Key_Down)
    assert settings.get(context.store, "theme") == name
    assert context.appearance.theme.color("surface") != light
    while settings.get(context.store, "theme") != "system":
        window.acts["undo"].trigger()
    assert context.appearance.theme.color("surface") == light


def test_people_are_kept_when_the_field_is_left(page: SettingsPage, context: Context, qtbot: QtBot) -> None:
    write(qtbot, text_of(page, "people", "people.lead"), "Priya")
    assert settings.get(context.store, "people.lead") == "Priya"


def test_a_changed_value_is_counted_named_and_put_back(page: SettingsPage, context: Context, qtbot: QtBot) -> None:
    lead = row_of(page, "people", "people.lead")
    before = page.list.buttons["people"].count
    assert not lead.changed.isVisible()
    write(qtbot, text_of(page, "people", "people.lead"), "Priya")
    assert lead.changed.isVisible()
    assert lead.changed.toolTip() == "Default: Aja"
    assert page.list.buttons["people"].count == str(int(before or 0) + 1)
    lead.reset_wanted.emit(lead.keys)
    assert settings.get(context.store, "people.lead") == "Aja"
    assert page.list.buttons["people"].count == before


def test_the_default_is_offered_by_the_chip(page: SettingsPage, context: Context, qtbot: QtBot) -> None:
    write(qtbot, text_of(page, "people", "people.lead"), "Priya")
    row_of(page, "people", "people.lead").changed.click()
    menu = QApplication.activePopupWidget()
    assert menu is not None
    assert [item.text() for item in menu.actions()] == ["Default: Aja", "Reset"]
    menu.actions()[1].trigger()
    menu.close()
    assert settings.get(context.store, "people.lead") == "Aja"


def test_a_page_is_put_back_in_one_step(page: SettingsPage, context: Context, window: MainWindow, press: Press) -> None:
    assert settings_exchange.changed(context.store).keys() >= {"you.name", "you.initials"}
    press(page, "Reset this page")
    assert not settings_exchange.changed(context.store).keys() & {"you.name", "you.initials"}
    window.acts["undo"].trigger()
    assert settings_exchange.changed(context.store).keys() >= {"you.name", "you.initials"}


def test_what_is_refused_is_said_at_its_row_and_stays_typed(page: SettingsPage, context: Context, qtbot: QtBot) -> None:
    prefix = row_of(page, "servicenow", "numbers.change")
    assert isinstance(prefix.control, TextControl)
    write(qtbot, prefix.control, "chg1")
    assert prefix.error.startswith("“chg1” can't be used here.")
    settings.put(context.store, "theme", "dark")
    assert prefix.control.line.text() == "chg1"
    assert settings.get(context.store, "numbers.change") == "CHG"


def test_hours_move_by_a_quarter_with_the_arrows(page: SettingsPage, context: Context, qtbot: QtBot) -> None:
    control = row_of(page, "hours", "you.work_start").control
    assert isinstance(control, HoursControl)
    qtbot.keyClick(control.band.start, Qt.Key.Key_Right)
    assert settings.get(context.store, "you.work_start") == "08:15"
    assert control.band.start.accessibleDescription() == "08:15"


def test_hours_are_dragged_and_count_when_let_go(page: SettingsPage, context: Context, qtbot: QtBot) -> None:
    control = row_of(page, "hours", "you.work_start").control
    assert isinstance(control, HoursControl)
    end, left = control.band.end, Qt.MouseButton.LeftButton
    qtbot.mousePress(end, left, pos=QPoint(6, 12))
    qtbot.mouseMove(end, QPoint(6 - 21, 12))
    assert settings.get(context.store, "you.work_end") == "18:00"
    qtbot.mouseRelease(end, left)
    assert settings.get(context.store, "you.work_end") == "16:00"


def test_hours_never_end_before_they_begin(page: SettingsPage, context: Context) -> None:
    control = row_of(page, "hours", "you.work_start").control
    assert isinstance(control, HoursControl)
    control.band.end.setValue(4)
    assert control.band.end.value() == 18 * 4
    assert settings.get(context.store, "you.work_end") == "18:00"


def test_a_country_brings_its_states(page: SettingsPage, context: Context) -> None:
    country = row_of(page, "hours", "you.country").control
    states = row_of(page, "hours", "you.subdivision").control
    assert isinstance(country, ListControl)
    assert isinstance(states, SubdivisionControl)
    country.list.setCurrentIndex(country.list.findData("DE"))
    country.list.activated.emit(country.list.currentIndex())
    assert settings.get(context.store, "you.country") == "DE"
    assert states.list.findData("BY") > 0


def test_numbers_stop_at_their_ends(page: SettingsPage, context: Context) -> None:
    size = row_of(page, "looks", "text_size").control
    assert isinstance(size, NumberControl)
    size.less.click()
    assert settings.get(context.store, "text_size") == "90"
    assert not size.less.isEnabled()
    size.more.click()


def test_zones_with_a_name_are_written_in_a_line(page: SettingsPage, context: Context, qtbot: QtBot) -> None:
    pinned = row_of(page, "zones", "zones.pinned")
    assert isinstance(pinned.control, TextControl)
    write(qtbot, pinned.control, "Brno = Europe/Prague, Home = America/New_York")
    assert settings.get(context.store, "zones.pinned") == '{"Brno": "Europe/Prague", "Home": "America/New_York"}'
    write(qtbot, pinned.control, "Brno")
    assert pinned.error


def test_the_search_shows_rows_of_all_sections_and_escape_ends_it(page: SettingsPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.search, "lea")
    assert "Lead" in shown_rows(page)
    assert "Your name" not in shown_rows(page)
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    lead = text_of_first(page)
    assert page.window().focusWidget() is lead.line
    qtbot.keyClick(page.search, Qt.Key.Key_Escape)
    assert "Your name" in shown_rows(page)
    qtbot.keyClicks(page.search, "xyzzy")
    assert shown_rows(page) == []


def text_of_first(page: SettingsPage) -> TextControl:
    control = next(item for item in page.findChildren(SettingRow) if item.isVisible()).control
    assert isinstance(control, TextControl)
    return control


def test_single_letters_can_be_turned_off(page: SettingsPage, window: MainWindow) -> None:
    assert [key.toString() for key in window.acts["today"].shortcuts()] == ["T"]
    control = row_of(page, "keyboard", "single_keys").control
    assert isinstance(control, SwitchControl)
    control.switch.click()
    assert window.acts["today"].shortcuts() == []


def test_keys_are_changed_by_pressing_others(page: SettingsPage, window: MainWindow, qtbot: QtBot) -> None:
    keys = key_row(page, "triple_check")
    keys.change.click()
    qtbot.keyClick(keys.capture, Qt.Key.Key_G, CONTROL)
    assert [key.toString() for key in window.acts["triple_check"].shortcuts()] == ["Ctrl+G"]
    assert page.list.buttons["keyboard"].count == "1"
    keys.reset.click()
    assert [key.toString() for key in window.acts["triple_check"].shortcuts()] == ["Ctrl+T"]
    window.acts["undo"].trigger()
    assert [key.toString() for key in window.acts["triple_check"].shortcuts()] == ["Ctrl+G"]


def test_keys_of_another_act_are_refused_by_its_name(page: SettingsPage, window: MainWindow, qtbot: QtBot) -> None:
    keys = key_row(page, "triple_check")
    keys.change.click()
    qtbot.keyClick(keys.capture, Qt.Key.Key_Z, CONTROL)
    assert keys.error == "Ctrl+Z belongs to “Undo”. Change its keys first, or press others."
    assert [key.toString() for key in window.acts["triple_check"].shortcuts()] == ["Ctrl+T"]


def test_findings_that_a_setting_brings_are_told(
    page: SettingsPage, context: Context, told: list[str], qtbot: QtBot
) -> None:
    """From another country of yours no finding comes; from a watch that saw none before, all of them do."""
    page._watch._before = {}
    page._watch.end()
    assert told[-1].endswith("engagements have new findings")


def test_settings_are_taken_along_to_a_file(
    page: SettingsPage, context: Context, told: list[str], tmp_path: Path
) -> None:
    settings.put(context.store, "people.lead", "Priya")
    page.save(tmp_path / "settings.json")
    assert told[-1] == "Settings are in settings.json"
    settings_exchange.reset(context.store, ["people.lead"])
    page.take(tmp_path / "settings.json")
    assert settings.get(context.store, "people.lead") == "Priya"
    page.take(tmp_path / "none.json")
    assert told[-1] == "none.json can't be read."
    page.show_section("other")
    assert [item.words for item in page.card("other").rows if isinstance(item, ButtonRow)] == [
        "Take your settings along",
        "Take settings over",
    ]


def test_the_wheel_changes_nothing(page: SettingsPage, context: Context) -> None:
    control = row_of(page, "hours", "you.country").control
    assert isinstance(control, ListControl)
    before = settings.get(context.store, "you.country")
    none, where = Qt.KeyboardModifier.NoModifier, QPointF(control.list.rect().center())
    turn = QWheelEvent(
        where, where, QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, none, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(control.list, turn)
    assert not turn.isAccepted()
    assert settings.get(context.store, "you.country") == before


@pytest.mark.parametrize("width", [1024, 1440])
def test_nothing_reaches_over_the_edge(page: SettingsPage, window: MainWindow, width: int, qtbot: QtBot) -> None:
    window.resize(width, 700)
    for id_ in page.list.buttons:
        page.show_section(id_)
        body = page.area.widget()
        qtbot.waitUntil(lambda body=body: body.width() == page.area.viewport().width())
        assert page.card(id_).minimumSizeHint().width() <= page.area.viewport().width(), id_


def test_the_limits_of_the_playbook_are_told_and_a_copy_is_made_to_change(
    context: Context, tmp_path: Path, qtbot: QtBot, press: Press
) -> None:
    folder = tmp_path / "playbooks"
    page = SettingsPage(replace(context, playbooks=folder))
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()
    page.show_section("playbook")
    shipped, own = (item for item in page.findChildren(Row) if item.isVisible())
    assert "Planned end 3 h after planned start, business impact 2 to 4 h" in shipped.about
    assert own.about == "None yet"
    press(page, "Make a copy")
    assert own.about == "Express to Enterprise 2"
    (folder / "express_to_enterprise_2.toml").write_text("broken =", encoding="utf-8")
    page.hide()
    page.show()
    assert "express_to_enterprise_2.toml" in own.error
