"""How All engagements is painted: what stands behind, the axis, headings, rows; only what a rectangle touches."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

from msgspec import Struct
from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QPainter, QRegion

from models.texts import _
from ui.timeline import labels
from ui.timeline.all_layout import AllLayout
from ui.timeline.all_lines import GROUPS, Line
from ui.timeline.all_row import RowPicture, Spot
from ui.timeline.all_shapes import draw_bracket, draw_button, stamp
from ui.timeline.axis import draw_axis
from ui.timeline.bar_shapes import draw_hatch
from ui.timeline.columns import draw_columns
from ui.timeline.ink import Ink
from ui.timeline.items import Box, Pill, Text, parts

Pictures = Callable[[int], RowPicture]
Across = tuple[tuple[int, int], ...]


class Reached(Struct, frozen=True):
    """Where a line stands on the viewport, and the stretches of x in which it has to be painted."""

    top: int
    bottom: int
    across: Across


Touched = dict[int, Reached]


class Doing(Struct, frozen=True):
    """What the person is at.

    Attributes:
        selected: the engagement of the selected row; 0 for none.
        heading: the group whose heading the keys are at; empty for a row.
        kind: the phase in the selected row that the arrows are at.
        ring: whether the focus is shown.
        hovered: the engagement under the pointer.
        lit: engagements that share the night of the one under the pointer, or of the held one.
    """

    selected: int = 0
    heading: str = ""
    kind: str = "prod_upgrade"
    ring: bool = False
    hovered: int = 0
    lit: frozenset[int] = frozenset()


def draw(painter: QPainter, ink: Ink, layout: AllLayout, region: QRegion, doing: Doing, pictures: Pictures) -> None:
    """Paint a part of the viewport, in one go: each rectangle for itself would cost its columns and its rows again.

    Args:
        painter: with antialiasing on.
        ink: colours and fonts.
        layout: what stands where.
        region: the part.
        doing: selection, focus, pointer.
        pictures: gives the picture of a line.
    """
    area, width, height = region.boundingRect(), round(layout.axis.width), round(layout.axis.height)
    painter.save()
    painter.setClipRegion(region)
    painter.fillRect(area, ink.color("surface"))
    if area.right() >= layout.label:
        painter.setClipRegion(region.intersected(QRect(layout.label, 0, width, height)))
        draw_columns(painter, ink, layout.back)
        painter.setClipRegion(region)
        painter.setPen(ink.pen("line"))
        edge = layout.label + 0.5
        painter.drawLine(QPointF(edge, layout.head), QPointF(edge, layout.axis.height))
    if area.top() < layout.head:
        draw_axis(painter, ink, layout.back)
        heading = (16.0, layout.head - 23.0, 20.0)
        ink.write(painter, _("Engagement"), heading, (11, 500), "text3")
    below = region.intersected(QRect(0, layout.head, width, height))
    touched = _touched(layout, below)
    painter.setClipRegion(below)
    _draw_names(painter, ink, layout, touched, doing)
    if area.right() > layout.label:
        painter.setClipRegion(below.intersected(QRect(layout.label + 1, 0, width, height)))
        _draw_rows(painter, ink, layout, touched, doing, pictures)
    painter.restore()
    _draw_dot(painter, ink, layout, area)


def pills(layout: AllLayout, ink: Ink, lines: Iterable[int], pictures: Pictures) -> list[Pill]:
    """Return the pills of the brackets that any of these lines belongs to."""
    found: dict[int, Pill] = {}
    for at in lines:
        night = layout.lines[at].night
        if night is None or night.size < 2 or at - night.place in found:
            continue
        first = at - night.place
        rows = [pictures(line) for line in range(first, first + night.size)]
        bracket = min(row.bracket for row in rows)
        free_to = min([bracket, *[words.box[0] for row in rows for words in row.words if _leans(words, row.bracket)]])
        text = _("Same night") if night.size == 2 else _("{count} the same night").format(count=night.size)
        width = ink.width(text, 11, 500) + 32
        left = free_to - 6 - width
        if bracket and left >= layout.label + 4:
            top = (layout.top(first) + layout.top(first + night.size - 1)) / 2 + layout.frame.middle - 11
            found[first] = Pill(text, left, top, width, "warn", "alert")
    return list(found.values())


def _leans(words: Text, bracket: float) -> bool:
    """Whether words stand at the left of a bracket, where its pill would cover them."""
    return 0 <= bracket - words.x - words.width <= labels.GAP


def _touched(layout: AllLayout, region: QRegion) -> Touched:
    """Return the lines that a region reaches."""
    area = region.boundingRect()
    found: Touched = {}
    reached = [(rect.top(), rect.bottom(), (rect.left(), rect.right())) for rect in parts(region)]
    visible = layout.visible(area.top(), area.bottom() + 1)
    top = layout.top(visible.start) if visible else 0
    for at in visible:
        bottom = layout.top(at + 1)
        if across := tuple([stretch for first, last, stretch in reached if top <= last and first < bottom]):
            found[at] = Reached(top, bottom, across)
        top = bottom
    return found


def _draw_names(painter: QPainter, ink: Ink, layout: AllLayout, touched: Touched, doing: Doing) -> None:
    """Paint the headings, and the names of the engagements where their column is reached."""
    for at, place in touched.items():
        line = layout.lines[at]
        if line.entry is None:
            _draw_heading(painter, ink, layout, at, doing)
        elif any(left < layout.label for left, _right in place.across):
            _draw_name(painter, ink, layout, line, place.top, doing)


def _draw_rows(
    painter: QPainter, ink: Ink, layout: AllLayout, touched: Touched, doing: Doing, pictures: Pictures
) -> None:
    """Paint marks and words of the engagements, then the pills over them."""
    rows = {at: place for at, place in touched.items() if layout.lines[at].entry is not None}
    left, right, faint = layout.label, layout.axis.width, 0.8 if ink.dark else 0.55
    for at, place in rows.items():
        ink.rule(painter, left, right, place.bottom, faint)
        painter.translate(0, place.top)
        _draw_row(painter, ink, layout, pictures(at), place.across, doing, layout.lines[at])
        painter.translate(0, -place.top)
    signs = pills(layout, ink, touched, pictures)
    _draw_today(painter, ink, layout, rows, [sign.box for sign in signs], pictures)
    for sign in signs:
        sign.paint(painter, ink)
    _draw_rest(painter, ink, layout)


def _draw_heading(painter: QPainter, ink: Ink, layout: AllLayout, at: int, doing: Doing) -> None:
    line, top, height, width = layout.lines[at], layout.top(at), layout.height(at), layout.axis.width
    painter.fillRect(QRectF(0, top, width, height), ink.color("sunken"))
    ink.rule(painter, 0, width, top + height)
    ink.icon(painter, "chevr" if line.folded else "chev", 15, top + height / 2 - 6, "text2", 12)
    token, title = "danger" if line.group == "needs_you" else "text2", _(GROUPS[line.group])
    ink.write(painter, title, (34, top, height), (12, 600), token)
    ink.write(painter, str(line.count), (42 + ink.width(title, 12, 600), top, height), (12, 500), "text2")
    if doing.ring and doing.heading == line.group:
        _draw_ring(painter, ink, QRectF(3, top + 3, layout.label - 6, height - 6))


def _draw_name(painter: QPainter, ink: Ink, layout: AllLayout, line: Line, top: int, doing: Doing) -> None:
    entry = line.entry
    if entry is None:
        return
    height, room, scale = layout.frame.height, layout.label - 22.0, ink.text_scale
    chosen = entry.engagement == doing.selected and not doing.heading
    if chosen or entry.engagement in doing.lit or entry.engagement == doing.hovered:
        token = "selected" if chosen else "warn_soft" if entry.engagement in doing.lit else "hover"
        painter.fillRect(QRectF(0, top, layout.label - 4, height), ink.color(token))
    if chosen:
        painter.fillRect(QRectF(0, top, 3, height), ink.color("accent"))
    name = _elided(ink, entry.client, 12, 500, room)
    token = "text2" if entry.group == "done" else "text"
    one_line = height < 36 * scale
    place = (16.0, top, height) if one_line else (16.0, top + 3 * scale, 16 * scale)
    ink.write(painter, name, place, (12, 500), token)
    if not one_line:
        reason = _elided(ink, entry.reason, 11, 400, room)
        tone = "danger" if entry.tone == "danger" else "text2"
        ink.write(painter, reason, (16, top + 18 * scale, 15 * scale), (11, 400), tone)
    if chosen and doing.ring:
        _draw_ring(painter, ink, QRectF(4, top + 2, layout.label - 10, height - 4))


def _draw_row(
    painter: QPainter,
    ink: Ink,
    layout: AllLayout,
    row: RowPicture,
    across: Across,
    doing: Doing,
    line: Line,
) -> None:
    """Paint the marks and words of a row that lie in some stretches of x; the origin is its upper left corner."""
    frame = layout.frame
    draw_bracket(painter, ink, row, frame.middle, frame.height)
    _draw_hatches(painter, ink, layout, row)
    ringed = doing.kind if doing.ring and line.engagement == doing.selected and not doing.heading else ""
    for spot in (*row.ghosts, *row.spots):
        if _meets(across, spot.left - 8, spot.left + spot.width + 8):
            _draw_spot(painter, ink, row, spot, ringed)
    if row.button is not None:
        draw_button(painter, ink, row.button, _("Set prod date"))
    if row.edge is not None:
        text, side = row.edge
        text.paint(painter, ink)
        if side > 0:
            ink.icon(painter, "chevr", text.x + text.width + 5, frame.middle - 6, text.token, 12)
    for text in row.words:
        if _meets(across, text.x - 18, text.x + text.width):
            text.paint(painter, ink)


def _meets(across: Across, left: float, right: float) -> bool:
    return any(left <= end and right >= begin for begin, end in across)


def _draw_spot(painter: QPainter, ink: Ink, row: RowPicture, spot: Spot, ringed: str) -> None:
    stamp(painter, ink, spot, no_ticket=row.no_ticket)
    if spot.bar.kind == ringed and spot.bar.state != "ghost":
        _draw_ring(painter, ink, QRectF(spot.left - 3, spot.top - 3, spot.width + 6, spot.height + 6))


def _draw_hatches(painter: QPainter, ink: Ink, layout: AllLayout, row: RowPicture) -> None:
    """Draw where the held mark can't go, or asks for a reason."""
    for begin, end, severity in row.hatches:
        tone = "danger" if severity == "hard" else "warn"
        left, right = max(begin, layout.label + 1), min(end, layout.grid.right)
        place = QRectF(left, 1, right - left, layout.frame.height - 2)
        draw_hatch(painter, ink, place, f"{tone}_soft", f"{tone}_line")


