"""What stands behind the lanes: days off, nights, lines of days and weeks, the window, clock changes."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from ui.timeline import bands
from ui.timeline.grid import HOUR, midnight, to_local
from ui.timeline.ink import Ink
from ui.timeline.layout import Layout


def draw_columns(painter: QPainter, ink: Ink, layout: Layout) -> None:
    """Tint the client's days off and the nights, and draw the lines of the zoom."""
    level = layout.scene.level
    if level == "day":
        _draw_window(painter, ink, layout)
        _draw_hours(painter, ink, layout)
    else:
        _draw_days_off(painter, ink, layout)
        if level == "week":
            _draw_nights(painter, ink, layout)
            _draw_days(painter, ink, layout)
        else:
            _draw_weeks(painter, ink, layout)
    _draw_changes(painter, ink, layout)


def _draw_days_off(painter: QPainter, ink: Ink, layout: Layout) -> None:
    top, bottom = layout.head, layout.height
    for left, right in layout.days_off:
        painter.fillRect(QRectF(left, top, right - left, bottom - top), ink.color("weekend"))


def _draw_nights(painter: QPainter, ink: Ink, layout: Layout) -> None:
    """Tint the hours outside your working day, in the lanes alone."""
    grid = layout.grid
    color = ink.color("night", 0.95 if ink.dark else 0.38)
    for start, end in bands.nights(layout.scene.parties[0], grid.start, grid.end):
        left, right = round(grid.x(start)), round(grid.x(end))
        painter.fillRect(QRectF(left, layout.head, right - left, layout.lanes_bottom - layout.head), color)


def _draw_days(painter: QPainter, ink: Ink, layout: Layout) -> None:
    painter.setPen(ink.pen("line"))
    for _day, begin, end in layout.days:
        for x in (begin, end):
            if layout.grid.left - 0.5 <= x <= layout.grid.right + 0.5:
                painter.drawLine(QPointF(x, 3), QPointF(x, layout.height))


def _draw_weeks(painter: QPainter, ink: Ink, layout: Layout) -> None:
    top = layout.head - 18
    for x in layout.weeks:
        painter.fillRect(QRectF(round(x), top, 1, layout.height - top), ink.color("line"))


def _draw_window(painter: QPainter, ink: Ink, layout: Layout) -> None:
    """Tint the Prod Upgrade's window through all lanes."""
    start, end = layout.scene.prod
    left, right = max(layout.grid.x(start), layout.label), min(layout.grid.x(end), layout.grid.right)
    if end and right > left:
        rect = QRectF(left, layout.head, right - left, layout.height - layout.head)
        painter.fillRect(rect, ink.color("accent_soft", 0.55))


def _draw_hours(painter: QPainter, ink: Ink, layout: Layout) -> None:
    """Draw a line every 6 h; your midnight's is drawn later, around words."""
    grid = layout.grid
    painter.setPen(ink.pen("line"))
    for edge in (grid.left, grid.right):
        painter.drawLine(QPointF(edge, layout.head), QPointF(edge, layout.height))
    for shown, x in grid.hours(6):
        if shown.hour:
            painter.drawLine(QPointF(x, layout.head), QPointF(x, layout.height))


def _draw_changes(painter: QPainter, ink: Ink, layout: Layout) -> None:
    """Mark clock changes on the axis; through the lanes they are drawn later, around words."""
    grid, people = layout.grid, layout.scene.parties
    if not people:
        return
    for change in bands.changes(people[0].zone, people[1].zone, grid.start, grid.end):
        x = grid.x(change.moment)
        if layout.scene.level in {"day", "week"}:
            painter.setPen(ink.pen("warn", 2))
            painter.drawLine(QPointF(x, 4), QPointF(x, layout.head))
        else:
            ink.icon(painter, "clock", _noon_x(layout, change.moment) - 6, layout.head - 34, "warn", 12)


def _noon_x(layout: Layout, moment: float) -> float:
    day = to_local(moment, layout.grid.zone).date()
    return layout.grid.x(midnight(day, layout.grid.zone) + 12 * HOUR)
