"""What keeps a step of the checklist locked, with the reason in words (N04, N09, N13, N21)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from msgspec import Struct

from models import facts, stages
from models.playbook import StepDef
from models.records import Dossier
from models.texts import _, mark


class Gate(Struct, frozen=True):
    """A condition that a playbook names, and what a locked step says until it is met.

    `firm` gates don't open with *Done anyway* (PRODUCT, Decisions 11).
    """

    met: Callable[[Dossier, datetime], bool]
    words: str
    firm: bool = False


def reason(dossier: Dossier, definition: StepDef, now: datetime) -> str:
    """Return why a step is locked at a moment; empty where it is open."""
    if dossier.engagement.scheduled_elsewhere and definition.fact in _NOT_CHECKED:
        return _("Not checked here")
    gate = unmet(dossier, definition, now)
    return _(gate.words) if gate else ""


def is_firm(definition: StepDef) -> bool:
    """Whether a step's lock holds even with a reason: it asks for a signed check."""
    return definition.gate in GATES and GATES[definition.gate].firm


def unmet(dossier: Dossier, definition: StepDef, now: datetime) -> Gate | None:
    """Return the first condition that isn't met: the group's, then the step's own."""
    group = next((item for item in dossier.playbook.groups if item.key == definition.group), None)
    for name in (group.gate if group else "", definition.gate):
        if name and not GATES[name].met(dossier, now):
            return GATES[name]
    return None


def _dates_saved(dossier: Dossier, _now: datetime) -> bool:
    return bool(dossier.engagement.entered_utc or dossier.engagement.scheduling)


def _conversion(dossier: Dossier, _now: datetime) -> bool:
    return dossier.engagement.scheduling


def _ctask_appeared(dossier: Dossier, _now: datetime) -> bool:
    return bool(dossier.engagement.ctask_appeared_utc or dossier.engagement.scheduled)


def _support_week_opened(dossier: Dossier, _now: datetime) -> bool:
    ticket = dossier.ticket("ETIU05")
    return dossier.is_done("support_week_opened") or bool(ticket and ticket.state)


def _dev_finished(dossier: Dossier, _now: datetime) -> bool:
    return dossier.is_done("dev_finished") or bool(dossier.phases["dev_upgrade"].actual_end_utc)


def _kickoff_held(dossier: Dossier, _now: datetime) -> bool:
    return dossier.is_done("kickoff_held") or bool(dossier.phases["kickoff"].actual_end_utc)


GATES: Final[Mapping[str, Gate]] = {
    "dev_finished": Gate(_dev_finished, mark("Opens after the dev upgrade")),
    "kickoff_begun": Gate(stages.kickoff_begun, mark("Held back until Kickoff has begun")),
    "kickoff_held": Gate(_kickoff_held, mark("Opens after Kickoff")),
    "prod_dated": Gate(lambda dossier, _now: dossier.prod.dated, mark("Opens once the prod upgrade has a date")),
    "validation_complete": Gate(
        lambda dossier, _now: stages.validation_complete(dossier), mark("Opens after client validation")
    ),
    "dates_saved": Gate(_dates_saved, mark("Opens once the planned dates are saved")),
    "conversion": Gate(_conversion, mark("Opens after Schedule Conversion")),
    "ctask_appeared": Gate(_ctask_appeared, mark("Opens when the CTASK appears")),
    "ctask_signed": Gate(
        lambda dossier, _now: facts.signature(dossier, "gate.ctask") is not None,
        mark("Opens with the signed triple-check of the CTASK"),
        firm=True,
    ),
    "scheduled": Gate(
        lambda dossier, _now: dossier.engagement.scheduled, mark("Opens once the prod upgrade is scheduled")
    ),
    "support_week_opened": Gate(_support_week_opened, mark("Opens with the Support Week ticket")),
    "prod_begun": Gate(stages.prod_begun, mark("Opens when the prod upgrade begins")),
    "prod_over": Gate(stages.prod_over, mark("Opens after the prod upgrade")),
    "support_week_over": Gate(stages.support_week_over, mark("Opens after Support Week")),
    "best_practices_over": Gate(
        lambda dossier, _now: stages.best_practices_over(dossier), mark("Opens after the Best Practices session")
    ),
}
"""The conditions that a playbook may name."""

_NOT_CHECKED: Final = frozenset({"check.gate.before_scheduling", "check.gate.ctask"})
