"""The stages of the open engagement, one unfolded at a time, and what is done with them."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Signal

from models import planning, rescheduling
from models.placements import of_phase
from models.planning import Proposal
from models.records import Dossier
from models.texts import _
from ui.context import Context
from ui.details.acts import RecordActual
from ui.details.phase_block import PhaseBlock
from ui.details.section import Section
from ui.reschedule import words


class PhasesSection(Section):
    """All seven stages.

    Signals:
        dates_wanted: a phase's kind, whose dates are to be changed.
        review_wanted: a proposal that has to be read over first.
    """

    dates_wanted = Signal(str)
    review_wanted = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("Stages"))
        self.blocks: dict[str, PhaseBlock] = {}

    def fill(self, dossier: Dossier) -> None:
        """Show an engagement's phases."""
        kinds = [item.kind for item in dossier.playbook.phases]
        if kinds != list(self.blocks):
            self._build(dossier)
        for block in self.blocks.values():
            block.fill(dossier)
        super().fill(dossier)

    def unfold(self, kind: str) -> PhaseBlock | None:
        """Unfold one phase and return its block."""
        block = self.blocks.get(kind)
        if block is not None:
            block.unfold(True)
        return block

    def move_days(self, kind: str, days: int) -> None:
        """Move a phase by days at the same time of the client's clock, as a drag does."""
        dossier = self.context.portfolio.dossier(self.engagement)
        proposal = self._proposal(dossier, kind, days) if dossier else None
        if proposal is None or not proposal.changes:
            return
        hard = next((limit for limit in proposal.limits if limit.severity == "hard"), None)
        if hard is not None:
            self.context.notices.tell(f"{hard.text} {hard.way_out}".strip())
        elif proposal.needs_review:
            self.review_wanted.emit(proposal)
        elif self.context.attempt(lambda: self._move(proposal)):
            self.context.notices.tell(words.moved(proposal, self.context.formats), _("Undo"), self.undo)

    def record(self, kind: str) -> None:
        """Ask when a phase really began and ended."""
        dossier = self.context.portfolio.dossier(self.engagement)
        if dossier is not None:
            RecordActual(self.context, dossier, kind, self.window()).open()

    def finish(self, _kind: str) -> None:
        """Record that the client has confirmed the validation (N07)."""
        store = self.context.store
        if self.context.attempt(lambda: rescheduling.finish_validation_now(store, self.engagement)):
            self.context.notices.tell(_("Client validation is complete"), _("Undo"), self.undo)

    def request(self, _kind: str) -> None:
        """Record what the client did about the Best Practices session (N25)."""
        from ui.session_requests.dialog import open_requests  # start-up saving: imported when it is first opened

        open_requests(self.context, self.window())

    def _proposal(self, dossier: Dossier, kind: str, days: int) -> Proposal | None:
        phase, now, formats = dossier.phases[kind], self.context.clock.now(), self.context.formats
        distance = timedelta(days=days)
        if phase.starts is not None:
            wall = phase.starts.replace(tzinfo=None, fold=0) + distance
            return planning.propose_wall(dossier, kind, wall, now, formats=formats)
        if phase.first_day is not None:
            return planning.propose_move(dossier, kind, phase.first_day + distance, now, formats=formats)
        return None

    def _move(self, proposal: Proposal) -> None:
        place = proposal.placements[0]
        start = place.starts or place.first_day
        if start is not None and place != of_phase(proposal.old):
            rescheduling.move_phase(self.context.store, self.engagement, proposal.kind, start)

    def _build(self, dossier: Dossier) -> None:
        self.clear(self.body)
        self.blocks = {}
        for definition in dossier.playbook.phases:
            block = PhaseBlock(self.context, definition.kind, definition.name)
            block.opened.connect(self._fold_others)
            block.dates_wanted.connect(self.dates_wanted)
            block.days_wanted.connect(self.move_days)
            block.record_wanted.connect(self.record)
            block.finish_wanted.connect(self.finish)
            block.request_wanted.connect(self.request)
            self.blocks[definition.kind] = block
            self.body.addWidget(block)

    def _fold_others(self, kind: str) -> None:
        for block in self.blocks.values():
            if block.kind != kind and block.head.isChecked():
                block.unfold(False)
