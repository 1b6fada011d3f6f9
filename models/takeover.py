"""Taking an engagement over: the handover becomes one's own, as one undoable step (N36; PRODUCT, Decisions 18).

The receiver states the Prod Upgrade and the next step again. A mismatch is loud and never blocks: until the date is
agreed, signed or stated rightly, a rule says that it is unconfirmed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct, structs
from msgspec.structs import asdict, replace

from models import confirmation, counterpart, engagements, evidence, merging, settings, zones
from models.confirmation import Taken
from models.dossiers import load
from models.errors import UserError
from models.formats import Formats
from models.handover import EMAILS, NOTES, Handover
from models.merging import Side, columns_of, identity
from models.playbook import Playbook, StepDef, from_json
from models.playbook_rows import keep
from models.records import Contact, Dossier
from models.store import Store
from models.texts import _, mark

if TYPE_CHECKING:
    from sqlite_utils import Database

_UNION: Final = (
    ("roadmap", "roadmap"),
    ("message", "messages"),
    ("session_request", "session_requests"),
    ("client_question", "questions"),
    ("earlier_act", "history"),
)
"""Tables of which the rows of both are kept, and what the handover calls them."""
_LIVING: Final = frozenset({"message", "session_request", "client_question"})
"""Those of them whose rows go on changing: a text is sent, a question gets its incident."""
STEPS: Final = (
    ("takeover_tell_client", mark("Tell the client who takes over"), "email", "takeover"),
    ("takeover_tell_lead", mark("Tell the lead who takes over"), "email", "handover"),
    ("takeover_block_calendar", mark("Block your calendar for the prod upgrade"), "calendar", ""),
)
"""Key, words, action and text of the steps that taking over adds."""


class Stated(Struct, frozen=True):
    """What the receiver said before looking: the Prod Upgrade's start, aware, and the key of the next step."""

    prod: datetime | None = None
    next_step: str = ""


def question(dossier: Dossier, sender: str, stated: datetime, formats: Formats) -> tuple[str, str]:
    """Return subject and text of the question to the sender where the stated Prod Upgrade is another one.

    Args:
        dossier: the engagement as the sender has it.
        sender: who handed it over.
        stated: what the receiver read from the roadmap.
        formats: how times are written.
    """
    client, prod = dossier.engagement.client, dossier.prod.starts
    theirs = in_full(prod, formats) if prod else _("no date")
    subject = _("{client}: which prod upgrade date is right?").format(client=client)
    text = _(
        "Hello {name},\n\nI am taking over {client}. Your file says that the prod upgrade is on {theirs}; "
        "the roadmap says {mine}.\n\nWhich one is right? Until I know, nothing is scheduled."
    )
    words = {
        "name": sender.split(" ", maxsplit=1)[0],
        "client": client,
        "theirs": theirs,
        "mine": in_full(stated, formats),
    }
    return subject, text.format(**words)


def in_full(moment: datetime, formats: Formats) -> str:
    """Return "Thursday 3 December 2026, 19:00 PST": a moment with its weekday and zone."""
    return f"{formats.full(moment)} {zones.abbreviation(moment, zones.zone_name(moment))}"


def take_over(
    store: Store, handover: Handover, stated: Stated, sides: Mapping[str, Side] | None = None, onto: int = 0
) -> int:
    """Make the engagement of a handover one's own and return its id; all of it is one undo step.

    Args:
        store: where it goes.
        handover: what `handover_reading.read` found sound.
        stated: what the receiver stated.
        sides: which side counts where the person swapped it, by `Difference.key`.
        onto: the engagement here that it is taken onto where none has its uid (`counterpart.find`), 0 for none.

    Raises:
        UserError: your name isn't set.
    """
    you = settings.you(store)
    if not you.name:
        raise UserError(_("Taking over needs your name."), _("Settings, You"), _("Write your name there."))
    mine = merging.here(store, handover, onto)
    found = merging.differences(store, handover, Formats(), onto)
    kept = {item.key for item in found if (sides or {}).get(item.key, item.result) == "yours" and not item.fixed}
    label = _("Take over {client}").format(client=handover.engagement.client)
    with store.step(label) as db:
        row = _engagement(handover, mine, kept, you.name) | {
            "taken_over": _taken(store, handover, stated),
            "playbook": keep(db, _with_steps(_playbook(store, handover, mine), handover)),
        }
        if mine is None:
            id_ = int(db.table("engagement").insert(row | {"uid": handover.engagement.uid}).last_pk or 0)
        else:
            id_ = mine.id
            db.table("engagement").update(id_, row)
        _merge_rows(store, db, id_, handover, mine, kept)
        numbers = _add_evidence(store, handover)
        if mine is not None and mine.engagement.uid != handover.engagement.uid:
            counterpart.adopt(store, db, id_, mine.engagement.uid, handover)
        _add_decisions(store, db, id_, handover, numbers)
        engagements.name_act(db, label, id_)
    return id_


