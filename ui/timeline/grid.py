"""From time to x and back; the axis is true to elapsed time, and its days are those of one zone.

A moment is a float here: seconds since 1970 in UTC, so that hundreds of bars cost nothing. A day with a clock change
is drawn as long as it is: 23 or 25 hours.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from models import zones

DAY = 86_400.0
HOUR = 3_600.0
_ONE_DAY = timedelta(days=1)


class Grid(Struct, frozen=True):
    """A stretch of time laid over a stretch of x.

    Args:
        zone: IANA zone whose days the axis shows.
        start: the moment at `left`.
        end: the moment at `right`.
        left: x of the first moment, in logical pixels.
        right: x of the last one.
    """

    zone: str
    start: float
    end: float
    left: float
    right: float

    @property
    def scale(self) -> float:
        """Pixels per second."""
        return (self.right - self.left) / (self.end - self.start)

    @property
    def day_width(self) -> float:
        """Pixels that a day of 24 hours takes."""
        return self.scale * DAY

    def x(self, moment: float) -> float:
        """Return where a moment stands."""
        return self.left + (moment - self.start) * (self.right - self.left) / (self.end - self.start)

    def moment(self, x: float) -> float:
        """Return the moment that stands at x."""
        return self.start + (x - self.left) * (self.end - self.start) / (self.right - self.left)

    def day_at(self, x: float) -> date:
        """Return the day of the axis under x."""
        return date_of(self.moment(x), self.zone)

    def days(self) -> Iterator[tuple[date, float, float]]:
        """Yield each visible day with the x of its midnight and of the next one."""
        day = date_of(self.start, self.zone)
        left = self.x(midnight(day, self.zone))
        while left < self.right:
            following = day + _ONE_DAY
            right = self.x(midnight(following, self.zone))
            yield day, left, right
            day, left = following, right

    def hours(self, every: int) -> Iterator[tuple[datetime, float]]:
        """Yield the full hours that the zone's clock shows, those divisible by `every`, with their x.

        An hour that a clock jumps over is not there; one that it repeats is there twice.
        """
        moment = self.start - self.start % 900
        while moment < self.end:
            shown = to_local(moment, self.zone)
            if shown.minute == 0 and shown.hour % every == 0 and moment >= self.start:
                yield shown, self.x(moment)
            moment += 900 if shown.minute else HOUR

    def moved(self, seconds: float) -> Grid:
        """Return the grid that shows a later stretch of the same length."""
        return replace(self, start=self.start + seconds, end=self.end + seconds)

    def column(self, moment: float) -> tuple[float, float]:
        """Return left and right of the day in which a moment lies."""
        day = date_of(moment, self.zone)
        return self.x(midnight(day, self.zone)), self.x(midnight(day + _ONE_DAY, self.zone))


@lru_cache(maxsize=8192)
def midnight(day: date, zone: str) -> float:
    """Return the moment at which a day begins in a zone; after the jump where a clock leaps over midnight."""
    return datetime(day.year, day.month, day.day, tzinfo=zones.zone(zone)).timestamp()


def to_local(moment: float, zone: str) -> datetime:
    """Return a moment as the zone's clock shows it."""
    return datetime.fromtimestamp(moment, zones.zone(zone))


def date_of(moment: float, zone: str) -> date:
    """Return the zone's date at a moment."""
    return to_local(moment, zone).date()
