"""The checklist of an engagement: what is done, what is open, what is locked and why; ticking and unticking."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from models import calendar_entries, due_times, facts, locks, passwords, zones
from models.dossiers import load
from models.errors import UserError
from models.formats import Formats
from models.playbook import Group, StepDef
from models.records import Dossier, Step
from models.store import Store
from models.texts import _

if TYPE_CHECKING:
    from sqlite_utils import Database

BARRIER: Final = "Ctrl Z cannot undo a scheduled upgrade."
_HELD: Final = "best_practices_held"


class StepView(Struct, frozen=True):
    """One line as it is shown: `state` is done, open or locked; `reason` is the lock, else the second line."""

    step: Step
    definition: StepDef
    state: str
    reason: str
    due: datetime | None
    overdue: bool
    hot: bool


class GroupView(Struct, frozen=True):
    """One heading with its lines; `reason` says why the whole group is locked."""

    group: Group
    steps: tuple[StepView, ...]
    done: int
    total: int
    locked: bool
    reason: str


def view(dossier: Dossier, now: datetime, formats: Formats) -> tuple[GroupView, ...]:
    """Return the whole checklist; the first open step is hot. Times are shown in your zone."""
    hot = next_step(dossier, now)
    groups = []
    for group in dossier.playbook.groups:
        definitions = [item for item in dossier.playbook.steps if item.group == group.key]
        finished = all(dossier.is_done(item.key) for item in definitions)
        writer = _Lines(dossier, now, formats, finished=finished)
        steps = tuple(writer.line(item, hot=item is hot) for item in definitions)
        locked = bool(steps) and all(step.state == "locked" for step in steps)
        done = sum(step.state == "done" for step in steps)
        groups.append(GroupView(group, steps, done, len(steps), locked, steps[0].reason if locked else ""))
    return tuple(groups)


def next_step(dossier: Dossier, now: datetime) -> StepDef | None:
    """Return the first step that is neither done nor locked; None where there is none."""
    for definition in dossier.playbook.steps:
        if not dossier.is_done(definition.key) and not locks.reason(dossier, definition, now):
            return definition
    return None


def counts(dossier: Dossier) -> tuple[int, int]:
    """Return how many steps are done, of how many."""
    definitions = dossier.playbook.steps
    return sum(dossier.is_done(item.key) for item in definitions), len(definitions)


def lock(dossier: Dossier, key: str, now: datetime) -> str:
    """Return why a step is locked, empty where it is open."""
    return locks.reason(dossier, _definition(dossier, key), now)


def tick(
    store: Store, dossier: Dossier, key: str, *, when: datetime | None = None, why: str = "", note: str = ""
) -> None:
    """Tick a step and record the fact that it stands for, as one step.

    Args:
        store: the store.
        dossier: the engagement.
        key: the step.
        when: when it happened; now where it isn't given.
        why: the one line given with *Done anyway*, which opens a lock.
        note: kept with the step.

    Raises:
        UserError: it is locked and there is no `why`, a lock that holds even then (N21), or `when` is to come.
    """
    now, definition = store.clock.now(), _definition(dossier, key)
    when, why = when or now, why.strip()
    if dossier.is_done(key):
        return
    if when > now:
        raise UserError(_("What happened can't lie in the future."), do=_("Choose a time up to now."))
    barrier = _(BARRIER) if definition.irreversible else ""
    label = _("Tick “{step}”").format(step=definition.text)
    with store.step(label, engagement=dossier.id, reason=why, barrier=barrier) as db:
        fresh = load(store, dossier.id)  # another program may have moved the plan since the dossier was read
        _refuse_locked(fresh, definition, why, now)
        facts.write(db, fresh, definition.fact, when)
        calendar_entries.record_tick(store, fresh, key)
        row = {"done_utc": zones.utc_text(when), "done_by": store.initials, "origin": "", "why": why}
        _put(db, fresh, key, row | ({"note": note.strip()} if note.strip() else {}))


def untick(store: Store, dossier: Dossier, key: str) -> None:
    """Open a step again and take back the fact that it stands for, as one step.

    Raises:
        UserError: it can't be taken back: a scheduled upgrade, a signed check, what the client agreed.
    """
    definition = _definition(dossier, key)
    if not dossier.is_done(key):
        return
    _refuse_untick(dossier, definition)
    with store.step(_("Untick “{step}”").format(step=definition.text), engagement=dossier.id) as db:
        facts.clear(db, dossier, definition.fact, store.clock.now())
        if key == _HELD:
            db.table("engagement").update(dossier.id, dict.fromkeys(_SKIP, ""))
        _put(db, dossier, key, {"done_utc": "", "done_by": "", "origin": "", "why": ""})


def annotate(store: Store, dossier: Dossier, key: str, note: str) -> None:
    """Keep a note with a step; an empty one removes it, and one with a password is refused (UserError, N01)."""
    passwords.refuse(note)
    definition = _definition(dossier, key)
    step = dossier.steps.get(key)
    if (step.note if step else "") != note.strip():
        with store.step(_("Note on “{step}”").format(step=definition.text), engagement=dossier.id) as db:
            _put(db, dossier, key, {"note": note.strip()})


def skip_best_practices(
    store: Store,
    dossier: Dossier,
    *,
    reason: str,
    approver: str,
    approved_on: date | None,
    told_on: date | None,
) -> None:
    """Skip Best Practices with approval, as one step (N26).

    Raises:
        UserError: the client is neither an experienced developer nor has 1:1s from a service partner, a reason, the
            approver's yes with its date or the day on which the client was told is missing, or the session was held.
    """
    now = store.clock.now()
    today = zones.to_zone(now, dossier.you.zone).date()
    _refuse_skip(dossier, today, reason=reason, approver=approver, approved_on=approved_on, told_on=told_on)
    fields = {
        "skip_reason": reason.strip(),
        "skip_approver": approver.strip(),
        "skip_approved_on": approved_on.isoformat() if approved_on else "",
        "skip_told_on": told_on.isoformat() if told_on else "",
    }
    with store.step(_("Skip Best Practices"), engagement=dossier.id, reason=reason.strip()) as db:
        db.table("engagement").update(dossier.id, fields)
        row = {"done_utc": zones.utc_text(now), "done_by": store.initials, "origin": "", "why": reason.strip()}
        _put(db, dossier, _HELD, row)


class _Lines:
    """Writes the lines of one group."""

    def __init__(self, dossier: Dossier, now: datetime, formats: Formats, *, finished: bool) -> None:
        self._dossier = dossier
        self._now = now
        self._formats = formats
        self._finished = finished

    def line(self, definition: StepDef, *, hot: bool) -> StepView:
        """Return one step as it is shown."""
        dossier = self._dossier
        step = dossier.steps.get(definition.key) or Step(0, dossier.id, definition.key, "", "", "", "", "")
        due = None if step.done else due_times.due(dossier, definition)
        reason = "" if step.done else locks.reason(dossier, definition, self._now)
        state = "done" if step.done else "locked" if reason else "open"
        words = self._done(step, definition) if step.done else reason or self._hint(definition)
        return StepView(step, definition, state, words, due, due is not None and due < self._now, hot)

    def _done(self, step: Step, definition: StepDef) -> str:
        if step.origin == facts.BEFORE:
            return _("Before E2E Tracker")
        if definition.hint_stays and not self._finished:
            return self._hint(definition)
        at = self._formats.moment(zones.to_zone(zones.parse_utc(step.done_utc), self._dossier.you.zone))
        if definition.key == _HELD and self._dossier.engagement.skipped:
            return _("Skipped with {approver}'s approval").format(approver=self._dossier.engagement.skip_approver)
        return _("{at}, done anyway: {why}").format(at=at, why=step.why) if step.why else at

    def _hint(self, definition: StepDef) -> str:
        """Return the fullest of the hint's alternatives whose fields are known."""
        if "{" not in definition.hint:
            return definition.hint
        known = {
            "due": due_times.in_words(self._dossier, definition, self._now, self._formats),
            "backup": self._backup(),
            "lead": self._dossier.you.lead,
            "approver": self._dossier.you.approver,
        }
        fields = {name: words for name, words in known.items() if words}
        for alternative in definition.hint.split("|"):
            try:
                return alternative.strip().format_map(fields)
            except KeyError:
                continue
        return ""

    def _backup(self) -> str:
        taken = self._dossier.engagement.backup_taken_utc
        you = self._dossier.you.zone
        return self._formats.moment(zones.to_zone(zones.parse_utc(taken), you)) if taken else ""


