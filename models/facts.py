"""What the program itself knows has happened, and the steps that are done because of it.

A step whose `fact` is known is done, and open again once it isn't: the row of the step adds who, when and why. So it
never matters where a fact was recorded: on the checklist, by *Finish now* or in Details. Facts are written
"phase.<kind>.<actual_start|actual_end>", "engagement.<column>", "ticket.<kind>.<state>", "check.<gate>", "roadmap"
and "text.<ticket kind>"; a text that was confirmed and a message that was sent tick their steps too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from models import zones
from models.records import ETIU_KINDS, PHASE_KINDS, Dossier, Observation, Step, Ticket

if TYPE_CHECKING:
    from datetime import datetime

    from sqlite_utils import Database

    from models.playbook import StepDef

GATES: Final = ("gate.before_scheduling", "gate.after_saving", "gate.ctask")
"""Subjects of the signed checks."""
BEFORE: Final = "before"
BY_FACT: Final = "fact"
INVITATIONS: Final = frozenset({"kickoff_invitation", "best_practices_invitation"})
"""Messages that invite to what is held later."""

_COLUMNS: Final = ("conversion_utc", "ctask_appeared_utc", "ctask_closed_utc", "entered_utc")
_CLOSED: Final = frozenset({"Closed Complete", "Closed Incomplete", "Closed Skipped"})
_STATES: Final[Mapping[str, frozenset[str]]] = {
    "opened": frozenset({"Open", "Work in Progress", "Pending"}) | _CLOSED,
    "in_progress": frozenset({"Work in Progress"}) | _CLOSED,
    "closed": _CLOSED,
    "closed_complete": frozenset({"Closed Complete"}),
}
_TICKED: Final = {
    "opened": "Open",
    "in_progress": "Work in Progress",
    "closed": "Closed Complete",
    "closed_complete": "Closed Complete",
}
_UNTICKED: Final = {"opened": "", "in_progress": "Open", "closed": "Work in Progress", "closed_complete": "Open"}


def is_fact(text: str) -> bool:
    """Whether a text names something that the program records."""
    kind, _, rest = text.partition(".")
    name, _, column = rest.partition(".")
    return {
        "phase": name in PHASE_KINDS and column in {"actual_start", "actual_end"},
        "engagement": rest in _COLUMNS,
        "ticket": name in ETIU_KINDS and column in _STATES,
        "check": rest in GATES,
        "roadmap": not rest,
        "text": rest in ETIU_KINDS,
    }.get(kind, False)


def invites_only(definition: StepDef) -> bool:
    """Whether sending a step's message invites to it and does not do it, as in playbooks of before: "Kickoff held"."""
    return definition.message in INVITATIONS and definition.fact.startswith("phase.")


def settle(dossier: Dossier) -> dict[str, Step]:
    """Return the steps as they are, done exactly where their facts are known.

    What was done before E2E Tracker stays done, and a check that was done anyway, with one line of why.
    """
    steps = dict(dossier.steps)
    sent = {message.kind: message.sent_utc for message in dossier.messages if message.sent_utc}
    for definition, kind, rest in dossier.playbook.settling:
        found = _READERS[kind](dossier, rest) if kind else None
        known = found or ("" if invites_only(definition) else sent.get(definition.message, ""))
        step = steps.get(definition.key)
        if known and not (step and step.done):
            step = step or Step(0, dossier.id, definition.key, "", "", "", "", "")
            steps[definition.key] = replace(step, done_utc=known, origin=_origin(dossier, kind))
        elif not known and step and step.done and found is not None and _follows(step, kind):
            steps[definition.key] = replace(step, done_utc="", done_by="", origin="")
    return steps


def signature(dossier: Dossier, subject: str) -> Observation | None:
    """Return the check of a gate that counts: signed for the instant at which Prod is planned, in no rehearsal.

    Void is computed, not stored (PRODUCT, Decisions 7). In a correction round, after Schedule Conversion, gate 1 isn't
    asked again: there the one signed for an earlier instant counts.
    """
    planned = dossier.prod.start_utc
    any_instant = subject == GATES[0] and dossier.engagement.scheduling
    for check in reversed(dossier.observations):
        signed = check.kind == "check" and check.subject == subject and check.value == "pass" and not check.rehearsal
        if signed and planned and (check.instant_utc == planned or any_instant):
            return check
    return None


def write(db: Database, dossier: Dossier, fact: str, when: datetime) -> None:
    """Record a fact inside the running step because its step was ticked."""
    kind, _, rest = fact.partition(".")
    writer = _WRITERS.get(kind)
    if writer is not None:
        writer(db, dossier, rest, zones.utc_text(when))


