"""How often the triple check is right, over thousands of true and corrupted readings.

Run it from the project's folder: PYTHONPATH=. python tests/benchmarks/triple_check_rates.py [COUNT]
The property tests draw their readings from here too.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from models.readings import Agreed, Request, Shown
from models.triple_check import check
from models.zones import clock_changes

ZONES = (
    *("America/New_York", "America/Los_Angeles", "America/Chicago", "America/Phoenix", "America/Denver"),
    *("America/Sao_Paulo", "America/St_Johns", "Europe/London", "Europe/Berlin", "Europe/Lisbon", "Africa/Casablanca"),
    *("Asia/Kolkata", "Asia/Kathmandu", "Asia/Tokyo", "Australia/Sydney", "Australia/Lord_Howe", "Pacific/Auckland"),
    *("Pacific/Chatham", "Pacific/Kiritimati", "Pacific/Honolulu", "UTC"),
)
DATES = ("%Y-%m-%d", "%m-%d-%Y", "%d-%m-%Y", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y")
TIMES = ("%H:%M:%S", "%I:%M:%S %p", "%H:%M")
WEEKDAYS = ("%a", "%A")
THREE_HOURS = timedelta(hours=3)


class Truth:
    """A right reading, and what a consultant and ServiceNow could make of it."""

    def __init__(self, dice: random.Random) -> None:
        self.client, self.you, self.session = dice.choice(ZONES), dice.choice(ZONES), ""
        self.session = dice.choice((self.client, self.you, "America/Los_Angeles"))
        self.now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=dice.randrange(3 * 365 * 86400))
        self.start = _some_start(dice, self.now, self.client)
        self.end = self.start + THREE_HOURS
        self.age = timedelta(seconds=dice.randint(-120, 540))
        self.format = f"{dice.choice(DATES)} {dice.choice(TIMES)}"
        self.weekday = dice.choice(WEEKDAYS)

    @property
    def request(self) -> Request:
        """The reading as it should be."""
        there = self.start.astimezone(ZoneInfo(self.client))
        return Request(
            agreed=Agreed(
                date=f"{there:%Y-%m-%d}", time=f"{there:%H:%M}", weekday=f"{there:{self.weekday}}", zone=self.client
            ),
            plan_start_utc=f"{self.start:%Y-%m-%dT%H:%M:%SZ}",
            shown=Shown(start=self.text(self.start), end=self.text(self.end)),
            stamp=self.text(self.now - self.age),
            clock=self.now.astimezone(ZoneInfo(self.you)).isoformat(),
            zones={"you": self.you, "client": self.client, "system": "America/Los_Angeles"},
        )

    def text(self, instant: datetime) -> str:
        """An instant as the session shows it."""
        return f"{instant.astimezone(ZoneInfo(self.session)):{self.format}}"

    def moved(self, start: timedelta, end: timedelta | None = None) -> Request:
        """The reading with B's wall times moved."""
        walls = [at.astimezone(ZoneInfo(self.session)).replace(tzinfo=None) for at in (self.start, self.end)]
        shifts = (start, start if end is None else end)
        texts = [f"{wall + shift:{self.format}}" for wall, shift in zip(walls, shifts, strict=True)]
        return replace(self.request, shown=Shown(start=texts[0], end=texts[1]))

    def doubtful(self, request: Request) -> bool:
        """Whether the texts of a request alone can be read in two ways, so that asking is right."""
        return self._comes_twice() or self._order_is_open(request) or self._sessions_differ()

    def _comes_twice(self) -> bool:
        pairs = ((self.start, self.client), (self.start, self.session), (self.end, self.session))
        return any(_twice(instant, zone) for instant, zone in pairs)

    def _order_is_open(self, request: Request) -> bool:
        """Whether "03/04" is shown and the stamp, which the clock dates, has the same day in both orders."""
        if self.format.startswith(("%Y", "%d.")):
            return False
        texts = (request.shown.start, request.shown.end, request.stamp)
        days = [datetime.strptime(text, self.format).replace(tzinfo=UTC) for text in texts if text.strip()]
        neutral = [at.day == at.month for at in days]
        return neutral[-1] and not all(neutral) and all(at.day <= 12 for at in days)

    def _sessions_differ(self) -> bool:
        known = {self.client, self.you, "America/Los_Angeles"}
        stamped = self.now - self.age
        fits = [name for name in known if _offset(stamped, name) == _offset(stamped, self.session)]
        instants = [tuple(_offset(at, name) for at in (self.start, self.end)) for name in fits]
        return len(set(instants)) > 1


