"""A move that isn't made yet, as the timeline shows it: the held bar, followers, ghosts, overlaps, the tooltip."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from models import zones
from models.placements import AFTER_PROD, Placement, of_phase
from models.planning import Proposal
from models.records import Phase
from models.texts import _, ngettext
from ui.timeline.bar import Bar, Scale, State
from ui.timeline.bars import bar as bar_of
from ui.timeline.bars import planned_extent
from ui.timeline.others import Other
from ui.timeline.scene import Row, other_rows
from ui.timeline.tip import TimeLine, Tip


class Preview(Struct, frozen=True):
    """What a move looks like at one place.

    Attributes:
        proposal: the place, with its limits.
        bars: the held bar, then those that follow it, at their new places.
        still: phases that follow to other places and stay where they are at this one.
        ghosts: the bars of all of these at their old places.
        others: rows of other Prod Upgrades as they stand to the new place, by key.
        tip: the tooltip; None while a bar only glides back.
        guide: the moment of the vertical guide.
        tone: token of the ring around the held bar.
    """

    proposal: Proposal
    bars: tuple[Bar, ...]
    still: tuple[str, ...]
    ghosts: tuple[Bar, ...]
    others: dict[str, Row]
    tip: Tip | None
    guide: float
    tone: str

    @property
    def kind(self) -> str:
        """The phase that is held."""
        return self.proposal.kind

    @property
    def kinds(self) -> tuple[str, ...]:
        """The phases that move or may follow, the held one first."""
        return (*(bar.kind for bar in self.bars), *self.still)

    def held(self, kind: str) -> Bar | None:
        """Return the bar of a phase that moves; None for one that stays."""
        return next((bar for bar in self.bars if bar.kind == kind), None)

    def row(self, row: Row) -> Row:
        """Return a row as it looks during the move."""
        return self.others.get(row.key, row)


def preview(proposal: Proposal, near: Sequence[Other], scale: Scale, snap: str = "") -> Preview:
    """Return how a proposal looks.

    Args:
        proposal: from `models.planning`.
        near: the other Prod Upgrades that are shown.
        scale: moment, zone, zoom and formats.
        snap: what the tooltip says of the snap: "Snaps to whole days."
    """
    refused, soft = not proposal.allowed, bool(proposal.soft)
    bars = [bar_of(proposal.after, place.kind, scale) for place in proposal.placements]
    look: State | None = "refused" if refused else "soft" if soft else None
    held = replace(bars[0], state=look or bars[0].state)
    followers = [replace(bar, state="follower") for bar in bars[1:]]
    prod = proposal.placement("prod_upgrade")
    rows = other_rows(proposal.before, near, prod, scale) if prod is not None else []
    still = tuple(_staying(proposal))
    return Preview(
        proposal,
        (held, *followers),
        still,
        tuple(_ghost(proposal, kind, scale) for kind in (*(bar.kind for bar in bars), *still)),
        {row.key: row for row in rows if row.part == "other"},
        refusal(proposal) if refused else _times(proposal, scale, snap),
        held.start,
        "danger" if refused else "warn" if soft else "accent",
    )


def _staying(proposal: Proposal) -> Iterator[str]:
    """Yield the phases that follow the Prod Upgrade, but not to this place."""
    if proposal.placement("prod_upgrade") is None:
        return
    for kind in AFTER_PROD:
        phase = proposal.before.phases[kind]
        happened = phase.actual_start_utc or phase.actual_end_utc
        if phase.dated and not happened and proposal.placement(kind) is None:
            yield kind


def refusal(proposal: Proposal) -> Tip:
    """Return the tooltip of a place that is refused: what, the rule, the way out."""
    limit = next(item for item in proposal.limits if item.severity == "hard")
    body = tuple(sentence for sentence in (limit.text, limit.way_out) if sentence)
    return Tip(title=limit.title, body=body, hint=_("Release to put it back."), tone="danger")


def _ghost(proposal: Proposal, kind: str, scale: Scale) -> Bar:
    phase = proposal.before.phases[kind]
    start, end = planned_extent(proposal.before, phase, scale)
    return Bar(proposal.before.id, kind, "ghost", start, end, whole_days=kind == "support_week")


def _times(proposal: Proposal, scale: Scale, snap: str) -> Tip:
    place = proposal.placements[0]
    was = of_phase(proposal.old)
    lines = (
        _line(_("You"), place, scale.zone, scale, 600),
        _line(_("Client"), place, place.zone, scale, 600),
        TimeLine(_("Was"), _was(was, scale), _delta(was, place, scale), 400, "text2"),
    )
    limit = proposal.soft[0] if proposal.soft else None
    if not proposal.changes:
        done = _("Release to put it back.")
    elif proposal.needs_reason and limit is not None:
        done = _("Release to say why.")
    else:
        done = _("Release to review.") if proposal.needs_review else _("Release to move.")
    hint = "  ".join(part for part in (done, _("Esc cancels."), snap) if part)
    names = [proposal.before.playbook.phase(item.kind).name for item in proposal.placements[1:]]
    if len(names) > 2:
        follows = _("Moves {count} others too").format(count=len(names))
    elif len(names) > 1:
        follows = _("Moves {one} and {other} too").format(one=names[0], other=names[1])
    else:
        follows = _("Moves {one} too").format(one=names[0]) if names else _("Nothing else moves")
    if limit is None:
        return Tip(lines, follows=follows, hint=hint)
    return Tip(lines, limit.title, (limit.text,), follows, hint, "warn")


def _line(whose: str, place: Placement, zone: str, scale: Scale, weight: int) -> TimeLine:
    formats = scale.formats
    if place.starts is None or place.ends is None:
        day = place.first_day
        when = formats.day(day) if day else ""
        return TimeLine(whose, _("{day}, time not set").format(day=when), "", weight)
    start, end = zones.to_zone(place.starts, zone), zones.to_zone(place.ends, zone)
    return TimeLine(whose, formats.span(start, end), zones.abbreviation(start, zone), weight)


def _was(was: Placement | Phase, scale: Scale) -> str:
    if was.starts is not None:
        return scale.formats.moment(zones.to_zone(was.starts, scale.zone))
    return scale.formats.day(was.first_day) if was.first_day else _("Not set")


def _delta(was: Placement, now: Placement, scale: Scale) -> str:
    """Return how far it moved: in days where the client's clock shows the same time, else in hours and minutes."""
    first, second = was.first_day, now.first_day
    if first is None or second is None:
        return ""
    sign = "+" if (now.start, now.end) > (was.start, was.end) else "−"
    if was.starts is None or now.starts is None or was.start[10:] == now.start[10:]:
        days = abs((second - first).days)
        if days or was.end == now.end:
            return sign + ngettext("{count} day", "{count} days", days).format(count=days) if days else _("no change")
    edge = (was.starts, now.starts) if was.start != now.start else (was.ends, now.ends)
    return _signed(edge, scale)


def _signed(edge: tuple[datetime | None, datetime | None], scale: Scale) -> str:
    before, after = edge
    if before is None or after is None:
        return ""
    minutes = round(zones.elapsed_between(before, after).total_seconds() / 60)
    return ("+" if minutes > 0 else "") + scale.formats.duration(minutes)
