"""The same consultant's other Prod Upgrades near this one: when, how far, and whether the nights overlap."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from models import stages, zones
from models.placements import Placement
from models.records import Dossier, Phase
from models.texts import _
from ui.timeline.bar import Bar, Scale, State, Words
from ui.timeline.bar_words import rounded
from ui.timeline.zoom import Range

NEAREST = 3
"""How many are shown."""


class Other(Struct, frozen=True):
    """Another engagement's Prod Upgrade: instants in seconds since 1970."""

    engagement: int
    client: str
    state: State
    start: float
    end: float


def colleagues(dossier: Dossier, everyone: Iterable[Dossier]) -> list[Dossier]:
    """Return the same consultant's other engagements: asked once, not for each frame of a scroll."""
    return [item for item in everyone if item.id != dossier.id and _same_person(item, dossier)]


def count_in(dossiers: Iterable[Dossier], visible: Range) -> int:
    """Return how many Prod Upgrades of these begin in a range."""
    first, last = _texts(visible)
    return sum(first <= item.prod.start_utc < last for item in dossiers)


def others(
    dossier: Dossier, everyone: Iterable[Dossier], visible: Range, now: datetime, count: int = NEAREST
) -> list[Other]:
    """Return the same consultant's Prod Upgrades in a range that are nearest to this one, at most so many.

    What is to come stands first, by time, then what is past.
    """
    first, last = _texts(visible)
    known = [
        item
        for item in everyone
        if first <= item.prod.start_utc < last and item.id != dossier.id and _same_person(item, dossier)
    ]
    moment = now.timestamp()
    prod = zones.parse_utc(dossier.prod.start_utc).timestamp() if dossier.prod.start_utc else moment
    known.sort(key=lambda item: abs(zones.parse_utc(item.prod.start_utc).timestamp() - prod))
    found = [_other(item, now) for item in known[:count]]
    found.sort(key=lambda item: (item.end < moment, item.start if item.end >= moment else -item.start))
    return found


def bar_of(other: Other, prod: Placement | Phase, was: Placement | Phase, scale: Scale, apart_minutes: int) -> Bar:
    """Return the bar of another Prod Upgrade beside this one.

    Args:
        other: the other one.
        prod: where this one is, or is being dragged to.
        was: where this one is planned: an overlap that a drag ends is said.
        scale: moment, zone, zoom and formats.
        apart_minutes: two starts less than this apart are the same night.
    """
    start = zones.to_zone(datetime.fromtimestamp(other.start, zones.UTC), scale.zone)
    when = _when(other, start, scale)
    if other.state != "done" and _close(other, prod, apart_minutes):
        words = Words(beside=(f"{when} · {_overlap(other, prod, scale)}",), icon="alert", tone="warn")
        return Bar(other.engagement, "other", "clash", other.start, other.end, words=words)
    if prod != was and other.state != "done" and _close(other, was, apart_minutes):
        words = Words(beside=(f"{when} · {_('no overlap now')}", _("No overlap now")), icon="check", tone="ok")
        return Bar(other.engagement, "other", "clash", other.start, other.end, words=words)
    if other.state == "done":
        words = Words(beside=(f"{scale.formats.short_day(start)} · {_('done')}", scale.formats.short_day(start)))
    elif other.state == "locked":
        words = Words(beside=(f"{when} · {_('scheduled')}", when), icon="lock")
    else:
        words = Words(beside=(when,))
    return Bar(other.engagement, "other", other.state, other.start, other.end, words=words)


def _other(dossier: Dossier, now: datetime) -> Other:
    prod, status = dossier.prod, stages.phase_status(dossier, "prod_upgrade", now)
    states: dict[str, State] = {"done": "done", "locked": "locked", "running": "locked", "tentative": "tentative"}
    start, end = zones.parse_utc(prod.start_utc).timestamp(), zones.parse_utc(prod.end_utc).timestamp()
    return Other(dossier.id, dossier.engagement.client, states.get(status, "planned"), start, end)


def _same_person(one: Dossier, other: Dossier) -> bool:
    return one.engagement.consultant == other.engagement.consultant and not one.engagement.archived_utc


def _texts(visible: Range) -> tuple[str, str]:
    start, end = (datetime.fromtimestamp(moment, zones.UTC) for moment in (visible.start, visible.end))
    return zones.utc_text(start), zones.utc_text(end)


def _when(other: Other, start: datetime, scale: Scale) -> str:
    formats = scale.formats
    if scale.level in {"week", "day"}:
        end = zones.to_zone(datetime.fromtimestamp(other.end, zones.UTC), scale.zone)
        return f"{formats.time(start)} – {formats.time(end)}" if other.state != "locked" else formats.time(start)
    return f"{formats.short_day(start)}, {formats.time(start)}"


def _close(other: Other, prod: Placement | Phase, apart_minutes: int) -> bool:
    if not prod.start_utc:
        return False
    return abs(zones.parse_utc(prod.start_utc).timestamp() - other.start) < apart_minutes * 60


def _overlap(other: Other, prod: Placement | Phase, scale: Scale) -> str:
    """Return how the nights meet: by how long the windows overlap, or that it is the same night."""
    start, end = (zones.parse_utc(text).timestamp() for text in (prod.start_utc, prod.end_utc))
    minutes = int((min(end, other.end) - max(start, other.start)) // 60)
    if minutes <= 0:
        return _("the same night")
    if scale.level in {"week", "day"}:
        return _("overlaps by {length}").format(length=rounded(minutes, scale.formats))
    return _("overlaps this one")
