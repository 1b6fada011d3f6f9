"""Paints one row of the comparison: whose clock, the time now, a band of 24 hours, the window on it (DESIGN 6.6)."""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from datetime import datetime
from typing import Final

from msgspec import Struct
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPainterPath

from models import zones
from models.formats import Formats
from models.texts import _
from models.zone_bands import Axis, HourMark
from models.zone_roles import ZoneRole
from models.zone_rows import Window, ZoneRow, end_words, shift_words
from ui.timeline.ink import Ink
from ui.zones.band_pictures import Pictures

ICONS: Final = {
    "you": "pc",
    "client": "users",
    "session": "globe",
    "system": "mail",
    "utc": "clock",
    "pinned": "map",
}
_NARROW_BAND: Final = 150
"""Below this width of the band the end of the window gives way."""


class Columns(Struct, frozen=True):
    """Where the parts of every row stand, in logical pixels.

    The band goes from `left` to `right`, texts stand around it; `clock` is how wide the time now is.
    """

    left: float
    right: float
    width: float
    height: float
    scale: float
    clock: float = 44.0

    def x(self, axis: Axis, moment: datetime) -> float:
        """Return where an instant stands."""
        return self.left + axis.place(moment) * (self.right - self.left)

    def moment(self, axis: Axis, x: float) -> datetime:
        """Return the instant at a place, in UTC."""
        return axis.moment((x - self.left) / (self.right - self.left))


class Scene(Struct, frozen=True):
    """What all rows have in common.

    Attributes:
        axis: the 24 hours of the bands.
        window: what is compared; None for nothing.
        formats: how moments are written.
        short: whether the short names of the roles are used.
        tentative: whether the window is only thought of, in a drag.
        warning: what is in doubt about this computer's own clock; empty for nothing.
    """

    axis: Axis
    window: Window | None
    formats: Formats
    short: bool = True
    tentative: bool = False
    warning: str = ""


def right_width(ink: Ink, found: Sequence[ZoneRow], formats: Formats) -> float:
    """Return how wide the texts right of the bands are."""
    return max((_texts_width(ink, row, formats) for row in found), default=0.0)


def label_width(ink: Ink, found: Sequence[ZoneRow], *, short: bool) -> float:
    """Return how wide the names left of the bands are, with their icon."""
    names = [ink.width(row.role.short_name if short else row.role.name, 12, 600) for row in found]
    names += [ink.width(_under(row), 11, 400) for row in found]
    return 24 + max(names, default=0.0) + 8


def clock_width(ink: Ink, found: Sequence[ZoneRow], formats: Formats) -> float:
    """Return how wide the times now are."""
    return max((ink.width(formats.time(row.now), 13, 500) for row in found), default=0.0) + 8


def draw_trouble(painter: QPainter, ink: Ink, columns: Columns, role: ZoneRole) -> None:
    """Draw the row of a party whose clock can't be shown, and say why."""
    middle = columns.height / 2
    ink.icon(painter, ICONS[role.kind], 0, middle - 8, "text2", 16)
    _draw_name(painter, ink, columns, role.short_name, "")
    ink.icon(painter, "alert", columns.left, middle - 7, "warn", 14)
    ink.write(painter, role.trouble, (columns.left + 22, 0, columns.height), (12, 500), "warn")


def draw_row(
    painter: QPainter,
    ink: Ink,
    pictures: Pictures,
    columns: Columns,
    row: ZoneRow,
    scene: Scene,
    *,
    chosen: bool = False,
) -> None:
    """Draw one row with its upper left corner at the painter's origin; times are read in the chosen one's zone."""
    name = row.role.short_name if scene.short else row.role.name
    doubted = bool(scene.warning) and row.role.kind == "you"
    icon = ("alert", "warn") if doubted else (ICONS[row.role.kind], "accent" if chosen else "text2")
    now = (scene.formats.time(row.now), shift_words(row.now_shift))
    edge = math.floor(columns.left) - 6

    def paint_head(over: QPainter) -> None:
        ink.icon(over, icon[0], 0, columns.height / 2 - 8, icon[1], 16)
        _draw_name(over, ink, columns, name, _under(row), "accent" if chosen else "text")
        _draw_now(over, ink, columns, *now)

    def paint_band(over: QPainter) -> None:
        _draw_whole_band(over, ink, columns, row, scene)

    pictures.draw(
        painter, (columns, name, _under(row), icon, now, chosen), QRectF(0, 0, edge, columns.height), paint_head
    )
    room = QRectF(edge, 0, math.ceil(columns.right) + 6 - edge, columns.height)
    if scene.window is not None and scene.window.instant_only:  # its block may stand out at both sides
        painter.fillRect(room, pictures.ground)
        paint_band(painter)
    else:
        pictures.draw(painter, _band_key(columns, row, scene), room, paint_band)
    _draw_texts(painter, ink, columns, row, scene.formats)


