"""Snapshots of a consultant's engagements for the lead: written as `.e2e.json`, read, and kept beside the own data.

They hold the lines of the overview and nothing else: no notes, no contacts, no messages (N35).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Final

import msgspec
from msgspec.structs import replace

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
TEAM_LIST: Final = ""
"""Stands for the team's ETIU list where a snapshot has its consultant: a list is nobody's own."""


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
    own = tuple(replace(line, engagement=0, differences=()) for line in lines if not line.made_utc)
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
    return parse(whole_files.read(path, LARGEST, _("Ask for a new one.")), path.name)


def parse(data: bytes, source: str) -> Snapshot:
    """Read the bytes of a snapshot; `source` is its name in messages. Raises UserError as `read` does."""
    do = _("Nothing was changed. Ask for a new snapshot.")
    try:
        head = msgspec.json.decode(data)
        if not isinstance(head, dict) or head.get("format") != FORMAT:
            raise UserError(_("This is no snapshot of E2E Tracker."), source, do)
        if type(head.get("version")) is not int or head["version"] < 1:
            raise UserError(_("This snapshot names no version."), source, do)
        if head["version"] > VERSION:
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
    label = _("Import the snapshot of {consultant}").format(consultant=snapshot.consultant)
    return _keep(store, label, snapshot.consultant, snapshot.made_utc, snapshot.lines)


def keep_list(store: Store, lines: Sequence[Line], made_utc: str) -> bool:
    """Keep the lines that the team's ETIU list says, in place of an older list; False where the one here is newer."""
    return _keep(store, _("Read the team's ETIU list"), TEAM_LIST, made_utc, lines)


def _keep(store: Store, label: str, consultant: str, made_utc: str, lines: Sequence[Line]) -> bool:
    before = store.records("SELECT id, made_utc FROM snapshot WHERE consultant = ?", [consultant])
    if before and str(before[0][1]) >= made_utc:
        return False
    with store.step(label) as db:
        columns = {"made_utc": made_utc, "body": msgspec.json.encode(lines).decode()}
        if before:
            db.table("snapshot").update(int(before[0][0]), columns)
        else:
            db.table("snapshot").insert({"consultant": consultant, **columns})
    return True


def forget(store: Store, consultant: str) -> None:
    """Take a colleague's snapshot out of the overview, as one undoable step."""
    with store.step(_("Remove the snapshot of {consultant}").format(consultant=consultant)) as db:
        db.table("snapshot").delete_where("consultant = ?", [consultant])


def others(store: Store, watched: Iterable[Snapshot] = ()) -> tuple[Line, ...]:
    """Return the lines of every snapshot and of the list, each with the moment at which it was made.

    Args:
        store: holds those that were imported.
        watched: those that lie in a watched folder; of one consultant the newer one counts.
    """
    you = settings.you(store).name
    newest = {found.consultant: found for found in watched if found.consultant != you}
    lines: list[Line] = []
    for consultant, made, body in store.records("SELECT consultant, made_utc, body FROM snapshot ORDER BY consultant"):
        if consultant in newest and newest[consultant].made_utc >= made:
            continue
        newest.pop(consultant, None)
        kept = msgspec.json.decode(str(body).encode(), type=tuple[Line, ...])
        lines += _marked(kept, str(made), "snapshot" if consultant else "list")
    for found in newest.values():
        lines += _marked(found.lines, found.made_utc, "snapshot")
    return tuple(lines)


def _marked(lines: Iterable[Line], made_utc: str, source: str) -> Iterator[Line]:
    for line in lines:
        yield replace(line, made_utc=made_utc, source=source, engagement=0, differences=())


def newest(store: Store, watched: Iterable[Snapshot] = ()) -> str:
    """Return when the newest snapshot was made, as UTC text; empty where there is none."""
    found = store.records("SELECT MAX(made_utc) FROM snapshot")
    return max([str(found[0][0] or ""), *(item.made_utc for item in watched)])


def _demand_sound(line: Line) -> None:
    """Raise ValueError for a line whose date, zone and instant don't fit each other."""
    if not line.client.strip() or not line.uid:
        raise ValueError(_("a line names no client"))
    if line.prod_utc:
        zones.zone(line.prod_zone)
        zones.restore(line.prod_start, line.prod_zone, line.prod_utc)
    elif line.prod_start:
        date.fromisoformat(line.prod_start[:10])
