"""Keys on the timeline: lanes, scrolling, zoom, and the move mode that needs no pointer."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent

from models import settings
from ui.timeline.acts import Acts
from ui.timeline.pointer import Pointer
from ui.timeline.view import TimelineView

_ZOOM = 1.5
_LEVELS = {Qt.Key.Key_1: "day", Qt.Key.Key_2: "week", Qt.Key.Key_3: "month", Qt.Key.Key_4: "quarter"}
_HELD = frozenset(
    {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Shift}
)


class Keys(QObject):
    """Turns key events of the timeline into acts; cancels a move when the focus goes."""

    def __init__(self, view: TimelineView, acts: Acts, pointer: Pointer, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view, self._acts, self._pointer = view, acts, pointer
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        holding = self._view.mover.holding or self._view.doing.band is not None
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and holding and event.key() in _HELD:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                return self._while_holding(event) if holding else self._pressed(event)
            if event.type() == QEvent.Type.KeyRelease:
                self._pointer.pull()
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut and holding:
            self._pointer.cancel()
        if event.type() == QEvent.Type.FocusIn and not self._view.doing.selected and self._view.lanes():
            self._acts.select(self._acts.current_lane())
        return super().eventFilter(watched, event)

    def _while_holding(self, event: QKeyEvent) -> bool:
        key, mover = event.key(), self._view.mover
        if key == Qt.Key.Key_Escape:
            self._pointer.cancel()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._acts.drop()
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right} and mover.by_keys:
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            mover.nudge(1 if key == Qt.Key.Key_Right else -1, finer=shift, weeks=control)
            if mover.preview is not None:
                self._view.navigation.show_moment(mover.preview.guide)
        elif key in {Qt.Key.Key_Shift, Qt.Key.Key_Alt}:
            self._pointer.pull()
        return True

    def _pressed(self, event: QKeyEvent) -> bool:
        navigation, shown = self._view.navigation, self._view.navigation.shown
        match event.key():
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                self._go(1 if event.key() == Qt.Key.Key_Down else -1, event.modifiers())
            case Qt.Key.Key_Space if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._acts.toggle(self._view.doing.selected or self._acts.current_lane())
            case Qt.Key.Key_Escape if self._view.doing.chosen:
                self._acts.choose(())
            case Qt.Key.Key_Home | Qt.Key.Key_End:
                lanes = self._view.lanes()
                self._acts.select_near(-len(lanes) if event.key() == Qt.Key.Key_Home else len(lanes))
            case Qt.Key.Key_Left | Qt.Key.Key_Right:
                navigation.scroll((0.25 if event.key() == Qt.Key.Key_Right else -0.25) * shown.length)
            case Qt.Key.Key_PageUp | Qt.Key.Key_PageDown:
                navigation.scroll(shown.length if event.key() == Qt.Key.Key_PageDown else -shown.length)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space:
                self._enter()
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                navigation.zoom(1 / _ZOOM, shown.centre)
            case Qt.Key.Key_Minus:
                navigation.zoom(_ZOOM, shown.centre)
            case _:
                return self._letter(event)
        return True

    def _go(self, step: int, keys: Qt.KeyboardModifier) -> None:
        """Go to the next lane: with Shift it is selected too, with Ctrl what is selected stays."""
        before = self._view.doing.selected
        self._acts.select_near(step)
        now = self._view.doing.selected
        if keys & Qt.KeyboardModifier.ShiftModifier:
            self._acts.choose(self._view.doing.chosen | {before, now})
        elif not keys & Qt.KeyboardModifier.ControlModifier:
            self._acts.choose(())
        self._acts.show(now)

    def _enter(self) -> None:
        key = self._view.doing.selected or self._acts.current_lane()
        bar = self._view.bar(key)
        if bar is not None and bar.state == "undated":
            self._acts.edit_dates(key)
        else:
            self._acts.open(key)

    def _letter(self, event: QKeyEvent) -> bool:
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
        if not plain or settings.get(self._view.context.store, "single_keys") != "1":
            return False
        key, navigation = event.key(), self._view.navigation
        if key == Qt.Key.Key_M:
            self._acts.take(self._view.doing.selected or self._acts.current_lane(), by_keys=True)
        elif key == Qt.Key.Key_D:
            self._acts.edit_dates()
        elif key == Qt.Key.Key_T:
            navigation.show_today()
        elif key == Qt.Key.Key_H:
            self._acts.toggle_history()
        elif key == Qt.Key.Key_F:
            self._acts.fit()
        elif key == Qt.Key.Key_P:
            self._acts.select("prod_upgrade")
            self._acts.show("prod_upgrade")
        elif key in _LEVELS:
            navigation.set_level(_LEVELS[Qt.Key(key)])
        else:
            return False
        return True
