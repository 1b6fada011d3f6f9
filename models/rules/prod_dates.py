"""Rules for the planned dates of the Prod Upgrade: right in the plan, on the roadmap and in ServiceNow."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from models import zones
from models.records import Dossier, Observation
from models.rules import moments
from models.rules.finding import Finding, Severity, about
from models.texts import _

_PLACES: Final = (("CHG", "CHG"), ("CTASK", "CTASK"))


def planned_end(dossier: Dossier, now: datetime) -> Iterator[Finding]:
    """N19: "Planned End Date is going to be 3 hours after the Planned Start Date" (L53), as ServiceNow shows them."""
    minutes = dossier.playbook.limits.prod_window_minutes
    for kind, _name in _PLACES:
        start, end = _instant(dossier, f"{kind}.start"), _instant(dossier, f"{kind}.end")
        if start is None or end is None or end - start == timedelta(minutes=minutes):
            continue
        length = moments.FORMATS.duration(int((end - start).total_seconds() // 60))
        right = zones.after(start, timedelta(minutes=minutes))
        text = _("{place}: the planned end is {length} after the planned start, not {right}.").format(
            place=_place(dossier, kind), length=length, right=moments.FORMATS.duration(minutes)
        )
        action = _("Correct the planned end to {end} and read it back.").format(end=moments.both_times(dossier, right))
        yield about(dossier, "planned-end", "error", "N19", text, action)


def roadmap_differs(dossier: Dossier, now: datetime) -> Iterator[Finding]:
    """N20: "The Planned Start Date is based off what we've agreed on with the client" (L54)."""
    agreed, prod = dossier.agreed, dossier.prod
    if agreed is None or not prod.dated or moments.prod_is_past(dossier, now):
        return
    if (agreed.start, agreed.zone) == (prod.start, prod.zone):
        return
    says = zones.restore(agreed.start, agreed.zone, agreed.start_utc)
    plan = moments.both_times(dossier, prod.starts) if prod.starts else prod.start
    text = _("The roadmap says {agreed}, the plan says {plan}.").format(
        agreed=moments.both_times(dossier, says), plan=plan
    )
    action = _("Ask which one the client agreed to, then record it or move the prod upgrade back.")
    yield about(dossier, "roadmap-differs", "error", "N20", text, action)


def not_read_back(dossier: Dossier, now: datetime) -> Iterator[Finding]:
    """N17, N21: "These fields have failed silently in the past" (L48): entered is not saved until it is read back."""
    start = dossier.prod.starts
    if start is None or moments.prod_is_past(dossier, now):
        return
    urgent = timedelta(hours=dossier.playbook.limits.read_back_urgent_hours)
    severity: Severity = "error" if now >= zones.after(start, -urgent) else "warning"
    for kind in _asked(dossier):
        missing = [name for name, field in _fields() if not _read_since(dossier, f"{kind}.{field}")]
        if missing:
            text = _("{place}: {fields} not read back since the last change.").format(
                place=_place(dossier, kind), fields=_(" and ").join(missing)
            )
            action = _("Reload the form in ServiceNow and record what it shows.")
            yield about(dossier, "not-read-back", severity, "N17" if kind == "CHG" else "N21", text, action)


def read_back_differs(dossier: Dossier, now: datetime) -> Iterator[Finding]:
    """N17, N21: what ServiceNow shows is not what was planned, with the likely cause named."""
    prod = dossier.prod
    if prod.starts is None or prod.ends is None or moments.prod_is_past(dossier, now):
        return
    for kind, _name in _PLACES:
        for (name, field), planned in zip(_fields(), (prod.starts, prod.ends), strict=True):
            seen = dossier.newest(f"{kind}.{field}")
            if seen is None or seen.instant_utc == zones.utc_text(planned):
                continue
            if not seen.value and kind not in _asked(dossier):
                continue
            text = _("{place}: {field} reads {shown}, planned is {planned}. {cause}").format(
                place=_place(dossier, kind),
                field=name,
                shown=f"“{seen.value}”" if seen.value else _("nothing"),
                planned=moments.both_times(dossier, planned),
                cause=_cause(dossier, seen, planned),
            )
            action = _("Enter it again, save, reload and read it back.")
            yield about(dossier, "read-back-differs", "error", "N17" if kind == "CHG" else "N21", text.strip(), action)
            break


def clock_change(dossier: Dossier, now: datetime) -> Iterator[Finding]:
    """N16: a start or end that a clock skips or shows twice is an error; a switch in between is a warning."""
    prod = dossier.prod
    start, end, zone = prod.starts, prod.ends, prod.zone
    if start is None or end is None or moments.prod_is_past(dossier, now):
        return
    for name, wall in ((_("start"), prod.start), (_("end"), prod.end)):
        known = len(zones.instants(zones.parse_wall(wall), zone))
        if known != 1:
            words = _("comes twice") if known else _("does not exist")
            text = _("The planned {name}, {wall}, {words} on the client's clock.").format(
                name=name, wall=wall.replace("T", " "), words=words
            )
            yield about(dossier, "clock-change", "error", "N16", text, _("Agree another time with the client."))
            return
    yield from _switches(dossier, start, end, now)


def _switches(dossier: Dossier, start: datetime, end: datetime, now: datetime) -> Iterator[Finding]:
    parties = {dossier.prod.zone: _("the client"), dossier.you.zone: _("you")}
    for zone, who in parties.items():
        if zones.clock_changes(zone, start, end):
            text = _("The clocks of {who} change inside the window; it still lasts {length}.").format(
                who=who, length=moments.FORMATS.duration(dossier.playbook.limits.prod_window_minutes)
            )
            yield about(dossier, "clock-change", "warning", "N16", text, _("Check start and end in both zones."))
            return
    before = zones.zone_difference(now, dossier.you.zone, dossier.prod.zone)
    then = zones.zone_difference(start, dossier.you.zone, dossier.prod.zone)
    if before != then:
        text = _("The difference to the client's clock changes before the prod upgrade: it is {start}.").format(
            start=moments.both_times(dossier, start)
        )
        yield about(dossier, "clock-change", "warning", "N16", text, _("Compare the time zones before you enter it."))


def zone_unconfirmed(dossier: Dossier, now: datetime) -> Iterator[Finding]:
    """N20: "Just ensure that you have the local Date and Time" (L56): a proposed zone is not yet the client's."""
    engagement = dossier.engagement
    if engagement.zone_confirmed:
        return
    if engagement.zone:
        text = _("The client's time zone {zone} is only a proposal from the import.").format(zone=engagement.zone)
    else:
        text = _("The client's time zone is not known.")
    severity: Severity = "error" if engagement.scheduling else "warning"
    yield about(dossier, "zone-unconfirmed", severity, "N20", text, _("Confirm the time zone in Details."))


