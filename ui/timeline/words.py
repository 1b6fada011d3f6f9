"""The words of one bar as items: inside it, beside it in one or two lines, or a chip at the edge."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from models.texts import _
from ui.timeline import labels
from ui.timeline.bar import Bar
from ui.timeline.grid import date_of
from ui.timeline.ink import Ink
from ui.timeline.items import Chip, Item, Text
from ui.timeline.layout import CHIP, Layout

STYLES: dict[str, tuple[str, int]] = {
    "done": ("text3", 400),
    "skipped": ("text3", 400),
    "now": ("accent", 500),
    "prod": ("text", 600),
    "tentative": ("text", 500),
    "scheduling": ("text", 600),
    "locked": ("text2", 500),
    "blocked": ("text2", 500),
    "planned": ("text2", 400),
    "overdue": ("danger", 500),
    "clash": ("warn", 500),
    "undated": ("text2", 500),
    "follower": ("accent", 500),
    "quiet": ("text3", 400),
    "impact": ("text2", 400),
    "busy": ("text2", 400),
    "block": ("text2", 400),
    "flag": ("text", 500),
    "missed": ("danger", 600),
    "change": ("warn", 500),
}
"""Token and weight of a bar's words by its state."""

EDGE = 8.0
"""Pixels between a chip and the edge that it stands at."""
_PX, _UNDER_PX, _ICON = 12.0, 11.0, 16.0


def words_of(
    layout: Layout, ink: Ink, row: int, bar: Bar, taken: Sequence[labels.Stretch] = (), look: str = ""
) -> list[Item]:
    """Return what is written for a bar; nothing where no form of it fits.

    Args:
        layout: what stands where.
        ink: widths of texts.
        row: index of the bar's row.
        bar: the bar.
        taken: stretches of x that words must keep out of: the tooltip, ghosts.
        look: the style of the words where it isn't that of the bar's state.
    """
    key = (row, bar, tuple(taken), look)
    if key not in layout.words:
        layout.words[key] = _made(layout, ink, row, bar, taken, look)
    return layout.words[key]


def _made(layout: Layout, ink: Ink, row: int, bar: Bar, taken: Sequence[labels.Stretch], look: str) -> list[Item]:
    if layout.side(bar):
        chip = chip_of(layout, ink, row, bar)
        return [chip] if chip else []
    found = _inside(layout, ink, row, bar, taken, look)
    if found and not bar.words.both:
        return found
    return found + _beside(layout, ink, row, bar, taken, look)


def chip_of(layout: Layout, ink: Ink, row: int, bar: Bar) -> Chip | None:
    """Return the chip at the edge that stands for a bar out of sight; a click on it goes there."""
    if not bar.words.elsewhere or not bar.dated:
        return None
    side = layout.side(bar)
    width = ink.width(bar.words.elsewhere, _PX, 500) + 30
    left = layout.label + EDGE if side < 0 else layout.width - width - EDGE
    if width > layout.width - layout.label - 2 * EDGE:
        return None
    top = layout.top(row) + (layout.rows.row_height(row) - CHIP) / 2
    return Chip(bar.words.elsewhere, left, top, width, CHIP, side, "accent" if bar.state == "now" else "")


def today_pill(layout: Layout, ink: Ink) -> Chip | None:
    """Return the pill in the axis that names today while it is out of sight."""
    now, grid = layout.scene.now, layout.grid
    if grid.start <= now < grid.end:
        return None
    day = date_of(now, grid.zone)
    text = _("Today, {day}").format(day=layout.scene.scale.formats.short_day(day))
    width = ink.width(text, _UNDER_PX, 500) + 30
    side = -1 if now < grid.start else 1
    return Chip(text, layout.label - 6 - width, layout.head - 23, width, 20, side, "accent", _UNDER_PX)


