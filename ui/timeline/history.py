"""What was agreed or planned before: traces behind the bars, with who, when and why; no painting."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from models import zones
from models.records import Dossier, Phase, Roadmap
from models.texts import _
from ui.timeline.bar import Bar, Scale
from ui.timeline.bars import planned_extent

HISTORY = "timeline.history"
"""Under which it is remembered whether earlier dates are shown."""
_MINUTE = 60


class Trace(Struct, frozen=True):
    """An earlier place of a phase.

    Attributes:
        bar: where it was.
        kind: "agreed", a date on the roadmap that is not today's plan; "planned", the plan of what happened otherwise.
        words: what was so, when, by whom and why.
    """

    bar: Bar
    kind: Literal["agreed", "planned"]
    words: str


def traces(dossier: Dossier, kind: str, scale: Scale) -> tuple[Trace, ...]:
    """Return the earlier places of a phase, oldest first; none while history is hidden."""
    if not scale.history:
        return ()
    found = list(_agreed(dossier, scale)) if kind == "prod_upgrade" else []
    return (*found, *_planned(dossier, dossier.phases[kind], scale))


def _agreed(dossier: Dossier, scale: Scale) -> Iterator[Trace]:
    """Yield every date that the client agreed to and that is not the plan; a place agreed twice is one trace."""
    plan = dossier.prod
    places = dict.fromkeys((entry.start, entry.start_utc) for entry in dossier.roadmap if entry.start)
    for place in places:
        if place == (plan.start, plan.start_utc):
            continue
        entries = [entry for entry in dossier.roadmap if (entry.start, entry.start_utc) == place]
        start, end = planned_extent(dossier, _placed(dossier, entries[0]), scale)
        words = "\n".join(_agreement(entry, dossier, scale) for entry in entries)
        yield Trace(Bar(dossier.id, "prod_upgrade", "ghost", start, end, untimed=not place[1]), "agreed", words)


def _placed(dossier: Dossier, entry: Roadmap) -> Phase:
    """Return the Prod Upgrade as a line of the roadmap has it, as long as the window is (N19)."""
    where = replace(dossier.prod, start=entry.start, end="", zone=entry.zone, start_utc=entry.start_utc, end_utc="")
    if where.starts is None:
        return where
    end = zones.after(where.starts, timedelta(minutes=dossier.playbook.limits.prod_window_minutes))
    return replace(where, end=zones.wall_text(end), end_utc=zones.utc_text(end))


def _agreement(entry: Roadmap, dossier: Dossier, scale: Scale) -> str:
    """Return what was agreed, when, with whom, by whom it was recorded, and why."""
    formats = scale.formats
    if entry.start_utc:
        start = zones.restore(entry.start, entry.zone, entry.start_utc)
        yours = formats.moment(zones.to_zone(start, dossier.you.zone))
        what = _("Agreed: {client}, {yours} your time").format(client=formats.with_zone(start), yours=yours)
    else:
        what = _("Agreed: {day}, time not set").format(day=formats.day(date.fromisoformat(entry.start[:10])))
    when = formats.moment(zones.to_zone(zones.parse_utc(entry.agreed_utc), dossier.you.zone))
    parts = [
        what,
        _("On {when}, your time").format(when=when),
        _("With {who}").format(who=entry.agreed_with) if entry.agreed_with else "",
        _("Recorded by {initials}").format(initials=entry.recorded_by) if entry.recorded_by else "",
        _("Why: {reason}").format(reason=entry.reason) if entry.reason else "",
    ]
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def _planned(dossier: Dossier, phase: Phase, scale: Scale) -> Iterator[Trace]:
    """Yield the plan of a phase that happened at another time (N02)."""
    began, ended = phase.actual_start, phase.actual_end
    start, end = planned_extent(dossier, phase, scale)
    if not end or (began is None and ended is None):
        return
    late = [
        (_("began"), began.timestamp() - start) if began is not None else None,
        (_("ended"), ended.timestamp() - end) if ended is not None else None,
    ]
    differs = [item for item in late if item is not None and abs(item[1]) >= _MINUTE]
    if not differs or not phase.timed:
        return
    parts = [_("It {event} {length}").format(event=event, length=_late(by, scale)) for event, by in differs]
    words = _("Planned {when}. {what}.").format(when=_plan_words(phase, dossier, scale), what=". ".join(parts))
    yield Trace(Bar(dossier.id, phase.kind, "ghost", start, end), "planned", words)


def _plan_words(phase: Phase, dossier: Dossier, scale: Scale) -> str:
    if phase.starts is None or phase.ends is None:
        return ""
    return scale.formats.span(*(zones.to_zone(moment, dossier.you.zone) for moment in (phase.starts, phase.ends)))


def _late(seconds: float, scale: Scale) -> str:
    """Return how far from the plan: "1 h 10 min late", "20 min early"."""
    length = scale.formats.duration(round(abs(seconds) / _MINUTE))
    return (_("{length} late") if seconds > 0 else _("{length} early")).format(length=length)