def clear(db: Database, dossier: Dossier, fact: str, when: datetime) -> None:
    """Take a fact back inside the running step because its step was unticked at that moment."""
    kind, _, rest = fact.partition(".")
    if kind == "ticket":
        name, _, state = rest.partition(".")
        _put_state(db, dossier, name, _UNTICKED[state], zones.utc_text(when))
    elif kind == "text":
        ticket = dossier.ticket(rest)
        if ticket is not None:
            db.table("ticket").update(ticket.id, {"confirmed_text": "", "confirmed_utc": ""})
    elif kind == "roadmap":
        if dossier.agreed is not None:
            db.table("roadmap").delete(dossier.agreed.id)
    elif kind in {"phase", "engagement"}:
        _WRITERS[kind](db, dossier, rest, "")


def _origin(dossier: Dossier, kind: str) -> str:
    return BEFORE if kind == "engagement" and dossier.engagement.scheduled_elsewhere else BY_FACT


def _follows(step: Step, kind: str) -> bool:
    """Whether a ticked step opens again where its fact isn't known."""
    return step.origin != BEFORE and not (kind == "check" and step.why)


def _read_phase(dossier: Dossier, rest: str) -> str:
    kind, _, column = rest.partition(".")
    phase, engagement = dossier.phases[kind], dossier.engagement
    known = phase.actual_start_utc if column == "actual_start" else phase.actual_end_utc
    if not known and kind == "best_practices" and engagement.skipped:
        return f"{engagement.skip_approved_on or engagement.created_utc[:10]}T00:00:00Z"
    return known


def _read_engagement(dossier: Dossier, column: str) -> str:
    known: str = getattr(dossier.engagement, column)
    if not known and dossier.engagement.scheduled_elsewhere and column != "entered_utc":
        return dossier.engagement.created_utc
    return known


def _read_ticket(dossier: Dossier, rest: str) -> str | None:
    kind, _, state = rest.partition(".")
    ticket = dossier.ticket(kind)
    if ticket is None or not ticket.state:
        return None
    return (ticket.state_utc or dossier.engagement.created_utc) if ticket.state in _STATES[state] else ""


def _read_check(dossier: Dossier, subject: str) -> str:
    check = signature(dossier, subject)
    return check.at_utc if check else ""


def _read_roadmap(dossier: Dossier, _rest: str) -> str:
    return dossier.agreed.agreed_utc if dossier.agreed else ""


def _read_text(dossier: Dossier, kind: str) -> str | None:
    ticket = dossier.ticket(kind)
    return (ticket.confirmed_utc or None) if ticket else None


def _write_phase(db: Database, dossier: Dossier, rest: str, utc: str) -> None:
    kind, _, column = rest.partition(".")
    db.table("phase").update(dossier.phases[kind].id, {f"{column}_utc": utc})


def _write_engagement(db: Database, dossier: Dossier, column: str, utc: str) -> None:
    db.table("engagement").update(dossier.id, {column: utc})


def _write_ticket(db: Database, dossier: Dossier, rest: str, utc: str) -> None:
    kind, _, state = rest.partition(".")
    skipped = kind == "ETIU04" and state == "closed" and dossier.engagement.skipped
    _put_state(db, dossier, kind, "Closed Skipped" if skipped else _TICKED[state], utc)


def _write_roadmap(db: Database, dossier: Dossier, _rest: str, utc: str) -> None:
    prod = dossier.prod
    fields = {"start": prod.start, "zone": prod.zone, "start_utc": prod.start_utc, "agreed_utc": utc}
    db.table("roadmap").insert({"engagement": dossier.id, **fields})


def _put_state(db: Database, dossier: Dossier, kind: str, state: str, utc: str) -> None:
    ticket: Ticket | None = dossier.ticket(kind)
    fields = {"state": state, "state_utc": utc}
    if ticket is None:
        db.table("ticket").insert({"engagement": dossier.id, "kind": kind, **fields})
    else:
        db.table("ticket").update(ticket.id, fields)


# A reader answers the UTC text of the moment, "" where it hasn't happened, None where nobody can tell.
_READERS: Final[Mapping[str, Callable[[Dossier, str], str | None]]] = {
    "phase": _read_phase,
    "engagement": _read_engagement,
    "ticket": _read_ticket,
    "check": _read_check,
    "roadmap": _read_roadmap,
    "text": _read_text,
}
_WRITERS: Final[Mapping[str, Callable[[Database, Dossier, str, str], None]]] = {
    "phase": _write_phase,
    "engagement": _write_engagement,
    "ticket": _write_ticket,
    "roadmap": _write_roadmap,
}
