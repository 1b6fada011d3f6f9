"""Says once, wherever the person is, that the running question has come to half an hour, and to an hour (N32)."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from models import client_questions
from models.client_questions import Stage
from models.history import Changed
from models.records import ClientQuestion
from models.texts import _
from ui.context import Context
from ui.questions.acts import QuestionActs

MOST_MS = 60_000
"""The longest sleep: a computer that slept itself is caught up with."""


class QuestionNudge(QObject):
    """Waits for the next limit of the question that runs; without one it rests."""

    def __init__(self, context: Context, window: QWidget, acts: QuestionActs) -> None:
        super().__init__(window)
        self._context, self._window, self._acts = context, window, acts
        self._told: dict[int, Stage] | None = None
        self._waits = QTimer(self, singleShot=True)
        self._waits.timeout.connect(self.look)
        context.feed.changed.connect(self._on_changed)
        context.portfolio.listed.connect(self.look)

    def look(self) -> None:
        """Say what has been reached, and wait for the next limit."""
        self._waits.stop()
        if not self._window.isVisible():
            return
        question = client_questions.running(self._context.store)
        dossier = self._context.portfolio.dossier(question.engagement) if question else None
        if question is None or dossier is None:
            self._told = self._told or {}
            return
        limits, seconds = dossier.playbook.limits, question.seconds(self._context.clock.now())
        stage = client_questions.stage(question, limits, seconds)
        if self._told is None:  # what was reached before the program began is seen in the time log
            self._told = {question.id: stage}
        if stage != self._told.get(question.id, "short"):
            self._told[question.id] = stage
            self._tell(question, stage)
        ahead = (limits.question_hint_minutes * 60, limits.question_incident_minutes * 60)
        left = [limit - seconds for limit in ahead if limit > seconds]
        if left:
            self._waits.start(min(left[0] * 1000, MOST_MS))

    def _tell(self, question: ClientQuestion, stage: Stage) -> None:
        if stage == "hint":
            words = _("“{question}”: half an hour. Is this an incident?")
        elif stage == "incident":
            words = _("“{question}” passed the limit. Ask the client to open an incident.")
        else:
            return
        text = words.format(question=question.text)
        self._context.notices.tell(text, _("Hand off"), lambda: self._acts.hand_off(question))

    def _on_changed(self, changed: Changed) -> None:
        if changed.touches("timer", "client_question"):
            self.look()
