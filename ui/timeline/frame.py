"""Everything over the fixed background at one moment: words, lines, the bar that is held, the tooltip.

Words are placed first and remembered; lines come last and leave every word out (SCREENS §0).
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from ui.timeline import bands, labels, tip
from ui.timeline.bar import Bar
from ui.timeline.ink import Ink
from ui.timeline.items import Band, Chip, Dot, Grip, Item, Line, Pill, Ring, Shape, Text
from ui.timeline.layout import Box, Layout
from ui.timeline.preview import Preview
from ui.timeline.scene import Row
from ui.timeline.words import today_pill, words_of


class Interaction(Struct, frozen=True):
    """What the person is at: the selected lane, the one under the pointer, a move.

    Attributes:
        selected: key of the selected row.
        ring: whether the selected bar shows the focus.
        hovered: key of the row whose bar is under the pointer and can be moved.
        at_end: the pointer is at the end of a bar that can be made longer.
        preview: the move.
        chosen: keys of the rows whose bars are selected together.
        band: the rubber band while it is drawn.
        reasons: pills inside hatched places.
    """

    selected: str = ""
    ring: bool = False
    hovered: str = ""
    at_end: bool = False
    preview: Preview | None = None
    reasons: tuple[Pill, ...] = ()
    chosen: frozenset[str] = frozenset()
    band: Band | None = None


def compose(layout: Layout, ink: Ink, doing: Interaction) -> tuple[Item, ...]:
    """Return everything that is painted over the fixed background, in the order of painting."""
    tooltip = _tooltip(layout, ink, doing.preview)
    words: list[Item] = [*doing.reasons]
    followers: list[Item] = []
    shapes: list[Item] = []
    for index, row, _top, _height in layout.visible():
        held = doing.preview.held(row.key) if doing.preview else None
        if doing.preview and held:
            follows = held.kind != doing.preview.kind
            (followers if follows else shapes).append(_shape(layout, index, held, doing.preview))
            if follows:
                words += words_of(layout, ink, index, held, _around(layout, index, tooltip, doing.preview), "follower")
            continue
        shown = doing.preview.row(row) if doing.preview else row
        taken = [*_taken(layout, index, tooltip), *_ghosts(layout, row)]
        if doing.preview and row.key in doing.preview.still:
            followers += [_shape(layout, index, bar, doing.preview) for bar in shown.bars if not layout.side(bar)]
        for bar in shown.bars:
            quiet = "quiet" if row.part == "other" and bar.state in {"done", "locked", "planned"} else ""
            words += words_of(layout, ink, index, bar, taken, quiet)
            shapes += _marks(layout, index, bar, row.key, doing)
    pill = today_pill(layout, ink)
    if pill is not None:
        words.append(pill)
    lines = _lines(layout, words, doing.preview)
    return (*followers, *words, *lines, *shapes, *([doing.band] if doing.band else []), *([tooltip] if tooltip else []))


def _tooltip(layout: Layout, ink: Ink, preview: Preview | None) -> tip.Tooltip | None:
    if preview is None or preview.tip is None:
        return None
    row = layout.scene.row(preview.kind)
    left, _top, width, _height = layout.bar_box(row, preview.bars[0])
    visible = min(max(left, layout.label), layout.width - 10)
    around = (visible, layout.top(row), min(width, layout.width - visible), layout.rows.row_height(row))
    return tip.Tooltip(preview.tip, tip.place(preview.tip.size(ink), around, (layout.width, layout.height)))


def _taken(layout: Layout, row: int, tooltip: tip.Tooltip | None) -> list[labels.Stretch]:
    """Return the stretch of a row that the tooltip covers."""
    if tooltip is None:
        return []
    left, top, width, height = tooltip.place
    if top > layout.top(row) + layout.rows.row_height(row) or top + height < layout.top(row):
        return []
    return [(left - labels.AIR, left + width + labels.AIR)]


def _ghosts(layout: Layout, row: Row) -> list[labels.Stretch]:
    """Return where agreed dates of before stand, which words keep out of."""
    return [layout.span(trace.bar) for trace in row.traces if trace.kind == "agreed" and not layout.side(trace.bar)]


def _around(layout: Layout, row: int, tooltip: tip.Tooltip | None, preview: Preview) -> list[labels.Stretch]:
    """Return what a follower's words keep out of: the tooltip and its own ghost."""
    ghost = next(bar for bar in preview.ghosts if bar.kind == layout.scene.rows[row].key)
    return [*_taken(layout, row, tooltip), *([] if ghost.whole_days or not ghost.dated else [layout.span(ghost)])]


