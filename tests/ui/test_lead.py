"""The lead's overview by mouse and keys: tiles filter, Enter opens, snapshots come in and go out."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from models import settings, snapshots
from models.lead import Line
from ui.context import Context
from ui.lead.model import STAGES, LeadModel
from ui.lead.page import LeadPage
from ui.main_window import MainWindow


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> LeadPage:
    qtbot.mouseClick(window.sidebar.places.buttons["lead"], Qt.MouseButton.LeftButton)
    found = window.pages.currentWidget()
    assert isinstance(found, LeadPage)
    return found


def clients(page: LeadPage) -> list[str]:
    return [row.client for row in page.model.rows if isinstance(row, Line)]


def test_the_model_keeps_qts_rules(page: LeadPage, context: Context, qtmodeltester: ModelTester) -> None:
    model = LeadModel()
    model.show_lines(page.lines, context.formats, context.portfolio.now())
    qtmodeltester.check(model)


def test_a_tile_filters_and_lets_go(page: LeadPage, qtbot: QtBot) -> None:
    everyone = clients(page)
    qtbot.mouseClick(page.tiles["support"], Qt.MouseButton.LeftButton)
    assert clients(page) == ["Juniper Schools"]
    qtbot.mouseClick(page.tiles["no-prod"], Qt.MouseButton.LeftButton)
    assert clients(page) == ["Alder County"]
    assert not page.tiles["support"].isChecked()
    qtbot.mouseClick(page.tiles["no-prod"], Qt.MouseButton.LeftButton)
    assert clients(page) == everyone
    assert page.tiles["support"].accessibleName() == "1 Support Week ticket missing"


def test_words_filter_and_an_empty_table_says_why(page: LeadPage) -> None:
    page.filter.setText("etiu05 missing")
    assert clients(page) == ["Juniper Schools"]
    page.filter.setText("nobody")
    assert page.empty.text() == "No engagement matches “nobody”."


def test_enter_opens_an_engagement(page: LeadPage, window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    page.filter.setFocus()
    qtbot.keyClicks(page.filter, "Kestrel")
    qtbot.keyClick(page.filter, Qt.Key.Key_Return)
    assert page.table.hasFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert window.pages.currentWidget() is window.page
    assert window.portfolio.name(window.portfolio.current) == "Kestrel Energy"


def test_the_overview_is_copied_as_it_is_filtered(page: LeadPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.tiles["support"], Qt.MouseButton.LeftButton)
    menu = page.copy.menu()
    assert menu is not None
    menu.actions()[0].trigger()
    text = QGuiApplication.clipboard().text()
    assert "Juniper Schools" in text
    assert "Northwind" not in text


def test_a_snapshot_goes_out_and_a_colleagues_comes_in(
    page: LeadPage, context: Context, told: list[str], tmp_path: Path
) -> None:
    page.acts.export_to(tmp_path / "mine")
    mine = snapshots.read(tmp_path / "mine.e2e.json")
    assert mine.consultant == settings.you(context.store).name
    assert len(mine.lines) == len(page.lines)
    one = msgspec.structs.replace(mine.lines[0], uid="elsewhere", client="Basalt Mining", consultant="Priya Nair")
    file = tmp_path / "priya.e2e.json"
    snapshots.write(msgspec.structs.replace(mine, consultant="Priya Nair", lines=(one,)), file)
    page.acts.import_snapshots([file])
    assert "Basalt Mining" in clients(page)
    assert "from 2 consultants, newest snapshot" in page.summary.text()
    (tmp_path / "broken.e2e.json").write_text("{", encoding="utf-8")
    page.acts.import_snapshots([tmp_path / "broken.e2e.json"])
    assert "The snapshot is damaged" in told[-1]


def test_the_stages_keep_to_their_column_in_a_small_window(page: LeadPage, window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1024, 700)
    page.filter.setText("Kestrel")
    qtbot.waitUntil(lambda: page.table.columnWidth(STAGES) < 150)
    picture = page.table.viewport().grab().toImage()
    edge = page.table.columnViewportPosition(STAGES + 1)
    middle = page.table.rowHeight(0) // 2
    ratio = picture.devicePixelRatio()
    colours = {picture.pixel(round((edge + at) * ratio), round(middle * ratio)) for at in range(-6, 10)}
    assert len(colours) == 1, "nothing is painted between the last stage and the tickets"
