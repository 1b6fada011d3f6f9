"""The line that notes a moment while the video plays on: its time, a field, Enter."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit

from models import library
from models.texts import _
from ui.form import KeyHint, label, row
from ui.theme import Appearance


class AddLine(QFrame):
    """Hidden until a moment is to be noted.

    Signals:
        written: the position and the words.
    """

    written = Signal(int, str)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._at_ms = 0
        self._time = label(appearance, "", 13, 600, "accent")
        self.field = QLineEdit()
        self.field.setPlaceholderText(_("What happens here?"))
        self.field.setFixedHeight(32)
        self.error = label(appearance, "", 12, 500, "danger")
        saves = label(appearance, _("saves, the video plays on"), 12, 400, "text2")
        layout = row(self._time, self.field, self.error, KeyHint(appearance, "Enter"), saves, spacing=8)
        layout.setContentsMargins(8, 0, 8, 0)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.field.returnPressed.connect(self._write)
        self.field.textEdited.connect(lambda: self.refuse(""))
        self.hide()

    def begin(self, at_ms: int) -> None:
        """Ask what happens at a position."""
        self._at_ms = at_ms
        self._time.setText(library.clock_text(at_ms))
        self.field.setAccessibleName(_("What happens at {time}?").format(time=library.clock_text(at_ms)))
        self.field.clear()
        self.refuse("")
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def refuse(self, words: str) -> None:
        """Say why it can't be; nothing where it can."""
        self.error.setText(words)
        self.error.setVisible(bool(words))

    def _write(self) -> None:
        self.written.emit(self._at_ms, self.field.text())
