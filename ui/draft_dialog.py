"""A text to somebody as a draft: to, subject and text, to be copied, opened in the mail program, or saved."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from models import outgoing
from models.errors import UserError
from models.outgoing import Mail
from models.texts import _
from ui.clipboard import copy_rich
from ui.context import Context
from ui.dialog import DialogFrame
from ui.field import Field, named
from ui.file_dialogs import ask_to_save
from ui.form import Button, button, column, row
from ui.links import open_link

WIDTH = 620


class DraftDialog(DialogFrame):
    """Shows a draft; nothing is sent from here, and nothing is recorded.

    Args:
        context: store, looks and words.
        title: of the dialog.
        mail: the draft.
        who: whom it is for.
        file: the name under which it is saved.
        last: the button that goes on, where there is one.
        parent: the window.
    """

    def __init__(
        self,
        context: Context,
        title: str,
        mail: Mail,
        who: str,
        file: str,
        last: Button | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context.appearance, title, WIDTH, parent)
        self._context, self._file = context, file
        look = context.appearance
        self.to = Field(look, _("To"), mail.to, placeholder=_("Email address of {lead}").format(lead=who))
        self.subject = Field(look, _("Subject"), mail.subject)
        self.body = QPlainTextEdit(mail.body)
        self.body.setAccessibleName(_("Text"))
        self.body.setTabChangesFocus(True)
        self.body.setFont(look.font(13))
        self.body.setMinimumHeight(round(220 * look.text_scale))
        self.copy = button(look, _("Copy"), icon="copy")
        self.mail = button(look, _("Open in mail"), icon="mail")
        self.save = button(look, _("Save"), icon="dl")
        close = button(look, _("Close"))
        close.clicked.connect(self.reject)
        self.copy.clicked.connect(self.copy_words)
        self.mail.clicked.connect(self.open_mail)
        self.save.clicked.connect(self._choose_file)
        ways = row(self.copy, self.mail, self.save, None, spacing=8)
        body = column(self.to, self.subject, named(look, _("Text"), self.body), ways, spacing=10)
        self.build(body, (close, last) if last else (close,))
        self.hint.setText(_("Nothing is sent from here."))
        self.body.setFocus()

    @property
    def words(self) -> Mail:
        """What stands there now."""
        return Mail(self.to.text, self.subject.text, self.body.toPlainText().strip("\n"))

    def copy_words(self) -> None:
        """Put the text on the clipboard, plain and rich."""
        copy_rich(outgoing.as_plain(self.words), outgoing.as_html(self.words))
        self.hint.setText(_("Copied."))

    def open_mail(self) -> None:
        """Hand the text over to the mail program."""
        try:
            link = outgoing.mailto(self.words)
        except UserError as error:
            self.hint.setText(str(error))
            return
        opened = open_link(link)
        self.hint.setText(
            _("Opened in your mail program.") if opened else _("No mail program answered. Copy the text.")
        )

    def save_to(self, path: Path) -> None:
        """Save the text: a draft for a mail program, or plain text."""
        if self._context.attempt(lambda: outgoing.save(self.words, path)):
            self.hint.setText(_("Saved as {name}").format(name=path.name))

    def _choose_file(self) -> None:
        kinds = (_("Draft for a mail program (*.eml)"), _("Text (*.txt)"))
        ask_to_save(self, _("Save the text"), kinds, self._file, self.save_to)
