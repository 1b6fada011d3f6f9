"""Colours, fonts and widths of texts for painting, kept so that a frame of a drag asks Qt for nothing twice."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from ui import icons
from ui.theme import Appearance


class Ink:
    """What painted things are drawn with; made anew when the looks change."""

    def __init__(self, appearance: Appearance) -> None:
        self._appearance = appearance
        self._theme = appearance.theme
        self._colors: dict[tuple[str, float], QColor] = {}
        self._metrics: dict[tuple[float, int], QFontMetricsF] = {}
        self._widths: dict[tuple[str, float, int], float] = {}
        self.dark = self._theme.dark

    @cached_property
    def text_scale(self) -> float:
        """How much bigger than designed texts are: 1 for 100 %."""
        return self._appearance.text_scale

    def color(self, token: str, alpha: float = 1.0) -> QColor:
        """Return a token's colour."""
        key = (token, alpha)
        if key not in self._colors:
            self._colors[key] = self._theme.color(token, alpha)
        return self._colors[key]

    def shadow(self, alpha: float) -> QColor:
        """Return the black of shadows."""
        return QColor.fromRgbF(0, 0, 0, alpha)

    def pen(self, token: str, width: float = 1.0, dashes: tuple[float, ...] = (), alpha: float = 1.0) -> QPen:
        """Return a pen; `dashes` are in units of its width."""
        pen = QPen(self.color(token, alpha), width)
        if dashes:
            pen.setDashPattern(list(dashes))
        return pen

    def font(self, px: float, weight: int) -> QFont:
        """Return the interface font."""
        return self._appearance.font(px, weight)

    def width(self, text: str, px: float, weight: int) -> float:
        """Return how wide a text is drawn."""
        key = (text, px, weight)
        if key not in self._widths:
            if len(self._widths) > 4096:
                self._widths.clear()
            self._widths[key] = self._of(px, weight).horizontalAdvance(text)
        return self._widths[key]

    def baseline(self, top: float, height: float, px: float, weight: int) -> float:
        """Return the y of the baseline of a line of text that stands in the middle of a height."""
        metrics = self._of(px, weight)
        return top + (height - metrics.height()) / 2 + metrics.ascent()

    def elided(self, text: str, px: float, weight: int, room: float) -> str:
        """Return a text, cut with an ellipsis where it is wider than the room."""
        if self.width(text, px, weight) <= room:
            return text
        return self._of(px, weight).elidedText(text, Qt.TextElideMode.ElideRight, room)

    def icon(self, painter: QPainter, name: str, x: float, y: float, token: str, size: int) -> None:
        """Draw an icon with its upper left corner at (x, y)."""
        icons.draw_icon(painter, self._theme, name, x, y, token, size, 2.0 if name == "check" else 1.5)

    def _of(self, px: float, weight: int) -> QFontMetricsF:
        key = (px, weight)
        if key not in self._metrics:
            self._metrics[key] = QFontMetricsF(self.font(px, weight))
        return self._metrics[key]
