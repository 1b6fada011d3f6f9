"""Colours, fonts and widths of texts for painting, kept so that a frame of a drag asks Qt for nothing twice."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QPainter,
    QPen,
    QPixmap,
    QStaticText,
    QTextOption,
)

from ui import icons
from ui.theme import Appearance, Theme

Place = tuple[float, float, float]
Font = tuple[float, int]
MOST_TEXTS = 4096
"""How many texts of a font are kept before all are forgotten."""


class Ink:
    """What painted things are drawn with; made anew when the looks change.

    `keeps_pictures` says whether shapes may be copied from pixels that were painted before.
    """

    keeps_pictures = True

    def __init__(self, appearance: Appearance, theme: Theme | None = None) -> None:
        self._appearance = appearance
        self._theme = theme or appearance.theme
        self._colors: dict[tuple[str, float], QColor] = {}
        self._faces: dict[Font, _Face] = {}
        self._widths: dict[tuple[str, float, int], float] = {}
        self._pens: dict[tuple[str, float, tuple[float, ...], float], QPen] = {}
        self._icons: dict[tuple[str, str, int, float], QPixmap] = {}
        self.dark = self._theme.dark
        self._mirrored = QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft

    @cached_property
    def text_scale(self) -> float:
        """How much bigger than designed texts are: 1 for 100 %."""
        return self._appearance.text_scale

    def color(self, token: str, alpha: float = 1.0) -> QColor:
        """Return a token's colour."""
        known = self._colors.get((token, alpha))
        if known is None:
            known = self._colors[token, alpha] = self._theme.color(token, alpha)
        return known

    def shadow(self, alpha: float) -> QColor:
        """Return the black of shadows."""
        return QColor.fromRgbF(0, 0, 0, alpha)

    def pen(self, token: str, width: float = 1.0, dashes: tuple[float, ...] = (), alpha: float = 1.0) -> QPen:
        """Return a pen; `dashes` are in units of its width."""
        key = (token, width, dashes, alpha)
        if key not in self._pens:
            self._pens[key] = QPen(self.color(token, alpha), width)
            if dashes:
                self._pens[key].setDashPattern(list(dashes))
        return self._pens[key]

    def rule(self, painter: QPainter, left: float, right: float, y: float, alpha: float = 1.0) -> None:
        """Draw a line between rows, 1 px high over y: a filled pixel row costs a fifth of an antialiased line."""
        painter.fillRect(QRectF(left, y - 1, right - left, 1), self.color("line", alpha))

    def font(self, px: float, weight: int) -> QFont:
        """Return the interface font."""
        return self._of(px, weight).font

    def width(self, text: str, px: float, weight: int) -> float:
        """Return how wide a text is drawn."""
        key = (text, px, weight)
        if key not in self._widths:
            if len(self._widths) > MOST_TEXTS:
                self._widths.clear()
            self._widths[key] = self._of(px, weight).metrics.horizontalAdvance(text)
        return self._widths[key]

    def write(self, painter: QPainter, text: str, at: Place, font: Font, token: str) -> None:
        """Write a line of text at (x, top, height), in the middle of the height.

        Shaping is two thirds of what a line costs: it is kept from the second time on. In a language that is written
        from the right the words of a line run that way; x stays its left edge, for time runs to the right everywhere.
        """
        x, top, height = at
        face = self._of(*font)
        painter.setFont(face.font)
        painter.setPen(self.color(token))
        if self._mirrored:
            painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        shaped = face.shaped.get(text)
        if shaped is not None:
            painter.drawStaticText(QPointF(x, top + (height - face.height) / 2), shaped)
            return
        painter.drawText(QPointF(x, top + (height - face.height) / 2 + face.ascent), text)
        face.shape(text)

    def elided(self, text: str, px: float, weight: int, room: float) -> str:
        """Return a text, cut with an ellipsis where it is wider than the room."""
        if self.width(text, px, weight) <= room:
            return text
        return self._of(px, weight).metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)

    def icon(self, painter: QPainter, name: str, x: float, y: float, token: str, size: int) -> None:
        """Draw an icon with its upper left corner at (x, y), from a picture of the screen's own resolution."""
        ratio = painter.device().devicePixelRatio()
        key = (name, token, size, ratio)
        picture = self._icons.get(key)
        if picture is None:
            picture = self._icons[key] = self._drawn(name, token, size, ratio)
        painter.drawPixmap(QPointF(round(x * ratio) / ratio, round(y * ratio) / ratio), picture)

    def _drawn(self, name: str, token: str, size: int, ratio: float) -> QPixmap:
        picture = QPixmap(round(size * ratio), round(size * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        icons.draw_icon(painter, self._theme, name, 0, 0, token, size, 2.0 if name == "check" else 1.5)
        painter.end()
        return picture

    def _of(self, px: float, weight: int) -> _Face:
        face = self._faces.get((px, weight))
        if face is None:
            face = self._faces[px, weight] = _Face(self._appearance.font(px, weight), mirrored=self._mirrored)
        return face


class _Face:
    """A font in one size and weight: its measures, and the texts that were shaped in it."""

    def __init__(self, font: QFont, *, mirrored: bool) -> None:
        self.font = font
        self._option = QTextOption()
        if mirrored:
            self._option.setTextDirection(Qt.LayoutDirection.RightToLeft)
        self.metrics = QFontMetricsF(font)
        self.height, self.ascent = self.metrics.height(), self.metrics.ascent()
        self.shaped: dict[str, QStaticText] = {}
        self._seen: set[str] = set()

    def shape(self, text: str) -> None:
        """Keep the shaping of a text that is written a second time."""
        if text not in self._seen:
            self._seen.add(text)
            return
        if len(self.shaped) > MOST_TEXTS:
            self.shaped.clear()
            self._seen.clear()
        shaped = QStaticText(text)
        shaped.setTextFormat(Qt.TextFormat.PlainText)
        shaped.setTextOption(self._option)
        shaped.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
        self.shaped[text] = shaped
