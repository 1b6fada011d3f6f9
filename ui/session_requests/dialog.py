"""Recording that the client asks to push Best Practices off, cancels it or does not come (N25)."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from models import session_requests, zones
from models.errors import UserError
from models.records import Dossier, SessionRequest
from models.session_requests import Answer, What
from models.texts import _
from ui.context import Context
from ui.dates.day_field import DayField
from ui.dialog import DialogFrame
from ui.field import Field, named
from ui.form import button, column, hline, label, row
from ui.segmented import Segmented
from ui.session_requests.wanted_day import WantedDay

WIDTH = 560


class SessionRequestDialog(DialogFrame):
    """What happened, who, when, which day is wanted, and the answer; earlier requests stand below.

    Args:
        context: store, looks and words.
        dossier: the engagement.
        parent: the window.
    """

    def __init__(self, context: Context, dossier: Dossier, parent: QWidget | None = None) -> None:
        super().__init__(context.appearance, _("Best Practices: request or cancellation"), WIDTH, parent)
        self._context = context
        self._dossier = dossier
        look, you = context.appearance, dossier.you
        kinds = (("request", _("Asked to move it")), ("cancelled", _("Cancelled")), ("missed", _("Nobody came")))
        self.what = Segmented(look, kinds, "request", _("What happened"))
        contact = dossier.contacts[0].name if len(dossier.contacts) == 1 else ""
        self.who = Field(look, _("Who"), contact, placeholder=_("Name at the client"))
        self.day = DayField(context, _("When"), you.zone)
        self.day.field.line.setText(_today(context, dossier).isoformat())
        self.wanted = WantedDay(context, dossier)
        answers = (("", _("No answer yet")), ("agreed", _("Agreed")), ("refused", _("Refused")))
        self.answer = Segmented(look, answers, "", _("Your answer"))
        self._answer = named(look, _("Your answer"), self.answer)
        self.note = Field(look, _("Note"))
        self.error = label(look, "", 12, 500, "danger", wrap=True)
        self.record = button(look, _("Record"), "primary")
        cancel = button(look, _("Cancel"))
        cancel.clicked.connect(self.reject)
        self.record.clicked.connect(self.confirm)
        self.what.chosen.connect(self._on_what)
        self.wanted.advised.connect(self.answer.choose)
        self._earlier = column(spacing=6)
        text = _("Every request is kept with its answer. The session stays inside the window.")
        body = column(
            label(look, text, 13, 400, "text2", wrap=True),
            self.what,
            row(column(self.who, None), column(self.day, None), spacing=12),
            self.wanted,
            self._answer,
            self.note,
            self.error,
            self._earlier,
            spacing=10,
        )
        self._list_earlier()
        self.build(body, (cancel, self.record))
        self._say("")
        self.who.setFocus()

    def confirm(self) -> None:
        """Record it; what is wrong is said and everything typed stays."""
        if self.wanted.problem:
            self._say(self.wanted.problem)
            return
        what, engagement, day = _what(self.what.current), self._dossier.id, self.day.day
        answer: Answer = _answer(self.answer.current) if what == "request" else ""
        try:
            if day is None:
                raise UserError(_("When it happened is missing."), do=_("Write a day."))
            words = {"asked_by": self.who.text, "note": self.note.text}
            session_requests.record(
                self._context.store, engagement, what, day, wanted=self.wanted.day, answer=answer, **words
            )
        except UserError as error:
            self._say(f"{error.what} {error.do}".strip())
            return
        self.accept()
        rebook = what != "request" or (answer == "agreed" and self.wanted.day is not None)
        act = (
            (_("Book it again…"), partial(book_again, self._context, engagement, self.parentWidget())) if rebook else ()
        )
        self._context.notices.tell(_("Recorded: {what}").format(what=_(session_requests.LABELS[what])), *act)

    def answer_earlier(self, request: SessionRequest, answer: Answer) -> None:
        """Answer a request that was recorded without one."""
        try:
            session_requests.set_answer(self._context.store, self._dossier, request, answer)
        except UserError as error:
            self._say(f"{error.what} {error.do}".strip())
            return
        self._dossier = self._context.portfolio.dossier(self._dossier.id) or self._dossier
        self._list_earlier()

    def _list_earlier(self) -> None:
        while (item := self._earlier.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if self._dossier.session_requests:
            self._earlier.addWidget(hline())
        for request in reversed(self._dossier.session_requests):
            self._earlier.addWidget(self._line(request))

    def _line(self, request: SessionRequest) -> QWidget:
        words = session_requests.sentence(request, self._context.formats)
        part = QWidget()
        line = row(label(self.appearance, words, 12, 400, "text2", wrap=True), spacing=4)
        line.setStretch(0, 1)
        if request.what == "request" and not request.answer:
            answers: tuple[tuple[Answer, str], ...] = (("agreed", _("Agreed")), ("refused", _("Refused")))
            for answer, name in answers:
                item = button(self.appearance, name, "accentghost", height=24)
                item.setAccessibleName(f"{name}: {words}")
                item.clicked.connect(partial(self.answer_earlier, request, answer))
                line.addWidget(item)
        part.setLayout(line)
        return part

    def _on_what(self, what: str) -> None:
        self._answer.setVisible(what == "request")
        self._say("")
        self.fit()

    def _say(self, words: str) -> None:
        self.error.setText(words)
        self.error.setVisible(bool(words))
        if words:
            self.fit()


def book_again(context: Context, engagement: int, window: QWidget | None) -> None:
    """Open the date editor of the session, or say why it can't be moved."""
    from ui.dates.editor import DateEditor  # start-up saving: imported when it is first opened

    context.attempt(lambda: DateEditor(context, engagement, session_requests.KIND, window).open())


def open_requests(context: Context, window: QWidget) -> None:
    """Open the dialog for the open engagement."""
    dossier = context.portfolio.current_dossier()
    if dossier is not None:
        SessionRequestDialog(context, dossier, window).open()


def _today(context: Context, dossier: Dossier) -> date:
    return context.clock.now_in(zones.zone(dossier.you.zone)).date()


def _what(text: str) -> What:
    return "cancelled" if text == "cancelled" else "missed" if text == "missed" else "request"


def _answer(text: str) -> Answer:
    return "agreed" if text == "agreed" else "refused" if text == "refused" else ""
