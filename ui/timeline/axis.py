"""The axis: days and weeks in Month, day names and hours in Week, two bands of hours in Day."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from models.formats import Formats
from models.texts import _
from ui.timeline import bands
from ui.timeline.axis_numbers import centred, draw_numbers
from ui.timeline.grid import date_of
from ui.timeline.ink import Ink
from ui.timeline.layout import Layout

THREE_HOURS = 66.0
"""From this width of a day on 06, 12 and 18 have room in Week; under it 12 alone."""
STRIP = 16.0
BANDS = (12.0, 46.0)
"""Tops of the two bands of Day."""


def draw_axis(painter: QPainter, ink: Ink, layout: Layout) -> None:
    """Draw the axis of the zoom and the line under it."""
    level = layout.scene.level
    {"day": _draw_bands, "week": _draw_days}.get(level, _draw_month)(painter, ink, layout)
    ink.rule(painter, 0, layout.width, layout.head)


def draw_axis_names(painter: QPainter, ink: Ink, layout: Layout) -> None:
    """Draw what stands before the axis: the heading of the lanes, or whose clocks the bands show."""
    if layout.scene.level != "day":
        ink.write(painter, _("Stage"), (16, layout.head - 23, 20), (11, 500), "text3")
        return
    for party, top in zip(layout.scene.parties, BANDS, strict=False):
        _draw_party(painter, ink, layout, party, top * ink.text_scale)


def _draw_month(painter: QPainter, ink: Ink, layout: Layout) -> None:
    _draw_week_names(painter, ink, layout)
    draw_numbers(painter, ink, layout)


def _draw_week_names(painter: QPainter, ink: Ink, layout: Layout) -> None:
    """Write month and week at Mondays, as many as have room."""
    formats, free_from = layout.scene.scale.formats, 0.0
    for day, left, _right in layout.days:
        if day.weekday() or left < layout.grid.left - 0.5:
            continue
        text = _week_name(formats, day)
        width = ink.width(text, 11, 500)
        if left + 5 >= free_from and left + 5 + width <= layout.width:
            ink.write(painter, text, (left + 5, 0, 22), (11, 500), "text3")
            free_from = left + 5 + width + 8


@lru_cache(maxsize=256)
def _week_name(formats: Formats, monday: date) -> str:
    return _("{month} · wk {week}").format(month=formats.month(monday), week=monday.isocalendar().week)


def _draw_days(painter: QPainter, ink: Ink, layout: Layout) -> None:
    """Write the day names over a strip of hours: light where you work."""
    grid, top = layout.grid, layout.head - STRIP
    painter.fillRect(QRectF(grid.left, top, grid.right - grid.left, STRIP), ink.color("night"))
    light = ink.color("day" if ink.dark else "surface")
    you = layout.scene.parties[0]
    dark_until = grid.start
    for start, end in bands.nights(you, grid.start, grid.end):
        if start > dark_until:
            left, right = round(grid.x(dark_until)), round(grid.x(start))
            painter.fillRect(QRectF(left, top, right - left, STRIP), light)
        dark_until = end
    if dark_until < grid.end:
        left = round(grid.x(dark_until))
        painter.fillRect(QRectF(left, top, round(grid.right) - left, STRIP), light)
    every = 6 if grid.day_width >= THREE_HOURS else 12
    for shown, x in grid.hours(every):
        if shown.hour:
            centred(painter, ink, f"{shown.hour:02}", x, top, 400, "text3", STRIP)
    _draw_day_names(painter, ink, layout)


def _draw_day_names(painter: QPainter, ink: Ink, layout: Layout) -> None:
    grid, formats = layout.grid, layout.scene.scale.formats
    today = date_of(layout.scene.now, grid.zone)
    prod = date_of(layout.scene.prod[0], grid.zone) if layout.scene.prod[1] else None
    named = False
    for day, left, right in layout.days:
        if left < grid.left - 0.5:
            continue
        marked = day in {today, prod}
        token = "accent" if marked else "text2" if layout.scene.calendar.working(day) else "text3"
        long = not named or day.day == 1
        for text in (formats.day(day) if long else formats.short_day(day), formats.short_day(day), str(day.day)):
            if ink.width(text, 12, 600 if marked else 500) <= min(right, grid.right) - left - 8:
                ink.write(painter, text, (left + 6, 4, 24), (12, 600 if marked else 500), token)
                named = True
                break


def _draw_bands(painter: QPainter, ink: Ink, layout: Layout) -> None:
    """Draw what both clocks show, on one absolute axis: a vertical line is one instant."""
    scale, lit = ink.text_scale, False
    for party, top in zip(layout.scene.parties, BANDS, strict=False):
        lit = _draw_band(painter, ink, layout, party, top * scale) or lit
    if lit:
        you = layout.scene.parties[0]
        text = _("The light part is {start}–{end} on a working day of that party")
        text = text.format(start=you.work_start[:2], end=you.work_end[:2])
    else:
        text = _("A day off for both: no working hours")
    ink.write(painter, text, (layout.label + 6, 78 * scale, 18 * scale), (11, 400), "text3")


def _draw_party(painter: QPainter, ink: Ink, layout: Layout, party: bands.Party, top: float) -> None:
    height = 28 * ink.text_scale
    ink.icon(painter, party.icon, 16, top + height / 2 - 8, "text2", 16)
    ink.write(painter, party.name, (40, top, height), (12, 600), "text")
    city = party.zone.rpartition("/")[2].replace("_", " ")
    beside = 40 + ink.width(party.name, 12, 600) + 6
    ink.write(painter, ink.elided(city, 12, 400, layout.label - beside - 6), (beside, top, height), (12, 400), "text2")


def _draw_band(painter: QPainter, ink: Ink, layout: Layout, party: bands.Party, top: float) -> bool:
    """Draw one party's band; tell whether any of it is light."""
    grid, height, lit = layout.grid, 28 * ink.text_scale, False
    band = QRectF(grid.left + 0.5, top + 0.5, grid.right - grid.left - 1, height - 1)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink.color("night"))
    painter.drawRoundedRect(band, 5, 5)
    for start, end in bands.work_hours(party, grid.start, grid.end):
        lit = True
        painter.fillRect(QRectF(grid.x(start), top + 1, grid.x(end) - grid.x(start), height - 2), ink.color("day"))
    painter.setPen(ink.pen("line"))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(band, 5, 5)
    _draw_hours(painter, ink, layout, party, top, height)
    return lit


