"""Rules for what others must know, and for a consultant's engagements side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime

from models import due_times, limits, stages, tickets, zones
from models.records import ETIU_KINDS, Dossier
from models.rules import moments
from models.rules.finding import Finding, about
from models.texts import _


def text_out_of_date(dossier: Dossier, now: datetime) -> Iterator[Finding]:
    """N31, N34: "if you change the date on a ticket, make sure to update the Short Description" (L98)."""
    for kind in ETIU_KINDS:
        drift = tickets.drift(dossier, kind)
        if drift is None or moments.over(dossier, drift.phase, now):
            continue
        name = dossier.playbook.phase(drift.phase).name
        text = _(
            "The short description of {kind} is out of date: it says {says}, the plan of {phase} is {plan}."
        ).format(kind=kind, says=drift.says or _("no date"), phase=name, plan=drift.plan)
        action = _("Copy the new text into {kind}, save, and confirm what it shows.").format(kind=kind)
        yield about(dossier, "text-out-of-date", "warning", "N31", text, action)


def lead_not_told(dossier: Dossier, now: datetime) -> Iterator[Finding]:
    """N18: "If you have to make adjustments, let Aja know ASAP" (L51)."""
    due = [message for message in dossier.messages if message.kind == "adjustment" and not message.sent_utc]
    if due:
        lead = limits.lead_of(dossier)
        text = _("{lead} has not been told of the moved prod upgrade.").format(lead=lead)
        action = _("Send the notice to {lead}, then mark it as sent.").format(lead=lead)
        yield about(dossier, "lead-not-told", "warning", "N18", text, action)


def same_night(dossier: Dossier, now: datetime) -> Iterator[Finding]:
    """Two Prod Upgrades of one consultant in one night: starts less than the outer business impact (4 h) apart."""
    start = dossier.prod.starts
    if start is None or moments.prod_is_past(dossier, now) or moments.prod_date_passed(dossier, now):
        return
    apart = dossier.playbook.limits.same_night_minutes
    for client, other in dossier.others:
        minutes = (zones.to_zone(other, "UTC") - zones.to_zone(start, "UTC")).total_seconds() / 60
        if abs(minutes) < apart:
            words = _("starts {length} later") if minutes > 0 else _("starts {length} earlier")
            length = words.format(length=moments.FORMATS.duration(round(abs(minutes))))
            when = length if minutes else _("starts at the same time")
            text = _("Two prod upgrades in one night: {client} {when}.").format(client=client, when=when)
            yield about(dossier, "same-night", "warning", "N08", text, _("Find another night for one of them."))


def no_prod_date(dossier: Dossier, now: datetime) -> Iterator[Finding]:
    """N35: "you have 3 tickets open without a Prod Upgrade open" (L122)."""
    if dossier.engagement.scheduled or stages.stage(dossier, now) == "done":
        return
    count = sum(1 for ticket in dossier.tickets if ticket.kind in ETIU_KINDS and ticket.is_open)
    prod_ticket = dossier.ticket("ETIU03")
    missing = not dossier.prod.dated or prod_ticket is None or not prod_ticket.state
    if count >= dossier.playbook.limits.open_tickets_without_prod and missing:
        text = (
            _("{count} tickets open, no prod date") if not dossier.prod.dated else _("{count} tickets open, ETIU03 not")
        )
        action = _("Agree a prod date with the client and open ETIU03.")
        yield about(dossier, "no-prod-date", "warning", "N35", text.format(count=count), action)


def billable_first(dossier: Dossier, now: datetime) -> Iterator[Finding]:
    """N27: "billable work always takes precedence over non-billable work" (L89)."""
    if _logs_unbillable(dossier, now) and _owes_billable(dossier, now):
        yield _billable(dossier, dossier)


def portfolio_findings(dossiers: Sequence[Dossier], now: datetime) -> tuple[Finding, ...]:
    """Return what holds for a consultant's engagements together, not for one alone (N27, N35)."""
    by_consultant: dict[str, list[Dossier]] = defaultdict(list)
    for dossier in dossiers:
        by_consultant[dossier.engagement.consultant].append(dossier)
    found: list[Finding] = []
    for consultant, mine in by_consultant.items():
        found.extend(_none_dated(consultant, mine, now))
        owed = next((item for item in mine if _owes_billable(item, now)), None)
        if owed is not None:
            found.extend(_billable(item, owed) for item in mine if item is not owed and _logs_unbillable(item, now))
    return tuple(found)


def _none_dated(consultant: str, mine: Sequence[Dossier], now: datetime) -> Iterator[Finding]:
    running = [item for item in mine if any(t.is_open for t in item.tickets if t.kind in ETIU_KINDS)]
    running = [item for item in running if stages.stage(item, now) != "done"]
    if not running or any(item.prod.dated for item in running):
        return
    if len(running) >= running[0].playbook.limits.open_tickets_without_prod:
        text = _("{count} engagements with open tickets and no prod upgrade dated").format(count=len(running))
        action = _("Agree a prod date with one of them first.")
        yield Finding("no-prod-date", "warning", text, "N35", action, 0, consultant)


def _billable(dossier: Dossier, owed: Dossier) -> Finding:
    text = _("{client} has billable work due.").format(client=owed.engagement.client)
    action = _("Do the billable work first.")
    return about(dossier, "billable-first", "notice", "N27", text, action)


def _logs_unbillable(dossier: Dossier, now: datetime) -> bool:
    today = zones.to_zone(now, dossier.you.zone).date().isoformat()
    return any(entry.day == today and not entry.billable for entry in dossier.time_entries)


def _owes_billable(dossier: Dossier, now: datetime) -> bool:
    for step in dossier.playbook.steps:
        if step.billable and not dossier.is_done(step.key):
            due = due_times.due(dossier, step)
            if due is not None and due < now:
                return True
    return False
