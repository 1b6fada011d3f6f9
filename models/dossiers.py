"""Reading engagements: a fixed number of queries, however many they are."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Final, TypeVar

from msgspec.structs import replace

from models import facts, settings, texts, zones
from models.errors import DamagedError, UserError
from models.playbook import Playbook, from_json
from models.playbook_words import translated
from models.records import (
    ClientQuestion,
    Contact,
    Dossier,
    Engagement,
    Message,
    Observation,
    Phase,
    Roadmap,
    SessionRequest,
    Step,
    Ticket,
    TimeEntry,
)
from models.store import Changed, Store
from models.texts import _

_Row = TypeVar("_Row")
_Others = tuple[tuple[str, datetime], ...]
_CHILDREN: Final = (
    "phase",
    "step",
    "ticket",
    "roadmap",
    "message",
    "contact",
    "time_entry",
    "decision",
    "session_request",
    "client_question",
    "timer",
    "earlier_act",
)
QUESTIONS: Final = """SELECT client_question.*, COALESCE(timer.started_utc, ''), COALESCE(timer.counted_seconds, 0)
    FROM client_question LEFT JOIN timer ON timer.id = client_question.timer"""
"""What a `records.ClientQuestion` is read by: its own columns and those of the timer that counts for it."""
_FOR_ALL: Final = ("setting", "person")


def load(store: Store, engagement: int) -> Dossier:
    """Return everything that is known of one engagement, in the bin or not; raises UserError where there is none."""
    found = load_some(store, [engagement])
    if not found:
        raise UserError("This engagement is not there any more.", do="Choose another one.")
    return found[0]


def load_all(store: Store, *, deleted: bool = False) -> list[Dossier]:
    """Return all engagements, archived ones included, by client; those in the bin where `deleted`."""
    condition = "deleted_utc <> ''" if deleted else "deleted_utc = ''"
    found = store.records(f"SELECT id FROM engagement WHERE {condition} ORDER BY client COLLATE NOCASE, id")
    return load_some(store, [row[0] for row in found])


def load_some(store: Store, ids: Sequence[int]) -> list[Dossier]:
    """Return the engagements with those ids, in that order; ids that aren't there are left out."""
    if not ids:
        return []
    marks = json.dumps(list(ids))
    where = "WHERE id IN (SELECT value FROM json_each(?))"
    engagements = {row[0]: Engagement(*row) for row in store.records(f"SELECT * FROM engagement {where}", [marks])}
    playbooks = _playbooks(store, {item.playbook for item in engagements.values()})
    phases = _by_engagement(store, Phase, "phase", marks)
    steps = _by_engagement(store, Step, "step", marks)
    tickets = _by_engagement(store, Ticket, "ticket", marks)
    roadmaps = _by_engagement(store, Roadmap, "roadmap", marks)
    messages = _by_engagement(store, Message, "message", marks)
    contacts = _by_engagement(store, Contact, "contact", marks)
    entries = _by_engagement(store, TimeEntry, "time_entry", marks)
    requests = _by_engagement(store, SessionRequest, "session_request", marks)
    questions = _questions(store, marks)
    evidence = _evidence(store, marks)
    you, others = settings.you(store), _Starts(store)
    found = []
    for engagement in (engagements[item] for item in ids if item in engagements):
        observations = tuple(evidence.get(engagement.uid, ()))
        dossier = Dossier(
            engagement=engagement,
            playbook=playbooks[engagement.playbook],
            phases={phase.kind: phase for phase in phases.get(engagement.id, ())},
            steps={step.key: step for step in steps.get(engagement.id, ())},
            tickets=_with_newest_state(tickets.get(engagement.id, ()), observations),
            roadmap=tuple(roadmaps.get(engagement.id, ())),
            messages=tuple(messages.get(engagement.id, ())),
            contacts=tuple(contacts.get(engagement.id, ())),
            time_entries=tuple(entries.get(engagement.id, ())),
            session_requests=tuple(requests.get(engagement.id, ())),
            questions=tuple(questions.get(engagement.id, ())),
            observations=observations,
            you=you,
            others=others.beside(engagement),
        )
        found.append(replace(dossier, steps=facts.settle(dossier)))
    return found


def names(store: Store) -> list[tuple[int, str]]:
    """Return id and client of all engagements that are not in the bin, archived ones included, by client."""
    query = "SELECT id, client FROM engagement WHERE deleted_utc = '' ORDER BY client COLLATE NOCASE, id"
    return [(row[0], row[1]) for row in store.records(query)]


def is_empty(store: Store) -> bool:
    """Whether the data folder has no engagement at all, not even in the bin."""
    return not store.records("SELECT 1 FROM engagement LIMIT 1")


def touched_by(store: Store, changed: Changed) -> set[int]:
    """Return the ids of the engagements whose dossier is another one after a change.

    A Prod Upgrade that moves, or a client that is renamed, shows on the same consultant's other engagements too.
    """
    if changed.touches(*_FOR_ALL):
        return {engagement for engagement, _client in names(store)}
    rows: dict[str, list[int]] = defaultdict(list)
    for table, row in changed.rows:
        rows[table].append(row)
    touched = set(rows["engagement"])
    for table in _CHILDREN:
        touched |= _parents(store, table, rows[table])
    if rows["evidence"]:
        query = """SELECT engagement.id FROM evidence JOIN engagement ON engagement.uid = evidence.engagement
            WHERE evidence.id IN (SELECT value FROM json_each(?))"""
        touched |= {row[0] for row in store.records(query, [json.dumps(rows["evidence"])])}
    return touched | _neighbours(store, rows["engagement"], rows["phase"])