def _draw_hours(painter: QPainter, ink: Ink, layout: Layout, party: bands.Party, top: float, height: float) -> None:
    grid, free_from = layout.grid, 0.0
    moment = grid.start
    while moment < grid.end:
        painter.setPen(ink.pen("line"))
        painter.drawLine(QPointF(grid.x(moment), top + height - 6), QPointF(grid.x(moment), top + height - 1))
        moment += 3600
    found = list(bands.hours(party, grid.start, grid.end, 7200, layout.scene.scale.formats))
    for place, hour in enumerate(found):
        x = grid.x(hour.moment) + (6 if hour.midnight else 4)
        weight = 600 if hour.midnight or hour.changed else 400
        width = ink.width(hour.text, 11, weight)
        if hour.midnight and hour.moment > grid.start:
            painter.setPen(ink.pen("line_strong"))
            painter.drawLine(QPointF(grid.x(hour.moment), top), QPointF(grid.x(hour.moment), top + height))
        following = next((grid.x(later.moment) for later in found[place + 1 :] if later.midnight), grid.right)
        if x >= free_from and x + width <= min(following, grid.right) - 3:
            token = "warn" if hour.changed else "text2" if hour.midnight else "text3"
            ink.write(painter, hour.text, (x, top, height), (11, weight), token)
            free_from = x + width + 6
