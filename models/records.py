"""The rows of the database as frozen records; each field is the column of the same name.

Times are TEXT: wall times "2026-12-03T19:00" with the zone beside them, instants "2026-12-04T03:00:00Z" in
columns that end in `_utc`, dates "2026-12-07"; an empty text means "not known" or "not yet".
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from models import zones

if TYPE_CHECKING:
    from models.playbook import Playbook

PHASE_KINDS: Final = (
    "dev_upgrade",
    "technical_validation",
    "kickoff",
    "client_validation",
    "prod_upgrade",
    "support_week",
    "best_practices",
)
ETIU_KINDS: Final = ("ETIU01", "ETIU02", "ETIU03", "ETIU04", "ETIU05")
OPEN_STATES: Final = frozenset({"Open", "Work in Progress"})


def last_touched(start: str, end: str) -> date | None:
    """Return the last local date between two stored wall times or dates; None without a start."""
    if not start:
        return None
    last = date.fromisoformat((end or start)[:10])
    at_midnight = end.endswith("T00:00") and last.isoformat() != start[:10]
    return last - timedelta(days=1) if at_midnight else last


class Engagement(Struct, frozen=True):
    """One client's upgrade, from kickoff to the end of support week."""

    id: int
    uid: str
    client: str
    consultant: str
    parent: str
    zone: str
    zone_confirmed: int
    country: str
    subdivision: str
    dev_instance: str
    prod_instance: str
    projector_project: str
    billable: int
    experienced_developer: int
    service_partner: int
    notes: str
    backup_taken_utc: str
    password_changed_utc: str
    entered_utc: str
    conversion_utc: str
    ctask_appeared_utc: str
    ctask_closed_utc: str
    scheduled_elsewhere: str
    skip_reason: str
    skip_approver: str
    skip_approved_on: str
    skip_told_on: str
    imported_stage: str
    playbook: int
    created_utc: str
    archived_utc: str
    deleted_utc: str
    language: str = ""
    taken_over: str = ""
    given_to: str = ""
    given_utc: str = ""

    @property
    def scheduling(self) -> bool:
        """Whether Schedule Conversion is recorded: from here on the Prod Upgrade is locked (N11)."""
        return bool(self.conversion_utc or self.scheduled)

    @property
    def scheduled(self) -> bool:
        """Whether the switch is flipped: the CTASK is closed, or it was scheduled before it came here."""
        return bool(self.ctask_closed_utc or self.scheduled_elsewhere)

    @property
    def skipped(self) -> bool:
        """Whether Best Practices was skipped (N26); the rule skip-not-approved says whether rightly."""
        return bool(self.skip_reason or self.skip_approver or self.skip_approved_on)


class Contact(Struct, frozen=True):
    """A person at the client."""

    id: int
    engagement: int
    name: str
    role: str
    email: str
    zone: str


class Phase(Struct, frozen=True):
    """A lane of the timeline: what is planned, in wall time of `zone` and in UTC, and what happened."""

    id: int
    engagement: int
    kind: str
    start: str
    end: str
    zone: str
    start_utc: str
    end_utc: str
    actual_start_utc: str
    actual_end_utc: str

    @property
    def dated(self) -> bool:
        """Whether it has a date, with or without a time."""
        return bool(self.start)

    @property
    def timed(self) -> bool:
        """Whether it has a time, not a date alone (no time is invented; PRODUCT, Decisions 4)."""
        return bool(self.start_utc)

    @property
    def starts(self) -> datetime | None:
        """Planned start as an aware time in its zone; None without a time."""
        return zones.restore(self.start, self.zone, self.start_utc) if self.start_utc else None

    @property
    def ends(self) -> datetime | None:
        """Planned end as an aware time in its zone; None without a time."""
        return zones.restore(self.end, self.zone, self.end_utc) if self.end_utc else None

    @property
    def first_day(self) -> date | None:
        """Local date of the planned start in its zone."""
        return date.fromisoformat(self.start[:10]) if self.start else None

    @property
    def last_day(self) -> date | None:
        """Last local date that the plan touches; an end at midnight belongs to the day before."""
        return last_touched(self.start, self.end)

    @property
    def actual_start(self) -> datetime | None:
        """Recorded start, in UTC."""
        return zones.parse_utc(self.actual_start_utc) if self.actual_start_utc else None

    @property
    def actual_end(self) -> datetime | None:
        """Recorded end, in UTC."""
        return zones.parse_utc(self.actual_end_utc) if self.actual_end_utc else None


class Roadmap(Struct, frozen=True):
    """One date that the client agreed to; the newest is in force, the earlier ones are kept."""

    id: int
    engagement: int
    start: str
    zone: str
    start_utc: str
    agreed_utc: str
    agreed_with: str
    recorded_by: str
    reason: str


class Step(Struct, frozen=True):
    """One line of an engagement's checklist; its words come from the engagement's playbook by `key`.

    `origin` is empty, `before` (done before E2E Tracker) or `fact` (ticked by the program itself);
    `why` is the one line given with *Done anyway*.
    """

    id: int
    engagement: int
    key: str
    done_utc: str
    done_by: str
    origin: str
    why: str
    note: str

    @property
    def done(self) -> bool:
        """Whether it is ticked."""
        return bool(self.done_utc)


