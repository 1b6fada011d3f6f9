"""Today as the morning's first view: once a day where something needs you, and never under somebody's hands."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models import engagements, settings
from ui.context import Context
from ui.main_window import MainWindow
from ui.today.first_view import FirstView


def begin(context: Context, window: MainWindow, qtbot: QtBot) -> None:
    window.pages.show_one()
    FirstView(context, window).begin()
    with qtbot.waitSignal(context.portfolio.listed):
        context.portfolio.reassess()


def test_it_is_shown_at_the_first_start_of_a_day(
    window: MainWindow, context: Context, clock: Any, qtbot: QtBot
) -> None:
    begin(context, window, qtbot)
    assert window.pages.place == "today"
    begin(context, window, qtbot)
    assert window.pages.place == "engagements", "it was seen today"
    clock.advance(timedelta(days=1))
    begin(context, window, qtbot)
    assert window.pages.place == "today"
    question = QApplication.activeModalWidget()
    assert question is not None, "the timer that ran over night asks, over the page"
    question.close()


@pytest.mark.parametrize(("chosen", "places"), [("always", ["today", "today"]), ("never", ["engagements"] * 2)])
def test_it_can_be_chosen(window: MainWindow, context: Context, qtbot: QtBot, chosen: str, places: list[str]) -> None:
    settings.put(context.store, "today.first", chosen)
    seen = []
    for _ in range(2):
        begin(context, window, qtbot)
        seen.append(window.pages.place)
    assert seen == places


def test_what_somebody_turned_to_stays(window: MainWindow, context: Context, qtbot: QtBot) -> None:
    FirstView(context, window).begin()
    window.pages.show_all()
    with qtbot.waitSignal(context.portfolio.listed):
        context.portfolio.reassess()
    assert window.pages.shows_all


def test_nothing_that_needs_you_shows_the_engagement(window: MainWindow, context: Context, qtbot: QtBot) -> None:
    for engagement in context.portfolio.ids():
        engagements.archive(context.store, engagement)
    begin(context, window, qtbot)
    assert window.pages.place == "engagements"
