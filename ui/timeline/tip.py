"""The live tooltip of a move: both times, what it was, what else moves, or why it can't be; never over its bar."""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap, QRegion

from ui.timeline.ink import Ink

WIDTH, HEIGHT = 316.0, 138.0
REFUSED_WIDTH = 330.0
AWAY, SHADE, EDGE = 14.0, 22, 8.0
LINE = 19.0
WHOSE = 58.0
"""How much of a line of times says whose they are."""
HEAD = 20.0
"""Height of the client's name over the rest."""

Box = tuple[float, float, float, float]


class TimeLine(Struct, frozen=True):
    """One line of times: whose, when, and what stands at the right."""

    whose: str
    when: str
    right: str
    weight: int = 400
    token: str = "text"


class Tip(Struct, frozen=True):
    """What the tooltip says.

    Attributes:
        times: the lines of times; none where the place is refused.
        title: why not, or why with a reason; empty for a place that is fine.
        body: sentences under the title.
        follows: what else moves.
        hint: what the keys and the mouse button do.
        tone: "" for a fine place, "danger" or "warn".
        client: whose bar it is, where several engagements are shown.
    """

    times: tuple[TimeLine, ...] = ()
    title: str = ""
    body: tuple[str, ...] = ()
    follows: str = ""
    hint: str = ""
    tone: str = ""
    client: str = ""

    def size(self, ink: Ink) -> tuple[float, float]:
        """Return width and height with all of its words."""
        scale, head = ink.text_scale, HEAD * ink.text_scale if self.client else 0.0
        width = self._width(ink)
        lines = len(wrapped(ink, self.body, width - 52)) if self.title else 0
        if self.tone == "danger":
            return width, max(114.0, 76 + LINE * lines) * scale + head
        return width, (HEIGHT + LINE * lines) * scale + head

    def _width(self, ink: Ink) -> float:
        """Return the usual width, or what the longest line needs: dates over months, and languages with long words."""
        hint = 28 + ink.width(self.hint, 11, 400)
        if self.tone == "danger":
            return max(REFUSED_WIDTH * ink.text_scale, 52 + ink.width(self.title, 13, 600), hint)
        said = ink.width(self.title, 12, 600) if self.title else ink.width(self.follows, 12, 400)
        times = (
            40 + WHOSE * ink.text_scale + ink.width(line.when, 13, line.weight) + ink.width(line.right, 12, 400)
            for line in self.times
        )
        return max(WIDTH * ink.text_scale, 48 + said, hint, *times)


def place(size: tuple[float, float], bar: Box, viewport: tuple[float, float]) -> Box:
    """Return where the tooltip stands: over the bar, else under it, else beside it; whole, and never on the bar.

    Args:
        size: width and height of the tooltip.
        bar: what it is about.
        viewport: width and height of the room.
    """
    width, height = size
    left = min(max(bar[0] + bar[2] / 2 - 120, EDGE), max(viewport[0] - width - EDGE, EDGE))
    for away in (AWAY, 8.0, 4.0):
        over, under = bar[1] - away - height, bar[1] + bar[3] + away
        if over >= 0:
            return (left, over, width, height)
        if under + height <= viewport[1]:
            return (left, under, width, height)
    top = max(min(bar[1] + bar[3] / 2 - height / 2, viewport[1] - height), 0.0)
    right, left = bar[0] + bar[2] + 4.0, bar[0] - 4.0 - width
    if right + width <= viewport[0] or left < 0:
        return (min(right, max(viewport[0] - width, 0.0)), top, width, height)
    return (left, top, width, height)


def wrapped(ink: Ink, sentences: tuple[str, ...], room: float) -> list[str]:
    """Return sentences broken into lines of 12 px that fit the room."""
    lines: list[str] = []
    for sentence in sentences:
        line = ""
        for word in sentence.split():
            longer = f"{line} {word}".strip()
            if line and ink.width(longer, 12, 400) > room:
                lines.append(line)
                line = word
            else:
                line = longer
        lines.append(line)
    return lines


