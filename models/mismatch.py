"""Why ServiceNow shows another start or end than was agreed: the patterns that people and forms make (N17)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final, Literal

from msgspec import Struct

from models import zones
from models.formats import Formats
from models.texts import _, ngettext

CauseName = Literal[
    "zone",
    "am-pm",
    "day-month",
    "day",
    "year",
    "clock-change",
    "not-saved",
    "empty",
    "length",
    "roadmap-plan",
    "weekday",
    "gap",
    "fold",
    "past",
    "clock",
    "stamp-expired",
    "ctask-window",
    "ambiguous",
    "unknown",
]
_DAY, _MINUTE = timedelta(days=1), timedelta(minutes=1)
_NEAR: Final = timedelta(days=7)
"""How far before now or after the upgrade a clock change is still worth suspecting."""
_FAR: Final = timedelta(days=400)
"""How far from the upgrade at most, for no switch of another year is to blame."""


class Choice(Struct, frozen=True):
    """One answer to a question: the key and value of `Answers`, and its words."""

    key: Literal["order", "session_zone", "fold"]
    value: str | int
    text: str


class Cause(Struct, frozen=True):
    """What is wrong, in words; with a question where it must be asked and nothing is known to be wrong."""

    name: CauseName
    title: str
    detail: str
    question: str = ""
    choices: tuple[Choice, ...] = ()


class Case(Struct, frozen=True):
    """An agreed window beside a shown one.

    Attributes:
        start: agreed start, in the client's zone.
        end: agreed end, in the client's zone.
        shown_start: what ServiceNow shows, in the session's zone.
        shown_end: the same for the end.
        known: every known zone, the likeliest to have been mixed up first.
        now: the moment of the check, in UTC.
        formats: how moments are written.
    """

    start: datetime
    end: datetime
    shown_start: datetime
    shown_end: datetime
    known: tuple[str, ...]
    now: datetime
    formats: Formats

    @property
    def session(self) -> str:
        """The session's zone."""
        return zones.zone_name(self.shown_start)

    @property
    def late(self) -> timedelta:
        """How much later than agreed the shown start is; negative when earlier."""
        return zones.elapsed_between(self.start, self.shown_start)

    @property
    def length(self) -> timedelta:
        """The length of the shown window in real time."""
        return zones.elapsed_between(self.shown_start, self.shown_end)

    @property
    def right_wall(self) -> datetime:
        """The agreed start as the session should show it, naive."""
        return _wall(zones.to_zone(self.start, self.session))

    @property
    def shown_wall(self) -> datetime:
        """The shown start as the session shows it, naive."""
        return _wall(self.shown_start)


def start_causes(case: Case) -> list[Cause]:
    """Return why the shown start is not the agreed one, most likely first; none where it is."""
    if not case.late:
        return []
    patterns = (_another_zone, _am_pm, _day_month, _year, _day, _start_clock_change, _another_zone_and_day)
    found = [cause for pattern in patterns for cause in pattern(case)]
    return found or [_unknown(case)]


def length_causes(case: Case) -> list[Cause]:
    """Return why the shown window has another length than the agreed one; none where it has not (N19)."""
    agreed = zones.elapsed_between(case.start, case.end)
    if case.length == agreed:
        return []
    causes = []
    wrong = abs(case.length - agreed)
    switch = _switch(case, min(case.start, case.shown_start), max(case.end, case.shown_end), wrong)
    if switch and not case.late:
        causes.append(_clocks_change(case, wrong, *switch))
    if case.length <= timedelta():
        title = _("Stop. The window ends before it begins.")
    elif case.length % timedelta(hours=1) or agreed % timedelta(hours=1):
        title = _("Stop. The window is {length}, not {agreed}.")
        title = title.format(length=length_words(case.length), agreed=length_words(agreed))
    else:
        hours, right = case.length // timedelta(hours=1), agreed // timedelta(hours=1)
        title = ngettext(
            "Stop. The window is {hours} hour, not {right}.", "Stop. The window is {hours} hours, not {right}.", hours
        )
        title = title.format(hours=hours, right=right)
    end = case.formats.servicenow(zones.to_zone(case.end, case.session))
    return [*causes, Cause("length", title, _("Planned end should be {end}.").format(end=end))]


