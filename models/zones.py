"""Wall times and time zones: from what a clock shows to the instant and back, with gaps and folds asked about.

Python compares and subtracts two datetimes of one zone by their wall clocks: compare instants in UTC
(`elapsed_between`, `utc_text`), never two local times around a clock change.
"""

from __future__ import annotations

import re
import warnings
import zoneinfo
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

import tzdata  # type: ignore[import-untyped]
from msgspec import Struct

from models.errors import UserError

_TZDATA = Path(tzdata.__file__).parent
# the tzdata package is the only source, so every computer has the same rules; by path, a start-up saving of 12 ms
zoneinfo.reset_tzpath([str(_TZDATA / "zoneinfo")])

UTC = ZoneInfo("UTC")
FIRST_YEAR, LAST_YEAR = 1900, 2200
_DAY, _MINUTE, _SECOND = timedelta(days=1), timedelta(minutes=1), timedelta(seconds=1)
_WALL = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?", re.ASCII)
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class GapError(UserError):
    """A wall time that a clock jumps over.

    Attributes:
        before: the last minute before the jump, aware.
        after: the first minute after it, aware.
    """

    def __init__(self, wall: datetime, name: str, before: datetime, after: datetime) -> None:
        self.before, self.after = before, after
        jump = before.replace(tzinfo=None) + _MINUTE
        super().__init__(
            f"{wall:%H:%M} on {date_text(wall)} does not exist in {city(name)}: "
            f"the clock jumps from {_beside(jump, wall)} to {_beside(after, wall)}.",
            do=f"Choose a time up to {_beside(before, wall)} or from {_beside(after, wall)}.",
        )


class FoldError(UserError):
    """A wall time that a clock shows twice.

    Attributes:
        choices: the two instants in the zone, earlier first.
    """

    def __init__(self, wall: datetime, name: str, choices: tuple[datetime, datetime]) -> None:
        self.choices = choices
        first, second = (offset_text(offset_minutes(choice, name)) for choice in choices)
        super().__init__(
            f"{wall:%H:%M} on {date_text(wall)} comes twice in {city(name)}: first at {first}, then at {second}.",
            do=f"Choose the first or the second {wall:%H:%M}.",
        )


class ClockChange(Struct, frozen=True):
    """A switch of a zone's clocks.

    Attributes:
        at: the first instant with the new offset, in UTC.
        before: minutes ahead of UTC until then.
        after: minutes ahead of UTC from then on.
    """

    at: datetime
    before: int
    after: int


@cache
def zone(name: str) -> ZoneInfo:
    """Return the rules of an IANA zone; raises UserError where tzdata has none."""
    if not exists(name):
        raise UserError(f"No rules for {name or 'an empty time zone'}.", do="Choose another zone or update tzdata.")
    return ZoneInfo(name)


def exists(name: str) -> bool:
    """Tell whether tzdata has rules for `name`."""
    return name in zone_names()


@cache
def zone_names() -> frozenset[str]:
    """Return the names of all zones that tzdata has rules for."""
    return frozenset((_TZDATA / "zones").read_text(encoding="utf-8").split())


@lru_cache(maxsize=16384)
def instants(wall: datetime, name: str) -> tuple[datetime, ...]:
    """Return the UTC instants at which clocks in the zone show `wall`: none in a gap, two in a fold, else one.

    Raises UserError for an unknown zone and for a year that no plan can have.
    """
    if wall.tzinfo is not None:
        raise TypeError("a wall time has no zone")
    if not FIRST_YEAR <= wall.year <= LAST_YEAR:
        raise UserError(f"The year {wall.year} is not between {FIRST_YEAR} and {LAST_YEAR}.", do="Check the date.")
    rules = zone(name)
    found = {wall.replace(tzinfo=rules, fold=fold).astimezone(UTC) for fold in (0, 1)}
    return tuple(sorted(at for at in found if at.astimezone(rules).replace(tzinfo=None) == wall))


def attach(wall: datetime, name: str, *, fold: int | None = None) -> datetime:
    """Give a wall time its zone (N20).

    Args:
        wall: naive, as the clock in the zone shows it.
        name: IANA zone.
        fold: 0 or 1 chooses the earlier or the later one where the clock shows `wall` twice.

    Raises:
        GapError: the clock jumps over this time.
        FoldError: the clock shows it twice and `fold` is None.
    """
    found = instants(wall, name)
    if not found:
        raise GapError(wall, name, *_around_gap(wall, name))
    if len(found) == 1:
        return to_zone(found[0], name)
    first, second = (to_zone(instant, name) for instant in found)
    if fold is None:
        raise FoldError(wall, name, (first, second))
    return second if fold else first


def to_zone(instant: datetime, name: str) -> datetime:
    """Return an instant as clocks in the zone show it."""
    return _aware(instant).astimezone(zone(name))


def after(start: datetime, elapsed: timedelta) -> datetime:
    """Return the moment this much elapsed time later, in the zone of `start` (N19: the end after 3 real hours)."""
    return (_aware(start).astimezone(UTC) + elapsed).astimezone(start.tzinfo)


def elapsed_between(start: datetime, end: datetime) -> timedelta:
    """Return the real time between two moments, right across clock changes."""
    return _aware(end).astimezone(UTC) - _aware(start).astimezone(UTC)


def move_days(start: datetime, days: int) -> datetime:
    """Move by calendar days and keep the wall time in its own zone; raises GapError and FoldError as `attach` does."""
    if days == 0:
        return start
    return attach(start.replace(tzinfo=None, fold=0) + timedelta(days=days), zone_name(start))


