"""The lead's weekly digest: what changed, what needs the lead, what comes, who has room (N35); pure.

What changed is told against how the overview stood about a week ago, of which a short form is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Final

import msgspec
from msgspec import Struct

from models import zones
from models.capacity import Capacity, clashes, next_in_words
from models.formats import Formats
from models.lead import STAGES, TILES, Line, filtered, prod_in_words
from models.texts import _, ngettext

WEEK: Final = timedelta(days=7)
APART: Final = timedelta(days=3)
KEPT: Final = 4
"""So many short forms are kept, `APART` from each other: one of them is about a week old."""
SHOWN: Final = 12
"""Lines of a section; of the others it says how many they are."""


class Past(Struct, frozen=True):
    """One engagement as it stood."""

    uid: str
    client: str
    stage: str
    prod_start: str
    prod_zone: str
    prod_utc: str
    prod_state: str
    open_tickets: tuple[str, ...]


class Stand(Struct, frozen=True):
    """The whole overview as it stood at a moment."""

    taken_utc: str
    engagements: tuple[Past, ...]


def read_stands(text: str) -> tuple[Stand, ...]:
    """Return what was kept, the oldest first; nothing where it can't be read."""
    try:
        return msgspec.json.decode(text, type=tuple[Stand, ...]) if text else ()
    except msgspec.DecodeError:
        return ()


def with_stand(kept: Sequence[Stand], found: Iterable[Line], now: datetime) -> str | None:
    """Return what is to be kept now, as text; None while the newest stand is fresh enough."""
    if kept and zones.elapsed_between(zones.parse_utc(kept[-1].taken_utc), now) < APART:
        return None
    stand = Stand(zones.utc_text(now), tuple(_past(item) for item in found))
    return msgspec.json.encode([*kept, stand][-KEPT:]).decode()


def week_ago(kept: Sequence[Stand], now: datetime) -> Stand | None:
    """Return the newest stand that is a week old, else the oldest; None where none was kept before today."""
    old = [item for item in kept if zones.elapsed_between(zones.parse_utc(item.taken_utc), now) >= WEEK]
    return old[-1] if old else next(iter(kept), None)


def digest(
    found: Sequence[Line], before: Stand | None, room: Capacity, now: datetime, zone: str, formats: Formats
) -> str:
    """Return the digest as text for a chat or a mail.

    Args:
        found: the lines of the overview now.
        before: how it stood, from `week_ago`.
        room: the weeks of every consultant.
        now: the moment, aware.
        zone: the reader's, for the day of the heading.
        formats: how dates are written.
    """
    today = zones.to_zone(now, zone).date()
    heading = _("Week of {day}").format(day=formats.day_year(today - timedelta(days=today.weekday())))
    since = zones.to_zone(zones.parse_utc(before.taken_utc), zone).date() if before else today
    changed = [*_done(found, now, formats), *(_changes(found, before, formats) if before else ())]
    sections = (
        (_("Changed since {day}").format(day=formats.day(since)) if before else _("Changed"), changed),
        (_("Needs the lead"), _needs(found, now)),
        (_("Prod upgrades in the next 7 days"), _coming(found, now, formats)),
        (_("Capacity"), [*clashes(room), next_in_words(room, formats)]),
    )
    return "\n".join([heading, "", *(line for title, lines in sections for line in _section(title, lines))])


def file_name(today: date) -> str:
    """Return what a saved digest is called: "digest-2026-W48.txt"."""
    year, week, _day = today.isocalendar()
    return f"digest-{year}-W{week:02d}.txt"


def _section(title: str, lines: Sequence[str]) -> list[str]:
    rest = len(lines) - SHOWN
    more = [ngettext("and {count} more", "and {count} more", rest).format(count=rest)] if rest > 0 else []
    return [title, *(f"- {line}" for line in [*lines[:SHOWN], *more] or [_("Nothing.")]), ""]


def _past(item: Line) -> Past:
    return Past(
        item.uid,
        item.client,
        item.stage,
        item.prod_start,
        item.prod_zone,
        item.prod_utc,
        item.prod_state,
        item.open_tickets,
    )


def _done(found: Iterable[Line], now: datetime, formats: Formats) -> list[str]:
    """Prod Upgrades of the last seven days."""
    done = [item for item in found if item.prod_state == "done" and -WEEK <= _ahead(item, now) <= timedelta(0)]
    words = _("{client}: prod upgrade {when}")
    return [words.format(client=item.client, when=prod_in_words(item, formats)) for item in done]


def _changes(found: Sequence[Line], before: Stand, formats: Formats) -> list[str]:
    past = {item.uid: item for item in before.engagements}
    said = [words for item in found for words in _change(item, past.get(item.uid), formats)]
    here = {item.uid for item in found}
    return said + [
        _("{client}: done or gone").format(client=was.client) for was in past.values() if was.uid not in here
    ]


def _change(item: Line, was: Past | None, formats: Formats) -> list[str]:
    if was is None:
        return [_("{client}: new, {consultant}").format(client=item.client, consultant=item.consultant or _("Nobody"))]
    said = []
    if (item.prod_utc or item.prod_start) != (was.prod_utc or was.prod_start):
        old = msgspec.structs.replace(
            item, prod_start=was.prod_start, prod_zone=was.prod_zone, prod_utc=was.prod_utc, prod_state=was.prod_state
        )
        words = _("{client}: prod upgrade {now}, was {before}")
        said.append(
            words.format(client=item.client, now=prod_in_words(item, formats), before=prod_in_words(old, formats))
        )
    if item.stage != was.stage:
        words = _("{client}: {now}, was {before}")
        now, then = (_(STAGES.get(stage, stage)) for stage in (item.stage, was.stage))
        said.append(words.format(client=item.client, now=now, before=then))
    return said


def _needs(found: Sequence[Line], now: datetime) -> list[str]:
    """The numbers that are not zero, then what is loudest."""
    counts = [
        f"{_(words)}: {len(held)}"
        for key, (words, tone, _holds) in TILES.items()
        if tone != "neutral" and (held := filtered(found, key, now))
    ]
    loud = [item for item in found if item.tone == "danger"]
    return counts + [f"{item.client} ({item.consultant or _('Nobody')}): {item.reason}" for item in loud]


def _coming(found: Iterable[Line], now: datetime, formats: Formats) -> list[str]:
    coming = [item for item in found if item.prod_state != "done" and timedelta(0) <= _ahead(item, now) < WEEK]
    coming.sort(key=lambda item: item.prod_utc)
    return [f"{item.client} ({item.consultant}): {prod_in_words(item, formats)}" for item in coming]


def _ahead(item: Line, now: datetime) -> timedelta:
    """How far ahead the Prod Upgrade lies; out of every week where its time isn't known."""
    return zones.elapsed_between(now, zones.parse_utc(item.prod_utc)) if item.prod_utc else timedelta.max
