"""What is to be done today, tomorrow and later this week across all engagements (SCREENS §9); pure.

Every time is yours, with the client's own time beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from html import escape
from itertools import groupby
from typing import Final, Literal

from msgspec import Struct

from models import due_times, locks, stages, zones
from models.attention import QUESTION, Attention
from models.formats import Formats
from models.name_order import by_name
from models.playbook import StepDef
from models.records import Dossier
from models.rules import moments
from models.texts import _, ngettext
from models.upcoming import YourTime

When = Literal["overdue", "today", "tomorrow", "later"]

GROUPS: Final[tuple[When, ...]] = ("overdue", "today", "tomorrow", "later")
DAYS: Final = 7
"""How many days ahead are looked at, today included."""
_HELD: Final = "kickoff_begun"
_BY_HAND: Final = frozenset({"schedule_conversion", "ctask_closed", "ctask_after_check", "validation_confirmed"})
"""Steps that ask something first: they are done where they are shown whole."""


class Task(Struct, frozen=True):
    """One line of the page.

    Attributes:
        engagement: its id.
        key: the step; empty where none is meant.
        when: the group.
        at: the moment by which it is sorted, aware; None for some time today.
        your: when, in your time: "by 17:00", "1 day late".
        theirs: the same moment on the client's clock with its zone: "14:00 PST".
        reason: why, in a line.
        held: why it must not be done yet (N04); empty where it may.
        action: what the step's button does, as the playbook names it.
        tickable: whether the box beside it may be ticked here.
        question: the client question that it follows up; 0 for none.
    """

    engagement: int
    client: str
    key: str
    text: str
    reason: str
    when: When
    at: datetime | None
    your: str
    theirs: str
    held: str = ""
    action: str = ""
    tickable: bool = False
    question: int = 0


def tasks_of(dossier: Dossier, attention: Attention, now: datetime, formats: Formats) -> tuple[Task, ...]:
    """Return what one engagement has within a week, in the order of its checklist.

    Args:
        dossier: the engagement.
        attention: what it needs.
        now: the moment, aware.
        formats: how times are written.
    """
    if dossier.engagement.archived_utc or attention.group == "done":
        return ()
    return tuple(_Day(dossier, attention, now, formats).tasks())


def in_order(found: Iterable[Task]) -> tuple[Task, ...]:
    """Return tasks by group, the earliest first in each, those without a time last."""
    late = datetime.max.replace(tzinfo=zones.UTC)
    return tuple(sorted(found, key=lambda task: (GROUPS.index(task.when), task.at or late, by_name(task.client))))


def as_text(found: Iterable[Task], now: datetime, zone: str, formats: Formats) -> str:
    """Return the day as plain text to paste: a heading a group, a line a task, both times in each."""
    day = zones.to_zone(now, zone).date()
    lines = [f"{formats.weekday(day, full=True)} {formats.month_day(day)}"]
    group = ""
    for task in found:
        if task.when == "later":
            continue
        if task.when != group:
            group = task.when
            lines += ["", heading(task.when, day, formats)]
        times = f"{task.your} ({task.theirs})" if task.theirs else task.your
        lines.append(f"- {times}: {task.text}, {task.client}. {task.held or task.reason}".rstrip(". "))
    return "\n".join(lines) + "\n"


def as_page(found: Iterable[Task], now: datetime, zone: str, formats: Formats) -> str:
    """Return the day to print, as HTML: a table a group, with a box to tick, both times, what, for whom and why."""
    day = zones.to_zone(now, zone).date()
    parts = [f"<h2>{escape(formats.weekday(day, full=True))} {escape(formats.month_day(day))}</h2>"]
    for when, group in groupby(found, key=lambda task: task.when):
        rows = "".join(_printed(task) for task in group)
        parts.append(
            f"<h3>{escape(heading(when, day, formats))}</h3><table cellpadding='4' width='100%'>{rows}</table>"
        )
    return f"<body>{''.join(parts)}</body>"


def _printed(task: Task) -> str:
    held = task.held or task.reason
    cells = ("☐", task.your, task.theirs, f"{task.text}, {task.client}", held)
    widths = (3, 14, 14, 42, 27)
    row = (f"<td width={width}%>{escape(cell)}</td>" for width, cell in zip(widths, cells, strict=True))
    return f"<tr>{''.join(row)}</tr>"


def heading(when: When, today: date, formats: Formats) -> str:
    """Return a group's name: "Tomorrow, Wed 25 Nov"."""
    match when:
        case "overdue":
            return _("Overdue")
        case "today":
            return _("Due today")
        case "tomorrow":
            return _("Tomorrow, {day}").format(day=formats.day(today + timedelta(days=1)))
    return _("Later this week")


def summary(found: Iterable[Task]) -> str:
    """Return the line under the date: how many things need you before tonight, and where to start."""
    now = [task for task in found if task.when in {"overdue", "today"} and not task.held]
    if not now:
        later = next((task for task in found), None)
        if later is None:
            return _("Nothing is due this week.")
        return _("Nothing due today. Next is {client}: {step}.").format(client=later.client, step=later.text)
    many = ngettext(
        "{count} thing needs you before tonight.", "{count} things need you before tonight.", len(now)
    ).format(count=len(now))
    return f"{many} {_('Start with {client}.').format(client=now[0].client)}"