def _some_start(dice: random.Random, now: datetime, zone: str) -> datetime:
    """A start on a quarter of an hour in the coming year, often a few hours from a clock change."""
    quarter = timedelta(minutes=15)
    start = now + timedelta(hours=5) + quarter * dice.randrange(4 * 24 * 365)
    changes = clock_changes(zone, start, start + timedelta(days=200))
    if changes and dice.random() < 0.3:
        start = changes[0].at.astimezone(UTC) - quarter * dice.randrange(-4, 16)
    return start.replace(second=0, microsecond=0, minute=start.minute // 15 * 15)


def _offset(instant: datetime, zone: str) -> timedelta | None:
    return instant.astimezone(ZoneInfo(zone)).utcoffset()


def _twice(instant: datetime, zone: str) -> bool:
    local = instant.astimezone(ZoneInfo(zone))
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()


def _swapped(truth: Truth, dice: random.Random) -> Request | None:
    """Day and month swapped as the session shows them."""
    local = truth.start.astimezone(ZoneInfo(truth.session)).replace(tzinfo=None)
    if local.day > 12 or local.day == local.month:
        return None
    return truth.moved(local.replace(day=local.month, month=local.day) - local)


def _other_zone(truth: Truth, dice: random.Random) -> Request | None:
    """Another zone's wall time typed into this session."""
    other = dice.choice((truth.client, truth.you, "UTC", "America/Los_Angeles"))
    walls = [at.astimezone(ZoneInfo(other)).replace(tzinfo=None) for at in (truth.start, truth.end)]
    right = [at.astimezone(ZoneInfo(truth.session)).replace(tzinfo=None) for at in (truth.start, truth.end)]
    return truth.moved(walls[0] - right[0], walls[1] - right[1]) if walls[0] != right[0] else None


def _wrong_weekday(truth: Truth, dice: random.Random) -> Request:
    other = truth.start.astimezone(ZoneInfo(truth.client)) + timedelta(days=dice.randint(1, 6))
    return replace(truth.request, agreed=replace(truth.request.agreed, weekday=f"{other:%A}"))


CORRUPTIONS: dict[str, Callable[[Truth, random.Random], Request | None]] = {
    "zone": _other_zone,
    "day-month": _swapped,
    "weekday": _wrong_weekday,
    "am-pm": lambda truth, dice: truth.moved(dice.choice((-1, 1)) * timedelta(hours=12)),
    "day": lambda truth, dice: truth.moved(dice.choice((-1, 1)) * timedelta(days=1)),
    "hour": lambda truth, dice: truth.moved(dice.choice((-1, 1)) * timedelta(hours=1)),
    "minutes": lambda truth, dice: truth.moved(timedelta(minutes=dice.choice((-59, -15, -1, 1, 15, 30)))),
    "year": lambda truth, dice: truth.moved(timedelta(days=365)),
    "length": lambda truth, dice: truth.moved(timedelta(), timedelta(hours=dice.choice((-4, -3, -1, 1, 9)))),
    "empty": lambda truth, dice: replace(truth.request, shown=Shown(start=truth.request.shown.start, end=" ")),
    "roadmap-plan": lambda truth, dice: replace(
        truth.request, plan_start_utc=f"{truth.start + timedelta(hours=dice.choice((-24, 1))):%Y-%m-%dT%H:%M:%SZ}"
    ),
    "past": lambda truth, dice: replace(truth.request, now=f"{truth.end:%Y-%m-%dT%H:%M:%SZ}"),
    "stamp": lambda truth, dice: replace(
        truth.request, stamp=truth.text(truth.now - timedelta(minutes=dice.choice((-14, -8, 12, 13, 14))))
    ),
}


def main(count: int) -> int:
    """Print both rates; the exit code is 1 where a wrong reading passed or a right one failed."""
    dice = random.Random(20261203)
    spent = 0.0

    def judge(request: Request) -> str:
        nonlocal spent
        began = time.perf_counter()
        verdict = check(request).verdict
        spent += time.perf_counter() - began
        return verdict

    right: Counter[str] = Counter()
    wrong: dict[str, Counter[str]] = {name: Counter() for name in CORRUPTIONS}
    for _number in range(count):
        truth = Truth(dice)
        right[f"{judge(truth.request)}{', in doubt' if truth.doubtful(truth.request) else ''}"] += 1
        name = dice.choice(tuple(CORRUPTIONS))
        if request := CORRUPTIONS[name](truth, dice):
            wrong[name][judge(request)] += 1
    failed = right["mismatch"] + right["mismatch, in doubt"] + right["invalid"] + right["ask"]
    passed = sum(verdicts["pass"] for verdicts in wrong.values())
    print(f"Right readings: {count}, wrongly refused: {failed} ({failed / count:.4%})")
    print("  " + ", ".join(f"{verdict}: {number}" for verdict, number in right.most_common()))
    total = sum(verdicts.total() for verdicts in wrong.values())
    print(f"Wrong readings: {total}, passed: {passed} ({passed / total:.4%})")
    for name, verdicts in wrong.items():
        print(f"  {name:13}" + ", ".join(f"{verdict}: {number}" for verdict, number in verdicts.most_common()))
    print(f"{spent / (count + total) * 1e6:.0f} µs a check")
    return 1 if failed or passed else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 5000))
