"""Where the held bar can't go: the hatched places of its lane, and the pill that says why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from msgspec.structs import replace

from models import planning
from models.formats import Formats
from models.planning import Limit, Proposal, Span
from models.records import Dossier, Phase
from ui.timeline.gesture import Hold, HoldTogether
from ui.timeline.grid import DAY, date_of, midnight, to_local
from ui.timeline.ink import Ink
from ui.timeline.items import Pill
from ui.timeline.layer import Hatch
from ui.timeline.layout import Layout


def places(hold: Hold, layout: Layout, ink: Ink) -> tuple[tuple[Hatch, ...], tuple[Pill, ...]]:
    """Return where a held bar, or several, can't go, and the reasons that have room there."""
    if isinstance(hold, HoldTogether):
        found = together(hold, layout)
    else:
        found = {hold.kind: spans(hold.dossier, hold.kind, hold.now, layout, hold.formats)}
    rows = {kind: layout.scene.row(kind) for kind in found}
    hatched = tuple(hatch for kind, reached in found.items() for hatch in hatches(reached, rows[kind]))
    return hatched, pills(found[hold.kind], layout, ink, rows[hold.kind])


def spans(dossier: Dossier, kind: str, now: datetime, layout: Layout, formats: Formats) -> list[Span]:
    """Return where a phase can't be planned, a screen's width beyond both edges included."""
    grid = layout.grid
    length = grid.end - grid.start
    first = date_of(grid.start - length, grid.zone)
    last = date_of(grid.end + length, grid.zone)
    if length > 60 * DAY:
        first, last = date_of(grid.start, grid.zone) - timedelta(days=7), date_of(grid.end, grid.zone)
    return merged(planning.forbidden_spans(dossier, kind, now, first, last, formats=formats))


def together(hold: HoldTogether, layout: Layout) -> dict[str, list[Span]]:
    """Return for each of several bars the days on which they can't all be: what is impossible for any is for all."""
    grid, phases = layout.grid, hold.dossier.phases
    days = {kind: _day(phases[kind], grid.zone) or hold.origin for kind in hold.kinds}
    first, last = date_of(grid.start, grid.zone), date_of(grid.end - 1, grid.zone)
    found: dict[str, list[Span]] = {kind: [] for kind in days}
    before: tuple[int, Limit] | None = None
    for away in range((first - max(days.values())).days, (last - min(days.values())).days + 1):
        limit = _worst(hold.at_offset(away, 0)) if away else None
        for kind, day in days.items() if limit else ():
            if before == (away - 1, limit):
                found[kind][-1] = replace(found[kind][-1], end=_begins(day, away + 1, grid.zone))
            elif limit:
                begin, end = _begins(day, away, grid.zone), _begins(day, away + 1, grid.zone)
                found[kind].append(Span(begin, end, limit.severity, limit.text, limit.title))
        before = (away, limit) if limit else None
    return found


def _day(phase: Phase, zone: str) -> date | None:
    return date_of(phase.starts.timestamp(), zone) if phase.starts is not None else phase.first_day


def _begins(day: date, away: int, zone: str) -> datetime:
    return to_local(midnight(day + timedelta(days=away), zone), zone)


def _worst(proposal: Proposal) -> Limit | None:
    return min(proposal.limits, key=lambda limit: limit.severity != "hard", default=None)


def merged(found: tuple[Span, ...]) -> list[Span]:
    """Return spans without seams: pieces of one severity that touch become one, with the reason that ends last."""
    made: list[Span] = []
    for span in sorted(found, key=lambda item: (item.severity, item.start.timestamp(), item.end.timestamp())):
        last = made[-1] if made else None
        if last and last.severity == span.severity == "hard" and span.start.timestamp() <= last.end.timestamp():
            if span.end.timestamp() > last.end.timestamp():
                made[-1] = replace(span, start=last.start)
        else:
            made.append(span)
    return made


def hatches(found: Sequence[Span], row: int) -> tuple[Hatch, ...]:
    """Return the hatched places of a row."""
    return tuple(Hatch(row, span.start.timestamp(), span.end.timestamp(), span.severity) for span in found)


def pills(found: Sequence[Span], layout: Layout, ink: Ink, row: int) -> tuple[Pill, ...]:
    """Return the reasons that have room inside the hatched places of a row, the refusing ones first."""
    made: list[Pill] = []
    top = layout.top(row) + layout.rows.row_height(row) / 2 - 11
    for span in found:
        left = max(layout.grid.x(span.start.timestamp()), layout.label) + 8
        right = min(layout.grid.x(span.end.timestamp()), layout.grid.right) - 4
        width = ink.width(span.short, 11, 500) + 32
        clash = any(left < pill.x + pill.width and pill.x < left + width for pill in made)
        if left + width <= right and not clash:
            tone, icon = ("danger", "lock") if span.severity == "hard" else ("warn", "alert")
            made.append(Pill(span.short, left, top, width, tone, icon))
    return tuple(made)
