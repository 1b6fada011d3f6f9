"""The client questions of the time log: what runs, what is paused, what waits, what ended today (SCREENS §4; N32)."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from models import client_questions, settings, time_log
from models.client_questions import Stage
from models.records import ClientQuestion
from models.texts import _
from ui.context import Context
from ui.form import Button, Label, column, row
from ui.questions.acts import QuestionActs
from ui.questions.lines import EndedLine, QuestionLine

TICK_MS = 1000


class QuestionsCard(QFrame):
    """Its own clock ticks only while a question runs and can be seen."""

    def __init__(self, context: Context, acts: QuestionActs) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._context, self._acts = context, acts
        look = context.appearance
        self.start_button = Button(look, _("Start a question"), "accentghost", "plus", height=28)
        self.start_button.clicked.connect(acts.start)
        words = _("What a client asks, with a timer. After an hour it becomes an incident.")
        self._hint = Label(look, words, 12, 400, "text2", wrap=True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        self.all_button = Button(look, "", "accentghost", height=28)
        self.all_button.clicked.connect(self.show_all)
        self.running: QuestionLine | None = None
        self._stage: Stage = "short"
        self._ticks = QTimer(self, interval=TICK_MS)
        self._ticks.timeout.connect(self._tick)
        head = row(Label(look, _("Client questions"), 13, 600), None, self.start_button)
        below = row(None, self.all_button)
        self.setLayout(column(head, self._hint, self._lines, below, spacing=6, margins=(14, 8, 12, 10)))

    def refresh(self) -> None:
        """Show the questions as they are."""
        store = self._context.store
        every = client_questions.all_questions(store)
        found = client_questions.shown(every, time_log.today(store), settings.you(store).zone)
        self.running = None
        focused = self._focused()
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for question in found:
            line = self._line(question)
            self._lines.addWidget(line)
            line.show()  # else it is shown a moment after its room is
        if focused:
            self._focus(focused)
        self._hint.setVisible(not found)
        self.all_button.set_text(_("All {count} questions").format(count=len(every)))
        self.all_button.setVisible(len(every) > len(found))
        self._run_clock()

    def show_all(self) -> None:
        """Show every question by client."""
        from ui.questions.list_dialog import QuestionList  # start-up saving: imported when it is first opened

        QuestionList(self._context, self._acts, self.window()).open()

    def _in_lines(self) -> list[Button]:
        """Return the buttons of the lines that are shown."""
        lines = (item.widget() for at in range(self._lines.count()) if (item := self._lines.itemAt(at)) is not None)
        return [found for line in lines if line is not None for found in line.findChildren(Button)]

    def _focused(self) -> str:
        """Return the name of the button of a line that has the focus, and is about to be made anew; empty for none."""
        return next((item.accessibleName() for item in self._in_lines() if item is self.window().focusWidget()), "")

    def _focus(self, name: str) -> None:
        """Give the focus back to the button that has that name now, else to the one that starts a question."""
        found = (item for item in self._in_lines() if item.accessibleName() == name)
        next(found, self.start_button).setFocus()

    def _line(self, question: ClientQuestion) -> QWidget:
        if not question.timer:
            line: EndedLine | QuestionLine = EndedLine(self._context, question, self._acts)
        else:
            stage = self._stage_of(question)
            line = QuestionLine(self._context, question, stage, self._acts)
            if question.started_utc:
                self.running, self._stage = line, stage
        line.more.clicked.connect(partial(self._open_menu, line.more, question))
        return line

    def _stage_of(self, question: ClientQuestion) -> Stage:
        dossier = self._context.portfolio.dossier(question.engagement)
        if dossier is None:
            return "short"
        seconds = question.seconds(self._context.clock.now())
        return client_questions.stage(question, dossier.playbook.limits, seconds)

    def _open_menu(self, beside: Button, question: ClientQuestion) -> None:
        self._acts.open_menu(question, beside.mapToGlobal(QPoint(0, beside.height())))

    def _tick(self) -> None:
        if self.running is None:
            return
        if self._stage_of(self.running.question) != self._stage:
            self.refresh()
        else:
            self.running.show_elapsed()

    def _run_clock(self) -> None:
        if self.running is not None and self.isVisible():
            self._ticks.start()
        else:
            self._ticks.stop()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._run_clock()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._ticks.stop()
