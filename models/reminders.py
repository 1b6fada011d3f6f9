"""What is told while one looks elsewhere: steps that are due, texts to send, the night of a Prod Upgrade; pure.

A reminder holds from its moment until what it is about is done, so it comes after a sleep and at a late start too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, time, timedelta
from typing import Final

from msgspec import Struct

from models import after_check, due_times, locks, stages, zones
from models.attention import Attention
from models.formats import Formats
from models.records import Dossier, You
from models.rules import moments
from models.texts import _, ngettext

FRESH: Final = timedelta(days=7)
"""What has been due for longer is Today's to show."""
MANY: Final = 3
"""More than so many at once are told in one sentence."""
SNOOZES: Final = (timedelta(minutes=15), timedelta(hours=1))
AFTER_CHECK: Final = timedelta(minutes=10)
"""How long after closing the CTASK its state should have been read back."""
_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)
_SUPPORT: Final = "support_week_opened"
_TOLD_OTHERWISE: Final = frozenset({_SUPPORT, after_check.STEP, "validation_reminder", "validation_confirmed"})
_NEVER: Final = ""


class Reminder(Struct, frozen=True):
    """One thing to be told.

    Attributes:
        key: what makes it this one; another date of the same phase is another reminder.
        engagement: its id; 0 where it is about the program.
        step: the step that a click shows; empty for none.
        at: the moment from which it holds, aware.
        title: the client, and what it is about.
        text: one or two sentences.
        urgent: comes in quiet hours too: the last day before a Prod Upgrade, and the upgrade itself.
    """

    key: str
    engagement: int
    step: str
    at: datetime
    title: str
    text: str
    urgent: bool = False


class Told:
    """Which reminders were told, and which were put off until when; kept over restarts as text."""

    def __init__(self, text: str = "") -> None:
        try:
            kept = json.loads(text or "{}")
        except ValueError:
            kept = None
        known = kept.items() if isinstance(kept, dict) else ()
        self._until: dict[str, str] = {str(key): str(until) for key, until in known}

    def pending(self, reminders: Iterable[Reminder], now: datetime, *, quiet: bool) -> list[Reminder]:
        """Return what is to be told now, the urgent first, then the oldest."""
        found = [item for item in reminders if item.at <= now and (item.urgent or not quiet) and self._open(item, now)]
        return sorted(found, key=lambda item: (not item.urgent, item.at, item.title))

    def tell(self, reminder: Reminder) -> None:
        """Note that one was told; it does not come again."""
        self._until[reminder.key] = _NEVER

    def snooze(self, reminder: Reminder, until: datetime) -> None:
        """Put one off until a moment, aware."""
        self._until[reminder.key] = zones.utc_text(until)

    def forget_others(self, reminders: Iterable[Reminder]) -> None:
        """Keep only what still holds, so that the list stays short."""
        keys = {item.key for item in reminders}
        self._until = {key: until for key, until in self._until.items() if key in keys}

    def as_text(self) -> str:
        """Return it as `Told` reads it."""
        return json.dumps(self._until, sort_keys=True)

    def _open(self, reminder: Reminder, now: datetime) -> bool:
        until = self._until.get(reminder.key)
        return until is None or (until != _NEVER and zones.parse_utc(until) <= now)


def of(dossier: Dossier, attention: Attention, now: datetime, formats: Formats) -> tuple[Reminder, ...]:
    """Return every reminder of an engagement that holds at a moment.

    Args:
        dossier: the engagement.
        attention: what it needs, of the same moment.
        now: the moment, aware.
        formats: how times are written; they are shown in your zone and the client's.
    """
    if dossier.engagement.archived_utc or attention.group == "done":
        return ()
    found = _Found(dossier, attention, now, formats).all()
    return tuple(item for item in found if item.urgent or zones.elapsed_between(item.at, now) <= FRESH)


def in_one(reminders: list[Reminder]) -> str:
    """Return many reminders as one sentence, with the first of them."""
    many = ngettext("{count} thing is due.", "{count} things are due.", len(reminders)).format(count=len(reminders))
    return f"{many} {_('The first: {title}').format(title=reminders[0].title)}"


def is_quiet(values: Mapping[str, str], you: You, now: datetime) -> bool:
    """Return whether your clock is within your quiet hours, which may go over midnight.

    Args:
        values: the settings, as `settings.values` returns them.
        you: whose clock it is.
        now: the moment, aware.
    """
    if values["notifications.quiet"] != "1":
        return False
    begin, end = (time.fromisoformat(values[f"notifications.quiet_{side}"]) for side in ("from", "to"))
    clock = zones.to_zone(now, you.zone).time()
    return begin <= clock < end if begin <= end else clock >= begin or clock < end


def tomorrow_morning(you: You, now: datetime) -> datetime:
    """Return the start of your working hours on the next day of your calendar, aware."""
    day = zones.to_zone(now, you.zone).date() + _DAY
    return datetime.combine(day, time.fromisoformat(you.work_start), tzinfo=zones.zone(you.zone))


