"""Change the dates of one phase by typing: both times, what follows and what it breaks, live (DESIGN 6.2)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from models import planning, rescheduling, rules, zones
from models.errors import UserError
from models.limits import zone_of
from models.planning import Proposal
from models.texts import _
from ui.context import Context
from ui.dates.instant_field import InstantField
from ui.dialog import DialogFrame
from ui.form import Banner, Label, button, card, column, label, row
from ui.reschedule import words
from ui.reschedule.review import RescheduleReview
from ui.visibility import hide_unless

WIDTH = 560
FINDINGS = 3
"""How many findings that the move would bring are named."""
TONES = {"error": "danger", "warning": "warn", "notice": "accent"}


class DateEditor(DialogFrame):
    """Edits when a phase is planned; a move that has to be read over goes on to the review.

    Args:
        context: store, looks and words.
        engagement_id: the engagement.
        kind: the phase.
        parent: the window that it belongs to.

    Raises:
        UserError: the phase can't be moved here; its words say why and what to do.
    """

    def __init__(self, context: Context, engagement_id: int, kind: str, parent: QWidget | None = None) -> None:
        dossier = context.portfolio.dossier(engagement_id)
        if dossier is None:
            raise UserError(_("This engagement is not there any more."))
        refusal = planning.reschedulable(dossier, kind, context.clock.now())
        if refusal is not None:
            raise refusal
        zone = zone_of(dossier, kind)
        if not zone:
            raise UserError(_("The client's time zone is not known."), do=_("Choose it under Details first."))
        definition = dossier.playbook.phase(kind)
        super().__init__(context.appearance, _("Dates of {phase}").format(phase=definition.name), WIDTH, parent)
        self._context, self._dossier, self._kind, self._zone = context, dossier, kind, zone
        self._proposal: Proposal | None = None
        look, you = context.appearance, dossier.you.zone
        self.start = InstantField(context, _("Start, in the client's time"), zone, you)
        self.end = InstantField(context, _("End, in the client's time"), zone, you)
        hide_unless(self.end, definition.resizable and dossier.phases[kind].dated)
        self.earlier = button(look, _("−1 day"))
        self.later = button(look, _("+1 day"))
        self.clear = button(look, _("Clear the date"), "ghost")
        self.outcome: QVBoxLayout = column(spacing=8)
        self.cancel = button(look, _("Cancel"))
        self.save = button(look, _("Save"), "primary")
        self._connect()
        self.build(self._content(), (self.clear, self.cancel, self.save))
        self._fill()
        self.start.setFocus()

    def confirm(self) -> None:
        """Write the new dates, or open the review where they have consequences to read over."""
        proposal = self._proposal
        if proposal is None or not proposal.changes or not proposal.allowed:
            return
        if proposal.needs_review:
            parent = self.parentWidget()
            self.accept()
            RescheduleReview(self._context, self._dossier, proposal, parent).open()
            return
        if self._context.attempt(lambda: self._write(proposal)):
            self.accept()
            words_done = words.moved(proposal, self._context.formats)
            self._context.notices.tell(words_done, _("Undo"), self._undo)

    def step_days(self, days: int) -> None:
        """Move the start by calendar days at the same time of the client's clock; the end keeps its distance."""
        reading = self.start.reading
        if isinstance(reading, datetime):
            self._type(self.start, reading.replace(tzinfo=None, fold=0) + timedelta(days=days), timed=True)
        elif reading is not None:
            self._type(self.start, datetime.combine(reading + timedelta(days=days), datetime.min.time()), timed=False)

    def _connect(self) -> None:
        self.start.changed.connect(self._on_start)
        self.end.changed.connect(self._on_end)
        self.earlier.clicked.connect(self._earlier)
        self.later.clicked.connect(self._later)
        self.clear.clicked.connect(self._clear)
        self.cancel.clicked.connect(self.reject)
        self.save.clicked.connect(self.confirm)

    def _content(self) -> QVBoxLayout:
        look, now = self.appearance, self._context.clock.now()
        offset = zones.offset_text(zones.offset_minutes(now, self._zone))
        client = self._dossier.engagement.client
        text = _("{client} is in {city}, {offset} now. A date without a time means “time not set”.").format(
            client=client, city=zones.city(self._zone), offset=offset
        )
        days = row(self.earlier, self.later, None, spacing=8)
        hint = label(look, text, 12, 400, "text2", wrap=True)
        return column(hint, self.start, days, self.end, 4, self.outcome, None, spacing=10)

    def _fill(self) -> None:
        phase = self._dossier.phases[self._kind]
        self.clear.setVisible(phase.dated)
        start, end = phase.starts or phase.first_day, phase.ends or phase.last_day
        if start is not None:
            self.start.set_reading(start)
        if end is not None and not self.end.isHidden():
            self.end.set_reading(end)
        self._show(None)

    def _earlier(self) -> None:
        self.step_days(-1)

    def _later(self) -> None:
        self.step_days(1)

    def _type(self, field: InstantField, wall: datetime, *, timed: bool) -> None:
        field.field.line.setText(wall.strftime("%Y-%m-%d %H:%M" if timed else "%Y-%m-%d"))

    def _on_start(self) -> None:
        reading, now = self.start.reading, self._context.clock.now()
        proposal = None
        if reading is not None:
            proposal = planning.propose_move(self._dossier, self._kind, reading, now, formats=self._context.formats)
            if not proposal.changes and self._end_differs():
                self._on_end()
                return
        self._show(proposal)

    def _on_end(self) -> None:
        """An end counts while the start is the planned one; a moved phase keeps its length first."""
        reading, now = self.end.reading, self._context.clock.now()
        moved = self._proposal is not None and self._proposal.placements[0].start != self._old_start()
        if self.end.isHidden() or moved or not self._end_differs():
            return
        if reading is not None:
            self._show(planning.propose_resize(self._dossier, self._kind, reading, now, formats=self._context.formats))

    def _old_start(self) -> str:
        return self._dossier.phases[self._kind].start

    def _end_differs(self) -> bool:
        phase = self._dossier.phases[self._kind]
        return not self.end.isHidden() and self.end.reading not in (None, phase.ends or phase.last_day)

    def _clear(self) -> None:
        now = self._context.clock.now()
        self._show(planning.propose_undated(self._dossier, self._kind, now, formats=self._context.formats))
        self.confirm()

    def _show(self, proposal: Proposal | None) -> None:
        """Show where it lands, what follows, what it breaks and which findings it would bring."""
        self._proposal = proposal
        self._empty()
        changes = proposal is not None and proposal.changes
        self.save.setEnabled(bool(changes and proposal and proposal.allowed))
        self.save.set_text(_("Review…") if changes and proposal and proposal.needs_review else _("Save"))
        if proposal is not None and changes:
            self._add(self._table(proposal))
        for limit in proposal.limits if proposal is not None else ():
            tone = "danger" if limit.severity == "hard" else "warn"
            self._add(Banner(self.appearance, tone, limit.title, f"{limit.text} {limit.way_out}".strip()))
        if proposal is not None and changes and proposal.allowed:
            self._show_findings(proposal)
        self.end.setEnabled(not changes or (proposal is not None and proposal.placements[0].start == self._old_start()))
        self.fit()

    def _show_findings(self, proposal: Proposal) -> None:
        now = self._context.clock.now()
        before = {(item.rule, item.message) for item in rules.findings(self._dossier, now)}
        fresh = [item for item in rules.findings(proposal.after, now) if (item.rule, item.message) not in before]
        for item in fresh[:FINDINGS]:
            self._add(Banner(self.appearance, TONES[item.severity], item.message, item.action))

    def _table(self, proposal: Proposal) -> QWidget:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(6)
        for line, (name, _was, will) in enumerate(words.rows(proposal, self._context.formats)):
            grid.addWidget(Label(self.appearance, name, 12, 500, uncut=True), line, 0)
            grid.addWidget(Label(self.appearance, will, 12, 600, "accent", uncut=True), line, 1)
        grid.setColumnStretch(1, 1)
        return card(grid, margins=(14, 10, 14, 10))

    def _write(self, proposal: Proposal) -> None:
        store, place = self._context.store, proposal.placements[0]
        start: datetime | date | None = place.starts or place.first_day
        end: datetime | date | None = place.ends or place.last_day
        if start is None or end is None:
            rescheduling.undate(store, self._dossier.id, self._kind)
        elif place.start == self._old_start():
            rescheduling.resize_phase(store, self._dossier.id, self._kind, end)
        else:
            rescheduling.move_phase(store, self._dossier.id, self._kind, start)

    def _undo(self) -> None:
        self._context.attempt(self._context.store.undo)

    def _add(self, item: QWidget) -> None:
        """Add to the outcome and show it at once, so that `fit` counts it."""
        self.outcome.addWidget(item)
        item.setVisible(True)

    def _empty(self) -> None:
        while (item := self.outcome.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
