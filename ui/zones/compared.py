"""What is compared: now, the Prod Upgrade as planned or as it is held over the timeline, or a picked time. Pure."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from models import zone_rows, zones
from models.planning import Proposal
from models.records import Dossier
from models.texts import _, mark
from models.zone_rows import Window

MODES: Final = (("now", mark("Now")), ("prod", mark("Prod upgrade")), ("pick", mark("Pick a time")))
_HEADS: Final = {
    "now": mark("Now"),
    "prod": mark("Prod upgrade, start and end"),
    "pick": mark("Picked time, start and end"),
}


def held_window(dossier: Dossier, proposal: Proposal | None) -> Window | None:
    """Return where the Prod Upgrade is held over the timeline; None where it isn't, or has no time there."""
    if proposal is None or proposal.before.id != dossier.id:
        return None
    place = proposal.placement("prod_upgrade")
    if place is None or not place.start_utc:
        return None
    return zone_rows.prod_window(dossier, zones.parse_utc(place.start_utc))


def window_of(
    dossier: Dossier, mode: str, picked: datetime | None, held: Window | None, now: datetime
) -> tuple[Window, bool]:
    """Return what is compared, and whether it is only thought of.

    Args:
        dossier: the engagement.
        mode: "now", "prod" or "pick".
        picked: the moment that was picked, aware.
        held: where the Prod Upgrade is held over the timeline.
        now: the present moment.
    """
    window = None
    if mode == "pick" and picked is not None:
        window = zone_rows.prod_window(dossier, picked)
    elif mode == "prod":
        window = held or zone_rows.prod_window(dossier)
    return window or zone_rows.instant(now), mode == "prod" and held is not None


def spoken_name(mode: str, *, tentative: bool) -> str:
    """Return what assistive technology calls what is compared; empty for the present moment."""
    if tentative:
        return _("If you release here, prod upgrade")
    return {"prod": _("Prod upgrade"), "pick": _("Picked time")}.get(mode, "")


def head(mode: str, *, tentative: bool) -> str:
    """Return the head of the column of starts and ends."""
    return _("Prod upgrade, if you release here") if tentative else _(_HEADS[mode])
