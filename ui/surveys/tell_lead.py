"""Composes what the lead is told of a low score; copying and opening the mail program record nothing."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from models import settings, survey_telling, surveys
from models.surveys import Score
from models.texts import _
from ui.context import Context
from ui.draft_dialog import DraftDialog
from ui.form import button


class TellLead(DraftDialog):
    """To, subject and text as a draft; *Mark as told* keeps who was told."""

    def __init__(self, context: Context, score: Score, parent: QWidget | None = None) -> None:
        you = settings.you(context.store)
        self._who, self._score = you.lead or _("Lead"), score
        self.told = button(context.appearance, _("Mark as told"), "primary")
        mail = survey_telling.draft(score, you, context.formats)
        title = _("Tell {lead}").format(lead=self._who)
        super().__init__(context, title, mail, self._who, "score.eml", self.told, parent)
        self.told.clicked.connect(self.mark_told)

    def copy_words(self) -> None:
        super().copy_words()
        self.hint.setText(_("Copied. It is not marked as told."))

    def mark_told(self) -> None:
        """Record that the lead was told."""
        if self._context.attempt(lambda: surveys.mark_told(self._context.store, self._score, self._who)):
            self.accept()
