"""A choice of one among few, side by side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from ui.form import ShortButton, row
from ui.theme import Appearance


class Segmented(QFrame):
    """A choice of one among few, side by side; arrows move it. A current key that is none of them chooses none.

    Signals:
        chosen: the key of the choice that the person made.
    """

    chosen = Signal(str)

    def __init__(self, appearance: Appearance, choices: Sequence[tuple[str, str]], current: str, name: str) -> None:
        super().__init__()
        self.setObjectName("segmented")
        self.setAccessibleName(name)
        self._appearance = appearance
        self._buttons: dict[str, ShortButton] = {}
        layout = row(spacing=2, margins=(2, 2, 2, 2))
        for key, text in choices:
            item = ShortButton(text)
            item.setProperty("segment", True)
            item.setCheckable(True)
            item.setAutoExclusive(True)
            item.setAutoDefault(False)
            item.setAccessibleName(text)
            item.setChecked(key == current)
            item.clicked.connect(self._on_clicked)
            item.installEventFilter(self)
            self._buttons[key] = item
            layout.addWidget(item)
        self.setLayout(layout)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self._restyle)
        self._restyle()

    @property
    def current(self) -> str:
        """The key of the present choice."""
        return next((key for key, item in self._buttons.items() if item.isChecked()), "")

    def choose(self, key: str) -> None:
        """Show a choice without saying that the person made it."""
        self._buttons[key].setChecked(True)

    def button(self, key: str) -> ShortButton:
        """Return the button of one choice."""
        return self._buttons[key]

    def _on_clicked(self) -> None:
        self.chosen.emit(self.current)

    def _restyle(self) -> None:
        height = round(24 * max(1.0, self._appearance.text_scale))
        for item in self._buttons.values():
            item.setFont(self._appearance.font(12, 500))
            item.setFixedHeight(height)

    def eventFilter(self, watched: QWidget, event: QKeyEvent) -> bool:  # type: ignore[override]
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.type() == QKeyEvent.Type.KeyPress and event.key() in steps:
            keys = list(self._buttons)
            now = keys.index(self.current) if self.current else -1
            at = max(0, min(len(keys) - 1, now + steps[Qt.Key(event.key())]))
            self._buttons[keys[at]].setFocus(Qt.FocusReason.TabFocusReason)
            self._buttons[keys[at]].click()
            return True
        return bool(super().eventFilter(watched, event))
