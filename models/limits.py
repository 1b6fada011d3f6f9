"""Where a phase can't go, and where only with a reason: the limits of plans, each with its words; pure.

One list of stretches of time answers both questions, what is hatched on the timeline and what is refused on a drop,
so they can't differ. Limits bind plans; what happened is always accepted (PRODUCT, Decisions 9). A hard limit refuses,
a soft one asks for a reason. Working days are the client's, counted from the local date on which Prod starts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import Final, Literal

from msgspec import Struct

from models import zones
from models.calendars import WorkCalendar, calendar
from models.formats import Formats
from models.placements import Placement, of_phase
from models.records import Dossier
from models.stages import validation_complete
from models.texts import _

Severity = Literal["hard", "soft"]
Words = tuple[str, str]
"""What is wrong and the way out, a sentence each."""

SESSIONS: Final = ("kickoff", "client_validation", "best_practices")
"""Phases for which the client has to be at work."""

_EVER: Final = datetime(zones.LAST_YEAR + 1, 1, 1, tzinfo=UTC)
_NEVER: Final = datetime(zones.FIRST_YEAR - 1, 1, 1, tzinfo=UTC)
_DAY: Final = timedelta(days=1)
_SECOND: Final = timedelta(seconds=1)


class Limit(Struct, frozen=True):
    """A limit that a place breaks: "hard" refuses it, "soft" asks for a reason; the texts are for the person."""

    severity: Severity
    title: str
    text: str
    way_out: str


class Span(Struct, frozen=True):
    """A piece of the timeline to hatch, with why in a sentence and in a few words; both ends in the client's zone."""

    start: datetime
    end: datetime
    severity: Severity
    text: str
    short: str = ""


class Stretch(Struct, frozen=True):
    """A stretch of time, in UTC, in which a phase must not start, or into which it must not reach with its end."""

    severity: Severity
    since: datetime
    until: datetime
    say: Callable[[Formats], Words]
    edge: Literal["start", "end"] = "start"
    timed_only: bool = False
    short: str = ""

    def holds(self, start: datetime, end: datetime) -> bool:
        """Whether a phase from `start` to `end` breaks the limit."""
        return self.since <= start < self.until if self.edge == "start" else self.since < end


def calendar_of(dossier: Dossier) -> WorkCalendar:
    """Return the working days of the client."""
    return calendar(dossier.engagement.country, dossier.engagement.subdivision)


def zone_of(dossier: Dossier, kind: str) -> str:
    """Return the zone in which a phase is planned: its own once it is dated, else the client's; may be empty."""
    return dossier.phases[kind].zone or dossier.engagement.zone


def lead_of(dossier: Dossier) -> str:
    """Return what texts call the person who is told of adjustments."""
    return dossier.you.lead or _("the lead")


def broken(dossier: Dossier, place: Placement, now: datetime, formats: Formats) -> Iterator[Limit]:
    """Yield the limits that a place would break, hard ones first as the list has them.

    Args:
        dossier: the engagement as it is.
        place: where the phase would be planned.
        now: the moment, aware.
        formats: how dates are written in the texts.
    """
    yield from clock_limits(place, formats)
    start, end = _edges(place)
    for stretch in stretches(dossier, place.kind, now):
        if stretch.holds(start, end) and (place.start_utc or not stretch.timed_only):
            yield _limit(stretch.severity, _first(place), formats, stretch.say(formats))
    yield from _length_limits(dossier, place, formats)
    yield from _day_limits(dossier, place, formats)


def end_limits(dossier: Dossier, place: Placement, now: datetime, formats: Formats) -> Iterator[Limit]:
    """Yield the limits that a new end breaks; the start stays where it is and is not judged again."""
    (start, end), last = _edges(place), _last(place)
    if end <= start if place.start_utc else last < _first(place):
        yield _limit("hard", last, formats, (_("The end comes after the start."), _("Choose a later end.")))
    if (end if place.start_utc else end + _DAY) <= now:
        words = (_("It would end before now."), _("Record what happened under Details."))
        yield _limit("hard", last, formats, words)
    for stretch in stretches(dossier, place.kind, now):
        if stretch.edge == "end" and stretch.holds(start, end):
            yield _limit(stretch.severity, last, formats, stretch.say(formats))
    yield from _length_limits(dossier, place, formats)


