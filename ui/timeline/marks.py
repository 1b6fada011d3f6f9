"""The sign before a lane's name: a tick, a ring that fills, the prod sign, a lock, an open circle."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from ui.timeline.ink import Ink
from ui.timeline.scene import Row

_ICONS = {"locked": ("lock", "text2"), "prod": ("flip", "accent"), "late": ("alert", "danger")}
_FULL_TURN = 360 * 16


def draw_mark(painter: QPainter, ink: Ink, row: Row, x: float, middle: float) -> None:
    """Draw the sign of a row, 16 px wide, around the y of its middle."""
    if row.mark == "done":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink.color("ok_soft"))
        painter.drawEllipse(QRectF(x, middle - 8, 16, 16))
        ink.icon(painter, "check", x + 2, middle - 6, "ok", 12)
    elif row.mark == "now":
        _draw_ring(painter, ink, x, middle, row.progress)
    elif row.mark in {"todo", "skipped"}:
        painter.setPen(ink.pen("line_strong", 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QRectF(x + 1.5, middle - 6.5, 13, 13))
        if row.mark == "skipped":
            painter.drawLine(QPointF(x + 5, middle), QPointF(x + 11, middle))
    else:
        name, token = _ICONS.get(row.mark, (row.mark, row.token))
        ink.icon(painter, name, x, middle - 8, token, 16)


def _draw_ring(painter: QPainter, ink: Ink, x: float, middle: float, progress: float) -> None:
    circle = QRectF(x + 1, middle - 7, 14, 14)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(ink.pen("accent_line", 2))
    painter.drawEllipse(circle)
    painter.setPen(ink.pen("accent", 2))
    painter.drawArc(circle, _FULL_TURN // 4, -int(_FULL_TURN * max(progress, 0.05)))
