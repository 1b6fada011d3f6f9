"""Painted parts of the comparison's rows, kept: a frame of a drag copies what it has painted before."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPixmap

from models.zone_rows import ZoneRow

if TYPE_CHECKING:
    from ui.zones.band_paint import Columns

MOST: Final = 32
"""How many pictures are kept: three rows on each day of a week, with what stands beside the bands."""

MOST_EXPECTED: Final = 30
"""How many whole rows are kept that were painted before they were shown: three clocks at ten places of a move."""


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


class ExpectedRows:
    """Whole rows of a move's next place, painted in frames that change nothing: the frame that gets there copies."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[ZoneRow, Columns, QPixmap]] = {}

    def paint(self, row: ZoneRow, columns: Columns, ratio: float, draw: Callable[[QPainter], None]) -> None:
        """Paint a row that is likely to be shown.

        Args:
            row: what it says; the very same one is shown then.
            columns: where its parts stand.
            ratio: pixels per logical pixel.
            draw: draws it with its upper left corner at the painter's origin.
        """
        if len(self._kept) >= MOST_EXPECTED:
            del self._kept[next(iter(self._kept))]
        picture = QPixmap(round(columns.width * ratio), round(columns.height * ratio))
        picture.setDevicePixelRatio(ratio)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw(painter)
        painter.end()
        self._kept[id(row)] = (row, columns, picture)

    def picture(self, row: ZoneRow | None, columns: Columns) -> QPixmap | None:
        """Return the picture of a row; None where it was not painted for these columns."""
        known = self._kept.get(id(row))
        return known[2] if known is not None and known[1] == columns else None

    def forget(self) -> None:
        """Let go of all rows."""
        self._kept.clear()
