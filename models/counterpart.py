"""An engagement here that a handover is about though it came here by another way: a list, or typed by hand (N36).

The same one has the same uid. Where two consultants made it apart from each other the parent, or a ticket of the same
client, says that it is one; the client's name alone makes it likely, and the person is asked.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import asdict

from models import evidence, zones
from models.handover import Handover
from models.merging import identity
from models.store import Store
from models.texts import _

if TYPE_CHECKING:
    from sqlite_utils import Database


class Counterpart(Struct, frozen=True):
    """An engagement here, why it may be the handover's, and whether there is no doubt of it."""

    engagement: int
    client: str
    why: str
    certain: bool


def find(store: Store, handover: Handover) -> Counterpart | None:
    """Return the engagement here that a handover is or may be about; None where the uid is known, or none is alike."""
    theirs = handover.engagement
    query = """SELECT id, client, parent, archived_utc FROM engagement
        WHERE deleted_utc = '' AND given_utc = '' AND uid <> ? ORDER BY archived_utc <> '', id DESC"""
    if store.records("SELECT 1 FROM engagement WHERE uid = ?", [theirs.uid]):
        return None
    rows = store.records(query, [theirs.uid])
    for id_, client, parent, _archived in rows:
        if parent and parent.casefold() == theirs.parent.casefold():
            return Counterpart(id_, client, _("Both have the parent {number}.").format(number=parent), certain=True)
    named = [row for row in rows if row[1].casefold() == theirs.client.casefold() and not (row[2] and theirs.parent)]
    for id_, client, *_rest in named:
        if number := _shared_number(store, id_, handover):
            return Counterpart(id_, client, _("Both have the ticket {number}.").format(number=number), certain=True)
    current = [(id_, client) for id_, client, _parent, archived in named if not archived]
    if len(current) != 1:
        return None
    return Counterpart(*current[0], _("Only the client's name is the same."), certain=False)


def _shared_number(store: Store, engagement: int, handover: Handover) -> str:
    """Return a ticket number that both have; ETIU01 to 05 are no numbers, for every engagement has them."""
    rows = store.records("SELECT number FROM ticket WHERE engagement = ? AND number <> kind", [engagement])
    theirs = {item.number for item in handover.tickets if item.number != item.kind}
    return next((number for (number,) in rows if number and number in theirs), "")


def adopt(store: Store, db: Database, engagement: int, uid: str, handover: Handover) -> None:
    """Give an engagement here the handover's uid, inside the running step, with what is known by the uid.

    Its evidence is copied behind the sender's, for evidence never changes; undo gives the engagement its own back.

    Args:
        store: where the engagement is.
        db: the running step's database.
        engagement: the one here.
        uid: the uid that it has had.
        handover: whose uid it gets; its evidence was added already.
    """
    new = handover.engagement.uid
    db.table("engagement").update(engagement, {"uid": new})
    for (score,) in store.records("SELECT id FROM survey_score WHERE engagement_uid = ?", [uid]):
        db.table("survey_score").update(score, {"engagement_uid": new})
    own = store.evidence_of(uid)
    if not own:
        return
    known = {identity(item): item.id for item in store.evidence_of(new)}
    if known:
        at, body = zones.utc_text(store.clock.now()), json.dumps({"last": own[-1].hash})
        row = {"engagement": new, "kind": "handover", "subject": "own", "value": handover.sender.name}
        store.add_evidence(row | {"at_utc": at, "body": body})
    for item in own:
        copy = {name: value for name, value in asdict(item).items() if name not in evidence.CHAINED}
        number = known.get(identity(item)) or store.add_evidence(copy | {"engagement": new})
        query = "SELECT id FROM decision WHERE engagement = ? AND observation = ?"
        for (decision,) in store.records(query, [engagement, item.id]):
            db.table("decision").update(decision, {"observation": number})
