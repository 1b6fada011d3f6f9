"""The time log by mouse and by keys: cells, pieces, timer, checks and the export."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from models import engagements, internal_work, projector, time_log, time_pieces, timers
from models.time_pieces import Piece, Place
from ui.context import Context
from ui.main_window import MainWindow
from ui.time_log.ask import Ask
from ui.time_log.grid_model import ADD, FIRST_DAY, NAME, WEEK
from ui.time_log.page import TimeLogPage

MONDAY, TODAY = date(2026, 11, 23), date(2026, 11, 24)


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> TimeLogPage:
    """The page in the window, with the focus in the grid on Northwind Health today."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.acts["show_time_log"].trigger()
    made = window.pages.currentWidget()
    assert isinstance(made, TimeLogPage)
    choose(made, "Northwind Health", FIRST_DAY + 1)
    made.card.grid.setFocus()
    return made


def place(page: TimeLogPage, name: str) -> Place:
    return next(found for found, known in page.acts.places() if known == name)


def choose(page: TimeLogPage, name: str, column: int) -> None:
    page.card.grid.go_to(page.card.grid.rows.row_of(place(page, name)), column)


def shown(page: TimeLogPage, name: str) -> list[str]:
    """Return the texts of a row, days and week."""
    rows = page.card.grid.rows
    row = rows.row_of(place(page, name))
    return [rows.index(row, column).data() for column in range(FIRST_DAY, WEEK + 1)]


def keys(qtbot: QtBot, text: str) -> None:
    """Type into whatever has the focus."""
    for letter in text:
        qtbot.keyClick(QApplication.focusWidget(), letter)


def press_key(qtbot: QtBot, key: Qt.Key) -> None:
    qtbot.keyClick(QApplication.focusWidget(), key)


def pieces(context: Context, name: str, day: date = TODAY) -> list[Piece]:
    return [item for item in time_pieces.between(context.store, day, day) if item.name == name]


def asked(page: TimeLogPage) -> Ask:
    return next(item for item in page.window().findChildren(Ask) if item.isVisible())


def test_the_week_is_as_drawn(page: TimeLogPage) -> None:
    assert shown(page, "Northwind Health") == ["2.50", "1.50", "", "", "", "", "", "4.00 h"]
    assert shown(page, "Training videos") == ["–", "0.50", "", "", "", "", "", "0.50 h"]
    rows = page.card.grid.rows
    names = [rows.index(row, NAME).data() for row in range(rows.rowCount())]
    assert names.index("Billable") < names.index("Northwind Health") < names.index("Not billable")
    assert names[-3:] == ["Team meeting", "Training videos", "Total"]
    waiting = [name for name in names if rows.detail(rows.line(rows.index(names.index(name), NAME))).waiting]
    assert names[1 : 1 + len(waiting)] == waiting, "what waits comes first"
    assert rows.index(len(names) - 1, WEEK).data() == "13.00 h"
    assert page.head.subtitle.whole == "Today 5.00 h, 4.50 h of it billable. Log small pieces as you go."


def test_a_cell_is_typed_over_and_enter_goes_down(page: TimeLogPage, context: Context, qtbot: QtBot) -> None:
    choose(page, "Juniper Schools", FIRST_DAY + 1)
    keys(qtbot, "1:30")
    press_key(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown(page, "Juniper Schools")[1] == "1.50")
    assert [item.minutes for item in pieces(context, "Juniper Schools")] == [90]
    grid = page.card.grid
    assert grid.rows.line(grid.currentIndex()).name == "Kestrel Energy"
    assert grid.hasFocus()


def test_tab_goes_right_and_minutes_stay_true(page: TimeLogPage, context: Context, qtbot: QtBot) -> None:
    choose(page, "Juniper Schools", FIRST_DAY + 2)
    keys(qtbot, "2.5")
    press_key(qtbot, Qt.Key.Key_Tab)
    assert page.card.grid.currentIndex().column() == FIRST_DAY + 3
    keys(qtbot, ".33")
    press_key(qtbot, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: shown(page, "Juniper Schools")[2:4] == ["2.50", "0.33"])
    assert [item.minutes for item in pieces(context, "Juniper Schools", TODAY + timedelta(days=2))] == [20]


