"""How a bar is drawn in each state: done, now, planned, tentative, locked, late; with a tick, a lock, a hatch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath

from ui.timeline.ink import Ink

if TYPE_CHECKING:
    from ui.timeline.bar import State

RADIUS = 5.0
_DASHES = (3.0, 3.0)
_Box = tuple[float, float, float, float]

_FILLS: dict[str, tuple[str, str, float]] = {
    "done": ("bar", "", 0),
    "locked": ("bar", "", 0),
    "now": ("accent_soft", "accent_line", 1),
    "prod": ("accent_fill", "", 0),
    "scheduling": ("accent_fill", "warn", 2),
    "planned": ("bar_future", "line_strong", 1),
    "blocked": ("bar_future", "line_strong", 1.5),
    "clash": ("warn_soft", "warn", 1.2),
    "overdue": ("bar_future", "danger", 1.5),
    "follower": ("bar_future", "accent_line", 1),
    "refused": ("danger_fill", "", 0),
    "soft": ("warn_soft", "warn", 1.5),
    "impact": ("bar", "line_strong", 1),
    "busy": ("bar", "line_strong", 1),
}
_FLAGS = {"flag": "text2", "missed": "danger", "change": "warn"}
_DASHED = {
    "tentative": "accent",
    "skipped": "line_strong",
    "block": "line_strong",
    "undated": "line_strong",
    "ghost": "line_strong",
}


def draw_bar(
    painter: QPainter, ink: Ink, box: _Box, look: State, lift: str = "", filled_to: float | None = None
) -> None:
    """Draw a bar.

    Args:
        painter: with antialiasing on.
        ink: colours.
        box: left, top, width, height.
        look: its state.
        lift: token of the ring of a bar that is held; empty for one that isn't.
        filled_to: x up to which a running bar is filled.
    """
    left, top, width, height = box
    rect = QRectF(left, top, width, height)
    radius = min(RADIUS, width / 2, height / 2)
    if lift:
        _draw_shadow(painter, ink, rect)
    if look in _FLAGS:
        _draw_flag(painter, ink, rect, _FLAGS[look])
    elif look in _DASHED:
        _draw_dashed(painter, ink, rect, radius, look)
    else:
        _draw_filled(painter, ink, rect, radius, look)
    if look == "now" and filled_to is not None and filled_to > left:
        _draw_progress(painter, ink, rect, filled_to)
    if lift:
        painter.setPen(ink.pen(lift, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(-3, -3, 3, 3), 8, 8)


def draw_hatch(painter: QPainter, ink: Ink, rect: QRectF, fill: str, line: str, step: float = 8) -> None:
    """Fill a rectangle with slanted lines: a place that is refused (danger) or asks for a reason (warn)."""
    painter.save()
    painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
    painter.fillRect(rect, ink.color(fill))
    painter.setPen(ink.pen(line))
    # lines keep their place while the rectangle is cut by an edge
    x = rect.left() - rect.height() - (rect.left() - rect.height()) % step
    while x < rect.right():
        painter.drawLine(QPointF(x, rect.bottom()), QPointF(x + rect.height(), rect.top()))
        x += step
    painter.restore()


def draw_tail(painter: QPainter, ink: Ink, box: _Box, to: float) -> None:
    """Draw the hatched piece after a bar: up to there the impact may last."""
    left, top, width, height = box
    rect = QRectF(left + width, top, to - left - width, height)
    if rect.width() <= 0:
        return
    framed = rect.width() > 12
    path = QPainterPath()
    path.addRoundedRect(rect.adjusted(-RADIUS if framed else 0, 0, 0, 0), RADIUS, RADIUS)
    painter.save()
    painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
    painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
    draw_hatch(painter, ink, rect, "surface", "line_strong" if framed else "accent_line", 6 if framed else 4)
    painter.restore()
    if framed:
        painter.save()
        painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
        painter.setPen(ink.pen("line_strong"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(-RADIUS, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        painter.restore()


def _draw_flag(painter: QPainter, ink: Ink, rect: QRectF, token: str) -> None:
    """Draw a moment: a pole, with a flag where it is a deadline."""
    painter.setPen(ink.pen(token, 2))
    painter.drawLine(QPointF(rect.left(), rect.top()), QPointF(rect.left(), rect.bottom()))
    if token != "warn":
        ink.icon(painter, "flag", rect.left() - 3, rect.top(), token, 14)


def _draw_filled(painter: QPainter, ink: Ink, rect: QRectF, radius: float, look: str) -> None:
    fill, outline, width = _FILLS[look]
    painter.setBrush(ink.color(fill))
    if outline:
        painter.setPen(ink.pen(outline, width))
        inset = width / 2
        painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(rect, radius, radius)


def _draw_dashed(painter: QPainter, ink: Ink, rect: QRectF, radius: float, look: str) -> None:
    painter.setBrush(ink.color("accent_soft", 0.6) if look == "tentative" else Qt.BrushStyle.NoBrush)
    painter.setPen(ink.pen(_DASHED[look], 1.2, _DASHES))
    painter.drawRoundedRect(rect.adjusted(0.6, 0.6, -0.6, -0.6), radius, radius)


def _draw_progress(painter: QPainter, ink: Ink, rect: QRectF, filled_to: float) -> None:
    painter.save()
    path = QPainterPath()
    path.addRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
    painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
    painter.fillRect(
        QRectF(rect.left(), rect.top(), filled_to - rect.left(), rect.height()), ink.color("accent_line", 0.75)
    )
    painter.restore()


def _draw_shadow(painter: QPainter, ink: Ink, rect: QRectF) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    for grow, alpha in ((5.0, 0.05), (3.0, 0.08), (1.5, 0.10)):
        painter.setBrush(ink.shadow(alpha))
        painter.drawRoundedRect(rect.adjusted(-grow, -grow + 2, grow, grow + 2), 6 + grow, 6 + grow)
