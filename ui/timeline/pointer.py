"""Mouse, wheel, pinch and pen on the timeline: click, hover, drag, scroll, zoom."""

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

from ui.timeline.acts import Acts
from ui.timeline.gesture import EDGE_ZONE, THRESHOLD
from ui.timeline.hints import hint_at
from ui.timeline.items import Chip
from ui.timeline.layout import Hit
from ui.timeline.rubber_band import RubberBand
from ui.timeline.scene import MORE
from ui.timeline.view import TimelineView

AUTO_SCROLL_MS = 30
_NOTCH = 120
_ZOOM_NOTCH = 1.25


class Press(Struct, frozen=True):
    """Where and on what the left button went down; `moment` is the time under it."""

    at: QPointF
    moment: float
    hit: Hit
    key: str


class Pointer(QObject):
    """Turns pointer events of the viewport into acts.

    Signals:
        menu_wanted: a right click on a row; its key and the place on the screen.
    """

    menu_wanted = Signal(str, object)

    def __init__(self, view: TimelineView, acts: Acts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view, self._acts = view, acts
        self._press: Press | None = None
        self._cancelled = False
        self._band = RubberBand(view, acts)
        self._at = QPointF()
        self._scrolling = QTimer(self, interval=AUTO_SCROLL_MS)
        self._scrolling.timeout.connect(self._scroll_at_edge)
        view.mover.let_go.connect(self._on_let_go)
        view.viewport().installEventFilter(self)

    @property
    def dragging(self) -> bool:
        """Whether the pointer holds a bar."""
        return self._view.mover.holding and not self._view.mover.by_keys

    def cancel(self) -> None:
        """Put back the bar that is held, or take the rubber band away with what it selected."""
        if self._view.doing.band is None:
            self._acts.cancel()
            return
        self._press = None
        self._band.cancel()

    def pull(self) -> None:
        """Bring the held bar to the pointer, as the keys that are down want it snapped."""
        layout, press = self._view.layout_now, self._press
        if layout is None or press is None or not self.dragging:
            return
        keys = QGuiApplication.queryKeyboardModifiers()
        self._pull(keys)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if isinstance(event, QMouseEvent):
            return self._on_mouse(event)
        if isinstance(event, QWheelEvent):
            return self._on_wheel(event)
        if isinstance(event, QNativeGestureEvent):
            return self._on_pinch(event)
        if isinstance(event, QContextMenuEvent):
            return self._on_menu(event)
        if isinstance(event, QHelpEvent) and kind == QEvent.Type.ToolTip:
            text = "" if self.dragging else hint_at(self._view, event.pos().toPointF())
            QToolTip.showText(event.globalPos(), text, self._view)
            return True
        if kind == QEvent.Type.Leave and not self.dragging:
            self._view.interact(hovered="", at_end=False)
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

    def _pressed(self, event: QMouseEvent) -> None:
        held = self._view.mover.holding or self._view.doing.band is not None
        self._cancelled = held and event.button() == Qt.MouseButton.RightButton
        if self._cancelled:
            self.cancel()
        if held:
            return
        layout = self._view.layout_now
        if layout is None or event.button() != Qt.MouseButton.LeftButton:
            return
        self._view.setFocus(Qt.FocusReason.MouseFocusReason)
        at = event.position()
        hit = layout.at(at.x(), at.y())
        key = layout.scene.rows[hit.row].key if hit.row >= 0 else ""
        self._press = Press(at, layout.grid.moment(at.x()), hit, key)

    def _moved(self, event: QMouseEvent) -> None:
        self._at = event.position()
        if self.dragging:
            self._pull(event.modifiers())
            self._mind_edges()
            return
        press = self._press
        if press is None:
            self._hover()
            return
        far = (event.position() - press.at).manhattanLength() >= THRESHOLD
        if far and self._band.may_begin(press):
            self._band.draw(press.at, self._at)
            return
        if not far or press.hit.bar is None or press.hit.part not in {"bar", "end"} or press.key.startswith("other:"):
            return
        edge = "end" if press.hit.part == "end" and self._acts.resizable(press.key) else "bar"
        if self._acts.take(press.key, edge):
            self._view.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self._pull(event.modifiers())
        else:
            self._press = None

    def _released(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        press, self._press = self._press, None
        if self.dragging:
            self._acts.drop()
        elif self._view.doing.band is not None:
            self._band.end()
        elif press is not None:
            self._clicked(press, event.modifiers())

    def _clicked(self, press: Press, keys: Qt.KeyboardModifier) -> None:
        chip = _chip_at(self._view, press.at)
        if press.hit.part in {"bar", "end"} and keys & Qt.KeyboardModifier.ControlModifier:
            self._acts.toggle(press.key)
            return
        if press.hit.part in {"bar", "end"} and keys & Qt.KeyboardModifier.ShiftModifier:
            self._acts.extend(press.key)
            return
        self._acts.choose(())
        if chip is not None and press.key:
            self._acts.select(press.key)
            self._acts.show(press.key)
        elif chip is not None:
            self._view.navigation.show_today()
        elif press.key == MORE:
            self._acts.all_wanted.emit()
        elif press.hit.part == "button":
            self._acts.edit_dates(press.key)
        elif press.hit.bar is not None:
            self._acts.open(press.key)
        elif press.key in self._view.lanes():
            self._acts.select(press.key)

    def _double_clicked(self, event: QMouseEvent) -> None:
        layout = self._view.layout_now
        if layout is None or event.button() != Qt.MouseButton.LeftButton:
            return
        hit = layout.at(event.position().x(), event.position().y())
        if hit.bar is not None and hit.bar.kind != "other":
            self._acts.edit_dates(layout.scene.rows[hit.row].key)

    def _hover(self) -> None:
        layout = self._view.layout_now
        if layout is None:
            return
        hit = layout.at(self._at.x(), self._at.y())
        key = layout.scene.rows[hit.row].key if hit.row >= 0 and hit.bar is not None else ""
        at_end = hit.part == "end" and self._acts.resizable(key)
        movable = at_end or self._acts.movable(key)
        self._view.interact(hovered=key if movable else "", at_end=at_end)
        leads = hit.row >= 0 and layout.scene.rows[hit.row].key == MORE
        if leads or _chip_at(self._view, self._at) or hit.part == "button" or key.startswith("other:"):
            shape = Qt.CursorShape.PointingHandCursor
        elif at_end:
            shape = Qt.CursorShape.SizeHorCursor
        else:
            shape = Qt.CursorShape.OpenHandCursor if movable else Qt.CursorShape.ArrowCursor
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
        return 1 if self._at.x() > layout.width - EDGE_ZONE else 0

    def _scroll_at_edge(self) -> None:
        side, shown = self._side(), self._view.navigation.shown
        if not side:
            self._scrolling.stop()
            return
        self._view.navigation.scroll(side * shown.length / 100)
        self.pull()

    def _on_wheel(self, event: QWheelEvent) -> bool:
        layout, navigation = self._view.layout_now, self._view.navigation
        if layout is None:
            return False
        pixels, turn = event.pixelDelta(), event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            around = layout.grid.moment(max(event.position().x(), layout.grid.left))
            navigation.zoom(_ZOOM_NOTCH ** (-(turn.y() or turn.x()) / _NOTCH), around)
        elif not pixels.isNull():
            way = pixels.x() if abs(pixels.x()) > abs(pixels.y()) else pixels.y()
            navigation.scroll(-way / layout.grid.scale)
        else:
            navigation.step(-(turn.y() or turn.x()) / _NOTCH)
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
        layout, cancelled = self._view.layout_now, self._cancelled
        self._cancelled = False
        if layout is None or self._view.mover.holding or cancelled:
            return True  # the right button put a bar back: it asks for no menu
        at = event.pos()
        row = layout.at(at.x(), at.y()).row
        key = layout.scene.rows[row].key if row >= 0 else ""
        if self._view.dossier is not None and key in self._view.dossier.phases:
            self._acts.select(key)
            self.menu_wanted.emit(key, event.globalPos())
        return True

    def _on_let_go(self) -> None:
        """Forget the press at once: a pointer that goes on or is released while the bar glides back does nothing."""
        self._press = None
        self._scrolling.stop()
        self._view.viewport().unsetCursor()


def _chip_at(view: TimelineView, at: QPointF) -> Chip | None:
    for item in view.items:
        if isinstance(item, Chip):
            left, top, width, height = item.box
            if left <= at.x() <= left + width and top <= at.y() <= top + height:
                return item
    return None