def _band_key(columns: Columns, row: ZoneRow, scene: Scene) -> Hashable:
    """Return everything that a band shows, as distances from its start: most days of a drag show the same."""
    start, window, at = scene.axis.start, scene.window, row.start
    marks = tuple((mark.at - start, mark.text, mark.midnight, mark.changed) for mark in row.marks)
    pieces = tuple((begin - start, end - start) for begin, end in row.pieces)
    changes = tuple(change.at - start for change in row.changes)
    block = (
        tuple(moment - start for moment in (window.start, window.end, window.sure_end, window.impact_end))
        if window
        else ()
    )
    text = scene.formats.time(at) if at is not None else ""
    return columns, row.role.has_hours, marks, pieces, changes, block, text


def _draw_whole_band(painter: QPainter, ink: Ink, columns: Columns, row: ZoneRow, scene: Scene) -> None:
    band = QRectF(columns.left, 5, columns.right - columns.left, columns.height - 10)
    _draw_band(painter, ink, columns, band, row, scene.axis)
    block = _block(columns, scene)
    _draw_marks(painter, ink, columns, band, row, scene, block)
    _draw_changes(painter, ink, columns, row, scene.axis)
    if block is not None:
        _draw_block(painter, ink, columns, block, row, scene)


def _under(row: ZoneRow) -> str:
    city = _("Coordinated") if row.role.kind == "utc" else zones.city(row.role.zone)
    return f"{city} · {row.offset}"


def _draw_name(painter: QPainter, ink: Ink, columns: Columns, name: str, under: str, token: str = "text") -> None:
    half = columns.height / 2
    room = columns.left - 24 - columns.clock - 6
    if not under:
        ink.write(painter, ink.elided(name, 12, 600, room), (24, 0, columns.height), (12, 600), "text")
        return
    ink.write(painter, ink.elided(name, 12, 600, room), (24, 2, half), (12, 600), token)
    wide = "→" in under
    shown = ink.elided(under, 11, 400, room + 4)
    ink.write(painter, shown, (24, half - 1, half - 2), (11, 400), "warn" if wide else "text3")


def _draw_now(painter: QPainter, ink: Ink, columns: Columns, text: str, shift: str) -> None:
    edge = columns.left - 8
    height = columns.height / 2 if shift else columns.height
    ink.write(painter, text, (edge - ink.width(text, 13, 500), 2 if shift else 0, height), (13, 500), "text")
    if shift:
        ink.write(painter, shift, (edge - ink.width(shift, 11, 500), height - 1, height - 2), (11, 500), "warn")


def _draw_band(painter: QPainter, ink: Ink, columns: Columns, band: QRectF, row: ZoneRow, axis: Axis) -> None:
    """Draw day and night; a line along the top of working hours says the same without colour."""
    path = QPainterPath()
    path.addRoundedRect(band, 5, 5)
    painter.save()
    painter.setClipPath(path)
    painter.fillRect(band, ink.color("night" if row.role.has_hours else "surface"))
    for start, end in row.pieces:
        left, right = columns.x(axis, start), columns.x(axis, end)
        painter.fillRect(QRectF(left, band.top(), right - left, band.height()), ink.color("day"))
        painter.fillRect(QRectF(left, band.top(), right - left, 2), ink.color("line_strong"))
    painter.restore()
    painter.setPen(ink.pen("line"))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(band.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)


def _draw_marks(
    painter: QPainter,
    ink: Ink,
    columns: Columns,
    band: QRectF,
    row: ZoneRow,
    scene: Scene,
    block: QRectF | None,
) -> None:
    """Draw ticks and hours; a midnight's weekday comes first, no label covers another or the window."""
    taken = [(block.left() - 8, max(block.right(), _tail_right(columns, scene)) + 2)] if block is not None else []
    edges = (band.left(), band.right())
    for mark in row.marks:
        x = columns.x(scene.axis, mark.at)
        if x - edges[0] > 1:
            painter.setPen(ink.pen("line_strong" if mark.midnight else "line"))
            top = band.top() if mark.midnight else band.bottom() - 5
            painter.drawLine(QLineF(x, top, x, band.bottom()))
    for mark in sorted(row.marks, key=_rank):
        weight = 600 if mark.midnight or mark.changed else 400
        left = columns.x(scene.axis, mark.at) + 5
        right = left + ink.width(mark.text, 11, weight)
        if right < edges[1] - 2 and not any(left < end and right > start for start, end in taken):
            taken.append((left - 12, right + 4))
            token = "warn" if mark.changed else "text3"
            ink.write(painter, mark.text, (left, band.top(), band.height()), (11, weight), token)


