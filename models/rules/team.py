"""Rules for what others must know, and for a consultant's engagements side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime

from models import confirmation, due_times, limits, locks, stages, tickets, zones
from models.records import ETIU_KINDS, Dossier
from models.rules import moments
from models.rules.finding import Finding, about
from models.texts import _


def text_out_of_date(dossier: Dossier, now: datetime) -> Iterator[Finding]:
    """N31, N34: "if you change the date on a ticket, make sure to update the Short Description" (L98)."""
    for kind in ETIU_KINDS:
        current = (item for item in tickets.drifts(dossier, kind) if not moments.over(dossier, item.phase, now))
        drift = next(current, None)
        if drift is None:
            continue
        text = _("The short description of {kind} says {phase} {says}, the plan says {plan}.")
        if not drift.says:
            text = _("The short description of {kind} has no date for {phase}, the plan says {plan}.")
        name = dossier.playbook.phase(drift.phase).name
        action = _("Copy the new text into {kind}, save, and confirm what it shows.").format(kind=kind)
        said = text.format(kind=kind, phase=name, says=drift.says, plan=drift.plan)
        yield about(dossier, "text-out-of-date", "warning", "N31", said, action)


def lead_not_told(dossier: Dossier, now: datetime) -> Iterator[Finding]:
    """N18: "If you have to make adjustments, let Aja know ASAP" (L51)."""
    if any(message.kind == "adjustment" and not message.sent_utc for message in dossier.messages):
        lead = limits.lead_of(dossier)
        text = _("{lead} has not been told of the moved prod upgrade.").format(lead=lead)
        action = _("Send the notice to {lead}, then mark it as sent.").format(lead=lead)
        yield about(dossier, "lead-not-told", "warning", "N18", text, action)


def prod_unconfirmed(dossier: Dossier, now: datetime) -> Iterator[Finding]:
    """N36: taking over never blocks, and a Prod Upgrade that nobody stated rightly is unconfirmed (Decisions 18)."""
    found = confirmation.unconfirmed(dossier)
    if found is None or dossier.engagement.scheduled_elsewhere or moments.over(dossier, "prod_upgrade", now):
        return
    text = _("The prod upgrade that {name} handed over is unconfirmed: you did not state it.")
    if found.stated_utc:
        text = _("The prod upgrade that {name} handed over is unconfirmed: you stated another time.")
    action = _("Ask {name}, then agree the date with the client or run the triple-check.").format(name=found.sender)
    yield about(dossier, "prod-unconfirmed", "error", "N36", text.format(name=found.sender), action)


def no_prod_date(dossier: Dossier, now: datetime) -> Iterator[Finding]:
    """N35: "you have 3 tickets open without a Prod Upgrade open" (L122); never once it is scheduled."""
    if dossier.engagement.scheduled:
        return
    count = sum(ticket.is_open for ticket in dossier.tickets if ticket.kind in ETIU_KINDS)
    prod = dossier.ticket("ETIU03")
    opened = prod is not None and bool(prod.state)
    if count < dossier.playbook.limits.open_tickets_without_prod or (dossier.prod.dated and opened):
        return
    text, action = _("{count} tickets open, no prod date"), _("Agree a prod date with the client and open ETIU03.")
    if dossier.prod.dated:
        text, action = _("{count} tickets open, ETIU03 was never opened"), _("Open ETIU03 for the prod upgrade.")
    elif opened:
        action = _("Agree a prod date with the client.")
    yield about(dossier, "no-prod-date", "warning", "N35", text.format(count=count), action)


def billable_first(dossier: Dossier, now: datetime) -> Iterator[Finding]:
    """N27: "billable work always takes precedence over non-billable work" (L89), within one engagement."""
    if _logs_unbillable(dossier, now) and _owes_billable(dossier, now):
        yield _billable(dossier, dossier)


def portfolio_findings(dossiers: Sequence[Dossier], now: datetime) -> tuple[Finding, ...]:
    """Return what holds for a consultant's engagements together, not for one alone (N27, N35)."""
    by_consultant: dict[str, list[Dossier]] = defaultdict(list)
    for dossier in dossiers:
        engagement = dossier.engagement
        if not (engagement.archived_utc or engagement.deleted_utc or stages.is_done(dossier, now)):
            by_consultant[engagement.consultant].append(dossier)
    found: list[Finding] = []
    for consultant, mine in by_consultant.items():
        found.extend(_none_dated(consultant, mine))
        found.extend(_other_billable(mine, now))
    return tuple(found)


def _none_dated(consultant: str, mine: Sequence[Dossier]) -> Iterator[Finding]:
    running = [item for item in mine if any(ticket.is_open for ticket in item.tickets if ticket.kind in ETIU_KINDS)]
    if not running or any(item.prod.dated for item in running):
        return
    if len(running) >= running[0].playbook.limits.open_tickets_without_prod:
        text = _("{count} engagements with open tickets and no prod upgrade dated").format(count=len(running))
        action = _("Agree a prod date with one of them first.")
        yield Finding("no-prod-date", "warning", text, "N35", action, 0, consultant)


def _other_billable(mine: Sequence[Dossier], now: datetime) -> Iterator[Finding]:
    """Yield N27 across engagements; one that owes billable work itself says so by `billable_first`."""
    logging = [item for item in mine if _logs_unbillable(item, now) and not _owes_billable(item, now)]
    owing = next((item for item in mine if _owes_billable(item, now)), None) if logging else None
    if owing is not None:
        yield from (_billable(item, owing) for item in logging)


def _billable(dossier: Dossier, owing: Dossier) -> Finding:
    text = _("Non-billable time was logged today, and {client} has billable work due.")
    action = _("Do the billable work first.")
    return about(dossier, "billable-first", "notice", "N27", text.format(client=owing.engagement.client), action)


def _logs_unbillable(dossier: Dossier, now: datetime) -> bool:
    today = zones.to_zone(now, dossier.you.zone).date().isoformat()
    return any(entry.day == today and not entry.billable for entry in dossier.time_entries)


def _owes_billable(dossier: Dossier, now: datetime) -> bool:
    """Whether a billable step is overdue that can be done now."""
    if not dossier.engagement.billable:
        return False
    for step in dossier.playbook.steps:
        if step.billable and step.due and not dossier.is_done(step.key):
            due = due_times.due(dossier, step)
            if due is not None and due < now and not locks.reason(dossier, step, now):
                return True
    return False
