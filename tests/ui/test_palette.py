"""The command palette: typed, chosen by keys or the mouse, done or copied; it keeps the focus while it is open."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from models import library
from ui.composer.dialog import Composer
from ui.context import Context
from ui.help.guide import GuideWindow
from ui.lead.digest import DigestDialog
from ui.main_window import MainWindow
from ui.palette.panel import Palette
from ui.settings.page import SettingsPage

ENTER, LEFT = Qt.Key.Key_Return, Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def palette(window: MainWindow) -> Palette:
    return reopen(window)


def reopen(window: MainWindow) -> Palette:
    window.acts["palette"].trigger()
    return next(item for item in window.findChildren(Palette) if item.isVisible())


def texts(shown: Palette) -> list[str]:
    rows = (shown.model.line(at) for at in range(shown.model.rowCount()))
    return [line.text for line in rows if line is not None and not line.heading]


def headings(shown: Palette) -> list[str]:
    rows = (shown.model.line(at) for at in range(shown.model.rowCount()))
    return [line.text for line in rows if line is not None and line.heading]


def chosen(shown: Palette) -> str:
    return shown.current.text if shown.current is not None else ""


def test_beginnings_of_words_find_the_act_of_the_open_engagement(palette: Palette, qtbot: QtBot) -> None:
    qtbot.keyClicks(palette.query, "nor tri")
    assert headings(palette)[0] == "Best match"
    assert chosen(palette) == "Triple-check"
    assert palette.current is not None
    assert (palette.current.detail, palette.current.keys) == ("Northwind Health", "Ctrl+T")
    assert palette.query.accessibleDescription() == "Triple-check, Northwind Health, Ctrl+T"


def test_enter_goes_to_an_engagement_and_it_is_recent_then(
    palette: Palette, window: MainWindow, context: Context, qtbot: QtBot
) -> None:
    qtbot.keyClicks(palette.query, "kestrel")
    qtbot.keyClick(palette.query, ENTER)
    assert not palette.isVisible()
    assert context.portfolio.name(context.portfolio.current) == "Kestrel Energy"
    again = reopen(window)
    assert "Kestrel Energy" in texts(again)
    again.close()


def test_a_step_is_shown_in_the_checklist(palette: Palette, window: MainWindow, qtbot: QtBot) -> None:
    window.page.right.show_tab("details")
    qtbot.keyClicks(palette.query, "timezone check work")
    qtbot.keyClick(palette.query, ENTER)
    assert window.page.right.tabs.current == "checklist"


def test_a_setting_opens_its_section(palette: Palette, window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClicks(palette.query, "text size")
    qtbot.keyClick(palette.query, ENTER)
    page = window.pages.currentWidget()
    assert isinstance(page, SettingsPage)
    assert page.current == "looks"


def test_control_enter_copies_a_number(palette: Palette, qtbot: QtBot, told: list[str]) -> None:
    qtbot.keyClicks(palette.query, "CHG0041877")
    qtbot.keyClick(palette.query, ENTER, CONTROL)
    assert QGuiApplication.clipboard().text() == "CHG0041877"
    assert told[-1] == "Copied CHG0041877"


def test_an_answer_is_copied_by_enter(palette: Palette, qtbot: QtBot) -> None:
    qtbot.keyClicks(palette.query, "19:00 los angeles")
    assert "Answers" in headings(palette)
    assert chosen(palette) == "19:00 in Los Angeles is 22:00 for you"
    assert palette.current is not None
    assert palette.current.detail == "Thu 3 Dec"  # the day of the open engagement's prod upgrade
    qtbot.keyClick(palette.query, ENTER)
    assert "22:00" in QGuiApplication.clipboard().text()


def test_arrows_go_round_and_leave_headings_out(palette: Palette, qtbot: QtBot) -> None:
    qtbot.keyClicks(palette.query, "nor")
    first = chosen(palette)
    qtbot.keyClick(palette.query, Qt.Key.Key_Down)
    assert chosen(palette) == texts(palette)[1] != first
    qtbot.keyClick(palette.query, Qt.Key.Key_Up)
    qtbot.keyClick(palette.query, Qt.Key.Key_Up)
    assert chosen(palette) == texts(palette)[-1]
    qtbot.keyClick(palette.query, Qt.Key.Key_Tab)
    assert chosen(palette) == first
    assert palette.window().focusWidget() is palette.query


def test_what_cannot_be_done_says_why_and_stays(window: MainWindow, context: Context, qtbot: QtBot) -> None:
    window.acts["redo"].setEnabled(False)
    shown = reopen(window)
    qtbot.keyClicks(shown.query, "redo")
    assert shown.current is not None
    assert (shown.current.off, shown.current.detail, shown.current.keys) == (True, "Nothing to redo", "")
    qtbot.keyClick(shown.query, ENTER)
    assert shown.isVisible()
    shown.close()


def test_backspace_in_an_empty_field_leaves_the_engagement(palette: Palette, qtbot: QtBot) -> None:
    assert palette._within.text() == "in Northwind Health"
    qtbot.keyClick(palette.query, Qt.Key.Key_Backspace)
    assert palette._within.text() == ""
    qtbot.keyClicks(palette.query, "nor tri")
    assert texts(palette) == []
    assert not palette._none.isHidden()


def test_escape_gives_the_focus_back_and_a_click_outside_closes(window: MainWindow, qtbot: QtBot) -> None:
    window.sidebar.list.setFocus()
    shown = reopen(window)
    assert window.focusWidget() is shown.query
    qtbot.keyClick(shown.query, Qt.Key.Key_Escape)
    assert window.focusWidget() is window.sidebar.list
    shown = reopen(window)
    qtbot.mouseClick(shown, LEFT, pos=QPoint(20, 20))
    assert not shown.isVisible()


def test_it_is_opened_once(window: MainWindow, qtbot: QtBot) -> None:
    shown = reopen(window)
    window.acts["palette"].trigger()
    assert [item for item in window.findChildren(Palette) if item.isVisible()] == [shown]
    shown.close()


def test_a_row_is_done_by_the_mouse(palette: Palette, window: MainWindow, context: Context, qtbot: QtBot) -> None:
    qtbot.keyClicks(palette.query, "vela")
    place = palette.list.visualRect(palette.list.currentIndex()).center()
    qtbot.mouseClick(palette.list.viewport(), LEFT, pos=place)
    assert context.portfolio.name(context.portfolio.current) == "Vela Airports"


@pytest.mark.parametrize(("width", "height"), [(1024, 700), (1440, 900)])
def test_it_fits_into_the_window(window: MainWindow, width: int, height: int, qtbot: QtBot) -> None:
    window.resize(width, height)
    shown = reopen(window)
    qtbot.keyClicks(shown.query, "e")
    assert len(texts(shown)) == 9
    assert shown.rect().contains(shown.frame.geometry())
    last = shown.model.index(shown.model.rowCount() - 1)
    assert shown.list.visualRect(last).bottom() <= shown.list.viewport().height()
    shown.close()


def test_a_text_of_the_open_engagement_is_written_from_here(palette: Palette, window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClicks(palette.query, "write kickoff inv")
    assert chosen(palette) == "Write “Kickoff invitation”"
    qtbot.keyClick(palette.query, ENTER)
    dialog = window.findChild(Composer)
    assert dialog is not None
    assert dialog.isVisible()
    assert "Kickoff" in dialog.page.subject.text()


def test_a_page_of_the_guide_opens_from_here(palette: Palette, window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClicks(palette.query, "guide handover")
    qtbot.keyClick(palette.query, ENTER)
    guide = window.findChild(GuideWindow)
    assert guide is not None
    assert guide.shown == "handover"


def test_a_video_and_its_moments_are_found(
    palette: Palette, window: MainWindow, context: Context, qtbot: QtBot
) -> None:
    video = library.videos(context.store)[0]
    moment = next(item for found in library.moments(context.store).values() for item in found)
    qtbot.keyClicks(palette.query, f"{video.title} video")
    assert chosen(palette) == video.title
    palette.query.clear()
    qtbot.keyClicks(palette.query, moment.title)
    assert moment.title in texts(palette)
    palette.query.clear()
    qtbot.keyClicks(palette.query, f"{video.title} video")
    qtbot.keyClick(palette.query, ENTER)
    assert window.toast.text.startswith("The example has no video files.")


def test_acts_of_the_lead_are_here(palette: Palette, window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClicks(palette.query, "weekly digest")
    qtbot.keyClick(palette.query, ENTER)
    assert window.pages.place == "lead"
    assert window.findChild(DigestDialog) is not None
