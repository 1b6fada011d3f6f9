"""The full name of a bar for assistive technology, and what is said during a move: both times, state, what to do."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from models import planning, zones
from models.formats import Formats
from models.records import Dossier, Phase
from models.texts import _, mark
from ui.timeline import bar_words
from ui.timeline.bar import Bar, Scale
from ui.timeline.preview import Preview

_STATES: Final = {
    "done": mark("done"),
    "now": mark("running"),
    "overdue": mark("late"),
    "blocked": mark("blocked"),
    "undated": mark("no date"),
    "skipped": mark("skipped"),
    "locked": mark("scheduled, locked"),
    "scheduling": mark("being scheduled, locked"),
    "prod": mark("not scheduled"),
    "planned": mark("planned"),
    "tentative": mark("tentative, not scheduled"),
    "clash": mark("the same night as this one"),
}


def full_name(dossier: Dossier, bar: Bar, scale: Scale) -> str:
    """Return phase, both times in full, its state and whether it can be moved.

    "Prod upgrade, Thursday 3 December 2026, 22:00 to Friday 01:00 your time, 19:00 to 22:00 client time, not
    scheduled, movable"
    """
    phase = dossier.phases[bar.kind]
    movable = bar.dated and planning.reschedulable(dossier, bar.kind, scale.now) is None
    parts = [
        dossier.playbook.phase(bar.kind).name,
        _when(phase, scale),
        _state(bar),
        bar_words.opens_after(dossier, bar.kind, scale.now) if bar.state == "blocked" else "",
        _("movable") if movable else "",
    ]
    return ", ".join(part for part in parts if part)


def other_name(client: str, bar: Bar, scale: Scale) -> str:
    """Return the full name of another engagement's Prod Upgrade."""
    start, end = (
        zones.to_zone(datetime.fromtimestamp(moment, zones.UTC), scale.zone) for moment in (bar.start, bar.end)
    )
    when = _("{start} to {end} your time").format(start=scale.formats.full(start), end=_end(start, end, scale.formats))
    return ", ".join(part for part in (client, when, _state(bar)) if part)


def lane_name(title: str, subtitle: str, bar: Bar) -> str:
    """Return what a lane of Day says that is no phase: the business impact, your calendar, a clock change."""
    said = (title, subtitle, *bar.words.inside[:1], *bar.words.beside[:1])
    return ", ".join(part for part in said if part)


def spoken(preview: Preview, scale: Scale) -> str:
    """Return what is announced at a place of a move: where it is now, or why it can't be."""
    proposal = preview.proposal
    if preview.tip is not None and preview.tip.tone == "danger":
        return " ".join((f"{preview.tip.title}.", *preview.tip.body))
    place = proposal.placements[0]
    when = _when(place.applied_to(proposal.old), scale)
    notes = [limit.text for limit in proposal.soft] or ([preview.tip.follows] if preview.tip else [])
    return ". ".join(part.rstrip(".") for part in (when, *notes) if part) + "."


def _state(bar: Bar) -> str:
    words = _STATES.get(bar.state)
    return _(words) if words else ""


def _when(phase: Phase, scale: Scale) -> str:
    formats = scale.formats
    if phase.starts is None or phase.ends is None:
        return _days(phase, formats)
    start, end = zones.to_zone(phase.starts, scale.zone), zones.to_zone(phase.ends, scale.zone)
    yours = _("{start} to {end} your time").format(start=formats.full(start), end=_end(start, end, formats))
    client = _("{start} to {end} client time").format(
        start=_client_start(start, phase.starts, formats), end=_end(phase.starts, phase.ends, formats)
    )
    return f"{yours}, {client}"


def _days(phase: Phase, formats: Formats) -> str:
    first, last = phase.first_day, phase.last_day
    if first is None or last is None:
        return ""
    days = formats.days(first, last)
    return days if phase.kind == "support_week" else _("{days}, time not set").format(days=days)


def _end(start: datetime, end: datetime, formats: Formats) -> str:
    if start.date() == end.date():
        return formats.time(end)
    if zones.elapsed_between(start, end).days:
        return formats.full(end)
    return f"{formats.weekday(end, full=True)} {formats.time(end)}"


def _client_start(yours: datetime, client: datetime, formats: Formats) -> str:
    """Return the client's start; with its weekday where that is another one than yours."""
    if yours.date() == client.date():
        return formats.time(client)
    return f"{formats.weekday(client, full=True)} {formats.time(client)}"
