"""The lines of Today that follow up a client question (N32)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from models import client_questions
from models.records import ClientQuestion
from models.today import Task
from ui.context import Context
from ui.questions.acts import QuestionActs


class FollowUps:
    """Ticking such a line records the follow-up, its button shows the question."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        self._context = context
        self._acts = QuestionActs(context, parent)

    def tick(self, task: Task) -> None:
        """Record that the follow-up has happened."""
        self._with(task, self._acts.follow_up_done)

    def show(self, task: Task) -> None:
        """Show everything about the question."""
        self._with(task, self._acts.edit)

    def _with(self, task: Task, act: Callable[[ClientQuestion], None]) -> None:
        found: list[ClientQuestion] = []
        if self._context.attempt(lambda: found.append(client_questions.get(self._context.store, task.question))):
            act(found[0])
