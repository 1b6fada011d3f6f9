"""Where the marks and words of one row stand; x on the viewport, y from the row's top. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from msgspec import Struct

from models.texts import _
from ui.timeline import labels
from ui.timeline.all_marks import KINDS, Marks
from ui.timeline.all_nights import Night
from ui.timeline.bar import Bar, State
from ui.timeline.grid import DAY, HOUR, Grid
from ui.timeline.ink import Ink
from ui.timeline.items import Box, Text

MIDDLE, BELOW = 14.0, 28.5
"""The y of the upper marks and of Support Week, in a row of 36."""
BAR, PROD, WEEK, DOT, DIAMOND = 14.0, 20.0, 5.0, 4.2, 5.0
PROD_WIDTH, BAR_WIDTH = 9.0, 8.0
FLIP = 110.0
"""So near the right edge the words of a Prod Upgrade stand at its left."""
BUTTON = 22.0
AHEAD = 7
"""Days from today at which an engagement without a prod date offers one."""
ARROW = 16.0
"""Pixels that the arrow takes before or after the words that stand for a Prod Upgrade out of sight."""
REACH = 24.0
"""Pixels that a mark is wide for the pointer."""

LOOKS: dict[State, tuple[str, int]] = {
    "prod": ("text", 600),
    "scheduling": ("text", 600),
    "locked": ("text2", 500),
    "tentative": ("text2", 400),
    "overdue": ("danger", 500),
    "now": ("text2", 500),
    "done": ("text3", 400),
}
"""Token and weight of the words of a Prod Upgrade by its state."""


class Spot(Struct, frozen=True):
    """A mark and the box that it takes."""

    bar: Bar
    left: float
    top: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        """The x of its middle."""
        return self.left + self.width / 2


class RowPicture(Struct, frozen=True):
    """What a row shows.

    Attributes:
        spots: its marks that can be seen.
        words: what is written beside them.
        edge: the words at an edge that stand for a Prod Upgrade out of sight, and −1 left or 1 right.
        button: the box of "Set prod date".
        bracket: x of the same-night bracket; 0 without one.
        night: how the bracket goes through this row.
        no_ticket: whether Support Week is drawn as one without its ticket.
        ghosts: old places of marks on the move.
        hatches: left, right and severity of the places where it can't go.
    """

    spots: tuple[Spot, ...]
    words: tuple[Text, ...] = ()
    edge: tuple[Text, int] | None = None
    button: Box | None = None
    bracket: float = 0.0
    night: Night | None = None
    no_ticket: bool = False
    ghosts: tuple[Spot, ...] = ()
    hatches: tuple[tuple[float, float, str], ...] = ()

    def spot(self, kind: str) -> Spot | None:
        """Return the mark of a phase where it can be seen."""
        return _of(self.spots, kind)

    def at(self, x: float, y: float) -> Spot | None:
        """Return the mark under a point: marks are at least 24 px wide for it, and the nearest is meant."""
        near = [spot for spot in self.spots if abs(x - spot.middle) <= max(spot.width, REACH) / 2]
        return min(near, key=lambda spot: _away(spot, x, y), default=None)


class Frame(Struct, frozen=True, dict=True):
    """What all rows have in common: the grid, the edges of the room for marks, the zoom, the height of a row."""

    grid: Grid
    width: float
    now: float
    level: str
    height: float

    @cached_property
    def middle(self) -> float:
        """The y of the upper marks."""
        return round(MIDDLE * self.height / 36)

    @cached_property
    def below(self) -> float:
        """The y of Support Week."""
        return BELOW * self.height / 36


def place(marks: Marks, frame: Frame, ink: Ink, night: Night | None = None, extra: Sequence[Bar] = ()) -> RowPicture:
    """Return where everything stands.

    Args:
        marks: what the row shows.
        frame: what all rows share.
        ink: widths of texts.
        night: how its Prod Upgrade shares a night.
        extra: bars that are drawn too and stand in the way of words: ghosts of a move.
    """
    spots, ghosts = spots_of(marks.bars, frame), spots_of(extra, frame) if extra else ()
    button = _button(marks, frame, ink)
    if not spots and not ghosts and button is None:
        return RowPicture((), edge=_edge(marks, None, frame, ink, ()), night=night, no_ticket=marks.no_ticket)
    prod = _of(spots, "prod_upgrade")
    bracket = prod.left - 7 if prod is not None and night is not None and night.size > 1 else 0.0
    upper = [spot for spot in spots if spot.top < frame.below - WEEK]
    taken = [(spot.left, spot.left + spot.width) for spot in upper if spot is not prod]
    taken += [(spot.left, spot.left + spot.width) for spot in ghosts if spot.top < frame.below - WEEK]
    if button is not None:
        taken.append((button[0], button[0] + button[2]))
    words = _prod_words(marks, prod, frame, ink, taken, bracket, night)
    note = _note(marks, spots, frame, ink, [*taken, *[_across(text) for text in words]])
    edge = _edge(marks, prod, frame, ink, [*taken, *[_across(text) for text in note]])
    return RowPicture(spots, (*words, *note), edge, button, bracket, night, marks.no_ticket, ghosts)


def spots_of(bars: Sequence[Bar], frame: Frame) -> tuple[Spot, ...]:
    """Return the boxes of those bars that have a date and are in sight."""
    first, last = max(frame.grid.start - DAY, 1.0), frame.grid.end
    near = [bar for bar in bars if bar.end >= first and bar.start <= last]
    return tuple([spot for bar in near if (spot := _spot_of(bar, frame)) is not None])


def _of(spots: Sequence[Spot], kind: str) -> Spot | None:
    for spot in spots:
        if spot.bar.kind == kind:
            return spot
    return None


def _spot_of(bar: Bar, frame: Frame) -> Spot | None:
    if bar.state == "skipped":
        return None
    left, right = _span(bar, frame)
    if right <= frame.grid.left or left >= frame.width:
        return None
    if bar.kind == "support_week":
        return Spot(bar, left, frame.below - WEEK / 2, right - left, WEEK)
    if bar.kind == "best_practices":
        return Spot(bar, (left + right) / 2 - DOT, frame.below - DOT, 2 * DOT, 2 * DOT)
    if bar.kind == "kickoff":
        return Spot(bar, (left + right) / 2 - DIAMOND, frame.middle - DIAMOND, 2 * DIAMOND, 2 * DIAMOND)
    height = PROD if bar.kind == "prod_upgrade" else BAR
    return Spot(bar, left, frame.middle - height / 2, right - left, height)


def _span(bar: Bar, frame: Frame) -> tuple[float, float]:
    """Return left and right of a bar; a short one keeps in its own day where hours can't be told apart."""
    grid = frame.grid
    left, right = grid.x(bar.start), grid.x(bar.end)
    shortest = PROD_WIDTH if bar.kind == "prod_upgrade" else BAR_WIDTH
    if right - left >= shortest or bar.whole_days or bar.kind in {"kickoff", "best_practices"}:
        return left, right
    if frame.level in {"day", "week"}:
        return left, left + shortest
    begin, midnight = grid.column(bar.start)
    width = min(shortest, max(midnight - begin - 3, 4.0))
    left = min(left, midnight - width - 1.5)
    return left, left + width


