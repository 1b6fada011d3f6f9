"""Rules for the Best Practices session: in time, after Prod, or skipped with approval."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

from models import limits, session_requests, stages, zones
from models.records import Dossier, SessionRequest
from models.rules import moments
from models.rules.finding import Finding, Severity, about
from models.texts import _

_KIND = "best_practices"


def best_practices_late(dossier: Dossier, now: datetime) -> Iterator[Finding]:
    """N24, N25: 1-2 days after, "during the support week"; 6 business days is tolerated, two weeks not (L71-75).

    Working days are the client's, from the local date on which Prod starts (PRODUCT, Decisions 9). A session that is
    still to be held after Prod is today at the earliest.
    """
    lost = session_requests.to_rebook(dossier)
    if lost is not None:
        yield from _not_rebooked(dossier, lost, now)
        return
    prod, day = limits.prod_day(dossier), _session_day(dossier, now)
    if prod is None or day is None or dossier.engagement.skipped:
        return
    rule, days = dossier.playbook.limits, limits.calendar_of(dossier)
    count, latest = days.between(prod, day), days.add(prod, rule.best_practices_limit_days)
    week = dossier.phases["support_week"].last_day
    severity: Severity
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
    last = moments.FORMATS.day(latest)
    said = text.format(limit=rule.best_practices_limit_days, latest=last, count=count)
    action = _action(dossier, day, latest, now).format(latest=last, approver=dossier.you.approver or _("the approver"))
    yield about(dossier, "best-practices-late", severity, "N24" if severity == "notice" else "N25", said, action)


def _not_rebooked(dossier: Dossier, lost: SessionRequest, now: datetime) -> Iterator[Finding]:
    """A cancellation or no-show "is re-booked inside the window" (N25): an error once the window is over."""
    latest = session_requests.latest_day(dossier)
    if latest is None:
        return
    over = moments.local_day(dossier, now, _KIND) > latest
    text = _("Best Practices was cancelled and is not booked again.")
    if lost.what == "missed":
        text = _("Nobody came to Best Practices and it is not booked again.")
    action = _("Hold it now, or ask {approver} whether it is skipped.") if over else _("Book it again until {latest}.")
    approver = dossier.you.approver or _("the approver")
    said = action.format(approver=approver, latest=moments.FORMATS.day(latest))
    yield about(dossier, "best-practices-late", "error" if over else "warning", "N25", text, said)


def _action(dossier: Dossier, day: date, latest: date, now: datetime) -> str:
    if stages.best_practices_over(dossier):
        return _("Note with the session why it was held late.")
    if moments.local_day(dossier, now, _KIND) > latest:
        return _("Hold it now, or ask {approver} whether it is skipped.")
    if day > latest:
        return _("Refuse the date and offer one until {latest}.")
    return _("Best Practices must be held by {latest}: offer an earlier date where you can.")


def _session_day(dossier: Dossier, now: datetime) -> date | None:
    """Return the day that counts: when it was held, else the later of the plan and today once Prod is over."""
    phase = dossier.phases[_KIND]
    held = phase.actual_start or phase.actual_end
    if held is not None and phase.actual_end is not None:
        return moments.local_day(dossier, held, _KIND)
    if stages.best_practices_over(dossier):
        return None
    planned = phase.first_day
    if stages.prod_over(dossier, now) and dossier.engagement.scheduled:
        today = moments.local_day(dossier, now, "prod_upgrade")
        return max(planned, today) if planned else today
    return planned


def best_practices_early(dossier: Dossier, now: datetime) -> Iterator[Finding]:
    """N26: "Need to have after Prod Upgrade because its key and vital information" (L86)."""
    if dossier.engagement.skipped or not dossier.prod.dated:
        return
    over = moments.over(dossier, _KIND, now)
    if _held_before_prod(dossier) if over else _planned_before_prod(dossier):
        text, action = _("Best Practices is before the end of the prod upgrade."), _("Move it to {day}.")
        if over:
            text = _("Best Practices was held before the end of the prod upgrade.")
            action = _("Go through the new instance with the client again, on {day}.")
        prod = limits.prod_day(dossier)
        first = moments.FORMATS.day(limits.calendar_of(dossier).next_working(prod)) if prod else ""
        yield about(dossier, "best-practices-early", "error", "N26", text, action.format(day=first))


def _held_before_prod(dossier: Dossier) -> bool:
    phase = dossier.phases[_KIND]
    held, ends = phase.actual_start or phase.actual_end, _prod_end(dossier)
    return held is not None and ends is not None and held < ends


def _planned_before_prod(dossier: Dossier) -> bool:
    """Compare the plan's instants; a date without a time spans the working hours, and counts by date beside another."""
    phase, ends = dossier.phases[_KIND], _prod_end(dossier)
    day, prod_day = phase.first_day, limits.prod_day(dossier)
    if ends is None:
        return day is not None and prod_day is not None and day < prod_day
    if phase.starts is not None:
        return phase.starts < ends
    if day is None:
        return False
    ended = zones.to_zone(ends, limits.zone_of(dossier, "prod_upgrade") or "UTC").replace(tzinfo=None)
    return datetime.combine(day, time.fromisoformat(dossier.you.work_end)) <= ended


def _prod_end(dossier: Dossier) -> datetime | None:
    """Return when Prod ended, at the latest as planned: its outcome may have been noted a day later."""
    known = [moment for moment in (dossier.prod.actual_end, dossier.prod.ends) if moment is not None]
    return min(known, default=None)


def skip_not_approved(dossier: Dossier, now: datetime) -> Iterator[Finding]:
    """N26: "we check in with Damien, and if we need to skip, we can skip. We just let them know" (L83-85)."""
    engagement = dossier.engagement
    if not engagement.skipped:
        return
    known = {
        _("the reason"): engagement.skip_reason,
        _("who approved it"): engagement.skip_approver,
        _("the date of the approval"): engagement.skip_approved_on,
        _("when the client was told why it matters"): engagement.skip_told_on,
    }
    missing = [words for words, value in known.items() if not value]
    if missing:
        text = _("Best Practices is skipped without {missing}.").format(missing=", ".join(missing))
        action = _("Ask {approver}, tell the client, and record both.").format(
            approver=dossier.you.approver or _("the approver")
        )
        yield about(dossier, "skip-not-approved", "error", "N26", text, action)


def best_practices_ticket_open(dossier: Dossier, now: datetime) -> Iterator[Finding]:
    """N29: "Once the BP session is complete, you can close that ticket" (L93)."""
    held = dossier.phases[_KIND].actual_end
    ticket = dossier.ticket("ETIU04")
    if held is not None and not (ticket and ticket.state.startswith("Closed")):
        day = moments.FORMATS.day(moments.local_day(dossier, held, _KIND))
        text = _("Best Practices was held on {day} and ETIU04 is not closed.").format(day=day)
        yield about(dossier, "best-practices-ticket-open", "warning", "N29", text, _("Close ETIU04."))
