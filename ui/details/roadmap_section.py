"""What was agreed with the client, when and with whom; and the deliberate acts on a scheduled Prod Upgrade."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QVBoxLayout

from models import rescheduling, zones
from models.errors import UserError
from models.limits import lead_of
from models.records import Dossier, Roadmap
from models.texts import _
from ui.context import Context
from ui.details.acts import AgreeDialog, AlreadyScheduled, CorrectDates
from ui.details.section import Section
from ui.form import Banner, Button, Label, button, column, row


class RoadmapSection(Section):
    """The agreed date in force, the earlier ones, and three acts."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("Agreed with the client"))
        look = context.appearance
        self.lines: QVBoxLayout = column(spacing=4)
        self.agree: Button = button(look, _("Record what the client agreed…"), height=28)
        self.correct: Button = button(look, _("Correct dates…"), height=28)
        self.already: Button = button(look, _("It is already scheduled…"), "ghost", height=28)
        self.body.addLayout(self.lines)
        for item in (self.agree, self.correct, self.already):
            self.body.addLayout(row(item, None))
        self.agree.clicked.connect(self.open_agree)
        self.correct.clicked.connect(self.open_correct)
        self.already.clicked.connect(self.open_already)

    def fill(self, dossier: Dossier) -> None:
        """Show an engagement's roadmap."""
        super().fill(dossier)
        self.clear(self.lines)
        look = self.context.appearance
        if not dossier.roadmap:
            self.lines.addWidget(Label(look, _("Nothing is agreed yet."), 12, 400, "text2"))
        for at, entry in enumerate(reversed(dossier.roadmap)):
            words = self._words(dossier, entry)
            if at == 0:
                self.lines.addWidget(Label(look, self._when(entry), 13, 500, wrap=True))
                self.lines.addWidget(Label(look, words, 12, 400, "text2", wrap=True))
            else:
                before = _("Before: {when}. {how}").format(when=self._when(entry), how=words)
                self.lines.addWidget(Label(look, before, 12, 400, "text2", wrap=True))
        if dossier.engagement.scheduling:
            self.lines.addWidget(self._locked(dossier))
        self.correct.setVisible(dossier.engagement.scheduling)
        self.already.setVisible(not dossier.engagement.scheduled)

    def open_agree(self) -> None:
        """Ask what the client agreed to."""
        self.context.attempt(self._open_agree)

    def open_correct(self) -> None:
        """Ask for the corrected dates."""
        dossier = self._dossier()
        if dossier is not None:
            CorrectDates(self.context, dossier, self.window()).open()

    def open_already(self) -> None:
        """Ask when and by whom it was scheduled."""
        dossier = self._dossier()
        if dossier is not None:
            AlreadyScheduled(self.context, dossier, self.window()).open()

    def _open_agree(self) -> None:
        dossier = self._dossier()
        if dossier is None:
            return
        if not (dossier.prod.zone or dossier.engagement.zone):
            raise UserError(_("The client's time zone is not known."), do=_("Choose it above first."))
        AgreeDialog(self.context, dossier, self.window()).open()

    def _dossier(self) -> Dossier | None:
        return self.context.portfolio.dossier(self.engagement)

    def _when(self, entry: Roadmap) -> str:
        formats = self.context.formats
        if not entry.start_utc:
            return formats.day_year(date.fromisoformat(entry.start[:10])) if entry.start else _("No date")
        start = zones.restore(entry.start, entry.zone, entry.start_utc)
        return f"{formats.day_year(start)}, {formats.time(start)} {zones.abbreviation(start, entry.zone)}"

    def _words(self, dossier: Dossier, entry: Roadmap) -> str:
        at = zones.to_zone(zones.parse_utc(entry.agreed_utc), dossier.you.zone)
        when = self.context.formats.moment(at)
        words = _("Agreed {when}, your time").format(when=when)
        if entry.agreed_with:
            words = _("Agreed {when}, your time, with {who}").format(when=when, who=entry.agreed_with)
        return f"{words}. {entry.reason}" if entry.reason else words

    def _locked(self, dossier: Dossier) -> Banner:
        lead = lead_of(dossier)
        found = rescheduling.scheduled_by(dossier.engagement)
        text = _("It cannot be moved or cancelled. Use Correct dates, and {lead} is told.").format(lead=lead)
        if found:
            when = self.context.formats.moment(zones.to_zone(found[0], dossier.you.zone))
            by = _("Scheduled {when} by {who}, not checked here.").format(when=when, who=found[1])
            text = f"{by} {text}"
        return Banner(self.context.appearance, "neutral", _("Scheduled"), text, icon="lock")
