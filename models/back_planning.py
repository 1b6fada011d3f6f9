"""Planning from the end: what a Prod Upgrade leaves time for, and the next evenings that both parties wish; pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, Literal

from msgspec import Struct

from models import zones
from models.calendars import calendar
from models.errors import UserError
from models.formats import Formats
from models.free_nights import alone
from models.limits import calendar_of, day_start, zone_of
from models.placements import Placement, of_phase, on_day
from models.planning import Proposal, propose_wall, reschedulable
from models.records import Dossier
from models.stages import phase_status
from models.texts import _

BEFORE_PROD: Final = ("dev_upgrade", "technical_validation", "kickoff", "client_validation")
"""The phases that come before the Prod Upgrade, in their order."""

FARTHEST: Final = 120
"""Calendar days in which evenings are looked for."""

_DAY: Final = timedelta(days=1)
_STEP_MINUTES: Final = 30
_LONGEST_PHASE: Final = 60


class Latest(Struct, frozen=True):
    """The latest place at which a phase still leaves time for those after it.

    Attributes:
        kind: the phase.
        place: the latest place; of one that has begun where it is planned.
        state: "over" is done or lies before what has begun, "begun" is under way, "fits" is planned in time, "move"
            is planned later or not at all and can still be moved, "late" would have had to begin before now.
    """

    kind: str
    place: Placement
    state: Literal["over", "begun", "fits", "move", "late"]


class Wish(Struct, frozen=True):
    """When a party would have a Prod Upgrade start, on its own clock.

    Attributes:
        weekdays: 0 is Monday; a time after midnight belongs to the evening before where the stretch crosses it.
        since: earliest start.
        until: latest start; earlier than `since` where the stretch crosses midnight.
    """

    weekdays: frozenset[int] = frozenset(range(7))
    since: time = time(0, 0)
    until: time = time(23, 59)

    def grants(self, start: datetime) -> bool:
        """Return whether a start fits, a moment in the party's own zone."""
        clock, day = start.time().replace(second=0, microsecond=0), start.date()
        if self.since <= self.until:
            inside = self.since <= clock <= self.until
        else:
            inside = clock >= self.since or clock <= self.until
            day -= _DAY if clock <= self.until else timedelta()
        return inside and day.weekday() in self.weekdays


EVENINGS: Final = Wish(frozenset(range(5)), time(18, 0), time(23, 0))
"""What a client wishes until told otherwise: an evening from Monday to Friday."""

AWAKE: Final = Wish(since=time(6, 0), until=time(23, 0))
"""What you wish until told otherwise: any day, not in the middle of your night."""


def latest_places(dossier: Dossier, prod: datetime | date, now: datetime) -> tuple[Latest, ...]:
    """Return the latest places of the phases before a Prod Upgrade, each ending before the next begins (N07, N09).

    They stand on working days of the client, at the playbook's times of the client's clock and of its lengths.

    Args:
        dossier: the engagement.
        prod: start of the Prod Upgrade, aware, or a date without a time: its first moment.
        now: the moment, aware.

    Raises:
        UserError: the client's time zone is not known.
    """
    zone = zone_of(dossier, "prod_upgrade")
    if not zone:
        raise UserError(_("The client's time zone is not known."), do=_("Choose it under Details first."))
    bound = prod.astimezone(UTC) if isinstance(prod, datetime) else day_start(prod, zone)
    found: list[Latest] = []
    over = False
    for kind in reversed(BEFORE_PROD):
        status = phase_status(dossier, kind, now)
        if over or status in {"running", "done", "skipped"}:
            under_way = not over and status == "running"
            found.append(Latest(kind, of_phase(dossier.phases[kind]), "begun" if under_way else "over"))
            over = True
            continue
        place = _latest_before(dossier, kind, zone, bound)
        bound = _starts(place)
        found.append(Latest(kind, place, _state(dossier, place, now)))
    return tuple(reversed(found))


