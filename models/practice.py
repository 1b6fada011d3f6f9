"""The practice mode of the triple check: examples with planted errors, and what was caught in which time (N22).

Nothing of it is stored: it has no engagement, signs nothing and opens no gate.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from importlib import resources
from typing import Final, Literal

import msgspec
from msgspec import Struct

from models import zones
from models.computer_clock import computer_zone
from models.formats import Formats
from models.gates import Sheet
from models.readings import Shown
from models.texts import _, ngettext

Planted = Literal["none", "zone", "empty", "length", "day", "am-pm"]
_WINDOW: Final = 180
_JUST_POSTED: Final = timedelta(seconds=20)


class Example(Struct, frozen=True):
    """One example; resources/sample/practice.toml says what each field means."""

    client: str
    zone: str
    days: int
    at: time
    session: str
    planted: Planted
    lesson: str

    def start(self, now: datetime) -> datetime:
        """Return the agreed start in the client's zone; the first real time where the clock jumps."""
        day = zones.to_zone(now, self.zone).date() + timedelta(days=self.days)
        found = zones.instants(datetime.combine(day, self.at), self.zone)
        return zones.to_zone(found[0], self.zone) if found else zones.move_days(now, self.days)

    def shown(self, now: datetime, your_zone: str, formats: Formats) -> Shown:
        """Return what ServiceNow would show, with the error planted."""
        start = self.start(now)
        end = zones.after(start, timedelta(minutes=_WINDOW))
        if self.planted == "empty":
            return Shown(start="", end="")
        if self.planted == "zone":
            here = zones.offset_minutes(start, self.session)
            other = your_zone if zones.offset_minutes(start, your_zone) != here else "UTC"
            return _typed(start, end, other, formats)
        shift = {"day": timedelta(days=1), "am-pm": timedelta(hours=12)}.get(self.planted, timedelta())
        longer = timedelta(hours=1) if self.planted == "length" else timedelta()
        return _typed(zones.after(start, shift), zones.after(end, shift + longer), self.session, formats)

    def stamp(self, now: datetime, formats: Formats) -> str:
        """Return the stamp of a note that was posted just now in the session."""
        return formats.servicenow(zones.to_zone(zones.after(now, -_JUST_POSTED), self.session))

    def sheet(self, now: datetime, your_zone: str) -> Sheet:
        """Return what a run on this example starts from."""
        return Sheet(
            engagement=0,
            client=self.client,
            number="",
            gate="after_saving",
            round="first",
            practice=True,
            rehearsal=False,
            zone=self.zone,
            your_zone=your_zone,
            computer_zone=computer_zone(),
            zones={"you": your_zone, "client": self.zone, "system": self.session},
            plan_start_utc=zones.utc_text(self.start(now)),
            roadmap_start_utc="",
            length_minutes=_WINDOW,
        )


class Try(Struct, frozen=True):
    """How one example went: whether the check stopped, and after how many seconds."""

    example: Example
    stopped: bool
    seconds: int

    @property
    def right(self) -> bool:
        """Whether a planted error was caught, or what was right passed."""
        return self.stopped == (self.example.planted != "none")


def examples() -> tuple[Example, ...]:
    """Return the shipped examples."""
    text = resources.files("resources").joinpath("sample", "practice.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text)["example"], tuple[Example, ...])


def summary(tries: Sequence[Try]) -> str:
    """Return the result in a line: "3 of 3 planted errors caught, 1 right one passed, in 2 min 10 s."."""
    planted = [item for item in tries if item.example.planted != "none"]
    others = [item for item in tries if item.example.planted == "none"]
    caught = _("{caught} of {count} planted errors caught").format(
        caught=sum(item.right for item in planted), count=len(planted)
    )
    passed = sum(item.right for item in others)
    words = ngettext("{count} right one passed", "{count} right ones passed", passed).format(count=passed)
    return _("{caught}, {passed}, in {time}.").format(
        caught=caught, passed=words, time=seconds_words(sum(item.seconds for item in tries))
    )


def seconds_words(seconds: int) -> str:
    """Return "38 s" or "2 min 10 s"."""
    minutes, rest = divmod(seconds, 60)
    if not minutes:
        return _("{seconds} s").format(seconds=rest)
    return _("{minutes} min {seconds} s").format(minutes=minutes, seconds=rest)


def _typed(start: datetime, end: datetime, zone: str, formats: Formats) -> Shown:
    """Return two moments as somebody would type them by the clock of a zone."""
    first, last = (formats.servicenow(zones.to_zone(moment, zone)) for moment in (start, end))
    return Shown(start=first, end=last)
