"""New time zone data: a stored future instant that they move; the agreed wall time wins, and what moved is said (N20).

A plan holds the wall time with its zone, and the instant that this was when it was written. Where a government changes
its clocks in between, the two part: views show the wall time, and this says so until the plan is written anew.
"""

from __future__ import annotations

from datetime import datetime

from models import zones
from models.clock_watch import Notice
from models.dossiers import load
from models.formats import Formats
from models.moved_instants import Moved, moved
from models.records import Dossier
from models.store import Store
from models.texts import _

__all__ = ["Moved", "keep_agreed", "moved", "notices"]


def notices(dossier: Dossier, now: datetime, formats: Formats) -> tuple[Notice, ...]:
    """Return what the present zone data moved, in words."""
    return tuple(_notice(dossier, item, formats) for item in moved(dossier, now))


def keep_agreed(store: Store, engagement: int) -> None:
    """Write the instants anew from the agreed wall times, as one undoable step; nothing moved changes nothing."""
    dossier = load(store, engagement)
    kinds = [item.kind for item in moved(dossier, store.clock.now())]
    label = _("Take over time zone data {version}").format(version=zones.tzdata_version())
    with store.step(label, engagement=engagement) as db:
        for kind in kinds:
            phase = dossier.phases[kind]
            start, end = phase.starts, phase.ends
            if start is not None and end is not None:
                row = {"start_utc": zones.utc_text(start), "end_utc": zones.utc_text(end)}
                db.table("phase").update(phase.id, row)


def _notice(dossier: Dossier, item: Moved, formats: Formats) -> Notice:
    phase = dossier.phases[item.kind]
    shown = zones.to_zone(item.present, phase.zone)
    title = _("Time zone data {version} moved {phase}").format(
        version=zones.tzdata_version(), phase=dossier.playbook.phase(item.kind).name
    )
    text = _("{agreed} in {city} stands, as agreed. It was {before} UTC and is {after} UTC.").format(
        agreed=formats.moment(shown),
        city=zones.city(phase.zone),
        before=formats.moment(item.stored),
        after=formats.moment(item.present),
    )
    if item.kind == "prod_upgrade" and dossier.engagement.scheduling:
        text += " " + _("ServiceNow keeps the instant: correct the dates there.")
    return Notice("danger", title, text)
