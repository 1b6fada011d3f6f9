"""All engagements as a picture of its own: the lines that are listed, in the visible range, under a heading."""

from __future__ import annotations

from typing import Final

from msgspec import Struct
from PySide6.QtGui import QPainter, QRegion

from models import settings
from models.errors import UserError
from models.texts import _
from ui.taking_along.paper import PaperInk
from ui.taking_along.picture import HEADING, WIDTH, draw_heading, when_and_whose
from ui.timeline import all_surface
from ui.timeline.all_layout import AllLayout, heights, lay_out, your_days
from ui.timeline.all_paint import Doing, draw
from ui.timeline.all_row import RowPicture
from ui.timeline.all_view import AllView
from ui.timeline.layout import BOTTOM_PAD, HEADS

MOST: Final = 100
"""How many lines a picture has: more could not be read on one page."""


class AllPicture(Struct, frozen=True):
    """Lines with a heading, in logical pixels.

    Attributes:
        title: "All engagements".
        subtitle: which days, in whose time, as of when; and that some lines are left out.
        layout: what stands where below the heading.
        rows: what each line shows.
        heading: height of the heading.
        body: height of the lines with their axis.
    """

    title: str
    subtitle: str
    layout: AllLayout
    rows: tuple[RowPicture, ...]
    heading: float
    body: float

    @property
    def width(self) -> float:
        """Width of the whole."""
        return self.layout.axis.width

    @property
    def height(self) -> float:
        """Height of the whole."""
        return self.heading + self.body

    def paint(self, painter: QPainter, ink: PaperInk) -> None:
        """Draw heading and lines; the painter is scaled by who calls."""
        draw_heading(painter, ink, self, self.heading)
        painter.save()
        painter.translate(0, self.heading)
        whole = QRegion(0, 0, round(self.width), round(self.body))
        draw(painter, ink, self.layout, whole, Doing(), self.rows.__getitem__)
        painter.restore()


def all_picture_of(view: AllView, ink: PaperInk) -> AllPicture:
    """Return the picture of what All engagements lists; raises UserError where no line is listed."""
    listed = view.listing.lines
    if not listed:
        raise UserError(_("No engagement is listed."), do=_("Clear the filter first."))
    lines, ratio, scale = listed[:MOST], ink.text_scale, view.scale
    shown, you = view.navigation.shown, settings.you(view.context.store)
    rows = heights(lines, ratio, compact=view.compact)
    level = "week" if scale.level == "day" else scale.level
    body = round(HEADS[level] * ratio) + rows.height + BOTTOM_PAD
    days = your_days(you, view.navigation.zone)
    layout = lay_out(lines, rows, shown, (WIDTH, body), scale, days, ratio, 0, compact=view.compact)
    pictures = tuple(
        all_surface.at_rest(view, line, layout.frame, ink) if line.entry else RowPicture(()) for line in lines
    )
    text = when_and_whose(shown, scale)
    if len(listed) > MOST:
        text = f"{text} {_('The first {count} lines.').format(count=MOST)}"
    return AllPicture(_("All engagements"), text, layout, pictures, HEADING * ratio, body)
