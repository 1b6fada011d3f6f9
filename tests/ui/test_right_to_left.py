"""In a language read from right to left everything stands the other way round, but time goes on to the right."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models import texts
from models.dossiers import load
from ui import mirroring
from ui.checklist.view import ChecklistView
from ui.context import Context
from ui.main_window import MainWindow

RIGHT, LEFT = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight


@pytest.fixture(autouse=True)
def read_from_the_right(qapp: QApplication) -> Iterator[None]:
    """The program speaks such a language."""
    QGuiApplication.setLayoutDirection(RIGHT)
    yield
    QGuiApplication.setLayoutDirection(LEFT)


@pytest.mark.parametrize(("language", "wanted"), [("ar", RIGHT), ("he_IL", RIGHT), ("de", LEFT), ("en", LEFT)])
def test_the_language_says_the_direction(
    monkeypatch: pytest.MonkeyPatch, language: str, wanted: Qt.LayoutDirection
) -> None:
    monkeypatch.setattr(texts, "_language", language)
    assert mirroring.direction() is wanted


def test_a_part_of_a_row_stands_from_the_other_edge() -> None:
    row = QRectF(10, 0, 200, 30)
    assert mirroring.mirrored(QRectF(10, 5, 20, 20), row) == QRectF(190, 5, 20, 20)


def test_panes_change_sides_and_time_does_not(window: MainWindow, qtbot: QtBot) -> None:
    timeline, right = window.page.timeline, window.page.right
    places = {part: part.mapTo(window, QPoint()).x() for part in (window.sidebar, timeline, right)}
    assert places[right] < places[timeline] < places[window.sidebar]
    bars = [QAccessible.queryAccessibleInterface(timeline.view).child(at).rect().x() for at in range(7)]
    assert bars == sorted(bars)
    assert len(set(bars)) > 4


def test_a_click_on_the_box_at_the_right_ticks(window: MainWindow, context: Context, qtbot: QtBot) -> None:
    view = window.page.right.findChild(ChecklistView)
    assert view is not None
    index = view.rows.hot()
    row = view.visualRect(index)
    with qtbot.waitSignal(view.ticked) as ticked:
        qtbot.mouseClick(
            view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(view.viewport().width() - 25, row.center().y())
        )
    assert ticked.args is not None
    assert load(context.store, context.portfolio.current).is_done(ticked.args[0])
    assert view.button is None or view.button.x() < view.viewport().width() / 2


def test_words_of_a_step_stand_at_the_right(window: MainWindow) -> None:
    view = window.page.right.findChild(ChecklistView)
    assert view is not None
    row = view.visualRect(view.rows.hot())
    area = QRectF(0, row.y(), view.viewport().width(), row.height())
    delegate = view.itemDelegate()
    assert delegate.on_box(area, QPointF(area.right() - 20, area.center().y()))
    assert not delegate.on_box(area, QPointF(area.left() + 20, area.center().y()))
