"""What is still to come in an engagement, in short words and in your time: "Prod upgrade Mon, locked"."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from msgspec import Struct

from models import stages, zones
from models.formats import Formats
from models.records import PHASE_KINDS, Dossier, Phase
from models.rules import moments
from models.texts import _

_EVENING = 17
_WEEK = 7


class Event(Struct, frozen=True):
    """Something on the timeline: when, in short words with the day, and what it is with its date in full."""

    at: datetime
    short: str
    full: str


class YourTime(Struct, frozen=True):
    """Writes moments on your clock, as they are seen from now."""

    zone: str
    now: datetime
    formats: Formats

    def shown(self, moment: datetime) -> datetime:
        """Return a moment as your clock shows it."""
        return zones.to_zone(moment, self.zone)

    def midnight(self) -> datetime:
        """Return the end of your day."""
        day = self.shown(self.now).date() + timedelta(days=1)
        return datetime.combine(day, time(), zones.zone(self.zone))

    def days_to(self, moment: datetime) -> int:
        """Return how many of your calendar days a moment is away."""
        return (self.shown(moment).date() - self.shown(self.now).date()).days

    def is_today(self, moment: datetime) -> bool:
        """Whether a moment is today for you."""
        return self.days_to(moment) == 0

    def near(self, moment: datetime) -> str:
        """Return "17:00" for today, "Wed 14:00" within a week, else "Mon 7 Dec, 17:00"."""
        yours, days = self.shown(moment), self.days_to(moment)
        if days == 0:
            return self.formats.time(yours)
        if 0 < days < _WEEK:
            return f"{self.formats.weekday(yours.date())} {self.formats.time(yours)}"
        return self.formats.moment(yours)

    def day(self, moment: datetime) -> str:
        """Return "today 14:00", "tonight 18:00", "Wed" within a week, else "Mon 7 Dec"."""
        yours, days = self.shown(moment), self.days_to(moment)
        if days == 0:
            words = _("tonight {time}") if yours.hour >= _EVENING else _("today {time}")
            return words.format(time=self.formats.time(yours))
        return self.formats.weekday(yours.date()) if 0 < days < _WEEK else self.formats.day(yours)


def next_event(dossier: Dossier, your: YourTime) -> Event | None:
    """Return what comes first: the start of a phase that is not over, or the end of a running client validation."""
    coming = min(_coming(dossier, your), key=lambda found: found[0], default=None)
    if coming is None:
        return None
    at, phase, ends = coming
    if not phase.timed:  # no time is invented
        day = your.formats.day(phase.first_day) if phase.first_day else ""
        return Event(at, f"{_short(dossier, phase)} {day}", f"{dossier.playbook.phase(phase.kind).name}, {day}")
    moment = your.formats.moment(your.shown(at))
    if ends:
        full = _("the end of client validation, {when}").format(when=moment)
        return Event(at, _("Client validation ends {time}").format(time=your.near(at)), full)
    return Event(at, start_words(dossier, phase, at, your), f"{dossier.playbook.phase(phase.kind).name}, {moment}")


def start_words(dossier: Dossier, phase: Phase, start: datetime, your: YourTime) -> str:
    """Return that a phase starts, in the words of the side bar: "Kickoff Wed 14:00", "Prod upgrade in 7 days"."""
    days, day = your.days_to(start), your.day(start)
    if phase.kind == "client_validation":
        return _("Validation starts {when}").format(when=day)
    if phase.kind == "prod_upgrade":
        if days >= _WEEK:
            return _("Prod upgrade in {days} days").format(days=days)
        locked = dossier.engagement.scheduling
        return (_("Prod upgrade {when}, locked") if locked else _("Prod upgrade {when}")).format(when=day)
    within = 0 < days < _WEEK
    return f"{_short(dossier, phase)} {your.near(start) if within else day}"


def _coming(dossier: Dossier, your: YourTime) -> Iterator[tuple[datetime, Phase, bool]]:
    """Yield when each phase starts that is still to come, and when a running client validation ends (True)."""
    for kind in PHASE_KINDS:
        phase = dossier.phases[kind]
        if kind == "support_week" or stages.phase_status(dossier, kind, your.now) in {"done", "skipped"}:
            continue
        start, end = phase.starts, phase.ends
        if start is not None and start > your.now:
            yield start, phase, False
        elif start is None and phase.first_day and phase.first_day > stages.today(phase, your.now):
            yield moments.start_of(phase) or your.now, phase, False
        elif kind == "client_validation" and start is not None and end is not None and your.now < end:
            yield end, phase, True


def _short(dossier: Dossier, phase: Phase) -> str:
    return dossier.playbook.phase(phase.kind).short.partition(",")[0]
