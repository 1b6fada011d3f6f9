"""The lead's overview: every open engagement in one line, own ones and those of colleagues' snapshots (N35); pure.

A line holds what is known, not words about it, so that a snapshot read elsewhere is written in the reader's language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final, Literal

from msgspec import Struct

from models import stages, zones
from models.attention import Attention, Tone
from models.formats import Formats
from models.name_order import by_name
from models.records import ETIU_KINDS, PHASE_KINDS, Dossier
from models.rules import moments
from models.texts import _, mark, ngettext

Mark = Literal["done", "current", "late", "coming"]

FORTNIGHT: Final = timedelta(days=14)
STALE: Final = timedelta(hours=24)
"""Age from which a snapshot says how old it is."""
NAMED: Final = 3
"""So many clients stand under a number; of the others it says how many they are."""
RANKS: Final[Mapping[str, int]] = MappingProxyType({"danger": 0, "warn": 1, "accent": 2, "neutral": 3})
COLUMNS: Final = (
    mark("Client"),
    mark("Consultant"),
    mark("Stage"),
    mark("Open ticket"),
    mark("Prod upgrade, client time"),
    mark("Attention"),
    mark("Data"),
)
"""Headings of the table, in its order; the last is how old the data are."""

STAGES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "dev_upgrade": mark("Dev upgrade"),
        "technical_validation": mark("Technical validation"),
        "kickoff": mark("Kickoff"),
        "client_validation": mark("Client validation"),
        "validated": mark("Validation complete"),
        "scheduling": mark("Scheduling"),
        "scheduled": mark("Scheduled"),
        "prod_upgrade": mark("Prod upgrade"),
        "support_week": mark("Support Week"),
        "best_practices": mark("Best Practices"),
        "done": mark("Done"),
    }
)
"""Stage → its words."""


class Difference(Struct, frozen=True):
    """What another source says of an engagement where it differs from the line that is shown.

    Attributes:
        source: as of a line.
        prod_start, prod_zone, prod_utc, prod_state: its Prod Upgrade, where that is what differs (`of` is "prod").
        open_tickets: its open tickets, where those differ (`of` is "tickets").
    """

    of: Literal["prod", "tickets"]
    source: str
    consultant: str
    made_utc: str
    prod_start: str = ""
    prod_zone: str = ""
    prod_utc: str = ""
    prod_state: str = ""
    open_tickets: tuple[str, ...] = ()


class Line(Struct, frozen=True):
    """One engagement.

    Attributes:
        engagement: its id in this database; 0 for one of a snapshot.
        stage: as `stages.stage` names it.
        marks: one for each phase, in the order of the timeline.
        open_tickets: kinds that are Open or Work in Progress.
        missing: kinds that should be open and are not.
        prod_start, prod_zone, prod_utc: the plan as stored; empty where undated or without a time.
        prod_state: planned, locked or done.
        rules: ids of its findings that are no notices.
        made_utc: when the snapshot was made; empty for an own engagement.
        parent: the record that its tickets belong to.
        source: "" for an own engagement, "snapshot" or "list".
        differences: what other sources say.
    """

    uid: str
    client: str
    consultant: str
    stage: str
    marks: tuple[Mark, ...]
    open_tickets: tuple[str, ...]
    missing: tuple[str, ...]
    prod_start: str
    prod_zone: str
    prod_utc: str
    prod_state: str
    tone: Tone
    reason: str
    rules: tuple[str, ...]
    engagement: int = 0
    made_utc: str = ""
    parent: str = ""
    source: str = ""
    differences: tuple[Difference, ...] = ()


class Tile(Struct, frozen=True):
    """A number that filters: its key, what it counts, whose they are, and how loud it is."""

    key: str
    count: int
    text: str
    who: str
    tone: Tone


def line(dossier: Dossier, attention: Attention, now: datetime) -> Line:
    """Return one engagement's line; the consultant is yours where none is named."""
    engagement, prod = dossier.engagement, dossier.prod
    over = prod.ends is not None and prod.ends <= now and engagement.scheduled
    rules = tuple(dict.fromkeys(item.rule for item in attention.findings if item.severity != "notice"))
    open_ = tuple(item.kind for item in dossier.tickets if item.is_open and item.kind in ETIU_KINDS)
    missing = tuple(
        {"support-week-ticket": "ETIU05", "best-practices-ticket": "ETIU04"}.get(rule, "") for rule in rules
    )
    return Line(
        uid=engagement.uid,
        client=engagement.client,
        consultant=engagement.consultant or dossier.you.name,
        stage=stages.stage(dossier, now),
        marks=tuple(_mark(dossier, kind, now) for kind in PHASE_KINDS),
        open_tickets=open_,
        missing=tuple(kind for kind in missing if kind),
        prod_start=prod.start,
        prod_zone=prod.zone,
        prod_utc=prod.start_utc,
        prod_state="done" if over else "locked" if engagement.scheduling else "planned",
        tone=attention.tone,
        reason=attention.reason,
        rules=rules,
        engagement=dossier.id,
        parent=engagement.parent,
    )


