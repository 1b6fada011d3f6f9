"""What an engagement needs now: its group in the side bar, one reason line, and the one next thing.

Needs you: anything overdue, due today, a gate open, a missing ticket, or drift (DESIGN, "Needs you"). There is never
more than one reason; the worst wins: danger, overdue, due today, gate, drift, next step.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Final, Literal

from msgspec import Struct

from models import calendar_entries, checklist, due_times, locks, rules, session_requests, stages, zones
from models.formats import Formats
from models.playbook import StepDef
from models.records import ETIU_KINDS, Dossier
from models.rules import moments
from models.rules.finding import Finding
from models.texts import _, mark
from models.upcoming import YourTime, next_event, start_words

QUESTION: Final = "question"
"""The action of a next thing that is about a client question."""

Group = Literal["needs_you", "on_track", "done"]
Tone = Literal["danger", "warn", "accent", "neutral"]

ALARMING: Final = frozenset({"no-prod-date", "lead-not-told"})
"""Warnings that are shown as danger."""
QUIET: Final = frozenset({"same-night", "holiday", "zone-unconfirmed", "clock-change"})
"""Warnings that are worth knowing and ask for nothing today."""
ABOUT: Final = {
    "dev-upgrade-long": "dev_upgrade",
    "results-told-early": "kickoff",
    "validation-too-long": "client_validation",
    "best-practices-late": "best_practices",
    "best-practices-early": "best_practices",
}
"""Rules whose findings stay on record once the phase is over, and then ask for nothing."""
URGENCY: Final = {
    "read-back-differs": mark("ServiceNow shows other dates"),
    "planned-end": mark("Planned end is not 3 h after start"),
    "roadmap-differs": mark("Roadmap and plan differ"),
    "clock-change": mark("The prod time is not a real one"),
    "prod-before-validation": mark("Prod upgrade before validation ends"),
    "zone-unconfirmed": mark("Time zone not confirmed"),
    "not-read-back": mark("Planned dates not read back"),
    "already-scheduled": mark("Scheduled in ServiceNow, not here"),
    "support-week-ticket": mark("Support Week ticket not open"),
    "etiu03-open": mark("ETIU03 is not closed"),
    "lead-not-told": mark("{lead} is not told of the move"),
    "no-prod-date": "",
    "validation-too-long": "",
    "best-practices-early": mark("Best Practices before the prod upgrade"),
    "best-practices-late": mark("Best Practices is late"),
    "skip-not-approved": mark("Best Practices skipped without approval"),
    "results-told-early": mark("Results told before Kickoff"),
    "text-out-of-date": mark("Short description is out of date"),
    "reminder-due": mark("Prod upgrade reminder not sent"),
    "clone-password-changed": mark("The clone may have another password"),
    "long-question": mark("A question takes too long"),
    "best-practices-ticket": mark("ETIU04 is not in progress"),
    "best-practices-ticket-open": mark("ETIU04 is not closed"),
}
"""The rules, the worst first, in short words for the side bar; without them the finding's first sentence is shown."""
STEPS: Final = {
    "already-scheduled": "schedule_conversion",
    "support-week-ticket": "support_week_opened",
    "etiu03-open": "etiu03_closed",
    "best-practices-ticket": "best_practices_in_progress",
    "best-practices-ticket-open": "etiu04_closed",
    "no-prod-date": "prod_agreed",
    "validation-too-long": "validation_confirmed",
    "reminder-due": "validation_reminder",
    "clone-password-changed": "old_password",
}
"""The step of the checklist that a finding is about."""
_BEFORE_CONVERSION: Final = frozenset({"timezone_check", "gate_before_scheduling"})


class Next(Struct, frozen=True):
    """The one next thing: words, the step that it is about, the step's action, and what opens after it."""

    text: str
    step: str = ""
    action: str = ""
    hint: str = ""


class Attention(Struct, frozen=True):
    """What an engagement needs at a moment; `due` is an instant by which it is sorted."""

    group: Group
    tone: Tone
    reason: str
    due: datetime | None
    next: Next
    findings: tuple[Finding, ...]


