"""Painted parts of the comparison's rows, kept: a frame of a drag copies what it has painted before."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Final

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPixmap

MOST: Final = 32
"""How many pictures are kept: three rows on each day of a week, with what stands beside the bands."""


class Pictures:
    """Pictures by what they show, over a ground; made anew when the looks change."""

    def __init__(self, ground: QColor) -> None:
        self.ground = ground
        self._kept: dict[Hashable, QPixmap] = {}

    def draw(self, painter: QPainter, key: Hashable, box: QRectF, paint: Callable[[QPainter], None]) -> None:
        """Draw a part of a row, painted first where it is not kept.

        Args:
            painter: at the upper left corner of the row.
            key: everything that the part shows; with the screen's resolution it names the picture.
            box: where the part stands in the row, in whole logical pixels.
            paint: paints it in the coordinates of the row, over the ground.
        """
        ratio = painter.device().devicePixelRatio()
        known = (key, box.width(), ratio)
        picture = self._kept.pop(known, None)
        if picture is None:
            picture = self._painted(box, ratio, paint)
        self._kept[known] = picture
        if len(self._kept) > MOST:
            del self._kept[next(iter(self._kept))]
        painter.drawPixmap(QPointF(box.topLeft()), picture)

    def _painted(self, box: QRectF, ratio: float, paint: Callable[[QPainter], None]) -> QPixmap:
        picture = QPixmap(round(box.width() * ratio), round(box.height() * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(self.ground)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(-box.left(), -box.top())
        paint(painter)
        painter.end()
        return picture
