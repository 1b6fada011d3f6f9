"""What becomes of the plan when the client's time zone is corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models import zones
from models.records import Dossier, Phase

if TYPE_CHECKING:
    from sqlite_utils import Database


def follow(db: Database, dossier: Dossier, zone: str) -> None:
    """Write the planned times in another zone of the client, inside the running step.

    Where the old zone was confirmed the agreed local times stand (N20); where it was only a proposal of an import the
    instants stand, for the import read them. A scheduled Prod Upgrade and phases that are over stay as they are.

    Raises GapError and FoldError where a time does not exist once in the new zone.
    """
    keep_wall = bool(dossier.engagement.zone_confirmed)
    for phase in dossier.phases.values():
        fixed = phase.actual_end_utc or (phase.kind == "prod_upgrade" and dossier.engagement.scheduling)
        if not fixed:
            db.table("phase").update(phase.id, _columns(phase, zone, keep_wall=keep_wall))


def _columns(phase: Phase, zone: str, *, keep_wall: bool) -> dict[str, str]:
    start, end = phase.starts, phase.ends
    if start is None or end is None:
        return {"zone": zone}
    elapsed = zones.elapsed_between(start, end)
    start = zones.attach(start.replace(tzinfo=None, fold=0), zone) if keep_wall else zones.to_zone(start, zone)
    end = zones.after(start, elapsed)
    return {
        "start": zones.wall_text(start),
        "end": zones.wall_text(end),
        "zone": zone,
        "start_utc": zones.utc_text(start),
        "end_utc": zones.utc_text(end),
    }