def _draw_today(
    painter: QPainter, ink: Ink, layout: AllLayout, rows: Touched, signs: Iterable[Box], pictures: Pictures
) -> None:
    """Draw the today line through rows, around words; where rows meet it has no seam, whatever the screen's scale."""
    x = layout.grid.x(layout.frame.now)
    if not layout.label < x < layout.axis.width:
        return
    gaps = [(top, top + tall) for left, top, width, tall in signs if _near(x, left, width)]
    stretches: list[tuple[float, float]] = []
    for at, place in rows.items():
        if not _meets(place.across, x - 2, x + 2):
            continue
        row, top = pictures(at), place.top
        words = [text.box for text in row.words] + ([row.edge[0].box] if row.edge else [])
        words += [row.button] if row.button else []
        gaps += [(top + y, top + y + tall) for left, y, width, tall in words if _near(x, left, width)]
        begin = stretches.pop()[0] if stretches and stretches[-1][1] == top else top
        stretches.append((begin, place.bottom))
    for begin, end in stretches:
        for above, below in labels.pieces(begin, end, gaps):
            painter.fillRect(QRectF(x - 0.75, above, 1.5, below - above), ink.color("accent"))


def _near(x: float, left: float, width: float) -> bool:
    return left - labels.AIR < x < left + width + labels.AIR


