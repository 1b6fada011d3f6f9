"""Where the held bar can't go: the hatched places of its lane, and the pill that says why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace

from models import planning
from models.formats import Formats
from models.planning import Span
from models.records import Dossier
from ui.timeline.grid import DAY, date_of
from ui.timeline.ink import Ink
from ui.timeline.items import Pill
from ui.timeline.layer import Hatch
from ui.timeline.layout import Layout


def spans(dossier: Dossier, kind: str, now: datetime, layout: Layout, formats: Formats) -> list[Span]:
    """Return where a phase can't be planned, a screen's width beyond both edges included."""
    grid = layout.grid
    length = grid.end - grid.start
    first = date_of(grid.start - length, grid.zone)
    last = date_of(grid.end + length, grid.zone)
    if length > 60 * DAY:
        first, last = date_of(grid.start, grid.zone) - timedelta(days=7), date_of(grid.end, grid.zone)
    return merged(planning.forbidden_spans(dossier, kind, now, first, last, formats=formats))


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
