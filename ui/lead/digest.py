"""The weekly digest in a window: read, changed where wanted, copied or saved; nothing is sent from here."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from models import lead_digest, whole_files
from models.texts import _
from ui.clipboard import copy_text
from ui.context import Context
from ui.dialog import DialogFrame
from ui.file_dialogs import ask_to_save
from ui.form import button, column

WIDTH = 640


class DigestDialog(DialogFrame):
    """The text stands in a field, so that the lead can put it into own words before it goes out."""

    def __init__(self, context: Context, text: str, today: date, parent: QWidget | None = None) -> None:
        super().__init__(context.appearance, _("Weekly digest"), WIDTH, parent)
        self._context, self._today = context, today
        look = context.appearance
        self.text = QPlainTextEdit(text)
        self.text.setAccessibleName(_("Weekly digest"))
        self.text.setTabChangesFocus(True)
        self.text.setFont(look.font(13))
        self.text.setMinimumHeight(round(360 * look.text_scale))
        self.save = button(look, _("Save"), icon="dl")
        self.copy = button(look, _("Copy"), "primary", "copy")
        close = button(look, _("Close"))
        close.clicked.connect(self.reject)
        self.save.clicked.connect(self._choose_file)
        self.copy.clicked.connect(self.copy_words)
        self.build(column(self.text), (close, self.save, self.copy))
        self.hint.setText(_("Nothing is sent from here."))
        self.copy.setFocus()

    def copy_words(self) -> None:
        """Put the text on the clipboard as it stands there."""
        copy_text(self.text.toPlainText())
        self.hint.setText(_("Copied"))

    def save_to(self, path: Path) -> None:
        """Save the text as it stands there."""
        text = self.text.toPlainText()
        if self._context.attempt(lambda: whole_files.write(path, text.encode())):
            self.hint.setText(_("Saved as {name}").format(name=path.name))

    def _choose_file(self) -> None:
        name = lead_digest.file_name(self._today)
        ask_to_save(self, _("Save the digest"), (_("Text (*.txt)"),), name, self.save_to)