def clock_limits(place: Placement, formats: Formats) -> Iterator[Limit]:
    """Yield a hard limit where a Prod Upgrade begins or ends at a time that the clock shows twice (N16)."""
    if place.kind != "prod_upgrade" or not place.start_utc:
        return
    for utc in (place.start_utc, place.end_utc):
        shown = zones.to_zone(zones.parse_utc(utc), place.zone)
        if shown.utcoffset() != shown.replace(fold=1 - shown.fold).utcoffset():
            twice = _("{moment} comes twice at the client's: the clock is set back.").format(
                moment=formats.moment(shown)
            )
            yield _limit("hard", shown.date(), formats, (twice, _("Choose another time.")))


def clock_limit(error: zones.GapError | zones.FoldError, day: date, formats: Formats) -> Limit:
    """Return the hard limit for a time that the client's clock skips or shows twice; its words ask."""
    return _limit("hard", day, formats, (error.what, error.do))


def forbidden_spans(
    dossier: Dossier, kind: str, now: datetime, first: date, last: date, *, formats: Formats | None = None
) -> tuple[Span, ...]:
    """Return where a phase can't go within some days, for hatching: hard pieces, then soft ones beside them.

    Args:
        dossier: the engagement.
        kind: the phase that is dragged.
        now: the moment, aware.
        first: first visible date, on the client's calendar.
        last: last visible date.
        formats: how dates are written in the texts; English where it isn't given.
    """
    words = formats or Formats()
    zone = zone_of(dossier, kind) or "UTC"
    window = (day_start(first, zone), day_start(last + _DAY, zone))
    found = sorted(stretches(dossier, kind, now), key=lambda stretch: stretch.severity)
    if kind in SESSIONS:
        found += _days_off(calendar_of(dossier), zone, first, last)
    taken: list[tuple[datetime, datetime]] = []
    spans: list[Span] = []
    for stretch in found:
        for since, until in _outside(taken, max(stretch.since, window[0]), min(stretch.until, window[1])):
            text = " ".join(filter(None, stretch.say(words)))
            spans.append(
                Span(zones.to_zone(since, zone), zones.to_zone(until, zone), stretch.severity, text, stretch.short)
            )
        if stretch.severity == "hard":
            taken.append((stretch.since, stretch.until))
    return tuple(spans)


def stretches(dossier: Dossier, kind: str, now: datetime) -> Iterator[Stretch]:
    """Yield the stretches of time that are closed to a phase, hard ones and soft ones."""
    yield Stretch("hard", _NEVER, now.astimezone(UTC), _in_the_past, short=_("Past"))
    if kind == "prod_upgrade":
        yield from _around_prod(dossier, now.astimezone(UTC))
    elif kind == "client_validation":
        yield from _after_validation(dossier)
    elif kind == "best_practices":
        yield from _around_best_practices(dossier)


def day_start(day: date, zone: str) -> datetime:
    """Return the first instant of a date in a zone, in UTC, also where midnight is skipped by the clock."""
    return datetime.combine(day, time(), zones.zone(zone)).astimezone(UTC)


def working_dates(calendar: WorkCalendar, first: date, last: date) -> int:
    """Return how many working days a phase takes, the first date included (N07)."""
    return calendar.between(first - _DAY, last)


def prod_day(dossier: Dossier) -> date | None:
    """Return the client's local date on which the Prod Upgrade started, or is planned to (Decisions 9)."""
    prod = dossier.prod
    if prod.actual_start is None or not prod.zone:
        return prod.first_day
    return zones.to_zone(prod.actual_start, prod.zone).date()


