"""What All engagements shows during a move: the held row, the guide, the tooltip that names the client first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from models.planning import Span
from ui.entries import Entry
from ui.timeline import labels, reasons, tip
from ui.timeline.all_layout import AllLayout
from ui.timeline.all_marks import Marks
from ui.timeline.all_row import Frame, RowPicture, Spot, place, spots_of
from ui.timeline.all_shapes import draw_spot
from ui.timeline.ink import Ink
from ui.timeline.items import Box, Item, Line
from ui.timeline.mover import TOOLTIP_TURN
from ui.timeline.preview import Preview

if TYPE_CHECKING:
    from ui.timeline.all_view import AllView


class AtHand(Struct, frozen=True):
    """What holds as long as a move lasts: where it can't go, and the consultant's other upgrades."""

    spans: tuple[Span, ...]
    colleagues: tuple[Entry, ...]


class Moving(Struct, frozen=True):
    """A mark on the move, over the picture of all rows: y on the viewport, cut at the edges of the room for marks."""

    spot: Spot
    lift: str
    room: Box

    @property
    def box(self) -> Box:
        """The mark with its ring and shadow."""
        return (self.spot.left - 8, self.spot.top - 8, self.spot.width + 16, self.spot.height + 18)

    def paint(self, painter: QPainter, ink: Ink) -> None:
        """Draw it."""
        painter.save()
        painter.setClipRect(QRectF(*self.room), Qt.ClipOperation.IntersectClip)
        draw_spot(painter, ink, self.spot, self.lift)
        painter.restore()


def behind(marks: Marks, preview: Preview, frame: Frame, ink: Ink, hand: AtHand | None) -> RowPicture:
    """Return the row of the held engagement without what moves: old places as ghosts, where it can't go hatched."""
    kinds = _moving(preview)
    still = tuple(bar for bar in marks.bars if bar.kind not in kinds)
    old = tuple(replace(bar, state="ghost") for bar in marks.bars if bar.kind in kinds)
    words = marks.prod if "prod_upgrade" not in kinds else ()
    picture = place(replace(marks, bars=still, prod=words), frame, ink, None, old)
    x, spans = frame.grid.x, hand.spans if hand else ()
    places = ((x(span.start.timestamp()), x(span.end.timestamp()), span.severity) for span in spans)
    shown = tuple(place for place in places if place[1] > frame.grid.left and place[0] < frame.grid.right)
    return replace(picture, hatches=shown)


def at_hand(view: AllView) -> AtHand | None:
    """Return what holds for a whole move; None while nothing is held."""
    hold, layout = view.mover.hold, view.layout_now
    if hold is None or layout is None:
        return None
    spans = reasons.spans(hold.dossier, hold.kind, hold.now, layout.axis, hold.formats)
    return AtHand(tuple(spans), tuple(view.listing.colleagues(hold.dossier.id)))


def together(layout: AllLayout, line: int, preview: Preview) -> bool:
    """Whether a line shares its bracket with the held engagement: the bracket goes while the night may change."""
    night = layout.lines[line].night
    if night is None or preview.proposal.placement("prod_upgrade") is None:
        return False
    first = line - night.place
    held_id = preview.proposal.before.id
    return any(layout.lines[at].engagement == held_id for at in range(first, first + night.size))


def over(view: AllView, preview: Preview) -> tuple[Item, ...]:
    """Return what is painted over the rows: the guide from the axis to the row, and the tooltip."""
    layout, ink = view.layout_now, view.ink
    line = layout.line_of(preview.proposal.before.id) if layout else -1
    if layout is None or line < 0:
        return ()
    top, height, x = layout.top(line), layout.height(line), layout.grid.x(preview.guide) + 4
    items: list[Item] = []
    if layout.label <= x <= layout.axis.width and top > layout.head:
        crossed = [
            (layout.top(at) + box[1], layout.top(at) + box[1] + box[3])
            for at in layout.visible()
            if layout.lines[at].entry
            for box in (text.box for text in view.picture(at).words)
            if box[0] - labels.AIR < x < box[0] + box[2] + labels.AIR
        ]
        items += [
            Line(x, above, below, preview.tone, 1.0, (2, 3))
            for above, below in labels.pieces(layout.head, top, crossed)
        ]
    moving = _marks(view, layout, line, preview)
    items += moving
    shown = _tip(preview)
    if shown is not None:
        held = next((item.spot for item in moving if item.spot.bar.kind == preview.kind), None)
        left, width = (held.left, held.width) if held else (x, 10.0)
        left = min(max(left, layout.label), layout.axis.width - 10)
        size = (layout.axis.width, layout.axis.height)
        items.append(tip.Tooltip(shown, tip.place(shown.size(ink), (left, top, width, height), size)))
    return tuple(items)


def expect(view: AllView, preview: Preview, turn: int) -> None:
    """Prepare the tooltip of a place that is likely to be reached, in its turn."""
    shown = _tip(preview)
    if turn == TOOLTIP_TURN and shown is not None:
        tip.prepare(shown, view.ink, view.devicePixelRatioF())


def met(view: AllView, preview: Preview) -> tuple[int, ...]:
    """Return the engagements whose Prod Upgrade would share the night of the held one."""
    prod = preview.proposal.placement("prod_upgrade")
    if prod is None or prod.starts is None:
        return ()
    engagement = preview.proposal.before.id
    return view.listing.met_at(engagement, prod.starts.timestamp(), view.hand.colleagues if view.hand else ())


def _tip(preview: Preview) -> tip.Tip | None:
    shown = preview.tip
    if shown is None:
        return None
    return replace(shown, client=preview.proposal.before.engagement.client)


def _marks(view: AllView, layout: AllLayout, line: int, preview: Preview) -> list[Moving]:
    """Return the marks that move at their places, the held one last."""
    room = (layout.label + 1.0, float(layout.head), layout.axis.width, layout.axis.height)
    marks, top, found = view.marks(layout.lines[line].engagement), layout.top(line), []
    bars = [bar for kind in _moving(preview) if (bar := preview.held(kind) or marks.bar(kind))]
    for spot in spots_of(bars, layout.frame):
        lift = preview.tone if spot.bar.kind == preview.kind else ""
        found.append(Moving(replace(spot, top=spot.top + top), lift, room))
    return sorted(found, key=lambda item: bool(item.lift))


def _moving(preview: Preview) -> tuple[str, ...]:
    """Return the kinds that move or may follow."""
    return ("prod_upgrade", "support_week", "best_practices") if preview.kind == "prod_upgrade" else (preview.kind,)