def _asked(dossier: Dossier) -> tuple[str, ...]:
    """Return where planned dates must have been read back by now."""
    engagement = dossier.engagement
    asked = ["CHG"] if engagement.entered_utc or engagement.conversion_utc else []
    return (*asked, "CTASK") if engagement.ctask_appeared_utc else tuple(asked)


def _fields() -> tuple[tuple[str, str], ...]:
    return ((_("planned start"), "start"), (_("planned end"), "end"))


def _read_since(dossier: Dossier, subject: str) -> bool:
    """Whether the newest observation is younger than the last change and is what the plan says."""
    seen = dossier.newest(subject)
    if seen is None:
        return False
    planned = dossier.prod.start_utc if subject.endswith(".start") else dossier.prod.end_utc
    changes = [item.created_utc for item in dossier.messages if item.kind == "adjustment"]
    since = max([dossier.engagement.entered_utc, *changes], default="")
    return seen.at_utc >= since and seen.instant_utc == planned


def _place(dossier: Dossier, kind: str) -> str:
    ticket = dossier.ticket(kind)
    return ticket.number if ticket and ticket.number else {"CHG": _("Change"), "CTASK": "CTASK"}[kind]


def _instant(dossier: Dossier, subject: str) -> datetime | None:
    seen = dossier.newest(subject)
    return zones.parse_utc(seen.instant_utc) if seen and seen.instant_utc else None


def _cause(dossier: Dossier, seen: Observation, planned: datetime) -> str:
    """Name the likely cause in the words of the triple check's patterns."""
    if not seen.instant_utc:
        return _("This field can fail silently.") if not seen.value else ""
    minutes = round((zones.parse_utc(seen.instant_utc) - planned).total_seconds() / 60)
    between = zones.zone_difference(planned, dossier.prod.zone, dossier.you.zone)
    if between and abs(minutes) == abs(between):
        return _("That is the time of another zone.")
    if abs(minutes) == 720:
        return _("Looks like am and pm were swapped.")
    if abs(minutes) == 1440:
        return _("That is one day off.")
    if abs(minutes) == 60:
        return _("That is one hour off, as after a clock change.")
    return ""
