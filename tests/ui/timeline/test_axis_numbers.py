"""The numbers of the axis: a kept picture shows what drawing each one would, and none touches today's."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtGui import QImage, QPainter

from models.calendars import WorkCalendar
from ui.context import Context
from ui.timeline.axis_numbers import draw_numbers
from ui.timeline.bar import Scale
from ui.timeline.ink import Ink
from ui.timeline.layout import Layout, lay_out
from ui.timeline.scene import Scene
from ui.timeline.zoom import Range

NEW_YORK = "America/New_York"
DAY = 86_400.0
SMOOTHING = 4
"""Pixels of a letter that stands a quarter of a pixel elsewhere."""


def laid_out(context: Context, first: datetime, days: int, day_width: int) -> Layout:
    scale = Scale(context.clock.now(), NEW_YORK, "month", context.formats)
    start = first.timestamp()
    scene = Scene((), scale, WorkCalendar())
    return lay_out(scene, Range(start, start + days * DAY), 176 + days * day_width + 12, 300)


def painted(context: Context, layout: Layout, *, keeps: bool) -> QImage:
    ink = Ink(context.appearance)
    ink.keeps_pictures = keeps
    picture = QImage(int(layout.width), int(layout.head), QImage.Format.Format_RGB32)
    picture.fill(0xFFFFFFFF)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_numbers(painter, ink, layout)
    painter.end()
    return picture


@pytest.mark.parametrize(("days", "day_width"), [(31, 30), (61, 14), (92, 5)])
@pytest.mark.parametrize("day", [datetime(2026, 10, 12), datetime(2026, 11, 3), datetime(2026, 12, 14)])
def test_a_kept_picture_shows_what_drawing_each_number_would(
    context: Context, day: datetime, days: int, day_width: int
) -> None:
    """Also over a clock change (1 November), with today in sight and out of it, and with numbers at both ends."""
    layout = laid_out(context, day.replace(tzinfo=ZoneInfo(NEW_YORK)), days, day_width)
    kept, drawn = painted(context, layout, keeps=True), painted(context, layout, keeps=False)
    spots = [(x, y) for x in range(kept.width()) for y in range(kept.height())]
    ink = sum(drawn.pixelColor(x, y).lightness() < 200 for x, y in spots)
    unlike = sum(abs(kept.pixelColor(x, y).lightness() - drawn.pixelColor(x, y).lightness()) > 96 for x, y in spots)
    assert ink > 100
    assert unlike <= SMOOTHING
