"""Dialogs of the details: what happened, what the client agreed, correct dates, already scheduled."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models import planning, rescheduling, zones
from models.errors import UserError
from models.limits import lead_of, zone_of
from models.placements import of_phase
from models.records import Dossier
from models.texts import _
from ui.check_box import CheckBox
from ui.context import Context
from ui.dates.instant_field import InstantField
from ui.dialog import DialogFrame
from ui.field import Field
from ui.form import Banner, Button, IconLabel, button, column, label, row
from ui.reschedule import words


class ActDialog(DialogFrame):
    """A dialog that keeps everything typed where the models refuse it, and says why above its buttons."""

    def __init__(
        self, context: Context, title: str, keep: str, go: str, parent: QWidget | None, width: int = 500
    ) -> None:
        super().__init__(context.appearance, title, width, parent)
        self.context = context
        look = context.appearance
        self.keep: Button = button(look, keep)
        self.go: Button = button(look, go, "primary")
        self._icon = IconLabel(look, "alert", "danger", 14)
        self.error = label(look, "", 12, 500, "danger", wrap=True)
        self._wrong = QWidget()
        layout = row(self._icon, self.error, spacing=7)
        layout.setStretch(1, 1)
        self._wrong.setLayout(layout)
        self._wrong.hide()
        self.keep.clicked.connect(self.reject)
        self.go.clicked.connect(self.confirm)

    def lay_out(self, body: QVBoxLayout) -> None:
        """Fill in the body; the line for what is wrong comes last."""
        body.addWidget(self._wrong)
        body.addStretch(1)
        self.build(body, (self.keep, self.go))

    def confirm(self) -> None:
        """Do it and close, or say what is wrong."""
        try:
            said = self.act()
        except UserError as error:
            self.say(f"{error.what} {error.do}".strip())
            return
        self.accept()
        if said:
            self.context.notices.tell(said, _("Undo"), self._undo)

    def act(self) -> str:
        """Write the step and return what the toast says; raises UserError where it is refused."""
        raise NotImplementedError

    def say(self, text: str) -> None:
        """Say what is wrong."""
        self.error.setText(text)
        self._wrong.setVisible(bool(text))
        self.setAccessibleDescription(text)
        self.fit()

    def _undo(self) -> None:
        self.context.attempt(self.context.store.undo)


class RecordActual(ActDialog):
    """When a phase really began and ended; what happened is always accepted (PRODUCT, Decisions 9)."""

    def __init__(self, context: Context, dossier: Dossier, kind: str, parent: QWidget | None = None) -> None:
        name = dossier.playbook.phase(kind).name
        title = _("What happened: {phase}").format(phase=name)
        super().__init__(context, title, _("Cancel"), _("Record it"), parent)
        self._dossier, self._kind = dossier, kind
        phase, you = dossier.phases[kind], dossier.you.zone
        self.began = InstantField(context, _("Began, your time"), you, you)
        self.ended = InstantField(context, _("Ended, your time"), you, you)
        for field, moment in ((self.began, phase.actual_start), (self.ended, phase.actual_end)):
            if moment is not None:
                field.set_reading(zones.to_zone(moment, you))
        self.lay_out(column(self.began, self.ended, spacing=10))
        self.began.setFocus()

    def act(self) -> str:
        """Record both times that are typed."""
        start, end = _moment(self.began), _moment(self.ended)
        if start is None and end is None:
            raise UserError(_("Nothing is typed."), do=_("Type when it began or ended."))
        rescheduling.record_actual(self.context.store, self._dossier.id, self._kind, start=start, end=end)
        return _("Recorded what happened")


class AgreeDialog(ActDialog):
    """What the client agreed goes on the roadmap; the plan stays as it is (PRODUCT, Decisions 5)."""

    def __init__(self, context: Context, dossier: Dossier, parent: QWidget | None = None) -> None:
        super().__init__(context, _("What did the client agree to?"), _("Cancel"), _("Record it"), parent)
        self._dossier = dossier
        zone = zone_of(dossier, "prod_upgrade")
        look = context.appearance
        self.start = InstantField(context, _("Prod upgrade, in the client's time"), zone, dossier.you.zone)
        contact = dossier.contacts[0].name if dossier.contacts else ""
        self.agreed_with = Field(look, _("Agreed with"), contact)
        self.reason = Field(look, _("Reason, where it differs from before"))
        text = _("This is the roadmap. The plan on the timeline stays as it is; a difference is shown as a finding.")
        hint = label(look, text, 12, 400, "text2", wrap=True)
        self.lay_out(column(hint, self.start, self.agreed_with, self.reason, spacing=10))
        if dossier.prod.starts is not None:
            self.start.set_reading(dossier.prod.starts)
        self.start.setFocus()

    def act(self) -> str:
        """Add a line to the roadmap."""
        start = _moment(self.start)
        if start is None:
            raise UserError(_("The roadmap needs a date and a time."), do=_("Type both."))
        rescheduling.agree(self.context.store, self._dossier.id, start, self.agreed_with.text, self.reason.text)
        return _("Recorded what the client agreed")


class CorrectDates(ActDialog):
    """A scheduled Prod Upgrade can't be moved or cancelled; its dates can be corrected, and the lead is told (N11)."""

    def __init__(self, context: Context, dossier: Dossier, parent: QWidget | None = None) -> None:
        lead = lead_of(dossier)
        super().__init__(context, _("Correct the dates?"), _("Keep them"), _("Correct dates"), parent, 560)
        self._dossier = dossier
        look, zone = context.appearance, zone_of(dossier, "prod_upgrade")
        self.start = InstantField(context, _("Prod upgrade, in the client's time"), zone, dossier.you.zone)
        self.reason = Field(look, _("Reason, told to {lead}").format(lead=lead))
        self.roadmap = CheckBox(_("Also record it as what the client agreed"))
        self.roadmap.setAccessibleName(self.roadmap.text())
        self.roadmap.setFont(look.font(13))
        self.outcome: QVBoxLayout = column(spacing=8)
        text = _("Scheduled upgrades cannot be cancelled. Checks signed for the old time become void, {lead} is told.")
        hint = label(look, text.format(lead=lead), 13, 400, "text2", wrap=True)
        self.lay_out(column(hint, self.start, self.outcome, self.reason, self.roadmap, spacing=10))
        if dossier.prod.starts is not None:
            self.start.set_reading(dossier.prod.starts)
        self.start.changed.connect(self._show)
        self._show()
        self.keep.setDefault(True)
        self.start.setFocus()

    def act(self) -> str:
        """Correct the dates as one step."""
        start = _moment(self.start)
        if start is None:
            raise UserError(_("The prod upgrade needs a date and a time."), do=_("Type both."))
        rescheduling.correct_dates(
            self.context.store,
            self._dossier.id,
            start,
            self.reason.text,
            record_roadmap=self.roadmap.isChecked(),
            agreed_with=self._dossier.contacts[0].name if self._dossier.contacts else "",
        )
        return _("Corrected the dates. Tell {lead} now").format(lead=lead_of(self._dossier))

    def _add(self, item: QWidget) -> None:
        """Add to the outcome and show it at once, so that `fit` counts it."""
        self.outcome.addWidget(item)
        item.setVisible(True)

    def _show(self) -> None:
        """Show where it lands and what refuses it."""
        while (item := self.outcome.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        start, formats = _moment(self.start), self.context.formats
        proposal = None
        if start is not None:
            proposal = planning.propose_correction(self._dossier, start, self.context.clock.now(), formats=formats)
        self.go.setEnabled(bool(proposal and proposal.changes and proposal.allowed))
        if proposal is not None and proposal.changes:
            for name, _was, will in words.rows(proposal, formats):
                self._add(label(self.appearance, f"{name}: {will}", 12, 600, "accent", wrap=True))
            for limit in proposal.limits:
                tone = "danger" if limit.severity == "hard" else "warn"
                self._add(Banner(self.appearance, tone, limit.title, f"{limit.text} {limit.way_out}"))
        self.fit()


class AlreadyScheduled(ActDialog):
    """It was scheduled in ServiceNow before it came here: the bar locks, earlier checks were not made here."""

    def __init__(self, context: Context, dossier: Dossier, parent: QWidget | None = None) -> None:
        super().__init__(context, _("It is already scheduled"), _("Not yet"), _("It is scheduled"), parent)
        self._dossier = dossier
        you, look = dossier.you.zone, context.appearance
        self.when = InstantField(context, _("Scheduled on, your time"), you, you)
        self.by = Field(look, _("Scheduled by"), dossier.engagement.consultant)
        planned = words.when(of_phase(dossier.prod), context.formats)
        text = _("The prod upgrade is locked at {planned}, client's time. From then on only Correct dates changes it.")
        hint = label(look, text.format(planned=planned), 13, 400, "text2", wrap=True)
        self.lay_out(column(hint, self.when, self.by, spacing=10))
        self.when.setFocus()

    def act(self) -> str:
        """Record when and by whom."""
        when = _moment(self.when)
        if when is None:
            raise UserError(_("Say when it was scheduled."), do=_("Type the date and the time."))
        rescheduling.already_scheduled(self.context.store, self._dossier.id, when, self.by.text)
        return _("The prod upgrade is scheduled and locked")


def _moment(field: InstantField) -> datetime | None:
    """Return the aware time that a field reads; None for a date alone, an empty field and one with an error."""
    return field.reading if isinstance(field.reading, datetime) else None
