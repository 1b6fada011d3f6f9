"""What an engagement needs now: its group in the side bar, one reason line, and the one next thing.

Needs you: anything overdue, due today, a gate open, a missing ticket, or drift (DESIGN, "Needs you"). There is never
more than one reason; the worst wins: danger, due today, gate, drift, next step.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Literal

from models import checklist, due_times, rules, stages, zones
from models.formats import Formats
from models.playbook import StepDef
from models.records import PHASE_KINDS, Dossier, Phase
from models.rules.finding import Finding
from models.texts import _, mark

Group = Literal["needs_you", "on_track", "done"]
Tone = Literal["danger", "warn", "accent", "neutral"]

QUIET: Final = frozenset({"same-night", "holiday", "zone-unconfirmed", "clock-change"})
"""Warnings that are worth knowing and ask for nothing today."""
ALARMING: Final = frozenset({"no-prod-date", "lead-not-told"})
"""Warnings that are shown as danger."""
REASONS: Final = {
    "support-week-ticket": mark("Support Week ticket not open"),
    "etiu03-open": mark("ETIU03 is not closed"),
    "best-practices-ticket": mark("ETIU04 is not in progress"),
    "best-practices-ticket-open": mark("ETIU04 is not closed"),
    "text-out-of-date": mark("Short description is out of date"),
    "reminder-due": mark("Prod upgrade reminder not sent"),
    "not-read-back": mark("Planned dates not read back"),
    "read-back-differs": mark("ServiceNow shows other dates"),
    "planned-end": mark("Planned end is not 3 h after start"),
    "roadmap-differs": mark("Roadmap and plan differ"),
    "already-scheduled": mark("Scheduled in ServiceNow, not here"),
    "clone-password-changed": mark("The clone's password may be the old one"),
    "skip-not-approved": mark("Best Practices skipped without approval"),
    "clock-change": mark("The clocks change in the window"),
    "zone-unconfirmed": mark("Time zone not confirmed"),
    "prod-before-validation": mark("Prod upgrade before validation ends"),
    "best-practices-late": mark("Best Practices is too late"),
    "best-practices-early": mark("Best Practices before the prod upgrade"),
}
"""Short words for the side bar; a rule without them shows its message."""
NEXT: Final = {
    "support-week-ticket": mark("Open ETIU05 for the Support Week and tell the client"),
    "etiu03-open": mark("Close ETIU03 as Closed Complete and open the Support Week ticket"),
    "best-practices-ticket": mark("Set ETIU04 to Work in Progress"),
    "no-prod-date": mark("Agree a prod date with the client and open ETIU03"),
}


@dataclass(frozen=True, slots=True)
class Next:
    """The one next thing: words, the step that it is about, the step's action, and what opens after it."""

    text: str
    step: str = ""
    action: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Attention:
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
    if dossier.engagement.archived_utc or stages.is_done(dossier, now):
        return Attention("done", "neutral", _closed(dossier, formats), _last_instant(dossier), Next(_("Done")), ())
    found = rules.findings(dossier, now)
    look = _Look(dossier, now, formats, found)
    following = look.next()
    for case in (look.danger, look.due_today, look.gate, look.drift):
        seen = case()
        if seen is not None:
            tone, reason, due = seen
            return Attention("needs_you", tone, reason, due, following, found)
    reason, due = look.ahead()
    return Attention("on_track", "neutral", reason, due, following, found)


def order(items: Iterable[Attention]) -> list[Attention]:
    """Return them by need: groups as listed, then by due time."""
    ranks = {"needs_you": 0, "on_track": 1, "done": 2}
    late = datetime.max.replace(tzinfo=UTC)
    return sorted(items, key=lambda item: (ranks[item.group], item.due or late))


_Case = tuple[Tone, str, datetime | None] | None


