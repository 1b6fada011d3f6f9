"""Evidence: what was observed or signed, append-only and hash-chained by engagement (N17, N22).

Each row carries the SHA-256 of its own content and of the row before it, so that a later change of any row, or a
row taken out of the middle, is found and named. It is a tamper-evident local record, no legal signature.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence

from msgspec import Struct, structs

from models.records import Observation

START = "0" * 64
"""What the first row of a chain has as its previous hash."""

TOMBSTONE = "tombstone"
"""The kind of the row that stands for a purged chain."""

CHAINED = frozenset({"id", "previous", "hash"})
"""Columns that a row gets from the chain it stands in."""

_FIELDS = ("engagement", "kind", "subject", "value", "instant_utc", "zone", "source", "at_utc", "recorded_by")


class BrokenLink(Struct, frozen=True):
    """The first row of a chain that doesn't fit the one before it or its own content."""

    engagement: str
    row: int
    reason: str


def append(connection: sqlite3.Connection, fields: Mapping[str, str | int]) -> int:
    """Add one row to its engagement's chain and return its id; call it inside a transaction.

    Args:
        connection: the store's connection.
        fields: `engagement` (uid), `kind` ("observation", "check" …), `subject`, `value`, `at_utc`, and where known
            `instant_utc`, `zone`, `source`, `recorded_by`, `rehearsal` (0 or 1) and `body` (JSON).
    """
    row: dict[str, str | int] = {"instant_utc": "", "zone": "", "source": "", "recorded_by": ""}
    row |= {"rehearsal": 0, "body": "{}", **fields}
    last = connection.execute(
        "SELECT hash FROM evidence WHERE engagement = ? ORDER BY id DESC LIMIT 1", [row["engagement"]]
    ).fetchone()
    row["previous"] = last[0] if last else START
    row["hash"] = _digest(row)
    names = ", ".join(row)
    values = ", ".join(f":{name}" for name in row)
    cursor = connection.execute(f"INSERT INTO evidence ({names}) VALUES ({values})", row)
    return int(cursor.lastrowid or 0)


def purge(connection: sqlite3.Connection, uid: str, marks: Mapping[str, str | int]) -> int:
    """Remove an engagement's chain for good and begin it anew with a tombstone; call it inside a transaction.

    Args:
        connection: the store's connection.
        uid: the engagement.
        marks: `at_utc`, `recorded_by` and `rehearsal` of the tombstone.

    Returns:
        The tombstone's id; its value is the count of the rows removed, its body names the hash of the last one.
    """
    hashes = connection.execute("SELECT hash FROM evidence WHERE engagement = ? ORDER BY id", [uid]).fetchall()
    connection.execute("INSERT INTO purging VALUES (?)", [uid])
    connection.execute("DELETE FROM evidence WHERE engagement = ?", [uid])
    connection.execute("DELETE FROM purging")
    body = json.dumps({"last": hashes[-1][0] if hashes else START})
    tombstone = {"engagement": uid, "kind": TOMBSTONE, "subject": "purged", "value": str(len(hashes)), "body": body}
    return append(connection, tombstone | dict(marks))


def verify(connection: sqlite3.Connection) -> tuple[BrokenLink, ...]:
    """Check every chain and return the first broken link of each."""
    chains: dict[str, list[Observation]] = {}
    for row in connection.execute("SELECT * FROM evidence ORDER BY id"):
        chains.setdefault(row[1], []).append(Observation(*row))
    found = (broken_in(rows) for rows in chains.values())
    return tuple(link for link in found if link is not None)


def broken_in(rows: Sequence[Observation]) -> BrokenLink | None:
    """Return the first broken link of one engagement's chain, here or in a file; None where every link holds."""
    previous = START
    for row in rows:
        if row.previous != previous:
            return BrokenLink(row.engagement, row.id, "a row before it is missing or was changed")
        if row.hash != _digest(structs.asdict(row)):
            return BrokenLink(row.engagement, row.id, "its own content was changed")
        previous = row.hash
    return None


def of_engagement(connection: sqlite3.Connection, uid: str) -> tuple[Observation, ...]:
    """Return an engagement's evidence, oldest first."""
    cursor = connection.execute("SELECT * FROM evidence WHERE engagement = ? ORDER BY id", [uid])
    return tuple(Observation(*row) for row in cursor)


def _digest(row: Mapping[str, str | int]) -> str:
    import hashlib  # start-up saving: 3 ms; a start writes no evidence

    content = [row["previous"], *(row[name] for name in _FIELDS), row["rehearsal"], row["body"]]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
