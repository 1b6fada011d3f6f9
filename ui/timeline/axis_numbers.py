"""The day numbers of the axis: which have room, and a kept picture of them, for a scroll only moves them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
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
    if not shown:
        return
    today, calendar = date_of(layout.scene.now, grid.zone), layout.scene.calendar
    if ink.keeps_pictures:
        _copy(painter, ink, grid, calendar, today, shown, top)
    else:
        for day, middle in _with_room(shown, today, grid.day_width):
            _write(painter, ink, day, middle, top, calendar)
    for day, left, right in shown:
        if day == today:
            _draw_today(painter, ink, day, (left + right) / 2, top)


def _with_room(days: Sequence[_Day], today: date, width: float) -> Iterator[tuple[date, float]]:
    """Yield the days whose numbers have room, with their middles; none that would touch today's."""
    shown = range(7) if width >= ALL_NUMBERS else (0, 2, 4) if width >= SOME_NUMBERS else (0,)
    near = 0 if width >= ALL_NUMBERS else 1 if width >= SOME_NUMBERS else 2
    for day, left, right in days:
        if day.weekday() in shown and abs((day - today).days) > near:
            yield day, (left + right) / 2


def _copy(
    painter: QPainter, ink: Ink, grid: Grid, calendar: WorkCalendar, today: date, shown: Sequence[_Day], top: float
) -> None:
    """Draw them, at whole pixels, from the kept picture of a longer stretch that many places share."""
    ratio = painter.device().devicePixelRatio()
    block = _WEEK * ceil((len(shown) + _WEEK) / _WEEK)
    first = date.fromordinal(shown[0][0].toordinal() // block * block + 1)  # day 1 of the calendar was a Monday
    if first > shown[0][0]:
        first -= timedelta(days=block)
    origin = round(round(grid.x(midnight(first, grid.zone)) * ratio, 3))
    strip = Strip(grid.zone, round(grid.day_width, 6), calendar, today, first, 2 * block)
    begin, end = (round(edge * ratio) for edge in (shown[0][1], shown[-1][2]))
    picture = _picture(ink, strip, ratio)
    part = QRectF(begin - origin, 0, end - begin, picture.height())
    painter.drawPixmap(QPointF(begin / ratio, round((top - OVER) * ratio) / ratio), picture, part)


@lru_cache(maxsize=8)
def _picture(ink: Ink, strip: Strip, ratio: float) -> QPixmap:
    scale, begin = strip.day_width / DAY, midnight(strip.first, strip.zone)
    grid = Grid(strip.zone, begin, begin + strip.days * DAY, 0.0, strip.days * strip.day_width)
    picture = QPixmap(ceil(grid.right * ratio), ceil((LINE + 2 * OVER) * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for day, middle in _with_room(list(grid.days()), strip.today, scale * DAY):
        _write(painter, ink, day, middle, OVER, strip.calendar)
    painter.end()
    return picture


def _write(painter: QPainter, ink: Ink, day: date, middle: float, top: float, calendar: WorkCalendar) -> None:
    text, token = str(day.day), "text2" if calendar.working(day) else "text3"
    ink.write(painter, text, (middle - ink.width(text, 11, 500) / 2, top, LINE), (11, 500), token)


def _draw_today(painter: QPainter, ink: Ink, day: date, middle: float, top: float) -> None:
    painter.setBrush(ink.color("accent_fill"))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(QRectF(middle - 11, top, 22, LINE), 9, 9)
    text = str(day.day)
    ink.write(painter, text, (middle - ink.width(text, 11, 600) / 2, top, LINE), (11, 600), "on_accent")
