"""The timer: one runs at a time, the others wait; stopping logs what it counted (N28)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from models import client_questions, timers
from models.texts import _
from models.timers import Timer
from ui.context import Context
from ui.elided import Elided
from ui.form import Button, Label, column, icon_button, row
from ui.time_log import words

TICK_MS = 1000


class TimerCard(QFrame):
    """Shows what is being counted; its own clock ticks only while something runs and can be seen."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._context = context
        look = context.appearance
        self.start_button = Button(look, "", "accentghost", "plus", height=28)
        self.start_button.clicked.connect(self.start)
        self._hint = Label(look, "", 12, 400, "text2", wrap=True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        self._elapsed: tuple[Timer, Label] | None = None
        self._ticks = QTimer(self, interval=TICK_MS)
        self._ticks.timeout.connect(self._tick)
        head = row(Label(look, _("Timer"), 13, 600), None, self.start_button)
        self.setLayout(column(head, self._hint, self._lines, spacing=6, margins=(14, 8, 8, 12)))

    def refresh(self) -> None:
        """Show the timers as they are."""
        of_questions = client_questions.timers_of_questions(self._context.store)
        found = [timer for timer in timers.all_timers(self._context.store) if timer.id not in of_questions]
        client = self._context.portfolio.name(self._context.portfolio.current)
        self.start_button.set_text(_("Start a timer"), "plus")
        self.start_button.setEnabled(bool(client))
        self.start_button.setAccessibleName(_("Start a timer on {client}").format(client=client))
        self.start_button.setToolTip(self.start_button.accessibleName())
        self._hint.setText(_("It counts for {client} and survives a restart.").format(client=client) if client else "")
        self._hint.setVisible(bool(client) and not found)
        self._elapsed = None
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for timer in found:
            line = self._line(timer)
            self._lines.addWidget(line)
            line.show()  # else it is shown a moment after its room is
        self._run_clock()

    def start(self) -> None:
        """Start a timer on the open engagement; the one that runs is paused."""
        store, engagement = self._context.store, self._context.portfolio.current
        if self._context.attempt(lambda: timers.start(store, engagement)):
            client = self._context.portfolio.name(engagement)
            self._tell(_("Counting for {client}").format(client=client))

    def _line(self, timer: Timer) -> QWidget:
        look, now = self._context.appearance, self._context.clock.now()
        line = QFrame()
        line.setProperty("shape", "banner")
        line.setProperty("tone", "accent" if timer.running else "neutral")
        elapsed = Label(look, words.clock(timer.seconds(now)), 14, 600, "accent" if timer.running else "text")
        if timer.running:
            self._elapsed = (timer, elapsed)
        began = words.time(self._context, timer.made_utc)
        state = _("started {time}") if timer.running else _("started {time}, paused")
        top = row(Elided(look, timer.client, 13, 600), elapsed)
        top.setStretch(0, 1)
        buttons = row(*self._buttons(timer), spacing=6)
        below = Elided(look, f"{timer.note or _('No note')}, {state.format(time=began)}", 12, 400, "text2")
        line.setLayout(column(top, below, buttons, spacing=5, margins=(12, 9, 8, 9)))
        return line

    def _buttons(self, timer: Timer) -> tuple[QWidget | None, ...]:
        look = self._context.appearance
        stop = Button(look, _("Stop and log"), height=28)
        stop.setAccessibleName(_("Stop and log: {client}").format(client=timer.client))
        other = Button(look, _("Pause") if timer.running else _("Resume"), height=28)
        other.setAccessibleName(f"{other.text()}: {timer.client}")
        drop = icon_button(look, "x", _("Drop without logging: {client}").format(client=timer.client))
        stop.clicked.connect(partial(self._do, timers.stop, timer, _("Logged for {client}")))
        if timer.running:
            other.clicked.connect(partial(self._do, timers.pause, timer, _("Paused for {client}")))
        else:
            other.clicked.connect(partial(self._do, timers.resume, timer, _("Counting for {client}")))
        drop.clicked.connect(partial(self._do, timers.drop, timer, _("Dropped the timer of {client}")))
        return stop, other, None, drop

    def _do(self, act: Callable[..., object], timer: Timer, told: str, _checked: bool = False) -> None:
        if self._context.attempt(lambda: act(self._context.store, timer)):
            self._tell(told.format(client=timer.client))

    def _tell(self, text: str) -> None:
        self._context.notices.tell(text, _("Undo"), self._undo)

    def _undo(self) -> None:
        self._context.attempt(self._context.store.undo)

    def _tick(self) -> None:
        if self._elapsed is not None:
            timer, shown = self._elapsed
            shown.setText(words.clock(timer.seconds(self._context.clock.now())))

    def _run_clock(self) -> None:
        if self._elapsed is not None and self.isVisible():
            self._ticks.start()
        else:
            self._ticks.stop()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._run_clock()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._ticks.stop()
