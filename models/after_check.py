"""After the CTASK is closed: its state is read back, and the start of the upgrade is watched (N21).

Closing it can fail silently too, so the step stays due until ServiceNow has shown the state. An hourly job starts the
upgrade: up to `start_grace_minutes` after the planned start it is due, not failed.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, Literal

from models import checklist, tickets, zones
from models.dossiers import load
from models.errors import UserError
from models.formats import Formats
from models.records import Dossier
from models.store import Store
from models.texts import _

STEP: Final = "ctask_after_check"
Start = Literal["planned", "due", "late", "started"]
_CLOSED: Final = "Closed Complete"


def record_state(store: Store, dossier: Dossier, shown: str) -> str:
    """Record the state that the CTASK shows after it was closed, and return it; closed, it ticks the step.

    Raises:
        UserError: the text is no state, or the switch is not recorded as flipped. What shows another state than
            closed is kept as observed and then refused, so that it is a finding and the step stays due.
    """
    if not dossier.engagement.scheduled:
        what = _("The CTASK is not recorded as closed.")
        raise UserError(what, dossier.engagement.client, _("Close it first, then read it back."))
    state = tickets.read_state(shown)
    with store.step(_("Read the CTASK back after closing"), engagement=dossier.id):
        fresh = load(store, dossier.id)
        store.add_evidence(
            {
                "engagement": fresh.engagement.uid,
                "kind": "observation",
                "subject": "CTASK.state",
                "value": state,
                "source": _("After-check"),
                "at_utc": zones.utc_text(store.clock.now()),
            }
        )
        if state == _CLOSED:
            checklist.tick(store, fresh, STEP)
        elif fresh.is_done(STEP):
            checklist.untick(store, fresh, STEP)
    if state != _CLOSED:
        what = _("Stop. ServiceNow says {state}: the CTASK is not closed.").format(state=state)
        raise UserError(what, dossier.engagement.client, _("Close it again, save, reload, and read it back."))
    return state


def start_state(dossier: Dossier, now: datetime) -> Start:
    """Return whether the upgrade has started, is planned, is due within its grace, or is late."""
    if dossier.prod.actual_start_utc:
        return "started"
    starts = dossier.prod.starts
    if starts is None or now < starts:
        return "planned"
    grace = timedelta(minutes=dossier.playbook.limits.start_grace_minutes)
    return "late" if zones.elapsed_between(starts, now) > grace else "due"


def start_words(dossier: Dossier, now: datetime, formats: Formats) -> str:
    """Return the start as a line: planned for when, due by when, late since when, or started."""
    prod, zone = dossier.prod, dossier.you.zone
    state, starts = start_state(dossier, now), prod.starts
    if state == "started" and prod.actual_start is not None:
        return _("Started {at}").format(at=formats.with_zone(zones.to_zone(prod.actual_start, zone)))
    if starts is None:
        return _("The prod upgrade has no time")
    here = zones.to_zone(starts, zone)
    latest = zones.after(here, timedelta(minutes=dossier.playbook.limits.start_grace_minutes))
    words = {
        "planned": _("Planned for {at}; an hourly job starts it, up to {latest}"),
        "due": _("Due since {at}; an hourly job starts it, up to {latest}"),
        "late": _("Late: planned for {at}, and nobody has seen it start by {latest}"),
    }[state]
    return words.format(at=formats.with_zone(here), latest=formats.time(latest))
