"""Icons: our own strokes on a 16-unit grid, tinted and rendered for the screen's scale."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from models.paths import RESOURCES

if TYPE_CHECKING:
    from ui.theme import Theme

_FOLDER = RESOURCES / "icons"
RATIO = 4
"""Pixels a logical pixel: sharp up to a scale of 4."""


@lru_cache(maxsize=128)
def _source(name: str) -> str:
    return (_FOLDER / f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=512)
def pixmap(name: str, color: str, size: int = 16, stroke: float = 1.5, gap: int = 0) -> QPixmap:
    """Return an icon in one colour ("#RRGGBB"), `size` logical pixels wide, with a gap free on its right."""
    picture = QPixmap(_shape(name, size, stroke, gap))
    painter = QPainter(picture)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(picture.rect(), QColor(color))
    painter.end()
    picture.setDevicePixelRatio(RATIO)
    return picture


@lru_cache(maxsize=256)
def _shape(name: str, size: int, stroke: float, gap: int) -> QPixmap:
    """Return an icon in black, to be tinted: that is quicker than to read its strokes for each colour."""
    picture = QPixmap((size + gap) * RATIO, size * RATIO)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint_icon(painter, name, "#000000", QRectF(0, 0, size * RATIO, size * RATIO), stroke)
    painter.end()
    return picture


def paint_icon(painter: QPainter, name: str, color: str, place: QRectF, stroke: float = 1.5) -> None:
    """Paint an icon's own strokes in one colour ("#RRGGBB"): sharp at every size, for paper and files of lines."""
    source = _source(name).replace("currentColor", color).replace('stroke-width="1.5"', f'stroke-width="{stroke}"')
    QSvgRenderer(QByteArray(source.encode())).render(painter, place)


def draw_icon(
    painter: QPainter,
    theme: Theme,
    name: str,
    x: float,
    y: float,
    token: str = "text2",
    size: int = 16,
    stroke: float = 1.5,
) -> None:
    """Draw an icon with its upper left corner at (x, y) in logical pixels."""
    picture = pixmap(name, theme.hex(token), size, stroke)
    painter.drawPixmap(QRectF(x, y, size, size), picture, QRectF(0, 0, size * RATIO, size * RATIO))
