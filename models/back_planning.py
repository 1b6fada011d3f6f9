"""Planning from the end: what a Prod Upgrade leaves time for; pure."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Final, Literal

from msgspec import Struct

from models import zones
from models.errors import UserError
from models.limits import calendar_of, day_start, zone_of
from models.placements import Placement, of_phase, on_day
from models.records import Dossier
from models.stages import phase_status
from models.texts import _

BEFORE_PROD: Final = ("dev_upgrade", "technical_validation", "kickoff", "client_validation")
"""The phases that come before the Prod Upgrade, in their order."""

_DAY: Final = timedelta(days=1)
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
