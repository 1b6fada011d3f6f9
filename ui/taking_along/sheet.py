"""The client's roadmap on a sheet of paper: the words of `models.roadmap_page`, drawn."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from models.roadmap_page import Entry, RoadmapPage
from ui.taking_along.paper import PaperInk
from ui.timeline.ink import Font

_PAD: Final = 14.0
_AIR: Final = 10.0
_NAME, _STATE, _GAP = 0.27, 0.14, 16.0
"""Shares of the width that the columns of names and states take, and the pixels between columns."""
_FLAGS: Final = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeading) | int(Qt.AlignmentFlag.AlignTop)


class Sheet:
    """Draws a roadmap from the top down, in logical pixels.

    Args:
        painter: scaled so that a unit is a logical pixel.
        ink: colours and fonts of paper.
        width: of the sheet.
        right_to_left: whether lines begin at the right.
    """

    def __init__(self, painter: QPainter, ink: PaperInk, width: float, *, right_to_left: bool) -> None:
        self._painter, self._ink, self._width, self._mirrored = painter, ink, width, right_to_left
        self._y = 0.0
        direction = Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight
        painter.setLayoutDirection(direction)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def draw(self, page: RoadmapPage) -> float:
        """Draw the whole page and return how high it is."""
        self._line(page.client, (14, 600), "accent", 4)
        self._line(page.title, (26, 600), "text", 6)
        self._line(page.zone, (13, 400), "text2", 20)
        self._headline(page)
        for entry in page.entries:
            self._entry(entry)
        self._y += _AIR
        self._line(page.foot, (12, 400), "text2", 0)
        return self._y

    def _line(self, text: str, font: Font, token: str, after: float) -> None:
        self._y += self._write(text, (0, self._width), self._y, font, token) + after

    def _headline(self, page: RoadmapPage) -> None:
        """Draw the Prod Upgrade on a tinted ground."""
        lines: tuple[tuple[str, Font, str], ...] = (
            (page.prod.name, (13, 500), "text2"),
            (page.prod.when, (20, 600), "text"),
            (" ".join(filter(None, (page.agreed, page.prod.note))), (13, 400), "text2"),
        )
        place = (_PAD, self._width - 2 * _PAD)
        heights = [self._height(text, place[1], font) for text, font, _token in lines]
        ground = QRectF(0, self._y, self._width, sum(heights) + 2 * _PAD + 4 * len(lines))
        self._painter.setPen(self._ink.pen("accent_line"))
        self._painter.setBrush(self._ink.color("accent_soft"))
        self._painter.drawRoundedRect(ground, 8, 8)
        y = self._y + _PAD
        for (text, font, token), height in zip(lines, heights, strict=True):
            self._write(text, place, y, font, token)
            y += height + 4
        self._y = ground.bottom() + _PAD

    def _entry(self, entry: Entry) -> None:
        name, state = self._width * _NAME, self._width * _STATE
        middle = (name + _GAP, self._width - name - state - 2 * _GAP)
        top = self._y + _AIR
        heights = [self._write(entry.name, (0, name), top, (14, 600), "text")]
        when = self._write(entry.when, middle, top, (14, 400), "text")
        heights.append(when + (self._write(entry.note, middle, top + when + 2, (12, 400), "text2") + 2))
        heights.append(self._write(entry.state, (self._width - state, state), top, (13, 500), "text2"))
        self._y = top + max(heights) + _AIR
        self._painter.setPen(self._ink.pen("line"))
        self._painter.drawLine(0, round(self._y), round(self._width), round(self._y))

    def _write(self, text: str, place: tuple[float, float], y: float, font: Font, token: str) -> float:
        """Write words from a left edge over a width, wrapped, and return how high they are."""
        left, width = place
        height = self._height(text, width, font)
        x = self._width - left - width if self._mirrored else left
        self._painter.setPen(self._ink.color(token))
        self._painter.drawText(QRectF(x, y, width, height), _FLAGS, text)
        return height

    def _height(self, text: str, width: float, font: Font) -> float:
        self._painter.setFont(self._ink.font(*font))
        return self._painter.boundingRect(QRectF(0, 0, width, 10_000), _FLAGS, text).height() if text else 0.0
