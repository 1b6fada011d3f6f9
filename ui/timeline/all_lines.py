"""The lines of All engagements: who stands where; grouped, sorted, filtered, folded. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from models import stages, zones
from models.attention import Attention
from models.records import Dossier
from models.texts import mark
from ui.timeline.all_nights import Night, Nights, brackets

GROUPS: Final[Mapping[str, str]] = {
    "needs_you": mark("Needs you"),
    "on_track": mark("On track"),
    "done": mark("Done"),
}
SORTS: Final[Mapping[str, str]] = {
    "attention": mark("By attention"),
    "prod": mark("By prod date"),
    "client": mark("By client"),
}
LAST: Final = float("inf")
"""Where an engagement without a date is sorted."""


class Entry(Struct, frozen=True):
    """One engagement as it is listed.

    Attributes:
        engagement: its id.
        client: its name.
        group: a key of `GROUPS`.
        tone: "danger", "warn", "accent" or "neutral".
        reason: why it stands there, one line.
        due: by when it needs you, in seconds since 1970; `LAST` without a time.
        prod: start of its Prod Upgrade, likewise.
        consultant: whose it is: only upgrades of one person are in one another's way.
        apart: two starts less than so many seconds apart are the same night; 0 where its own is over or has no time.
    """

    engagement: int
    client: str
    group: str = "on_track"
    tone: str = "neutral"
    reason: str = ""
    due: float = LAST
    prod: float = LAST
    consultant: str = ""
    apart: float = 0.0


class Line(Struct, frozen=True):
    """A heading, or an engagement with how its night meets its neighbours'.

    Attributes:
        group: a key of `GROUPS`.
        entry: the engagement; None for a heading.
        count: how many engagements a heading stands over.
        folded: whether a heading hides them.
        night: the same-night bracket or sign of an engagement.
    """

    group: str
    entry: Entry | None = None
    count: int = 0
    folded: bool = False
    night: Night | None = None

    @property
    def engagement(self) -> int:
        """The engagement's id; 0 for a heading."""
        return self.entry.engagement if self.entry else 0


def entry_of(dossier: Dossier, seen: Attention | None, now: datetime) -> Entry:
    """Return how an engagement is listed at a moment."""
    prod, engagement = dossier.prod, dossier.engagement
    start = zones.parse_utc(prod.start_utc).timestamp() if prod.start_utc else LAST
    day = prod.first_day
    if start == LAST and day is not None:
        start = datetime(day.year, day.month, day.day, 12, tzinfo=zones.UTC).timestamp()
    coming = start > now.timestamp() and not prod.actual_end_utc  # the dearer question is left for what is past
    open_still = bool(prod.start_utc) and not engagement.archived_utc
    ahead = open_still and (coming or not stages.prod_over(dossier, now))
    return Entry(
        dossier.id,
        engagement.client,
        seen.group if seen else "on_track",
        seen.tone if seen else "neutral",
        seen.reason if seen else "",
        seen.due.timestamp() if seen and seen.due else LAST,
        start,
        engagement.consultant,
        dossier.playbook.limits.same_night_minutes * 60.0 if ahead else 0.0,
    )


def arrange(
    entries: Iterable[Entry], sort: str, text: str, folded: Collection[str], nights: Nights
) -> tuple[Line, ...]:
    """Return the lines from the top.

    Args:
        entries: all engagements.
        sort: a key of `SORTS`; "attention" keeps upgrades of one night together.
        text: only clients with a word that begins like each word of it; while there is a text nothing is folded.
        folded: keys of the groups whose engagements are hidden.
        nights: which upgrades share a night.
    """
    words = text.casefold().split()
    groups: dict[str, list[Entry]] = {group: [] for group in GROUPS}
    for entry in entries:
        if not words or _matches(entry.client, words):
            groups[entry.group].append(entry)
    lines: list[Line] = []
    for group, members in groups.items():
        if not members:
            continue
        hidden = group in folded and not words
        lines.append(Line(group, count=len(members), folded=hidden))
        if not hidden:
            lines += _members(group, _sorted(members, sort, group, nights), nights)
    return tuple(lines)


def _members(group: str, members: Sequence[Entry], nights: Nights) -> list[Line]:
    found = brackets([entry.engagement for entry in members], nights)
    lines = [Line(group, entry) for entry in members]
    for place, night in found.items():
        lines[place] = replace(lines[place], night=night)
    return lines


def _sorted(members: list[Entry], sort: str, group: str, nights: Nights) -> list[Entry]:
    if sort == "client":
        return sorted(members, key=lambda entry: entry.client.casefold())
    if sort == "prod" or group != "needs_you":
        members = sorted(members, key=lambda entry: (entry.prod, entry.client.casefold()))
    else:
        members = sorted(members, key=lambda entry: (entry.due, entry.prod, entry.client.casefold()))
    return _paired(members, nights) if sort == "attention" else members


def _paired(members: list[Entry], nights: Nights) -> list[Entry]:
    """Return them with upgrades of one night under each other, at the place of the first."""
    if not any(entry.engagement in nights for entry in members):
        return members
    known = {entry.engagement: entry for entry in members}
    placed: dict[int, Entry] = {}
    for entry in members:
        waiting = [entry.engagement]
        while waiting:
            chosen = waiting.pop(0)
            if chosen in known and chosen not in placed:
                placed[chosen] = known[chosen]
                waiting += nights.get(chosen, ())
    return list(placed.values())


def _matches(client: str, wanted: Sequence[str]) -> bool:
    words = client.casefold().split()
    return all(any(word.startswith(part) for word in words) for part in wanted)
