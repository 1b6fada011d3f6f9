"""Where ServiceNow and the plan differ, line by line over all engagements, and what is decided about each line.

Importing never changes a plan; a decision does, or says that ServiceNow is wrong (PRODUCT, Decisions 2; SCREENS 7).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Final, Literal

from msgspec import Struct

from models import engagements, observations, settings, tickets, zones
from models.dossiers import load, load_all
from models.errors import UserError
from models.limits import lead_of
from models.observations import Entry, Recorded
from models.records import Dossier, Observation
from models.rescheduling import ADJUSTMENT
from models.short_descriptions import resolve
from models.stages import is_done
from models.store import Store
from models.texts import _, ngettext

if TYPE_CHECKING:
    from sqlite_utils import Database

Group = Literal["lost", "changed", "new", "gone", "same"]
Choice = Literal["plan", "servicenow", "later", "add", "not_mine"]

GROUPS: Final[tuple[Group, ...]] = ("lost", "changed", "new", "gone", "same")
_BY_VERDICT: Final[Mapping[str, Group]] = {"silently lost": "lost", "differs": "changed", "matches": "same"}
_DECIDE: Final[tuple[Choice, ...]] = ("plan", "servicenow", "later")
_NEW: Final[tuple[Choice, ...]] = ("add", "not_mine", "later")


class Line(Struct, frozen=True):
    """One value, or one thing that is new, of one engagement.

    Attributes:
        dossier: the engagement as it is.
        group: what happened to it.
        subject: "CHG.end", "ETIU03.state", "INC0045110.state"; "engagement" for a new one.
        entry: the ledger's entry; None for what is new or gone.
        seen: the newest observation; None for a new engagement.
    """

    dossier: Dossier
    group: Group
    subject: str
    entry: Entry | None = None
    seen: Observation | None = None

    @property
    def key(self) -> tuple[int, str]:
        """What it is about, whatever was seen."""
        return self.dossier.id, self.subject

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What can be decided about it."""
        return {"same": (), "new": _NEW}.get(self.group, _DECIDE)

    @property
    def number(self) -> str:
        """The record in ServiceNow that holds it."""
        place = self.subject.partition(".")[0]
        ticket = self.dossier.ticket(place)
        return ticket.number if ticket and ticket.number else place


class Outcome(Struct, frozen=True):
    """What came of recording: how many decisions, and the moves that are still to be reviewed."""

    count: int
    moves: tuple[tuple[int, str, datetime | date], ...]


def lines(store: Store, made: Sequence[int] = ()) -> tuple[Line, ...]:
    """Return every line of all running engagements: lost, changed, new, gone, unchanged; prod dates first in each.

    Args:
        store: the store.
        made: engagements that the import has just created.
    """
    recorded, decided, now = observations.recorded_states(store), _decided(store), store.clock.now()
    found = []
    for dossier in load_all(store):
        if dossier.engagement.archived_utc or is_done(dossier, now):
            continue
        if dossier.id in made:
            found.append(Line(dossier, "new", "engagement"))
            continue
        known = _of(dossier, recorded.get(dossier.id, {}))
        found += [line for line in known if line.seen is None or line.seen.id not in decided]
    return tuple(sorted(found, key=_order))


def refusal(line: Line, choice: Choice) -> UserError | None:
    """Return why a line can't be decided so; None where it can."""
    client = line.dossier.engagement.client
    if choice != "servicenow" or line.entry is None:
        return None
    if line.entry.is_date and line.dossier.engagement.scheduling:
        return UserError(
            _("Scheduled."), client, _("Use Correct dates, and {lead} is told.").format(lead=lead_of(line.dossier))
        )
    if line.entry.field == "end":
        return UserError(_("The planned end follows from the start."), client, _("Decide about the planned start."))
    if line.entry.is_date and not (line.seen and line.seen.instant_utc):
        return UserError(_("ServiceNow shows no date."), client, _("Choose Plan, and enter the date again."))
    if line.entry.field == "short_description" and move_of(line) is None:
        return UserError(_("Its date can't be read."), client, _("Change the plan under Dates."))
    return None


def move_of(line: Line) -> tuple[str, datetime | date] | None:
    """Return the phase and the start that the plan would take over from ServiceNow; None where there is none."""
    if line.entry is None or line.seen is None:
        return None
    if line.subject.endswith(".start") and line.seen.instant_utc:
        at = zones.parse_utc(line.seen.instant_utc)
        zone = line.dossier.prod.zone or line.dossier.engagement.zone
        return "prod_upgrade", zones.to_zone(at, zone) if zone else at
    if line.entry.field != "short_description":
        return None
    definition = next((item for item in line.dossier.playbook.tickets if item.kind == line.entry.place), None)
    parsed = tickets.parse(line.seen.value, line.dossier.engagement.client)
    own = parsed.date_of(definition.phase) if definition else None
    if definition is None or own is None or own.date is None:
        return None
    if own.time is None:
        return definition.phase, own.date
    instant = resolve(own)
    zone = line.dossier.phases[definition.phase].zone or instant.zone
    return (definition.phase, zones.to_zone(instant.at, zone)) if instant.at and zone else None


def record(store: Store, chosen: Sequence[tuple[Line, Choice]]) -> Outcome:
    """Write the decisions as one step; "later" writes nothing, and moves are returned for their review.

    Raises UserError where one of them is refused; nothing is written then.
    """
    wanted = [(line, choice) for line, choice in chosen if choice != "later"]
    for line, choice in wanted:
        refused = refusal(line, choice)
        if refused is not None:
            raise refused
    moves = []
    label = ngettext("Record {n} decision", "Record {n} decisions", len(wanted)).format(n=len(wanted))
    with store.step(label) as db:
        told: set[int] = set()
        for line, choice in wanted:
            move = move_of(line) if choice == "servicenow" else None
            if move is not None:
                moves.append((line.dossier.id, *move))
            else:
                _write(store, db, line, choice, told)
    return Outcome(len(wanted), tuple(moves))