def _parents(store: Store, table: str, rows: list[int]) -> set[int]:
    """Return the engagements of a table's rows; of rows that are gone by the change log's images."""
    if not rows:
        return set()
    found = store.records(
        f"SELECT id, engagement FROM {table} WHERE id IN (SELECT value FROM json_each(?))", [json.dumps(rows)]
    )
    gone = json.dumps(sorted(set(rows) - {row[0] for row in found}))
    query = """SELECT DISTINCT json_extract(COALESCE(before, after), '$.engagement') FROM change
        WHERE tbl = ? AND row IN (SELECT value FROM json_each(?))"""
    logged = store.records(query, [table, gone]) if gone != "[]" else []
    return {row[1] for row in found} | {row[0] for row in logged}


def _neighbours(store: Store, engagements: list[int], phases: list[int]) -> set[int]:
    query = """SELECT id FROM engagement WHERE deleted_utc = '' AND consultant IN (
        SELECT consultant FROM engagement WHERE id IN (SELECT value FROM json_each(:engagements))
        UNION SELECT engagement.consultant FROM phase JOIN engagement ON engagement.id = phase.engagement
        WHERE phase.kind = 'prod_upgrade' AND phase.id IN (SELECT value FROM json_each(:phases)))"""
    values = {"engagements": json.dumps(engagements), "phases": json.dumps(phases)}
    return {row["id"] for row in store.rows(query, values)} if engagements or phases else set()


def _by_engagement(store: Store, record: Callable[..., _Row], table: str, marks: str) -> dict[int, list[_Row]]:
    """Return a child table's rows by engagement; every child table has the engagement as its second column."""
    found: dict[int, list[_Row]] = {}
    query = f"SELECT * FROM {table} WHERE engagement IN (SELECT value FROM json_each(?)) ORDER BY id"
    for row in store.records(query, [marks]):
        found.setdefault(row[1], []).append(record(*row))
    return found


def _questions(store: Store, marks: str) -> dict[int, list[ClientQuestion]]:
    """Return the client questions by engagement, with what their timers say."""
    found: dict[int, list[ClientQuestion]] = {}
    query = f"""{QUESTIONS} WHERE client_question.engagement IN (SELECT value FROM json_each(?))
        ORDER BY client_question.id"""
    for row in store.records(query, [marks]):
        found.setdefault(row[1], []).append(ClientQuestion(*row))
    return found


def _evidence(store: Store, marks: str) -> dict[str, list[Observation]]:
    found: dict[str, list[Observation]] = {}
    query = """SELECT * FROM evidence WHERE engagement IN (
        SELECT uid FROM engagement WHERE id IN (SELECT value FROM json_each(?))) ORDER BY id"""
    for row in store.records(query, [marks]):
        found.setdefault(row[1], []).append(Observation(*row))
    return found


def _playbooks(store: Store, ids: Iterable[int]) -> dict[int, Playbook]:
    query = "SELECT id, body FROM playbook WHERE id IN (SELECT value FROM json_each(?))"
    return {row[0]: _playbook(row[1], texts.language()) for row in store.records(query, [json.dumps(sorted(ids))])}


@lru_cache(maxsize=64)
def _playbook(body: str, language: str) -> Playbook:
    """Read a stored playbook; what this program wrote and can't read has been damaged on the disk."""
    try:
        stored = from_json(body)
        return stored if language == texts.SOURCE else translated(stored)
    except (ValueError, TypeError, LookupError) as error:
        what = _("The playbook of an engagement is damaged in the database.")
        raise DamagedError(what, do=_("Restore a copy of it.")) from error


def _with_newest_state(tickets: Sequence[Ticket], observations: Sequence[Observation]) -> tuple[Ticket, ...]:
    """Return the tickets with the state that ServiceNow showed last, where that is newer than the recorded one."""
    if not observations:
        return tuple(tickets)
    seen: dict[str, Observation] = {}
    for item in observations:
        if item.kind == "observation" and item.subject.endswith(".state"):
            before = seen.get(item.subject)
            if before is None or item.at_utc >= before.at_utc:
                seen[item.subject] = item
    merged = []
    for ticket in tickets:
        newest = seen.get(f"{ticket.kind}.state")
        newer = newest is not None and newest.at_utc > ticket.state_utc
        merged.append(replace(ticket, state=newest.value, state_utc=newest.at_utc) if newest and newer else ticket)
    return tuple(merged)


class _Starts:
    """The planned starts of all Prod Upgrades by consultant, for what else stands in the same nights."""

    def __init__(self, store: Store) -> None:
        query = """SELECT engagement.consultant, engagement.id, engagement.client, phase.start, phase.zone,
            phase.start_utc FROM engagement JOIN phase ON phase.engagement = engagement.id
            WHERE phase.kind = 'prod_upgrade' AND phase.start_utc <> ''
            AND engagement.deleted_utc = '' AND engagement.archived_utc = '' ORDER BY phase.start_utc, engagement.id"""
        self._starts: dict[str, _Others] = {}
        self._places: dict[int, int] = {}
        by_consultant: dict[str, list[tuple[str, datetime]]] = {}
        for consultant, engagement, client, start, zone, start_utc in store.records(query):
            night = by_consultant.setdefault(consultant, [])
            self._places[engagement] = len(night)
            night.append((client, _start(start, zone, start_utc)))
        self._starts = {consultant: tuple(night) for consultant, night in by_consultant.items()}

    def beside(self, engagement: Engagement) -> _Others:
        """Return client and start of the same consultant's others, earliest first."""
        night, place = self._starts.get(engagement.consultant, ()), self._places.get(engagement.id)
        return night if place is None else night[:place] + night[place + 1 :]


@lru_cache(maxsize=16384)
def _start(wall: str, zone: str, utc: str) -> datetime:
    return zones.restore(wall, zone, utc)
