"""A, the roadmap's reading, checked on its own: a real time, the right weekday, in the future, as planned (N20)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from models import zones
from models.formats import Formats
from models.mismatch import Cause, Choice
from models.readings import Readings
from models.texts import _
from models.verdict import Row, fact_row, late_words, moment_row


class Part(Struct, frozen=True):
    """What one part of a check found: what is wrong or asked, and its lines of the comparison."""

    causes: Sequence[Cause] = ()
    rows: Sequence[Row] = ()


class Window(Struct, frozen=True):
    """The agreed start and end in the client's zone; the end comes after real hours, not after wall-clock hours."""

    start: datetime
    end: datetime


def agree(readings: Readings, formats: Formats) -> tuple[Window | None, Part]:
    """Return the agreed window, None where it is no real time or could be two, and what is wrong with A."""
    weekday = _check_weekday(readings, formats)
    if len(readings.agreed) > 1:
        return None, _ask_day(readings, formats)
    wall, name = readings.agreed[0], readings.request.agreed.zone
    try:
        start = zones.attach(wall, name, fold=readings.request.answers.fold)
    except zones.GapError as error:
        title = _("Stop. {what}").format(what=error.what)
        gap = Cause("gap", title, _("Ask the client which time is meant. {choice}").format(choice=error.do))
        row = fact_row("real_time", f"{wall:%H:%M}", zones.city(name), same=False, text=_("Not a real time"))
        return None, Part([*weekday.causes, gap], [*weekday.rows, row])
    except zones.FoldError as error:
        return None, Part([*weekday.causes, _ask_side(error, formats)], weekday.rows)
    window = Window(start, zones.after(start, timedelta(minutes=readings.request.length_minutes)))
    parts = (weekday, _check_plan(readings, window, formats), _check_future(readings, window, formats))
    warning = _clock_change_row(readings, window, formats)
    return window, Part(
        [cause for part in parts for cause in part.causes], [*(row for part in parts for row in part.rows), *warning]
    )


def _ask_day(readings: Readings, formats: Formats) -> Part:
    first, second = (formats.day_year(wall.date()) for wall in readings.agreed)
    question = _("Does the roadmap's “{text}” mean {first} or {second}?").format(
        text=readings.request.agreed.date.strip(), first=first, second=second
    )
    title = _("The roadmap's date can be read in two ways.")
    return Part([Cause("ambiguous", title, _("Write it with the year first."), question)])


def _ask_side(error: zones.FoldError, formats: Formats) -> Cause:
    first, second = (formats.with_zone(choice) for choice in error.choices)
    question = _("Did the client agree to {first} or to {second}?").format(first=first, second=second)
    choices = (Choice("fold", 0, first), Choice("fold", 1, second))
    return Cause("fold", error.what, _("Ask the client, or agree on a time that comes once."), question, choices)


def _check_weekday(readings: Readings, formats: Formats) -> Part:
    if readings.weekday is None or len(readings.agreed) > 1:
        return Part()
    day = readings.agreed[0].date()
    given = (readings.request.agreed.weekday or "").strip()
    same = day.weekday() == readings.weekday
    row = fact_row("weekday", given, formats.day_year(day), same=same)
    if same:
        return Part([], [row])
    title = _("Stop. {day} is not a “{weekday}”.").format(day=formats.day_year(day), weekday=given)
    return Part([Cause("weekday", title, _("Look at the roadmap's date and weekday again."))], [row])


def _check_plan(readings: Readings, window: Window, formats: Formats) -> Part:
    if readings.plan is None:
        return Part()
    plan = zones.to_zone(readings.plan, zones.zone_name(window.start))
    row = moment_row("plan", formats.with_zone(window.start), formats.with_zone(plan), window.start, plan)
    if row.result == "same":
        return Part([], [row])
    cause = Cause(
        "roadmap-plan",
        _("Stop. The roadmap and your timeline differ."),
        _("Which one did the client agree to?"),
    )
    return Part([cause], [row])


def _check_future(readings: Readings, window: Window, formats: Formats) -> Part:
    left = zones.elapsed_between(readings.now, window.start)
    now = zones.to_zone(readings.now, zones.zone_name(window.start))
    future = left > timedelta()
    text = _("In the future") if future else late_words(-left)
    row = fact_row("future", formats.with_zone(window.start), formats.with_zone(now), same=future, text=text)
    if future:
        return Part([], [row])
    detail = _("{start} is over; it is {now} there now.").format(
        start=formats.with_zone(window.start), now=formats.with_zone(now)
    )
    return Part([Cause("past", _("Stop. The planned start is in the past."), detail)], [row])


def _clock_change_row(readings: Readings, window: Window, formats: Formats) -> list[Row]:
    """A switch inside the window is said and blocks nothing."""
    names = dict.fromkeys((zones.zone_name(window.start), *readings.known))
    found = [(name, change) for name in names for change in zones.clock_changes(name, window.start, window.end)]
    if not found:
        return []
    cities = ", ".join(zones.city(name) for name, _change in found)
    warning = _("The clocks change during the upgrade in {cities}.").format(cities=cities)
    span = formats.span(window.start, window.end)
    return [fact_row("clock_change", span, cities, same=True, text=_("Clocks change"), warning=warning)]