def zone_name(moment: datetime) -> str:
    """Return the IANA name of the zone that a moment carries."""
    if not isinstance(moment.tzinfo, ZoneInfo):
        raise TypeError("the moment carries no IANA zone")
    return moment.tzinfo.key


def wall_text(moment: datetime) -> str:
    """Return the wall time for storage: "2026-12-03T19:00", with seconds where there are any."""
    wall = moment.replace(tzinfo=None)
    return wall.isoformat(timespec="seconds" if wall.second else "minutes")


def parse_wall(text: str) -> datetime:
    """Read what `wall_text` wrote, naive; raises UserError for anything else."""
    return _parse(text, _WALL, "2026-12-03T19:00")


def utc_text(instant: datetime) -> str:
    """Return an instant for storage, to the second: "2026-12-04T03:00:00Z"."""
    return f"{_aware(instant).astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


@lru_cache(maxsize=16384)
def parse_utc(text: str) -> datetime:
    """Read what `utc_text` wrote, in UTC; raises UserError for anything else."""
    return _parse(text, _INSTANT, "2026-12-04T03:00:00Z").astimezone(UTC)


@lru_cache(maxsize=16384)
def restore(wall: str, name: str, utc: str) -> datetime:
    """Return a stored moment in its zone: the agreed wall time wins over the stored instant (N20).

    The instant picks the side of a fold, and is used alone where new rules have made the wall time a gap.
    """
    stored = parse_utc(utc)
    found = instants(parse_wall(wall), name)
    return to_zone(min(found, key=lambda instant: abs(instant - stored), default=stored), name)


def offset_minutes(instant: datetime, name: str) -> int:
    """Return how many minutes the zone is ahead of UTC at an instant."""
    return round((to_zone(instant, name).utcoffset() or timedelta()) / _MINUTE)


def offset_text(minutes: int) -> str:
    """Return an offset in words: "UTC−5", "UTC+5:30", "UTC"."""
    if minutes == 0:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '−'}{hours}" + (f":{rest:02}" if rest else "")


def abbreviation(instant: datetime, name: str) -> str:
    """Return what the zone calls its time at an instant ("EST"), or its offset where it has no word for it."""
    word = to_zone(instant, name).tzname() or ""
    return offset_text(offset_minutes(instant, name)) if word[:1] in {"+", "-", ""} else word


def city(name: str) -> str:
    """Return the city that a zone is named after: "Los Angeles"."""
    return name.rpartition("/")[2].replace("_", " ")


def date_text(day: date) -> str:
    """Return a date as messages write it, whatever the language of the system: "3 Jul 2026"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def zone_difference(instant: datetime, name: str, other: str) -> int:
    """Return how many minutes clocks in `other` are ahead of those in `name` at an instant."""
    return offset_minutes(instant, other) - offset_minutes(instant, name)


def clock_changes(name: str, start: datetime, end: datetime) -> tuple[ClockChange, ...]:
    """Return the switches after `start` up to and including `end` (N16): those that tell their two offsets apart."""
    first, last = start.astimezone(UTC).year, end.astimezone(UTC).year
    years = range(max(first, FIRST_YEAR), min(last, LAST_YEAR) + 1)
    return tuple(change for year in years for change in _changes_in(name, year) if start < change.at <= end)


def local_zone() -> str:
    """Return this computer's IANA zone, read afresh, for it changes on a journey (N16).

    Raises UserError where the system does not name a zone that tzdata knows.
    """
    import tzlocal  # 12 ms of start-up: only needed once the window stands

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # its warnings are for programmers; an unknown zone is said below
            name = str(tzlocal.reload_localzone())
    except zoneinfo.ZoneInfoNotFoundError:
        name = ""
    if name in {"Etc/UTC", "Etc/UCT", "UCT", "Zulu", "Universal"}:
        return "UTC"
    if not exists(name):
        raise UserError("This computer does not say its time zone.", do="Choose your time zone in the settings.")
    return name


def tzdata_version() -> str:
    """Return the release of the zone rules, which checks are stored with: "2026f"."""
    return str(tzdata.IANA_VERSION)


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise TypeError("an instant needs a zone")
    return moment


def _around_gap(wall: datetime, name: str) -> tuple[datetime, datetime]:
    sides = [wall.replace(microsecond=0, tzinfo=zone(name), fold=fold).astimezone(UTC) for fold in (1, 0)]
    jump = _first_with_new_offset(name, *sides)
    return to_zone(jump - _MINUTE, name), to_zone(jump, name)


@cache
def _changes_in(name: str, year: int) -> tuple[ClockChange, ...]:
    found = []
    day = datetime(year, 1, 1, tzinfo=UTC)
    before = offset_minutes(day, name)
    while day.year == year:
        day, previous = day + _DAY, day
        now = offset_minutes(day, name)
        if now != before:
            found.append(ClockChange(_first_with_new_offset(name, previous, day), before, now))
            before = now
    return tuple(found)


def _first_with_new_offset(name: str, low: datetime, high: datetime) -> datetime:
    before = offset_minutes(low, name)
    while high - low > _SECOND:
        middle = (low + (high - low) // 2).replace(microsecond=0)
        low, high = (middle, high) if offset_minutes(middle, name) == before else (low, middle)
    return high


def _beside(moment: datetime, wall: datetime) -> str:
    return f"{moment:%H:%M}" if moment.date() == wall.date() else f"{moment:%H:%M} on {date_text(moment)}"


def _parse(text: str, pattern: re.Pattern[str], example: str) -> datetime:
    what = f"“{text}” is not a date and time as E2E Tracker stores it."
    if not pattern.fullmatch(text):
        raise UserError(what, do=f"Write it like {example}.")
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise UserError(what, do=f"Write it like {example}.") from error
