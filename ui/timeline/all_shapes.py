"""How the marks of All engagements are drawn: bars, kickoff's diamond, Support Week's line, Best Practices' dot."""

from __future__ import annotations

from functools import lru_cache
from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap, QPolygonF

from ui.timeline.all_row import BUTTON, RowPicture, Spot
from ui.timeline.bar import Bar, State
from ui.timeline.bar_shapes import draw_bar
from ui.timeline.ink import Ink
from ui.timeline.items import Box

MARGIN = 2.0
"""Pixels around a kept picture of a mark, for its antialiased edge."""
WIDEST = 400.0
"""Marks wider than this are drawn each time."""
_DASHES = (3.0, 2.0)
_TONES: dict[str, tuple[str, str]] = {
    "refused": ("danger_fill", "danger"),
    "soft": ("warn_soft", "warn"),
    "follower": ("bar_future", "accent"),
    "overdue": ("bar_future", "danger"),
    "now": ("accent_soft", "accent_line"),
}
_PROD: dict[State, str] = {"locked": "line_strong", "done": "bar", "now": "line_strong"}


def draw_spot(painter: QPainter, ink: Ink, spot: Spot, lift: str = "", *, no_ticket: bool = False) -> None:
    """Draw a mark; `lift` is the token of the ring of one that is held."""
    if spot.bar.kind == "kickoff":
        _draw_diamond(painter, ink, spot)
    elif spot.bar.kind == "best_practices":
        _draw_dot(painter, ink, spot)
    elif spot.bar.kind == "support_week":
        _draw_week(painter, ink, spot, no_ticket=no_ticket)
    else:
        _draw_bar(painter, ink, spot, lift)
        return
    if lift:
        painter.setPen(ink.pen(lift, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(_rect(spot).adjusted(-4, -4, 4, 4), 7, 7)


def stamp(painter: QPainter, ink: Ink, spot: Spot, *, no_ticket: bool = False) -> None:
    """Draw a mark at rest from a kept picture of it, at whole pixels: its outline costs ten times as much."""
    if spot.width > WIDEST or not ink.keeps_pictures:
        draw_spot(painter, ink, spot, no_ticket=no_ticket)
        return
    ratio = painter.device().devicePixelRatio()
    look = (spot.bar.kind, spot.bar.state, no_ticket and spot.bar.kind == "support_week")
    picture = _picture(ink, look, round(spot.width * ratio) / ratio, spot.height, ratio)
    left, top = (round((edge - MARGIN) * ratio) / ratio for edge in (spot.left, spot.top))
    painter.drawPixmap(QPointF(left, top), picture)


@lru_cache(maxsize=2048)
def _picture(ink: Ink, look: tuple[str, State, bool], width: float, height: float, ratio: float) -> QPixmap:
    kind, state, no_ticket = look
    picture = QPixmap(ceil((width + 2 * MARGIN) * ratio), ceil((height + 2 * MARGIN) * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_spot(painter, ink, Spot(Bar(0, kind, state), MARGIN, MARGIN, width, height), no_ticket=no_ticket)
    painter.end()
    return picture


def draw_button(painter: QPainter, ink: Ink, box: Box, text: str) -> None:
    """Draw "Set prod date", dashed: nothing is there yet."""
    left, top, width, height = box
    painter.setBrush(ink.color("surface"))
    painter.setPen(ink.pen("line_strong", 1.0, (3.0, 3.0)))
    painter.drawRoundedRect(QRectF(left + 0.6, top + 0.6, width - 1.2, height - 1.2), BUTTON / 4, BUTTON / 4)
    ink.icon(painter, "plus", left + 9, top + height / 2 - 6, "accent", 12)
    ink.write(painter, text, (left + 25, top, height), (12, 500), "accent")


def draw_bracket(painter: QPainter, ink: Ink, row: RowPicture, middle: float, height: float) -> None:
    """Draw this row's part of the bracket around neighbours in one night."""
    if row.night is None or not row.bracket:
        return
    first, last = row.night.place == 0, row.night.place == row.night.size - 1
    painter.setPen(ink.pen("warn", 1.6))
    x = row.bracket
    painter.drawLine(QPointF(x, middle if first else 0), QPointF(x, middle if last else height))
    if first or last:
        painter.drawLine(QPointF(x, middle), QPointF(x + 4.5, middle))


def _draw_bar(painter: QPainter, ink: Ink, spot: Spot, lift: str) -> None:
    box = (spot.left, spot.top, spot.width, spot.height)
    state = spot.bar.state
    if spot.bar.kind == "prod_upgrade" and state in _PROD:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink.color(_PROD[state]))
        painter.drawRoundedRect(_rect(spot), min(3.5, spot.width / 2), 3.5)
    elif state == "overdue":
        painter.setPen(ink.pen("danger", 1.5))
        painter.setBrush(ink.color("danger_soft"))
        painter.drawRoundedRect(_rect(spot).adjusted(0.75, 0.75, -0.75, -0.75), 3.5, 3.5)
    else:
        draw_bar(painter, ink, box, state, lift)


def _draw_diamond(painter: QPainter, ink: Ink, spot: Spot) -> None:
    x, y, half = spot.middle, spot.top + spot.height / 2, spot.height / 2
    _set_look(painter, ink, spot.bar.state, "line_strong")
    if spot.bar.state == "done":
        painter.setBrush(ink.color("line_strong", 0.75))
    painter.drawPolygon(
        QPolygonF([QPointF(x, y - half), QPointF(x + half, y), QPointF(x, y + half), QPointF(x - half, y)])
    )


def _draw_dot(painter: QPainter, ink: Ink, spot: Spot) -> None:
    _set_look(painter, ink, spot.bar.state, "line_strong")
    if spot.bar.state not in _TONES and spot.bar.state not in {"done", "ghost"}:
        painter.setPen(ink.pen("text2", 1.5))
    painter.drawEllipse(_rect(spot).adjusted(0.5, 0.5, -0.5, -0.5))


def _draw_week(painter: QPainter, ink: Ink, spot: Spot, *, no_ticket: bool) -> None:
    rect, state = _rect(spot), spot.bar.state
    if no_ticket and state not in {"follower", "ghost", "done"}:
        painter.setPen(ink.pen("danger", 1.4, _DASHES))
        painter.setBrush(ink.color("danger_soft"))
        painter.drawRoundedRect(rect.adjusted(0.5, 0, -0.5, 0), 2.5, 2.5)
        return
    if state in {"done", "now"}:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink.color("bar" if state == "done" else "accent_line"))
        painter.drawRoundedRect(rect, 2.5, 2.5)
        return
    _set_look(painter, ink, state, "line_strong")
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)


def _set_look(painter: QPainter, ink: Ink, state: State, token: str) -> None:
    """Set brush and pen of the small marks: filled once it happened, an outline before."""
    if state == "ghost":
        painter.setPen(ink.pen("line_strong", 1.0, _DASHES))
        painter.setBrush(Qt.BrushStyle.NoBrush)
    elif state == "done":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink.color(token))
    else:
        fill, outline = _TONES.get(state, ("bar_future", token))
        painter.setPen(ink.pen(outline, 1.2))
        painter.setBrush(ink.color(fill))


def _rect(spot: Spot) -> QRectF:
    return QRectF(spot.left, spot.top, spot.width, spot.height)