def _draw_rest(painter: QPainter, ink: Ink, layout: AllLayout) -> None:
    """Draw the today line under the last row."""
    x, below = layout.grid.x(layout.frame.now), layout.head + layout.rows.height - layout.axis.scroll
    if layout.label < x < layout.axis.width and below < layout.axis.height:
        painter.setPen(ink.pen("accent", 1.5))
        painter.drawLine(QPointF(x, below), QPointF(x, layout.axis.height))


def _draw_dot(painter: QPainter, ink: Ink, layout: AllLayout, area: QRect) -> None:
    """Draw the head of the today line, over axis and rows."""
    x = layout.grid.x(layout.frame.now)
    if layout.label < x < layout.axis.width and area.intersects(QRect(round(x) - 5, layout.head - 5, 10, 10)):
        painter.save()
        painter.setClipRect(area)
        painter.setPen(ink.pen("accent", 0.01))
        painter.setBrush(ink.color("accent"))
        painter.drawEllipse(QPointF(x, layout.head), 3.5, 3.5)
        painter.restore()


@lru_cache(maxsize=4096)
def _elided(ink: Ink, text: str, px: float, weight: int, room: float) -> str:
    """Return a text cut to a room; kept, because cutting costs more than painting."""
    return ink.elided(text, px, weight, room)


def _draw_ring(painter: QPainter, ink: Ink, rect: QRectF) -> None:
    painter.setPen(ink.pen("accent", 2))
    painter.setBrush(ink.color("accent", 0.0))
    painter.drawRoundedRect(rect, 5, 5)