def state_again(store: Store, engagement: int, prod: datetime) -> bool:
    """Keep what was stated after the take-over, and return whether it is what is planned.

    Raises:
        UserError: the engagement was never taken over.
    """
    mine = load(store, engagement)
    found = confirmation.taken(mine.engagement)
    if found is None:
        raise UserError(_("{client} was not taken over.").format(client=mine.engagement.client))
    said = zones.utc_text(prod)
    with store.step(_("State the prod upgrade again"), engagement=engagement) as db:
        row = {"taken_over": json.dumps(asdict(replace(found, stated_utc=said)), ensure_ascii=False)}
        db.table("engagement").update(engagement, row)
    return said == mine.prod.start_utc


def _engagement(handover: Handover, mine: Dossier | None, kept: set[str], consultant: str) -> dict[str, Any]:
    """Return the columns that the engagement gets; it is out of the bin and the archive, and given to nobody."""
    theirs = {name: value for name, value in asdict(handover.engagement).items() if name not in merging.OWN}
    if mine is None:
        return theirs | {"consultant": consultant, "created_utc": handover.engagement.created_utc}
    before = asdict(mine.engagement)
    theirs = {name: before[name] if f"engagement.{name}" in kept else value for name, value in theirs.items()}
    theirs["notes"] = _notes(before["notes"], "" if NOTES in handover.left_out else str(theirs["notes"]))
    back = {"archived_utc": "", "deleted_utc": "", "given_to": "", "given_utc": ""}
    return theirs | back | {"consultant": consultant}


def _notes(yours: str, theirs: str) -> str:
    """Return the notes of both, once each."""
    if theirs in yours:
        return yours
    return theirs if yours in theirs else f"{yours}\n\n{theirs}"


def _taken(store: Store, handover: Handover, stated: Stated) -> str:
    sent = next(item for item in handover.phases if item.kind == "prod_upgrade").start_utc
    said = zones.utc_text(stated.prod) if stated.prod else ""
    now = zones.utc_text(store.clock.now())
    found = Taken(handover.sender.name, handover.made_utc, now, sent, said, stated.next_step)
    return json.dumps(asdict(found), ensure_ascii=False)


def _playbook(store: Store, handover: Handover, mine: Dossier | None) -> Playbook:
    """Return the sender's playbook, with what taking over had added here before."""
    if mine is None:
        return handover.playbook
    stored = from_json(store.records("SELECT body FROM playbook WHERE id = ?", [mine.engagement.playbook])[0][0])
    own = tuple(item for item in stored.steps if item.key in _KEYS and not handover.playbook.step(item.key))
    if not own:
        return handover.playbook
    after = stored.steps[stored.steps.index(own[-1]) + 1 :]
    steps = handover.playbook.steps
    at = next((steps.index(item) for item in after if item in steps), len(steps))
    return replace(handover.playbook, steps=(*steps[:at], *own, *steps[at:]))


_KEYS: Final = frozenset(key for key, *_rest in STEPS)


def _with_steps(playbook: Playbook, handover: Handover) -> Playbook:
    """Return the playbook with the three steps before the next open one of its group."""
    if any(playbook.step(key) for key in _KEYS):
        return playbook
    done = {item.key for item in handover.steps if item.done_utc}
    at = next((place for place, item in enumerate(playbook.steps) if item.key not in done), len(playbook.steps) - 1)
    near = playbook.steps[at]
    new = tuple(
        StepDef(key, near.group, near.phase, words, "", "L124", "N36", action=action, message=message)
        for key, words, action, message in STEPS
    )
    return structs.replace(playbook, steps=(*playbook.steps[:at], *new, *playbook.steps[at:]))


def _merge_rows(store: Store, db: Database, id_: int, handover: Handover, mine: Dossier | None, kept: set[str]) -> None:
    for phase in handover.phases:
        _put(store, db, "phase", id_, ("kind",), columns_of(phase), f"phase.{phase.kind}" in kept)
    for step in handover.steps:
        if step.key not in _KEYS:
            _put(store, db, "step", id_, ("key",), columns_of(step), f"step.{step.key}" in kept)
    for key in _KEYS:  # they are to be done by each who takes over
        empty = {"key": key, "done_utc": "", "done_by": "", "origin": "", "why": "", "note": ""}
        _put(store, db, "step", id_, ("key",), empty, kept=False)
    for ticket in handover.tickets:
        known = ("kind", "number") if ticket.kind == "INC" else ("kind",)
        _put(store, db, "ticket", id_, known, columns_of(ticket), f"ticket.{merging.ticket_key(ticket)}" in kept)
    for contact in handover.contacts:
        row = _contact(contact, mine, handover)
        _put(store, db, "contact", id_, ("name",), row, f"contact.{contact.name}" in kept)
    for table, name in _UNION:
        _unite(store, db, table, id_, getattr(handover, name), handover, mine)
    _add_time(store, db, id_, handover)


