"""A button that lies on a row: told to assistive technology, scrolled with its row, cut at the view's edge."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QPointF, QStringListModel, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtWidgets import QApplication, QListView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.form import Button
from ui.row_button import RowButton
from ui.theme import Appearance


class Desk:
    """A list of fifty rows in a pane, with a button on one of them."""

    def __init__(self, appearance: Appearance) -> None:
        self.pane = QWidget()
        self.view = QListView()
        self.view.setModel(QStringListModel([f"Row {at}" for at in range(50)], self.view))
        layout = QVBoxLayout(self.pane)
        layout.addWidget(self.view)
        self.over = RowButton(self.view)
        self.button = Button(appearance, "Take back")
        self.over.put(self.button)


@pytest.fixture
def desk(appearance: Appearance, qtbot: QtBot) -> Desk:
    made = Desk(appearance)
    qtbot.addWidget(made.pane)
    made.pane.resize(300, 200)
    made.pane.show()
    made.over.lay(QPoint(20, 10))
    return made


def test_assistive_technology_is_told_of_it(desk: Desk) -> None:
    told = QAccessible.queryAccessibleInterface(desk.pane)
    children = [told.child(at) for at in range(told.childCount())]
    (found,) = [child for child in children if child.object() is desk.button]
    assert (found.role(), found.text(QAccessible.Text.Name)) == (QAccessible.Role.PushButton, "Take back")


def test_it_lies_where_it_is_laid_and_goes_with_the_view(desk: Desk) -> None:
    assert desk.view.viewport().mapFrom(desk.pane, desk.button.pos()) == QPoint(20, 10)
    desk.view.move(desk.view.x(), desk.view.y() + 30)
    assert desk.view.viewport().mapFrom(desk.pane, desk.button.pos()) == QPoint(20, 10)


def test_it_is_cut_at_the_edge_and_hidden_beyond_it(desk: Desk) -> None:
    height = desk.view.viewport().height()
    desk.over.lay(QPoint(20, height - 10))
    assert desk.button.mask().boundingRect().height() == 10
    desk.over.lay(QPoint(20, height + 10))
    assert desk.button.isHidden()
    desk.over.lay(QPoint(20, 10))
    assert desk.button.isVisible()
    desk.over.lay(None)
    assert desk.button.isHidden()


def test_the_wheel_over_it_scrolls_the_rows(desk: Desk) -> None:
    centre = QPointF(desk.button.rect().center())
    place, none = desk.button.mapToGlobal(centre), Qt.MouseButton.NoButton
    phase, keys = Qt.ScrollPhase.NoScrollPhase, Qt.KeyboardModifier.NoModifier
    QCoreApplication.sendEvent(
        desk.button, QWheelEvent(centre, place, QPoint(), QPoint(0, -120), none, keys, phase, False)
    )
    assert desk.view.verticalScrollBar().value() > 0


def test_the_rows_have_the_focus_when_it_goes(desk: Desk, qtbot: QtBot) -> None:
    desk.pane.activateWindow()
    qtbot.waitUntil(desk.pane.isActiveWindow)
    desk.button.setFocus()
    desk.over.put(None)
    assert QApplication.focusWidget() is desk.view
