"""Lines below the three sources: what each of them turned out to be."""

from __future__ import annotations

from models import zones
from models.formats import Formats
from models.gates import Sheet
from models.readings import Request
from models.texts import _
from models.verdict import Row, Verdict

Line = tuple[str, str]
"""Words and tone."""

UNSURE = frozenset({"roadmap-plan", "weekday", "gap", "past", "clock", "stamp-expired", "unknown", "ambiguous", "fold"})
"""Causes with which nobody knows the right values for the form yet."""


def clock_time(sheet: Sheet, utc: str, formats: Formats, now_utc: str) -> str:
    """Return "10:42:50" of today in your zone, with the day in front of an earlier one."""
    at, now = (zones.to_zone(zones.parse_utc(text), sheet.your_zone) for text in (utc, now_utc))
    seconds = f"{at:%H:%M:%S}"
    return seconds if at.date() == now.date() else f"{formats.day(at)}, {seconds}"


def signed_words(sheet: Sheet, formats: Formats) -> str:
    """Return what was signed, in the client's time."""
    day, time = formats.day_year(sheet.start), formats.time(sheet.start)
    return _("Signed for {day}, {time} in {city}").format(day=day, time=time, city=zones.city(sheet.zone))


def about_roadmap(verdict: Verdict, formats: Formats, sheet: Sheet) -> Line:
    """Return what became of A."""
    plan, weekday = _row(verdict, "plan"), _row(verdict, "weekday")
    if weekday is not None and weekday.result == "differs":
        return _("The weekday does not fit the date"), "danger"
    if plan is None:
        return _("Not a single real time"), "danger"
    if plan.result == "differs":
        return _("Your timeline says {plan}").format(plan=plan.b), "danger"
    return _("{day} matches your timeline").format(day=formats.day(sheet.start)), "ok"


def about_servicenow(verdict: Verdict, formats: Formats, read: str) -> Line:
    """Return what became of B."""
    start, end, length = (_row(verdict, name) for name in ("start", "end", "length"))
    if start is None and verdict.verdict == "pass":
        return _("Nothing typed in yet"), "ok"
    if start is None and {"empty", "not-saved"} & set(verdict.causes):
        return _("ServiceNow shows no date"), "danger"
    if start is None:
        return _("Not compared yet"), "text2"
    for row, later, earlier in (
        (start, _("{length} later than the roadmap"), _("{length} earlier than the roadmap")),
        (length, _("The window is {length} longer"), _("The window is {length} shorter")),
        (end, _("The end is {length} later"), _("The end is {length} earlier")),
    ):
        if row is not None and row.result == "differs":
            if row.difference_minutes is None:
                return row.text, "danger"
            words = later if row.difference_minutes > 0 else earlier
            return words.format(length=formats.duration(abs(row.difference_minutes))), "danger"
    return read, "ok"


def about_clock(verdict: Verdict, request: Request, sheet: Sheet, formats: Formats) -> Line:
    """Return what became of C."""
    if verdict.session_zone is None or verdict.session_offset_minutes is None:
        return _("The stamp does not tell the session's zone"), "warn" if verdict.verdict == "ask" else "danger"
    yours = zones.offset_minutes(zones.parse_utc(request.now or ""), sheet.your_zone)
    ahead, city = verdict.session_offset_minutes - yours, zones.city(verdict.session_zone)
    if not ahead:
        return _("ServiceNow has your time: {city}").format(city=city), "ok"
    words = (
        _("ServiceNow is {length} ahead of you: {city}")
        if ahead > 0
        else _("ServiceNow is {length} behind you: {city}")
    )
    return words.format(length=formats.duration(abs(ahead)), city=city), "ok"


def _row(verdict: Verdict, name: str) -> Row | None:
    return next((row for row in verdict.rows if row.row == name), None)
