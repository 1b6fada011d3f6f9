"""One client question in the time log: a box while it is counted, a line once it has ended."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from models.client_questions import Stage
from models.playbook import Limits
from models.records import ClientQuestion
from models.texts import _
from ui.context import Context
from ui.elided import Elided
from ui.form import Button, IconLabel, Label, column, icon_button, row
from ui.questions.acts import QuestionActs
from ui.time_log import words

TONES: dict[Stage, str] = {"short": "neutral", "hint": "warn", "incident": "danger"}
BAR, DOT = 4, 8


class QuestionLine(QFrame):
    """A question with a timer: what, whose, how long, how far from the nudge, and what can be done."""

    def __init__(self, context: Context, question: ClientQuestion, stage: Stage, acts: QuestionActs) -> None:
        super().__init__()
        self._context, self.question, self._stage, self._acts = context, question, stage, acts
        look, tone = context.appearance, TONES[stage]
        running = bool(question.started_utc)
        if stage == "short":
            self.setProperty("card", True)
        else:
            self.setProperty("shape", "banner")
            self.setProperty("tone", tone)
        token = tone if stage != "short" else "accent" if running else "text"
        self.elapsed = Label(look, "", 14, 600, token)
        name = Elided(look, question.text, 13, 600)
        self.more = icon_button(look, "dots", _("Menu of {name}").format(name=question.text))
        self.bar = Bar(context, token if stage != "short" or running else "text3")
        dot = Dot(context, token if stage != "short" or running else "text3")
        top = row(dot, name, self.elapsed, self.more, spacing=8)
        top.setStretch(1, 1)
        items: list[QWidget] = [Elided(look, self._below(), 12, 400, "text2")]
        self.said = Label(look, self._nudge(), 12, 400, "text", wrap=True)
        if self.said.text():
            items.append(self.said)
        self.show_elapsed()
        self.setLayout(column(top, *items, self.bar, self._buttons(), spacing=6, margins=(12, 6, 8, 9)))
        self.bar.setVisible(stage != "incident")
        self.setAccessibleName(f"{question.text}, {self._below()}. {self.said.text()}".strip())

    def show_elapsed(self) -> None:
        """Show the time as it is now."""
        seconds = self.question.seconds(self._context.clock.now())
        self.elapsed.setText(words.clock(seconds) if self.question.started_utc else _minutes(seconds))
        limits = self._limits()
        self.bar.set_part(seconds / (limits.question_hint_minutes * 60) if limits else 0)

    def _limits(self) -> Limits | None:
        dossier = self._context.portfolio.dossier(self.question.engagement)
        return dossier.playbook.limits if dossier else None

    def _below(self) -> str:
        question, limits = self.question, self._limits()
        client = self._context.portfolio.name(question.engagement)
        began = words.time(self._context, question.began_utc)
        if question.started_utc:
            return _("{client}, started {time}").format(client=client, time=began)
        if self._stage != "short" or limits is None:
            return _("{client}, started {time}, paused").format(client=client, time=began)
        nudge = _minutes(limits.question_hint_minutes * 60)
        return _("{client}, paused, nudge at {nudge}").format(client=client, nudge=nudge)

    def _nudge(self) -> str:
        limits = self._limits()
        if self._stage == "short" or limits is None:
            return ""
        if self._stage == "incident":
            hours = words.passed(limits.question_incident_minutes, self._context.formats)
            return _("This question passed {hours}. Ask the client to open an incident.").format(hours=hours)
        if limits.question_hint_minutes == 30:
            return _("Half an hour. Is this an incident?")
        return _("{minutes} minutes. Is this an incident?").format(minutes=limits.question_hint_minutes)

    def _buttons(self) -> QWidget:
        question, acts = self.question, self._acts
        made: list[Button | None] = []
        if self._stage != "short":
            kind = "primary" if self._stage == "incident" else "secondary"
            made.append(self._button(_("Hand off to an incident"), lambda: acts.hand_off(question), kind))
        if question.started_utc:
            made.append(self._button(_("Stop"), lambda: acts.stop(question)))
            if self._stage == "short":
                made.append(self._button(_("Pause"), lambda: acts.pause(question)))
        else:
            made.append(self._button(_("Resume"), lambda: acts.go_on(question)))
            if self._stage == "short":
                made.append(self._button(_("Stop"), lambda: acts.stop(question)))
        box = QWidget()
        box.setLayout(row(*made, None, spacing=6))
        return box

    def _button(self, text: str, act: object, kind: str = "secondary") -> Button:
        made = Button(self._context.appearance, text, kind, height=28)
        made.setAccessibleName(f"{text}: {self.question.text}")
        made.clicked.connect(act)
        return made


class EndedLine(QFrame):
    """A question that isn't counted: what was logged, its incident, its follow-up."""

    def __init__(self, context: Context, question: ClientQuestion, acts: QuestionActs) -> None:
        super().__init__()
        self.setProperty("card", True)
        look = context.appearance
        self.more = icon_button(look, "dots", _("Menu of {name}").format(name=question.text))
        logged = _("{length} logged").format(length=words.length(question.minutes, context.formats))
        icon, token = ("flag", "warn") if question.waits else ("check", "ok")
        name = Elided(look, question.text, 13, 500, "text2")
        top = row(IconLabel(look, icon, token, 14), name, Label(look, logged, 12, 400, "text2"), self.more, spacing=8)
        top.setStretch(1, 1)
        items: list[QWidget] = []
        state = state_of(question, context)
        if state:
            items.append(
                Label(look, f"{context.portfolio.name(question.engagement)}, {state}", 12, 400, "text2", wrap=True)
            )
        self.mend: Button | None = None
        if question.handed_off_utc and not question.incident:
            self.mend = Button(look, _("Add the number"), height=28)
            self.mend.clicked.connect(lambda: acts.ask_number(question))
        elif question.waits:
            self.mend = Button(look, _("Followed up"), height=28)
            self.mend.clicked.connect(lambda: acts.follow_up_done(question))
        below = column(*items, spacing=4, margins=(22, 0, 0, 2))
        if self.mend is not None:
            self.mend.setAccessibleName(f"{self.mend.text()}: {question.text}")
            below.addLayout(row(self.mend, None))
        self.setLayout(column(top, below, spacing=0, margins=(12, 4, 8, 4)))
        self.setAccessibleName(f"{question.text}, {logged}, {state}".rstrip(", "))


