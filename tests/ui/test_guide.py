"""The guide in its window: F1 opens the page that fits, a search leads to a place, links stay inside."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from models import guide
from ui.help.guide import GuideWindow
from ui.help.places import PAGES, page_for
from ui.main_window import MainWindow

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def guides(window: MainWindow) -> Iterator[list[GuideWindow]]:
    """Every guide that is open; closed at the end."""
    found: list[GuideWindow] = []
    yield found
    for item in window.findChildren(GuideWindow):
        item.close()


def open_by_key(inside: QWidget, window: MainWindow, qtbot: QtBot) -> GuideWindow:
    inside.setFocus()
    qtbot.keyClick(inside, Qt.Key.Key_F1)
    qtbot.waitUntil(lambda: any(item.isVisible() for item in window.findChildren(GuideWindow)))
    return next(item for item in window.findChildren(GuideWindow) if item.isVisible())


def test_f1_opens_the_page_of_the_pane(window: MainWindow, guides: list[GuideWindow], qtbot: QtBot) -> None:
    window.activateWindow()
    opened = open_by_key(window.page.right.checklist.view, window, qtbot)
    assert opened.shown == "checklist"
    assert "Every step of an engagement" in opened.text.toPlainText()
    window.activateWindow()
    again = open_by_key(window.page.timeline.view, window, qtbot)
    assert again is opened
    assert again.shown == "timeline"


def test_f1_works_in_a_dialog(window: MainWindow, guides: list[GuideWindow], qtbot: QtBot) -> None:
    window.acts["triple_check"].trigger()
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    assert "help" in {action.objectName() for action in dialog.actions()}
    window.commands.help.show_guide()
    opened = dialog.findChildren(GuideWindow)[0]
    assert opened.shown == "triple-check"
    opened.close()
    dialog.close()


def test_a_search_lists_places_and_shows_the_first(window: MainWindow, guides: list[GuideWindow], qtbot: QtBot) -> None:
    window.commands.help.show_guide()
    opened = window.findChildren(GuideWindow)[0]
    qtbot.keyClicks(opened.search, "fail silently")
    assert opened.list.count() == len(guide.search("fail silently")) > 1
    assert opened.text.textCursor().hasSelection()
    qtbot.keyClicks(opened.search, "zzz")
    assert opened.list.count() == 0
    opened.search.clear()
    assert opened.list.count() == len(guide.PAGES)


def test_links_go_to_pages_and_what_is_no_link_is_refused(
    window: MainWindow, guides: list[GuideWindow], qtbot: QtBot
) -> None:
    window.commands.help.show_guide()
    opened = window.findChildren(GuideWindow)[0]
    opened.open_link(QUrl("rules.md"))
    assert opened.shown == "rules"
    opened.open_link(QUrl("file:///etc/passwd"))
    assert opened.shown == "rules"


def test_the_folders_of_this_computer_stand_in_the_page_about_data(
    window: MainWindow, guides: list[GuideWindow]
) -> None:
    window.commands.help.show_guide()
    opened = window.findChildren(GuideWindow)[0]
    opened.show_page("whose-data")
    assert "{" not in opened.text.toPlainText()
    assert "e2e-tracker.db" in opened.text.toPlainText()


def test_every_class_of_the_table_is_there_and_every_page_too() -> None:
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in (ROOT / "ui").rglob("*.py")]
    known = {node.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    assert set(PAGES) <= known
    assert set(PAGES.values()) <= set(guide.PAGES)
    pages = {name for name in known if name.endswith("Page")} & set(PAGES)
    assert {"TodayPage", "LeadPage", "TimeLogPage", "VideosPage", "SurveysPage", "SettingsPage"} <= pages


def test_nothing_known_leads_to_the_first_page() -> None:
    assert page_for(None) == "start"
