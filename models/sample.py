"""The example: fourteen invented engagements, to look around in and to draw the pictures from."""

from __future__ import annotations

import json
import tomllib
from datetime import date, datetime, timedelta
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct, field
from msgspec.structs import replace

from models import calendars, dossiers, engagements, facts, internal_work, placements, settings, tickets, zones
from models.placements import Placement
from models.playbook_file import shipped
from models.records import Dossier
from models.sample_questions import create_questions
from models.sample_surveys import create_scores
from models.sample_videos import create_videos
from models.store import Store
from models.texts import _

if TYPE_CHECKING:
    from sqlite_utils import Database

_CHANGE_FIELDS: Final = (("CHG.start", "CTASK.start"), ("CHG.end", "CTASK.end"))


class ExampleYou(Struct, frozen=True):
    """Whose engagements they are."""

    name: str
    initials: str
    zone: str
    country: str


class ExampleAgreement(Struct, frozen=True):
    """A start that the client agreed to: `start` in the client's wall time, `agreed` in yours."""

    start: str
    agreed: str
    reason: str = ""


class ExampleTime(Struct, frozen=True):
    """A piece of time: `at` in your wall time; `exported` says when it went to Projector, in yours too."""

    at: str
    minutes: int
    note: str = ""
    exported: str = ""


class ExampleInternal(Struct, frozen=True):
    """Internal work with its time."""

    name: str
    time: tuple[ExampleTime, ...] = ()


class Example(Struct, frozen=True):
    """One engagement of the example; resources/sample/engagements.toml says what each field means."""

    client: str
    parent: str
    zone: str
    country: str
    dev_instance: str
    prod_instance: str
    created: str
    contact: str
    email: str
    phases: dict[str, tuple[str, str]]
    tickets: dict[str, str]
    subdivision: str = ""
    change: str = ""
    scheduled: str = ""
    closed: str = ""
    backup_taken: str = ""
    password_changed: str = ""
    project: str = ""
    time: tuple[ExampleTime, ...] = ()
    over: tuple[str, ...] = ()
    running: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    done_at: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    roadmap: tuple[ExampleAgreement, ...] = ()


class Examples(Struct, frozen=True):
    """All of them, as they stand at one moment of your wall time."""

    moment: str
    you: ExampleYou
    engagement: tuple[Example, ...]
    internal: tuple[ExampleInternal, ...] = ()


def create_example(store: Store) -> None:
    """Fill a store with the example as one step, moved by whole weeks to the store's week."""
    examples = _read()
    with store.step(_("Load the example"), barrier=_("This is where the example begins.")):
        for name in ("name", "initials", "zone", "country"):
            settings.put(store, f"you.{name}", getattr(examples.you, name))
        settings.put(store, "first_start.done", "1")
        store.initials = examples.you.initials
        for example in examples.engagement:
            _Author(store, examples, example).write()
        for work in examples.internal:
            _write_internal(store, examples, work)
        create_videos(store)
        create_scores(store)
        create_questions(store)


