"""The day numbers of the axis: which have room, and a kept picture of them, for a scroll only moves them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from math import ceil

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from models.calendars import WorkCalendar
from ui.timeline.grid import DAY, Grid, date_of, midnight
from ui.timeline.ink import Ink
from ui.timeline.layout import Layout

ALL_NUMBERS, SOME_NUMBERS = 21.5, 12.0
"""From these widths of a day on every number is shown, or those of Monday, Wednesday and Friday."""
LINE, OVER = 18.0, 10.0
"""Height of the line of numbers, and how far big letters reach over it and under it."""
HALF, MARGIN = 11.0, 12.0
"""Half the width that a number may take, and the room for it before the first day of a picture."""
_WEEK = 7
_Day = tuple[date, float, float]


class Strip(Struct, frozen=True):
    """Some weeks of numbers; today's is not among them.

    Attributes:
        zone: IANA zone whose days they are.
        day_width: pixels that a day of 24 hours takes.
        calendar: whose days off are pale.
        today: no number touches today's.
        first: a Monday.
        days: how many.
    """

    zone: str
    day_width: float
    calendar: WorkCalendar
    today: date
    first: date
    days: int


def draw_numbers(painter: QPainter, ink: Ink, layout: Layout) -> None:
    """Draw the numbers of the visible days on the line above the rows."""
    grid, top = layout.grid, layout.head - 21
    shown = [day for day in layout.days if grid.left <= (day[1] + day[2]) / 2 <= grid.right]
    today = date_of(layout.scene.now, grid.zone)
    numbered = list(_with_room(shown, today, grid.day_width))
    if numbered and ink.keeps_pictures:
        _copy(painter, ink, layout, numbered, today)
    elif numbered:
        for day, middle in numbered:
            _write(painter, ink, day, middle, top, layout.scene.calendar)
    for day, left, right in shown:
        if day == today:
            _draw_today(painter, ink, day, (left + right) / 2, top)


def centred(
    painter: QPainter, ink: Ink, text: str, x: float, top: float, weight: int, token: str, height: float = LINE
) -> None:
    """Write a text of the axis with its middle at x."""
    ink.write(painter, text, (x - ink.width(text, 11, weight) / 2, top, height), (11, weight), token)


def _with_room(days: Sequence[_Day], today: date, width: float) -> Iterator[tuple[date, float]]:
    """Yield the days whose numbers have room, with their middles; none that would touch today's."""
    shown = range(7) if width >= ALL_NUMBERS else (0, 2, 4) if width >= SOME_NUMBERS else (0,)
    near = 0 if width >= ALL_NUMBERS else 1 if width >= SOME_NUMBERS else 2
    for day, left, right in days:
        if day.weekday() in shown and abs((day - today).days) > near:
            yield day, (left + right) / 2


def _copy(painter: QPainter, ink: Ink, layout: Layout, numbered: Sequence[tuple[date, float]], today: date) -> None:
    """Draw them, at whole pixels, from the kept picture of a longer stretch that many places share."""
    grid, ratio = layout.grid, painter.device().devicePixelRatio()
    (first, left), (_last, right) = numbered[0], numbered[-1]
    block = _WEEK * (len(layout.days) // _WEEK + 1)
    monday = date.fromordinal((first.toordinal() - 1) // block * block + 1)  # day 1 of the calendar was one
    strip = Strip(grid.zone, round(grid.day_width, 6), layout.scene.calendar, today, monday, 2 * block)
    picture = _picture(ink, strip, ratio)
    origin = round(round(grid.x(midnight(monday, grid.zone)) * ratio, 3)) - round(MARGIN * ratio)
    begin, end = round((left - HALF) * ratio), round((right + HALF) * ratio)
    part = QRectF(begin - origin, 0, end - begin, picture.height())
    top = round((layout.head - 21 - OVER) * ratio) / ratio
    painter.drawPixmap(QPointF(begin / ratio, top), picture, part)


@lru_cache(maxsize=8)
def _picture(ink: Ink, strip: Strip, ratio: float) -> QPixmap:
    scale, begin = strip.day_width / DAY, midnight(strip.first, strip.zone)
    grid = Grid(strip.zone, begin, begin + strip.days * DAY, 0.0, strip.days * strip.day_width)
    picture = QPixmap(ceil((grid.right + 2 * MARGIN) * ratio), ceil((LINE + 2 * OVER) * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for day, middle in _with_room(list(grid.days()), strip.today, scale * DAY):
        _write(painter, ink, day, round(MARGIN * ratio) / ratio + middle, OVER, strip.calendar)
    painter.end()
    return picture


def _write(painter: QPainter, ink: Ink, day: date, middle: float, top: float, calendar: WorkCalendar) -> None:
    centred(painter, ink, str(day.day), middle, top, 500, "text2" if calendar.working(day) else "text3")


def _draw_today(painter: QPainter, ink: Ink, day: date, middle: float, top: float) -> None:
    painter.setBrush(ink.color("accent_fill"))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(QRectF(middle - 11, top, 22, LINE), 9, 9)
    centred(painter, ink, str(day.day), middle, top, 600, "on_accent")