def _contact(contact: Contact, mine: Dossier | None, handover: Handover) -> dict[str, str | int]:
    """Return a contact's columns; an address that stayed with the sender doesn't empty the one here."""
    row = columns_of(contact)
    before = next((item for item in mine.contacts if item.name == contact.name), None) if mine else None
    if before is not None and EMAILS in handover.left_out:
        row["email"] = before.email
    return row


def _put(
    store: Store,
    db: Database,
    table: str,
    id_: int,
    known: Sequence[str],
    row: Mapping[str, str | int],
    kept: bool,
) -> None:
    """Write a row over the one that has the same identity here, or add it; `kept` leaves the one here as it is."""
    where = " AND ".join(f"{name} = ?" for name in known)
    values = [id_, *(row[name] for name in known)]
    found = store.records(f"SELECT id FROM {table} WHERE engagement = ? AND {where}", values)  # noqa: S608 - constant names
    if not found:
        db.table(table).insert({"engagement": id_, **row})
    elif not kept:
        db.table(table).update(found[0][0], dict(row))


def _unite(
    store: Store, db: Database, table: str, id_: int, rows: Sequence[Struct], handover: Handover, mine: Dossier | None
) -> None:
    """Add the rows that aren't here yet, and take over what became of the others, where it is newer.

    What was sent stays sent, and what was done here isn't told a second time as done by a former consultant.
    """
    where = " AND ".join(f"{name} = ?" for name in merging.IDENTITIES[type(rows[0]).__name__]) if rows else ""
    for row in rows:
        values, known = merging.stored(row), [id_, *identity(row)]
        found = store.records(f"SELECT id FROM {table} WHERE engagement = ? AND {where}", known)  # noqa: S608 - constant names
        if table == "earlier_act":
            found = found or store.records(f"SELECT id FROM history WHERE engagement = ? AND {where}", known)  # noqa: S608 - constant names
        if not found:
            db.table(table).insert({"engagement": id_, **values})
        elif mine is not None and _goes_on(store, mine, table, found[0][0], handover, values):
            db.table(table).update(found[0][0], values)


def _goes_on(
    store: Store, mine: Dossier, table: str, row: int, handover: Handover, values: Mapping[str, str | int]
) -> bool:
    """Whether the sender's newer words take the place of a row here: a question that got its incident, a sent text."""
    if table not in _LIVING or (table == "message" and not values["sent_utc"]):
        return False
    return merging.newer(store, mine, table, row, handover) == "theirs"


def _add_time(store: Store, db: Database, id_: int, handover: Handover) -> None:
    """Add the sender's time pieces; they count as exported, for they stand on the sender's own cards."""
    numbers: dict[int, int] = {}
    for piece in handover.time_entries:
        values = list(identity(piece))
        same = " AND ".join(f"{name} = ?" for name in merging.IDENTITIES["TimeEntry"])
        query = f"SELECT id FROM time_entry WHERE engagement = ? AND {same}"  # noqa: S608 - constant names
        found = store.records(query, [id_, *values])
        if found:
            numbers[piece.id] = found[0][0]
            continue
        row = {name: value for name, value in asdict(piece).items() if name != "id"}
        row |= {"engagement": id_, "corrects": numbers.get(piece.corrects, 0)}
        if not piece.exported_utc:
            row |= {"exported_utc": handover.made_utc, "exported_minutes": piece.minutes}
        numbers[piece.id] = int(db.table("time_entry").insert(row).last_pk or 0)


def _add_evidence(store: Store, handover: Handover) -> dict[int, int]:
    """Append the evidence that isn't here yet and return where each row of the file is now.

    Where nothing else was recorded here the chain stays the sender's, hash by hash; else a row of the kind
    "handover" names the hash with which the sender's ended.
    """
    uid = handover.engagement.uid
    own = store.evidence_of(uid)
    here = {identity(item): item.id for item in own}
    numbers = {item.id: here[identity(item)] for item in handover.evidence if identity(item) in here}
    fresh = [item for item in handover.evidence if item.id not in numbers]
    if fresh and (fresh[0].previous != (own[-1].hash if own else evidence.START)):
        mark_ = {"engagement": uid, "kind": "handover", "subject": "handover", "value": handover.sender.name}
        at, body = zones.utc_text(store.clock.now()), json.dumps({"last": handover.evidence[-1].hash})
        store.add_evidence(mark_ | {"at_utc": at, "body": body})
    for item in fresh:
        row = {name: value for name, value in asdict(item).items() if name not in evidence.CHAINED}
        numbers[item.id] = store.add_evidence(row)
    return numbers


def _add_decisions(store: Store, db: Database, id_: int, handover: Handover, numbers: Mapping[int, int]) -> None:
    for item in handover.decisions:
        row = {"engagement": id_, "observation": numbers[item.observation], "choice": item.choice}
        query = "SELECT 1 FROM decision WHERE engagement = ? AND observation = ? AND choice = ?"
        if not store.records(query, list(row.values())):
            db.table("decision").insert(row | {"decided_utc": item.decided_utc})