def _read() -> Examples:
    import msgspec  # start-up saving: 60 ms; only the example is read by it here

    text = (resources.files("resources") / "sample" / "engagements.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), Examples)


def _shift(store: Store, examples: Examples) -> timedelta:
    """Return how many whole weeks the example is moved."""
    today = zones.to_zone(store.clock.now(), examples.you.zone).date()
    return _monday(today) - _monday(datetime.fromisoformat(examples.moment).date())


def _yours(store: Store, examples: Examples, text: str) -> str:
    """Return your wall time of the example as an instant, moved, and never later than now."""
    wall = datetime.fromisoformat(text) + _shift(store, examples)
    return zones.utc_text(min(zones.attach(wall, examples.you.zone), store.clock.now()))


def _write_internal(store: Store, examples: Examples, work: ExampleInternal) -> None:
    with store.step(_("Load the example")) as db:
        project = internal_work.add(store, work.name)
        for piece in work.time:
            db.table("internal_entry").insert({"project": project} | _piece(store, examples, piece))


def _piece(store: Store, examples: Examples, piece: ExampleTime) -> dict[str, Any]:
    made = _yours(store, examples, piece.at)
    day = zones.to_zone(zones.parse_utc(made), examples.you.zone).date().isoformat()
    row = {"day": day, "minutes": piece.minutes, "note": piece.note, "made_utc": made}
    if piece.exported:
        row |= {"exported_utc": _yours(store, examples, piece.exported), "exported_minutes": piece.minutes}
    return row


class _Author:
    """Writes one engagement of the example inside the running step."""

    def __init__(self, store: Store, examples: Examples, example: Example) -> None:
        self._store = store
        self._examples = examples
        self._you = examples.you
        self._example = example
        self._now = store.clock.now()
        self._shift = _shift(store, examples)
        draft = engagements.Draft(
            client=example.client,
            zone=example.zone,
            country=example.country,
            subdivision=example.subdivision,
            consultant=self._you.name,
            parent=example.parent,
            agreed=False,
        )
        self._id = engagements.create(store, draft, shipped())

    def write(self) -> None:
        """Write everything that the example says about the engagement."""
        with self._store.step(_("Load the example")) as db:
            db.table("engagement").update(self._id, self._facts())
            self._write_phases(db)
            self._write_people(db)
            self._write_roadmap(db)
            self._write_steps(db)
            self._write_tickets(db)
        if self._example.scheduled:
            self._sign(dossiers.load(self._store, self._id))

    def _yours(self, text: str) -> str:
        """Return your wall time of the example as an instant, moved, and never later than now."""
        return _yours(self._store, self._examples, text)

    def _later(self, text: str, minutes: int) -> str:
        return zones.utc_text(min(zones.after(zones.parse_utc(text), timedelta(minutes=minutes)), self._now))

    def _clients(self, text: str) -> datetime:
        return zones.attach(datetime.fromisoformat(text) + self._shift, self._example.zone)

    def _facts(self) -> dict[str, str]:
        example = self._example
        found = {
            "created_utc": self._yours(example.created),
            "dev_instance": example.dev_instance,
            "prod_instance": example.prod_instance,
            "projector_project": example.project,
        }
        for name in ("backup_taken", "password_changed"):
            if getattr(example, name):
                found[f"{name}_utc"] = self._yours(getattr(example, name))
        if example.scheduled:
            at = self._yours(example.scheduled)
            found |= {"entered_utc": self._later(at, -2), "conversion_utc": at}
            found |= {"ctask_appeared_utc": self._later(at, 4), "ctask_closed_utc": self._later(at, 21)}
        return found

    def _plan(self) -> dict[str, Placement]:
        example = self._example
        calendar = calendars.calendar(example.country, example.subdivision)
        plan = {
            kind: placements.at_time(kind, self._clients(start), self._clients(end))
            for kind, (start, end) in example.phases.items()
        }
        if "client_validation" in plan:
            plan["client_validation"] = self._validation(*example.phases["client_validation"], calendar)
        prod = plan.get("prod_upgrade")
        if prod is not None and prod.first_day is not None:
            definition = shipped().phase("support_week")
            plan["support_week"] = placements.after_prod(definition, shipped(), calendar, example.zone, prod.first_day)
        return plan

    def _validation(self, start: str, end: str, calendar: calendars.WorkCalendar) -> Placement:
        """Place client validation with as many working days as written, whatever holidays its week has now."""
        first, last = (datetime.fromisoformat(text) for text in (start, end))
        days = calendar.between(first.date() - timedelta(days=1), last.date())
        moved = self._clients(start)
        ends = datetime.combine(calendar.add(moved.date(), days - 1), last.time())
        return placements.at_time("client_validation", moved, zones.attach(ends, self._example.zone))

    def _write_phases(self, db: Database) -> None:
        plan = self._plan()
        for row, kind in self._store.records("SELECT id, kind FROM phase WHERE engagement = ?", [self._id]):
            if kind not in plan:
                continue
            at = plan[kind]
            columns = {
                "start": at.start,
                "end": at.end,
                "zone": at.zone,
                "start_utc": at.start_utc,
                "end_utc": at.end_utc,
            }
            if kind in (*self._example.over, *self._example.running):
                columns["actual_start_utc"] = min(at.start_utc, zones.utc_text(self._now))
            if kind in self._example.over:
                columns["actual_end_utc"] = min(at.end_utc, zones.utc_text(self._now))
            db.table("phase").update(row, columns)

    def _write_people(self, db: Database) -> None:
        example, mine = self._example, {"engagement": self._id}
        contact = {"name": example.contact, "email": example.email, "role": "Instance owner"}
        db.table("contact").insert(mine | contact)
        for piece in example.time:
            db.table("time_entry").insert(mine | _piece(self._store, self._examples, piece))

    def _write_roadmap(self, db: Database) -> None:
        before: datetime | None = None
        for item in self._example.roadmap:
            start, agreed = self._clients(item.start), self._yours(item.agreed)
            row = {"start": zones.wall_text(start), "zone": self._example.zone, "start_utc": zones.utc_text(start)}
            row |= {"agreed_utc": agreed, "agreed_with": self._example.contact, "reason": item.reason}
            db.table("roadmap").insert({"engagement": self._id, "recorded_by": self._you.initials} | row)
            if before is not None:
                self._write_notice(db, before, start, item.reason, agreed)
            before = start

    def _write_notice(self, db: Database, before: datetime, start: datetime, reason: str, agreed: str) -> None:
        """The notice of an adjustment, sent at once (N18)."""
        told = {"from": zones.wall_text(before), "to": zones.wall_text(start), "zone": self._example.zone}
        body = {"facts": json.dumps(told | {"reason": reason, "followers": []}), "created_utc": agreed}
        sent = {"sent_utc": self._later(agreed, 6), "sent_how": "email"}
        db.table("message").insert({"engagement": self._id, "kind": "adjustment"} | body | sent)

    def _done(self) -> frozenset[str]:
        order = [step.key for step in shipped().steps]
        done: set[str] = set()
        for key in self._example.done:
            last = order.index(key.removeprefix("..."))
            done |= set(order[: last + 1]) if key.startswith("...") else {order[last]}
        return frozenset(done)

    def _write_steps(self, db: Database) -> None:
        done = self._done()
        for row, key in self._store.records("SELECT id, key FROM step WHERE engagement = ?", [self._id]):
            if key in done:
                db.table("step").update(row, {"done_utc": self._done_at(key), "done_by": self._you.initials})

    def _done_at(self, key: str) -> str:
        example = self._example
        definition = shipped().step(key)
        phase = definition.phase if definition else ""
        if key in example.done_at:
            return self._yours(example.done_at[key])
        if phase in example.over and phase in example.phases:
            return zones.utc_text(min(self._clients(example.phases[phase][1]), self._now))
        if example.closed and phase in {"support_week", "best_practices"}:
            return self._yours(example.closed)
        return self._later(self._yours(example.scheduled), 40) if example.scheduled else self._yours(example.created)

    def _write_tickets(self, db: Database) -> None:
        example, done = self._example, self._done()
        if example.change:
            change = {"kind": "CHG", "number": example.change}
            if example.scheduled:
                change |= {
                    "state": "Closed Complete" if example.closed else "Open",
                    "state_utc": self._changed_at("CHG"),
                }
            db.table("ticket").insert({"engagement": self._id} | change)
        dossier = dossiers.load(self._store, self._id)
        for ticket in dossier.tickets:
            state = example.tickets.get(ticket.kind, "")
            if not state:
                continue
            at = self._changed_at(ticket.kind)
            columns = {"number": ticket.kind, "state": state, "state_utc": at}
            written = any(step.key in done and step.fact == f"text.{ticket.kind}" for step in shipped().steps)
            text = self._text(dossier, ticket.kind) if written else ""
            if text:
                columns |= {"confirmed_text": text, "confirmed_utc": at}
            db.table("ticket").update(ticket.id, columns)

    def _text(self, dossier: Dossier, kind: str) -> str:
        """Return the confirmed text: the plan's, or that of the earlier start that the example names."""
        earlier = self._example.texts.get(kind, "")
        if earlier:
            phase = dossier.phases[next(ticket.phase for ticket in shipped().tickets if ticket.kind == kind)]
            start = self._clients(earlier)
            at = placements.at_time(phase.kind, start, start).applied_to(phase)
            dossier = replace(dossier, phases=dossier.phases | {phase.kind: at})
        return tickets.expected_text(dossier, kind)

    def _changed_at(self, kind: str) -> str:
        """Return when a ticket got its state: with its phase, with the scheduling, or when all was closed."""
        example = self._example
        if example.tickets.get(kind) == "Open":
            return self._yours(example.created)
        if kind in {"ETIU04", "ETIU05", "CHG"} and example.closed:
            return self._yours(example.closed)
        if kind not in {"ETIU01", "ETIU02"} and example.scheduled:
            return self._later(self._yours(example.scheduled), 40)
        phase = {"ETIU01": "kickoff", "ETIU02": "dev_upgrade"}.get(kind, "")
        over = phase in example.over and phase in example.phases
        return (
            zones.utc_text(min(self._clients(example.phases[phase][1]), self._now))
            if over
            else self._yours(example.created)
        )

    def _sign(self, dossier: Dossier) -> None:
        """What was read back and signed when it was scheduled (N17, N21, N22)."""
        session = settings.get(self._store, "servicenow.system_zone")
        prod = dossier.prod
        at = dossier.engagement.ctask_closed_utc
        for subjects, instant in zip(_CHANGE_FIELDS, (prod.start_utc, prod.end_utc), strict=True):
            shown = f"{zones.to_zone(zones.parse_utc(instant), session):%Y-%m-%d %H:%M:%S}"
            for subject in subjects:
                self._add(
                    dossier, "observation", subject, shown, {"instant_utc": instant, "zone": session, "at_utc": at}
                )
        for subject in facts.GATES:
            self._add(dossier, "check", subject, "pass", {"instant_utc": prod.start_utc, "zone": session, "at_utc": at})

    def _add(self, dossier: Dossier, kind: str, subject: str, value: str, more: dict[str, str]) -> None:
        row: dict[str, Any] = {"engagement": dossier.engagement.uid, "kind": kind, "subject": subject, "value": value}
        self._store.add_evidence(row | more | {"source": "Example", "rehearsal": 0})


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