class _Found:
    """One engagement, asked what is to be told of it."""

    def __init__(self, dossier: Dossier, attention: Attention, now: datetime, formats: Formats) -> None:
        self._dossier, self._now, self._formats = dossier, now, formats
        self._rules = {finding.rule for finding in attention.findings}

    def all(self) -> Iterator[Reminder]:
        yield from self._prod()
        yield from self._after_check()
        yield from self._validation()
        yield from self._support_week()
        yield from self._steps()

    def _prod(self) -> Iterator[Reminder]:
        """24 hours and 1 hour before it starts, with what is known of its dates in ServiceNow; then its late start."""
        dossier, starts = self._dossier, self._dossier.prod.starts
        if starts is None or stages.prod_over(dossier, self._now):
            return
        left = zones.elapsed_between(self._now, starts)
        if timedelta() < left <= _DAY:
            near = left <= _HOUR
            what = _("prod upgrade within the hour") if near else _("prod upgrade within 24 hours")
            text = f"{moments.both_times(dossier, starts)}. {self._proof()}"
            at = zones.after(starts, -(_HOUR if near else _DAY))
            yield self._one("prod-1h" if near else "prod-24h", "", at, what, text, starts, urgent=True)
        elif dossier.engagement.scheduled and after_check.start_state(dossier, self._now) == "late":
            grace = timedelta(minutes=dossier.playbook.limits.start_grace_minutes)
            text = after_check.start_words(dossier, self._now, self._formats)
            yield self._one(
                "prod-late",
                "",
                zones.after(starts, grace),
                _("has the prod upgrade started?"),
                text,
                starts,
                urgent=True,
            )

    def _proof(self) -> str:
        """What is known of the planned dates in ServiceNow, the worst first."""
        if "read-back-differs" in self._rules:
            return _("ServiceNow shows other dates than your plan.")
        if not self._dossier.engagement.scheduled:
            return _("It is not scheduled in ServiceNow yet.")
        if "not-read-back" in self._rules:
            return _("Scheduled, but its planned dates were not read back.")
        return _("Scheduled, and its planned dates were read back.")

    def _after_check(self) -> Iterator[Reminder]:
        closed = self._dossier.engagement.ctask_closed_utc
        if closed and not self._dossier.is_done(after_check.STEP):
            at = zones.after(zones.parse_utc(closed), AFTER_CHECK)
            text = _("Closing the CTASK can fail silently. Reload it and read its state back.")
            yield self._one("after-check", after_check.STEP, at, _("read the CTASK back"), text, at, urgent=True)

    def _validation(self) -> Iterator[Reminder]:
        dossier, phase = self._dossier, self._dossier.phases["client_validation"]
        begun = moments.start_of(phase)
        if "reminder-due" in self._rules and begun is not None:
            text = _("The client validates and has not been reminded of the prod upgrade and its business impact.")
            yield self._one("reminder", "validation_reminder", begun, _("a reminder to send"), text, begun)
        late = stages.overdue_by(dossier, "client_validation", self._now)
        if late is not None:
            at = zones.after(self._now, -late)
            text = _("It should have been over by {at}.").format(at=self._yours(at))
            yield self._one("validation", "validation_confirmed", at, _("client validation runs over"), text, at)

    def _support_week(self) -> Iterator[Reminder]:
        step = next((step for step in self._dossier.playbook.steps if step.key == _SUPPORT), None)
        at = due_times.due(self._dossier, step) if step is not None else None
        begun = stages.prod_begun(self._dossier, self._now)
        if at is not None and begun and not self._dossier.is_done(_SUPPORT):
            text = _("The Support Week ticket is due the morning after the prod upgrade.")
            yield self._one("support-week", _SUPPORT, at, _("open the Support Week ticket"), text, at)

    def _steps(self) -> Iterator[Reminder]:
        """Every other step of the checklist whose time has come."""
        dossier, now = self._dossier, self._now
        for step in dossier.playbook.steps:
            at = due_times.due(dossier, step)
            if at is None or at > now or step.key in _TOLD_OTHERWISE or dossier.is_done(step.key):
                continue
            if locks.reason(dossier, step, now) or (not step.fact and moments.over(dossier, step.phase, now)):
                continue
            text = _("It was due {at}.").format(at=self._yours(at))
            yield self._one("step", step.key, at, _(step.text), text, at)

    def _yours(self, at: datetime) -> str:
        return self._formats.with_zone(zones.to_zone(at, self._dossier.you.zone))

    def _one(
        self, kind: str, step: str, at: datetime, what: str, text: str, about: datetime, *, urgent: bool = False
    ) -> Reminder:
        engagement = self._dossier.engagement
        key = f"{kind} {engagement.uid} {step} {zones.utc_text(about)}"
        return Reminder(key, self._dossier.id, step, at, f"{engagement.client}: {what}", text, urgent)
