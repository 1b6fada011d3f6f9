"""The short description of a ticket: counted, compared, read back, worded by a pattern (N31, N34)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from models import settings, tickets
from models.dossiers import load
from ui.context import Context
from ui.details.pane import DetailsPane
from ui.details.tickets_section import TicketsSection
from ui.main_window import MainWindow
from ui.short_descriptions.panel import ShortDescription

RIGHT = "E2E | Northwind Health | Prod Upgrade 2026-12-03 19:00 PST"
WRONG = "E2E | Northwind Health | Prod Upgrade 2026-12-01 19:00 PST"


@pytest.fixture
def panel(context: Context, qtbot: QtBot) -> Iterator[ShortDescription]:
    found = ShortDescription(context, context.portfolio.current, "ETIU03")
    qtbot.addWidget(found)
    found.show()
    yield found
    found.close()


def confirm(context: Context, text: str) -> None:
    tickets.confirm_text(context.store, load(context.store, context.portfolio.current), "ETIU03", text)


def test_it_is_generated_and_counted(panel: ShortDescription, context: Context) -> None:
    assert panel.words.text() == RIGHT
    assert panel.count.text() == f"{len(RIGHT)} of 160 characters"
    panel.copy.click()
    assert QGuiApplication.clipboard().text() == RIGHT
    confirm(context, RIGHT)
    assert panel.chip.text == "Up to date"
    assert not panel.changes.isVisible()


def test_the_difference_is_shown_word_by_word(panel: ShortDescription, context: Context) -> None:
    confirm(context, WRONG)
    assert panel.chip.text == "Out of date"
    shown = panel.changes.text()
    assert 'line-through">2026-12-01</span>' in shown
    assert 'font-weight:600">2026-12-03</span>' in shown
    assert WRONG in panel.changes.accessibleName()


def test_a_text_with_markup_stays_text(panel: ShortDescription, context: Context) -> None:
    confirm(context, WRONG.replace("Health", "<b>Health</b><img src=x>"))
    assert "<img" not in panel.changes.text()


def test_updated_asks_for_what_servicenow_shows(
    panel: ShortDescription, context: Context, clock: Any, qtbot: QtBot
) -> None:
    confirm(context, WRONG)
    clock.advance(timedelta(minutes=5))
    QGuiApplication.clipboard().setText("from ServiceNow")
    assert not panel.shown.isVisible()
    panel.updated.setFocus()
    qtbot.keyClick(panel.updated, Qt.Key.Key_Space)
    assert panel.shown.isVisible()
    panel.shown.line.setText(WRONG)
    qtbot.keyClick(panel.shown.line, Qt.Key.Key_Return)
    assert "It says 2026-12-01 19:00 PST. The plan says 2026-12-03 19:00 PST." in panel.shown.error
    assert panel.shown.text == WRONG, "the words stay"
    panel.shown.line.setText(RIGHT)
    qtbot.keyClick(panel.shown.line, Qt.Key.Key_Return)
    assert panel.chip.text == "Up to date"
    assert not panel.shown.isVisible()
    newest = load(context.store, context.portfolio.current).newest("ETIU03.short_description")
    assert newest is not None
    assert newest.value == RIGHT


def test_our_own_copy_is_no_read_back(panel: ShortDescription, qtbot: QtBot) -> None:
    panel.copy.click()
    panel.ask()
    panel.shown.line.setText(RIGHT)
    qtbot.keyClick(panel.shown.line, Qt.Key.Key_Return)
    assert "your own copy" in panel.shown.error


def choose(panel: ShortDescription, at: int) -> None:
    panel.pattern.setCurrentIndex(at)
    panel.pattern.activated.emit(at)


def test_another_pattern_words_it_anew(panel: ShortDescription, context: Context, qtbot: QtBot) -> None:
    choose(panel, 1)
    assert panel.words.text() == tickets.all_dates_text(load(context.store, context.portfolio.current))
    choose(panel, 2)
    assert panel.own.isVisible()
    panel.own.line.setText("E2E | {client} | Nothing")
    qtbot.keyClick(panel.own.line, Qt.Key.Key_Return)
    assert "date is missing" in panel.own.error
    panel.own.line.setText("E2E | {client} | Go-live {date} {time} {zone}")
    qtbot.keyClick(panel.own.line, Qt.Key.Key_Return)
    assert panel.words.text() == "E2E | Northwind Health | Go-live 2026-12-03 19:00 PST"
    choose(panel, 0)
    assert settings.get(context.store, "short_description.ETIU03") == ""
    assert not panel.own.isVisible()


def test_it_unfolds_under_its_ticket(window: MainWindow, context: Context, qtbot: QtBot) -> None:
    window.page.right.show_tab("details")
    (pane,) = window.findChildren(DetailsPane)
    section = pane.section(TicketsSection)
    assert isinstance(section, TicketsSection)
    assert not section.rows["CHG"].fold.isVisibleTo(section.rows["CHG"])
    line = section.rows["ETIU03"]
    qtbot.keyClick(line.fold, Qt.Key.Key_Space)
    assert line.text is not None
    assert line.text.words.text() == RIGHT
    confirm(context, WRONG)
    assert line.fold.text() == "Short description, out of date"
    line.fold.click()
    assert line.text is None
