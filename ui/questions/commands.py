"""What the actions of client questions do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.context import Context
from ui.questions.acts import QuestionActs
from ui.questions.nudge import QuestionNudge

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class QuestionCommands(QObject):
    """The acts on questions; each method is the slot of an action."""

    def __init__(self, context: Context, window: MainWindow) -> None:
        super().__init__(window)
        self._context, self._window = context, window
        self.acts = QuestionActs(context, window)
        self.nudge = QuestionNudge(context, window, self.acts)

    def toggle(self) -> None:
        """Stop the question that runs, else start one."""
        self.acts.toggle()

    def show_all(self) -> None:
        """Show every question by client."""
        from ui.questions.list_dialog import QuestionList  # start-up saving: imported when it is first opened

        QuestionList(self._context, self.acts, self._window).open()
