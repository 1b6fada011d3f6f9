"""How the timeline is drawn on paper and in files: light, sharp at every size."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath

from ui import icons
from ui.theme import Appearance, load_theme
from ui.timeline.ink import Font, Ink, Place

_TICK_STROKE = 2.0


class PaperInk(Ink):
    """The light colours, whatever the window looks like; icons are strokes, not pixels.

    Args:
        appearance: whose font is used.
        outlines: words as outlines: an SVG carries no font, and so it looks the same wherever it is opened.
    """

    keeps_pictures = False

    def __init__(self, appearance: Appearance, *, outlines: bool = False) -> None:
        super().__init__(appearance, load_theme("light"))
        self._outlines = outlines

    def write(self, painter: QPainter, text: str, at: Place, font: Font, token: str) -> None:
        """Write a line of text at (x, top, height), in the middle of the height."""
        metrics = QFontMetricsF(self.font(*font))
        start = QPointF(at[0], at[1] + (at[2] - metrics.height()) / 2 + metrics.ascent())
        if self._outlines:
            painter.fillPath(self._outlined(text, start, font), self.color(token))
        else:
            painter.setFont(self.font(*font))
            painter.setPen(self.color(token))
            painter.drawText(start, text)

    def icon(self, painter: QPainter, name: str, x: float, y: float, token: str, size: int) -> None:
        """Draw an icon's strokes with its upper left corner at (x, y)."""
        stroke = _TICK_STROKE if name == "check" else 1.5
        icons.paint_icon(painter, name, self.color(token).name(), QRectF(x, y, size, size), stroke)

    def _outlined(self, text: str, start: QPointF, font: Font) -> QPainterPath:
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)  # the strokes of a letter overlap in a variable font
        path.addText(start, self.font(*font), text)
        return path
