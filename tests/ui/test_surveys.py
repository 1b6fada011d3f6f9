"""The page of surveys as a person uses it: by mouse, by keys, with files, and with nothing in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from models import settings, surveys
from ui.context import Context
from ui.main_window import MainWindow
from ui.surveys.model import ScoreModel
from ui.surveys.page import QUARTERS, SurveysPage
from ui.surveys.score_dialog import ScoreDialog
from ui.surveys.tell_lead import TellLead

Press = Callable[[QWidget, str], None]


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> SurveysPage:
    qtbot.mouseClick(window.sidebar.places.buttons["surveys"], Qt.MouseButton.LeftButton)
    found = window.pages.currentWidget()
    assert isinstance(found, SurveysPage)
    return found


def opened(window: MainWindow, kind: type[QWidget]) -> QWidget:
    return next(item for item in window.findChildren(kind) if item.isVisible())


def cells(page: SurveysPage, row: int) -> list[str]:
    return [str(page.model.index(row, at).data()) for at in range(page.model.columnCount())]


def everything_gone(context: Context) -> None:
    with context.store.step("Clear") as db:
        db.execute("DELETE FROM survey_score")


def fill(dialog: ScoreDialog, client: str, score: str) -> None:
    dialog.client.line.setText(client)
    dialog.value.line.setText(score)


def test_it_looks_as_drawn(page: SurveysPage) -> None:
    assert [tile.number.text() for tile in page.tiles] == ["4.7", "11", "3", "1"]
    assert page.tiles[3].accessibleName() == "1 below 4, followed up, Saltmarsh Energy, with Aja"
    assert cells(page, 0) == ["Tue 24 Nov", "Quarry Foods", "4.8", "“Always knew the next date”", "Best Practices"]
    assert page.model.rowCount() == page.chart.count == 11
    assert page.legend.accessibleName() == "Average of the last 5, One survey, Mean 4.6 of 11"


def test_the_models_keep_qts_rules(page: SurveysPage, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(page.model)
    page.range.button(QUARTERS).click()
    qtmodeltester.check(ScoreModel())
    assert page.model.of_quarters


def test_the_table_is_the_charts_twin_for_assistive_technology(page: SurveysPage) -> None:
    table = QAccessible.queryAccessibleInterface(page.table)
    assert table is not None
    assert table.text(QAccessible.Text.Name) == "Scores"
    said = [table.child(at).text(QAccessible.Text.Name) for at in range(table.childCount())]
    assert "“The date moved twice”" in said
    assert "3.4, low" in said
    chart = QAccessible.queryAccessibleInterface(page.chart)
    assert chart is not None
    assert chart.role() is QAccessible.Role.Chart
    page.chart.choose(10)
    assert chart.text(QAccessible.Text.Value).startswith("4.8 Quarry Foods")
    assert chart.text(QAccessible.Text.Name) == "Score over time"
    assert "Scale 1–5, goal 4.5" in chart.text(QAccessible.Text.Description)


def test_the_arrows_walk_through_the_chart_and_the_table_follows(page: SurveysPage, qtbot: QtBot) -> None:
    page.chart.setFocus()
    qtbot.keyClick(page.chart, Qt.Key.Key_Left)
    assert page.chart.words == "4.8 Quarry Foods, Tue 24 Nov, after Best Practices, Always knew the next date"
    assert page.table.currentIndex().row() == 0
    qtbot.keyClick(page.chart, Qt.Key.Key_Left)
    assert page.chart.words.startswith("5.0 Juniper Schools, Wed 18 Nov, after Kickoff")
    qtbot.keyClick(page.chart, Qt.Key.Key_Home)
    assert page.table.currentIndex().row() == 10
    qtbot.keyClick(page.chart, Qt.Key.Key_Right)
    qtbot.keyClick(page.chart, Qt.Key.Key_Right)
    assert page.chart.words.startswith("3.4 Saltmarsh Energy, low, Wed 16 Sep")
    qtbot.keyClick(page.chart, Qt.Key.Key_Escape)
    assert page.chart.words == ""
    assert not page.table.currentIndex().isValid()
    page.table.selectRow(1)
    assert page.chart.words.startswith("5.0 Juniper")


def test_hovering_a_dot_says_its_words(page: SurveysPage, qtbot: QtBot) -> None:
    page.table.setFocus()
    at = page.chart.place_of(9).toPoint()
    QTest.mouseMove(page.chart, at)
    qtbot.waitUntil(lambda: page.chart.current == 9)
    QTest.mouseMove(page.chart, at + QPoint(40, 80))
    qtbot.waitUntil(lambda: page.chart.current == -1)
    qtbot.mouseClick(page.chart, Qt.MouseButton.LeftButton, pos=at)
    assert page.chart.words.startswith("5.0 Juniper")


def test_the_quarters_stand_beside_csat(page: SurveysPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.range.button(QUARTERS), Qt.MouseButton.LeftButton)
    assert [cells(page, row) for row in range(2)] == [
        ["Q4 2026", "4.7", "7", "–", "0"],
        ["Q3 2026", "4.5", "4", "4.5", "2"],
    ]
    page.chart.setFocus()
    qtbot.keyClick(page.chart, Qt.Key.Key_End)
    qtbot.keyClick(page.chart, Qt.Key.Key_Left)
    assert page.chart.words == "Q3 2026: Survey 4.5 of 4 scores, CSAT 4.5 of 2 scores"
    at = page.chart.place_of(0).toPoint()
    qtbot.mouseClick(page.chart, Qt.MouseButton.LeftButton, pos=at)
    assert page.chart.words.startswith("Q1 2026: Survey: none")
    qtbot.mouseClick(page.range.button("year"), Qt.MouseButton.LeftButton)
    assert page.model.rowCount() == 15
    assert "CSAT" in page.legend.accessibleName()
    assert not page.grab().isNull()


def test_one_client_alone(page: SurveysPage) -> None:
    page.client.setCurrentIndex(page.client.findText("Halden Rail"))
    assert [cells(page, row)[1] for row in range(page.model.rowCount())] == ["Halden Rail"] * 2
    page.client.setCurrentIndex(0)
    assert page.model.rowCount() == 11


def test_nothing_and_one_score(page: SurveysPage, context: Context) -> None:
    everything_gone(context)
    assert page.empty.isVisible()
    assert page.empty.text() == "No scores yet. Look in HI, then add the first."
    assert not page.chart.isVisible()
    page.take_focus()
    entry = surveys.Entry(surveys.time_log.today(context.store), "Northwind Health", 480, surveys.Scale(1, 5))
    surveys.add(context.store, entry)
    assert page.chart.isVisible()
    assert page.chart.count == 1
    assert page.chart.grab().toImage().pixelColor(page.chart.place_of(0).toPoint()).isValid()


def test_a_score_is_added_by_keys(page: SurveysPage, window: MainWindow, qtbot: QtBot, told: list[str]) -> None:
    qtbot.mouseClick(page.add, Qt.MouseButton.LeftButton)
    dialog = opened(window, ScoreDialog)
    assert isinstance(dialog, ScoreDialog)
    qtbot.keyClicks(dialog.client.line, "Kestrel Energy")
    qtbot.keyClick(dialog.client.line, Qt.Key.Key_Return)
    assert dialog.isVisible(), "the score is still missing"
    assert dialog.error.text() == ""
    qtbot.keyClicks(dialog.value.line, "4,9")
    assert not dialog.tell.isVisible()
    qtbot.keyClick(dialog.value.line, Qt.Key.Key_Return)
    assert cells(page, 0)[1:3] == ["Kestrel Energy", "4.9"]
    assert told[-1] == "Kept 4.9 of Kestrel Energy"
    page.act_wanted.emit("undo")
    assert page.model.rowCount() == 11


@pytest.mark.parametrize(
    ("client", "score", "words"),
    [("", "4.8", "needs the client's name"), ("Kestrel", "six", "“six” is no score"), ("Kestrel", "5.1", "1–5")],
)
def test_what_is_wrong_is_said_and_kept(page: SurveysPage, qtbot: QtBot, client: str, score: str, words: str) -> None:
    page.add_score()
    dialog = opened(page.window(), ScoreDialog)  # type: ignore[arg-type]
    assert isinstance(dialog, ScoreDialog)
    fill(dialog, client, score)
    dialog.save.click()
    assert words in dialog.error.text()
    assert dialog.isVisible()
    assert dialog.value.text == score
    dialog.reject()


def test_a_low_score_offers_to_tell_the_lead(
    page: SurveysPage, window: MainWindow, qtbot: QtBot, press: Press, context: Context, tmp_path: Path
) -> None:
    settings.put(context.store, "people.lead", "Robin")
    page.add_score()
    dialog = opened(window, ScoreDialog)
    assert isinstance(dialog, ScoreDialog)
    fill(dialog, "Kestrel Energy", "3.5")
    dialog.comment.line.setText("Too many mails")
    assert dialog.low.title.text() == "Under 4: Robin should hear of it from you."
    assert dialog.low.isVisible()
    press(dialog, "Save and tell Robin")
    tell = opened(window, TellLead)
    assert isinstance(tell, TellLead)
    assert tell.windowTitle() == "Tell Robin"
    body = tell.body.toPlainText()
    assert body.startswith("Hi Robin,")
    assert "Kestrel Energy gave 3.5 on a scale of 1–5, seen in HI on Tue 24 Nov 2026." in body
    assert "“Too many mails”" in body
    press(tell, "Copy")
    assert "Too many mails" in QGuiApplication.clipboard().text()
    assert surveys.scores(context.store)[-1].told == "", "copying records nothing"
    tell.save_to(tmp_path / "score.eml")
    assert b"X-Unsent: 1" in (tmp_path / "score.eml").read_bytes()
    press(tell, "Mark as told")
    assert surveys.scores(context.store)[-1].told == "Robin"
    assert page.tiles[3].words.whole == "below 4, followed up"
    assert "with Aja, Robin" in page.tiles[3].about.whole


def test_the_toast_of_a_low_score_leads_to_the_lead(page: SurveysPage, window: MainWindow, context: Context) -> None:
    offered: list[tuple[str, object]] = []
    context.notices.told.connect(lambda _text, action, then: offered.append((action, then)))
    page.add_score()
    dialog = opened(window, ScoreDialog)
    assert isinstance(dialog, ScoreDialog)
    fill(dialog, "Kestrel Energy", "2")
    dialog.save.click()
    action, then = offered[-1]
    assert action == "Tell Aja"
    assert callable(then)
    then()
    opened(window, TellLead).close()
    assert page.tiles[3].words.whole == "below 4, 1 to follow up"


def test_a_score_is_changed_and_deleted_from_the_table(
    page: SurveysPage, window: MainWindow, qtbot: QtBot, press: Press
) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    page.table.selectRow(1)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    dialog = opened(window, ScoreDialog)
    assert isinstance(dialog, ScoreDialog)
    assert (dialog.client.text, dialog.value.text, dialog.stage.currentText()) == ("Juniper Schools", "5.0", "Kickoff")
    dialog.value.line.setText("4.25")
    press(dialog, "Save")
    assert cells(page, 1)[2] == "4.25"
    page.table.selectRow(1)
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert page.model.rowCount() == 10
    assert page.table.hasFocus()
    for _time in range(2):
        qtbot.keyClick(page.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert cells(page, 1)[2] == "5.0"
    page.change(0)
    again = opened(window, ScoreDialog)
    press(again, "Delete")
    assert cells(page, 0)[1] == "Juniper Schools"


def test_the_menu_of_a_row(page: SurveysPage, window: MainWindow, qtbot: QtBot) -> None:
    page.table.customContextMenuRequested.emit(page.table.visualRect(page.model.index(1, 1)).center())
    menu = next(item for item in page.findChildren(QMenu) if item.isVisible())
    words = [item.text() for item in menu.actions() if item.text()]
    assert words == ["Change…", "Tell Aja…", "Open Juniper Schools", "Delete"]
    menu.actions()[2].trigger()
    menu.close()
    assert window.portfolio.name(window.portfolio.current) == "Juniper Schools"


def test_files_come_in_and_go_out(page: SurveysPage, tmp_path: Path, told: list[str], qtbot: QtBot) -> None:
    file = tmp_path / "out.csv"
    page.export_to(file)
    assert told[-1] == "Written to out.csv"
    page.import_file(file)
    qtbot.waitUntil(lambda: told[-1] == "Nothing is new. 11 were there already.")
    file.write_text("Date,Client,Score\n2026-11-20,Vela Airports,4.7\n2026-11-20,Vela Airports,ten\n")
    page.import_file(file)
    qtbot.waitUntil(lambda: "out.csv, row 3" in told[-1])
    assert page.model.rowCount() == 11
    file.write_text("Date,Client,Score\n2026-11-20,Vela Airports,4.7\n")
    page.import_file(file)
    qtbot.waitUntil(lambda: page.model.rowCount() == 12)
    page.copy_summary()
    assert "Q4 2026: Survey 4.7 of 8" in QGuiApplication.clipboard().text()


def test_the_acts_lead_to_the_page(window: MainWindow, qtbot: QtBot) -> None:
    window.acts["add_score"].trigger()
    assert isinstance(window.pages.currentWidget(), SurveysPage)
    dialog = opened(window, ScoreDialog)
    assert isinstance(dialog, ScoreDialog)
    assert dialog.client.text == "Northwind Health"
    dialog.reject()
    window.acts["show_engagements"].trigger()
    qtbot.keyClick(window, Qt.Key.Key_6, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(window.pages.currentWidget(), SurveysPage)


def test_the_goal_and_the_scale_are_settings(page: SurveysPage, context: Context) -> None:
    settings.put(context.store, "surveys.goal", "4.2")
    assert page.tiles[2].words.whole == "below 4.2 in 90 days"
    settings.put(context.store, "surveys.scale", "0-10")
    assert cells(page, 0)[2] == "4.8 on 1–5"
    assert page.chart.place_of(0).y() < page.chart.height() / 4, "5 of 5 is at the top of any scale"
    assert "Scale 0–10" in page.chart.accessibleDescription()
    assert not page.chart.grab().isNull()


def test_no_label_is_cut_in_a_small_window(page: SurveysPage, window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1024, 700)
    qtbot.waitUntil(lambda: window.width() == 1024)
    for tile in page.tiles:
        assert tile.words.text() == tile.words.whole
    assert page.chart.height() >= 150
    assert page.table.height() >= 100
    assert page.chart.place_of(page.chart.count - 1).x() < page.chart.width() - 60
    assert QPointF(page.chart.place_of(0)).x() > 20


def test_the_step_of_the_checklist_asks_for_the_score_and_ticks_itself(window: MainWindow, context: Context) -> None:
    juniper = next(id_ for id_ in context.portfolio.ids() if context.portfolio.name(id_) == "Juniper Schools")
    window.open_engagement(juniper)
    dossier = context.portfolio.current_dossier()
    assert dossier is not None
    assert not dossier.is_done(surveys.STEP)
    menu = window.page.right.checklist.menu(surveys.STEP)
    next(item for item in menu.actions() if item.text() == "Add a score…").trigger()
    menu.close()
    dialog = opened(window, ScoreDialog)
    assert isinstance(dialog, ScoreDialog)
    assert dialog.client.text == "Juniper Schools"
    dialog.value.line.setText("4.6")
    dialog.save.click()
    dossier = context.portfolio.current_dossier()
    assert dossier is not None
    assert dossier.is_done(surveys.STEP)
