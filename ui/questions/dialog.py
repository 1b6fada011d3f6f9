"""Everything about one client question; after a hand-off it asks for the incident's number (N32)."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from models import client_questions, settings, time_log, typed_times
from models.errors import UserError
from models.records import ClientQuestion
from models.texts import _
from ui.check_box import CheckBox
from ui.context import Context
from ui.dialog import DialogFrame
from ui.field import Field, named
from ui.form import Label, button, column, label, row
from ui.visibility import hide_unless

WIDTH = 560


class QuestionDialog(DialogFrame):
    """Words, who asked, the steps done with the client, the incident, the follow-up, Remote Admin hours.

    Args:
        context: the window's.
        question: as it is stored.
        handed_off: whether it comes after a hand-off: the number is asked for, and a follow-up is proposed.
        parent: the window that it belongs to.
    """

    def __init__(
        self, context: Context, question: ClientQuestion, *, handed_off: bool = False, parent: QWidget | None = None
    ) -> None:
        look = context.appearance
        super().__init__(look, _("Incident of the question") if handed_off else _("Client question"), WIDTH, parent)
        self._context, self._question = context, question
        prefix = settings.get(context.store, "numbers.incident")
        self.text = Field(look, _("What was asked"), question.text)
        self.asked_by = Field(look, _("Asked by"), question.asked_by)
        self.tried = QPlainTextEdit(question.tried)
        self.tried.setAccessibleName(_("Steps done with the client"))
        self.tried.setPlaceholderText(_("What you tried together, for whoever goes on"))
        self.tried.setFont(look.font(13))
        self.tried.setFixedHeight(round(84 * max(1.0, look.text_scale)))
        self.tried.setTabChangesFocus(True)
        self.incident = Field(look, _("Incident"), question.incident, placeholder=f"{prefix}0012345")
        self.follow_up = Field(look, _("Follow up on"), placeholder=_("2026-11-30, 30 nov or fri"))
        self.echo = Label(look, "", 12, 400, "text2")
        self.offered = CheckBox(_("Remote Admin hours offered"))
        self.offered.setFont(look.font(13))
        self.offered.setChecked(bool(question.remote_admin_utc))
        self.offered.setEnabled(not question.remote_admin_utc)
        self.admin = Field(look, _("What they said to Remote Admin hours"), question.remote_admin)
        self.error = label(look, "", 12, 500, "danger", wrap=True)
        self.error.hide()
        self.save = button(look, _("Save"), "primary")
        self._build(handed_off=handed_off)
        day = question.follow_up
        if handed_off and not day:
            day = client_questions.next_working_day(context.store).isoformat()
        self.follow_up.set_text(day)
        (self.incident if handed_off else self.text).line.setFocus()

    @property
    def day(self) -> str:
        """The date of the follow-up, empty for none; raises UserError where it can't be read."""
        typed = self.follow_up.text.strip()
        if not typed:
            return ""
        read = typed_times.read_typed(typed, time_log.today(self._context.store))
        return (read.date() if isinstance(read, datetime) else read).isoformat()

    def accept(self) -> None:
        """Keep it as one step; what is wrong is said and everything typed stays."""
        store, question = self._context.store, self._question
        offered, said = self.offered.isChecked() or bool(self.admin.text), self.admin.text
        try:
            values = {"text": self.text.text, "asked_by": self.asked_by.text, "tried": self.tried.toPlainText()}
            values |= {"incident": self.incident.text, "follow_up": self.day}
            with store.step(_("Change a client question"), engagement=question.engagement):
                client_questions.edit(store, question, **values)
                if offered and (not question.remote_admin_utc or said != question.remote_admin):
                    client_questions.offer_remote_admin(store, question, said)
        except UserError as error:
            self.error.setText(f"{error.what} {error.do}".strip())
            self.error.show()
            self.fit()
            return
        super().accept()

    def _build(self, *, handed_off: bool) -> None:
        look, cancel = self._context.appearance, button(self._context.appearance, _("Later"))
        if not handed_off:
            cancel.set_text(_("Cancel"))
        cancel.clicked.connect(self.reject)
        self.save.clicked.connect(self.accept)
        self.save.setDefault(True)
        self.follow_up.line.textChanged.connect(self._show_day)
        self.admin.line.textEdited.connect(self._on_said)
        words = _("The client opens it with ServiceNow's support. What is not known yet can follow later.")
        hint = label(look, words, 12, 400, "text2", wrap=True)
        hide_unless(hint, handed_off)
        asked = row(column(self.text, None), column(self.asked_by, None), spacing=12)
        asked.setStretch(0, 3)
        asked.setStretch(1, 2)
        incident = row(column(self.incident, None), column(self.follow_up, self.echo, None, spacing=4), spacing=12)
        tried = named(look, _("Steps done with the client"), self.tried)
        body = (hint, incident, tried, asked) if handed_off else (asked, tried, incident)
        self.build(column(*body, self.offered, self.admin, self.error, spacing=10), (cancel, self.save))

    def _show_day(self) -> None:
        try:
            day = self.day
        except UserError:
            day = ""
        self.echo.setText(self._context.formats.day_year(date.fromisoformat(day)) if day else "")

    def _on_said(self, text: str) -> None:
        if text and self.offered.isEnabled():
            self.offered.setChecked(True)
