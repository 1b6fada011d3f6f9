"""The timeline as a picture of its own: the visible range, every lane, a heading; no other client is named."""

from __future__ import annotations

from typing import Protocol

from msgspec import Struct
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from models import zones
from models.errors import UserError
from models.texts import _
from ui.taking_along.paper import PaperInk
from ui.timeline.bar import Scale
from ui.timeline.day_rows import day_scene
from ui.timeline.frame import Interaction, compose
from ui.timeline.grid import date_of
from ui.timeline.layer import draw_names, draw_plot
from ui.timeline.layout import BOTTOM_PAD, Layout, lay_out
from ui.timeline.scene import scene
from ui.timeline.view import TimelineView
from ui.timeline.zoom import Range

WIDTH, HEADING, MARGIN = 1120.0, 64.0, 16.0
_AMPLE = 4000.0
"""A height in which every lane is as high as it can be."""


class Drawing(Protocol):
    """What can be taken along: it has a title, a size in logical pixels, and paints itself."""

    @property
    def title(self) -> str: ...
    @property
    def subtitle(self) -> str: ...
    @property
    def width(self) -> float: ...
    @property
    def height(self) -> float: ...
    def paint(self, painter: QPainter, ink: PaperInk) -> None: ...


class Picture(Struct, frozen=True):
    """A timeline with a heading, in logical pixels.

    Attributes:
        title: whose timeline.
        subtitle: which days, in whose time, as of when.
        layout: what stands where below the heading.
        heading: height of the heading.
        body: height of the timeline.
    """

    title: str
    subtitle: str
    layout: Layout
    heading: float
    body: float

    @property
    def width(self) -> float:
        """Width of the whole."""
        return self.layout.width

    @property
    def height(self) -> float:
        """Height of the whole."""
        return self.heading + self.body

    def paint(self, painter: QPainter, ink: PaperInk) -> None:
        """Draw heading and timeline; the painter is scaled by who calls."""
        draw_heading(painter, ink, self, self.heading)
        painter.save()
        painter.translate(0, self.heading)
        painter.setClipRect(QRectF(0, 0, self.width, self.body))
        draw_names(painter, ink, self.layout)
        draw_plot(painter, ink, self.layout)
        for item in compose(self.layout, ink, Interaction()):
            item.paint(painter, ink)
        painter.restore()


def draw_heading(painter: QPainter, ink: PaperInk, drawing: Drawing, height: float) -> None:
    """Draw the ground, and over it title and subtitle."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(QRectF(0, 0, drawing.width, drawing.height), ink.color("surface"))
    room, half = drawing.width - 2 * MARGIN, height / 2
    ink.write(painter, ink.elided(drawing.title, 17, 600, room), (MARGIN, 6, half), (17, 600), "text")
    under = ink.elided(drawing.subtitle, 12, 400, room)
    ink.write(painter, under, (MARGIN, half, half - 6), (12, 400), "text2")


def when_and_whose(shown: Range, scale: Scale) -> str:
    """Return which days are shown, in whose time, as of when."""
    return f"{_days(shown, scale)}. {_whose(scale)}"


def picture_of(view: TimelineView, ink: PaperInk) -> Picture:
    """Return the picture of what a timeline shows; raises UserError where no engagement is open."""
    dossier = view.dossier
    if dossier is None:
        raise UserError(_("No engagement is open."), do=_("Open one first."))
    shown, scale, ratio = view.navigation.shown, view.scale, ink.text_scale
    made = day_scene(dossier, (), scale, shown) if scale.level == "day" else scene(dossier, scale)
    ample = lay_out(made, shown, WIDTH, _AMPLE, ratio)
    body = ample.head + ample.rows.height + BOTTOM_PAD
    laid_out = lay_out(made, shown, WIDTH, body, ratio)
    return Picture(dossier.engagement.client, when_and_whose(shown, scale), laid_out, HEADING * ratio, body)


def _days(shown: Range, scale: Scale) -> str:
    first, last = date_of(shown.start, scale.zone), date_of(shown.end - 1, scale.zone)
    days = scale.formats.days(first, last)
    return days if str(last.year) in days else f"{days} {last.year}"


def _whose(scale: Scale) -> str:
    """Return in whose time the bars are labelled and when the picture was made."""
    offset = zones.offset_text(zones.offset_minutes(scale.now, scale.zone))
    made = scale.formats.moment(zones.to_zone(scale.now, scale.zone))
    text = _("Times are those of {city}, {offset} now. As of {moment}.")
    return text.format(city=zones.city(scale.zone), offset=offset, moment=made)