def assess(dossier: Dossier, now: datetime, formats: Formats) -> Attention:
    """Return what an engagement needs.

    Args:
        dossier: the engagement.
        now: the moment, aware.
        formats: how times are written; they are shown in your zone.
    """
    if stages.is_done(dossier, now):
        closed = _closed_at(dossier)
        return Attention("done", "neutral", _closed(dossier, closed, formats), closed, Next(_("Done")), ())
    if dossier.engagement.archived_utc:
        at = zones.parse_utc(dossier.engagement.archived_utc)
        words = _handed(dossier) if dossier.engagement.given_utc else _("Archived")
        return Attention("done", "neutral", words, at, Next(words), ())
    found = rules.findings(dossier, now)
    look = _Look(dossier, now, formats, found)
    danger = look.danger()
    if danger is not None:
        return Attention("needs_you", danger.tone, danger.reason, danger.due, danger.next, found)
    act = _after_scheduling(dossier, now, formats)
    for case in (look.overdue, look.due_today, look.gate, look.follow_up, look.drift):
        need = case()
        if need is not None:
            return Attention("needs_you", need.tone, need.reason, need.due, act or need.next, found)
    need = look.ahead()
    return Attention("on_track", need.tone, need.reason, need.due, act or need.next, found)


def order(items: Iterable[Attention]) -> list[Attention]:
    """Return them by need: groups as listed, then by due time."""
    ranks = {"needs_you": 0, "on_track": 1, "done": 2}
    late = datetime.max.replace(tzinfo=UTC)
    return sorted(items, key=lambda item: (ranks[item.group], item.due or late))


class _Need(Struct, frozen=True):
    tone: Tone
    reason: str
    due: datetime | None
    next: Next


