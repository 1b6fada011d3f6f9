"""Rules for the planned dates of the Prod Upgrade: right in the plan and on the roadmap."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import datetime, timedelta

from models import stages, zones
from models.moved_instants import moved
from models.records import Dossier, Roadmap
from models.rules import moments
from models.rules.finding import Finding, Severity, about
from models.texts import _


def roadmap_differs(dossier: Dossier, now: datetime) -> Iterator[Finding]:
    """N20: "The Planned Start Date is based off what we've agreed on with the client" (L54): date, time and zone."""
    agreed, prod = dossier.agreed, dossier.prod
    if agreed is None or stages.prod_over(dossier, now):
        return
    said, planned = agreed.start, prod.start
    if not agreed.start_utc:  # only a date was agreed: only the date can differ
        said, planned = said[:10], planned[:10]
    if (said, agreed.zone) == (planned, prod.zone):
        return
    if not prod.dated:
        text = _("The roadmap says {agreed}, the plan has no date.")
    else:
        text = _("The roadmap says {agreed}, the plan says {plan}.")
    text = text.format(agreed=_agreed_words(dossier, agreed), plan=_planned_words(dossier))
    action = _("Ask which one the client agreed to, then record it or move the prod upgrade back.")
    yield about(dossier, "roadmap-differs", "error", "N20", text, action)


def _agreed_words(dossier: Dossier, agreed: Roadmap) -> str:
    if not agreed.start_utc:
        return moments.FORMATS.day(zones.parse_wall(f"{agreed.start[:10]}T00:00").date())
    return moments.both_times(dossier, zones.restore(agreed.start, agreed.zone, agreed.start_utc))


def _planned_words(dossier: Dossier) -> str:
    start = dossier.prod.starts
    return moments.both_times(dossier, start) if start is not None else moments.planned_day_words(dossier)


def clock_change(dossier: Dossier, now: datetime) -> Iterator[Finding]:
    """N16: a start or end that a clock skips or shows twice is an error; a switch in between is a warning."""
    prod = dossier.prod
    start, end = prod.starts, prod.ends
    if start is None or end is None or stages.prod_over(dossier, now):
        return
    for name, wall in ((_("start"), prod.start), (_("end"), prod.end)):
        shown = zones.parse_wall(wall)
        count = len(zones.instants(shown, prod.zone))
        if count != 1:
            text = _("The planned {name}, {day}, {time}, comes twice on the client's clock.")
            if not count:
                text = _("The planned {name}, {day}, {time}, does not exist on the client's clock.")
            said = text.format(name=name, day=moments.FORMATS.day(shown.date()), time=wall[11:16])
            yield about(dossier, "clock-change", "error", "N16", said, _("Agree another time with the client."))
            return
    text = _switch_inside(dossier, start, end) or _switch_before(dossier, start, now)
    if text:
        action = _("Check the planned start and end in both zones before you enter them.")
        yield about(dossier, "clock-change", "warning", "N16", text, action)


def _switch_inside(dossier: Dossier, start: datetime, end: datetime) -> str:
    """Return in words that the clocks of one party change inside the window; empty where they don't."""
    parties = {dossier.prod.zone: _("The client's"), dossier.you.zone: _("Your")}
    for zone, whose in parties.items():
        for change in zones.clock_changes(zone, start, end):
            at = zones.to_zone(change.at, zone)
            text = _("{whose} clocks change inside the window, {day}, to {time}. It still lasts {length}.")
            length = moments.FORMATS.duration(dossier.playbook.limits.prod_window_minutes)
            day, time = moments.FORMATS.day(at), moments.FORMATS.time(at)
            return text.format(whose=whose, day=day, time=time, length=length)
    return ""


def _switch_before(dossier: Dossier, start: datetime, now: datetime) -> str:
    """Return in words that by then the two clocks are another time apart than now; empty where they aren't."""
    if start <= now:
        return ""
    yours, clients = dossier.you.zone, dossier.prod.zone
    apart_now, apart_then = (zones.zone_difference(moment, yours, clients) for moment in (now, start))
    if apart_now == apart_then:
        return ""
    text = _("Clocks change before the prod upgrade: the client is {now} today and {then} by then. It starts {start}.")
    return text.format(now=_apart(apart_now), then=_apart(apart_then), start=moments.both_times(dossier, start))


def _apart(minutes: int) -> str:
    if not minutes:
        return _("on your time")
    words = _("{length} ahead of you") if minutes > 0 else _("{length} behind you")
    return words.format(length=moments.FORMATS.duration(abs(minutes)))


def zone_data(dossier: Dossier, now: datetime) -> Iterator[Finding]:
    """N20: new time zone data moved the instant of an agreed wall time; the wall time stands, and that is said."""
    for item in moved(dossier, now):
        phase = dossier.phases[item.kind]
        text = _("New time zone data moved {phase}: {wall} in {city} stands and is {after} UTC now, not {before} UTC.")
        said = text.format(
            phase=dossier.playbook.phase(item.kind).name,
            wall=moments.FORMATS.moment(zones.to_zone(item.present, phase.zone)),
            city=zones.city(phase.zone),
            after=moments.FORMATS.moment(item.present),
            before=moments.FORMATS.moment(item.stored),
        )
        action = _("Take the new instant over under Compare time zones.")
        if item.kind == "prod_upgrade" and dossier.engagement.scheduling:
            action = _("Correct the dates: ServiceNow keeps the old instant.")
        yield about(dossier, "zone-data", "warning", "N20", said, action)


def zone_unconfirmed(dossier: Dossier, now: datetime) -> Iterator[Finding]:
    """N20: "Just ensure that you have the local Date and Time" (L56): a proposed zone is not yet the client's."""
    engagement = dossier.engagement
    if engagement.zone_confirmed:
        return
    text, action = _("The client's time zone is not known."), _("Choose the time zone in Details.")
    if engagement.zone:
        text = _("The client's time zone, {zone}, is only a proposal from the import.").format(zone=engagement.zone)
        action = _("Confirm the time zone in Details.")
    severity: Severity = "error" if engagement.scheduling else "warning"
    yield about(dossier, "zone-unconfirmed", severity, "N20", text, action)


def same_night(dossier: Dossier, now: datetime) -> Iterator[Finding]:
    """Two Prod Upgrades of one consultant in one night: starts less than the outer business impact (4 h) apart."""
    start = dossier.prod.starts
    if start is None or stages.prod_over(dossier, now) or moments.prod_date_passed(dossier, now):
        return
    apart = timedelta(minutes=dossier.playbook.limits.same_night_minutes)
    first = bisect_right(dossier.others, zones.after(start, -apart), key=_start_of_other)
    last = bisect_left(dossier.others, zones.after(start, apart), key=_start_of_other)
    for client, other in dossier.others[first:last]:
        minutes = round(zones.elapsed_between(start, other) / timedelta(minutes=1))
        text = _("Two prod upgrades in one night: {client} starts {length} after this one.")
        if minutes < 0:
            text = _("Two prod upgrades in one night: {client} starts {length} before this one.")
        elif not minutes:
            text = _("Two prod upgrades in one night: {client} starts at the same time.")
        said = text.format(client=client, length=moments.FORMATS.duration(abs(minutes)))
        yield about(dossier, "same-night", "warning", "N08", said, _("Find another night for one of them."))


def _start_of_other(other: tuple[str, datetime]) -> datetime:
    return other[1]
