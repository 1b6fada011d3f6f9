"""Rules for what happens before the Prod Upgrade: clone, Dev Upgrade, results, client validation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from models import limits, stages, zones
from models.records import Dossier
from models.rules import moments
from models.rules.finding import Finding, about
from models.texts import _, ngettext


def clone_password_changed(dossier: Dossier, now: datetime) -> Iterator[Finding]:
    """N01: the clone's backup holds the password of that moment ("the backup will only have those credentials", L3)."""
    if dossier.is_done("login_confirmed") or moments.over(dossier, "dev_upgrade", now):
        return
    taken, changed = dossier.engagement.backup_taken_utc, dossier.engagement.password_changed_utc
    if taken and changed:
        if changed <= taken:
            return
        text = _("The password was changed after the clone's backup was taken: the clone has the one before.")
        action = _("Ask for the password of the backup's time, log in to the clone and tick it.")
    elif moments.begun(dossier, "dev_upgrade", now):
        missing = _("when the backup was taken") if not taken else _("when the password was last changed")
        text = _("The dev upgrade has begun and it is not known {what}.").format(what=missing)
        action = _("Record both times in Details; a backup can be up to {hours} h old.").format(
            hours=dossier.playbook.limits.backup_age_hours + 12
        )
    else:
        return
    yield about(dossier, "clone-password-changed", "warning", "N01", text, action)


def dev_upgrade_long(dossier: Dossier, now: datetime) -> Iterator[Finding]:
    """N02: "6-12 hours (maybe even more)" (L7): longer is a notice and no error."""
    phase = dossier.phases["dev_upgrade"]
    if phase.actual_start is None:
        return
    ran = (phase.actual_end or now) - phase.actual_start
    usual = dossier.playbook.limits
    if ran <= timedelta(hours=usual.dev_usual_max_hours):
        return
    words = _("Dev upgrade ran {h} h. {low} to {high} is usual") if phase.actual_end else None
    words = words or _("Dev upgrade has run {h} h. {low} to {high} is usual")
    hours = int(ran.total_seconds() // 3600)
    text = words.format(h=hours, low=usual.dev_usual_min_hours, high=usual.dev_usual_max_hours)
    action = _("Nothing, it is known.") if phase.actual_end else _("Look at the upgrade's monitor in the instance.")
    yield about(dossier, "dev-upgrade-long", "notice", "N02", text, action)


def results_told_early(dossier: Dossier, now: datetime) -> Iterator[Finding]:
    """N04: "Wait until Kickoff and Guided Tour to let them know the results" (L11)."""
    step, kickoff = dossier.steps.get("results_shared"), dossier.phases["kickoff"]
    if step is None or not step.done or step.origin == "before" or not kickoff.dated:
        return
    told = zones.parse_utc(step.done_utc)
    begins = kickoff.actual_start or moments.start_of(kickoff)
    if begins is not None and told < begins:
        text = _("The client was told the results of the technical validation before Kickoff began.")
        action = _("Tell {lead}, and go through the results at Kickoff.").format(lead=limits.lead_of(dossier))
        yield about(dossier, "results-told-early", "error", "N04", text, action)


def validation_too_long(dossier: Dossier, now: datetime) -> Iterator[Finding]:
    """N07: "1-2 days (2 days MAX)" (L16), in working dates of the client, the first included."""
    first, last = _validation_dates(dossier, now)
    if first is None or last is None:
        return
    allowed = dossier.playbook.limits.validation_days
    days = limits.working_dates(limits.calendar_of(dossier), first, last)
    if days <= allowed:
        return
    if moments.over(dossier, "client_validation", now):
        text = _("Client validation took {days} days. The limit is {allowed} days")
    elif stages.validation_begun(dossier, now):
        text = _("Client validation is on day {days}. The limit is {allowed} days")
    else:
        text = _("Client validation is planned over {days} days. The limit is {allowed} days")
    action = _("Ask the client to confirm, then finish it.")
    yield about(dossier, "validation-too-long", "error", "N07", text.format(days=days, allowed=allowed), action)


def _validation_dates(dossier: Dossier, now: datetime) -> tuple[date | None, date | None]:
    """Return the first and last date that count: recorded ones once it is over, else the plan's up to today."""
    phase = dossier.phases["client_validation"]
    if moments.over(dossier, "client_validation", now):
        if phase.actual_end is None:
            return None, None
        last = moments.local_day(dossier, phase.actual_end, "client_validation")
        started = phase.actual_start
        first = moments.local_day(dossier, started, "client_validation") if started else phase.first_day
        return first, last
    if not phase.dated:
        return None, None
    today = stages.today(phase, now)
    planned = phase.last_day or today
    return phase.first_day, max(planned, today) if stages.validation_begun(dossier, now) else planned


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
    validation, prod = dossier.phases["client_validation"], dossier.prod
    if not prod.dated or moments.prod_is_past(dossier, now):
        return
    if stages.validation_complete(dossier):
        ends = validation.actual_end
    else:
        ends = moments.end_of(validation) if validation.dated else None
    begins = prod.starts or (moments.end_of(prod) if ends else None)
    if ends is None or begins is None or begins >= ends:
        return
    text = _("The prod upgrade begins before client validation ends.")
    action = _("Move the prod upgrade behind the validation, or finish the validation earlier.")
    yield about(dossier, "prod-before-validation", "error", "N09", text, action)


def holiday(dossier: Dossier, now: datetime) -> Iterator[Finding]:
    """A kickoff, validation or session on a day off of the client does not take place (client's calendar)."""
    days = limits.calendar_of(dossier)
    for kind in ("kickoff", "client_validation", "best_practices"):
        phase = dossier.phases[kind]
        if phase.first_day is None or phase.last_day is None or moments.over(dossier, kind, now):
            continue
        ends = {phase.first_day: None, phase.last_day: None}
        off = [(day, days.reason_off(day)) for day in ends]
        named = [(day, reason) for day, reason in off if reason]
        if named:
            day, reason = named[0]
            text = _("{phase} falls on {day}: {reason}.").format(
                phase=dossier.playbook.phase(kind).name, day=moments.FORMATS.day(day), reason=reason
            )
            more = ngettext("Move it to a working day.", "Move it to working days.", len(ends))
            yield about(dossier, "holiday", "warning", "N24" if kind == "best_practices" else "N07", text, more)