def test_arrows_pass_the_headings(page: TimeLogPage, qtbot: QtBot) -> None:
    choose(page, "Larkspur Bank", FIRST_DAY)
    press_key(qtbot, Qt.Key.Key_Down)
    grid = page.card.grid
    assert grid.rows.line(grid.currentIndex()).name == "Team meeting"
    press_key(qtbot, Qt.Key.Key_Up)
    press_key(qtbot, Qt.Key.Key_Right)
    assert (grid.rows.line(grid.currentIndex()).name, grid.currentIndex().column()) == ("Larkspur Bank", FIRST_DAY + 1)


def test_words_that_are_no_length_stay_in_the_cell(
    page: TimeLogPage, context: Context, qtbot: QtBot, told: list[str]
) -> None:
    keys(qtbot, "1:75")
    press_key(qtbot, Qt.Key.Key_Return)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "1:75"
    assert "no length of time" in told[-1]
    press_key(qtbot, Qt.Key.Key_Escape)
    assert shown(page, "Northwind Health")[1] == "1.50"


def test_delete_clears_and_undo_brings_back(page: TimeLogPage, window: MainWindow, qtbot: QtBot) -> None:
    press_key(qtbot, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: shown(page, "Northwind Health")[1] == "–")
    window.acts["undo"].trigger()
    qtbot.waitUntil(lambda: shown(page, "Northwind Health")[1] == "1.50")
    assert window.pages.currentWidget() is page, "undo stays at the time log"


def test_what_is_exported_gets_a_correction(page: TimeLogPage, context: Context, qtbot: QtBot) -> None:
    choose(page, "Northwind Health", FIRST_DAY)
    keys(qtbot, "2")
    press_key(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown(page, "Northwind Health")[0] == "2.00")
    assert [item.minutes for item in pieces(context, "Northwind Health", MONDAY) if item.corrects] == [-30]
    page.card.show_mode("list")
    words = [label.text() for label in page.card.list.findChildren(QWidget) if hasattr(label, "whole")]
    assert any(text.startswith("Correction of E2E-T") for text in words)


def test_half_an_hour_by_its_button_and_by_space(page: TimeLogPage, context: Context, qtbot: QtBot) -> None:
    grid = page.card.grid
    index = grid.rows.index(grid.rows.row_of(place(page, "Kestrel Energy")), ADD)
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=grid.visualRect(index).center())
    qtbot.waitUntil(lambda: shown(page, "Kestrel Energy")[1] == "1.50")
    press_key(qtbot, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: shown(page, "Kestrel Energy")[1] == "2.00")
    qtbot.mouseClick(page.head.half, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shown(page, "Northwind Health")[1] == "2.00")


def test_a_name_opens_its_engagement(page: TimeLogPage, window: MainWindow, context: Context, qtbot: QtBot) -> None:
    choose(page, "Kestrel Energy", NAME)
    press_key(qtbot, Qt.Key.Key_Return)
    assert window.pages.currentWidget() is window.page
    assert context.portfolio.name(context.portfolio.current) == "Kestrel Energy"


def test_weeks_are_walked(page: TimeLogPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.card.before, Qt.MouseButton.LeftButton)
    assert page.card.title.text() == "2026-W47"
    assert page.card.this.isEnabled()
    qtbot.mouseClick(page.card.after, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.card.after, Qt.MouseButton.LeftButton)
    assert page.card.title.text() == "2026-W49"
    qtbot.mouseClick(page.card.this, Qt.MouseButton.LeftButton)
    assert page.card.title.text() == "This week"
    assert shown(page, "Northwind Health")[0] == "2.50"


