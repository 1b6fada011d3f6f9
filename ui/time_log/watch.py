"""Watches a running timer: after a long silence it asks whether that time counts (N28)."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from models import settings, timers, zones
from models.history import Changed
from models.texts import _
from models.timers import Gap
from ui.context import Context
from ui.question import Question

LOOK_MS = 60_000


class TimerWatch(QObject):
    """Looks once a minute while a timer runs; a computer that slept, or a program that was closed, leaves a gap."""

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._asked: Question | None = None
        self._looks = QTimer(self, interval=LOOK_MS)
        self._looks.timeout.connect(self.look)
        context.feed.changed.connect(self._on_changed)
        context.portfolio.listed.connect(self.look)
        self.look()

    @property
    def question(self) -> Question | None:
        """The question that is open."""
        return self._asked

    def look(self) -> None:
        """Note that somebody is there, and ask about a gap; without a running timer, rest."""
        if self._asked is not None:
            return
        if not self._window.isVisible() or timers.running(self._context.store) is None:
            self._looks.stop()
            return
        gap = timers.heartbeat(self._context.store)
        self._looks.start()
        if gap is not None:
            self._ask(gap)

    def _on_changed(self, changed: Changed) -> None:
        if changed.touches("timer"):
            self.look()

    def _ask(self, gap: Gap) -> None:
        zone, formats = settings.you(self._context.store).zone, self._context.formats
        start, end = zones.to_zone(gap.start, zone), zones.to_zone(gap.end, zone)
        same = start.date() == end.date()
        title = _("Were you on this from {start} to {end}?").format(
            start=formats.time(start) if same else formats.moment(start),
            end=formats.time(end) if same else formats.moment(end),
        )
        self._asked = Question(
            self._context.appearance,
            title,
            _("The timer of {client} ran on, but nothing was heard of you.").format(client=gap.timer.client),
            keep=_("Count it"),
            go=_("Leave it out"),
            then=lambda: self._leave_out(gap),
            parent=self._window,
        )
        self._asked.finished.connect(self._on_answered)
        self._asked.open()

    def _leave_out(self, gap: Gap) -> None:
        self._context.attempt(lambda: timers.leave_out(self._context.store, gap))

    def _on_answered(self) -> None:
        self._asked = None