class Ticket(Struct, frozen=True):
    """A ticket of an engagement: its kind is its identity, `state` the one last recorded or imported."""

    id: int
    engagement: int
    kind: str
    number: str
    state: str
    state_utc: str
    confirmed_text: str
    confirmed_utc: str

    @property
    def is_open(self) -> bool:
        """Whether it is Open or Work in Progress."""
        return self.state in OPEN_STATES


class Message(Struct, frozen=True):
    """A text that has to go out: due until `sent_utc` is set; `facts` is JSON of what it is about."""

    id: int
    engagement: int
    kind: str
    facts: str
    subject: str
    body: str
    created_utc: str
    sent_utc: str
    sent_how: str


class SessionRequest(Struct, frozen=True):
    """What the client did about the Best Practices session: asked to push it off, cancelled it or did not come (N25).

    `what` is "request", "cancelled" or "missed"; `answer` "agreed", "refused" or empty; `day` and `wanted` are dates;
    `planned` is the start that the session had then.
    """

    id: int
    engagement: int
    what: str
    day: str
    asked_by: str
    wanted: str
    answer: str
    note: str
    planned: str
    made_utc: str


class TimeEntry(Struct, frozen=True):
    """A piece of logged time in minutes on one day of the consultant's calendar (N28)."""

    id: int
    engagement: int
    day: str
    minutes: int
    billable: int
    note: str
    step: str
    made_utc: str
    exported_utc: str = ""
    exported_minutes: int = 0
    corrects: int = 0


class ClientQuestion(Struct, frozen=True):
    """A question of the client (N32); the last two fields are those of the timer that counts for it."""

    id: int
    engagement: int
    text: str
    began_utc: str
    timer: int
    minutes: int
    asked_by: str = ""
    tried: str = ""
    ended_utc: str = ""
    incident: str = ""
    handed_off_utc: str = ""
    follow_up: str = ""
    followed_up_utc: str = ""
    remote_admin_utc: str = ""
    remote_admin: str = ""
    started_utc: str = ""
    counted_seconds: int = 0

    def seconds(self, now: datetime) -> int:
        """Return the seconds that it has taken, logged ones included."""
        found = self.minutes * 60 + self.counted_seconds
        if not self.started_utc:
            return found
        return found + max(0, int(zones.elapsed_between(zones.parse_utc(self.started_utc), now).total_seconds()))

    @property
    def waits(self) -> bool:
        """Whether it still wants something: the number of its incident, or the follow-up."""
        return bool(self.handed_off_utc and not self.incident) or bool(self.follow_up and not self.followed_up_utc)


class Observation(Struct, frozen=True):
    """What ServiceNow showed: evidence, never changed; `subject` is a ticket kind and field ("ETIU03.state")."""

    id: int
    engagement: str
    kind: str
    subject: str
    value: str
    instant_utc: str
    zone: str
    source: str
    at_utc: str
    recorded_by: str
    rehearsal: int
    body: str
    previous: str
    hash: str


class You(Struct, frozen=True):
    """The consultant's own settings that rules and texts need; zones are IANA names, times "HH:MM" of your zone."""

    name: str = ""
    initials: str = ""
    zone: str = "UTC"
    country: str = ""
    subdivision: str = ""
    work_start: str = "08:00"
    work_end: str = "18:00"
    lead: str = ""
    approver: str = ""
    patterns: tuple[tuple[str, str], ...] = ()
    """Ticket → the pattern of its short description, empty for the usual one (N34)."""


class Dossier(Struct, frozen=True):
    """Everything that is known of one engagement: what rules, checklist and views read."""

    engagement: Engagement
    playbook: Playbook
    phases: dict[str, Phase]
    steps: dict[str, Step]
    tickets: tuple[Ticket, ...] = ()
    roadmap: tuple[Roadmap, ...] = ()
    messages: tuple[Message, ...] = ()
    contacts: tuple[Contact, ...] = ()
    time_entries: tuple[TimeEntry, ...] = ()
    session_requests: tuple[SessionRequest, ...] = ()
    questions: tuple[ClientQuestion, ...] = ()
    observations: tuple[Observation, ...] = ()
    you: You = You()
    others: tuple[tuple[str, datetime], ...] = field(default=())
    """Client and planned start of the same consultant's other Prod Upgrades, earliest first."""

    @property
    def id(self) -> int:
        """The engagement's id."""
        return self.engagement.id

    @property
    def prod(self) -> Phase:
        """The Prod Upgrade."""
        return self.phases["prod_upgrade"]

    @property
    def agreed(self) -> Roadmap | None:
        """What the roadmap says now; None while nothing is agreed."""
        return self.roadmap[-1] if self.roadmap else None

    def ticket(self, kind: str) -> Ticket | None:
        """Return the engagement's ticket of that kind; None where there is none."""
        return next((ticket for ticket in self.tickets if ticket.kind == kind), None)

    def is_done(self, key: str) -> bool:
        """Whether the step with that key is ticked; a playbook without it answers no."""
        step = self.steps.get(key)
        return step is not None and step.done

    def newest(self, subject: str) -> Observation | None:
        """Return the newest observation of a subject, by the time at which it was seen."""
        seen = [item for item in self.observations if item.subject == subject and item.kind == "observation"]
        return max(seen, key=lambda item: (item.at_utc, item.id), default=None)
