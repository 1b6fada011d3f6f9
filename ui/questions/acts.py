"""What can be done with a client question; each with a way back (N32)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from models import client_questions
from models.records import ClientQuestion
from models.texts import _
from ui.context import Context

HAND_OFF, REMOTE_ADMIN = "incident_hand_off", "remote_admin"


class QuestionActs(QObject):
    """Dialogs and menus of questions, over the window of a widget."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._parent = parent

    def start(self) -> None:
        """Ask what the client wants to know, and start the timer."""
        from ui.questions.start_dialog import StartQuestion  # start-up saving: imported when it is first opened

        if self._context.portfolio.ids():
            StartQuestion(self._context, self._parent.window()).open()
        else:
            self._context.notices.tell(_("There is no engagement yet."))

    def toggle(self) -> None:
        """Stop the question that runs and log it; where none runs, start one."""
        question = client_questions.running(self._context.store)
        if question is None:
            self.start()
        else:
            self.stop(question)

    def stop(self, question: ClientQuestion) -> None:
        """Log what was counted."""
        told = _("Logged for {client}: {question}")
        self._do(lambda: client_questions.stop(self._context.store, question), question, told)

    def pause(self, question: ClientQuestion) -> None:
        """Stop counting without logging."""
        self._do(lambda: client_questions.pause(self._context.store, question), question, _("Paused: {question}"))

    def go_on(self, question: ClientQuestion) -> None:
        """Count again."""
        self._do(lambda: client_questions.go_on(self._context.store, question), question, _("Counting: {question}"))

    def hand_off(self, question: ClientQuestion) -> None:
        """Log the time, write to the client, then ask for the number of the incident."""
        store = self._context.store
        if not self._context.attempt(lambda: client_questions.hand_off(store, question)):
            return
        composer = self._compose(question, HAND_OFF)
        if composer is None:
            self.ask_number(question)
        else:
            composer.finished.connect(lambda _result: self.ask_number(question))

    def ask_number(self, question: ClientQuestion) -> None:
        """Ask for the incident and the follow-up of a question that was handed off."""
        self._open(question, handed_off=True)

    def edit(self, question: ClientQuestion) -> None:
        """Show everything about a question."""
        self._open(question, handed_off=False)

    def offer_remote_admin(self, question: ClientQuestion) -> None:
        """Write the offer of Remote Admin hours, then note what was said."""
        composer = self._compose(question, REMOTE_ADMIN)
        if composer is not None:
            composer.finished.connect(lambda _result: self.edit(question))

    def follow_up_done(self, question: ClientQuestion) -> None:
        """Record that the follow-up has happened."""
        told = _("Followed up: {question}")
        self._do(lambda: client_questions.follow_up_done(self._context.store, question), question, told)

    def remove(self, question: ClientQuestion) -> None:
        """Delete a question; logged time stays."""
        self._do(lambda: client_questions.remove(self._context.store, question), question, _("Deleted: {question}"))

    def menu(self, question: ClientQuestion) -> QMenu:
        """Return what can be done with a question now."""
        menu = QMenu(self._parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        acts: list[tuple[str, Callable[[ClientQuestion], None], bool]] = [
            (_("Edit…"), self.edit, True),
            (_("Pause"), self.pause, bool(question.started_utc)),
            (_("Go on"), self.go_on, not question.started_utc),
            (_("Stop and log"), self.stop, bool(question.timer)),
            (_("Hand off to an incident…"), self.hand_off, not question.handed_off_utc),
            (_("Offer Remote Admin hours…"), self.offer_remote_admin, True),
            (_("Followed up"), self.follow_up_done, bool(question.follow_up and not question.followed_up_utc)),
            (_("Delete"), self.remove, True),
        ]
        for words, act, possible in acts:
            if possible:
                menu.addAction(words, partial(act, question))
        return menu

    def open_menu(self, question: ClientQuestion, at: QPoint) -> None:
        """Show the menu at a place of the screen."""
        self.menu(question).popup(at)

    def _open(self, question: ClientQuestion, *, handed_off: bool) -> None:
        from ui.questions.dialog import QuestionDialog  # start-up saving: imported when it is first opened

        found: list[ClientQuestion] = []
        if self._context.attempt(lambda: found.append(client_questions.get(self._context.store, question.id))):
            QuestionDialog(self._context, found[0], handed_off=handed_off, parent=self._parent.window()).open()

    def _compose(self, question: ClientQuestion, kind: str) -> QDialog | None:
        from ui.composer.opening import open_composer  # start-up saving: 40 ms of the template engine

        return open_composer(self._context, self._parent, kind, question.engagement)

    def _do(self, act: Callable[[], object], question: ClientQuestion, told: str) -> None:
        if self._context.attempt(act):
            client = self._context.portfolio.name(question.engagement)
            words = told.format(client=client, question=question.text)
            self._context.notices.tell(words, _("Undo"), self._undo)

    def _undo(self) -> None:
        self._context.attempt(self._context.store.undo)
