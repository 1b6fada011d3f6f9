"""The three gates of the triple check: which one is open, and what it asks, never the same thing twice (N17, N21, N22).

PRODUCT, Decisions 7: B is read afresh at each gate; A counts while plan and roadmap are unchanged, C while the Timezone
Check is fresh on the same computer. Void is computed: a signature counts while its instant equals the plan's. Pure,
except that `sheet` reads the settings of known zones.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final, Literal

import msgspec
from msgspec import Struct, field

from models import facts, servicenow_profiles, settings, stages, timezone_check, zones
from models.computer_clock import computer_zone
from models.errors import UserError
from models.formats import Formats
from models.mismatch import Choice
from models.readings import Agreed, Answers, Gate, Request, Shown, agreed_walls
from models.records import Dossier, Observation
from models.store import Store
from models.texts import _, mark
from models.weekdays import weekday_number

GATES: Final[tuple[Gate, ...]] = ("before_scheduling", "after_saving", "ctask")
NAMES: Final = {
    "before_scheduling": mark("Before scheduling"),
    "after_saving": mark("After saving"),
    "ctask": mark("CTASK"),
}
NOTE_TEXT: Final = "Timezone Check"
"""What the work note says whose stamp is C; never translated, for it stands in ServiceNow."""

Round = Literal["first", "correction", "elsewhere"]
_BACKWARDS: Final = timedelta(minutes=2)
"""How far this computer's clock may have been set back before a stamp no longer counts as fresh."""


class Sheet(Struct, frozen=True, kw_only=True):
    """What one run of a gate starts from.

    Attributes:
        engagement: its id; 0 for an example of the practice mode.
        client: whose upgrade it is.
        number: of the change, at the third gate of its CTASK; empty where it is not known.
        gate: which gate is run.
        round: "correction" after *Correct dates*, "elsewhere" where it was scheduled before it came here.
        practice: before client validation is complete nothing can be signed (DESIGN 6.4).
        rehearsal: a signature under `--now` opens no gate (Decisions 16).
        zone: the client's.
        your_zone: yours.
        computer_zone: this computer's, which C is bound to.
        zones: every known zone by its label.
        plan_start_utc: the planned start on the timeline.
        roadmap_start_utc: the start on the newest line of the roadmap; empty where nothing is agreed.
        length_minutes: of the planned window (N19).
        agreed: A where it still counts, else None: then it is typed.
        agreed_utc: when A was typed.
        stamp: C where it is still fresh, else empty: then it is pasted.
        clock: this computer's time when C was pasted, ISO 8601 with its offset.
        answers: what was answered about the A and C that count.
        before_saving: what the form showed before the last save.
        window: the change's own window as it was read in the same session.
        signed: the gates whose signatures count now.
        lead: who is told of a mismatch.
        initials: yours, as the settings have them.
    """

    engagement: int
    client: str
    number: str
    gate: Gate
    round: Round
    practice: bool
    rehearsal: bool
    zone: str
    your_zone: str
    computer_zone: str
    zones: dict[str, str | None]
    plan_start_utc: str
    roadmap_start_utc: str
    length_minutes: int
    agreed: Agreed | None = None
    agreed_utc: str = ""
    stamp: str = ""
    clock: str = ""
    answers: Answers = field(default_factory=Answers)
    before_saving: Shown | None = None
    window: Shown | None = None
    signed: tuple[Gate, ...] = ()
    lead: str = ""
    initials: str = ""

    @property
    def start(self) -> datetime:
        """The planned start in the client's zone."""
        return zones.to_zone(zones.parse_utc(self.plan_start_utc), self.zone)


def subject(gate: Gate) -> str:
    """Return a gate's subject in the evidence."""
    return f"gate.{gate}"


def signed(dossier: Dossier) -> tuple[Gate, ...]:
    """Return the gates whose signatures count: signed for the instant at which Prod is planned, in no rehearsal."""
    return tuple(gate for gate in GATES if facts.signature(dossier, subject(gate)) is not None)


def round_of(dossier: Dossier) -> Round:
    """Return which round of checks an engagement is in (Decisions 3 and 7)."""
    if dossier.engagement.scheduled_elsewhere:
        return "elsewhere"
    passed = [check for check in _checks(dossier) if check.value == "pass"]
    old = any(check.instant_utc != dossier.prod.start_utc for check in passed)
    return "correction" if dossier.engagement.scheduling and old else "first"


