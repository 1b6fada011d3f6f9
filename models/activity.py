"""The change log of an engagement in words, newest first: who, when, what, from what to what, and why."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from msgspec import Struct

from models import zones
from models.activity_words import lines
from models.formats import Formats
from models.history import Act
from models.records import Dossier, Observation
from models.store import Store
from models.texts import _, ngettext

SHOWN: Final = 200
"""How many steps are told at most."""
LINES: Final = 8
"""How many changes of one step are told; the rest is counted."""

_OF_ENGAGEMENT: Final = (
    "((tbl = 'engagement' AND row = :engagement)"
    " OR json_extract(COALESCE(after, before), '$.engagement') = :engagement"
    " OR json_extract(COALESCE(after, before), '$.engagement_uid') ="
    " (SELECT uid FROM engagement WHERE id = :engagement))"
)


class Entry(Struct, frozen=True):
    """One step as it is told.

    Attributes:
        act: the step of the history.
        at: when, in your zone.
        lines: what changed, from and to, a line each.
        can_take_back: whether it can be taken back alone, as a step of its own.
    """

    act: Act
    at: datetime
    lines: tuple[str, ...]
    can_take_back: bool

    @property
    def title(self) -> str:
        """What was done, as Undo names it."""
        return self.act.label

    @property
    def who(self) -> str:
        """The initials of the person; empty where none were set."""
        return self.act.made_by

    @property
    def reason(self) -> str:
        """The reason that was given."""
        return self.act.reason

    def matches(self, text: str) -> bool:
        """Whether every word of a text occurs in it."""
        whole = " ".join((self.title, self.who, self.reason, *self.lines)).casefold()
        return all(word in whole for word in text.casefold().split())


def entries(store: Store, dossier: Dossier, formats: Formats, limit: int = SHOWN) -> tuple[Entry, ...]:
    """Return what was done to an engagement, newest first; steps that were undone are not told.

    A step that touched many engagements at once, such as an import, is told with what it did to this one and is not
    taken back from here. Triple checks that did not agree are told too: they are evidence and change no row (N22).
    """
    acts = _acts(store, dossier.id, limit)
    changes = _changes(store, dossier.id, acts)
    told = [_entry(store, act, changes.get(act.id, []), dossier, formats) for act in acts]
    told += [_failed_check(seen, dossier) for seen in dossier.observations if _failed(seen)]
    told += _earlier(store, dossier)
    return tuple(sorted(told, key=lambda entry: entry.act.made_utc, reverse=True)[:limit])


def _earlier(store: Store, dossier: Dossier) -> list[Entry]:
    """Return what former consultants did, as their handover told it (N36); it can't be taken back here."""
    query = "SELECT label, reason, made_utc, made_by FROM earlier_act WHERE engagement = ? ORDER BY id"
    told = []
    for label, reason, made_utc, made_by in store.records(query, [dossier.id]):
        act = Act(0, label, reason, dossier.id, made_utc, made_by, "window", 0, "", 0, 1)
        told.append(Entry(act, zones.to_zone(zones.parse_utc(made_utc), dossier.you.zone), (), can_take_back=False))
    return told


def _failed(seen: Observation) -> bool:
    return seen.kind == "check" and seen.value == "mismatch" and seen.subject.startswith("gate.")


def _failed_check(seen: Observation, dossier: Dossier) -> Entry:
    """Tell a run of the triple check that did not agree, with its named cause."""
    from models import gates  # start-up saving: the triple check is 30 ms that no start needs

    body = json.loads(seen.body)
    gate = seen.subject.removeprefix("gate.")
    label = _("Triple-check did not agree: {gate}").format(gate=_(gates.NAMES[gate]))
    if body.get("practice"):
        label = _("Practice: {what}").format(what=label)
    act = Act(0, label, "", dossier.id, seen.at_utc, seen.recorded_by, "window", seen.rehearsal, "", 0, 1)
    verdict = body.get("verdict", {})
    said = tuple(line for line in (verdict.get("title", ""), verdict.get("detail", "")) if line)
    return Entry(act, zones.to_zone(zones.parse_utc(seen.at_utc), dossier.you.zone), said, can_take_back=False)


def _acts(store: Store, engagement: int, limit: int) -> list[Act]:
    names = ", ".join(Act.__struct_fields__)
    rows = store.records(
        f"SELECT {names} FROM history WHERE undone = 0 AND (engagement = ? OR (engagement IS NULL AND id IN"  # noqa: S608 - the columns are Act's own
        " (SELECT history FROM change JOIN history AS act ON act.id = change.history WHERE act.engagement IS NULL"
        " AND ((tbl = 'engagement' AND row = ?) OR json_extract(COALESCE(after, before), '$.engagement') = ?))))"
        " ORDER BY id DESC LIMIT ?",
        [engagement, engagement, engagement, limit],
    )
    return [Act(*row) for row in rows]


def _changes(store: Store, engagement: int, acts: list[Act]) -> dict[int, list[Mapping[str, Any]]]:
    """Return what each act left of each row that it touched: its first image before, its last one after."""
    query = (
        "SELECT history, tbl, row, before, after FROM change"  # noqa: S608 - a constant condition
        f" WHERE history IN (SELECT value FROM json_each(:acts)) AND {_OF_ENGAGEMENT} ORDER BY id"
    )
    found: dict[int, dict[tuple[str, int], dict[str, Any]]] = {}
    for row in store.rows(query, {"acts": json.dumps([act.id for act in acts]), "engagement": engagement}):
        before, after = (json.loads(row[side]) if row[side] else None for side in ("before", "after"))
        first = {"table": row["tbl"], "before": before}
        change = found.setdefault(row["history"], {}).setdefault((row["tbl"], row["row"]), first)
        change["after"] = after
    return {act: list(changes.values()) for act, changes in found.items()}


def _entry(store: Store, act: Act, changes: list[Mapping[str, Any]], dossier: Dossier, formats: Formats) -> Entry:
    told = [
        line
        for change in changes
        for line in lines(change["table"], change["before"], change["after"], dossier, formats)
    ]
    rest = len(told) - LINES
    if rest > 1:
        told = [*told[:LINES], ngettext("and {count} more", "and {count} more", rest).format(count=rest)]
    at = zones.to_zone(zones.parse_utc(act.made_utc), dossier.you.zone)
    alone = act.engagement is not None and store.can_take_back(act)
    return Entry(act, at, tuple(told), alone)


def origin(entry: Entry) -> str:
    """Return where a step was made, in words; empty for the window."""
    if entry.act.rehearsal:
        return _("rehearsal")
    return _("command line") if entry.act.origin == "cli" else ""
