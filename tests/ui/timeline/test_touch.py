"""Fingers, pen and touchpad on both timelines: move a bar, scroll and swing out, zoom, rest for the menu."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QNativeGestureEvent, QPointingDevice, QTabletEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from models import settings
from ui.all_engagements.page import AllEngagementsPage
from ui.context import Context
from ui.timeline.touch import Touch

Desk = Any


@pytest.fixture(scope="module")
def screen() -> QPointingDevice:
    """A touch screen; Qt keeps devices for as long as the program runs."""
    return QTest.createTouchDevice()


class Hand:
    """Up to two fingers on a viewport."""

    def __init__(self, view: Any, screen: QPointingDevice) -> None:
        self.port, self._screen = view.viewport(), screen

    def press(self, *at: QPoint) -> None:
        self._do("press", at)

    def move(self, *at: QPoint) -> None:
        self._do("move", at)

    def add(self, still: QPoint, other: QPoint) -> None:
        """Put a second finger down while the first one stays."""
        QTest.touchEvent(self.port, self._screen, False).move(0, still, self.port).press(1, other, self.port).commit(
            True
        )
        QApplication.processEvents()

    def release(self, *at: QPoint) -> None:
        self._do("release", at)

    def _do(self, what: str, places: tuple[QPoint, ...]) -> None:
        sequence = QTest.touchEvent(self.port, self._screen, False)
        for finger, at in enumerate(places):
            getattr(sequence, what)(finger, at, self.port)
        sequence.commit(True)
        QApplication.processEvents()


@pytest.fixture
def hand(desk: Desk, screen: QPointingDevice) -> Hand:
    return Hand(desk.card.view, screen)


@pytest.fixture
def still(context: Context) -> None:
    """Reduced motion: nothing swings out."""
    settings.put(context.store, "reduced_motion", "1")


def test_a_finger_moves_a_bar_as_the_mouse_does(desk: Desk, hand: Hand) -> None:
    start = desk.middle("prod_upgrade")
    hand.press(start)
    assert not desk.card.view.mover.holding
    hand.move(start + QPoint(12, 0))
    hand.move(start + QPoint(desk.days(1), 2))
    assert desk.card.view.mover.holding
    hand.release(start + QPoint(desk.days(1), 2))
    assert [proposal.placements[0].start for proposal in desk.reviews] == ["2026-12-04T19:00"]


def test_a_tap_selects_and_writes_nothing(desk: Desk, hand: Hand) -> None:
    before = desk.context.store.next_undo()
    hand.press(desk.middle("prod_upgrade"))
    hand.release(desk.middle("prod_upgrade"))
    assert desk.card.view.doing.selected == "prod_upgrade"
    assert desk.reviews == []
    assert desk.context.store.next_undo() == before


@pytest.mark.usefixtures("still")
def test_a_finger_on_the_ground_scrolls_the_days(desk: Desk, hand: Hand) -> None:
    shown, ground = desk.card.navigation.shown, QPoint(500, desk.middle("dev_upgrade").y())
    moment = desk.layout.grid.moment(ground.x())
    hand.press(ground)
    hand.move(ground - QPoint(40, 0))
    hand.move(ground - QPoint(80, 0))
    assert desk.layout.grid.x(moment) == pytest.approx(ground.x() - 80, abs=1)
    hand.release(ground - QPoint(80, 0))
    QTest.qWait(60)
    assert desk.card.navigation.shown.start - shown.start == pytest.approx(80 / desk.layout.grid.scale, rel=0.02)
    assert desk.card.view.doing.band is None


def test_a_quick_finger_lets_the_days_swing_out(desk: Desk, hand: Hand, qtbot: QtBot) -> None:
    ground = QPoint(500, desk.middle("dev_upgrade").y())
    hand.press(ground)
    for step in range(1, 5):
        hand.move(ground - QPoint(30 * step, 0))
    hand.release(ground - QPoint(120, 0))
    touch, shown = desk.card.findChild(Touch), desk.card.navigation.shown
    qtbot.waitUntil(lambda: desk.card.navigation.shown.start > shown.start)
    hand.press(ground)
    assert not touch._swing.isActive()
    hand.release(ground)


def test_two_fingers_zoom_around_their_middle(desk: Desk, hand: Hand) -> None:
    middle, shown = QPoint(500, 200), desk.card.navigation.shown
    moment = desk.layout.grid.moment(middle.x())
    hand.press(middle - QPoint(40, 0), middle + QPoint(40, 0))
    hand.move(middle - QPoint(42, 0), middle + QPoint(42, 0))
    hand.move(middle - QPoint(84, 0), middle + QPoint(84, 0))
    assert desk.card.navigation.shown.length == pytest.approx(shown.length / 2, rel=0.02)
    assert desk.layout.grid.x(moment) == pytest.approx(middle.x(), abs=2)
    hand.release(middle - QPoint(84, 0), middle + QPoint(84, 0))


def test_a_second_finger_puts_a_held_bar_back(desk: Desk, hand: Hand) -> None:
    start = desk.middle("prod_upgrade")
    hand.press(start)
    hand.move(start + QPoint(desk.days(2), 0))
    assert desk.card.view.mover.holding
    hand.add(start + QPoint(desk.days(2), 0), start + QPoint(120, 60))
    hand.move(start + QPoint(desk.days(2) + 4, 0), start + QPoint(124, 60))
    assert not desk.card.view.mover.holding
    hand.release(start, start + QPoint(124, 60))
    assert desk.reviews == []


def test_a_finger_that_rests_asks_for_the_menu(desk: Desk, hand: Hand, qtbot: QtBot) -> None:
    hand.press(desk.middle("prod_upgrade"))
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    QApplication.activePopupWidget().close()
    hand.release(desk.middle("prod_upgrade"))
    assert not desk.card.view.mover.holding


def pen(desk: Desk, kind: QEvent.Type, at: QPoint, down: bool = True) -> None:
    port = desk.card.view.viewport()
    place, left, none = QPointF(at), Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    button = none if kind == QEvent.Type.TabletMove else left
    keys, device = Qt.KeyboardModifier.NoModifier, QPointingDevice.primaryPointingDevice()
    where = QPointF(port.mapToGlobal(at))
    event = QTabletEvent(kind, device, place, where, 0.5, 0, 0, 0, 0, 0, keys, button, left if down else none)
    QApplication.sendEvent(port, event)
    QApplication.processEvents()
    assert event.isAccepted()


def test_a_pen_moves_a_bar_as_the_mouse_does(desk: Desk) -> None:
    start = desk.middle("prod_upgrade")
    pen(desk, QEvent.Type.TabletPress, start)
    pen(desk, QEvent.Type.TabletMove, start + QPoint(8, 0))
    pen(desk, QEvent.Type.TabletMove, start + QPoint(desk.days(1), 0))
    pen(desk, QEvent.Type.TabletRelease, start + QPoint(desk.days(1), 0), down=False)
    assert [proposal.placements[0].start for proposal in desk.reviews] == ["2026-12-04T19:00"]


def test_a_pinch_on_a_touchpad_zooms_at_the_pointer(desk: Desk) -> None:
    shown, at = desk.card.navigation.shown, QPointF(500, 200)
    moment = desk.layout.grid.moment(at.x())
    port = desk.card.view.viewport()
    kind, device = Qt.NativeGestureType.ZoomNativeGesture, QPointingDevice.primaryPointingDevice()
    event = QNativeGestureEvent(kind, device, 2, at, at, QPointF(port.mapToGlobal(at.toPoint())), 0.25, QPointF())
    QApplication.sendEvent(port, event)
    assert desk.card.navigation.shown.length == pytest.approx(shown.length / 1.25)
    assert desk.layout.grid.x(moment) == pytest.approx(at.x(), abs=1)


def test_a_touchpad_scrolls_by_pixels_and_goes_on_with_its_own_swing(desk: Desk) -> None:
    port, at = desk.card.view.viewport(), QPointF(500, 200)
    shown, scale = desk.card.navigation.shown, desk.layout.grid.scale
    phases = (Qt.ScrollPhase.ScrollBegin, Qt.ScrollPhase.ScrollUpdate, Qt.ScrollPhase.ScrollMomentum)
    for phase in phases:
        none, keys = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
        where = QPointF(port.mapToGlobal(at.toPoint()))
        event = QWheelEvent(at, where, QPoint(-15, 0), QPoint(-30, 0), none, keys, phase, False)
        QApplication.sendEvent(port, event)
    assert desk.card.navigation.shown.start - shown.start == pytest.approx(45 / scale, rel=0.02)


def test_a_touchpad_is_no_touch_screen(desk: Desk) -> None:
    shown = desk.card.navigation.shown
    hand = Hand(desk.card.view, QTest.createTouchDevice(QInputDevice.DeviceType.TouchPad))
    hand.press(QPoint(500, 200))
    hand.move(QPoint(400, 200))
    hand.release(QPoint(400, 200))
    assert desk.card.navigation.shown == shown


@pytest.mark.usefixtures("still")
def test_a_finger_scrolls_the_rows_of_all_engagements(
    context: Context, screen: QPointingDevice, qapp: QApplication
) -> None:
    for engagement in context.portfolio.ids():
        context.portfolio.dossier(engagement)
    page = AllEngagementsPage(context)
    page.resize(1192, 500)
    page.show()
    qapp.processEvents()
    view = page.timeline.view
    hand, bar = Hand(view, screen), view.verticalScrollBar()
    assert bar.maximum() > 60
    start = QPoint(100, 250)
    hand.press(start)
    hand.move(start - QPoint(0, 30))
    hand.move(start - QPoint(0, 60))
    hand.release(start - QPoint(0, 60))
    assert bar.value() == 60
    page.close()
    page.deleteLater()