def _rank(mark: HourMark) -> tuple[bool, bool, datetime]:
    return not mark.changed, not mark.midnight, mark.at


def _draw_changes(painter: QPainter, ink: Ink, columns: Columns, row: ZoneRow, axis: Axis) -> None:
    """Draw a heavy line where the clock changes; the tooltip says how."""
    painter.setPen(ink.pen("warn", 2))
    for change in row.changes:
        x = columns.x(axis, change.at)
        painter.drawLine(QLineF(x, 3, x, columns.height - 3))


def _block(columns: Columns, scene: Scene) -> QRectF | None:
    """Return where the window stands in a row; an instant is a line, wide enough for its time."""
    if scene.window is None:
        return None
    left, right = columns.x(scene.axis, scene.window.start), columns.x(scene.axis, scene.window.end)
    if right <= columns.left or left >= columns.right:
        return None
    if scene.window.instant_only:
        half = 22 * columns.scale
        return QRectF(left - half, 3, 2 * half, columns.height - 6)
    left, right = max(left, columns.left), min(right, columns.right)
    return QRectF(left, 3, right - left, columns.height - 6)


def _tail_right(columns: Columns, scene: Scene) -> float:
    if scene.window is None:
        return columns.left
    return min(columns.x(scene.axis, scene.window.impact_end), columns.right)


def _draw_block(painter: QPainter, ink: Ink, columns: Columns, block: QRectF, row: ZoneRow, scene: Scene) -> None:
    """Draw the window, and hatched what business impact may last beyond it (2 h are sure, up to 4 h; N08)."""
    window = scene.window
    if window is None or row.start is None:
        return
    tail = _tail_right(columns, scene)
    if tail > block.right() and not window.instant_only:
        rest = QRectF(block.right() - 2, block.top() + 4, tail - block.right() + 2, block.height() - 8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(ink.color("accent"), Qt.BrushStyle.BDiagPattern))
        painter.drawRect(rest)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink.color("accent_fill"))
    painter.drawRoundedRect(block, 4, 4)
    sure = columns.x(scene.axis, window.sure_end)
    if block.left() < sure < block.right() - 1:
        painter.setPen(ink.pen("on_accent", 1, alpha=0.7))
        painter.drawLine(QLineF(sure, block.bottom() - 4, sure, block.bottom() - 1))
    text = _fitting(ink, _block_texts(row.start, scene.formats), block.width() - 4)
    left = block.center().x() - ink.width(text, 11, 600) / 2
    ink.write(painter, text, (left, block.top(), block.height()), (11, 600), "on_accent")


def _block_texts(start: datetime, formats: Formats) -> tuple[str, ...]:
    text = formats.time(start)
    if not formats.hour12:
        return (text,)
    return text, text.replace(":00", "", 1) if not start.minute else f"{start.hour % 12 or 12}:{start.minute:02}"


def _fitting(ink: Ink, texts: Sequence[str], room: float) -> str:
    """Return the first text that fits, an empty one where none does: the column on the right has it whole."""
    return next((text for text in texts if ink.width(text, 11, 600) <= room), "")


def _draw_texts(painter: QPainter, ink: Ink, columns: Columns, row: ZoneRow, formats: Formats) -> None:
    """Write start and end on this clock; another date stands out."""
    left = columns.right + 16
    for text, font, token, gap in _texts(row, formats):
        if left + ink.width(text, *font) > columns.width + 1 and columns.right - columns.left < _NARROW_BAND:
            return
        ink.write(painter, text, (left, 0, columns.height), font, token)
        left += ink.width(text, *font) + gap


def _texts(row: ZoneRow, formats: Formats) -> list[tuple[str, tuple[float, int], str, float]]:
    if row.start is None:
        return [(formats.moment(row.now), (13, 500), "text", 0)]
    found: list[tuple[str, tuple[float, int], str, float]] = [(formats.moment(row.start), (13, 600), "text", 5)]
    if row.end is not None and row.end != row.start:
        loud = row.crosses_midnight
        end = f"– {end_words(row, formats)}"
        found.append((end, (13, 500 if loud else 400), "warn" if loud else "text2", 6))
    if row.shift:
        found.append((shift_words(row.shift), (11, 500), "warn", 0))
    return found


def _texts_width(ink: Ink, row: ZoneRow, formats: Formats) -> float:
    return sum(ink.width(text, *font) + gap for text, font, _token, gap in _texts(row, formats))
