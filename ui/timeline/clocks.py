"""What a clock change in or near the Prod Upgrade's window means, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from models import zones
from models.records import Dossier
from models.texts import _
from ui.timeline import bands
from ui.timeline.bar import Scale


def warning(dossier: Dossier, scale: Scale) -> tuple[str, str] | None:
    """Return title and text of the warning that clocks change inside the window or the business impact.

    Returns:
        None where they don't, or where the Prod Upgrade has no time.
    """
    prod, limits = dossier.prod, dossier.playbook.limits
    if prod.starts is None or prod.ends is None:
        return None
    impact_end = zones.after(prod.starts, timedelta(minutes=limits.impact_max_minutes))
    found = bands.changes(scale.zone, prod.zone, prod.starts.timestamp(), impact_end.timestamp())
    if not found:
        return None
    inside = found[0].moment <= prod.ends.timestamp()
    title = _("The clocks change inside this window") if inside else _("The clocks change during the business impact")
    parts = [_ends(prod.starts, prod.ends, scale, mine=found[0].mine) if inside else f"{found[0].text}."]
    other = other_party(dossier, scale, found)
    return title, " ".join((*parts, f"{other}." if other else "")).strip()


def other_party(dossier: Dossier, scale: Scale, found: Sequence[bands.Change]) -> str:
    """Return when the clocks of the other party change, where they don't with these; empty where they do."""
    client = dossier.prod.zone or dossier.engagement.zone
    if not client or client == scale.zone or len({change.mine for change in found}) > 1:
        return ""
    zone = client if found[0].mine else scale.zone
    since = datetime.fromtimestamp(found[0].moment, zones.UTC)
    later = zones.clock_changes(zone, since, since + timedelta(days=200))
    if not later:
        return _("{city} does not change").format(city=zones.city(zone))
    day = scale.formats.month_day(zones.to_zone(later[0].at, zone))
    return _("{city} changes on {day}").format(city=zones.city(zone), day=day)


def _ends(starts: datetime, ends: datetime, scale: Scale, *, mine: bool) -> str:
    formats = scale.formats
    zone = scale.zone if mine else zones.zone_name(starts)
    length = zones.elapsed_between(starts, ends)
    end = zones.to_zone(ends, zone)
    guessed = zones.to_zone(starts, zone).replace(tzinfo=zones.UTC) + length  # what a clock that didn't change says
    text = (
        _("It still lasts {length}: it ends at {end} for you, not {guessed}.")
        if mine
        else _("It still lasts {length}: it ends at {end} for the client, not {guessed}.")
    )
    minutes = int(length.total_seconds() // 60)
    return text.format(length=formats.duration(minutes), end=formats.time(end), guessed=formats.time(guessed))