class _Look:
    """One engagement at one moment, asked case by case."""

    def __init__(self, dossier: Dossier, now: datetime, formats: Formats, found: tuple[Finding, ...]) -> None:
        self._dossier = dossier
        self._now = now
        self._your = YourTime(dossier.you.zone, now, formats)
        self._stage = stages.stage(dossier, now)
        ranks = {rule: rank for rank, rule in enumerate(URGENCY)}
        worth = (item for item in found if item.severity != "notice" and not self._is_history(item))
        self._found = sorted(worth, key=lambda item: ranks.get(item.rule, len(ranks)))
        self._midnight = self._your.midnight()
        self._due = sorted(self._open_steps(), key=lambda item: item[0])

    def danger(self) -> _Need | None:
        """An error, or a warning that can't wait."""
        for finding in self._found:
            if finding.severity == "error" or finding.rule in ALARMING:
                return self._need("danger", finding)
            if finding.rule == "already-scheduled":
                return self._need("warn", finding)
        return None

    def overdue(self) -> _Need | None:
        """A date that has passed with nothing recorded, or a step that is late."""
        dossier, validation = self._dossier, self._dossier.phases["client_validation"]
        late = next((item for item in self._due if item[0] <= self._now), None)
        if not dossier.engagement.scheduled and stages.overdue_by(dossier, "prod_upgrade", self._now) is not None:
            words = _("Move the prod upgrade: its date has passed and it is not scheduled")
            if dossier.engagement.scheduling:
                words = _("Correct the dates: the planned start has passed and the CTASK is not closed")
            return _Need("danger", _("Prod upgrade date has passed"), dossier.prod.starts, Next(words))
        ends = validation.ends
        if self._stage == "client_validation" and ends is not None and ends <= self._now:
            reason = _("Client validation was due {when}").format(when=self._your.near(ends))
            return _Need("danger", reason, ends, self._next_of(self._step("validation_confirmed")))
        if late is None:
            return None
        due, step = late
        if step.key == "dev_finished":  # N02: longer than usual is no error
            return _Need("warn", _("Dev upgrade is running long"), due, self._next_of(step))
        return _Need("danger", _(step.text), due, self._next_of(step))

    def due_today(self) -> _Need | None:
        """The running validation ends today, or a step is due today."""
        end = self._dossier.phases["client_validation"].ends
        if self._stage == "client_validation" and end is not None and self._your.is_today(end):
            reason = _("Client validation ends {time}").format(time=self._your.near(end))
            return _Need("accent", reason, end, self._next_of(self._due[0][1] if self._due else None))
        if not self._due:
            return None
        due, step = self._due[0]
        phase = self._dossier.phases[step.due.partition(".")[0]]
        begins = phase.starts
        reason = _(step.text)
        if begins is not None and begins > self._now and self._your.is_today(begins):
            reason = start_words(self._dossier, phase, begins, self._your)
        return _Need("accent", reason, due, self._next_of(step))

    def gate(self) -> _Need | None:
        """Validation is complete and scheduling waits for you, or scheduling is under way."""
        prod = self._dossier.prod
        if self._stage == "validated":
            if not prod.dated:
                agree = Next(_("Validation is confirmed. Agree a prod date with the client"), "prod_agreed")
                return _Need("warn", _("Validation complete, no prod date"), None, agree)
            return _Need("accent", self._before_scheduling(), prod.starts, self._next_of(self._first_of("schedule")))
        if self._stage != "scheduling":
            return None
        step = self._first_of("schedule")
        reason = _(step.text) if step else _("Scheduling: read both dates back")
        return _Need("warn", reason, prod.starts, self._next_of(step))

    def follow_up(self) -> _Need | None:
        """A client question that was handed off wants to be followed up (N32)."""
        due = (item for item in self._dossier.questions if item.follow_up and not item.followed_up_utc)
        today = self._your.shown(self._now).date().isoformat()
        question = min((item for item in due if item.follow_up <= today), key=lambda item: item.follow_up, default=None)
        if question is None:
            return None
        words = _("Follow up: {question}").format(question=question.text)
        step = self._step("long_question")
        following = Next(words, step.key if step else "", QUESTION)
        return _Need("danger" if question.follow_up < today else "accent", words, None, following)

    def drift(self) -> _Need | None:
        """A missing ticket, a text out of date, a value not read back."""
        loud = next((finding for finding in self._found if finding.rule not in QUIET), None)
        return self._need("warn", loud) if loud else None

    def ahead(self) -> _Need:
        """What comes next on the timeline, in your time; a step whose phase has no date yet is to be done now."""
        event, step = next_event(self._dossier, self._your), checklist.next_step(self._dossier, self._now)
        undated = step is not None and bool(step.due) and due_times.due(self._dossier, step) is None
        if event is not None:
            following = Next(_("Nothing due. Next is {what}").format(what=event.full))
            if calendar_entries.needs_update(self._dossier) and not moments.over(
                self._dossier, calendar_entries.BLOCK, self._now
            ):
                following = Next(_("Calendar block to be updated"), calendar_entries.step_of(self._dossier), "calendar")
            return _Need("neutral", event.short, event.at, self._next_of(step) if undated else following)
        reason = stages.chip(self._dossier, self._now)
        if not (self._dossier.prod.dated or self._dossier.engagement.scheduled):
            reason = _("No prod date yet")
        return _Need("neutral", reason, None, self._next_of(step) if step else Next(_("Nothing due")))

    def _is_history(self, finding: Finding) -> bool:
        about = ABOUT.get(finding.rule)
        return about is not None and moments.over(self._dossier, about, self._now)

    def _need(self, tone: Tone, finding: Finding) -> _Need:
        words = URGENCY.get(finding.rule, "")
        if finding.rule == "best-practices-late" and session_requests.to_rebook(self._dossier):
            words = ""
        lead = self._dossier.you.lead or _("The lead")
        reason = _(words).format(lead=lead) if words else finding.message.partition(". ")[0]
        return _Need(tone, reason, self._deadline(finding.rule), self._remedy(finding))

    def _remedy(self, finding: Finding) -> Next:
        missing = {item.rule for item in self._found} & {"etiu03-open", "support-week-ticket"}
        text = finding.action.removesuffix(".")
        if finding.rule in missing:
            text = _("Open ETIU05 for the Support Week and tell the client")
            if len(missing) > 1:
                text = _("Close ETIU03 as Closed Complete and open the Support Week ticket")
            elif finding.rule == "etiu03-open":
                text = _("Close ETIU03 as Closed Complete")
        step = self._step(STEPS.get(finding.rule, ""))
        return Next(text, step.key, step.action) if step else Next(text)

    def _deadline(self, rule: str) -> datetime | None:
        prod = self._dossier.prod
        if rule in {"support-week-ticket", "etiu03-open"}:
            return due_times.next_morning(self._dossier, prod)
        if rule == "validation-too-long":
            return self._dossier.phases["client_validation"].ends
        about_prod = {"read-back-differs", "planned-end", "roadmap-differs", "clock-change", "not-read-back"}
        return prod.starts if rule in about_prod else None

    def _next_of(self, step: StepDef | None) -> Next:
        """Return the next thing for a step, in the words of the copy deck where it has some."""
        if step is None:
            return Next(_("Look at the checklist"))
        if step.key in {"validation_reminder", "validation_confirmed"}:
            return self._next_in_validation(step)
        if step.key in _BEFORE_CONVERSION:
            text = _("Validation is confirmed. Triple-check, then press Schedule Conversion")
            return Next(text, step.key, step.action, _("It cannot be cancelled"))
        return Next(_(step.text), step.key, step.action)

    def _next_in_validation(self, step: StepDef) -> Next:
        end = self._dossier.phases["client_validation"].ends
        reminds = step.key == "validation_reminder"
        if end is None or end <= self._now:
            text = _("Get validation confirmed by the client")
            if reminds:
                text = _("Email the prod upgrade reminder, then get validation confirmed")
        else:
            text = _("Get validation confirmed by {time}")
            if reminds:
                text = _("Email the prod upgrade reminder, then get validation confirmed by {time}")
            text = text.format(time=self._your.near(end))
        return Next(text, step.key, step.action, _("Scheduling opens after that"))

    def _before_scheduling(self) -> str:
        signed = self._dossier.is_done("gate_before_scheduling")
        return _("Press Schedule Conversion") if signed else _("Triple-check, then schedule")

    def _open_steps(self) -> Iterator[tuple[datetime, StepDef]]:
        """Yield the steps due by tonight that are neither done nor locked; Dev Upgrade is late past its usual run.

        What should have been done in a phase that is over is no longer asked for, except facts that are still missing.
        """
        for step in self._dossier.playbook.steps:
            if not step.due or self._dossier.is_done(step.key):
                continue
            due = due_times.due(self._dossier, step)
            if due is None or self._is_later(step, due) or locks.reason(self._dossier, step, self._now):
                continue
            if not step.fact and moments.over(self._dossier, step.phase, self._now):
                continue
            if step.key == "dev_finished" and not stages.overdue_by(self._dossier, "dev_upgrade", self._now):
                continue
            yield due, step

    def _is_later(self, step: StepDef, due: datetime) -> bool:
        """Whether a step is due after today; of a phase without a time its date counts, whatever the client's zone."""
        kind, _dot, point = step.due.partition(".")
        phase = self._dossier.phases[kind]
        if phase.timed or point == "morning":
            return due >= self._midnight
        day = phase.first_day if point == "start" else phase.last_day
        return day is not None and day >= self._midnight.date()

    def _first_of(self, group: str) -> StepDef | None:
        steps = (step for step in self._dossier.playbook.steps if step.group == group)
        ready = (step for step in steps if not (self._dossier.is_done(step.key) or self._is_behind(step.key)))
        return next((step for step in ready if not locks.reason(self._dossier, step, self._now)), None)

    def _is_behind(self, key: str) -> bool:
        """Whether a step belongs before Schedule Conversion, which is recorded: nobody presses it twice."""
        return key in _BEFORE_CONVERSION and self._dossier.engagement.scheduling

    def _step(self, key: str) -> StepDef | None:
        return self._dossier.playbook.step(key) if key else None


