"""Rules for the Best Practices session: in time, after Prod, or skipped with approval."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from models import limits, stages, zones
from models.records import Dossier
from models.rules import moments
from models.rules.finding import Finding, Severity, about
from models.texts import _


def best_practices_late(dossier: Dossier, now: datetime) -> Iterator[Finding]:
    """N24, N25: 1-2 days after, "during the support week"; 6 business days is tolerated, two weeks not (L71-75)."""
    prod = limits.prod_day(dossier)
    day = _session_day(dossier, now)
    if prod is None or day is None or dossier.engagement.skipped or day <= prod:
        return
    rule, days = dossier.playbook.limits, limits.calendar_of(dossier)
    count = days.between(prod, day)
    week = dossier.phases["support_week"].last_day
    severity: Severity
    latest = days.add(prod, rule.best_practices_limit_days)
    if day > latest:
        severity = "error"
        text = _("Best Practices is later than {limit} working days after the prod upgrade, {latest}.")
    elif week is not None and day > week:
        severity = "warning"
        text = _("Best Practices is after Support Week. The last day that is tolerated is {latest}.")
    elif count > rule.best_practices_usual_days:
        severity = "notice"
        text = _("Best Practices is {count} working days after the prod upgrade; 1 or 2 is usual.")
    else:
        return
    said = text.format(limit=rule.best_practices_limit_days, latest=moments.FORMATS.day(latest), count=count)
    action = _("Offer the client a date until {latest}.").format(latest=moments.FORMATS.day(latest))
    yield about(dossier, "best-practices-late", severity, "N25" if severity != "notice" else "N24", said, action)


def _session_day(dossier: Dossier, now: datetime) -> date | None:
    """Return the day that counts: when it was held, else the later of the plan and today once Prod is over."""
    phase = dossier.phases["best_practices"]
    if phase.actual_end is not None:
        return moments.local_day(dossier, phase.actual_end, "best_practices")
    if stages.best_practices_over(dossier):
        return None
    planned = phase.first_day
    if stages.prod_over(dossier, now) and dossier.engagement.scheduled:
        today = moments.local_day(dossier, now, "prod_upgrade")
        return max(planned, today) if planned else today
    return planned


def best_practices_early(dossier: Dossier, now: datetime) -> Iterator[Finding]:
    """N26: "Need to have after Prod Upgrade because its key and vital information" (L86)."""
    phase, prod = dossier.phases["best_practices"], dossier.prod
    if not prod.dated or dossier.engagement.skipped:
        return
    over = moments.over(dossier, "best_practices", now)
    begins = phase.actual_start or phase.actual_end if over else phase.starts
    ends = prod.actual_end or prod.ends
    if begins is not None and ends is not None:
        early = begins < ends
    else:
        day = moments.local_day(dossier, begins, "best_practices") if begins else None if over else phase.first_day
        prod_day = limits.prod_day(dossier)
        early = day is not None and prod_day is not None and day <= prod_day
    if early:
        text = _("Best Practices is before the end of the prod upgrade.")
        action = _("Move it to the first or second working day after the prod upgrade.")
        yield about(dossier, "best-practices-early", "error", "N26", text, action)


def skip_not_approved(dossier: Dossier, now: datetime) -> Iterator[Finding]:
    """N26: "we check in with Damien, and if we need to skip, we can skip. We just let them know" (L83-85)."""
    engagement = dossier.engagement
    if not engagement.skipped:
        return
    approver = dossier.you.approver or _("the approver")
    missing = [
        words
        for known, words in (
            (engagement.skip_reason, _("the reason")),
            (engagement.skip_approver, _("who approved it")),
            (engagement.skip_approved_on, _("the date of the approval")),
            (engagement.skip_told_on, _("when the client was told why it matters")),
        )
        if not known
    ]
    if missing:
        text = _("Best Practices is skipped without {missing}.").format(missing=", ".join(missing))
        action = _("Ask {approver}, tell the client, and record both.").format(approver=approver)
        yield about(dossier, "skip-not-approved", "error", "N26", text, action)


def best_practices_ticket_open(dossier: Dossier, now: datetime) -> Iterator[Finding]:
    """N29: "Once the BP session is complete, you can close that ticket" (L93)."""
    held = dossier.phases["best_practices"].actual_end
    ticket = dossier.ticket("ETIU04")
    if held is not None and not (ticket and ticket.state.startswith("Closed")):
        day = moments.FORMATS.day(zones.to_zone(held, dossier.you.zone).date())
        text = _("Best Practices was held on {day} and ETIU04 is not closed.").format(day=day)
        yield about(dossier, "best-practices-ticket-open", "warning", "N29", text, _("Close ETIU04."))