class _Look:
    """One engagement at one moment, asked case by case."""

    def __init__(self, dossier: Dossier, now: datetime, formats: Formats, found: tuple[Finding, ...]) -> None:
        self._dossier = dossier
        self._now = now
        self._formats = formats
        self._found = found
        self._stage = stages.stage(dossier, now)
        self._step = checklist.next_step(dossier, now)

    def danger(self) -> _Case:
        for finding in self._found:
            if finding.severity == "error" or finding.rule in ALARMING:
                return "danger", self._short(finding), self._now
        return None

    def due_today(self) -> _Case:
        """The running validation ends today, or the next step is due today or overdue."""
        validation = self._dossier.phases["client_validation"]
        end = validation.ends
        if self._stage == "client_validation" and end is not None and self._is_today(end):
            text = _("Client validation ends {time}").format(time=self._clock(end))
            return "accent", text, end
        due = self._due(self._step)
        if self._step is None or due is None or not (due <= self._now or self._is_today(due)):
            return None
        return ("danger" if due <= self._now else "accent"), _(self._step.text), due

    def gate(self) -> _Case:
        if self._stage == "validated" and self._dossier.prod.dated:
            return "accent", _("Triple-check, then schedule"), self._dossier.prod.starts
        if self._stage == "scheduling":
            return "warn", _("Scheduling: read both dates back"), self._dossier.prod.starts
        return None

    def drift(self) -> _Case:
        for finding in self._found:
            if finding.severity == "warning" and finding.rule not in QUIET:
                return "warn", self._short(finding), None
        return None

    def ahead(self) -> tuple[str, datetime | None]:
        """What comes next on the timeline, in your time."""
        for kind in PHASE_KINDS:
            phase = self._dossier.phases[kind]
            start = phase.starts
            if start is not None and start > self._now and kind != "support_week":
                return self._coming(phase, start), start
            if start is None and phase.first_day and phase.first_day > stages.today(phase, self._now):
                if kind == "support_week":
                    continue
                name = self._dossier.playbook.phase(kind).short
                return f"{name} {self._formats.day(phase.first_day)}", None
        if self._step is not None:
            return _(self._step.text), None
        return stages.chip(self._dossier, self._now), None

    def next(self) -> Next:
        for rule, words in self._urgent():
            return Next(words, step=_STEP_OF.get(rule, ""))
        step = self._step
        if step is None or (not step.due and step.group != "schedule"):
            coming = _("Nothing due. Next is {what}").format(what=self.ahead()[0])
            return Next(coming, step.key if step else "")
        special = _SPECIAL.get(step.key)
        if special is not None:
            text, hint = special(self)
            return Next(text, step.key, step.action, hint)
        due = self._due(step)
        if due is None or due <= self._now or self._is_today(due):
            return Next(_(step.text), step.key, step.action)
        when = due_times.in_words(self._dossier, step, self._now, self._formats)
        words = _("Nothing due. Next is {what}, {when}").format(what=_(step.text), when=when)
        return Next(words, step.key, step.action)

    def reminder(self) -> tuple[str, str]:
        end = self._dossier.phases["client_validation"].ends
        if end is None:
            return _("Email the prod upgrade reminder"), _("Scheduling opens after validation")
        by = self._clock(end) if self._is_today(end) else self._formats.moment(self._yours(end))
        text = _("Email the prod upgrade reminder, then get validation confirmed by {time}").format(time=by)
        return text, _("Scheduling opens after that")

    def confirmation(self) -> tuple[str, str]:
        end = self._dossier.phases["client_validation"].ends
        if end is None:
            return _("Get validation confirmed by the client"), _("Scheduling opens after that")
        by = self._clock(end) if self._is_today(end) else self._formats.moment(self._yours(end))
        return _("Get validation confirmed by {time}").format(time=by), _("Scheduling opens after that")

    def before_scheduling(self) -> tuple[str, str]:
        text = _("Validation is confirmed. Triple-check, then press Schedule Conversion")
        return text, _("It cannot be cancelled")

    def _urgent(self) -> Iterator[tuple[str, str]]:
        for finding in self._found:
            if finding.rule in NEXT and (finding.severity != "notice"):
                yield finding.rule, _(NEXT[finding.rule])

    def _short(self, finding: Finding) -> str:
        return _(REASONS[finding.rule]) if finding.rule in REASONS else finding.message

    def _due(self, step: StepDef | None) -> datetime | None:
        return due_times.due(self._dossier, step) if step is not None else None

    def _yours(self, moment: datetime) -> datetime:
        return zones.to_zone(moment, self._dossier.you.zone)

    def _is_today(self, moment: datetime) -> bool:
        return self._yours(moment).date() == self._yours(self._now).date()

    def _clock(self, moment: datetime) -> str:
        return self._formats.time(self._yours(moment))

    def _coming(self, phase: Phase, start: datetime) -> str:
        yours = self._yours(start)
        days = (yours.date() - self._yours(self._now).date()).days
        if phase.kind == "prod_upgrade" and days >= 7:
            return _("Prod upgrade in {days} days").format(days=days)
        if days == 0:
            when = self._formats.time(yours)
        elif days < 7:
            when = self._formats.weekday(yours.date())
        else:
            when = self._formats.day(yours.date())
        if phase.kind == "prod_upgrade" and self._dossier.engagement.scheduling:
            return _("Prod upgrade {when}, locked").format(when=when)
        if phase.kind == "client_validation":
            return _("Validation starts {when}").format(when=when)
        clock = f" {self._formats.time(yours)}" if 0 < days < 7 else ""
        return f"{self._dossier.playbook.phase(phase.kind).short} {when}{clock}"


_SPECIAL: Final[dict[str, Callable[[_Look], tuple[str, str]]]] = {
    "validation_reminder": _Look.reminder,
    "validation_confirmed": _Look.confirmation,
    "gate_before_scheduling": _Look.before_scheduling,
    "timezone_check": _Look.before_scheduling,
}
_STEP_OF: Final = {
    "support-week-ticket": "support_week_opened",
    "etiu03-open": "etiu03_closed",
    "best-practices-ticket": "best_practices_in_progress",
    "no-prod-date": "prod_agreed",
}


def _closed(dossier: Dossier, formats: Formats) -> str:
    last = dossier.phases["support_week"].last_day
    return _("Closed {day}").format(day=formats.day(last)) if last else _("Done")


def _last_instant(dossier: Dossier) -> datetime | None:
    return dossier.prod.starts
