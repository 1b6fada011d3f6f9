"""What of All engagements has to be painted anew: after a scroll through time, and in a frame of a move."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPixmap, QRegion

from ui.timeline.all_layout import AllLayout
from ui.timeline.all_lines import Line
from ui.timeline.all_paint import Doing, draw, pills
from ui.timeline.all_row import Frame, RowPicture, place
from ui.timeline.ink import Ink
from ui.timeline.items import copy_parts

if TYPE_CHECKING:
    from ui.timeline.all_view import AllView


def row_rect(layout: AllLayout, line: int) -> QRect:
    """Return the rectangle of a line on the viewport."""
    return QRect(0, layout.top(line), round(layout.axis.width), layout.height(line))


def at_rest(view: AllView, line: Line, frame: Frame, ink: Ink) -> RowPicture:
    """Return what a line shows while nothing moves, earlier agreed dates behind it."""
    marks = view.marks(line.engagement)
    return place(marks, frame, ink, line.night, [trace.bar for trace in marks.past])


def shown_otherwise(layout: AllLayout, before: Doing, after: Doing) -> Iterator[QRect]:
    """Yield the rows in which a person is at something else than before, or their names where only these show it."""
    chosen = [(doing.selected, doing.kind, doing.ring, doing.heading) for doing in (before, after)]
    whole = {before.selected, after.selected} if chosen[0] != chosen[1] else set()
    names = {before.hovered, after.hovered} | (before.lit ^ after.lit)
    groups = {before.heading, after.heading} if whole else set()
    for at in layout.visible():
        line, rect = layout.lines[at], row_rect(layout, at)
        if line.engagement in whole if line.entry else line.group in groups:
            yield rect
        elif line.entry and line.engagement in names:
            yield QRect(0, rect.top(), int(layout.label), rect.height())


def shift(view: AllView, before: AllLayout, after: AllLayout, by: int) -> None:
    """Move the painted picture by whole pixels, and repaint what that doesn't bring to its place.

    Where that are most rows all are painted as one rectangle: it costs less than cutting every shape by many.
    """
    room, visible, left = view.viewport(), after.visible(), after.label + 1
    odd = [at for at in visible if (old := before.pictures.get(at)) and not _moved_alike(old, view.picture(at), by)]
    if 2 * len(odd) > len(visible):
        room.update(left, 0, room.width() - left, room.height())
    else:
        room.scroll(by, 0, QRect(left, after.head, room.width() - left, room.height()))
        room.update(_unlike(view, after, odd, by))


def _unlike(view: AllView, after: AllLayout, odd: Sequence[int], shift: int) -> QRegion:
    """Return the axis, the odd rows, and words that keep to an edge."""
    room = view.viewport()
    region = QRegion(after.label, 0, room.width() - after.label, after.head + 6)
    region += QRect(after.label, after.head, 8, room.height())
    right = int(after.grid.right) - abs(shift) - 3  # what lies right of the days is no part of the shift
    region += QRect(right, after.head, room.width() - right, room.height())
    for at in odd:
        region += row_rect(after, at).adjusted(after.label, 0, 0, 0)
    for sign in pills(after, view.ink, after.visible(), view.picture):
        left, top, width, height = sign.box
        region += QRect(int(left) - abs(shift) - 2, int(top) - 1, int(width) + 2 * abs(shift) + 4, int(height) + 2)
    return region


def layer(view: AllView, layout: AllLayout) -> QPixmap:
    """Return a picture of all rows, over which the frames of a move are painted."""
    ratio, size = view.viewport().devicePixelRatioF(), view.viewport().size()
    picture = QPixmap(round(size.width() * ratio), round(size.height() * ratio))
    picture.setDevicePixelRatio(ratio)
    repaint(view, layout, picture, view.viewport().rect())
    return picture


def repaint(view: AllView, layout: AllLayout, picture: QPixmap, area: QRect) -> None:
    """Paint a part of that picture anew."""
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw(painter, view.ink, layout, QRegion(area), view.doing, view.picture)
    painter.end()


def paint_move(painter: QPainter, view: AllView, behind: QPixmap, region: QRegion) -> None:
    """Paint a frame of a move: what is behind, then marks, guide and tooltip."""
    copy_parts(painter, behind, region)
    for item in view.over:
        left, top, width, height = item.box
        if region.intersects(QRect(int(left) - 1, int(top) - 1, int(width) + 3, int(height) + 3)):
            item.paint(painter, view.ink)


def _moved_alike(old: RowPicture, new: RowPicture, shift: int) -> bool:
    """Whether a row is what it was, shifted: its words too, and nothing that keeps its place."""
    if old.edge or new.edge or old.button != new.button or len(old.words) != len(new.words):
        return False
    return all(
        was.text == now.text and abs(was.x + shift - now.x) < 0.01
        for was, now in zip(old.words, new.words, strict=True)
    )
