"""A handover: one file with an engagement's whole state, history, evidence and messages (N36).

It is sealed, so that a change on the way is found. Internal notes and the contacts' e-mail addresses stay here unless
they are chosen; paths of files, running timers and survey scores never leave.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec
from msgspec.structs import replace

from models import attachments, facts, messages, settings, whole_files, zones
from models.errors import UserError
from models.playbook import Playbook, from_json
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
    You,
)
from models.store import Store
from models.texts import _, mark

FORMAT: Final = "e2e-tracker handover"
VERSION: Final = 1
SUFFIX: Final = ".e2e.json"
NOTES: Final = "notes"
EMAILS: Final = "emails"
PRIVATE: Final = {NOTES: mark("internal notes"), EMAILS: mark("the contacts' e-mail addresses")}
"""What is left out unless it is chosen, with its words."""
_HISTORY: Final = 10_000
"""How many steps of the history go along at most, the newest."""
_Row = TypeVar("_Row", bound=msgspec.Struct)


class Sender(msgspec.Struct, frozen=True):
    """Who gives the engagement away."""

    name: str
    initials: str


class Decided(msgspec.Struct, frozen=True):
    """A decision about an observation; `observation` is the id of that row of the file's evidence."""

    observation: int
    choice: str
    decided_utc: str


class Deed(msgspec.Struct, frozen=True):
    """One step of the history in words: what, why, when, by whom."""

    label: str
    reason: str
    made_utc: str
    made_by: str


