"""Keys on All engagements: rows, phases, folding, zoom, and the move mode that needs no pointer."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent

from models import settings
from ui.timeline.all_acts import AllActs
from ui.timeline.all_pointer import AllPointer
from ui.timeline.all_view import AllView

_ZOOM = 1.5
_LEVELS = {Qt.Key.Key_1: "day", Qt.Key.Key_2: "week", Qt.Key.Key_3: "month", Qt.Key.Key_4: "quarter"}
_HELD = frozenset(
    {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Shift}
)
_PLUS = frozenset({Qt.Key.Key_Plus, Qt.Key.Key_Equal})


class AllKeys(QObject):
    """Turns key events of the view into acts; cancels a move when the focus goes.

    Signals:
        filter_wanted: the focus shall go to the filter.
        left: Esc with nothing held: the inspector hides.
    """

    filter_wanted = Signal()
    left = Signal()

    def __init__(self, view: AllView, acts: AllActs, pointer: AllPointer, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view, self._acts, self._pointer = view, acts, pointer
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        holding = self._view.mover.holding
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and holding and event.key() in _HELD:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                return self._while_holding(event) if holding else self._pressed(event)
            if event.type() == QEvent.Type.KeyRelease:
                self._pointer.pull()
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut and holding:
            self._acts.cancel()
        return super().eventFilter(watched, event)

    def _while_holding(self, event: QKeyEvent) -> bool:
        key, mover = event.key(), self._view.mover
        if key == Qt.Key.Key_Escape:
            self._acts.cancel()
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
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and (event.key() in _PLUS or event.key() == Qt.Key.Key_Minus):
            self._view.listing.fold_all(on=event.key() == Qt.Key.Key_Minus)
            return True
        return self._row_key(event) or self._time_key(event) or self._letter(event)

    def _row_key(self, event: QKeyEvent) -> bool:
        doing, listing, key = self._view.doing, self._view.listing, event.key()
        page = max(self._view.verticalScrollBar().pageStep() // self._view.verticalScrollBar().singleStep() - 1, 1)
        steps = {
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_PageUp: -page,
            Qt.Key.Key_PageDown: page,
            Qt.Key.Key_Home: -len(listing.lines),
            Qt.Key.Key_End: len(listing.lines),
        }
        if key in steps:
            self._acts.select_near(steps[Qt.Key(key)])
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            if doing.heading:
                listing.fold(doing.heading, on=key == Qt.Key.Key_Left)
            else:
                self._acts.step_kind(1 if key == Qt.Key.Key_Right else -1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            if doing.heading:
                listing.fold(doing.heading, on=doing.heading not in listing.folded)
            else:
                self._acts.open()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            return False
        return True

    def _time_key(self, event: QKeyEvent) -> bool:
        navigation = self._view.navigation
        if event.key() in _PLUS:
            navigation.zoom(1 / _ZOOM, navigation.shown.centre)
        elif event.key() == Qt.Key.Key_Minus:
            navigation.zoom(_ZOOM, navigation.shown.centre)
        else:
            return False
        return True

    def _letter(self, event: QKeyEvent) -> bool:
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
        if not plain or settings.get(self._view.context.store, "single_keys") != "1":
            return False
        key, navigation, doing = event.key(), self._view.navigation, self._view.doing
        if key == Qt.Key.Key_Slash:
            self.filter_wanted.emit()
        elif key == Qt.Key.Key_M:
            self._acts.take(doing.selected, doing.kind, by_keys=True)
        elif key == Qt.Key.Key_D:
            self._acts.edit_dates()
        elif key == Qt.Key.Key_T:
            navigation.show_today()
        elif key == Qt.Key.Key_F:
            self._acts.fit()
        elif key == Qt.Key.Key_P:
            self._acts.select(doing.selected, "prod_upgrade")
            self._acts.show(doing.selected)
        elif key in _LEVELS:
            navigation.set_level(_LEVELS[Qt.Key(key)])
        else:
            return False
        return True