def _around_prod(dossier: Dossier, now: datetime) -> Iterator[Stretch]:
    """Yield N09 (not before validation's end), short notice, and the same night as another Prod Upgrade."""
    limits = dossier.playbook.limits
    validation = of_phase(dossier.phases["client_validation"])
    if validation.start and not validation_complete(dossier):
        until = _utc(validation.ends) or day_start(_last(validation), validation.zone or "UTC")
        yield Stretch("hard", _NEVER, until, partial(_before_validation, validation), short=_("Validation not done"))
    soon = timedelta(hours=limits.prod_short_notice_hours)
    yield Stretch(
        "soft", now, now + soon, partial(_short_notice, limits.prod_short_notice_hours), short=_("Short notice")
    )
    apart = timedelta(minutes=limits.same_night_minutes)
    for client, start in dossier.others:
        yield Stretch(
            "soft",
            start.astimezone(UTC) - apart + _SECOND,
            start.astimezone(UTC) + apart,
            partial(_same_night, client, start, apart),
            timed_only=True,
            short=_("Same night"),
        )


def _after_validation(dossier: Dossier) -> Iterator[Stretch]:
    """Yield N09 seen from validation: it ends before the Prod Upgrade begins."""
    prod = of_phase(dossier.prod)
    if prod.start:
        since = _utc(prod.starts) or day_start(_last(prod) + _DAY, prod.zone or "UTC")
        yield Stretch("hard", since, _EVER, partial(_into_prod, prod), edge="end", short=_("After prod"))


def _around_best_practices(dossier: Dossier) -> Iterator[Stretch]:
    """Yield N26 (after the Prod Upgrade) and N25 (within Support Week, up to 6 working days with a reason)."""
    prod, day = of_phase(dossier.prod), prod_day(dossier)
    if day is None:
        return
    zone, days = prod.zone or "UTC", calendar_of(dossier)
    ended = dossier.prod.actual_end or prod.ends
    ends = _utc(ended) or day_start(_last(prod) + _DAY, zone)
    yield Stretch(
        "hard", _NEVER, ends, partial(_before_prod_end, prod, ended, days.add(day, 1)), short=_("Before prod")
    )
    latest = days.add(day, dossier.playbook.limits.best_practices_limit_days)
    week_end = dossier.phases["support_week"].last_day or days.add(day, dossier.playbook.limits.support_week_days)
    refused = day_start(latest + _DAY, zone)
    yield Stretch("hard", refused, _EVER, partial(_too_late, dossier, latest), short=_("Too late"))
    late = day_start(week_end + _DAY, zone)
    if late < refused:
        yield Stretch("soft", late, refused, partial(_late, week_end, latest), short=_("Late"))


def _length_limits(dossier: Dossier, place: Placement, formats: Formats) -> Iterator[Limit]:
    """Yield N07: client validation takes at most so many working days of the client."""
    first, last = place.first_day, place.last_day
    if place.kind != "client_validation" or first is None or last is None:
        return
    most, days = dossier.playbook.limits.validation_days, calendar_of(dossier)
    taken = working_dates(days, first, last)
    if taken > most:
        latest = days.add(days.add(first, 0), most - 1)
        words = (
            _("Client validation takes {most} working days at most, this is {taken}.").format(most=most, taken=taken),
            _("Latest end is {day}.").format(day=formats.day(latest)),
        )
        yield _limit("hard", first, formats, words)


def _day_limits(dossier: Dossier, place: Placement, formats: Formats) -> Iterator[Limit]:
    """Yield a soft limit for a first or last day on which the client doesn't work (rule `holiday`)."""
    first, last = place.first_day, place.last_day
    if place.kind not in SESSIONS or first is None or last is None:
        return
    days = calendar_of(dossier)
    for day in (first, last) if first != last else (first,):
        if not days.working(day):
            yield _limit("soft", day, formats, _day_off(day, days, formats))


def _days_off(days: WorkCalendar, zone: str, first: date, last: date) -> list[Stretch]:
    off = [day for day in (first + _DAY * n for n in range((last - first).days + 1)) if not days.working(day)]
    return [
        Stretch(
            "soft", day_start(day, zone), day_start(day + _DAY, zone), partial(_day_off, day, days), short=_("Day off")
        )
        for day in off
    ]


