"""What a triple check is given: the roadmap, what ServiceNow shows, a stamp and the clock, as texts and as read.

The shapes are those of `e2e-tracker triple-check` (ARCHITECTURE, JSON shapes); nothing here is compared yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Struct, field

from models import zones
from models.errors import UserError
from models.servicenow.dates import ColumnOrder, Reading, decide_order, read
from models.texts import _
from models.time_stamp import FALLBACK_ZONES, StampReading, read_stamp
from models.weekdays import weekday_number

Gate = Literal["before_scheduling", "after_saving", "ctask"]

_ISO: Final = "Write it like 2026-11-24T10:43:24-05:00."
_BARE_HOUR = re.compile(r"\s*(\d{1,2})\s*([ap])\.?m\.?\s*", re.ASCII | re.IGNORECASE)


class Agreed(Struct, frozen=True, kw_only=True):
    """A, the roadmap's reading: the client's local date and time (N20)."""

    date: str
    time: str
    zone: str
    weekday: str | None = None


class Shown(Struct, frozen=True, kw_only=True):
    """B, a planned start and end as ServiceNow shows them; null or empty where the field is empty."""

    start: str | None = None
    end: str | None = None


class Answers(Struct, frozen=True, kw_only=True):
    """What the person answered to an `ask`: B's date order, the session's zone, which side of a fold was agreed."""

    order: Literal["mdy", "dmy"] | None = None
    session_zone: str | None = None
    fold: Literal[0, 1] | None = None


class Request(Struct, frozen=True, kw_only=True):
    """One triple check.

    Attributes:
        agreed: A, the roadmap.
        stamp: C, the time stamp of the work note.
        clock: this computer's time when the stamp was pasted, ISO 8601 with its offset.
        shown: B, what ServiceNow shows.
        plan_start_utc: the planned start on the timeline, an instant; null where it is not compared.
        zones: every known zone by any label; "you", "client" and "system" are the usual ones.
        gate: which gate is checked.
        before_saving: the strings shown before the last save.
        change: the change's own window as shown in the same session; the CTASK must lie within it.
        now: the moment of the check where it is later than `clock`; an instant.
        length_minutes: the length of the planned window (N19).
        answers: answers to an earlier `ask`.
    """

    agreed: Agreed
    stamp: str
    clock: str
    shown: Shown | None = None
    plan_start_utc: str | None = None
    zones: dict[str, str | None] | None = None
    gate: Gate = "after_saving"
    before_saving: Shown | None = None
    change: Shown | None = None
    now: str | None = None
    length_minutes: Annotated[int, msgspec.Meta(gt=0, le=1440)] = 180
    answers: Answers = field(default_factory=Answers)


class Readings(Struct, frozen=True):
    """A request as read.

    Attributes:
        request: the texts.
        agreed: the agreed wall time, naive; two where day and month could be swapped.
        weekday: 0 for Monday to 6 for Sunday; None where none was given.
        start: ways to read the shown start; none where the field is empty.
        end: the same for the shown end.
        change: ways to read the change's start and end.
        order: the date order of everything that the session shows.
        stamp: the session's zone as its stamp tells it.
        now: the moment of the check, in UTC.
        plan: the planned start on the timeline, in UTC.
        known: every known zone, the likeliest session first.
    """

    request: Request
    agreed: tuple[datetime, ...]
    weekday: int | None
    start: tuple[Reading, ...]
    end: tuple[Reading, ...]
    change: tuple[tuple[Reading, ...], tuple[Reading, ...]]
    order: ColumnOrder
    stamp: StampReading
    now: datetime
    plan: datetime | None
    known: tuple[str, ...]

    def in_order(self, texts: tuple[Reading, ...]) -> tuple[Reading, ...]:
        """Return the readings of a text that the session's date order leaves: one, or two where it is in doubt."""
        return tuple(reading for reading in texts if reading.order == self.order) or texts


def decode(text: bytes) -> Request:
    """Read a request from JSON; raises UserError that names the key or the place of the mistake."""
    try:
        return msgspec.json.decode(text, type=Request)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        what = _("This is no reading of a triple check: {reason}.").format(reason=str(error).rstrip("."))
        raise UserError(what, do=_("“e2e-tracker triple-check --help” shows the shape.")) from error