_SKIP: Final = ("skip_reason", "skip_approver", "skip_approved_on", "skip_told_on")


def _definition(dossier: Dossier, key: str) -> StepDef:
    definition = dossier.playbook.step(key)
    if definition is None:
        raise UserError(_("This engagement's playbook has no step “{key}”.").format(key=key))
    return definition


def _put(db: Database, dossier: Dossier, key: str, columns: Mapping[str, str]) -> None:
    """Write columns of a step's row; a playbook's step may have none yet."""
    step = dossier.steps.get(key)
    if step is not None and step.id:
        db.table("step").update(step.id, dict(columns))
    else:
        db.table("step").insert({"engagement": dossier.id, "key": key, **columns})


def _refuse_locked(dossier: Dossier, definition: StepDef, why: str, now: datetime) -> None:
    reason = locks.reason(dossier, definition, now)
    if reason and locks.is_firm(definition):
        raise UserError(
            _("{reason}, and it does not open otherwise.").format(reason=reason),
            definition.text,
            _("Sign the triple-check of the CTASK for the planned start first."),
        )
    if reason and not why:
        raise UserError(f"{reason}.", definition.text, _("Wait for it, or choose Done anyway and say why."))
    if definition.fact.startswith("check.") and not why:
        what = _("This step ticks itself once the check is signed.")
        raise UserError(what, definition.text, _("Sign the triple-check, or choose Done anyway and say why."))