def length_words(length: timedelta) -> str:
    """Return a length in words: "3 hours", "1 day 3 hours", "45 minutes"; a started minute counts."""
    minutes = -(-abs(length) // _MINUTE)
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    parts = (
        ngettext("{count} day", "{count} days", days).format(count=days) if days else "",
        ngettext("{count} hour", "{count} hours", hours).format(count=hours) if hours else "",
        ngettext("{count} minute", "{count} minutes", minutes).format(count=minutes) if minutes else "",
    )
    return " ".join(part for part in parts if part) or _("0 minutes")


def _another_zone(case: Case) -> Iterator[Cause]:
    """The agreed instant's wall time in another zone, or the agreed wall time typed into another zone's session."""
    for name in case.known:
        if _is_time_of(case, name, timedelta()):
            detail = _("{time} is the {city} time in a {session} session.").format(
                time=case.formats.time(case.shown_start), city=zones.city(name), session=zones.city(case.session)
            )
            yield Cause("zone", _off_title(case), detail)
            return
    for name in case.known:
        if case.shown_start.astimezone(zones.UTC) in zones.instants(_wall(case.start), name):
            detail = _("{time} was typed in a {city} session; this {session} session shows {shown}.").format(
                time=case.formats.time(case.start),
                city=zones.city(name),
                session=zones.city(case.session),
                shown=case.formats.time(case.shown_start),
            )
            yield Cause("zone", _off_title(case), detail)
            return


def _another_zone_and_day(case: Case) -> Iterator[Cause]:
    """The wall time of another zone with the date left as it was, where it should have gone past midnight."""
    for name in case.known:
        if _is_time_of(case, name, _DAY) or _is_time_of(case, name, -_DAY):
            detail = _("{time} is the {city} time in a {session} session, and midnight makes it another date.").format(
                time=case.formats.time(case.shown_start), city=zones.city(name), session=zones.city(case.session)
            )
            yield Cause("zone", _off_title(case), detail)
            yield Cause("day", _("Stop. ServiceNow has the wrong day."), detail)
            return


def _am_pm(case: Case) -> Iterator[Cause]:
    half_a_day = timedelta(hours=12)
    if half_a_day in (abs(case.late), abs(case.shown_wall - case.right_wall)):
        yield Cause(
            "am-pm", _("Stop. ServiceNow has the upgrade 12 hours off."), _("Looks like am and pm were swapped.")
        )


def _day_month(case: Case) -> Iterator[Cause]:
    shown, right = case.shown_wall, case.right_wall
    swapped = (shown.year, shown.month, shown.day) == (right.year, right.day, right.month)
    if swapped and shown.time() == right.time():
        detail = _("It shows {shown}; {right} was agreed.").format(
            shown=case.formats.day_year(shown.date()), right=case.formats.day_year(right.date())
        )
        yield Cause("day-month", _("Stop. ServiceNow has day and month swapped."), detail)


def _year(case: Case) -> Iterator[Cause]:
    shown, right = case.shown_wall, case.right_wall
    if shown.year != right.year and (shown.month, shown.day, shown.time()) == (right.month, right.day, right.time()):
        detail = _("It shows {shown}; {right} was agreed.").format(shown=shown.year, right=right.year)
        yield Cause("year", _("Stop. ServiceNow has the wrong year."), detail)


def _day(case: Case) -> Iterator[Cause]:
    shown, right = case.shown_wall, case.right_wall
    same_day_of_year = (shown.month, shown.day) == (right.month, right.day)
    swapped = (shown.year, shown.month, shown.day) == (right.year, right.day, right.month)
    if shown.time() != right.time() or same_day_of_year or swapped:
        return
    detail = _("Midnight in your zone is another date for the client.")
    if abs(shown - right) != _DAY:
        detail = _("It shows {shown}; {right} was agreed.").format(
            shown=case.formats.day_year(shown.date()), right=case.formats.day_year(right.date())
        )
    yield Cause("day", _("Stop. ServiceNow has the wrong day."), detail)


def _start_clock_change(case: Case) -> Iterator[Cause]:
    first = max(min(case.now, case.start) - _NEAR, case.start - _FAR)
    last = min(max(case.now, case.end) + _NEAR, case.end + _FAR)
    if switch := _switch(case, first, last, abs(case.late)):
        yield _clocks_change(case, abs(case.late), *switch)


def _switch(case: Case, first: datetime, last: datetime, size: timedelta) -> tuple[str, datetime] | None:
    """Return the zone and the local moment of the clock change by `size` that is nearest to the agreed start."""
    names = dict.fromkeys((zones.zone_name(case.start), case.session, *case.known))
    found = [
        (abs(zones.elapsed_between(case.start, change.at)), name, change.at)
        for name in names
        for change in zones.clock_changes(name, first, last)
        if abs(change.after - change.before) * _MINUTE == size
    ]
    if not found:
        return None
    _distance, name, at = min(found, key=lambda item: item[0])
    return name, zones.to_zone(at, name)


def _clocks_change(case: Case, size: timedelta, name: str, at: datetime) -> Cause:
    day = case.formats.day(at.date())
    detail = _("The clocks change on {day}.").format(day=day)
    if name != zones.zone_name(case.start):
        detail = _("The clocks in {city} change on {day}.").format(city=zones.city(name), day=day)
    title = _("Stop. ServiceNow is {length} off.").format(length=length_words(size))
    return Cause("clock-change", title, detail)


def _unknown(case: Case) -> Cause:
    return Cause("unknown", _off_title(case), _("No usual cause fits. Enter the dates again, save, reload."))


def _off_title(case: Case) -> str:
    if case.late > timedelta():
        title = _("Stop. ServiceNow has the upgrade {length} late.")
    else:
        title = _("Stop. ServiceNow has the upgrade {length} early.")
    return title.format(length=length_words(case.late))


def _is_time_of(case: Case, name: str, shift: timedelta) -> bool:
    """Whether the shown wall time, moved by `shift`, is what clocks in another zone show at the agreed start."""
    there = _wall(zones.to_zone(case.start, name))
    return there != case.right_wall and case.shown_wall + shift == there


def _wall(moment: datetime) -> datetime:
    return moment.replace(tzinfo=None, fold=0)
