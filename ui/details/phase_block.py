"""One stage in the details: when, in both times, what happened, and the buttons that a drag has as its twin."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from models import planning, session_requests, stages, zones
from models.placements import of_phase
from models.records import Dossier, Phase
from models.texts import _, mark
from ui.context import Context
from ui.form import Button, Chip, Label, button, column, row
from ui.reschedule import words

STATUS = {
    "undated": (mark("Not dated"), "neutral"),
    "planned": (mark("Planned"), "neutral"),
    "tentative": (mark("Tentative"), "neutral"),
    "running": (mark("Now"), "accent"),
    "locked": (mark("Locked"), "neutral"),
    "done": (mark("Done"), "ok"),
    "skipped": (mark("Skipped"), "neutral"),
}


class PhaseBlock(QFrame):
    """A stage that unfolds.

    Signals:
        opened: the person unfolded it.
        dates_wanted: the person wants to change its dates.
        days_wanted: it is to move by so many days.
        record_wanted: the person wants to record what happened.
        finish_wanted: it is over now.
        request_wanted: the client asked to push it off, cancelled it or did not come.
    """

    opened = Signal(str)
    dates_wanted = Signal(str)
    days_wanted = Signal(str, int)
    record_wanted = Signal(str)
    finish_wanted = Signal(str)
    request_wanted = Signal(str)

    def __init__(self, context: Context, kind: str, name: str) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._context = context
        self.kind = kind
        look = context.appearance
        self.head: Button = button(look, name, "ghost", "chevr", height=28)
        self.head.setCheckable(True)
        self.chip = Chip(look, "")
        self.client = Label(look, "", 12, 500, wrap=True)
        self.yours = Label(look, "", 12, 400, "text2", wrap=True)
        self.happened = Label(look, "", 12, 400, "text2", wrap=True)
        self.refusal = Label(look, "", 12, 400, "text2", wrap=True)
        self.dates = self._button(_("Dates…"), _("Dates of {phase}").format(phase=name))
        self.earlier = self._button(_("−1 day"), _("{phase} one day earlier").format(phase=name))
        self.later = self._button(_("+1 day"), _("{phase} one day later").format(phase=name))
        self.record = self._button(_("What happened…"), _("What happened: {phase}").format(phase=name))
        self.finish = self._button(_("Finish now"), _("Finish {phase} now").format(phase=name))
        self.request = self._button(
            _("Request or cancellation…"), _("Request or cancellation of {phase}").format(phase=name)
        )
        self._more = QWidget()
        self._more.setLayout(self._folded_part())
        head = row(self.head, None, self.chip, spacing=6)
        times = column(self.client, self.yours, spacing=2, margins=(14, 0, 0, 0))
        self.setLayout(column(head, times, self._more, spacing=3, margins=(0, 5, 10, 8)))
        self.head.clicked.connect(self.unfold)
        self._connect()
        self.unfold(False)

    def unfold(self, on: bool) -> None:
        """Show or hide what can be done."""
        self._more.setVisible(on)
        self.head.setChecked(on)
        self.head.set_text(self.head.text(), "chev" if on else "chevr")
        if on:
            self.opened.emit(self.kind)

    def fill(self, dossier: Dossier) -> None:
        """Show the phase of an engagement."""
        now, phase = self._context.clock.now(), dossier.phases[self.kind]
        status = stages.phase_status(dossier, self.kind, now)
        late = stages.overdue_by(dossier, self.kind, now)
        text, tone = STATUS[status]
        if late is not None:
            length = self._context.formats.duration(int(late.total_seconds() // 60))
            self.chip.set(_("{length} over").format(length=length), "danger")
        else:
            self.chip.set(_(text), tone)
        if kind_is_lost(dossier, self.kind):
            self.chip.set(_("Not booked again"), "warn")
        self._show_times(dossier, phase)
        refusal = planning.reschedulable(dossier, self.kind, now)
        self.refusal.setText(f"{refusal.what} {refusal.do}".strip() if refusal else "")
        self.refusal.setVisible(refusal is not None)
        self.dates.setVisible(refusal is None)
        for item in (self.earlier, self.later):
            item.setVisible(refusal is None and phase.dated)
        self.record.setVisible(self.kind != "support_week")
        running = self.kind == "client_validation" and not phase.actual_end_utc
        self.request.setVisible(self.kind == session_requests.KIND and status not in {"done", "skipped"})
        self.finish.setVisible(running and stages.validation_begun(dossier, now))

    def _show_times(self, dossier: Dossier, phase: Phase) -> None:
        place, you, formats = of_phase(phase), dossier.you.zone, self._context.formats
        shown = words.when(place, formats)
        start = phase.starts
        timed = start is not None
        if start is not None:
            shown = f"{shown} {zones.abbreviation(start, phase.zone)}"
        elif phase.dated and self.kind != "support_week":
            shown = _("{day}, time not set").format(day=shown)
        self.client.setText(_("Client: {when}").format(when=shown) if phase.dated else shown)
        self.yours.setText(_("You: {when}").format(when=words.when(place, formats, you)) if timed else "")
        self.yours.setVisible(timed and you != phase.zone)
        facts = [
            template.format(when=formats.moment(zones.to_zone(moment, you)))
            for template, moment in (
                (_("Began {when}, your time"), phase.actual_start),
                (_("Ended {when}, your time"), phase.actual_end),
            )
            if moment is not None
        ]
        if self.kind == session_requests.KIND:
            facts += [session_requests.sentence(item, formats) for item in dossier.session_requests]
        self.happened.setText("\n".join(facts))
        self.happened.setVisible(bool(facts))

    def _folded_part(self) -> QVBoxLayout:
        moves = row(self.dates, self.earlier, self.later, None, spacing=6)
        facts = row(self.record, self.finish, None, spacing=6)
        return column(
            self.happened, self.refusal, moves, facts, row(self.request, None), spacing=6, margins=(14, 1, 0, 2)
        )

    def _button(self, text: str, name: str) -> Button:
        item = button(self._context.appearance, text, height=28)
        item.setAccessibleName(name)
        return item

    def _connect(self) -> None:
        self.dates.clicked.connect(lambda: self.dates_wanted.emit(self.kind))
        self.earlier.clicked.connect(lambda: self.days_wanted.emit(self.kind, -1))
        self.later.clicked.connect(lambda: self.days_wanted.emit(self.kind, 1))
        self.record.clicked.connect(lambda: self.record_wanted.emit(self.kind))
        self.finish.clicked.connect(lambda: self.finish_wanted.emit(self.kind))
        self.request.clicked.connect(lambda: self.request_wanted.emit(self.kind))


def kind_is_lost(dossier: Dossier, kind: str) -> bool:
    """Whether a phase is the session that fell out and was not booked again (N25)."""
    return kind == session_requests.KIND and session_requests.to_rebook(dossier) is not None
