"""The lines of All engagements: who stands where; grouped, sorted, filtered, folded. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from models.name_order import by_name
from models.texts import mark
from ui.entries import Entry
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


def arrange(
    entries: Iterable[Entry], sort: str, text: str, folded: Collection[str], nights: Nights
) -> tuple[Line, ...]:
    """Return the lines from the top.

    Args:
        entries: all engagements, by client.
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
    lines = [Line(group, entry) for entry in members]
    found = brackets([entry.engagement for entry in members], nights) if nights else {}
    for place, night in found.items():
        lines[place] = replace(lines[place], night=night)
    return lines


def _sorted(members: list[Entry], sort: str, group: str, nights: Nights) -> list[Entry]:
    """Return them in order; they come by client, which stays where nothing else decides."""
    if sort == "client":
        return sorted(members, key=lambda entry: by_name(entry.client))
    members = sorted(members, key=attrgetter("prod"))
    if sort == "attention" and group == "needs_you":
        members.sort(key=attrgetter("due"))
    return _paired(members, nights) if sort == "attention" and nights else members


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
