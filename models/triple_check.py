"""The triple check: roadmap, ServiceNow and clock compared, with a verdict by row and the named cause (N16, N17, N22).

Three sources are read apart from each other and nothing is guessed: what can be read in two ways is asked, what differs
is a mismatch with its likeliest cause, and only what agrees in every row passes. Pure.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from models import zones
from models.agreement import Part, Window, agree
from models.comparison import check_texts, compare, not_typed_yet
from models.errors import UserError
from models.formats import Formats
from models.mismatch import Cause, CauseName, Choice, length_words
from models.readings import Readings, Request, read_request
from models.texts import _, mark
from models.verdict import Correct, Verdict, fact_row, invalid

_RANK: Final[tuple[CauseName, ...]] = (
    *("weekday", "gap", "empty", "not-saved", "zone", "am-pm", "day-month", "year", "day", "clock-change", "length"),
    *("ctask-window", "roadmap-plan", "past", "stamp-expired", "clock", "ambiguous", "fold", "unknown"),
)
"""Of several causes the earlier one explains the later ones."""

_AGREE: Final = mark("All three agree: {day}, {times} in {city}")
_FOLLOWING: Final = {
    "not_typed_yet": (
        mark("Ready to enter: {day}, {times} in {city}"),
        mark("Enter planned start and planned end, then save and reload."),
    ),
    "before_scheduling": (_AGREE, mark("Next: save, reload and check what ServiceNow kept.")),
    "after_saving": (_AGREE, mark("Next is the CTASK; closing it flips the switch.")),
    "ctask": (_AGREE, mark("Next: close the CTASK; that flips the switch.")),
}
"""What a passed gate says, and what comes next."""


def check(request: Request, formats: Formats | None = None) -> Verdict:
    """Compare the three sources of one gate (N17, N19, N20, N21); a text that can't be read gives "invalid".

    Args:
        request: the readings.
        formats: how moments are written; English with 24 hours unless told.
    """
    formats = formats or Formats()
    try:
        readings = read_request(request)
        return _judge(readings, formats)
    except UserError as error:
        return invalid(error)


def _judge(readings: Readings, formats: Formats) -> Verdict:
    window, agreed = agree(readings, formats)
    session, clock = _session(readings, window)
    texts = check_texts(readings, formats)
    shown = Part()
    if window and session and readings.start and readings.end and not texts:
        shown = compare(readings, window, session, formats)
    parts = (shown, clock, agreed, Part(texts))
    causes = sorted((cause for part in parts for cause in part.causes), key=_rank)
    correct = None
    if window and session:
        correct = Correct(*(formats.servicenow(zones.to_zone(at, session)) for at in (window.start, window.end)))
    title, detail = (causes[0].title, causes[0].detail) if causes else ("", "")
    if window and not causes:
        title, detail = _agreement(readings, window, formats)
    question = next((cause for cause in causes if cause.question), None)
    return Verdict(
        verdict="pass" if not causes else "ask" if causes[0].question else "mismatch",
        causes=tuple(dict.fromkeys(cause.name for cause in causes)),
        title=title,
        detail=detail,
        question=question.question if question else None,
        choices=question.choices if question else (),
        session_zone=session,
        session_offset_minutes=readings.stamp.offset,
        correct=correct,
        rows=tuple(row for part in parts for row in part.rows),
    )


def _rank(cause: Cause) -> tuple[bool, int]:
    return bool(cause.question), _RANK.index(cause.name)


def _session(readings: Readings, window: Window | None) -> tuple[str | None, Part]:
    """Return the session's zone as the stamp tells it; zones that show the upgrade differently are asked about."""
    stamp = readings.stamp
    if stamp.result != "known":
        return None, _no_session(readings)
    answer = readings.request.answers.session_zone
    name = answer if answer in stamp.zones else stamp.zones[0]
    alike = {_offsets(readings, window, other) for other in stamp.zones}
    if len(alike) > 1 and name != answer:
        cities = [zones.city(other) for other in stamp.zones]
        question = _("Is the session in {cities}?").format(cities=_(" or ").join(cities))
        choices = tuple(Choice("session_zone", other, zones.city(other)) for other in stamp.zones)
        title = _("The stamp fits two time zones.")
        detail = _("They have the same time now and another one at the upgrade.")
        return None, Part([Cause("ambiguous", title, detail, question, choices)])
    shown = _("{offset} from time stamp").format(offset=zones.offset_text(stamp.offset or 0))
    return name, Part([], [fact_row("session_zone", zones.city(name), shown, same=True)])


def _offsets(readings: Readings, window: Window | None, name: str) -> tuple[object, ...]:
    """What tells two zones apart: how they show the agreed window, and how they read the change's."""
    agreed = (window.start, window.end) if window else ()
    change = [zones.instants(reading.wall, name) for ways in readings.change for reading in readings.in_order(ways)]
    return (*(zones.offset_minutes(moment, name) for moment in agreed), *change)


def _no_session(readings: Readings) -> Part:
    stamp = readings.stamp
    post_again = _("Post a new note and paste its stamp.")
    if stamp.result == "unknown":
        offset = zones.offset_text(stamp.offset or 0)
        title = _("The stamp says {offset}: no zone that you use.").format(offset=offset)
        cause = Cause(
            "unknown", title, _("Or the stamp is old: then post a new note."), _("Which zone is the session in?")
        )
        shown = _("{offset} from time stamp").format(offset=offset)
    elif stamp.result == "expired":
        age = length_words(stamp.age or timedelta())
        cause = Cause("stamp-expired", _("Stop. The stamp is {age} old.").format(age=age), post_again)
        shown = zones.city(stamp.zones[0])
    else:
        cause = Cause("clock", _("Stop. Clock or stamp is off."), post_again)
        shown = readings.request.stamp.strip()
    return Part([cause], [fact_row("session_zone", "", shown, same=False)])


def _agreement(readings: Readings, window: Window, formats: Formats) -> tuple[str, str]:
    """Return the words of a check that passed: the full date, in both zones, and what comes next."""
    client, you = zones.zone_name(window.start), (readings.request.zones or {}).get("you")
    heading, following = _FOLLOWING[readings.request.gate]
    if not_typed_yet(readings):
        heading, following = _FOLLOWING["not_typed_yet"]
    title = _(heading).format(
        day=formats.day_year(window.start.date()), times=_times(window, formats), city=zones.city(client)
    )
    detail = _(following)
    if you and zones.zone_difference(window.start, client, you):
        yours = Window(zones.to_zone(window.start, you), zones.to_zone(window.end, you))
        day = "" if yours.start.date() == window.start.date() else f"{formats.day(yours.start.date())}, "
        there = _("For you that is {times} in {city}.").format(
            times=f"{day}{_times(yours, formats)}", city=zones.city(you)
        )
        detail = f"{there} {detail}"
    return title, detail


def _times(window: Window, formats: Formats) -> str:
    """Return "19:00 to 22:00", or "22:00 to Fri 4 Dec, 01:00"."""
    same_day = window.start.date() == window.end.date()
    end = formats.time(window.end) if same_day else formats.moment(window.end)
    return _("{start} to {end}").format(start=formats.time(window.start), end=end)