class Tooltip(Struct, frozen=True):
    """The tooltip at its place, as an item of a frame."""

    tip: Tip
    place: Box

    @property
    def box(self) -> Box:
        """The panel and its shadow."""
        left, top, width, height = self.place
        return (left - SHADE, top - SHADE + 5, width + 2 * SHADE, height + 2 * SHADE)

    def paint(self, painter: QPainter, ink: Ink) -> None:
        """Draw it from its picture."""
        left, top, width, height = self.place
        ratio = painter.device().devicePixelRatio()
        painter.drawPixmap(QPointF(left - SHADE, top - SHADE), _picture(self.tip, (width, height), ink, ratio))

    def draw(self, painter: QPainter, ink: Ink) -> None:
        """Draw the panel, then its words."""
        left, top, width, height = self.place
        ratio = painter.device().devicePixelRatio()
        line = {"danger": "danger_line", "warn": "warn_line"}.get(self.tip.tone, "line")
        panel = _panel(width, height, ink.color("surface").rgba(), ink.color(line).rgba(), ratio)
        painter.drawPixmap(QPointF(left - SHADE, top - SHADE), panel)
        if self.tip.tone == "danger":
            self._paint_refusal(painter, ink)
        else:
            self._paint_times(painter, ink)

    def _paint_client(self, painter: QPainter, ink: Ink) -> float:
        """Write whose bar it is; return the height that this takes."""
        if not self.tip.client:
            return 0.0
        left, top, width, _height = self.place
        name = ink.elided(self.tip.client, 12, 600, width - 28)
        _words(painter, ink, name, left + 14, top + 8 * ink.text_scale, 12, 600, "text")
        return HEAD * ink.text_scale

    def _paint_times(self, painter: QPainter, ink: Ink) -> None:
        left, top, width, _height = self.place
        step, right = 22 * ink.text_scale, left + width - 14
        y = top + 10 * ink.text_scale + self._paint_client(painter, ink)
        for line in self.tip.times:
            _words(painter, ink, line.whose, left + 14, y, 12, 400, "text3")
            _words(painter, ink, line.when, left + 14 + WHOSE * ink.text_scale, y, 13, line.weight, line.token)
            _words(painter, ink, line.right, right - ink.width(line.right, 12, 400), y, 12, 400, "text3")
            y += step
        y += 6 * ink.text_scale
        _rule(painter, ink, left, y, width)
        y += 4 * ink.text_scale
        if self.tip.title:
            ink.icon(painter, "alert", left + 14, y + 3, "warn", 14)
            _words(painter, ink, self.tip.title, left + 34, y, 12, 600, "warn")
            for line_text in wrapped(ink, self.tip.body, width - 52):
                y += LINE * ink.text_scale
                _words(painter, ink, line_text, left + 34, y, 12, 400, "text")
        else:
            ink.icon(painter, "arrow", left + 14, y + 3, "text3", 14)
            _words(painter, ink, self.tip.follows, left + 34, y, 12, 400, "text2")
        _words(painter, ink, self.tip.hint, left + 14, y + 24 * ink.text_scale, 11, 400, "text3")

    def _paint_refusal(self, painter: QPainter, ink: Ink) -> None:
        left, top, width, height = self.place
        y = top + 10 * ink.text_scale + self._paint_client(painter, ink)
        ink.icon(painter, "x", left + 14, y + 2, "danger", 16)
        _words(painter, ink, self.tip.title, left + 38, y, 13, 600, "danger")
        y += 3 * ink.text_scale
        for line in wrapped(ink, self.tip.body, width - 52):
            y += LINE * ink.text_scale
            _words(painter, ink, line, left + 38, y, 12, 400, "text")
        _rule(painter, ink, left, top + height - 35 * ink.text_scale, width)
        _words(painter, ink, self.tip.hint, left + 14, top + height - 29 * ink.text_scale, 11, 400, "text3")


def _words(painter: QPainter, ink: Ink, text: str, x: float, top: float, px: float, weight: int, token: str) -> None:
    ink.write(painter, text, (x, top, 20 * ink.text_scale), (px, weight), token)


def _rule(painter: QPainter, ink: Ink, left: float, y: float, width: float) -> None:
    painter.setPen(ink.pen("line"))
    painter.drawLine(QPointF(left, y), QPointF(left + width, y))


def prepare(tip: Tip | None, ink: Ink, ratio: float) -> None:
    """Paint the picture of a tooltip that is likely to be shown next, at a resolution in pixels per logical pixel."""
    if tip is not None:
        _picture(tip, tip.size(ink), ink, ratio)


@lru_cache(maxsize=10)
def _picture(tip: Tip, size: tuple[float, float], ink: Ink, ratio: float) -> QPixmap:
    """Return the whole tooltip with its shadow: its dozen texts cost more than all else in a frame of a drag."""
    picture = _empty(*size, ratio)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    Tooltip(tip, (SHADE, SHADE, *size)).draw(painter, ink)
    painter.end()
    return picture


def _empty(width: float, height: float, ratio: float) -> QPixmap:
    picture = QPixmap(round((width + 2 * SHADE) * ratio), round((height + 2 * SHADE) * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    return picture


@lru_cache(maxsize=16)
def _panel(width: float, height: float, fill: int, line: int, ratio: float) -> QPixmap:
    """Return the empty panel with its shadow: sixteen soft layers are too dear for every frame."""
    picture = _empty(width, height, ratio)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    rect = QRectF(SHADE, SHADE, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    covered = rect.adjusted(10, 10, -10, -10).toRect()
    painter.setClipRegion(QRegion(rect.adjusted(-SHADE, -SHADE, SHADE, SHADE).toAlignedRect()).subtracted(covered))
    for grow in range(16, 0, -1):
        painter.setBrush(QColor.fromRgbF(0, 0, 0, 0.011 if grow > 4 else 0.02))
        painter.drawRoundedRect(rect.adjusted(-grow, -grow + 5, grow, grow + 5), 10 + grow, 10 + grow)
    painter.setClipping(False)
    painter.setBrush(QColor.fromRgba(fill))
    painter.setPen(QColor.fromRgba(line))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)
    painter.end()
    return picture
