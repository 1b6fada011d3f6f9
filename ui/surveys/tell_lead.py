"""Composes what the lead is told of a low score; copying and opening the mail program record nothing."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from models import outgoing, settings, survey_telling, surveys
from models.errors import UserError
from models.outgoing import Mail
from models.surveys import Score
from models.texts import _
from ui.clipboard import copy_rich
from ui.context import Context
from ui.dialog import DialogFrame
from ui.field import Field, named
from ui.file_dialogs import ask_to_save
from ui.form import button, column, row
from ui.links import open_link

WIDTH = 620


class TellLead(DialogFrame):
    """To, subject and text as a draft; *Mark as told* keeps who was told."""

    def __init__(self, context: Context, score: Score, parent: QWidget | None = None) -> None:
        you = settings.you(context.store)
        self._who = you.lead or _("Lead")
        super().__init__(context.appearance, _("Tell {lead}").format(lead=self._who), WIDTH, parent)
        self._context, self._score = context, score
        look, mail = context.appearance, survey_telling.draft(score, you, context.formats)
        self.to = Field(look, _("To"), placeholder=_("Email address of {lead}").format(lead=self._who))
        self.subject = Field(look, _("Subject"), mail.subject)
        self.body = QPlainTextEdit(mail.body)
        self.body.setAccessibleName(_("Text"))
        self.body.setTabChangesFocus(True)
        self.body.setFont(look.font(13))
        self.body.setMinimumHeight(round(220 * look.text_scale))
        self.copy = button(look, _("Copy"), icon="copy")
        self.mail = button(look, _("Open in mail"), icon="mail")
        self.save = button(look, _("Save"), icon="dl")
        self.told = button(look, _("Mark as told"), "primary")
        close = button(look, _("Close"))
        close.clicked.connect(self.reject)
        self.copy.clicked.connect(self.copy_words)
        self.mail.clicked.connect(self.open_mail)
        self.save.clicked.connect(self._choose_file)
        self.told.clicked.connect(self.mark_told)
        ways = row(self.copy, self.mail, self.save, None, spacing=8)
        self.build(
            column(self.to, self.subject, named(look, _("Text"), self.body), ways, spacing=10), (close, self.told)
        )
        self.hint.setText(_("Nothing is sent from here."))
        self.body.setFocus()

    @property
    def words(self) -> Mail:
        """What stands there now."""
        return Mail(self.to.text, self.subject.text, self.body.toPlainText().strip("\n"))

    def copy_words(self) -> None:
        """Put the text on the clipboard, plain and rich."""
        copy_rich(outgoing.as_plain(self.words), outgoing.as_html(self.words))
        self.hint.setText(_("Copied. It is not marked as told."))

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

    def mark_told(self) -> None:
        """Record that the lead was told."""
        if self._context.attempt(lambda: surveys.mark_told(self._context.store, self._score, self._who)):
            self.accept()

    def _choose_file(self) -> None:
        kinds = (_("Draft for a mail program (*.eml)"), _("Text (*.txt)"))
        ask_to_save(self, _("Save the text"), kinds, "score.eml", self.save_to)
