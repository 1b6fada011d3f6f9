"""What is painted over the fixed background: frozen items with a rectangle each.

Two frames are compared item by item: only the rectangles of what came, went or changed are repainted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import ceil
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap, QRegion

from ui.timeline.bar import State
from ui.timeline.bar_shapes import draw_bar
from ui.timeline.ink import Ink

Box = tuple[float, float, float, float]
"""Left, top, width, height in logical pixels of the viewport."""


class Item(Protocol):
    """Something that can be painted, compared and hashed."""

    @property
    def box(self) -> Box:
        """What it covers, shadow and all."""

    def paint(self, painter: QPainter, ink: Ink) -> None:
        """Paint it."""


class Text(Struct, frozen=True):
    """A line of words; x and width are theirs, top and height those of the line they stand in the middle of."""

    text: str
    x: float
    top: float
    width: float
    height: float
    px: float = 12
    weight: int = 400
    token: str = "text"
    icon: str = ""

    @property
    def box(self) -> Box:
        """The words and the icon before them."""
        lead = 16.0 if self.icon else 0.0
        return (self.x - lead - 1, self.top, self.width + lead + 2, self.height)

    def paint(self, painter: QPainter, ink: Ink) -> None:
        """Draw icon and words."""
        if self.icon:
            ink.icon(painter, self.icon, self.x - 16, self.top + self.height / 2 - 6, self.token, 12)
        ink.write(painter, self.text, (self.x, self.top, self.height), (self.px, self.weight), self.token)


class Line(Struct, frozen=True):
    """A vertical line; `dashes` in units of its width."""

    x: float
    top: float
    bottom: float
    token: str = "accent"
    width: float = 1.5
    dashes: tuple[float, ...] = ()

    @property
    def box(self) -> Box:
        """The line and its antialiased edge."""
        return (self.x - 2, self.top - 1, 4, self.bottom - self.top + 2)

    def paint(self, painter: QPainter, ink: Ink) -> None:
        """Draw it."""
        painter.setPen(ink.pen(self.token, self.width, self.dashes))
        painter.drawLine(QPointF(self.x, self.top), QPointF(self.x, self.bottom))


class Dot(Struct, frozen=True):
    """The round head of the today line."""

    x: float
    y: float
    token: str = "accent"

    @property
    def box(self) -> Box:
        """The dot and its antialiased edge."""
        return (self.x - 5, self.y - 5, 10, 10)

    def paint(self, painter: QPainter, ink: Ink) -> None:
        """Draw it."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink.color(self.token))
        painter.drawEllipse(QPointF(self.x, self.y), 3.5, 3.5)


class Shape(Struct, frozen=True):
    """A bar on the move: lifted, in the colours of what a drop here would mean."""

    x: float
    top: float
    width: float
    height: float
    look: State
    lift: str = ""
    edge: Box = (0, 0, 0, 0)

    @property
    def box(self) -> Box:
        """The bar with its ring and shadow."""
        return (self.x - 7, self.top - 6, self.width + 14, self.height + 15)

    def paint(self, painter: QPainter, ink: Ink) -> None:
        """Draw it inside the room for bars."""
        painter.save()
        painter.setClipRect(QRectF(*self.edge), Qt.ClipOperation.IntersectClip)
        draw_bar(painter, ink, (self.x, self.top, self.width, self.height), self.look, self.lift)
        painter.restore()


class Chip(Struct, frozen=True):
    """A small button at an edge that names what lies beyond it, with an arrow at that side (−1 left, 1 right)."""

    text: str
    x: float
    top: float
    width: float
    height: float
    side: int
    tone: str = ""
    px: float = 12

    @property
    def box(self) -> Box:
        """The chip."""
        return (self.x, self.top, self.width, self.height)

    def paint(self, painter: QPainter, ink: Ink) -> None:
        """Draw it, from a kept picture at whole pixels where it may be one."""
        if not ink.keeps_pictures:
            self.draw(painter, ink)
            return
        ratio = painter.device().devicePixelRatio()
        at = QPointF(round(self.x * ratio) / ratio, round(self.top * ratio) / ratio)
        painter.drawPixmap(at, _chip_picture(replace(self, x=0.0, top=0.0), ink, ratio))

    def draw(self, painter: QPainter, ink: Ink) -> None:
        """Draw frame, arrow and words."""
        painter.setBrush(ink.color("accent_soft" if self.tone else "surface"))
        painter.setPen(ink.pen("accent_line" if self.tone else "line"))
        radius = self.height / 2 if self.px < 12 else 6
        painter.drawRoundedRect(QRectF(self.x + 0.5, self.top + 0.5, self.width - 1, self.height - 1), radius, radius)
        token = self.tone or "text2"
        middle, arrow = self.top + self.height / 2, "chevr" if self.side > 0 else "prev"
        ink.icon(painter, arrow, self.x + self.width - 17 if self.side > 0 else self.x + 6, middle - 6, token, 12)
        x = self.x + (11 if self.side > 0 else 20)
        ink.write(painter, self.text, (x, self.top, self.height), (self.px, 500), token)


