"""What All engagements shows during a move: the held row, the guide, the tooltip that names the client first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from models.planning import Span
from models.texts import _
from ui.timeline import labels, reasons, tip
from ui.timeline.all_layout import AllLayout
from ui.timeline.all_lines import Entry
from ui.timeline.all_marks import Marks
from ui.timeline.all_row import Frame, RowPicture, place
from ui.timeline.bar import Bar
from ui.timeline.ink import Ink
from ui.timeline.items import Item, Line
from ui.timeline.preview import Preview

if TYPE_CHECKING:
    from ui.timeline.all_view import AllView


@dataclass(frozen=True, slots=True)
class AtHand:
    """What holds as long as a move lasts: where it can't go, and the consultant's other upgrades."""

    spans: tuple[Span, ...]
    colleagues: tuple[Entry, ...]


def held(marks: Marks, preview: Preview, frame: Frame, ink: Ink, hand: AtHand | None) -> RowPicture:
    """Return the row of the held engagement: its marks where they would be, their old places as ghosts."""
    bars = tuple(preview.held(bar.kind) or bar for bar in marks.bars)
    ghosts = tuple(ghost for ghost in preview.ghosts if _moved(ghost, bars))
    spans = hand.spans if hand else ()
    words = marks.prod if preview.kind != "prod_upgrade" else ()
    picture = place(replace(marks, bars=bars, prod=words), frame, ink, None, ghosts)
    places = (
        (frame.grid.x(span.start.timestamp()), frame.grid.x(span.end.timestamp()), span.severity) for span in spans
    )
    shown = tuple(place for place in places if place[1] > frame.grid.left and place[0] < frame.grid.right)
    return replace(picture, held=(preview.kind, preview.tone), hatches=shown)


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
    shown = _tip(view, preview)
    if shown is not None:
        spot = view.picture(line).spot(preview.kind)
        left, width = (spot.left, spot.width) if spot else (min(max(x, layout.label), layout.axis.width), 10.0)
        left = min(max(left, layout.label), layout.axis.width - 10)
        size = (layout.axis.width, layout.axis.height)
        items.append(tip.Tooltip(shown, tip.place(shown.size(ink), (left, top, width, height), size)))
    return tuple(items)


def met(view: AllView, preview: Preview) -> tuple[int, ...]:
    """Return the engagements whose Prod Upgrade would share the night of the held one."""
    prod = preview.proposal.placement("prod_upgrade")
    if prod is None or prod.starts is None:
        return ()
    engagement = preview.proposal.before.id
    return view.listing.met_at(engagement, prod.starts.timestamp(), view.hand.colleagues if view.hand else ())


def _tip(view: AllView, preview: Preview) -> tip.Tip | None:
    shown = preview.tip
    if shown is None:
        return None
    shown = replace(shown, client=preview.proposal.before.engagement.client)
    clients = [view.context.portfolio.name(other) for other in met(view, preview)]
    if clients and not shown.tone:
        title = _("Same night as {client}").format(client=", ".join(clients))
        return replace(shown, title=title, body=(shown.follows,), tone="warn")
    return shown


def _moved(ghost: Bar, bars: tuple[Bar, ...]) -> bool:
    return any(bar.kind == ghost.kind and bar.start != ghost.start for bar in bars)
