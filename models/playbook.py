"""The playbook: which phases, tickets, steps and limits an engagement has; data, read from TOML.

The notes can be read two ways in places; every such reading is a value here (PRODUCT, "our readings"). An engagement
keeps the playbook that it began with, so editing a playbook never alters a running engagement.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cached_property, lru_cache

from msgspec import Struct, to_builtins


class Limits(Struct, frozen=True):
    """Every limit of the rules; minutes, hours, days and working days of the client's calendar as named."""

    prod_window_minutes: int  # N19: planned end = planned start + 3 h
    impact_min_minutes: int  # N08
    impact_max_minutes: int
    start_grace_minutes: int  # an upgrade may start up to 60 minutes after planned start
    dev_usual_min_hours: int  # N02
    dev_usual_max_hours: int
    backup_age_hours: int  # N01
    validation_days: int  # N07: working dates of the client, the first included
    validation_outer_days: int  # ServiceNow's own outer limit: shown, not enforced
    support_week_days: int  # working days
    best_practices_usual_days: int  # N24: working days after the Prod Upgrade
    best_practices_limit_days: int  # N25
    same_night_minutes: int
    read_back_urgent_hours: int  # N17: not-read-back turns from warning to error
    prod_short_notice_hours: int  # a move to under 24 h away asks for a reason
    support_ticket_time: str  # "09:00" on the consultant's first working day after Prod
    stamp_fresh_hours: int  # the Timezone Check goes stale
    open_tickets_without_prod: int  # N35
    question_hint_minutes: int  # N32
    question_incident_minutes: int
    short_description_length: int


class PhaseDef(Struct, frozen=True):
    """One lane: where it is planned from the agreed Prod Upgrade, and how long it is.

    `offset_days` are working days of the client's calendar from the Prod Upgrade's date (negative: before),
    `forward_offset_days` from a kickoff where Prod is unknown; `at` is the client's wall time, `minutes` the planned
    length; with `days` it ends on that working day, `minutes` after `at`; without `at` it lasts whole days.
    `expected_minutes` is the time that a consultant usually logs for it; 0 where nothing is expected.
    """

    kind: str
    name: str
    short: str
    offset_days: int
    forward_offset_days: int
    at: str = ""
    minutes: int = 0
    days: int = 0
    movable: bool = True
    resizable: bool = False
    ticket: str = ""
    expected_minutes: int = 0


class TicketDef(Struct, frozen=True):
    """One ETIU ticket: its kind, what its short description calls its date, and the phase that the date comes from."""

    kind: str
    name: str
    phase: str
    words: tuple[str, ...] = ()


class StepDef(Struct, frozen=True):
    """One line of the checklist.

    `group` is a key of the playbook's groups; `phase` the phase that the step belongs to; `line` the line of the notes.
    `gate` names the condition that keeps it locked (models.locks), `fact` what the program knows once it has happened
    (models.facts): "phase.client_validation.actual_end", "engagement.conversion_utc", "ticket.ETIU03.closed" …
    `hint` holds alternatives, separated by "|", with fields in braces; `hint_stays` keeps it once the step is done.
    `due` is "<phase>.start", "<phase>.end" or "<phase>.morning" (your first working morning after the phase's start).
    `action` says what its button opens: email, note, copy, calendar or check; `message` is the kind of text to write;
    `minutes` are the usual pieces of time to log; `moment` is the moment of a training video that shows it.
    """

    key: str
    group: str
    phase: str
    text: str
    hint: str
    line: str
    requirement: str
    gate: str = ""
    fact: str = ""
    action: str = ""
    message: str = ""
    due: str = ""
    hint_stays: bool = False
    irreversible: bool = False
    billable: bool = False
    minutes: tuple[int, ...] = ()
    moment: str = ""


class Group(Struct, frozen=True):
    """A heading of the checklist; `gate` keeps all its steps locked."""

    key: str
    name: str
    gate: str = ""


class Playbook(Struct, frozen=True, dict=True):
    """Phases, tickets, groups, steps and limits of one kind of engagement."""

    name: str
    title: str
    version: str
    limits: Limits
    phases: tuple[PhaseDef, ...]
    tickets: tuple[TicketDef, ...]
    groups: tuple[Group, ...]
    steps: tuple[StepDef, ...]

    @cached_property
    def step_by_key(self) -> Mapping[str, StepDef]:
        """The steps by their keys."""
        return {item.key: item for item in self.steps}

    @cached_property
    def phase_by_kind(self) -> Mapping[str, PhaseDef]:
        """The phases by their kinds."""
        return {item.kind: item for item in self.phases}

    @cached_property
    def settling(self) -> tuple[tuple[StepDef, str, str], ...]:
        """The steps that can be done without a tick, with the kind and the rest of their fact."""
        steps = (item for item in self.steps if item.fact or item.message)
        return tuple((item, item.fact.partition(".")[0], item.fact.partition(".")[2]) for item in steps)

    def phase(self, kind: str) -> PhaseDef:
        """Return the definition of a phase."""
        return self.phase_by_kind[kind]

    def step(self, key: str) -> StepDef | None:
        """Return the definition of a step; None for one that this playbook doesn't know."""
        return self.step_by_key.get(key)


@lru_cache(maxsize=16)
def to_json(playbook: Playbook) -> str:
    """Return the text in which an engagement keeps its playbook; the same playbook gives the same text."""
    return json.dumps(to_builtins(playbook), ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> Playbook:
    """Return the playbook that `to_json` wrote; fields that a later program added have their defaults."""
    body = json.loads(text)
    return Playbook(
        name=body["name"],
        title=body["title"],
        version=body["version"],
        limits=Limits(**body["limits"]),
        phases=tuple(PhaseDef(**item) for item in body["phases"]),
        tickets=tuple(TicketDef(**item | {"words": tuple(item["words"])}) for item in body["tickets"]),
        groups=tuple(Group(**item) for item in body["groups"]),
        steps=tuple(StepDef(**item | {"minutes": tuple(item["minutes"])}) for item in body["steps"]),
    )