def open_gate(dossier: Dossier, wanted: Gate | None = None) -> Gate:
    """Return the gate to run: the one that is asked for, else the first whose signature is missing.

    Before scheduling is over once Schedule Conversion is recorded or the dates are saved; what was scheduled before it
    came here is read back at gate 2. A gate left out locks nothing.
    """
    begun = bool(dossier.engagement.scheduling or dossier.engagement.entered_utc)
    if wanted and not (wanted == "before_scheduling" and dossier.engagement.scheduling):
        return wanted
    if dossier.engagement.scheduled_elsewhere:
        return "after_saving"
    done = signed(dossier)
    left = [gate for gate in GATES if gate not in done and not (begun and gate == "before_scheduling")]
    return left[0] if left else "ctask"


def sheet(store: Store, dossier: Dossier, gate: Gate | None = None) -> Sheet:
    """Return what a run of a gate starts from, the right gate where none is named.

    Raises UserError where there is nothing to compare with: Prod has no time, or the client's zone is not known.
    """
    engagement, prod, now = dossier.engagement, dossier.prod, store.clock.now()
    zone = prod.zone or engagement.zone
    if not zone or not prod.start_utc:
        what = _("The prod upgrade has no date and time to check.")
        raise UserError(what, engagement.client, _("Set them on the timeline first, as the roadmap says."))
    gate, here = open_gate(dossier, gate), computer_zone()
    ticket = dossier.ticket("CTASK" if gate == "ctask" else "CHG") or dossier.ticket("CHG")
    runs = _runs(dossier, rehearsal=store.clock.rehearsal)
    agreed, said = _counting_agreed(dossier, runs), _fresh_stamp(dossier, now, here, rehearsal=store.clock.rehearsal)
    asks_all = gate == "before_scheduling"
    return Sheet(
        engagement=dossier.id,
        client=engagement.client,
        number=ticket.number if ticket else "",
        gate=gate,
        round=round_of(dossier),
        practice=not (stages.validation_complete(dossier) or engagement.scheduling),
        rehearsal=store.clock.rehearsal,
        zone=zone,
        your_zone=dossier.you.zone,
        computer_zone=here,
        zones=_known(store, dossier, zone),
        plan_start_utc=prod.start_utc,
        roadmap_start_utc=dossier.agreed.start_utc if dossier.agreed else "",
        length_minutes=dossier.playbook.limits.prod_window_minutes,
        agreed=agreed.request.agreed if agreed and not asks_all else None,
        agreed_utc=agreed.body["agreed_utc"] if agreed and not asks_all else "",
        stamp=said.stamp if said and not asks_all else "",
        clock=said.clock if said and not asks_all else "",
        answers=Answers() if asks_all else _answers(agreed, said),
        before_saving=_before_saving(runs, gate),
        window=_change_window(runs, said) if gate == "ctask" else None,
        signed=signed(dossier),
        lead=dossier.you.lead,
        initials=dossier.you.initials,
    )


def request(
    sheet: Sheet, *, agreed: Agreed, shown: Shown, stamp: str, clock: str, now: datetime, answers: Answers
) -> Request:
    """Return the three readings of a run as the engine takes them; `now` is the moment of comparing, aware."""
    return Request(
        agreed=agreed,
        stamp=stamp,
        clock=clock,
        shown=shown,
        plan_start_utc=sheet.plan_start_utc,
        zones=sheet.zones,
        gate=sheet.gate,
        before_saving=sheet.before_saving,
        change=sheet.window if stamp == sheet.stamp else None,
        now=zones.utc_text(now),
        length_minutes=sheet.length_minutes,
        answers=answers,
    )


def answered(answers: Answers, choice: Choice) -> Answers:
    """Return the answers with one more; the next comparing takes them."""
    return msgspec.convert(msgspec.to_builtins(answers) | {choice.key: choice.value}, Answers)


def doubt(agreed: Agreed, formats: Formats) -> str:
    """Return what is wrong with A on its own, empty where it is whole: date, time and the weekday that fits (N20)."""
    if not (agreed.date.strip() and agreed.time.strip() and (agreed.weekday or "").strip()):
        return _("Date, start and weekday are typed by hand.")
    try:
        walls = agreed_walls(agreed)
        weekday = weekday_number(agreed.weekday or "")
    except UserError as error:
        return f"{error.what} {error.do}".strip()
    if len(walls) > 1:
        return _("Day and month could be swapped. Write it with the year first.")
    if walls[0].weekday() != weekday:
        day, given = formats.day_year(walls[0].date()), (agreed.weekday or "").strip()
        return _("{day} is not a “{weekday}”. Look at the roadmap again.").format(day=day, weekday=given)
    return ""


