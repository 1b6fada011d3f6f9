"""Rules for what happens before the Prod Upgrade: clone, Dev Upgrade, results, client validation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Final

from models import limits, stages, zones
from models.records import Dossier
from models.rules import moments
from models.rules.finding import Finding, about
from models.texts import _

_OLDEST_BACKUP_HOURS: Final = 36
"""How old a backup can be in ServiceNow's own words; the notes say 24."""
_SOME_TIME: Final = datetime.max.replace(tzinfo=UTC)
_SESSION_REQUIREMENTS: Final = {"kickoff": "N04", "client_validation": "N07", "best_practices": "N24"}


def clone_password_changed(dossier: Dossier, now: datetime) -> Iterator[Finding]:
    """N01: the clone's backup holds the password of that moment ("the backup will only have those credentials", L3)."""
    if dossier.is_done("login_confirmed") or moments.over(dossier, "dev_upgrade", now):
        return
    taken, changed = dossier.engagement.backup_taken_utc, dossier.engagement.password_changed_utc
    known = {_("when the backup was taken"): taken, _("when the password was last changed"): changed}
    missing = [words for words, instant in known.items() if not instant]
    if not missing and changed > taken:
        text = _("The password was changed after the clone's backup was taken: the clone has the one before.")
        action = _("Ask for the password of the backup's time, log in to the clone and tick it.")
    elif missing and moments.begun(dossier, "dev_upgrade", now):
        text = _("The dev upgrade has begun and it is not known {what}.").format(what=_(" and ").join(missing))
        action = _("Record it in Details; a backup can be up to {hours} h old.").format(hours=_OLDEST_BACKUP_HOURS)
    else:
        return
    yield about(dossier, "clone-password-changed", "warning", "N01", text, action)


def dev_upgrade_long(dossier: Dossier, now: datetime) -> Iterator[Finding]:
    """N02: "6-12 hours (maybe even more)" (L7): longer is a notice and no error."""
    phase, usual = dossier.phases["dev_upgrade"], dossier.playbook.limits
    ended = phase.actual_end
    if phase.actual_start is None or (ended is None and moments.over(dossier, "dev_upgrade", now)):
        return
    ran = (ended or now) - phase.actual_start
    if ran <= timedelta(hours=usual.dev_usual_max_hours):
        return
    if ended:
        text, action = _("Dev upgrade ran {length}."), _("Check that the technical validation still fits.")
    else:
        text, action = _("Dev upgrade has run {length}."), _("Look at the upgrade's progress in the instance.")
    length = moments.FORMATS.duration(int(ran / timedelta(minutes=1)))
    wide = _("{low} to {high} is usual").format(low=usual.dev_usual_min_hours, high=usual.dev_usual_max_hours)
    yield about(dossier, "dev-upgrade-long", "notice", "N02", f"{text.format(length=length)} {wide}", action)


def results_told_early(dossier: Dossier, now: datetime) -> Iterator[Finding]:
    """N04: "Wait until Kickoff and Guided Tour to let them know the results" (L11)."""
    told, begins = _results_told(dossier), _kickoff_began(dossier, now)
    if told is not None and begins is not None and told < begins:
        text = _("The client was told the results of the technical validation before Kickoff began.")
        action = _("Tell {lead}, and go through the results at Kickoff.").format(lead=limits.lead_of(dossier))
        yield about(dossier, "results-told-early", "error", "N04", text, action)


def _results_told(dossier: Dossier) -> datetime | None:
    """Return when the results were first marked as sent, by the step or by its text; None where they weren't here."""
    step, definition = dossier.steps.get("results_shared"), dossier.playbook.step("results_shared")
    kind = definition.message if definition else ""
    sent = [message.sent_utc for message in dossier.messages if kind and message.kind == kind and message.sent_utc]
    if step is not None and step.done and step.origin != "before":
        sent.append(step.done_utc)
    return zones.parse_utc(min(sent)) if sent else None


def _kickoff_began(dossier: Dossier, now: datetime) -> datetime | None:
    """Return when Kickoff began, or will: some time where it has no date; None where it took place unrecorded."""
    kickoff = dossier.phases["kickoff"]
    if kickoff.actual_start is not None:
        return kickoff.actual_start
    planned = moments.start_of(kickoff)
    if kickoff.actual_end is not None:
        return min(planned, kickoff.actual_end) if planned else None
    if moments.over(dossier, "kickoff", now) or (planned is None and stages.validation_begun(dossier, now)):
        return None
    return planned or _SOME_TIME


