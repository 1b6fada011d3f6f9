"""A line that takes nothing which this program itself copied: each source is read on its own (N17)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from models.texts import _
from ui.clipboard import copy_text, is_own_copy
from ui.form import Label, column
from ui.theme import Appearance, set_variant

OWN_COPY = "That text came from E2E Tracker. Copy it from ServiceNow."


class GuardedLine(QLineEdit):
    """Refuses our own clipboard, by its mark and not by its text: the same text copied in the browser is right.

    What is copied out of it is marked too, so that one source can't fill another.

    Signals:
        refused: a paste of our own copy was refused.
    """

    refused = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(False)

    def take_clipboard(self) -> None:
        """Replace the text with the clipboard's, or refuse it."""
        text = QGuiApplication.clipboard().text()
        if is_own_copy(text):
            self.refused.emit()
        elif text and not self.isReadOnly():
            self.selectAll()
            self.insert(" ".join(text.split()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.take_clipboard()
        elif event.matches(QKeySequence.StandardKey.Copy):
            copy_text(self.selectedText())
        elif event.matches(QKeySequence.StandardKey.Cut):
            copy_text(self.selectedText())
            self.del_()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Paste")).triggered.connect(self.take_clipboard)
        menu.popup(event.globalPos())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.MiddleButton:  # that one would paste a selection past the guard
            super().mouseReleaseEvent(event)


class Reading(QWidget):
    """A guarded line under its name."""

    def __init__(self, appearance: Appearance, name: str, placeholder: str = "") -> None:
        super().__init__()
        self._appearance = appearance
        self.title = Label(appearance, name, 12, 500, "text2")
        self.line = GuardedLine()
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText(placeholder)
        self.title.setBuddy(self.line)
        self.setLayout(column(self.title, self.line, spacing=4))
        self.setFocusProxy(self.line)
        appearance.changed.connect(self._restyle)
        self._restyle()

    @property
    def text(self) -> str:
        """What is read, without spaces around it."""
        return self.line.text().strip()

    def set_invalid(self, invalid: bool, words: str = "") -> None:
        """Mark it as wrong, with what is wrong for assistive technology."""
        set_variant(self.line, "invalid", invalid)
        self.line.setAccessibleDescription(words)

    def set_fixed(self, fixed: bool) -> None:
        """Show it as read, or open it for reading."""
        self.line.setReadOnly(fixed)

    def _restyle(self) -> None:
        self.line.setFont(self._appearance.font(13, 500))
        self.line.setFixedHeight(round(34 * max(1.0, self._appearance.text_scale)))
