"""Every client question, by client (N32)."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models import client_questions, zones
from models import settings as chosen
from models.history import Changed
from models.name_order import by_name
from models.records import ClientQuestion
from models.texts import _
from ui.context import Context
from ui.dialog import DialogFrame
from ui.elided import Elided
from ui.form import Button, Label, button, column, hline, icon_button, row
from ui.questions.acts import QuestionActs
from ui.questions.lines import state_of
from ui.time_log import words

WIDTH = 640


class QuestionList(DialogFrame):
    """A line for each question below its client, newest first; a line's menu does what the card's does."""

    def __init__(self, context: Context, acts: QuestionActs, parent: QWidget | None = None) -> None:
        super().__init__(context.appearance, _("Client questions"), WIDTH, parent)
        self._context, self._acts = context, acts
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self.start = button(context.appearance, _("Start a question"), icon="plus")
        self.start.clicked.connect(acts.start)
        close = button(context.appearance, _("Close"), "primary")
        close.clicked.connect(self.reject)
        self.build(column(self._lines, None), (self.start, close))
        self._show()
        context.feed.changed.connect(self._on_changed)
        close.setFocus()

    def _on_changed(self, changed: Changed) -> None:
        if changed.touches("client_question", "timer", "engagement"):
            self._show()

    def _show(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        look, portfolio = self._context.appearance, self._context.portfolio
        found = sorted(
            client_questions.all_questions(self._context.store),
            key=lambda item: (by_name(portfolio.name(item.engagement)), -item.id),
        )
        client = ""
        for question in found:
            if portfolio.name(question.engagement) != client:
                client = portfolio.name(question.engagement)
                self._lines.addWidget(hline())
                self._lines.addWidget(Label(look, client, 13, 600))
            line = self._line(question)
            self._lines.addWidget(line)
            line.show()
        if not found:
            self._lines.addWidget(Label(look, _("No question is logged yet."), 13, 400, "text2"))
        self.fit()

    def _line(self, question: ClientQuestion) -> QWidget:
        look, context = self._context.appearance, self._context
        began = zones.to_zone(zones.parse_utc(question.began_utc), chosen.you(context.store).zone)
        seconds = question.seconds(context.clock.now())
        length = words.length(seconds // 60, context.formats)
        more = icon_button(look, "dots", _("Menu of {name}").format(name=question.text))
        more.clicked.connect(partial(self._open_menu, more, question))
        below = ", ".join(filter(None, (context.formats.moment(began), question.asked_by, state_of(question, context))))
        line = QWidget()
        texts = column(Elided(look, question.text, 13, 500), Elided(look, below, 12, 400, "text2"), spacing=0)
        layout = row(texts, Label(look, length, 13, 600), more, margins=(0, 3, 0, 3))
        layout.setStretch(0, 1)
        line.setLayout(layout)
        line.setAccessibleName(f"{question.text}, {length}, {below}")
        return line

    def _open_menu(self, beside: Button, question: ClientQuestion) -> None:
        self._acts.open_menu(question, beside.mapToGlobal(QPoint(0, beside.height())))
