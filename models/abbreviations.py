"""Abbreviations such as "EST" and "MEZ" in a text: which zone they stand for, and whether they hold on a date.

PRODUCT, Decisions 4: an abbreviation stands for one zone by a table in settings and fixes the offset of one date
only if it is in force there on that date; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from types import MappingProxyType

from msgspec import Struct

from models.zones import UTC, abbreviation, after, city, date_text, exists, instants, offset_minutes, to_zone

_WITHOUT_SEASON: Mapping[str, str] = {
    "ET": "America/New_York",
    "EASTERN": "America/New_York",
    "CT": "America/Chicago",
    "CENTRAL": "America/Chicago",
    "MT": "America/Denver",
    "MOUNTAIN": "America/Denver",
    "PT": "America/Los_Angeles",
    "PACIFIC": "America/Los_Angeles",
}
_WITH_SEASON: Mapping[str, str] = {
    "EST": "America/New_York",
    "EDT": "America/New_York",
    "CST": "America/Chicago",
    "CDT": "America/Chicago",
    "MST": "America/Denver",
    "MDT": "America/Denver",
    "PST": "America/Los_Angeles",
    "PDT": "America/Los_Angeles",
    "AKST": "America/Anchorage",
    "AKDT": "America/Anchorage",
    "HST": "Pacific/Honolulu",
    "GMT": "Europe/London",
    "BST": "Europe/London",
    "WET": "Europe/Lisbon",
    "WEST": "Europe/Lisbon",
    "CET": "Europe/Berlin",
    "CEST": "Europe/Berlin",
    "MEZ": "Europe/Berlin",
    "MESZ": "Europe/Berlin",
    "EET": "Europe/Athens",
    "EEST": "Europe/Athens",
    "JST": "Asia/Tokyo",
    "SGT": "Asia/Singapore",
    "AWST": "Australia/Perth",
    "ACST": "Australia/Adelaide",
    "ACDT": "Australia/Adelaide",
    "AEST": "Australia/Sydney",
    "AEDT": "Australia/Sydney",
    "NZST": "Pacific/Auckland",
    "NZDT": "Pacific/Auckland",
    "IST": "",
    "UTC": "UTC",
    "Z": "UTC",
}
ABBREVIATIONS: Mapping[str, str] = MappingProxyType({**_WITH_SEASON, **_WITHOUT_SEASON})
"""The shipped default of the setting: abbreviation in capitals → IANA zone; empty means that the person is asked."""

_SPELLINGS: Mapping[str, str] = {"MEZ": "CET", "MESZ": "CEST", "Z": "UTC"}


class AbbreviationReading(Struct, frozen=True):
    """What an abbreviation says on a date.

    Attributes:
        zone: the IANA zone, empty where nothing can be said without asking.
        fold: the side of a fold that the abbreviation names (for `zones.attach`), None where it names none.
        reason: why `zone` is empty, in words.
    """

    zone: str
    fold: int | None = None
    reason: str = ""


def read_abbreviation(
    text: str, on: date, table: Mapping[str, str] = ABBREVIATIONS, at: time | None = None
) -> AbbreviationReading:
    """Tell which zone an abbreviation stands for on a date, or why that can't be said (PRODUCT, Decisions 4).

    Args:
        text: the abbreviation as written; capitals do not matter.
        on: the date that it was written with.
        table: the setting: abbreviation → IANA zone, empty to ask.
        at: the wall time that it was written with; makes the answer exact on the day of a switch.
    """
    word = text.strip().upper()
    zones_by_word = {key.upper(): name for key, name in table.items()}
    if word not in zones_by_word:
        return AbbreviationReading("", reason=f"“{text.strip()}” is not a known time zone abbreviation.")
    name = zones_by_word[word]
    if not name:
        return AbbreviationReading("", reason=f"{word} stands for more than one time zone.")
    if not exists(name):
        return AbbreviationReading("", reason=f"{word} stands for {name}, and there are no rules for it.")
    if not in_force(word, on, name, at):
        return AbbreviationReading("", reason=_why_not(word, on, name, at))
    return AbbreviationReading(name, fold=_fold(word, on, name, at))


def in_force(text: str, on: date, name: str, at: time | None = None) -> bool:
    """Tell whether a zone uses an abbreviation on a date, or at a wall time of it.

    Words without a season ("Pacific"), words for a zone that names no seasons ("SGT") and words of a person's own
    hold all year round.
    """
    word = _SPELLINGS.get(text.upper(), text.upper())
    used = _words_used(on, name, at)
    if word in used or word in _WITHOUT_SEASON or any(other.startswith("UTC") for other in used):
        return True
    return word not in _WITH_SEASON and _offset(word, on.year, name) is None


def _words_used(on: date, name: str, at: time | None) -> set[str]:
    hours = [time(0), time(12), time(23)]
    shown = instants(datetime.combine(on, at), name) if at else ()
    found = shown or [instant for hour in hours for instant in instants(datetime.combine(on, hour), name)]
    return {abbreviation(instant, name) for instant in found}


def _fold(word: str, on: date, name: str, at: time | None) -> int | None:
    shown = instants(datetime.combine(on, at), name) if at else ()
    words = [abbreviation(instant, name) for instant in shown]
    spelled = _SPELLINGS.get(word, word)
    return words.index(spelled) if len(words) == 2 and words.count(spelled) == 1 else None


def _offset(word: str, year: int, name: str) -> int | None:
    """Return the minutes ahead of UTC that a zone means by a word of its own in a year."""
    for month in range(1, 13):
        instant = datetime(year, month, 15, tzinfo=UTC)
        if abbreviation(instant, name) == word:
            return offset_minutes(instant, name)
    return None


def _why_not(word: str, on: date, name: str, at: time | None) -> str:
    used = " and ".join(sorted(_words_used(on, name, at)))
    day = datetime.combine(on, at or time())
    offset = _offset(_SPELLINGS.get(word, word), on.year, name)
    if offset is None:
        return f"{word} is not used in {city(name)}, {used} is."
    what = f"{word} is not in force in {city(name)} on {date_text(day)}"
    if at is None:
        return f"{what}, {used} is."
    meant = to_zone(after(day.replace(tzinfo=UTC), timedelta(minutes=-offset)), name)
    shown = f"{meant:%H:%M} {abbreviation(meant, name)}"
    if meant.date() != on:
        shown += f" on {date_text(meant)}"
    return f"{what}: {at:%H:%M} {word} is {shown}; {at:%H:%M} {used} is another instant."