class Handover(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file; its rows are those of the database with 0 for the engagement, and ids that only the file knows.

    `left_out` names what stayed with the sender (`PRIVATE`), `seal` is the SHA-256 of everything else.
    """

    format: str
    version: int
    made_utc: str
    sender: Sender
    left_out: tuple[str, ...]
    engagement: Engagement
    playbook: Playbook
    contacts: tuple[Contact, ...]
    phases: tuple[Phase, ...]
    roadmap: tuple[Roadmap, ...]
    steps: tuple[Step, ...]
    tickets: tuple[Ticket, ...]
    messages: tuple[Message, ...]
    time_entries: tuple[TimeEntry, ...]
    decisions: tuple[Decided, ...]
    session_requests: tuple[SessionRequest, ...]
    questions: tuple[ClientQuestion, ...]
    evidence: tuple[Observation, ...]
    history: tuple[Deed, ...]
    seal: str = ""


def take(store: Store, engagement: int, *, chosen: frozenset[str] = frozenset()) -> Handover:
    """Return the handover of an engagement; nothing is changed here.

    Args:
        store: where it is.
        engagement: its id.
        chosen: which of `PRIVATE` go along.

    Raises:
        UserError: it isn't there, or your name isn't set, so that nobody would know whose it is.
    """
    you = settings.you(store)
    if not you.name:
        what = _("A handover needs your name.")
        raise UserError(what, _("Settings, You"), _("Write your name there, then try again."))
    found = store.records("SELECT * FROM engagement WHERE id = ?", [engagement])
    if not found:
        raise UserError(_("This engagement is not there any more."), do=_("Choose another one."))
    stored = Engagement(*found[0])
    made = Handover(
        format=FORMAT,
        version=VERSION,
        made_utc=zones.utc_text(store.clock.now()),
        sender=Sender(you.name, you.initials),
        left_out=tuple(name for name in PRIVATE if name not in chosen),
        engagement=_shown(stored, chosen),
        playbook=_playbook(store, stored.playbook),
        contacts=tuple(item if EMAILS in chosen else replace(item, email="") for item in _rows(store, stored, Contact)),
        phases=_rows(store, stored, Phase),
        roadmap=_rows(store, stored, Roadmap),
        steps=_rows(store, stored, Step),
        tickets=_rows(store, stored, Ticket),
        messages=tuple(replace(item, facts=_without_files(item.facts)) for item in _rows(store, stored, Message)),
        time_entries=_rows(store, stored, TimeEntry),
        decisions=_decisions(store, stored),
        session_requests=_rows(store, stored, SessionRequest),
        questions=tuple(replace(item, timer=0) for item in _rows(store, stored, ClientQuestion)),
        evidence=tuple(
            Observation(*row)
            for row in store.records("SELECT * FROM evidence WHERE engagement = ? ORDER BY id", [stored.uid])
        ),
        history=_history(store, stored.id),
    )
    return replace(made, seal=seal_of(made))


def seal_of(handover: Handover) -> str:
    """Return the SHA-256 of everything but the seal, as hexadecimal text."""
    return hashlib.sha256(msgspec.json.encode(replace(handover, seal=""), order="sorted")).hexdigest()


def write(handover: Handover, path: Path) -> None:
    """Write a handover whole or not at all; raises UserError where the file can't be written."""
    whole_files.write(path, msgspec.json.format(msgspec.json.encode(handover), indent=1))


def file_name(client: str) -> str:
    """Return what the file is called: "Northwind-Health.e2e.json"."""
    words = "-".join("".join(sign if sign.isalnum() else " " for sign in client).split())
    return f"{words or 'engagement'}{SUFFIX}"


def dossier_of(handover: Handover, you: You) -> Dossier:
    """Return the engagement as the file has it, with id 0, to look at it and to compare; nothing is stored."""
    made = Dossier(
        engagement=handover.engagement,
        playbook=handover.playbook,
        phases={item.kind: item for item in handover.phases},
        steps={item.key: Step(0, 0, item.key, "", "", "", "", "") for item in handover.playbook.steps}
        | {item.key: item for item in handover.steps if handover.playbook.step(item.key)},
        tickets=handover.tickets,
        roadmap=handover.roadmap,
        messages=handover.messages,
        contacts=handover.contacts,
        time_entries=handover.time_entries,
        session_requests=handover.session_requests,
        questions=handover.questions,
        observations=handover.evidence,
        you=you,
    )
    return replace(made, steps=facts.settle(made))


def _shown(stored: Engagement, chosen: frozenset[str]) -> Engagement:
    """Return the engagement as the receiver begins with it: neither archived, in the bin nor given away."""
    return replace(
        stored,
        id=0,
        playbook=0,
        archived_utc="",
        deleted_utc="",
        taken_over="",
        given_to="",
        given_utc="",
        notes=stored.notes if NOTES in chosen else "",
    )


_TABLES: Final[dict[type[msgspec.Struct], str]] = {
    Contact: "contact",
    Phase: "phase",
    Roadmap: "roadmap",
    Step: "step",
    Ticket: "ticket",
    Message: "message",
    TimeEntry: "time_entry",
    SessionRequest: "session_request",
    ClientQuestion: "client_question",
}


def _rows(store: Store, stored: Engagement, record: type[_Row]) -> tuple[_Row, ...]:
    """Return the rows of an engagement's table; the second column is the engagement, which the file leaves open."""
    table = next(name for kind, name in _TABLES.items() if kind is record)
    found = store.records(f"SELECT * FROM {table} WHERE engagement = ? ORDER BY id", [stored.id])  # noqa: S608 - constant names
    make: Callable[..., _Row] = record
    return tuple(make(row[0], 0, *row[2:]) for row in found)


def _playbook(store: Store, playbook: int) -> Playbook:
    return from_json(store.records("SELECT body FROM playbook WHERE id = ?", [playbook])[0][0])


def _decisions(store: Store, stored: Engagement) -> tuple[Decided, ...]:
    query = """SELECT observation, choice, decided_utc FROM decision WHERE engagement = ?
        AND observation IN (SELECT id FROM evidence WHERE engagement = ?) ORDER BY id"""
    return tuple(Decided(*row) for row in store.records(query, [stored.id, stored.uid]))


def _history(store: Store, engagement: int) -> tuple[Deed, ...]:
    """Return what was done, oldest first: by former consultants, then here."""
    columns = "label, reason, made_utc, made_by"
    earlier = store.records(f"SELECT {columns} FROM earlier_act WHERE engagement = ? ORDER BY id", [engagement])  # noqa: S608 - constant names
    own = [Deed(act.label, act.reason, act.made_utc, act.made_by) for act in store.history(engagement, _HISTORY)]
    return tuple(sorted((*(Deed(*row) for row in earlier), *reversed(own)), key=lambda deed: deed.made_utc))


def _without_files(told: str) -> str:
    """Return a message's facts without the places of files on this computer."""
    body: dict[str, Any] = json.loads(told)
    kept = [key for key in body.get(messages.ATTACHMENTS, []) if attachments.path_of(key) is None]
    if messages.ATTACHMENTS not in body:
        return told
    return json.dumps(body | {messages.ATTACHMENTS: kept}, ensure_ascii=False)
