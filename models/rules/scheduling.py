"""Rules for the act of scheduling and the tickets that follow it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from models import calendar_entries, due_times, stages, tickets
from models.errors import UserError
from models.records import Dossier
from models.rules import moments
from models.rules.finding import Finding, Severity, about
from models.texts import _

_CLOSED_COMPLETE = "Closed Complete"


def etiu03_open(dossier: Dossier, now: datetime) -> Iterator[Finding]:
    """N10, N23, N30: "As soon as it's scheduled, we close that ticket" (L26)."""
    if dossier.engagement.scheduled and _state(dossier, "ETIU03") != _CLOSED_COMPLETE:
        text = _("The prod upgrade is scheduled and ETIU03 is not Closed Complete.")
        action = _("Close ETIU03 as Closed Complete and record its state.")
        yield about(dossier, "etiu03-open", _from_next_morning(dossier, now), "N10", text, action)


def best_practices_ticket(dossier: Dossier, now: datetime) -> Iterator[Finding]:
    """N30: "open ETIU04. Change Best Practice to Work in Progress" (L94); once the session is over it is closed."""
    waits = dossier.engagement.scheduled and not stages.best_practices_over(dossier)
    if waits and _state(dossier, "ETIU04") != "Work in Progress":
        text = _("The prod upgrade is scheduled and ETIU04 (Best Practices) is not Work in Progress.")
        action = _("Set ETIU04 to Work in Progress and record its state.")
        yield about(dossier, "best-practices-ticket", "warning", "N30", text, action)


def support_week_ticket(dossier: Dossier, now: datetime) -> Iterator[Finding]:
    """N13: the Support Week ticket opens just before or after, at the latest the next morning (L31, L68).

    A ticket that is closed once Support Week has begun was opened before.
    """
    if not dossier.engagement.scheduled:
        return
    state, first = _state(dossier, "ETIU05"), dossier.phases["support_week"].first_day
    begun = first is not None and first <= moments.local_day(dossier, now, "support_week")
    if not state or (state.startswith("Closed") and not begun):
        text = _("Support Week ticket not open")
        action = _("Open ETIU05 and let the client know.")
        yield about(dossier, "support-week-ticket", _from_next_morning(dossier, now), "N13", text, action)


def already_scheduled(dossier: Dossier, now: datetime) -> Iterator[Finding]:
    """N10: ServiceNow says that it is scheduled, the plan does not (PRODUCT, Decisions 3)."""
    if dossier.engagement.scheduled:
        return
    for kind, text in (
        ("ETIU03", _("ETIU03 is Closed Complete in ServiceNow and the prod upgrade is not scheduled here.")),
        ("CTASK", _("The CTASK is closed in ServiceNow and the prod upgrade is not scheduled here.")),
    ):
        if _seen_closed(dossier, kind):
            action = _("Say “It is already scheduled” in Details: when, and by whom.")
            yield about(dossier, "already-scheduled", "warning", "N10", text, action)
            return


def calendar(dossier: Dossier, now: datetime) -> Iterator[Finding]:
    """N12: "block out your time on your calendar early on, but wait until the client validation" (L28)."""
    if not dossier.prod.dated or stages.prod_begun(dossier, now) or moments.prod_date_passed(dossier, now):
        return
    if calendar_entries.needs_update(dossier):
        text = _("Calendar block to be updated: it stands at another time than the prod upgrade.")
        yield about(dossier, "calendar", "notice", "N12", text, _("Save the calendar file again and open it."))
    elif dossier.engagement.scheduled:
        if not dossier.is_done("calendar_confirmed"):
            text = _("The prod upgrade is scheduled and your calendar block is not confirmed.")
            yield about(dossier, "calendar", "notice", "N12", text, _("Confirm the block in your calendar."))
    elif not stages.validation_complete(dossier) and not dossier.is_done("calendar_tentative"):
        text = _("Your calendar has no tentative block for the prod upgrade.")
        yield about(dossier, "calendar", "notice", "N12", text, _("Block the time as tentative."))


def _state(dossier: Dossier, kind: str) -> str:
    ticket = dossier.ticket(kind)
    return ticket.state if ticket else ""


def _seen_closed(dossier: Dossier, kind: str) -> bool:
    """Whether ServiceNow showed a ticket as Closed Complete, and no other state was recorded since."""
    seen, ticket = dossier.newest(f"{kind}.state"), dossier.ticket(kind)
    if seen is None or _label(seen.value) != _CLOSED_COMPLETE:
        return False
    return ticket is None or ticket.state_utc <= seen.at_utc or ticket.state == _CLOSED_COMPLETE


def _label(state: str) -> str:
    try:
        return tickets.read_state(state)
    except UserError:  # kept as it was shown, in a language or customising that is not known
        return ""


def _from_next_morning(dossier: Dossier, now: datetime) -> Severity:
    """Error from 09:00 in your zone on your first working day after the Prod Upgrade's start, warning before."""
    morning = due_times.next_morning(dossier, dossier.prod)
    return "error" if morning is not None and now >= morning else "warning"