def read_request(request: Request) -> Readings:
    """Read every text of a request; raises UserError that names the field whose text can't be read."""
    agreed, shown = request.agreed, request.shown or Shown()
    change = (request.change if request.gate == "ctask" else None) or Shown()
    with _field(_("Time zone")):
        known = _known_zones(request)
    with _field(_("Weekday")):
        weekday = weekday_number(agreed.weekday) if agreed.weekday and agreed.weekday.strip() else None
    with _field(_("This computer's clock")):
        clock = _instant(request.clock)
    with _field(_("Moment of the check")):
        now = _instant(request.now) if request.now else clock
    with _field(_("Planned start on the timeline")):
        plan = _instant(request.plan_start_utc) if request.plan_start_utc else None
    with _field(_("Work note time stamp")):
        stamp = read_stamp(request.stamp, clock, known, FALLBACK_ZONES)
    start, end = _moment(shown.start, _("Planned start date")), _moment(shown.end, _("Planned end date"))
    window = (_moment(change.start, _("Start of the change")), _moment(change.end, _("End of the change")))
    return Readings(
        request=request,
        agreed=agreed_walls(agreed),
        weekday=weekday,
        start=start,
        end=end,
        change=window,
        order=_session_order(request, change, stamp),
        stamp=stamp,
        now=now.astimezone(zones.UTC),
        plan=plan,
        known=known,
    )


def _known_zones(request: Request) -> tuple[str, ...]:
    named = dict(request.zones or {})
    first = [request.agreed.zone, request.answers.session_zone, *(named.pop(key, None) for key in ("client", "you"))]
    known = tuple(dict.fromkeys(name for name in (*first, *named.values()) if name))
    for name in (request.agreed.zone, *known):
        zones.zone(name)
    return known


def agreed_walls(agreed: Agreed) -> tuple[datetime, ...]:
    """Return the agreed wall time, naive; two where day and month could be swapped. Raises UserError, field named."""
    with _field(_("Date")):
        days = read(agreed.date)
        if days[0].has_time:
            raise UserError(_("“{text}” is more than a date.").format(text=agreed.date), do=_("Write the date alone."))
    with _field(_("Start")):
        spoken = _BARE_HOUR.fullmatch(agreed.time)
        text = f"{spoken[1]}:00 {spoken[2]}m" if spoken else agreed.time.strip()
        try:
            at = read(f"2000-01-01 {text}")[0]
        except UserError as error:
            what = _("“{text}” is no time of day.").format(text=agreed.time[:40])
            raise UserError(what, do=_("Write it like 19:00 or 7:00 PM.")) from error
        if not at.has_time:
            raise UserError(_("There is no time."), do=_("Write it like 19:00 or 7:00 PM."))
    return tuple(datetime.combine(day.wall.date(), at.wall.time()) for day in days)


def _moment(text: str | None, label: str) -> tuple[Reading, ...]:
    if not (text or "").strip():
        return ()
    with _field(label):
        readings = read(text or "")
        if not readings[0].has_time:
            raise UserError(_("“{text}” has no time.").format(text=text), do=_("Copy the whole field."))
    return readings


def _session_order(request: Request, change: Shown, stamp: StampReading) -> ColumnOrder:
    """Return the one date order of the session: the clock tells the stamp's, and its forms show the same."""
    texts = [text for window in (request.shown, change) if window for text in (window.start, window.end) if text]
    decided = decide_order([*texts, request.stamp])
    if stamp.order in ("mdy", "dmy") and len(read(request.stamp)) == 2:
        return stamp.order if decided in ("ambiguous", stamp.order) else "contradictory"
    return request.answers.order or decided if decided == "ambiguous" else decided


def _instant(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise UserError(_("“{text}” is no moment.").format(text=text[:40]), do=_ISO) from error
    if moment.tzinfo is None:
        raise UserError(_("“{text}” has no offset from UTC.").format(text=text), do=_ISO)
    if not zones.FIRST_YEAR < moment.year < zones.LAST_YEAR:
        raise UserError(_("The year of “{text}” can't be.").format(text=text), do=_ISO)
    return moment


@contextmanager
def _field(label: str) -> Iterator[None]:
    """Name the field in whatever can't be read."""
    try:
        yield
    except UserError as error:
        raise UserError(error.what, where=label, do=error.do) from error
