"""Keeps each playbook that an engagement began with: editing a file never alters a running engagement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.playbook import Playbook, to_json

if TYPE_CHECKING:
    from sqlite_utils import Database


def keep(db: Database, playbook: Playbook) -> int:
    """Return the id of the kept copy of a playbook, made inside the running step where there is none yet."""
    import hashlib  # start-up saving: 4 ms; a start keeps no playbook

    body = to_json(playbook)
    digest = hashlib.sha256(body.encode()).hexdigest()
    found = db.execute("SELECT id FROM playbook WHERE digest = ?", [digest]).fetchone()
    if found:
        return int(found[0])
    row = {"name": playbook.name, "version": playbook.version, "digest": digest, "body": body}
    return int(db.table("playbook").insert(row).last_pk or 0)
