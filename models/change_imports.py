"""Writing what an export shows of changes, tasks and incidents: observations of the engagements that they belong to.

An engagement is found by number, else by the client that the Master Change Request or the company names. No plan is
changed and nothing is scheduled by it (PRODUCT, Decisions 2 and 3).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from models import zones
from models.change_lists import ASKS, MASTER, ListedRecord, sort_key
from models.store import Store
from models.texts import _
from models.ticket_lists import Unread

if TYPE_CHECKING:
    from sqlite_utils import Database


class Register:
    """The engagements and their unique numbers, as they are inside the running step."""

    def __init__(self, store: Store) -> None:
        live = "FROM engagement WHERE deleted_utc = ''"
        self.uids: dict[int, str] = dict(store.records(f"SELECT id, uid {live}"))
        self._clients: dict[int, str] = dict(store.records(f"SELECT id, client {live}"))
        self._numbers: dict[str, int] = {}
        self._kinds: dict[tuple[int, str], str] = {}
        for engagement, kind, number in store.records(
            "SELECT engagement, kind, number FROM ticket WHERE number <> '' AND kind IN ('CHG', 'CTASK', 'INC')"
        ):
            if engagement in self.uids:
                self.add(engagement, kind, number)

    def add(self, engagement: int, kind: str, number: str) -> None:
        """Know a number from now on."""
        self._numbers[number.upper()] = engagement
        self._kinds[engagement, kind] = number.upper()

    def client(self, engagement: int) -> str:
        """Return an engagement's client."""
        return self._clients[engagement]

    def has(self, number: str) -> bool:
        """Whether a number is known."""
        return number in self._numbers

    def number(self, engagement: int, kind: str) -> str:
        """Return an engagement's number of a kind; empty where it has none."""
        return self._kinds.get((engagement, kind), "")

    def find(self, record: ListedRecord) -> int | None:
        """Return the engagement of a record: by its number, its change's, else the only one of its clients."""
        found = self._numbers.get(record.number) or self._numbers.get(record.change)
        if found is not None:
            return found
        for client in record.clients:
            same = [engagement for engagement, name in self._clients.items() if name.casefold() == client.casefold()]
            if len(same) == 1:
                return same[0]
        return None


def observe(
    store: Store, db: Database, records: Iterable[ListedRecord], unread: list[Unread]
) -> Iterator[tuple[int, str]]:
    """Record what each row shows, inside the running step, and yield engagement and client of each that was found."""
    register = Register(store)
    for record in sorted(records, key=sort_key):
        engagement = register.find(record)
        why = _refusal(record, engagement, register)
        if why or engagement is None:
            unread.append(Unread(record.row.number, "number", record.number, why, record.source))
            continue
        if record.kind != "INC":
            _link(store, db, record, engagement, register)
        _append(store, record, register.uids[engagement])
        yield engagement, register.client(engagement)


def _refusal(record: ListedRecord, engagement: int | None, register: Register) -> str:
    """Return why a row is left out; empty where it belongs to an engagement."""
    if engagement is None:
        return _("No engagement has this number or this client.")
    known = register.number(engagement, record.kind)
    if record.kind == "INC" or known == record.number:
        return ""
    client = register.client(engagement)
    if record.kind == "CHG" and not MASTER.search(record.text):
        return _("This is no Master Change Request.")
    if record.kind == "CTASK" and not ASKS.search(record.text):
        return _("This task does not ask for the planned dates.")
    if known:
        return _("{client} has {number} already.").format(client=client, number=known)
    return ""


def _link(store: Store, db: Database, record: ListedRecord, engagement: int, register: Register) -> None:
    """Give the engagement the number where it has none yet; a CTASK that is seen, not in a rehearsal, has appeared."""
    if not register.number(engagement, record.kind):
        found = store.records("SELECT id FROM ticket WHERE engagement = ? AND kind = ?", [engagement, record.kind])
        if found:
            db.table("ticket").update(found[0][0], {"number": record.number})
        else:
            db.table("ticket").insert({"engagement": engagement, "kind": record.kind, "number": record.number})
        register.add(engagement, record.kind, record.number)
    if record.kind == "CTASK" and not store.clock.rehearsal:
        db.execute(
            "UPDATE engagement SET ctask_appeared_utc = ? WHERE id = ? AND ctask_appeared_utc = ''",
            [zones.utc_text(store.clock.now()), engagement],
        )


def _append(store: Store, record: ListedRecord, uid: str) -> None:
    subject = record.number if record.kind == "INC" else record.kind
    now = zones.utc_text(store.clock.now())
    seen = {
        "engagement": uid,
        "kind": "observation",
        "source": f"{record.source}, row {record.row.number}",
        "at_utc": now,
    }
    told: dict[str, str] = {**record.stamps, "number": record.number, "batch": now}
    for name, (column, shown) in record.dates.items():
        body = json.dumps({**told, "column": column}, ensure_ascii=False, sort_keys=True)
        where = {"subject": f"{subject}.{name}", "value": shown.text, "instant_utc": shown.utc, "zone": shown.zone}
        store.add_evidence(seen | where | {"body": body})
    for name, value in (("state", record.state), ("short_description", record.text)):
        if value:
            body = json.dumps({**told, "column": name}, ensure_ascii=False, sort_keys=True)
            store.add_evidence(seen | {"subject": f"{subject}.{name}", "value": value, "body": body})