def _inside(layout: Layout, ink: Ink, row: int, bar: Bar, taken: Sequence[labels.Stretch], look: str) -> list[Item]:
    if not bar.words.inside:
        return []
    token, weight = STYLES[look or bar.state]
    if bar.state in {"prod", "scheduling"}:
        token, weight = "on_accent", 600
    area = (layout.label, layout.width)
    span, pad = layout.span(bar), 2.0 if bar.words.both else 10.0
    px = _UNDER_PX if bar.words.both and bar.state == "prod" else _PX
    tail = _cut_end(layout, ink, row, bar, token)
    room = (span[0], min(span[1], tail.x - 4)) if tail else span
    top, height = layout.top(row), layout.rows.row_height(row)
    placed = labels.inside(room, bar.words.inside, lambda text: ink.width(text, px, weight), area, taken, pad)
    if placed is None:
        return []
    x = placed.x
    if bar.state == "now" and bar.whole_days:  # behind the present, so that the today line has no words to leave out
        past = layout.grid.x(layout.scene.now) + 10
        x = past if x < past and past + placed.width <= room[1] - pad else x
    if bar.state == "undated" or bar.words.both:
        x = (span[0] + span[1] - placed.width) / 2
    text = Text(placed.text, x, top, placed.width, height, px, weight, bar.words.tone or token)
    return [text, *([tail] if tail else [])]


def _cut_end(layout: Layout, ink: Ink, row: int, bar: Bar, token: str) -> Text | None:
    """Return the name of the end of a bar that the right edge cuts: "Thu 10 ›"."""
    if not bar.whole_days or layout.grid.x(bar.end) <= layout.width:
        return None
    last = date_of(bar.end, layout.grid.zone) - timedelta(days=1)
    text = "›" if layout.scene.level == "day" else f"{layout.scene.scale.formats.short_day(last)} ›"
    width = ink.width(text, _PX, 500)
    top, height = layout.top(row), layout.rows.row_height(row)
    return Text(text, layout.width - width - 10, top, width, height, _PX, 500, token)


def _beside(layout: Layout, ink: Ink, row: int, bar: Bar, taken: Sequence[labels.Stretch], look: str) -> list[Item]:
    words = bar.words
    if not words.beside:
        return []
    token, weight = STYLES[look or bar.state]
    token = words.tone or token
    lead = _ICON if words.icon else 0.0
    under = ink.width(words.under, _UNDER_PX, 400) if words.under else 0.0
    span, area = layout.span(bar), (layout.label + 4, layout.width - 6)
    if bar.tail:
        span = (span[0], max(span[1], layout.grid.x(bar.tail)))
    top, height = layout.top(row), layout.rows.row_height(row)

    def measure(text: str) -> float:
        return ink.width(text, _PX, weight) + lead

    if under:
        both = labels.beside(span, words.beside[:1], lambda text: max(measure(text), under), area, taken)
        if both is not None:
            half = height / 2
            width = ink.width(both.text, _PX, weight)
            return [
                Text(both.text, both.x, top + half - 17, width, 17, _PX, weight, token),
                Text(words.under, both.x, top + half, under, 15, _UNDER_PX, 400, "text2"),
                *_before(layout, ink, row, bar, both),
            ]
    placed = labels.beside(span, words.beside, measure, area, taken)
    if placed is None:
        return []
    text = Text(placed.text, placed.x + lead, top, placed.width - lead, height, _PX, weight, token, words.icon)
    return [text, *_before(layout, ink, row, bar, placed)]


def _before(layout: Layout, ink: Ink, row: int, bar: Bar, placed: labels.Placed) -> list[Item]:
    """Return the words left of a bar whose other words stand at its right."""
    span, text = layout.span(bar), bar.words.before
    width = ink.width(text, _PX, 600) if text else 0.0
    left = span[0] - labels.GAP - width
    if not text or placed.x < span[0] or left < layout.label + 4:
        return []
    return [Text(text, left, layout.top(row), width, layout.rows.row_height(row), _PX, 600, "text")]
