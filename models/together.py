"""Several phases moved by the same days at once, judged together: none is refused because another lags; pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from msgspec.structs import replace

from models.formats import Formats
from models.limits import Limit
from models.placements import AFTER_PROD, Placement
from models.planning import Proposal, propose_move, propose_wall
from models.records import Dossier
from models.texts import _


def propose_together(
    dossier: Dossier, kinds: Collection[str], days: int, now: datetime, *, formats: Formats | None = None
) -> Proposal:
    """Return what moving several phases by so many calendar days would mean, each at its time of the client's clock.

    With the Prod Upgrade among them it stands first, and Support Week and Best Practices follow it as they always do.
    The limits of each are those that hold once the others have moved.

    Args:
        dossier: the engagement.
        kinds: the phases, each with a date.
        days: how far, negative for earlier.
        now: the moment, aware.
        formats: how dates are written in the texts; English where it isn't given.
    """
    words, moved = formats or Formats(), in_order(dossier, kinds)
    places = {kind: _moved(dossier, kind, days, now, words).placements[0] for kind in moved}
    followers: dict[str, Placement] = {}
    limits: dict[Limit, None] = {}
    for kind in moved:
        others = {other: places[other].applied_to(dossier.phases[other]) for other in moved if other != kind}
        there = replace(dossier, phases={**dossier.phases, **others})
        proposal = _moved(there, kind, days, now, words)
        followers |= {place.kind: place for place in proposal.placements[1:]}
        limits |= dict.fromkeys(_named(dossier, kind, limit) for limit in proposal.limits)
    ordered = tuple(sorted(limits, key=lambda limit: limit.severity))
    all_places = (*places.values(), *followers.values())
    return Proposal(moved[0], dossier.phases[moved[0]], all_places, ordered, dossier, words, moved, days)


def in_order(dossier: Dossier, kinds: Collection[str]) -> tuple[str, ...]:
    """Return the phases that move by themselves: Prod first, without what follows it, then the others in order."""
    with_prod = "prod_upgrade" in kinds
    wanted = [item.kind for item in dossier.playbook.phases if item.kind in kinds and dossier.phases[item.kind].dated]
    if not with_prod:
        return tuple(wanted)
    return ("prod_upgrade", *(kind for kind in wanted if kind not in {"prod_upgrade", *AFTER_PROD}))


def _moved(dossier: Dossier, kind: str, days: int, now: datetime, formats: Formats) -> Proposal:
    phase, distance = dossier.phases[kind], timedelta(days=days)
    if phase.starts is not None:
        wall = phase.starts.replace(tzinfo=None, fold=0) + distance
        return propose_wall(dossier, kind, wall, now, formats=formats)
    first = phase.first_day or now.date()
    return propose_move(dossier, kind, first + distance, now, formats=formats)


def _named(dossier: Dossier, kind: str, limit: Limit) -> Limit:
    """Return a limit that names its phase, for several are moved."""
    name = dossier.playbook.phase(kind).name
    return replace(limit, title=_("{phase}: {title}").format(phase=name, title=limit.title))