class Bar(QWidget):
    """How far a question has come on its way to the nudge."""

    def __init__(self, context: Context, token: str) -> None:
        super().__init__()
        self._look, self._token, self._part = context.appearance, token, 0.0
        self.setFixedHeight(BAR)

    def set_part(self, part: float) -> None:
        """Show a part of the way, 1 for all of it."""
        self._part = min(1.0, max(0.0, part))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for part, token in ((1.0, "line"), (self._part, self._token)):
            painter.setBrush(self._look.theme.color(token))
            painter.drawRoundedRect(QRectF(0, 0, self.width() * part, self.height()), BAR / 2, BAR / 2)


class Dot(QWidget):
    """The colour of the question's state."""

    def __init__(self, context: Context, token: str) -> None:
        super().__init__()
        self._color: QColor = context.appearance.theme.color(token)
        self.setFixedSize(QSize(DOT, DOT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._color)
        painter.drawEllipse(self.rect())


def state_of(question: ClientQuestion, context: Context) -> str:
    """Return what became of a question: "INC0012345, follow up Wed 25 Nov"."""
    parts = []
    if question.handed_off_utc or question.incident:
        parts.append(question.incident or _("handed off, number to come"))
    if question.follow_up:
        day = context.formats.day(date.fromisoformat(question.follow_up))
        text = _("followed up, {day}") if question.followed_up_utc else _("follow up {day}")
        parts.append(text.format(day=day))
    if question.remote_admin_utc:
        parts.append(_("Remote Admin hours offered"))
    return ", ".join(parts)


def _minutes(seconds: int) -> str:
    """Return "0:18"."""
    return f"{seconds // 3600}:{seconds // 60 % 60:02}"