def _after_scheduling(dossier: Dossier, now: datetime, formats: Formats) -> Next | None:
    """Return how far the six things after scheduling are, from when ETIU03 is closed until all are whole (N30)."""
    if not dossier.engagement.scheduled:
        return None
    from models import scheduled_act  # start-up saving: 30 ms that the first engagement rarely needs

    found = scheduled_act.rows(dossier, now, formats)
    words = scheduled_act.next_words(dossier, now, formats)
    if not words or not found[0].over:
        return None
    return Next(words, scheduled_act.STEPS[scheduled_act.current(found)])


def _handed(dossier: Dossier) -> str:
    """Return whose it is now, of an engagement that was given away (N36)."""
    receiver = dossier.engagement.given_to
    return _("Handed over to {name}").format(name=receiver) if receiver else _("Handed over")


def _closed_at(dossier: Dossier) -> datetime | None:
    """Return when the last ticket was closed; of an engagement that came here done, the end of its Support Week."""
    if dossier.engagement.imported_stage == "done":
        return moments.end_of(dossier.phases["support_week"]) or dossier.prod.starts
    known = [ticket.state_utc for ticket in dossier.tickets if ticket.kind in ETIU_KINDS and ticket.state_utc]
    return zones.parse_utc(max(known)) if known else moments.end_of(dossier.phases["support_week"])


def _closed(dossier: Dossier, at: datetime | None, formats: Formats) -> str:
    if at is None:
        return _("Done")
    return _("Closed {day}").format(day=formats.month_day(zones.to_zone(at, dossier.you.zone)))
