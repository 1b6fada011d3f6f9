"""What is being typed in a dialog outlives a crash: kept each second, offered again, forgotten once it is closed."""

from __future__ import annotations

from contextlib import suppress
from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from models import passwords, unsaved_words
from models.errors import UserError
from models.store import Store
from models.texts import _
from ui.context import Context
from ui.dialog import DialogFrame

EVERY_MS = 1000


def offer_unsaved(context: Context) -> None:
    """Say at the start for whom a crash left words, and open that engagement on demand."""
    for engagement in unsaved_words.left(context.store):
        client = context.portfolio.name(engagement)
        if client:
            words = _("What you were typing for {client} is kept. It is back where you typed it.")
            context.notices.tell(words.format(client=client), _("Open"), partial(context.portfolio.open, engagement))
            return


class Unsaved(QObject):
    """Keeps the text of a dialog's field beside the data while it is typed; a password is never kept (N01).

    Args:
        store: where it is kept, outside steps and undo.
        key: names what the words are for: "note.3.kickoff_booked".
        field: puts back what a crash left of the same key.
        dialog: forgets it when it is closed, by whichever button.
    """

    def __init__(self, store: Store, key: str, field: QLineEdit | QPlainTextEdit, dialog: DialogFrame) -> None:
        super().__init__(dialog)
        self._store, self._key, self._field = store, f"{unsaved_words.PREFIX}{key}", field
        self._owner = dialog.parentWidget()
        self._kept = store.recall(self._key)
        self._timer = QTimer(self, singleShot=True, interval=EVERY_MS)
        self._timer.timeout.connect(self.keep)
        if self._kept:
            self._put_back()
            dialog.hint.setText(_("What you had typed is back"))
            dialog.fit()
        field.textChanged.connect(self._on_typed)
        dialog.finished.connect(self._forget)

    def keep(self) -> None:
        """Keep what stands in the field now."""
        text = self._text()
        try:
            passwords.refuse(text)
        except UserError:
            text = ""
        self._remember(text)

    def _on_typed(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _forget(self) -> None:
        self._timer.stop()
        self._remember("")

    def _remember(self, text: str) -> None:
        """Keep the text; where another program is writing, the next change tries again.

        Where the window behind the dialog has gone, so has the file.
        """
        if text != self._kept and (self._owner is None or self._owner.isVisible()):
            with suppress(UserError):
                self._store.remember(self._key, text)
                self._kept = text

    def _text(self) -> str:
        return self._field.text() if isinstance(self._field, QLineEdit) else self._field.toPlainText()

    def _put_back(self) -> None:
        if isinstance(self._field, QLineEdit):
            self._field.setText(self._kept)
        else:
            self._field.setPlainText(self._kept)
