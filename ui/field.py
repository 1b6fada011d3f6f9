"""A named line of text, with room for what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from ui.form import IconLabel, Label, column, row
from ui.theme import Appearance, set_variant


class DropDown(QComboBox):
    """A list to choose from that the wheel never changes: it scrolls the page that the list is on."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


def named(appearance: Appearance, name: str, control: QWidget) -> QWidget:
    """Return a control with its name above it, which names it to assistive technology too."""
    part = QWidget()
    title = Label(appearance, name, 12, 500, "text2")
    title.setBuddy(control)
    part.setLayout(column(title, control, None, spacing=4))
    return part


class Field(QWidget):
    """A named line of text with room for what is wrong with it; the input is always kept.

    Signals:
        edited: the person changed the text.
        committed: the person pressed Enter or left the field, and the text is another one than before.
    """

    edited = Signal(str)
    committed = Signal(str)

    def __init__(
        self, appearance: Appearance, name: str, text: str = "", *, placeholder: str = "", height: int = 34
    ) -> None:
        super().__init__()
        self._appearance = appearance
        self._height = height
        self._before = text
        self.title = Label(appearance, name, 12, 500, "text2")
        self.line = QLineEdit(text)
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText(placeholder)
        self.title.setBuddy(self.line)
        self._error = Label(appearance, "", 12, 400, "danger", wrap=True)
        self._mark = IconLabel(appearance, "alert", "danger", 14)
        below = row(self._mark, self._error, spacing=6)
        below.setStretch(1, 1)
        self._show_error("")
        self.setLayout(column(self.title, self.line, below, spacing=4))
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(self.edited)
        self.line.editingFinished.connect(self._on_finished)
        appearance.changed.connect(self._restyle)
        self._restyle()

    @property
    def text(self) -> str:
        """What is typed, without spaces around it."""
        return self.line.text().strip()

    @property
    def error(self) -> str:
        """What is wrong, as shown; empty where nothing is."""
        return self._error.text()

    def set_text(self, text: str) -> None:
        """Show another text and take it for the one before any edit."""
        self._before = text
        if text != self.line.text():
            self.line.setText(text)

    def set_error(self, words: str) -> None:
        """Say what is wrong below the line, or take it away."""
        self._show_error(words)
        self.line.setAccessibleDescription(words)
        set_variant(self.line, "invalid", bool(words))

    def _show_error(self, words: str) -> None:
        self._error.setText(words)
        for part in (self._mark, self._error):
            part.setVisible(bool(words))

    def _on_finished(self) -> None:
        if self.text != self._before:
            self._before = self.text
            self.committed.emit(self.text)

    def _restyle(self) -> None:
        self.line.setFont(self._appearance.font(13, 400))
        self.line.setFixedHeight(round(self._height * max(1.0, self._appearance.text_scale)))
