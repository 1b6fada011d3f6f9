"""The time zone field: a few letters find a city, names that repeat carry country and offset, typing is never lost."""

from __future__ import annotations

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from models import zone_search, zones
from ui.theme import Appearance
from ui.zones.zone_field import ZoneField, _Matches, words

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # pop-ups without a screen

NOW = datetime(2026, 11, 24, 15, 42, tzinfo=zones.UTC)


@pytest.fixture
def field(appearance: Appearance, qtbot: QtBot) -> ZoneField:
    made = ZoneField(appearance, "Client's time zone", "America/Los_Angeles", NOW)
    qtbot.addWidget(made)
    made.show()
    return made


def choices(field: ZoneField) -> list[str]:
    model = field._model
    return [str(model.index(at).data()) for at in range(model.rowCount())]


def typed(field: ZoneField, qtbot: QtBot, text: str) -> None:
    field.line.setFocus()
    field.line.selectAll()
    qtbot.keyClicks(field.line, text)


def close_popup(field: ZoneField) -> None:
    popup = field.line.completer().popup()
    if popup is not None:
        popup.hide()


def test_it_shows_city_and_offset(field: ZoneField) -> None:
    assert field.line.text() == "Los Angeles · UTC−8"
    assert field.zone == "America/Los_Angeles"
    assert field.line.accessibleName() == "Client's time zone"


@pytest.mark.parametrize(
    ("text", "first"),
    [("san fr", "San Francisco"), ("mumb", "Mumbai"), ("berl", "Berlin"), ("new yo", "New York")],
)
def test_a_few_letters_find_a_city(field: ZoneField, qtbot: QtBot, text: str, first: str) -> None:
    typed(field, qtbot, text)
    assert choices(field)[0].startswith(f"{first}, ")
    assert "UTC" in choices(field)[0]
    close_popup(field)


def test_choosing_a_line_tells_the_zone(field: ZoneField, qtbot: QtBot) -> None:
    typed(field, qtbot, "berlin")
    spy = QSignalSpy(field.chosen)
    popup = field.line.completer().popup()
    assert popup.isVisible()
    with qtbot.waitSignal(field.chosen):
        qtbot.keyClick(popup, Qt.Key.Key_Down)
        qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert spy.at(0) == ["Europe/Berlin"]
    assert (field.zone, field.line.text()) == ("Europe/Berlin", "Berlin · UTC+1")
    close_popup(field)


def test_enter_takes_the_only_zone_that_fits(field: ZoneField, qtbot: QtBot) -> None:
    typed(field, qtbot, "Asia/Tokyo")
    close_popup(field)
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert field.zone == "Asia/Tokyo"


def test_an_unknown_place_is_said_and_the_zone_stays(field: ZoneField, qtbot: QtBot) -> None:
    typed(field, qtbot, "Xyzzy")
    close_popup(field)
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert field.error == "No time zone fits “Xyzzy”."
    assert field.line.accessibleDescription() == field.error
    assert (field.zone, field.line.text()) == ("America/Los_Angeles", "Xyzzy")
    typed(field, qtbot, "b")
    assert field.error == ""
    close_popup(field)


def test_setting_a_zone_is_no_choice_of_the_person(field: ZoneField) -> None:
    spy = QSignalSpy(field.chosen)
    field.set_zone("Europe/Berlin")
    field.set_zone("")
    assert (spy.count(), field.line.text(), field.zone) == (0, "", "")


def test_the_model_keeps_qts_rules(qtmodeltester: ModelTester) -> None:
    model = _Matches()
    found = zone_search.search("springfield" if zone_search.search("springfield", 3, NOW) else "san", 8, NOW)
    model.set(found)
    qtmodeltester.check(model)
    assert [str(model.index(at).data()) for at in range(model.rowCount())] == [words(match) for match in found]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_both_themes_paint(field: ZoneField, appearance: Appearance, theme: str) -> None:
    appearance.use(theme)
    assert not field.grab().isNull()


def test_the_list_of_zones_can_be_read(field: ZoneField, qtbot: QtBot, appearance: Appearance) -> None:
    """A pop-up is a window: nothing shines through it, so it has to have a ground of its own."""
    typed(field, qtbot, "berlin")
    popup = field.line.completer().popup()
    picture = popup.grab().toImage()
    ground = picture.pixelColor(picture.width() - 6, picture.height() - 6)
    assert ground in (appearance.theme.color("surface"), appearance.theme.color("selected"))
    assert popup.accessibleName() == "Client's time zone"
    close_popup(field)
