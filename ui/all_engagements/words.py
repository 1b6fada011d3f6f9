"""What the page of all engagements says of the portfolio: counts, the next fourteen days, the one next thing. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from models import zones
from models.attention import URGENCY
from models.formats import Formats
from models.name_order import by_name
from models.records import Dossier
from models.rules.finding import Finding
from models.texts import _, ngettext
from ui.entries import Entry
from ui.timeline.grid import date_of, midnight

AHEAD: Final = 14
"""Days that the subtitle looks ahead."""


def subtitle(entries: Sequence[Entry], now: datetime, zone: str, formats: Formats) -> str:
    """Return "11 open, 4 need you. 5 prod upgrades in the next 14 days, 2 of them on Thu 3 Dec."."""
    groups = Counter(entry.group for entry in entries)
    count, need = len(entries) - groups["done"], groups["needs_you"]
    text = ngettext("{count} open, {need} needs you.", "{count} open, {need} need you.", need)
    return f"{text.format(count=count, need=need)} {_coming(entries, now, zone, formats)}"


def _coming(entries: Sequence[Entry], now: datetime, zone: str, formats: Formats) -> str:
    today = zones.to_zone(now, zone).date()
    first, last = midnight(today, zone), midnight(today + timedelta(days=AHEAD + 1), zone)
    days = Counter(date_of(entry.prod, zone) for entry in entries if entry.apart and first <= entry.prod < last)
    total = sum(days.values())
    if not total:
        return _("No prod upgrade in the next {days} days.").format(days=AHEAD)
    text = ngettext(
        "{count} prod upgrade in the next {days} days", "{count} prod upgrades in the next {days} days", total
    ).format(count=total, days=AHEAD)
    crowded = _crowded(days)
    if crowded is None or total == 1:
        return f"{text}."
    most = days[crowded]
    return _("{text}, {count} of them on {day}.").format(text=text, count=most, day=formats.day(crowded))


def _crowded(days: Counter[date]) -> date | None:
    """Return the day with most upgrades, the earliest of equals; None where each has its own."""
    day = min(days, key=lambda item: (-days[item], item))
    return day if days[day] > 1 else None


def first_due(entries: Sequence[Entry]) -> Entry | None:
    """Return the engagement whose next thing comes first: what needs you, by its due time."""
    needed = [entry for entry in entries if entry.group == "needs_you"]
    return min(needed, key=lambda entry: (entry.due, entry.prod, by_name(entry.client)), default=None)


def due_today(entries: Sequence[Entry], now: datetime, zone: str) -> int:
    """Return how many engagements have something due by the end of your day."""
    tonight = midnight(zones.to_zone(now, zone).date() + timedelta(days=1), zone)
    return sum(entry.due < tonight and entry.group != "done" for entry in entries)


def lowered(text: str) -> str:
    """Return a sentence as it goes on after a colon; a name in capitals stays."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def warning(dossier: Dossier, finding: Finding, formats: Formats) -> tuple[str, str]:
    """Return title and text of a finding for the inspector."""
    if finding.rule == "same-night":
        _title, _colon, text = finding.message.partition(": ")
        return _("Two upgrades in one night"), f"{text} {_in_your_hands(dossier, finding, formats)}".strip()
    title = URGENCY.get(finding.rule, "")
    if title:
        return _(title).format(lead=dossier.you.lead or _("The lead")), finding.message
    title, _stop, text = finding.message.partition(". ")
    return title.rstrip("."), text


def _in_your_hands(dossier: Dossier, finding: Finding, formats: Formats) -> str:
    """Return when both windows are open, in your time; empty where they don't overlap."""
    starts, ends = dossier.prod.starts, dossier.prod.ends
    other = next((start for client, start in dossier.others if f" {client} " in f" {finding.message}"), None)
    if starts is None or ends is None or other is None:
        return ""
    until = min(ends, zones.after(other, zones.elapsed_between(starts, ends)), key=lambda moment: moment.timestamp())
    since = max(starts, other, key=lambda moment: moment.timestamp())
    if since.timestamp() >= until.timestamp():
        return ""
    since, until = zones.to_zone(since, dossier.you.zone), zones.to_zone(until, dossier.you.zone)
    text = _("Both would be in your hands from {start} to {end}.")
    return text.format(start=formats.time(since), end=formats.time(until))
