"""The keys of the acts on the Settings page: shown, changed by pressing others, with the act that has them already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QKeySequenceEdit, QWidget

from models import key_choices
from models.texts import _
from ui.actions import ACTIONS, GROUPS, Action, keys_of
from ui.context import Context
from ui.form import Button, KeyHint, Label, row
from ui.settings.rows import Row

TAKEN = ("Space", "Return", "Enter", "Esc", "Tab", "Backtab", "Up", "Down", "Left", "Right", "Backspace", "Del")
"""Keys that every control needs for itself."""


def holder(key: str, chosen: Mapping[str, Sequence[str]], but: str = "") -> Action | None:
    """Return the act that has a key, leaving out one act; None where the key is free."""
    wanted = QKeySequence(key)
    return next(
        (
            action
            for action in ACTIONS
            if action.id != but and any(QKeySequence(held) == wanted for held in keys_of(action, chosen))
        ),
        None,
    )


def native(key: str) -> str:
    """Return keys as this system writes them."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


class KeyRow(Row):
    """One act and its keys; Change waits for others to be pressed.

    Signals:
        chosen: the setting's value with this act's keys in it.
    """

    chosen = Signal(object)

    def __init__(self, context: Context, action: Action) -> None:
        group = next(_(words) for id_, words in GROUPS if id_ == action.group)
        super().__init__(context, _(action.text), group)
        self.action = action
        look = context.appearance
        self._stored = "{}"
        self._shown: Sequence[QWidget] = ()
        self._hints = QHBoxLayout()
        self._hints.setSpacing(5)
        self.capture = QKeySequenceEdit()
        self.capture.setAccessibleName(_("Press the keys for {act}").format(act=self.words))
        self.capture.setMaximumSequenceLength(1)
        self.capture.setFixedWidth(120)
        self.capture.hide()
        self.change = Button(look, _("Change"), "ghost", name=_("{act}: change its keys").format(act=self.words))
        self.reset = Button(look, _("Reset"), "ghost", name=_("{act}: put its keys back").format(act=self.words))
        self.change.clicked.connect(self._on_change)
        self.reset.clicked.connect(lambda: self._choose(None))
        self.capture.keySequenceChanged.connect(self._on_keys)
        self.capture.installEventFilter(self)
        control = QWidget()
        keys = row(self.capture, self.reset, self.change, spacing=4)
        keys.insertLayout(0, self._hints)
        control.setLayout(keys)
        self.build(control)
        self.setFocusProxy(self.change)

    @property
    def keys(self) -> tuple[str, ...]:
        return (key_choices.KEY,)

    def show_values(self, values: Mapping[str, str], defaults: Mapping[str, str]) -> None:
        self._stored = values[key_choices.KEY]
        chosen = key_choices.read(self._stored)
        self.reset.setVisible(self.action.id in chosen)
        self.set_error("")
        self._end_capture()
        self._show_keys(keys_of(self.action, chosen))

    def _show_keys(self, keys: Sequence[str]) -> None:
        for hint in self._shown:
            self._hints.removeWidget(hint)
            hint.hide()
            hint.deleteLater()
        look = self._context.appearance
        self._shown = [KeyHint(look, native(key)) for key in keys] or [Label(look, _("No key"), 12, 400, "text3")]
        for hint in self._shown:
            self._hints.addWidget(hint)

    def _on_change(self) -> None:
        self.set_error("")
        self.change.hide()
        self.capture.clear()
        self.capture.show()
        self.capture.setFocus()

    def _end_capture(self) -> None:
        focused = self.capture.hasFocus() or self.capture.isAncestorOf(self.focusWidget() or self)
        self.change.show()
        self.capture.hide()
        if focused:
            self.change.setFocus()

    def _on_keys(self, sequence: QKeySequence) -> None:
        key = sequence.toString(QKeySequence.SequenceFormat.PortableText)
        if not key:
            return
        taken = holder(key, key_choices.read(self._stored), self.action.id)
        if taken is not None:
            said = _("{keys} belongs to “{act}”. Change its keys first, or press others.")
            self.set_error(said.format(keys=native(key), act=_(taken.text)))
        elif key in TAKEN:
            self.set_error(_("{keys} is needed in every field. Press others.").format(keys=native(key)))
        else:
            self._choose((key,))
            return
        self.capture.clear()

    def _choose(self, keys: Sequence[str] | None) -> None:
        if keys is not None and tuple(keys) == self.action.keys:
            keys = None
        self._end_capture()
        self.chosen.emit({key_choices.KEY: key_choices.changed(self._stored, self.action.id, keys)})

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.capture and event.type() == QEvent.Type.FocusOut and self.capture.isVisible():
            self.change.show()
            self.capture.hide()
        return super().eventFilter(watched, event)


def key_rows(context: Context) -> list[KeyRow]:
    """Make a row for each act."""
    return [KeyRow(context, action) for action in ACTIONS]