class Pill(Struct, frozen=True):
    """The reason inside a hatched place: an icon and words on their own ground."""

    text: str
    x: float
    top: float
    width: float
    tone: str
    icon: str

    @property
    def box(self) -> Box:
        """The pill, 22 px high."""
        return (self.x, self.top, self.width, 22)

    def paint(self, painter: QPainter, ink: Ink) -> None:
        """Draw it."""
        painter.setBrush(ink.color(f"{self.tone}_soft"))
        painter.setPen(ink.pen(f"{self.tone}_line"))
        painter.drawRoundedRect(QRectF(self.x + 0.5, self.top + 0.5, self.width - 1, 21), 10.5, 10.5)
        ink.icon(painter, self.icon, self.x + 7, self.top + 5, self.tone, 12)
        ink.write(painter, self.text, (self.x + 23, self.top, 22), (11, 500), self.tone)


class Ring(Struct, frozen=True):
    """The outline around the selected or focused bar, or around a button in a lane."""

    x: float
    top: float
    width: float
    height: float
    token: str = "accent"

    @property
    def box(self) -> Box:
        """The ring and its gap."""
        return (self.x - 5, self.top - 5, self.width + 10, self.height + 10)

    def paint(self, painter: QPainter, ink: Ink) -> None:
        """Draw 2 px at a gap of 2 px."""
        painter.setPen(ink.pen(self.token, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.x - 3, self.top - 3, self.width + 6, self.height + 6), 8, 8)


class Band(Struct, frozen=True):
    """The rubber band that is drawn around bars to select them."""

    x: float
    top: float
    width: float
    height: float

    @property
    def box(self) -> Box:
        """The band and its outline."""
        return (self.x - 1, self.top - 1, self.width + 2, self.height + 2)

    def paint(self, painter: QPainter, ink: Ink) -> None:
        """Draw a tinted ground and a thin outline."""
        painter.setPen(ink.pen("accent"))
        painter.setBrush(ink.color("accent", 0.10))
        painter.drawRect(QRectF(self.x + 0.5, self.top + 0.5, self.width, self.height))


class Grip(Struct, frozen=True):
    """The handle that shows under the pointer that a bar can be moved, or its end dragged."""

    x: float
    top: float
    height: float
    token: str = "line_strong"

    @property
    def box(self) -> Box:
        """The handle's 6 px."""
        return (self.x - 4, self.top, 8, self.height)

    def paint(self, painter: QPainter, ink: Ink) -> None:
        """Draw two rows of three dots."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink.color(self.token))
        middle = self.top + self.height / 2
        for dx in (-1.75, 1.75):
            for dy in (-4.0, 0.0, 4.0):
                painter.drawEllipse(QPointF(self.x + dx, middle + dy), 1.0, 1.0)


@lru_cache(maxsize=64)
def _chip_picture(chip: Chip, ink: Ink, ratio: float) -> QPixmap:
    picture = QPixmap(ceil(chip.width * ratio), ceil(chip.height * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    chip.draw(painter, ink)
    painter.end()
    return picture


def dirty(before: Sequence[Item], after: Sequence[Item]) -> QRegion:
    """Return what has to be repainted between two frames; what is the very same item costs nothing."""
    old, new = {id(item) for item in before}, {id(item) for item in after}
    gone = {item for item in before if id(item) not in new}
    come = {item for item in after if id(item) not in old}
    region = QRegion()
    for item in gone ^ come:
        left, top, width, height = item.box
        region += QRect(int(left) - 1, int(top) - 1, int(width) + 3, int(height) + 3)
    return region


def parts(region: QRegion) -> Iterator[QRect]:
    """Yield the rectangles of a region."""
    yield from region  # type: ignore[misc]  # PySide6 can, its stubs don't say so


def copy_parts(painter: QPainter, picture: QPixmap, region: QRegion) -> None:
    """Copy the rectangles of a region, which the painter is clipped to, from a picture of the whole viewport."""
    ratio, box = picture.devicePixelRatio(), region.boundingRect()
    source = QRectF(box.x() * ratio, box.y() * ratio, box.width() * ratio, box.height() * ratio)
    painter.drawPixmap(QPointF(box.topLeft()), picture, source)
