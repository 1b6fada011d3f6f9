"""The focused text field has the first say in undo and redo; what it can't do goes on to the window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

TextField = QLineEdit | QPlainTextEdit | QTextEdit


class TextFields(QObject):
    """Undoes in the focused field, and lets the keys through where nothing is left to undo there.

    A text field claims Ctrl+Z for itself even where it can do nothing with it, so the window's shortcut is never asked.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)

    def undo(self) -> bool:
        """Undo in the focused field and say whether there was something to undo."""
        field = QApplication.focusWidget()
        if not isinstance(field, TextField) or not _can_undo(field):
            return False
        field.undo()
        return True

    def redo(self) -> bool:
        """Redo in the focused field and say whether there was something to redo."""
        field = QApplication.focusWidget()
        if not isinstance(field, TextField) or not _can_redo(field):
            return False
        field.redo()
        return True

    def _on_focus(self, left: QWidget | None, entered: QWidget | None) -> None:
        if isinstance(left, TextField):
            left.removeEventFilter(self)
        if isinstance(entered, TextField):
            entered.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(watched, TextField):
            return False
        if not isinstance(event, QKeyEvent):
            return False
        undo = event.matches(QKeySequence.StandardKey.Undo) and not _can_undo(watched)
        redo = event.matches(QKeySequence.StandardKey.Redo) and not _can_redo(watched)
        if undo or redo:
            event.ignore()
        return undo or redo


def _can_undo(field: TextField) -> bool:
    return field.isUndoAvailable() if isinstance(field, QLineEdit) else field.document().isUndoAvailable()


def _can_redo(field: TextField) -> bool:
    return field.isRedoAvailable() if isinstance(field, QLineEdit) else field.document().isRedoAvailable()
