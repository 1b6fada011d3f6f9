"""Mouse, wheel, pinch and pen on All engagements: click, hover, drag, scroll rows and days, zoom."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QCursor,
    QGuiApplication,
    QHelpEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip

from ui.timeline.all_acts import AllActs
from ui.timeline.all_hints import hint_at
from ui.timeline.all_layout import AllHit
from ui.timeline.all_view import AllView
from ui.timeline.gesture import EDGE_ZONE, THRESHOLD
from ui.timeline.layout import EDGE_REACH
from ui.timeline.pointer import AUTO_SCROLL_MS

_NOTCH = 120
_ZOOM_NOTCH = 1.25
_ROWS_A_NOTCH = 2


class Press(Struct, frozen=True):
    """Where and on what the left button went down; `moment` is the time under it."""

    at: QPointF
    moment: float
    hit: AllHit
    engagement: int


class AllPointer(QObject):
    """Turns pointer events of the viewport into acts.

    Signals:
        menu_wanted: a right click on a row: its engagement, the phase under it or "", the place on the screen.
    """

    menu_wanted = Signal(int, str, object)

    def __init__(self, view: AllView, acts: AllActs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view, self._acts = view, acts
        self._press: Press | None = None
        self._cancelled = False
        self._at = QPointF()
        self._scrolling = QTimer(self, interval=AUTO_SCROLL_MS)
        self._scrolling.timeout.connect(self._scroll_at_edge)
        view.mover.let_go.connect(self._on_let_go)
        view.viewport().installEventFilter(self)

    @property
    def dragging(self) -> bool:
        """Whether the pointer holds a mark."""
        return self._view.mover.holding and not self._view.mover.by_keys

    def pull(self) -> None:
        """Bring the held mark to the pointer, as the keys that are down want it snapped."""
        if self._press is not None and self.dragging:
            self._pull(QGuiApplication.queryKeyboardModifiers())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent):
            return self._on_mouse(event)
        if isinstance(event, QWheelEvent):
            return self._on_wheel(event)
        if isinstance(event, QNativeGestureEvent):
            return self._on_pinch(event)
        if isinstance(event, QContextMenuEvent):
            return self._on_menu(event)
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            text = "" if self.dragging else hint_at(self._view, event.pos().toPointF())
            QToolTip.showText(event.globalPos(), text, self._view)
            return True
        if event.type() == QEvent.Type.Leave and not self.dragging:
            self._view.interact(hovered=0, lit=frozenset())
        return super().eventFilter(watched, event)

    def _on_mouse(self, event: QMouseEvent) -> bool:
        match event.type():
            case QEvent.Type.MouseButtonPress:
                self._pressed(event)
            case QEvent.Type.MouseMove:
                self._moved(event)
            case QEvent.Type.MouseButtonRelease:
                self._released(event)
            case QEvent.Type.MouseButtonDblClick:
                self._double_clicked(event)
            case _:
                return False
        return True

    def _hit(self, at: QPointF) -> tuple[AllHit, int]:
        layout = self._view.layout_now
        hit = layout.at(at.x(), at.y()) if layout else AllHit()
        return hit, layout.lines[hit.line].engagement if layout and hit.line >= 0 else 0

    def _pressed(self, event: QMouseEvent) -> None:
        self._cancelled = self._view.mover.holding and event.button() == Qt.MouseButton.RightButton
        if self._view.mover.holding:
            if self._cancelled:
                self._acts.cancel()
            return
        layout = self._view.layout_now
        if layout is None or event.button() != Qt.MouseButton.LeftButton:
            return
        self._view.setFocus(Qt.FocusReason.MouseFocusReason)
        at = event.position()
        hit, engagement = self._hit(at)
        self._press = Press(at, layout.grid.moment(at.x()), hit, engagement)

    def _moved(self, event: QMouseEvent) -> None:
        self._at = event.position()
        press = self._press
        if self.dragging:
            self._pull(event.modifiers())
            self._mind_edges()
        elif press is None:
            self._hover()
        elif press.hit.spot and (event.position() - press.at).manhattanLength() >= THRESHOLD:
            kind = press.hit.spot.bar.kind
            if self._acts.take(press.engagement, kind, self._edge(press.engagement, press.hit, press.at)):
                self._view.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
                self._pull(event.modifiers())
            else:
                self._press = None

    def _edge(self, engagement: int, hit: AllHit, at: QPointF) -> str:
        """Return which part of a mark is under the pointer: "end" where it can be made longer there, else "bar"."""
        spot = hit.spot
        if spot is None or spot.width < 3 * EDGE_REACH or abs(spot.left + spot.width - at.x()) > EDGE_REACH:
            return "bar"
        return "end" if self._acts.resizable(engagement, spot.bar.kind) else "bar"

    def _released(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        press, self._press = self._press, None
        if self.dragging:
            self._acts.drop()
        elif press is not None:
            self._clicked(press)

    def _clicked(self, press: Press) -> None:
        layout = self._view.layout_now
        if layout is None or press.hit.line < 0:
            return
        if press.hit.part == "heading":
            line = layout.lines[press.hit.line]
            self._acts.select_heading(line.group)
            self._view.listing.fold(line.group, on=not line.folded)
            return
        self._acts.select(press.engagement, press.hit.spot.bar.kind if press.hit.spot else "")
        if press.hit.part == "edge":
            self._acts.show(press.engagement)
        elif press.hit.part == "button":
            self._acts.edit_dates(press.engagement, "prod_upgrade")

    def _double_clicked(self, event: QMouseEvent) -> None:
        _hit, engagement = self._hit(event.position())
        if engagement and event.button() == Qt.MouseButton.LeftButton:
            self._press = None
            self._acts.open(engagement)

    def _hover(self) -> None:
        hit, engagement = self._hit(self._at)
        nights = self._view.listing.nights.get(engagement, ())
        self._view.interact(hovered=engagement, lit=frozenset(nights))
        shape = Qt.CursorShape.ArrowCursor
        if hit.part in {"heading", "button", "edge"}:
            shape = Qt.CursorShape.PointingHandCursor
        elif hit.spot is not None and self._acts.movable(engagement, hit.spot.bar.kind):
            at_end = self._edge(engagement, hit, self._at) == "end"
            shape = Qt.CursorShape.SizeHorCursor if at_end else Qt.CursorShape.OpenHandCursor
        self._view.viewport().setCursor(QCursor(shape))

    def _pull(self, keys: Qt.KeyboardModifier) -> None:
        layout, press = self._view.layout_now, self._press
        if layout is None or press is None:
            return
        distance = layout.grid.moment(self._at.x()) - press.moment
        finer = bool(keys & Qt.KeyboardModifier.ShiftModifier)
        free = bool(keys & Qt.KeyboardModifier.AltModifier)
        self._view.mover.pull(distance, layout.grid, finer=finer, free=free)

    def _mind_edges(self) -> None:
        if self._side() and not self._scrolling.isActive():
            self._scrolling.start()
        elif not self._side():
            self._scrolling.stop()

    def _side(self) -> int:
        """Return −1 or 1 while the pointer is so near an edge that the timeline scrolls by itself."""
        layout = self._view.layout_now
        if layout is None or not self.dragging:
            return 0
        if self._at.x() < layout.label + EDGE_ZONE:
            return -1
        return 1 if self._at.x() > layout.axis.width - EDGE_ZONE else 0

    def _scroll_at_edge(self) -> None:
        side, shown = self._side(), self._view.navigation.shown
        if not side:
            self._scrolling.stop()
            return
        self._view.navigation.scroll(side * shown.length / 100)
        self.pull()

    def _on_wheel(self, event: QWheelEvent) -> bool:
        layout, navigation, bar = self._view.layout_now, self._view.navigation, self._view.verticalScrollBar()
        if layout is None:
            return False
        pixels, turn, keys = event.pixelDelta(), event.angleDelta(), event.modifiers()
        sideways = bool(keys & Qt.KeyboardModifier.ShiftModifier) or abs(turn.x()) > abs(turn.y())
        if keys & Qt.KeyboardModifier.ControlModifier:
            around = layout.grid.moment(max(event.position().x(), layout.grid.left))
            navigation.zoom(_ZOOM_NOTCH ** (-(turn.y() or turn.x()) / _NOTCH), around)
        elif sideways and not pixels.isNull():
            navigation.scroll(-(pixels.x() or pixels.y()) / layout.grid.scale)
        elif sideways:
            navigation.step(-(turn.x() or turn.y()) / _NOTCH)
        elif not pixels.isNull():
            bar.setValue(bar.value() - pixels.y())
        else:
            bar.setValue(bar.value() - round(turn.y() / _NOTCH * _ROWS_A_NOTCH * layout.frame.height))
        if self.dragging:
            self.pull()
        else:
            self._at = event.position()
            self._hover()
        return True

    def _on_pinch(self, event: QNativeGestureEvent) -> bool:
        layout = self._view.layout_now
        if layout is None or event.gestureType() != Qt.NativeGestureType.ZoomNativeGesture:
            return False
        self._view.navigation.zoom(1 / max(1 + event.value(), 0.2), layout.grid.moment(event.position().x()))
        return True

    def _on_menu(self, event: QContextMenuEvent) -> bool:
        hit, engagement = self._hit(event.pos().toPointF())
        cancelled, self._cancelled = self._cancelled, False  # the right button put a bar back: it asks for no menu
        if engagement and not self._view.mover.holding and not cancelled:
            kind = hit.spot.bar.kind if hit.spot else ""
            self._acts.select(engagement, kind)
            self.menu_wanted.emit(engagement, kind, event.globalPos())
        return True

    def _on_let_go(self) -> None:
        """Forget the press at once: a pointer that goes on or is released while the bar glides back does nothing."""
        self._press = None
        self._scrolling.stop()
        self._view.viewport().unsetCursor()