def free_evenings(
    dossier: Dossier, client: Wish, yours: Wish, now: datetime, *, count: int = 3, formats: Formats | None = None
) -> tuple[Proposal, ...]:
    """Return the next evenings for the Prod Upgrade that both parties wish, earliest first.

    Each breaks no limit and needs no reason but that it moves, starts at least `same_night_minutes` away from every
    other Prod Upgrade of the consultant, on no holiday of either party by its own date, and leaves time for what
    comes before it.

    Args:
        dossier: the engagement.
        client: what the client wishes, on the client's clock.
        yours: what you wish, on yours.
        now: the moment, aware.
        count: how many at most.
        formats: how dates are written in the texts of the proposals.

    Returns:
        Proposals for a review; none for a Prod Upgrade that can't be moved.
    """
    zone = zone_of(dossier, "prod_upgrade")
    if not zone or reschedulable(dossier, "prod_upgrade", now) is not None:
        return ()
    found: list[Proposal] = []
    today = zones.to_zone(now, zone).date()
    for ahead in range(FARTHEST):
        proposal = _evening(dossier, today + _DAY * ahead, client, yours, now, formats)
        if proposal is not None:
            found.append(proposal)
        if len(found) == count:
            break
    return tuple(found)


def _evening(
    dossier: Dossier, day: date, client: Wish, yours: Wish, now: datetime, formats: Formats | None
) -> Proposal | None:
    """Return the first start on a client's day that is free and wished; the planned time of day comes first."""
    zone = zone_of(dossier, "prod_upgrade")
    for clock in _clocks(dossier, client):
        wall = datetime.combine(day, clock)
        real = zones.instants(wall, zone)
        if len(real) != 1:  # a time that the clock skips or shows twice is nothing to offer
            continue
        start = zones.to_zone(real[0], zone)
        here = zones.to_zone(start, dossier.you.zone)
        if not (client.grants(start) and yours.grants(here)) or _holiday(dossier, start, here):
            continue
        proposal = propose_wall(dossier, "prod_upgrade", wall, now, formats=formats)
        late = any(item.state == "late" for item in latest_places(dossier, start, now))
        if proposal.changes and not proposal.limits and not late and alone(dossier, start):
            return proposal
    return None


def _clocks(dossier: Dossier, wish: Wish) -> Iterator[time]:
    """Yield the starts to try on a day: the planned one, the playbook's, then every half hour of the wish."""
    planned = dossier.prod.starts
    usual = dossier.playbook.phase("prod_upgrade").at
    first = [planned.time()] if planned is not None else []
    first += [time.fromisoformat(usual)] if usual else []
    yield from dict.fromkeys(first)
    minutes = wish.since.hour * 60 + wish.since.minute
    last = wish.until.hour * 60 + wish.until.minute
    length = (last - minutes) % (24 * 60)
    for after in range(0, length + 1, _STEP_MINUTES):
        hour, minute = divmod((minutes + after) % (24 * 60), 60)
        clock = time(hour, minute)
        if clock not in first:
            yield clock


def _holiday(dossier: Dossier, start: datetime, here: datetime) -> bool:
    """Return whether a start is on a holiday of the client, or on one of yours where you are."""
    mine = calendar(dossier.you.country, dossier.you.subdivision)
    return calendar_of(dossier).holiday(start.date()) is not None or mine.holiday(here.date()) is not None


def _latest_before(dossier: Dossier, kind: str, zone: str, bound: datetime) -> Placement:
    """Return the latest place of a phase that ends by a moment."""
    definition, days = dossier.playbook.phase(kind), calendar_of(dossier)
    last = zones.to_zone(bound, zone).date()
    for before in range(_LONGEST_PHASE):
        day = last - _DAY * before
        if days.working(day):
            place = on_day(definition, dossier.playbook, days, zone, day)
            if _ends(place) <= bound:
                return place
    raise UserError(_("No working day is left before the prod upgrade."), do=_("Check the client's country."))


def _state(dossier: Dossier, latest: Placement, now: datetime) -> Literal["fits", "move", "late"]:
    planned = of_phase(dossier.phases[latest.kind])
    if _starts(latest) < now:
        return "late"
    return "fits" if planned.start and _starts(planned) <= _starts(latest) else "move"


def _starts(place: Placement) -> datetime:
    """Return the first moment of a place, in UTC; of a date without a time the day's."""
    return place.starts.astimezone(UTC) if place.starts else day_start(date.fromisoformat(place.start[:10]), place.zone)


def _ends(place: Placement) -> datetime:
    """Return the last moment of a place, in UTC; of a date without a time the end of the day."""
    last = place.end or place.start
    return place.ends.astimezone(UTC) if place.ends else day_start(date.fromisoformat(last[:10]) + _DAY, place.zone)
