"""Snapshots of a consultant's engagements for the lead: written as `.e2e.json`, read, and kept beside the own data.

They hold the lines of the overview and nothing else: no notes, no contacts, no messages (N35).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

import msgspec

from models import settings, whole_files, zones
from models.errors import UserError
from models.lead import Line
from models.store import Store
from models.texts import _

FORMAT: Final = "e2e-tracker snapshot"
VERSION: Final = 1
LARGEST: Final = 20_000_000
"""Bytes of a file; 200 consultants with 25 engagements each need 4 million."""
SUFFIX: Final = ".e2e.json"


class Snapshot(msgspec.Struct, frozen=True, forbid_unknown_fields=False):
    """One consultant's lines and when they were true (`made_utc`)."""

    format: str
    version: int
    consultant: str
    made_utc: str
    lines: tuple[Line, ...]


def take(store: Store, lines: Sequence[Line]) -> Snapshot:
    """Return a snapshot of the own lines; colleagues' lines are never handed on.

    Raises:
        UserError: your name isn't set, so that nobody would know whose it is.
    """
    you = settings.you(store)
    if not you.name:
        what = _("A snapshot needs your name.")
        raise UserError(what, _("Settings, You"), _("Write your name there, then export again."))
    own = tuple(msgspec.structs.replace(line, engagement=0) for line in lines if not line.made_utc)
    return Snapshot(FORMAT, VERSION, you.name, zones.utc_text(store.clock.now()), own)


def write(snapshot: Snapshot, path: Path) -> None:
    """Write a snapshot whole or not at all.

    Raises:
        UserError: the file can't be written.
    """
    whole_files.write(path, msgspec.json.format(msgspec.json.encode(snapshot), indent=1))


def read(path: Path) -> Snapshot:
    """Read a snapshot.

    Raises:
        UserError: it can't be opened, is too large, damaged, something else, or of a newer program.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise UserError(_("The file is too large for a snapshot."), path.name, _("Ask for a new one."))
        data = path.read_bytes()
    except OSError as error:
        what = _("The file can't be read: {why}.").format(why=error.strerror or error)
        raise UserError(what, str(path), _("Check the name and the rights.")) from error
    return parse(data, path.name)


def parse(data: bytes, source: str) -> Snapshot:
    """Read the bytes of a snapshot; `source` is its name in messages. Raises UserError as `read` does."""
    do = _("Nothing was changed. Ask for a new snapshot.")
    try:
        head = msgspec.json.decode(data)
        if not isinstance(head, dict) or head.get("format") != FORMAT:
            raise UserError(_("This is no snapshot of E2E Tracker."), source, do)
        if not isinstance(head.get("version"), int) or head["version"] > VERSION:
            raise UserError(_("This snapshot is of a newer E2E Tracker."), source, _("Install the newer program."))
        found = msgspec.convert(head, Snapshot)
        for line in found.lines:
            _demand_sound(line)
        zones.parse_utc(found.made_utc)
    except (msgspec.DecodeError, msgspec.ValidationError, ValueError, RecursionError) as error:
        raise UserError(_("The snapshot is damaged: {why}.").format(why=error), source, do) from error
    return found


def keep(store: Store, snapshot: Snapshot) -> bool:
    """Keep a snapshot in place of the consultant's older one; False where the one here is newer.

    Nobody's plan is changed by it.

    Raises:
        UserError: it is your own.
    """
    if snapshot.consultant == settings.you(store).name:
        raise UserError(_("This is your own snapshot."), snapshot.consultant, _("Your own data are shown already."))
    before = store.records("SELECT id, made_utc FROM snapshot WHERE consultant = ?", [snapshot.consultant])
    if before and str(before[0][1]) >= snapshot.made_utc:
        return False
    body = msgspec.json.encode(snapshot.lines).decode()
    label = _("Import the snapshot of {consultant}").format(consultant=snapshot.consultant)
    with store.step(label) as db:
        columns = {"made_utc": snapshot.made_utc, "body": body}
        if before:
            db.table("snapshot").update(int(before[0][0]), columns)
        else:
            db.table("snapshot").insert({"consultant": snapshot.consultant, **columns})
    return True


def forget(store: Store, consultant: str) -> None:
    """Take a colleague's snapshot out of the overview, as one undoable step."""
    with store.step(_("Remove the snapshot of {consultant}").format(consultant=consultant)) as db:
        db.table("snapshot").delete_where("consultant = ?", [consultant])


def others(store: Store) -> tuple[Line, ...]:
    """Return the lines of every snapshot that is kept, each with the moment at which it was made."""
    found: list[Line] = []
    for made, body in store.records("SELECT made_utc, body FROM snapshot ORDER BY consultant"):
        kept = msgspec.json.decode(str(body).encode(), type=tuple[Line, ...])
        found += [msgspec.structs.replace(line, made_utc=str(made), engagement=0) for line in kept]
    return tuple(found)


def newest(store: Store) -> str:
    """Return when the newest snapshot was made, as UTC text; empty where there is none."""
    found = store.records("SELECT MAX(made_utc) FROM snapshot")
    return str(found[0][0] or "")


def _demand_sound(line: Line) -> None:
    """Raise ValueError for a line whose date, zone and instant don't fit each other."""
    if not line.client.strip() or not line.uid:
        raise ValueError(_("a line names no client"))
    if line.prod_utc:
        zones.zone(line.prod_zone)
        zones.restore(line.prod_start, line.prod_zone, line.prod_utc)
    elif line.prod_start:
        date.fromisoformat(line.prod_start[:10])
