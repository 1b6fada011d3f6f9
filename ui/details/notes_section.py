"""Notes on the engagement; saved when one leaves them, and never with a password in them (N01)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit

from models import engagements
from models.errors import UserError
from models.records import Dossier
from models.texts import _
from ui.context import Context
from ui.details.section import Section
from ui.form import Label


class NotesEdit(QPlainTextEdit):
    """A text of several lines that says when it is left."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class NotesSection(Section):
    """What is worth keeping beside the dates."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("Notes"))
        self.words = NotesEdit()
        self.words.setAccessibleName(_("Notes"))
        self.words.setTabChangesFocus(True)
        self.words.setMinimumHeight(110)
        self.words.setFont(context.appearance.font(13))
        self.error = Label(context.appearance, "", 12, 400, "danger", wrap=True)
        self.error.hide()
        self._before = ""
        self.body.addWidget(self.words)
        self.body.addWidget(self.error)
        self.words.left.connect(self.save)

    def fill(self, dossier: Dossier) -> None:
        """Show an engagement's notes; what somebody is typing is left alone."""
        typing = self.words.hasFocus() and self.words.toPlainText() != self._before
        if dossier.id != self.engagement or not (typing or self.error.text()):
            self._before = dossier.engagement.notes
            if self.words.toPlainText() != self._before:
                self.words.setPlainText(self._before)
            self._say("")
        super().fill(dossier)

    def save(self) -> None:
        """Keep the notes as one step; what is refused stays on the screen with the reason."""
        text = self.words.toPlainText().strip()
        if text == self._before:
            self._say("")
            return
        try:
            engagements.edit(self.context.store, self.engagement, notes=text)
        except UserError as error:
            self._say(f"{error.what} {error.do}".strip())
        else:
            self._before = text
            self._say("")

    def _say(self, words: str) -> None:
        self.error.setText(words)
        self.error.setVisible(bool(words))
        self.words.setAccessibleDescription(words)
