"""How the review names places and days: from and to, yours and the client's; pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from models import zones
from models.formats import Formats
from models.placements import Placement, of_phase
from models.planning import Proposal
from models.records import Dossier
from models.texts import _, ngettext


def rows(proposal: Proposal, formats: Formats) -> Iterator[tuple[str, str, str]]:
    """Yield name, from and to of what moves: the moved phase in your time and the client's, its followers in yours."""
    before, you = proposal.before, proposal.before.you.zone
    for place in proposal.placements:
        old = of_phase(before.phases[place.kind])
        if place == old:
            continue
        name = before.playbook.phase(place.kind).name
        if not (place.start_utc or old.start_utc) or you == (place.zone or old.zone):
            yield name, when(old, formats), when(place, formats)
            continue
        yield _("{phase}, you").format(phase=name), when(old, formats, you), when(place, formats, you)
        if place.kind == proposal.kind:
            yield _("{phase}, client").format(phase=name), when(old, formats), when(place, formats)


def when(place: Placement, formats: Formats, zone: str = "") -> str:
    """Return when a place is, in its own zone or in the one given; a date alone is the client's."""
    start, end = place.starts, place.ends
    if start is not None and end is not None:
        shown = [zones.to_zone(moment, zone) if zone else moment for moment in (start, end)]
        return formats.span(shown[0], shown[1], cross=True)
    if place.first_day is None or place.last_day is None:
        return _("No date")
    return formats.days(place.first_day, place.last_day)


def short(place: Placement, old: Placement, formats: Formats, zone: str = "") -> str:
    """Return what a button calls a place: the day, and the time too where the day stays."""
    start, was = place.starts, old.starts
    shown = zones.to_zone(start, zone) if start is not None and zone else start
    before = zones.to_zone(was, zone) if was is not None and zone else was
    day = shown.date() if shown is not None else place.first_day
    if day is None:
        return _("no date")
    old_day = before.date() if before is not None else old.first_day
    return formats.moment(shown) if shown is not None and day == old_day else formats.day(day)


def inside(name: str) -> str:
    """Return a phase's name as it stands inside a sentence: "prod upgrade", but "Best Practices"."""
    return name if any(letter.isupper() for letter in name[1:]) else name[:1].lower() + name[1:]


def state(dossier: Dossier) -> str:
    """Return what ServiceNow knows of the Prod Upgrade, in a sentence."""
    if dossier.engagement.scheduled:
        return _("It is scheduled in ServiceNow.")
    if dossier.engagement.scheduling:
        return _("Schedule Conversion is pressed in ServiceNow.")
    return _("Nothing is scheduled in ServiceNow yet.")


def moved_together(proposal: Proposal) -> str:
    """Return what the toast says once several phases are moved."""
    days = ngettext("{count} day", "{count} days", abs(proposal.days)).format(count=abs(proposal.days))
    names = [proposal.before.playbook.phase(kind).name for kind in proposal.together]
    text = _("Moved {phases} {days} later") if proposal.days > 0 else _("Moved {phases} {days} earlier")
    return text.format(phases=", ".join(names), days=days)


def moved(proposal: Proposal, formats: Formats) -> str:
    """Return what the toast says once it is done, in your time."""
    if proposal.together:
        return moved_together(proposal)
    place = proposal.placements[0]
    name = proposal.before.playbook.phase(place.kind).name
    start: datetime | None = place.starts
    if start is not None:
        to = formats.moment(zones.to_zone(start, proposal.before.you.zone))
    elif place.first_day is not None:
        to = formats.day(place.first_day)
    else:
        return _("{phase} has no date any more").format(phase=name)
    return _("Moved {phase} to {moment}").format(phase=name, moment=to)