def _outside(
    taken: list[tuple[datetime, datetime]], since: datetime, until: datetime
) -> Iterator[tuple[datetime, datetime]]:
    """Yield the pieces of a stretch that no other one takes already."""
    for start, end in sorted(taken):
        if since < min(start, until):
            yield since, min(start, until)
        since = max(since, end)
    if since < until:
        yield since, until


def _edges(place: Placement) -> tuple[datetime, datetime]:
    """Return start and end in UTC; a date without a time counts as the last and first moment that it may mean."""
    if place.start_utc:
        return zones.parse_utc(place.start_utc), zones.parse_utc(place.end_utc)
    zone = place.zone or "UTC"
    return day_start(_first(place) + _DAY, zone) - _SECOND, day_start(_last(place), zone)


def _utc(moment: datetime | None) -> datetime | None:
    return moment.astimezone(UTC) if moment is not None else None


def _first(place: Placement) -> date:
    return date.fromisoformat(place.start[:10])


def _last(place: Placement) -> date:
    return date.fromisoformat((place.end or place.start)[:10])


def _limit(severity: Severity, day: date, formats: Formats, words: Words) -> Limit:
    title = _("Cannot be on {day}") if severity == "hard" else _("{day} needs a reason")
    return Limit(severity, title.format(day=formats.day(day)), *words)


def _when(phase: Placement, moment: datetime | None, day: date, formats: Formats) -> str:
    return formats.with_zone(zones.to_zone(moment, phase.zone)) if moment is not None else formats.day(day)


def _in_the_past(_formats: Formats) -> Words:
    return _("A plan begins after now."), _("Record what happened under Details.")


def _before_validation(validation: Placement, formats: Formats) -> Words:
    ends = _when(validation, validation.ends, _last(validation), formats)
    return (
        _("The prod upgrade comes after client validation, which ends {ends}.").format(ends=ends),
        _("Finish client validation earlier, or choose a later time."),
    )


def _into_prod(prod: Placement, formats: Formats) -> Words:
    starts = _when(prod, prod.starts, _last(prod), formats)
    return (
        _("Client validation ends before the prod upgrade, which starts {starts}.").format(starts=starts),
        _("Move the prod upgrade first."),
    )


def _short_notice(hours: int, _formats: Formats) -> Words:
    return _("The prod upgrade would start in under {hours} h.").format(hours=hours), _("Say why it can't wait.")


def _same_night(client: str, start: datetime, apart: timedelta, formats: Formats) -> Words:
    text = _("{client}'s prod upgrade starts {start}, less than {apart} away.")
    minutes = int(apart / timedelta(minutes=1))
    return (
        text.format(client=client, start=formats.with_zone(start), apart=formats.duration(minutes)),
        _("Choose another night, or say why."),
    )


def _before_prod_end(prod: Placement, ended: datetime | None, earliest: date, formats: Formats) -> Words:
    ends = _when(prod, ended, _last(prod), formats)
    return (
        _("Best Practices comes after the prod upgrade, which ends {ends}.").format(ends=ends),
        _("Earliest is {day}.").format(day=formats.day(earliest)),
    )


def _too_late(dossier: Dossier, latest: date, formats: Formats) -> Words:
    text = _("Best Practices stays inside Support Week. Latest is {day}, {count} working days after prod.")
    return (
        text.format(day=formats.day(latest), count=dossier.playbook.limits.best_practices_limit_days),
        _("Skip it instead: ask {approver}.").format(approver=dossier.you.approver or _("the approver")),
    )


def _late(week_end: date, latest: date, formats: Formats) -> Words:
    return (
        _("Support Week ends {day}. Best Practices belongs inside it.").format(day=formats.day(week_end)),
        _("Up to {day} it is tolerated with a reason.").format(day=formats.day(latest)),
    )


def _day_off(day: date, days: WorkCalendar, formats: Formats) -> Words:
    text = _("The client does not work on {day}: {reason}.")
    return (
        text.format(day=formats.day(day), reason=days.holiday(day) or _("weekend")),
        _("Next working day is {day}.").format(day=formats.day(days.next_working(day))),
    )