def _shape(layout: Layout, row: int, bar: Bar, preview: Preview) -> Shape:
    left, top, width, height = layout.bar_box(row, bar)
    return Shape(left, top, width, height, bar.state, preview.tone if bar.kind == preview.kind else "", layout.plot)


def _marks(layout: Layout, index: int, bar: Bar, key: str, doing: Interaction) -> list[Item]:
    """Return the ring of the selected bar and the grip of the one under the pointer."""
    found: list[Item] = []
    if layout.side(bar):
        return found
    left, top, width, height = layout.bar_box(index, bar)
    if key in doing.chosen or (key == doing.selected and doing.ring):
        found.append(Ring(max(left, layout.label + 4), top, left + width - max(left, layout.label + 4), height))
    if key == doing.hovered and doing.preview is None:
        x = left + width if doing.at_end else left + width / 2
        found.append(Grip(x, top, height, "on_accent" if bar.state in {"prod", "scheduling"} else "line_strong"))
    return found


def _lines(layout: Layout, words: Iterable[Item], preview: Preview | None) -> list[Item]:
    """Return the today line and the guide of a move, in pieces that leave every word out."""
    grid, now = layout.grid, layout.scene.now
    boxes = [_word_box(item) for item in words if isinstance(item, Text | Chip | Pill)]
    found: list[Item] = [*_fixed_lines(layout, boxes)]
    if grid.start <= now < grid.end:
        x = grid.x(now)
        found += _pieces(x, layout.head, layout.lanes_bottom, boxes, Line(x, 0, 0))
        found.append(Dot(x, layout.head))
    if preview is not None:
        row = layout.scene.row(preview.kind)
        left, top, width, height = layout.bar_box(row, preview.bars[0])
        x = left + min(width / 2, 5.0)
        if layout.label <= x <= layout.width:
            held = (left - 5, top - 6, width + 10, height + 12)
            found += _pieces(
                x, layout.head - 2, layout.height, [*boxes, held], Line(x, 0, 0, preview.tone, 1.0, (2, 3))
            )
    return found


def _fixed_lines(layout: Layout, boxes: Iterable[Box]) -> list[Item]:
    """Return your midnight in Day, and the clock changes in Day and Week."""
    grid, people, level = layout.grid, layout.scene.parties, layout.scene.level
    found: list[Item] = []
    if level == "day":
        behind = [*boxes, *_bar_boxes(layout)]
        for _shown, x in grid.hours(24):
            found += _pieces(x, layout.head, layout.height, behind, Line(x, 0, 0, "line_strong", 1.0))
    if level in {"day", "week"} and people:
        for change in bands.changes(people[0].zone, people[1].zone, grid.start, grid.end):
            x = grid.x(change.moment)
            found += _pieces(x, layout.head, layout.height, boxes, Line(x, 0, 0, "warn", 2.0))
    return found


def _bar_boxes(layout: Layout) -> list[Box]:
    """Return the boxes of the bars that lines stay behind."""
    found = [(layout.bar_box(index, bar), bar) for index, row, _top, _height in layout.visible() for bar in row.bars]
    return [
        (left, top, max(width, layout.grid.x(bar.tail) - left if bar.tail else 0), height)
        for (left, top, width, height), bar in found
    ]


def _pieces(x: float, top: float, bottom: float, boxes: Iterable[Box], like: Line) -> list[Item]:
    crossed = [(box[1], box[1] + box[3]) for box in boxes if box[0] < x < box[0] + box[2]]
    return [
        Line(x, above, below, like.token, like.width, like.dashes)
        for above, below in labels.pieces(top, bottom, crossed)
    ]


def _word_box(item: Text | Chip | Pill) -> Box:
    """Return the box that lines leave out: the words and 4 px at each side."""
    left, top, width, height = item.box
    if isinstance(item, Text):
        middle, high = top + height / 2, min(height, 18)
        top, height = middle - high / 2, high
    return (left - labels.AIR, top, width + 2 * labels.AIR, height)
