"""Shows the words of a message as they were sent."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from models.records import Message
from models.texts import _
from ui.clipboard import copy_text
from ui.dialog import DialogFrame
from ui.form import button, column
from ui.theme import Appearance


class SentText(DialogFrame):
    """Subject and text, which can't be changed any more."""

    def __init__(self, appearance: Appearance, message: Message, parent: QWidget | None = None) -> None:
        super().__init__(appearance, message.subject or _("What was sent"), 560, parent)
        self.words = QPlainTextEdit(message.body)
        self.words.setReadOnly(True)
        self.words.setAccessibleName(_("What was sent"))
        self.words.setFont(appearance.font(13))
        self.words.setMinimumHeight(260)
        copy = button(appearance, _("Copy"), "secondary", "copy")
        close = button(appearance, _("Close"), "primary")
        copy.clicked.connect(lambda: copy_text(message.body))
        close.clicked.connect(self.accept)
        self.build(column(self.words), (copy, close))
