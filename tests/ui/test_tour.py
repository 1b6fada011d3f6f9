"""The short tour: four places, each lit with its card inside the window; it can be left at any of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.first_start.tour import STOPS, Tour
from ui.main_window import MainWindow

Press = Callable[[QWidget, str], None]


def begin(window: MainWindow) -> Tour:
    window.acts["tour"].trigger()
    return next(item for item in window.findChildren(Tour) if item.isVisible())


@pytest.mark.parametrize(("width", "height"), [(1024, 700), (1440, 900)])
def test_every_place_is_shown_with_its_card_in_the_window(
    window: MainWindow, press: Press, width: int, height: int
) -> None:
    window.resize(width, height)
    tour = begin(window)
    seen = []
    for stop in STOPS:
        seen.append(tour.title)
        assert stop.place(window).isVisible()
        assert tour.rect().contains(tour.frame.geometry())
        press(tour, "Done" if stop is STOPS[-1] else "Next")
    assert seen == [stop.title for stop in STOPS]
    assert not tour.isVisible()


def test_it_can_be_left_at_any_moment(window: MainWindow, press: Press, qtbot: QtBot) -> None:
    tour = begin(window)
    press(tour, "Leave")
    assert not tour.isVisible()
    again = begin(window)
    qtbot.keyClick(window.focusWidget() or again, Qt.Key.Key_Escape)
    assert not again.isVisible()


def test_it_begins_at_the_engagement_from_any_page(window: MainWindow) -> None:
    window.acts["settings"].trigger()
    tour = begin(window)
    assert window.pages.currentWidget() is window.page
    tour.close()
