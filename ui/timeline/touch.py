"""Fingers and the pen on a timeline: one finger on a bar moves it, one elsewhere scrolls and swings out, two zoom.

A finger that rests asks for the menu, as a right click does. A pen is a mouse with a fine point. A touchpad is none of
these: it scrolls and pinches by wheel and gesture events.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Protocol

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QEventPoint, QInputDevice, QMouseEvent, QTabletEvent, QTouchEvent
from PySide6.QtWidgets import QScrollBar, QWidget

from ui.timeline.gesture import THRESHOLD
from ui.timeline.grid import Grid
from ui.timeline.mover import Mover

RESTS_MS: Final = 550
"""How long a finger rests until the menu opens."""
FRAME_MS: Final = 16
FRICTION: Final = 0.93
"""How much of its speed a swing keeps from frame to frame."""
SLOWEST: Final = 0.05
"""Pixels a millisecond under which a swing ends."""
_FINGER_SLACK: Final = 2 * THRESHOLD
_MOUSE: Final = {
    QEvent.Type.TabletPress: QEvent.Type.MouseButtonPress,
    QEvent.Type.TabletMove: QEvent.Type.MouseMove,
    QEvent.Type.TabletRelease: QEvent.Type.MouseButtonRelease,
}


class Touched(Protocol):
    """A view that fingers and pens act on."""

    navigation: Any
    mover: Mover

    @property
    def grid(self) -> Grid | None: ...
    def viewport(self) -> QWidget: ...
    def verticalScrollBar(self) -> QScrollBar: ...


class Touch(QObject):
    """Turns touch and pen events of a viewport into mouse events, scrolling and zooming.

    Args:
        view: whose viewport is touched, and what is moved: the visible range, the bar that is held.
        takes: whether a finger at a point would take a bar.
        swings: whether the timeline goes on after a quick finger; not with reduced motion.
    """

    def __init__(
        self,
        view: Touched,
        takes: Callable[[QPointF], bool],
        swings: Callable[[], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._view, self._takes, self._swings = view, takes, swings
        self._mode = ""
        self._start = self._last = QPointF()
        self._span = 0.0
        self._time = 0
        self._speed = QPointF()
        self._rests = QTimer(self, singleShot=True, interval=RESTS_MS)
        self._rests.timeout.connect(self._on_rest)
        self._swing = QTimer(self, interval=FRAME_MS)
        self._swing.timeout.connect(self._on_swing)
        view.viewport().setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QTouchEvent) and event.device().type() != QInputDevice.DeviceType.TouchPad:
            event.accept()
            self._on_touch(event)
            return True
        if isinstance(event, QTabletEvent) and event.type() in _MOUSE:
            event.accept()
            self._on_pen(event)
            return True
        return super().eventFilter(watched, event)

    def _on_touch(self, event: QTouchEvent) -> None:
        down = [point for point in event.points() if point.state() != QEventPoint.State.Released]
        if event.type() == QEvent.Type.TouchBegin:
            self._begin(event.points()[0].position(), event.timestamp())
        elif event.type() == QEvent.Type.TouchCancel:
            self._cancel()
        elif event.type() == QEvent.Type.TouchEnd:
            self._end(event.points()[0].position())
        elif len(down) > 1:
            self._pinch(down[0].position(), down[1].position())
        elif down:
            self._move(down[0].position(), event.timestamp())

    def _begin(self, at: QPointF, time: int) -> None:
        self._swing.stop()
        self._mode, self._start, self._last, self._time, self._speed = "wait", at, at, time, QPointF()
        self._rests.start()

    def _move(self, at: QPointF, time: int) -> None:
        if self._mode == "wait":
            if (at - self._start).manhattanLength() < _FINGER_SLACK:
                return
            self._rests.stop()
            self._mode = "bar" if self._takes(self._start) else "scroll"
            if self._mode == "bar":
                self._send(QEvent.Type.MouseButtonPress, self._start)
        if self._mode == "bar":
            self._send(QEvent.Type.MouseMove, at)
        elif self._mode == "scroll":
            self._speed = (at - self._last) / max(time - self._time, 1)
            self._scroll(at - self._last)
        self._last, self._time = at, time

    def _pinch(self, one: QPointF, other: QPointF) -> None:
        middle, span = (one + other) / 2, max((one - other).manhattanLength(), 1.0)
        grid = self._view.grid
        if self._mode != "zoom":
            self._cancel()
            self._mode = "zoom"
        elif grid is not None:
            self._view.navigation.zoom(self._span / span, grid.moment(middle.x()))
            self._scroll(QPointF(middle.x() - self._last.x(), 0))
        self._span, self._last = span, middle

    def _end(self, at: QPointF) -> None:
        mode, self._mode = self._mode, ""
        self._rests.stop()
        if mode == "wait":
            self._send(QEvent.Type.MouseButtonPress, self._start)
        if mode in {"wait", "bar"}:
            self._send(QEvent.Type.MouseButtonRelease, at)
        elif mode == "scroll" and self._swings():
            self._swing.start()

    def _cancel(self) -> None:
        """Put back what a finger held, and forget the finger."""
        self._rests.stop()
        self._swing.stop()
        if self._mode == "bar":
            self._view.mover.cancel(gently=False)
        self._mode = ""

    def _on_rest(self) -> None:
        self._mode = ""
        at = self._start.toPoint()
        where = self._view.viewport().mapToGlobal(at)
        menu = QContextMenuEvent(QContextMenuEvent.Reason.Other, at, where)
        QCoreApplication.sendEvent(self._view.viewport(), menu)

    def _on_swing(self) -> None:
        self._speed *= FRICTION
        if self._speed.manhattanLength() < SLOWEST:
            self._swing.stop()
            return
        self._scroll(self._speed * FRAME_MS)

    def _scroll(self, by: QPointF) -> None:
        grid, bar = self._view.grid, self._view.verticalScrollBar()
        bar.setValue(bar.value() - round(by.y()))
        if grid is not None and by.x():
            self._view.navigation.scroll(-by.x() / grid.scale)

    def _on_pen(self, event: QTabletEvent) -> None:
        right = event.button() == Qt.MouseButton.RightButton
        if right and event.type() == QEvent.Type.TabletRelease and not self._view.mover.holding:
            self._start = event.position()
            self._on_rest()
            return
        self._send(_MOUSE[event.type()], event.position(), event.button(), event.buttons(), event.modifiers())

    def _send(
        self,
        kind: QEvent.Type,
        at: QPointF,
        button: Qt.MouseButton = Qt.MouseButton.LeftButton,
        buttons: Qt.MouseButton = Qt.MouseButton.LeftButton,
        keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        port = self._view.viewport()
        QCoreApplication.sendEvent(port, QMouseEvent(kind, at, port.mapToGlobal(at), button, buttons, keys))