def _refuse_untick(dossier: Dossier, definition: StepDef) -> None:
    step, text = dossier.steps[definition.key], definition.text
    scheduling = dossier.engagement.scheduling
    if definition.irreversible and scheduling:
        raise UserError(
            _("A scheduled upgrade can't be cancelled."), text, _("Use Correct dates where a date is wrong.")
        )
    if scheduling and definition.fact == "phase.client_validation.actual_end":
        raise UserError(_("The prod upgrade is being scheduled on this confirmation."), text)
    if definition.fact.startswith("check.") and not step.why and step.origin != facts.BEFORE:
        raise UserError(_("A signed check stays."), text, _("Move the prod upgrade to void it."))
    if any(message.kind == definition.message and message.sent_utc for message in dossier.messages):
        raise UserError(_("This text is marked as sent."), text, _("Take that mark back first."))
    by_tick = len(dossier.roadmap) == 1 and dossier.roadmap[0].agreed_utc == step.done_utc
    if definition.fact == "roadmap" and dossier.roadmap and not by_tick:
        raise UserError(_("The roadmap holds what the client agreed."), text, _("Record what the client agreed anew."))


def _refuse_skip(
    dossier: Dossier, today: date, *, reason: str, approver: str, approved_on: date | None, told_on: date | None
) -> None:
    engagement, where = dossier.engagement, _("Skip Best Practices")
    if dossier.phases["best_practices"].actual_end_utc:
        raise UserError(_("The session was held."), where)
    if not (engagement.experienced_developer or engagement.service_partner):
        what = _("Only an experienced ServiceNow developer or a client with 1:1s from a service partner may skip it.")
        raise UserError(what, where, _("Mark which of the two it is."))
    missing = {
        _("the reason"): reason.strip(),
        _("the approver"): approver.strip(),
        _("the day of the approver's yes"): approved_on,
        _("the day on which the client was told why it matters"): told_on,
    }
    lacking = [name for name, value in missing.items() if not value]
    if lacking:
        raise UserError(_("Still missing: {names}.").format(names=", ".join(lacking)), where)
    if max(day for day in (approved_on, told_on) if day) > today:
        raise UserError(_("What happened can't lie in the future."), where, _("Choose a day up to today."))
