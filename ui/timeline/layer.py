"""The fixed background: weekends, axis, lanes, names, bars at rest; painted once and kept as a picture."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from msgspec import Struct
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath

from ui.timeline.axis import draw_axis, draw_axis_names
from ui.timeline.bar import Bar, State
from ui.timeline.bar_shapes import draw_bar, draw_hatch, draw_tail
from ui.timeline.columns import draw_columns
from ui.timeline.history import Trace
from ui.timeline.ink import Ink
from ui.timeline.layout import Layout
from ui.timeline.marks import draw_mark
from ui.timeline.scene import Row

CORNER = 9.5
"""Radius of the card's corners inside its border."""


class Hatch(Struct, frozen=True):
    """A stretch of a row where a drop is refused or asks for a reason: seconds since 1970."""

    row: int
    start: float
    end: float
    severity: str


def draw_names(painter: QPainter, ink: Ink, layout: Layout) -> None:
    """Draw the ground and the label column: what a scroll through time leaves as it is."""
    painter.fillRect(QRectF(0, 0, layout.width, layout.height), ink.color("surface"))
    draw_axis_names(painter, ink, layout)
    painter.save()
    painter.setClipRect(QRectF(0, layout.head, layout.width, layout.height - layout.head))
    for _index, row, top, height in layout.visible():
        if not row.passing:
            draw_label(painter, ink, layout, row, top, height)
    painter.restore()


def draw_plot(
    painter: QPainter,
    ink: Ink,
    layout: Layout,
    hidden: Collection[str] = (),
    hatches: Collection[Hatch] = (),
    ghosts: Collection[Bar] = (),
) -> None:
    """Draw the axis, what stands behind the lanes, the names of rows that come and go, and the bars at rest.

    Args:
        painter: with antialiasing on.
        ink: colours and fonts.
        layout: what stands where.
        hidden: keys of rows whose bars are on the move and are drawn over this.
        hatches: places that are refused.
        ghosts: old places of bars on the move.
    """
    draw_columns(painter, ink, layout)
    draw_axis(painter, ink, layout)
    painter.save()
    painter.setClipRect(QRectF(0, layout.head, layout.width, layout.height - layout.head))
    _draw_separators(painter, ink, layout)
    for _index, row, top, height in layout.visible():
        if row.passing:
            draw_label(painter, ink, layout, row, top, height)
    painter.setClipRect(QRectF(*layout.plot))
    for hatch in hatches:
        _draw_place(painter, ink, layout, hatch)
    for index, row, _top, _height in layout.visible():
        for trace in row.traces:
            if layout.side(trace.bar) == 0:
                _draw_trace(painter, ink, layout, index, trace)
        for bar in row.bars:
            if row.key not in hidden and layout.side(bar) == 0 and (bar.dated or bar.words.inside):
                _draw_at_rest(painter, ink, layout, index, bar, bar.state)
    for bar in ghosts:
        _draw_at_rest(painter, ink, layout, layout.scene.row(bar.kind), bar, "ghost")
    painter.restore()


def draw_label(painter: QPainter, ink: Ink, layout: Layout, row: Row, top: float, height: float) -> None:
    """Draw the name of a row in the label column, with its sign."""
    if row.part == "heading":
        ink.write(painter, row.title, (16, top, height), (11, 500), row.token)
        return
    if row.mark:
        draw_mark(painter, ink, row, 16, top + height / 2)
    room = layout.label - 44
    size = 13.0 if row.part == "lane" else 12.0
    title = ink.elided(row.title, size, row.weight, room)
    if row.subtitle:
        ink.write(painter, title, (40, top + height / 2 - 17, 18), (size, row.weight), row.token)
        under = ink.elided(row.subtitle, 11, 400, room)
        ink.write(painter, under, (40, top + height / 2, 16), (11, 400), "text3")
    else:
        ink.write(painter, title, (40, top, height), (size, row.weight), row.token)


def draw_corners(painter: QPainter, ink: Ink, layout: Layout) -> None:
    """Round the lower corners as the card around is, which this picture lies on."""
    whole, outside, frame = _corners(layout.width, layout.height)
    painter.fillPath(outside, ink.color("app"))
    painter.save()
    painter.setClipPath(whole)
    painter.setPen(ink.pen("line"))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(frame, CORNER, CORNER)
    painter.restore()


@lru_cache(maxsize=4)
def _corners(width: float, height: float) -> tuple[QPainterPath, QPainterPath, QRectF]:
    """Return the strip that the corners are in, what of it lies outside the card, and the card's frame."""
    whole = QPainterPath()
    whole.addRect(QRectF(0, height - CORNER, width, CORNER))
    card = QPainterPath()
    frame = QRectF(-0.5, -CORNER, width + 1, height + CORNER + 0.5)
    card.addRoundedRect(frame, CORNER, CORNER)
    return whole, whole - card, frame


def _draw_separators(painter: QPainter, ink: Ink, layout: Layout) -> None:
    """Draw the lines between lanes, and the one before the other Prod Upgrades."""
    for index, row, top, height in layout.visible():
        if row.part == "gap":
            ink.rule(painter, 0, layout.width, top + height)
        elif row.part == "lane" and index:
            ink.rule(painter, 16, layout.width, top, 0.8 if ink.dark else 0.55)


def _draw_at_rest(painter: QPainter, ink: Ink, layout: Layout, row: int, bar: Bar, look: State) -> None:
    filled_to = layout.grid.x(layout.scene.now) if bar.state == "now" else None
    box = layout.bar_box(row, bar)
    draw_bar(painter, ink, box, look, filled_to=filled_to)
    if bar.tail:
        draw_tail(painter, ink, box, layout.grid.x(bar.tail))


def _draw_trace(painter: QPainter, ink: Ink, layout: Layout, row: int, trace: Trace) -> None:
    """Draw an agreed date as a ghost, and what was planned as a thin line under what happened."""
    left, top, width, height = layout.bar_box(row, trace.bar)
    if trace.kind == "agreed":
        draw_bar(painter, ink, (left, top, width, height), "ghost")
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink.color("text3"))
        painter.drawRoundedRect(QRectF(left, top + height + 2, width, 3), 1.5, 1.5)


def _draw_place(painter: QPainter, ink: Ink, layout: Layout, hatch: Hatch) -> None:
    left = max(layout.grid.x(hatch.start), layout.label)
    right = min(layout.grid.x(hatch.end), layout.grid.right)
    if right <= left:
        return
    tone = "danger" if hatch.severity == "hard" else "warn"
    rect = QRectF(left, layout.top(hatch.row) + 1, right - left, layout.rows.row_height(hatch.row) - 2)
    draw_hatch(painter, ink, rect, f"{tone}_soft", f"{tone}_line")