class _Day:
    """One engagement, asked what it has for this week."""

    def __init__(self, dossier: Dossier, attention: Attention, now: datetime, formats: Formats) -> None:
        self._dossier, self._attention = dossier, attention
        self._now, self._formats = now, formats
        self._your = YourTime(dossier.you.zone, now, formats)

    def tasks(self) -> list[Task]:
        found = [task for step in self._dossier.playbook.steps if (task := self._of(step)) is not None]
        keys = {task.key for task in found if task.when in {"overdue", "today"}}
        found += self._follow_ups()
        following = self._attention.next
        if following.action == QUESTION:
            return found
        if self._attention.group == "needs_you" and following.step not in keys and not (keys and not following.step):
            found.append(self._needed())
        return found

    def _follow_ups(self) -> Iterator[Task]:
        """The client questions that want to be followed up within the week (N32)."""
        for question in self._dossier.questions:
            if not question.follow_up or question.followed_up_utc:
                continue
            day = date.fromisoformat(question.follow_up)
            days = (day - self._your.shown(self._now).date()).days
            if days >= DAYS:
                continue
            when: When = "overdue" if days < 0 else "today" if days == 0 else "tomorrow" if days == 1 else "later"
            late = ngettext("{count} day late", "{count} days late", -days).format(count=-days)
            yield Task(
                engagement=self._dossier.id,
                client=self._dossier.engagement.client,
                key="",
                text=_("Follow up: {question}").format(question=question.text),
                reason=_("Incident {number}").format(number=question.incident) if question.incident else "",
                when=when,
                at=None,
                your=late if days < 0 else _("during the day") if days < 2 else self._formats.day(day),
                theirs="",
                action=QUESTION,
                tickable=True,
                question=question.id,
            )

    def _of(self, step: StepDef) -> Task | None:
        """A step that has a time within the week, or that is held back until one."""
        dossier = self._dossier
        if dossier.is_done(step.key):
            return None
        held = step.gate == _HELD and bool(locks.reason(dossier, step, self._now))
        at = dossier.phases["kickoff"].starts if held else due_times.due(dossier, step)
        if at is None or (not held and self._waits(step)):
            return None
        days = self._your.days_to(at)
        if days >= DAYS or (held and days < 0):
            return None
        when = self._group(at, days, step)
        reason = locks.reason(dossier, step, self._now) if held else self._hint(step)
        return self._task(step, when, at, reason, held=held)

    def _waits(self, step: StepDef) -> bool:
        """Whether it is locked today, or belongs to a phase that is over and records no fact."""
        dossier, now = self._dossier, self._now
        if not step.fact and moments.over(dossier, step.phase, now):
            return True
        if step.key == "dev_finished" and not stages.overdue_by(dossier, "dev_upgrade", now):
            return True
        at = due_times.due(dossier, step)
        return bool(locks.reason(dossier, step, now)) and at is not None and at <= self._your.midnight()

    def _group(self, at: datetime, days: int, step: StepDef) -> When:
        if at <= self._now and not self._whole_day(step):
            return "overdue"
        if days <= 0:
            return "today" if days == 0 or self._now < at else "overdue"
        return "tomorrow" if days == 1 else "later"

    def _whole_day(self, step: StepDef) -> bool:
        kind, _dot, point = step.due.partition(".")
        return point != "morning" and kind in self._dossier.phases and not self._dossier.phases[kind].timed

    def _task(self, step: StepDef, when: When, at: datetime, reason: str, *, held: bool) -> Task:
        whole = self._whole_day(step) and not held
        return Task(
            engagement=self._dossier.id,
            client=self._dossier.engagement.client,
            key=step.key,
            text=_(step.text),
            reason=reason,
            when=when,
            at=at,
            your=self._when(step, when, at, held=held, whole=whole),
            theirs="" if whole else self._theirs(at),
            held=reason if held else "",
            action=step.action,
            tickable=not held and step.key not in _BY_HAND and not step.fact.startswith("check."),
        )

    def _needed(self) -> Task:
        """What the engagement needs most, where no step with a time says it."""
        attention = self._attention
        at, following = attention.due, attention.next
        late = at is not None and at <= self._now and attention.tone == "danger"
        step = self._dossier.playbook.step(following.step) if following.step else None
        return Task(
            engagement=self._dossier.id,
            client=self._dossier.engagement.client,
            key=following.step,
            text=following.text,
            reason=attention.reason,
            when="overdue" if late else "today",
            at=at if late else None,
            your=self._late(at) if late and at is not None else _("today"),
            theirs=self._theirs(at) if late and at is not None else "",
            action=step.action if step else following.action,
        )

    def _when(self, step: StepDef, when: When, at: datetime, *, held: bool, whole: bool) -> str:
        yours = self._your.shown(at)
        if when == "overdue":
            return self._late(at)
        if whole:
            day = self._dossier.phases[step.due.partition(".")[0]].last_day or yours.date()
            return self._formats.day(day) if when == "later" else _("during the day")
        clock = self._formats.time(yours)
        if when == "later":
            clock = f"{self._formats.weekday(yours.date())} {clock}"
        if held:
            return _("after {time}").format(time=clock)
        return clock if step.due.endswith(".start") else _("by {time}").format(time=clock)

    def _late(self, at: datetime) -> str:
        minutes = int(zones.elapsed_between(at, self._now).total_seconds() // 60)
        days = -self._your.days_to(at)
        if days >= 1:
            return ngettext("{count} day late", "{count} days late", days).format(count=days)
        return _("{time} late").format(time=self._formats.duration(minutes))

    def _theirs(self, at: datetime) -> str:
        """The moment on the client's clock, with its day where that is another one than yours."""
        zone = self._dossier.engagement.zone
        if not zones.exists(zone):
            return ""
        there = zones.to_zone(at, zone)
        other = there.date() != self._your.shown(at).date() or self._your.days_to(at) != 0
        day = f"{self._formats.weekday(there.date())} " if other else ""
        return f"{day}{self._formats.time(there)} {zones.abbreviation(at, zone)}"

    def _hint(self, step: StepDef) -> str:
        hint = step.hint.split("|")[-1].strip()
        return "" if "{" in hint else _(hint)