def _known(store: Store, dossier: Dossier, zone: str) -> dict[str, str | None]:
    named = {"you": dossier.you.zone, "client": zone}
    named["system"] = settings.get(store, "servicenow.system_zone")
    named["session"] = servicenow_profiles.session_zone(store, dossier)
    return {label: name for label, name in named.items() if name}


def _checks(dossier: Dossier) -> list[Observation]:
    """Return the runs of every gate, the oldest first."""
    return [item for item in dossier.observations if _is_check(item)]


def _is_check(item: Observation) -> bool:
    return item.kind == "check" and item.subject in facts.GATES


class _Run(Struct, frozen=True):
    """An earlier run of a gate, read from its evidence."""

    subject: str
    passed: bool
    body: dict[str, str]
    request: Request


def _runs(dossier: Dossier, *, rehearsal: bool) -> list[_Run]:
    """Return the earlier runs that hold their readings; those of a rehearsal only within one."""
    return [run for check in _checks(dossier) if (rehearsal or not check.rehearsal) and (run := _run(check))]


def _run(item: Observation) -> _Run | None:
    """Return the run of a gate that evidence is of; None for other evidence, and where it holds no readings."""
    if not _is_check(item) or "request" not in (body := json.loads(item.body)):
        return None
    return _Run(item.subject, item.value == "pass", body, msgspec.convert(body["request"], Request))


def _counting_agreed(dossier: Dossier, runs: list[_Run]) -> _Run | None:
    """Return the newest signed run whose A counts: plan and roadmap are as they were."""
    roadmap = dossier.agreed.start_utc if dossier.agreed else ""
    for run in reversed(runs):
        same = run.body["plan_start_utc"] == dossier.prod.start_utc and run.body["roadmap_start_utc"] == roadmap
        if run.passed and same:
            return run
    return None


class _Stamp(Struct, frozen=True):
    """A stamp that was pasted at a gate or in the Timezone Check, and the zone that was answered where two fit."""

    stamp: str
    clock: str
    computer_zone: str
    session: str | None
    agreed: bool


def _fresh_stamp(dossier: Dossier, now: datetime, here: str, *, rehearsal: bool) -> _Stamp | None:
    """Return the newest stamp where it counts as C: it agreed, is fresh, and was read on a computer in this zone."""
    newest = next(_stamps(dossier, rehearsal=rehearsal), None)
    if newest is None or not newest.agreed or not here or newest.computer_zone != here:
        return None
    age = zones.elapsed_between(datetime.fromisoformat(newest.clock), now)
    fresh = timedelta(hours=dossier.playbook.limits.stamp_fresh_hours)
    return newest if -_BACKWARDS <= age <= fresh else None


def _stamps(dossier: Dossier, *, rehearsal: bool) -> Iterator[_Stamp]:
    """Yield the stamps that were pasted, the newest first; those of a rehearsal only within one."""
    for item in reversed(dossier.observations):
        if item.rehearsal and not rehearsal:
            continue
        if item.kind == timezone_check.KIND and item.value != "expired":
            body = json.loads(item.body)
            answer, matched = body.get("answer") or None, item.value == "matched"
            yield _Stamp(body["stamp"], body["clock"], body["computer_zone"], answer, matched)
        elif run := _run(item):
            request, passed = run.request, run.passed
            answer = request.answers.session_zone
            yield _Stamp(request.stamp, request.clock, run.body["computer_zone"], answer, passed)


def _answers(agreed: _Run | None, said: _Stamp | None) -> Answers:
    return Answers(session_zone=said.session if said else None, fold=agreed.request.answers.fold if agreed else None)


def _before_saving(runs: list[_Run], gate: Gate) -> Shown | None:
    """Return what the same form showed the last time: the change's before it was saved, the CTASK's at gate 3."""
    forms = {"gate.ctask"} if gate == "ctask" else {"gate.before_scheduling", "gate.after_saving"}
    same = [run for run in runs if run.subject in forms]
    shown = same[-1].request.shown if same and gate != "before_scheduling" else None
    return shown if shown and (shown.start or shown.end) else None


def _change_window(runs: list[_Run], said: _Stamp | None) -> Shown | None:
    """Return the change's dates where they were read in the session that C still vouches for."""
    read = [run for run in runs if run.passed and run.subject == "gate.after_saving"]
    same = bool(read) and said is not None and read[-1].request.stamp == said.stamp
    return read[-1].request.shown if same else None