def _prod_words(
    marks: Marks,
    prod: Spot | None,
    frame: Frame,
    ink: Ink,
    taken: Sequence[labels.Stretch],
    bracket: float,
    night: Night | None,
) -> list[Text]:
    if prod is None or not marks.prod:
        return []
    token, weight = LOOKS.get(prod.bar.state, ("text2", 400))
    icon = "lock" if prod.bar.state in {"locked", "scheduling"} else "alert" if night and night.size == 1 else ""
    token = "warn" if icon == "alert" else token
    lead = 16.0 if icon else 0.0

    def measure(text: str) -> float:
        return ink.width(text, 12, weight) + lead

    span = (bracket or prod.left, prod.left + prod.width)
    area = (frame.grid.left + 4, frame.width - 6)
    placed = None
    if frame.width - span[1] < FLIP:
        placed = labels.beside(span, marks.prod[:1], measure, (area[0], span[0]), taken)
    placed = placed or labels.beside(span, marks.prod, measure, area, taken)
    if placed is None:
        return []
    top = frame.middle - 9
    return [Text(placed.text, placed.x + lead, top, placed.width - lead, 18, 12, weight, token, icon)]


def _note(
    marks: Marks, spots: Sequence[Spot], frame: Frame, ink: Ink, taken: Sequence[labels.Stretch]
) -> tuple[Text, ...]:
    spot = _of(spots, "client_validation") if marks.note else None
    if spot is None:
        return ()
    token = "danger" if spot.bar.state == "overdue" else "accent"
    span = (spot.left, spot.left + spot.width)
    others = [stretch for stretch in taken if stretch != span]
    area = (frame.grid.left + 4, frame.width - 6)
    placed = labels.beside(span, (marks.note,), lambda text: ink.width(text, 12, 500), area, others)
    return (Text(placed.text, placed.x, frame.middle - 9, placed.width, 18, 12, 500, token),) if placed else ()


def _button(marks: Marks, frame: Frame, ink: Ink) -> Box | None:
    prod = marks.bar("prod_upgrade")
    if prod is None or prod.dated or prod.state == "done":
        return None
    width = ink.width(_("Set prod date"), 12, 500) + 34
    left = frame.grid.x(frame.now + AHEAD * 24 * HOUR)
    left = min(max(left, frame.grid.left + 8), frame.width - width - 8)
    return (left, frame.middle - BUTTON / 2, width, BUTTON) if left > frame.grid.left else None


def _across(text: Text) -> labels.Stretch:
    return text.box[0], text.box[0] + text.box[2]


def _edge(
    marks: Marks, prod: Spot | None, frame: Frame, ink: Ink, taken: Sequence[labels.Stretch]
) -> tuple[Text, int] | None:
    """Return the words for a Prod Upgrade beyond an edge, with the arrow that points there."""
    bar = marks.bar("prod_upgrade")
    if bar is None or not bar.dated or prod is not None or not marks.off:
        return None
    token = LOOKS.get(bar.state, ("text2", 400))[0]
    width = ink.width(marks.off, 12, 400)
    side, icon = (-1, "prev") if bar.start < frame.grid.start else (1, "")
    area = (frame.grid.left + 2, frame.width - 8)
    left = labels.at_edge(width + ARROW, area, side, taken) + (ARROW if side < 0 else 0)
    return Text(marks.off, left, frame.middle - 9, width, 18, 12, 400, token, icon), side


def _away(spot: Spot, x: float, y: float) -> tuple[float, int]:
    """Return how far a point is from a mark; of two on top of each other the smaller one is meant."""
    above = max(spot.top - y, y - spot.top - spot.height, 0.0)
    beside = max(spot.left - x, x - spot.left - spot.width, 0.0)
    return above * 2 + beside, -KINDS.index(spot.bar.kind)