def validation_too_long(dossier: Dossier, now: datetime) -> Iterator[Finding]:
    """N07: "1-2 days (2 days MAX)" (L16), in working dates of the client, the first included."""
    first, last = _validation_dates(dossier, now)
    if first is None or last is None:
        return
    allowed = dossier.playbook.limits.validation_days
    days = limits.working_dates(limits.calendar_of(dossier), first, last)
    if days <= allowed:
        return
    action = _("Ask the client to confirm, then finish it. ServiceNow itself allows {outer} days.")
    if moments.over(dossier, "client_validation", now):
        text = _("Client validation took {days} days. The limit is {allowed} days")
        action = _("Plan the prod upgrade from the day on which it ended.")
    elif stages.validation_begun(dossier, now):
        text = _("Client validation is on day {days}. The limit is {allowed} days")
    else:
        text = _("Client validation is planned over {days} days. The limit is {allowed} days")
        action = _("Plan an earlier end. ServiceNow itself allows {outer} days.")
    said = text.format(days=days, allowed=allowed)
    outer = dossier.playbook.limits.validation_outer_days
    yield about(dossier, "validation-too-long", "error", "N07", said, action.format(outer=outer))


def _validation_dates(dossier: Dossier, now: datetime) -> tuple[date | None, date | None]:
    """Return the first and last date that count: recorded ones once it is over, else the plan's up to today."""
    phase = dossier.phases["client_validation"]
    began, ended = (
        moments.local_day(dossier, moment, phase.kind) if moment else None
        for moment in (phase.actual_start, phase.actual_end)
    )
    if moments.over(dossier, phase.kind, now):
        return (began, ended) if began and ended else (None, None)
    first, last = began or phase.first_day, phase.last_day
    if first is not None and stages.validation_begun(dossier, now):
        today = moments.local_day(dossier, now, phase.kind)
        last = max(last, today) if last else today
    return first, last


def reminder_due(dossier: Dossier, now: datetime) -> Iterator[Finding]:
    """N08: "Send a client a quick email during the Process Validation" (L20)."""
    running = stages.validation_begun(dossier, now) and not stages.validation_complete(dossier)
    if running and not dossier.is_done("validation_reminder"):
        text = _("The client has not been reminded of the prod upgrade's date and time.")
        impact = dossier.playbook.limits
        action = _("Send the prod upgrade reminder with the {low}–{high} h business impact.").format(
            low=impact.impact_min_minutes // 60, high=impact.impact_max_minutes // 60
        )
        yield about(dossier, "reminder-due", "warning", "N08", text, action)


def prod_before_validation(dossier: Dossier, now: datetime) -> Iterator[Finding]:
    """N09: "Once client validation is complete, we can then schedule the Prod upgrade" (L24)."""
    if dossier.prod.dated and not stages.prod_over(dossier, now) and _begins_too_early(dossier, now):
        text = _("The prod upgrade begins before client validation ends.")
        action = _("Move the prod upgrade behind the validation, or finish the validation earlier.")
        yield about(dossier, "prod-before-validation", "error", "N09", text, action)


def _begins_too_early(dossier: Dossier, now: datetime) -> bool:
    """Compare the Prod Upgrade's start with validation's end: as instants, or by date where one has no time."""
    validation, prod = dossier.phases["client_validation"], dossier.prod
    complete = stages.validation_complete(dossier)
    ends, last = validation.ends, validation.last_day
    if complete:
        ends = validation.actual_end
        last = moments.local_day(dossier, ends, validation.kind) if ends else None
    elif stages.validation_begun(dossier, now):  # late: it ends now at the earliest
        today = moments.local_day(dossier, now, validation.kind)
        ends, last = max(ends, now) if ends else None, max(last, today) if last else today
    if prod.starts is not None and ends is not None:
        return prod.starts < ends
    return prod.first_day is not None and last is not None and prod.first_day < last


def holiday(dossier: Dossier, now: datetime) -> Iterator[Finding]:
    """A session falls on a day off of the client: kickoff, Best Practices, the first or last day of validation."""
    calendar = limits.calendar_of(dossier)
    for kind, requirement in _SESSION_REQUIREMENTS.items():
        phase = dossier.phases[kind]
        if phase.first_day is None or phase.last_day is None or moments.over(dossier, kind, now):
            continue
        off = next((day for day in (phase.first_day, phase.last_day) if not calendar.working(day)), None)
        if off is not None:
            text = _("{phase} falls on {day}, a day off for the client: {reason}.").format(
                phase=dossier.playbook.phase(kind).name,
                day=moments.FORMATS.day(off),
                reason=calendar.holiday(off) or _("weekend"),
            )
            action = _("Agree a working day; the next one is {day}.").format(
                day=moments.FORMATS.day(calendar.next_working(off))
            )
            yield about(dossier, "holiday", "warning", requirement, text, action)