def in_order(found: Iterable[Line]) -> tuple[Line, ...]:
    """Return lines by need, then by the Prod Upgrade, undated ones first, then by client."""
    return tuple(sorted(found, key=lambda item: (RANKS[item.tone], item.prod_utc, by_name(item.client))))


def tiles(found: Sequence[Line], now: datetime, formats: Formats) -> tuple[Tile, ...]:
    """Return the numbers of the overview; one that counts nothing says so with 0."""
    return tuple(
        Tile(key, len(wanted), _(words), _who(key, wanted, formats), tone if wanted else "neutral")
        for key, (words, tone, _holds) in TILES.items()
        for wanted in [filtered(found, key, now)]
    )


def filtered(found: Iterable[Line], key: str, now: datetime) -> tuple[Line, ...]:
    """Return the lines that a tile counts; all of them for an unknown key."""
    if key not in TILES:
        return tuple(found)
    holds = TILES[key][2]
    return tuple(item for item in found if holds(item, now))


def tickets_in_words(item: Line) -> str:
    """Return "ETIU04, ETIU05", "ETIU05 missing" or "None"."""
    if item.missing:
        return _("{kinds} missing").format(kinds=", ".join(item.missing))
    return ", ".join(item.open_tickets) or _("None")


def prod_in_words(item: Line | Difference, formats: Formats) -> str:
    """Return "Thu 3 Dec, 19:00 PST", "Sat 21 Nov, done" or "No date"."""
    if not item.prod_start:
        return _("No date")
    day = datetime.fromisoformat(item.prod_start).date()
    if item.prod_state == "done":
        return _("{day}, done").format(day=formats.day(day))
    if not item.prod_utc:
        return _("{day}, time not set").format(day=formats.day(day))
    return formats.with_zone(zones.restore(item.prod_start, item.prod_zone, item.prod_utc))


def _mark(dossier: Dossier, kind: str, now: datetime) -> Mark:
    phase = dossier.phases.get(kind)
    if phase is None or not phase.dated:
        return "coming"
    if kind == "support_week" and dossier.engagement.scheduled and dossier.ticket("ETIU05") is None:
        return "coming"
    if moments.over(dossier, kind, now):
        return "done"
    if stages.overdue_by(dossier, kind, now) is not None:
        return "late"
    starts = phase.starts
    return "current" if starts is not None and starts <= now else "coming"


def _within(item: Line, now: datetime) -> bool:
    if not item.prod_utc or item.prod_state == "done":
        return False
    return now <= zones.parse_utc(item.prod_utc) < now + FORTNIGHT


def _has(rule: str) -> Callable[[Line, datetime], bool]:
    return lambda item, _now: rule in item.rules


TILES: Final[Mapping[str, tuple[str, Tone, Callable[[Line, datetime], bool]]]] = MappingProxyType(
    {
        "no-prod": (mark("tickets open without a prod upgrade"), "danger", _has("no-prod-date")),
        "support": (mark("Support Week ticket missing"), "danger", _has("support-week-ticket")),
        "fortnight": (mark("prod upgrades this fortnight"), "neutral", _within),
        "validation": (mark("validation over 2 days"), "warn", _has("validation-too-long")),
        "not-read": (mark("not read back"), "warn", _has("not-read-back")),
        "lead": (mark("lead not told"), "warn", _has("lead-not-told")),
        "texts": (mark("texts out of date"), "warn", _has("text-out-of-date")),
        "differ": (mark("sources differ"), "warn", lambda item, _now: bool(item.differences)),
    }
)
"""Key → words, how loud it is, and which lines it counts."""


def _who(key: str, found: Sequence[Line], formats: Formats) -> str:
    if key == "fortnight" and (same := _same_night(found)):
        day = zones.restore(same.prod_start, same.prod_zone, same.prod_utc)
        return _("Two on the same night, {day}").format(day=formats.day(day))
    names = [item.client for item in found[:NAMED]]
    rest = len(found) - len(names)
    more = ngettext("and {count} more", "and {count} more", rest).format(count=rest)
    return ", ".join(names) + (f" {more}" if rest > 0 else "")


def _same_night(found: Sequence[Line]) -> Line | None:
    """The first of two Prod Upgrades of one consultant that start less than four hours apart (PRODUCT, same-night)."""
    dated = sorted((item for item in found if item.prod_utc), key=lambda item: item.prod_utc)
    for at, item in enumerate(dated):
        for later in dated[at + 1 :]:
            apart = zones.elapsed_between(zones.parse_utc(item.prod_utc), zones.parse_utc(later.prod_utc))
            if apart >= timedelta(hours=4):
                break
            if later.consultant == item.consultant:
                return item
    return None
