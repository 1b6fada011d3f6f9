"""From a distance to a place: how a held bar snaps, in the wall time of the client. Pure.

Whole days keep the client's wall time, so a drag across a clock change is right; smaller steps are elapsed time,
snapped to the client's clock. No distance gives back exactly what was.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cached_property

from msgspec import Struct, field

from models import planning, zones
from models.formats import Formats
from models.planning import Proposal
from models.records import Dossier
from models.together import in_order, propose_together

THRESHOLD = 4
"""Pixels of movement before a press becomes a drag."""
EDGE_ZONE = 24
"""Pixels from the edge at which the timeline scrolls by itself during a drag."""
NEAR_EDGE = 5
"""Pixels from a neighbour's edge at which a bar snaps to it."""
_WHOLE_DAY = 24 * 60


class Hold(Struct, dict=True):
    """One bar, or its end, that is held by the pointer or by keys.

    Args:
        dossier: the engagement as it was when the bar was taken.
        kind: the phase.
        edge: "bar" moves it, "end" makes it longer or shorter.
        now: the moment, aware.
        formats: how the words of limits are written.

    The same place gives the same proposal: a pointer that waits or comes back costs nothing.
    """

    dossier: Dossier
    kind: str
    edge: str
    now: datetime
    formats: Formats
    _seen: dict[str, Proposal] = field(default_factory=dict)

    @cached_property
    def origin(self) -> datetime | date:
        """Where the held edge stands: an aware time in the client's zone, or a date."""
        phase = self.dossier.phases[self.kind]
        moment = phase.starts if self.edge == "bar" else phase.ends
        day = phase.first_day if self.edge == "bar" else phase.last_day
        return moment if moment is not None else day or self.now.date()

    def at_distance(self, seconds: float, step: int, neighbours: Iterable[float] = (), reach: float = 0.0) -> Proposal:
        """Return the proposal for a distance from where the bar was.

        Args:
            seconds: how far the pointer has moved on the axis, in elapsed seconds.
            step: the snap in minutes; a whole day keeps the wall time.
            neighbours: moments that it snaps to where they are near, in seconds since 1970.
            reach: how near, in seconds.
        """
        if step >= _WHOLE_DAY or not isinstance(self.origin, datetime):
            return self.at_offset(round(seconds / 86_400), 0)
        began = self.origin.timestamp()
        raw = began + seconds
        near = min(neighbours, key=lambda moment: abs(moment - raw), default=None)
        if near is not None and abs(near - raw) <= reach:
            return self._proposed(self._at(near))
        snapped = planning.snap(self._at(raw), step)
        if abs(raw - began) <= abs(snapped.timestamp() - raw):
            return self._proposed(self.origin)
        return self._proposed(snapped)

    def at_offset(self, days: int, minutes: int) -> Proposal:
        """Return the proposal for so many days of the client's calendar and so many minutes from where it was."""
        origin = self.origin
        if not isinstance(origin, datetime):
            return self._proposed(origin + timedelta(days=days))
        if not days and not minutes:
            return self._proposed(origin)
        wall = origin.replace(tzinfo=None, fold=0) + timedelta(days=days)
        if not minutes and self.edge == "bar":
            return self._proposed_wall(wall)
        start = self._real(wall) if days else origin
        return self._proposed(zones.after(start, timedelta(minutes=minutes)))

    def _proposed(self, place: datetime | date) -> Proposal:
        key = place.isoformat()
        if key not in self._seen:
            propose = planning.propose_move if self.edge == "bar" else planning.propose_resize
            self._seen[key] = propose(self.dossier, self.kind, place, self.now, formats=self.formats)
        return self._seen[key]

    def _proposed_wall(self, wall: datetime) -> Proposal:
        key = f"{wall.isoformat()} wall"
        if key not in self._seen:
            self._seen[key] = planning.propose_wall(self.dossier, self.kind, wall, self.now, formats=self.formats)
        return self._seen[key]

    def _at(self, moment: float) -> datetime:
        whole = datetime.fromtimestamp(round(moment / 60) * 60, zones.UTC)
        return zones.to_zone(whole, zones.zone_name(self.origin)) if isinstance(self.origin, datetime) else whole

    def _real(self, wall: datetime) -> datetime:
        """Return a wall time that exists once; the first real one after it where the clock skips or repeats it."""
        name = zones.zone_name(self.origin) if isinstance(self.origin, datetime) else "UTC"
        try:
            return zones.attach(wall, name)
        except zones.GapError as error:
            return error.after
        except zones.FoldError as error:
            return error.choices[0]


class HoldTogether(Hold):
    """Several bars that are held at once; they move by whole days of the client's calendar.

    Args:
        kinds: the phases; `kind` is the one that leads, Prod where it is among them.
    """

    kinds: tuple[str, ...] = ()

    @cached_property
    def origin(self) -> date:
        """The day on which the leading bar stands: moves are counted in days."""
        return self.dossier.phases[self.kind].first_day or self.now.date()

    def at_distance(self, seconds: float, step: int, neighbours: Iterable[float] = (), reach: float = 0.0) -> Proposal:
        """Return the proposal for the nearest count of whole days."""
        return self.at_offset(round(seconds / 86_400), 0)

    def at_offset(self, days: int, minutes: int) -> Proposal:
        """Return the proposal for so many days of the client's calendar."""
        key = str(days)
        if key not in self._seen:
            self._seen[key] = propose_together(self.dossier, self.kinds, days, self.now, formats=self.formats)
        return self._seen[key]


def hold_together(dossier: Dossier, kinds: Iterable[str], now: datetime, formats: Formats) -> HoldTogether:
    """Return the hold of several bars."""
    ordered = in_order(dossier, tuple(kinds))
    return HoldTogether(dossier, ordered[0], "bar", now, formats, kinds=ordered)