def _decided(store: Store) -> frozenset[int]:
    return frozenset(row[0] for row in store.records("SELECT observation FROM decision"))


def _of(dossier: Dossier, recorded: Recorded) -> Iterator[Line]:
    for entry in observations.ledger(dossier, recorded):
        group = _BY_VERDICT.get(entry.verdict)
        if group is not None and entry.seen is not None:
            yield Line(dossier, group, entry.subject, entry, entry.seen)
    yield from _incidents(dossier)
    yield from _gone(dossier)


def _incidents(dossier: Dossier) -> Iterator[Line]:
    """Return the incidents that were seen and are not among the tickets."""
    known = {ticket.number for ticket in dossier.tickets if ticket.kind == "INC"}
    newest: dict[str, Observation] = {}
    for item in dossier.observations:
        if item.subject.startswith("INC") and item.subject.endswith(".state"):
            newest[item.subject] = item
    for subject, item in newest.items():
        if subject.partition(".")[0] not in known:
            yield Line(dossier, "new", subject, None, item)


def _gone(dossier: Dossier) -> Iterator[Line]:
    """Return the tickets that an earlier list had and the newest list of the same engagement has not."""
    newest: dict[str, Observation] = {}
    for item in dossier.observations:
        if item.subject.startswith("ETIU") and item.subject.endswith(".state") and batch_of(item):
            newest[item.subject] = item
    last = max((batch_of(item) for item in newest.values()), default="")
    for subject, item in newest.items():
        if batch_of(item) < last:
            yield Line(dossier, "gone", subject, None, item)


def batch_of(seen: Observation) -> str:
    """Return the import that an observation came with; empty for one that was recorded by hand."""
    return str(json.loads(seen.body).get("batch", ""))


def column_of(seen: Observation) -> str:
    """Return the column that an observation was read from; empty where it isn't known."""
    return str(json.loads(seen.body).get("column", ""))


def _order(line: Line) -> tuple[int, bool, str, str, str]:
    prod = line.dossier.prod.start_utc or line.dossier.prod.start or "9"
    dated = line.entry is not None and line.entry.is_date
    return GROUPS.index(line.group), not dated, prod, line.dossier.engagement.client, line.subject


def _write(store: Store, db: Database, line: Line, choice: Choice, told: set[int]) -> None:
    now = zones.utc_text(store.clock.now())
    if line.subject == "engagement":
        if choice == "not_mine":
            _disown(store, line.dossier)
        return
    if line.seen is not None:
        row = {"engagement": line.dossier.id, "observation": line.seen.id, "choice": choice, "decided_utc": now}
        db.table("decision").insert(row)
    if line.group == "new":
        if choice == "add":
            _add_incident(db, line, now)
    elif line.group == "gone":
        if choice == "servicenow":
            _set_state(db, line, "", now)
    elif line.entry is not None and line.entry.field == "state":
        shown = line.seen.value if line.seen else ""
        _set_state(db, line, line.entry.intended if choice == "plan" else shown, now)
    elif line.entry is not None and line.entry.is_date:
        _demand_again(store, db, line, now, told)


def _disown(store: Store, dossier: Dossier) -> None:
    """Put a new engagement into the bin and remember its parent, so that no import brings it again (Decisions 3)."""
    parent = dossier.engagement.parent
    if parent:
        known = settings.get(store, "import.not_mine").split()
        settings.put(store, "import.not_mine", " ".join(sorted({*known, parent})))
    engagements.delete(store, dossier.id)


def _add_incident(db: Database, line: Line, now: str) -> None:
    number, state = line.subject.partition(".")[0], line.seen.value if line.seen else ""
    row = {"engagement": line.dossier.id, "kind": "INC", "number": number, "state": state, "state_utc": now}
    db.table("ticket").insert(row)


def _set_state(db: Database, line: Line, state: str, now: str) -> None:
    kind = line.subject.partition(".")[0]
    ticket = line.dossier.ticket(kind)
    fields = {"state": state, "state_utc": now}
    if ticket is None:
        db.table("ticket").insert({"engagement": line.dossier.id, "kind": kind, **fields})
    else:
        db.table("ticket").update(ticket.id, fields)


def _demand_again(store: Store, db: Database, line: Line, now: str, told: set[int]) -> None:
    """The plan is right: the dates have to be entered and read back again; of a scheduled upgrade the lead is told."""
    dossier = load(store, line.dossier.id)
    if dossier.id in told:
        return
    told.add(dossier.id)
    if not dossier.engagement.scheduling:
        db.table("engagement").update(dossier.id, {"entered_utc": ""})
        return
    shown = line.seen.instant_utc if line.seen and line.subject.endswith(".start") else ""
    zone = dossier.prod.zone
    was = zones.wall_text(zones.to_zone(zones.parse_utc(shown), zone)) if shown else ""
    reason = _("ServiceNow did not keep it; it is entered again.")
    facts = {"from": was, "to": dossier.prod.start, "zone": zone, "reason": reason, "followers": []}
    row = {"kind": ADJUSTMENT, "facts": json.dumps(facts, ensure_ascii=False), "created_utc": now}
    db.table("message").insert({"engagement": dossier.id, **row})


def counts(found: Iterable[Line]) -> dict[Group, int]:
    """Return how many lines each group has."""
    told: dict[Group, int] = dict.fromkeys(GROUPS, 0)
    for line in found:
        told[line.group] += 1
    return told
