"""B, what ServiceNow shows, read in its session's zone and compared with the agreed window (N17, N19, N21)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal

from models import zones
from models.agreement import Part, Window
from models.errors import UserError
from models.formats import Formats
from models.mismatch import Case, Cause, Choice, length_causes, start_causes
from models.readings import Readings, Shown
from models.servicenow.dates import Reading, read
from models.texts import _
from models.time_stamp import FALLBACK_ZONES
from models.verdict import Row, RowName, fact_row, moment_row, signed_minutes


def check_texts(readings: Readings, formats: Formats) -> list[Cause]:
    """Return what forbids reading B: a field that is empty, or day and month that could be swapped."""
    causes = []
    typed = [bool(readings.start), bool(readings.end)]
    if not all(typed) and not not_typed_yet(readings):
        causes.append(_empty(readings))
    change = readings.request.change
    if readings.request.gate == "ctask" and change and not all(readings.change):
        title = _("Stop. The change has no planned start or end.")
        causes.append(Cause("empty", title, _("Look at the change: this field can fail silently.")))
    if readings.order == "contradictory":
        title = _("The dates have day and month in different orders.")
        question = _("One text has the day first, another the month first: which is right?")
        causes.append(Cause("ambiguous", title, _("Copy them again from ServiceNow."), question))
    doubtful = [texts for texts in (readings.start, readings.end, *readings.change) if len(texts) > 1]
    if readings.order == "ambiguous" and doubtful:
        causes.append(_ask_order(doubtful[0], formats))
    return causes


def not_typed_yet(readings: Readings) -> bool:
    """Whether nothing is in the form yet, which only the first gate accepts."""
    return readings.request.gate == "before_scheduling" and not readings.start and not readings.end


def compare(readings: Readings, window: Window, session: str, formats: Formats) -> Part:
    """Compare B with the agreed window; call it where `check_texts` found nothing."""
    start, doubts = _read_shown(readings.in_order(readings.start)[0], window.start, session, formats)
    end, more_doubts = _read_shown(readings.in_order(readings.end)[0], window.end, session, formats)
    causes = [*doubts, *more_doubts]
    if start is None or end is None:
        return Part(causes, _unreal_rows(window, start, end, formats))
    known = (*readings.known, *FALLBACK_ZONES)
    case = Case(window.start, window.end, start, end, known, readings.now, formats)
    causes += [*_differences(readings, case), *_outside_change(readings, case, session)]
    return Part(causes, _rows(case, formats))


def _differences(readings: Readings, case: Case) -> list[Cause]:
    shown, before = readings.request.shown or Shown(), readings.request.before_saving or Shown()
    late = bool(case.late)
    if late and readings.plan and not zones.elapsed_between(readings.plan, case.shown_start):
        return length_causes(case)  # ServiceNow has the plan: the roadmap's reading is the one that differs
    causes = [*start_causes(case), *length_causes(case)]
    wrong_end = bool(zones.elapsed_between(case.end, case.shown_end))
    if (late and _same(shown.start, before.start)) or (wrong_end and _same(shown.end, before.end)):
        return [_not_kept("not-saved"), *(cause for cause in causes if cause.name != "unknown")]
    return causes


def _outside_change(readings: Readings, case: Case, session: str) -> list[Cause]:
    """The CTASK's dates must lie within the change's own window."""
    if not all(readings.change):
        return []
    first, last = (readings.in_order(texts)[0].wall for texts in readings.change)
    try:
        opens, closes = zones.attach(first, session, fold=0), zones.attach(last, session, fold=1)
    except zones.GapError as error:
        return [_not_real(error)]
    late, early = zones.elapsed_between(closes, case.shown_end), zones.elapsed_between(case.shown_start, opens)
    if max(late, early) <= timedelta():
        return []
    span = case.formats.span(opens, closes)
    detail = _("The change is planned for {span} in {city}.").format(span=span, city=zones.city(session))
    return [Cause("ctask-window", _("Stop. The CTASK lies outside the change's window."), detail)]


def _read_shown(
    reading: Reading, agreed: datetime, session: str, formats: Formats
) -> tuple[datetime | None, list[Cause]]:
    """Return what the session means, None where its clock jumps over it; asked where one of two is the agreed one."""
    try:
        first, second = (zones.attach(reading.wall, session, fold=fold) for fold in (0, 1))
    except zones.GapError as error:
        return None, [_not_real(error)]
    nearest = min(first, second, key=lambda moment: abs(zones.elapsed_between(agreed, moment)))
    if zones.elapsed_between(first, second) and not zones.elapsed_between(agreed, nearest):
        return nearest, [_ask_shown_side(first, second, formats)]
    return nearest, []


def _unreal_rows(window: Window, start: datetime | None, end: datetime | None, formats: Formats) -> list[Row]:
    text = _("Not a real time")
    moments: tuple[tuple[RowName, datetime, datetime | None], ...] = (
        ("start", window.start, start),
        ("end", window.end, end),
    )
    return [
        fact_row(name, formats.with_zone(agreed), text, same=False, text=text)
        for name, agreed, shown in moments
        if shown is None
    ]


def _rows(case: Case, formats: Formats) -> list[Row]:
    client = zones.zone_name(case.start)
    moments: tuple[tuple[RowName, datetime, datetime], ...] = (
        ("start", case.start, case.shown_start),
        ("end", case.end, case.shown_end),
    )
    rows = []
    for name, agreed, shown in moments:
        here = zones.to_zone(shown, client)
        words = [formats.with_zone(moment) for moment in (agreed, here)]
        if agreed.year != here.year:
            words = [f"{formats.full(moment)} {zones.abbreviation(moment, client)}" for moment in (agreed, here)]
        rows.append(moment_row(name, words[0], words[1], agreed, shown))
    length = zones.elapsed_between(case.start, case.end)
    longer = case.length - length
    rows.append(
        Row(
            row="length",
            a=formats.duration(signed_minutes(length)),
            b=formats.duration(signed_minutes(case.length)),
            result="differs" if longer else "same",
            difference_minutes=signed_minutes(longer),
            text=_length_result(longer, formats),
        )
    )
    return rows


def _length_result(longer: timedelta, formats: Formats) -> str:
    if not longer:
        return _("Same")
    words = _("{length} longer") if longer > timedelta() else _("{length} shorter")
    return words.format(length=formats.duration(abs(signed_minutes(longer))))


def _same(text: str | None, before: str | None) -> bool:
    """Whether two texts of a field are the same moment, in whatever format."""
    if (text or "").strip() == (before or "").strip():
        return True
    try:
        return read(text or "") == read(before or "")
    except UserError:
        return False


def _empty(readings: Readings) -> Cause:
    if readings.request.gate == "before_scheduling":
        title = _("Stop. One of the two dates is missing.")
        return Cause("empty", title, _("Enter planned start and planned end, then check again."))
    return _not_kept("empty")


def _not_kept(name: Literal["empty", "not-saved"]) -> Cause:
    title = _("Stop. ServiceNow did not keep the dates.")
    return Cause(name, title, _("This field can fail silently. Enter them again, save, reload."))


def _not_real(error: zones.GapError) -> Cause:
    return Cause("gap", _("Stop. ServiceNow shows a time that does not exist."), error.what)


def _ask_shown_side(first: datetime, second: datetime, formats: Formats) -> Cause:
    title = _("{time} comes twice in {city}.")
    title = title.format(time=formats.time(first), city=zones.city(zones.zone_name(first)))
    question = _("Does ServiceNow mean {first} or {second}?")
    question = question.format(first=formats.with_zone(first), second=formats.with_zone(second))
    return Cause("fold", title, _("Read it in a session in UTC, where it comes once."), question)


def _ask_order(readings: Sequence[Reading], formats: Formats) -> Cause:
    days = [formats.day_year(reading.wall.date()) for reading in readings]
    choices = tuple(Choice("order", reading.order, day) for reading, day in zip(readings, days, strict=True))
    question = _("Does ServiceNow mean {first} or {second}?").format(first=days[0], second=days[1])
    title = _("ServiceNow's dates can be read in two ways.")
    detail = _("Day and month could be swapped.")
    return Cause("ambiguous", title, detail, question, choices)
