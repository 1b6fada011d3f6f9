"""Where a phase is planned, in the text forms of the database, and the first plan of an engagement; pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from models import zones
from models.calendars import WorkCalendar, support_week
from models.playbook import PhaseDef, Playbook
from models.records import Phase, last_touched

AFTER_PROD = ("support_week", "best_practices")
"""The phases that follow the Prod Upgrade when it moves."""


class Placement(Struct, frozen=True):
    """A place for one phase: the planned columns of its row, as `records.Phase` has them."""

    kind: str
    start: str = ""
    end: str = ""
    zone: str = ""
    start_utc: str = ""
    end_utc: str = ""

    @property
    def starts(self) -> datetime | None:
        """Start as an aware time in its zone; None without a time."""
        return _moment(self.start, self.zone, self.start_utc) if self.start_utc else None

    @property
    def ends(self) -> datetime | None:
        """End as an aware time in its zone; None without a time."""
        return _moment(self.end, self.zone, self.end_utc) if self.end_utc else None

    @property
    def first_day(self) -> date | None:
        """Local date of the start in its zone."""
        return date.fromisoformat(self.start[:10]) if self.start else None

    @property
    def last_day(self) -> date | None:
        """Last local date that it touches; an end at midnight belongs to the day before."""
        return last_touched(self.start, self.end)

    def applied_to(self, phase: Phase) -> Phase:
        """Return the phase as planned here; what happened stays as it is."""
        return replace(
            phase,
            start=self.start,
            end=self.end,
            zone=self.zone,
            start_utc=self.start_utc,
            end_utc=self.end_utc,
        )


def of_phase(phase: Phase) -> Placement:
    """Return where a phase is planned now."""
    return Placement(phase.kind, phase.start, phase.end, phase.zone, phase.start_utc, phase.end_utc)


def at_time(kind: str, start: datetime, end: datetime) -> Placement:
    """Return a place with times; both are aware and in the client's zone."""
    return Placement(
        kind,
        zones.wall_text(start),
        zones.wall_text(end),
        zones.zone_name(start),
        zones.utc_text(start),
        zones.utc_text(end),
    )


def on_days(kind: str, first: date, last: date, zone: str) -> Placement:
    """Return a place of whole days of the client's calendar, without a time."""
    return Placement(kind, first.isoformat(), last.isoformat(), zone)


def day_of(start: datetime | date) -> date:
    """Return the date on which something starts, in its own zone."""
    return start.date() if isinstance(start, datetime) else start


def planned_end(definition: PhaseDef, playbook: Playbook, start: datetime, calendar: WorkCalendar) -> datetime:
    """Return where a phase of the playbook's length ends, in the zone of `start` (N19: Prod after 3 elapsed hours).

    A phase of several working days ends on the last of them, `minutes` after its time of day. Raises GapError and
    FoldError where a clock change leaves no single such time there.
    """
    minutes = playbook.limits.prod_window_minutes if definition.kind == "prod_upgrade" else definition.minutes
    end = zones.after(start, timedelta(minutes=minutes))
    if definition.days < 2:
        return end
    return zones.move_days(end, (calendar.add(start.date(), definition.days - 1) - start.date()).days)


def first_place(
    definition: PhaseDef, playbook: Playbook, calendar: WorkCalendar, zone: str, start: datetime | date
) -> Placement:
    """Return a place of the playbook's length: with times from an aware start, else whole days from a date."""
    if not isinstance(start, datetime):
        return on_days(definition.kind, start, calendar.add(start, max(definition.days, 1) - 1), zone)
    return at_time(definition.kind, start, planned_end(definition, playbook, start, calendar))


def on_day(definition: PhaseDef, playbook: Playbook, calendar: WorkCalendar, zone: str, day: date) -> Placement:
    """Return the place that the playbook proposes on a day, at its time of the client's clock.

    Without a zone, and where a clock change leaves no single such time, it is the day alone: no time is guessed.
    """
    try:
        if not (definition.at and zone):
            return first_place(definition, playbook, calendar, zone, day)
        start = zones.attach(datetime.combine(day, time.fromisoformat(definition.at)), zone)
        return first_place(definition, playbook, calendar, zone, start)
    except (zones.GapError, zones.FoldError):
        return first_place(definition, playbook, calendar, zone, day)


def after_prod(
    definition: PhaseDef, playbook: Playbook, calendar: WorkCalendar, zone: str, prod_day: date
) -> Placement:
    """Return the place that follows a Prod Upgrade on that date of the client (N24, N25)."""
    if definition.kind == "support_week":
        first, last = support_week(prod_day, calendar, playbook.limits.support_week_days)
        return on_days(definition.kind, first, last, zone)
    return on_day(definition, playbook, calendar, zone, calendar.add(prod_day, definition.offset_days))


def initial_plan(
    playbook: Playbook,
    calendar: WorkCalendar,
    zone: str,
    prod: datetime | date | None = None,
    kickoff: datetime | date | None = None,
) -> tuple[Placement, ...]:
    """Return the first plan: one place for each phase of the playbook, undated where nothing is known.

    Args:
        playbook: offsets in working days, times and lengths.
        calendar: the client's.
        zone: the client's IANA zone.
        prod: agreed start, aware in the client's zone, or a date without a time.
        kickoff: likewise; with it the phases up to client validation are counted from the kickoff.
    """
    return tuple(_initial(playbook, calendar, zone, prod, kickoff))


@lru_cache(maxsize=4096)
def _moment(wall: str, zone: str, utc: str) -> datetime:
    """Return a stored moment; a drag asks for the same few of them on every frame."""
    return zones.restore(wall, zone, utc)


def _initial(
    playbook: Playbook,
    calendar: WorkCalendar,
    zone: str,
    prod: datetime | date | None,
    kickoff: datetime | date | None,
) -> Iterator[Placement]:
    given = {"prod_upgrade": prod, "kickoff": kickoff}
    prod_day = day_of(prod) if prod is not None else None
    for definition in playbook.phases:
        start = given.get(definition.kind)
        if start is not None:
            yield first_place(definition, playbook, calendar, zone, start)
        elif kickoff is not None and definition.kind not in AFTER_PROD:
            day = calendar.add(day_of(kickoff), definition.forward_offset_days)
            prod_day = day if definition.kind == "prod_upgrade" else prod_day
            yield on_day(definition, playbook, calendar, zone, day)
        elif prod_day is None:
            yield Placement(definition.kind, zone=zone)
        elif definition.kind in AFTER_PROD:
            yield after_prod(definition, playbook, calendar, zone, prod_day)
        else:
            yield on_day(definition, playbook, calendar, zone, calendar.add(prod_day, definition.offset_days))