def test_a_week_is_saved_for_a_spreadsheet(page: TimeLogPage, tmp_path: Path, told: list[str]) -> None:
    page.go_weeks(-1)
    page.go_weeks(1)
    page.card.save_to(tmp_path / "week.csv")
    lines = (tmp_path / "week.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 19
    assert lines[1].startswith("2026-11-23,Juniper Schools,P002389-001,yes,60,1.00,")
    assert told[-1] == "Saved week.csv"
    page.card.save_to(tmp_path / "none" / "week.csv")
    assert "can't be written" in told[-1]


def test_a_row_is_added_for_another_project(page: TimeLogPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.card.add, Qt.MouseButton.LeftButton)
    menu = next(item for item in page.card.findChildren(QMenu) if item.isVisible())
    assert "Northwind Health" not in [act.text() for act in menu.actions()]
    next(act for act in menu.actions() if act.text() == "Bright Harbor").trigger()
    menu.close()
    assert shown(page, "Bright Harbor")[1] == "–"
    assert page.card.grid.currentIndex().column() == FIRST_DAY + 1


def test_internal_work_gets_a_row(page: TimeLogPage, context: Context, qtbot: QtBot) -> None:
    page.card.new_wanted.emit()
    dialog = asked(page)
    dialog.fields[0].line.setText("Team meeting")
    dialog.accept()
    assert "already" in dialog.fields[0].error
    dialog.fields[0].line.setText("Tools")
    dialog.accept()
    qtbot.waitUntil(lambda: "Tools" in [name for _place, name in page.acts.places()])
    qtbot.waitUntil(lambda: page.card.grid.rows.row_of(place(page, "Tools")) > 0)
    assert [item.name for item in internal_work.projects(context.store)] == ["Team meeting", "Tools", "Training videos"]


def test_a_piece_is_edited_split_moved_and_deleted(page: TimeLogPage, context: Context, qtbot: QtBot) -> None:
    piece = pieces(context, "Juniper Schools")[0]
    page.acts.edit(piece)
    dialog = asked(page)
    dialog.fields[0].line.setText("much")
    dialog.accept()
    assert "no length" in dialog.fields[0].error
    dialog.fields[0].line.setText("1.5")
    dialog.fields[1].line.setText("Answers")
    dialog.accept()
    piece = pieces(context, "Juniper Schools")[0]
    assert (piece.minutes, piece.note) == (90, "Answers")
    page.acts.split(piece)
    asked(page).fields[0].line.setText("30m")
    asked(page).accept()
    assert sorted(item.minutes for item in pieces(context, "Juniper Schools")) == [30, 60]
    page.acts.move(pieces(context, "Juniper Schools")[0], place(page, "Team meeting"), "Team meeting")
    assert len(pieces(context, "Juniper Schools")) == len(pieces(context, "Team meeting")) == 1
    page.acts.delete(pieces(context, "Juniper Schools")[0])
    qtbot.waitUntil(lambda: shown(page, "Team meeting")[1] == "1.00")
    assert pieces(context, "Juniper Schools") == []


def test_a_menu_offers_what_can_be_done(page: TimeLogPage, context: Context) -> None:
    open_piece, exported = pieces(context, "Kestrel Energy")[0], pieces(context, "Kestrel Energy", MONDAY)[0]
    for piece, can_split in ((open_piece, True), (exported, False)):
        menu = page.acts.menu(piece)
        acts = {act.text(): act for act in menu.actions()}
        assert list(acts) == ["Edit…", "Split…", "Move to…", "Delete"]
        assert acts["Split…"].isEnabled() is can_split
        menu.close()


def test_the_newest_piece_can_be_undone(
    page: TimeLogPage, context: Context, press: Callable[[QWidget, str], None], qtbot: QtBot
) -> None:
    page.add(place(page, "Juniper Schools"), 45)
    press(page.today, "Undo: Juniper Schools, 0.75 h")
    qtbot.waitUntil(lambda: shown(page, "Juniper Schools")[1] == "0.50")


def test_a_timer_runs_pauses_and_logs(
    page: TimeLogPage, context: Context, press: Callable[[QWidget, str], None], qtbot: QtBot
) -> None:
    qtbot.mouseClick(page.timer.start_button, Qt.MouseButton.LeftButton)
    clock: Any = context.clock
    clock.advance(timedelta(minutes=5))
    press(page.timer, "Pause: Northwind Health")
    press(page.timer, "Resume: Northwind Health")
    clock.advance(timedelta(minutes=4))
    press(page.timer, "Stop and log: Northwind Health")
    qtbot.waitUntil(lambda: len(timers.all_timers(context.store)) == 2)  # those of the questions stay
    assert max(pieces(context, "Northwind Health"), key=lambda item: item.id).minutes == 9


def test_a_long_silence_is_asked_about(page: TimeLogPage, window: MainWindow, context: Context, qtbot: QtBot) -> None:
    timers.start(context.store, context.portfolio.current)
    clock: Any = context.clock
    clock.advance(timedelta(minutes=68))
    watch = window.commands.timer_watch
    watch.look()
    question = watch.question
    assert question is not None
    assert question.windowTitle() == "Were you on this from 10:42 to 11:50?"
    qtbot.mouseClick(question.go, Qt.MouseButton.LeftButton)
    timer = timers.running(context.store)
    assert timer is not None
    assert timer.seconds(clock.now()) == 0
    timers.drop(context.store, timer)


def test_the_checks_are_mended_in_place(
    page: TimeLogPage, context: Context, press: Callable[[QWidget, str], None], qtbot: QtBot
) -> None:
    assert page.projector.chip.text == "7 cards ready"
    press(page.projector, "Shorten: 1 text is over 1,000 characters")
    qtbot.waitUntil(lambda: not projector.preview(context.store).too_long)
    engagements.edit(context.store, context.portfolio.current, projector_project="")
    qtbot.waitUntil(lambda: page.projector.chip.text == "5 cards ready")
    press(page.projector, "Add code: Northwind Health has no project code")
    asked(page).fields[0].line.setText("P-9")
    asked(page).accept()
    qtbot.waitUntil(lambda: page.projector.chip.text == "7 cards ready")


def test_cards_are_exported_once(page: TimeLogPage, context: Context, tmp_path: Path, qtbot: QtBot) -> None:
    page.projector.copy()
    assert QGuiApplication.clipboard().text().count("E2E-T") == 7
    page.projector.export_to(tmp_path / "cards.csv")
    qtbot.waitUntil(lambda: page.projector.chip.text == "0 cards ready")
    assert not page.projector.export_button.isEnabled()
    assert (tmp_path / "cards.csv").read_bytes().count(b"\r\n") == 8
    time_log.log(context.store, context.portfolio.current, 20, "New")
    qtbot.waitUntil(lambda: page.projector.chip.text == "1 card ready")


def test_the_note_is_kind_and_can_be_put_away(page: TimeLogPage, context: Context, window: MainWindow) -> None:
    assert page.note.isVisible()
    assert page.note.text.whole.endswith("have billable work due. It goes before Training videos.")
    page.note.dismissed.emit()
    page.refresh()
    assert not page.note.isVisible()
    page.note.wanted.emit()
    assert window.pages.currentWidget() is window.page


def test_the_right_column_goes_below_where_it_is_narrow(page: TimeLogPage, window: MainWindow, qtbot: QtBot) -> None:
    def places() -> tuple[QPoint, QPoint]:
        return page.projector.mapTo(page, QPoint()), page.card.mapTo(page, QPoint())

    window.resize(1440, 900)
    qtbot.waitUntil(lambda: places()[0].x() > places()[1].x() + page.card.width())
    window.resize(1024, 700)
    qtbot.waitUntil(lambda: places()[0].y() > places()[1].y() + page.card.height())
    assert page.card.grid.horizontalHeader().length() <= page.card.grid.viewport().width()


def test_ticking_a_step_offers_time_for_it(window: MainWindow, context: Context, qtbot: QtBot) -> None:
    footer, store = window.page.right.quick_log, context.store
    window.page.right.checklist.acts.toggle("validation_reminder")
    qtbot.waitUntil(lambda: footer.offered == "validation_reminder")
    footer.log_half_hour()
    assert footer.offered == ""
    piece = pieces(context, "Northwind Health")[0]
    assert (piece.minutes, piece.step, piece.note) == (30, "validation_reminder", "Send the prod upgrade reminder")
    store.undo()
    store.undo()
    window.page.right.checklist.acts.toggle("validation_reminder")
    qtbot.waitUntil(lambda: footer.offered == "validation_reminder")
    qtbot.mouseClick(footer.no_offer, Qt.MouseButton.LeftButton)
    assert footer.offered == ""


def test_time_that_is_not_billable_says_so_once(
    window: MainWindow, context: Context, told: list[str], qtbot: QtBot
) -> None:
    ids = {context.portfolio.name(id_): id_ for id_ in context.portfolio.ids()}
    engagements.edit(context.store, ids["Bright Harbor"], billable=0)
    window.open_engagement(ids["Bright Harbor"])

    def known() -> bool:
        dossier = context.portfolio.current_dossier()
        return dossier is not None and not dossier.engagement.billable

    qtbot.waitUntil(known)
    footer = window.page.right.quick_log
    footer.log_half_hour()
    footer.log_half_hour()
    first, second = told[-2:]
    assert "have billable work due." in first
    assert second == "Logged 0.5 h for Bright Harbor"


def test_ctrl_with_a_digit_or_a_comma_stays_the_windows(page: TimeLogPage, window: MainWindow, qtbot: QtBot) -> None:
    before = shown(page, "Northwind Health")
    for key, left_for in ((Qt.Key.Key_1, "today"), (Qt.Key.Key_Comma, "settings")):
        qtbot.keyClick(page.card.grid, key, Qt.KeyboardModifier.ControlModifier)
        assert window.pages.place == left_for
        window.acts["show_time_log"].trigger()
    assert shown(page, "Northwind Health") == before
