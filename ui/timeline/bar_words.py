"""What the bars say, in your time: longest first, each shorter form enough alone."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from models import stages, zones
from models.formats import Formats
from models.records import Dossier, Phase
from models.texts import _, mark
from ui.timeline.bar import Scale, State, Words

_HOUR: Final = 60
_DAY: Final = 24 * 60
_OPENS: Final = {
    "dev_upgrade": mark("Opens after the dev upgrade"),
    "kickoff": mark("Opens after Kickoff"),
    "client_validation": mark("Opens after client validation"),
    "prod_upgrade": mark("Opens after the prod upgrade"),
}


def undated(dossier: Dossier, kind: str, state: State) -> Words:
    """Return the words of a phase without a date."""
    if state == "skipped":
        return _skipped(dossier)
    if state == "done":
        return Words(beside=(_("Done"),))
    if kind == "support_week":
        return Words(beside=(_("Follows the prod upgrade"),))
    return Words(inside=(_("Set prod date"), _("Set date")) if kind == "prod_upgrade" else (_("Set date"),))


def words(dossier: Dossier, phase: Phase, state: State, scale: Scale) -> Words:
    """Return the words of a dated phase in its state."""
    if state == "skipped":
        found = _skipped(dossier)
    elif state == "done":
        found = _done(phase, scale)
    elif state == "overdue":
        found = _overdue(dossier, phase, scale)
    elif state == "blocked":
        found = _blocked(dossier, phase, scale)
    elif phase.kind == "support_week":
        found = _support_week(phase, state, scale)
    elif state == "now":
        found = _running(dossier, phase, scale)
    elif phase.starts is None or phase.ends is None:
        found = _date_only(phase, scale.formats)
    elif phase.kind == "prod_upgrade":
        found = _prod(dossier, phase.starts, phase.ends, state, scale)
    else:
        found = _planned(phase.kind, phase.starts, phase.ends, scale)
    return found


def rounded(minutes: int, formats: Formats) -> str:
    """Return a length in its largest unit only: "6 h", "2 days", "40 min"."""
    if minutes >= 2 * _DAY:
        minutes -= minutes % _DAY
    elif minutes >= _HOUR:
        minutes -= minutes % _HOUR
    return formats.duration(minutes)


def _skipped(dossier: Dossier) -> Words:
    approver = dossier.engagement.skip_approver
    agreed = _("Skipped, {name} agreed").format(name=approver) if approver else _("Skipped")
    return Words(beside=(agreed, _("Skipped")), elsewhere=_("Skipped"))


def _done(phase: Phase, scale: Scale) -> Words:
    formats = scale.formats
    end, start = phase.actual_end or phase.ends, phase.actual_start or phase.starts
    day = _local(end, scale).date() if end is not None else phase.last_day
    if day is None:
        return Words(beside=(_("Done"),))
    off = _("Done {day}").format(day=formats.day(day))
    if phase.kind == "kickoff" and start is not None:
        held = _local(start, scale)
        when = f"{formats.weekday(held)} {formats.time(held)}"
        return Words(beside=(when,), elsewhere=_("Held {day}").format(day=formats.day(held)))
    if phase.kind == "best_practices":
        held_on = _("Held {day}").format(day=formats.short_day(day))
        return Words(beside=(held_on, _("Held")), elsewhere=_("Held {day}").format(day=formats.day(day)))
    if phase.kind == "dev_upgrade" and start is not None and end is not None:
        return Words(beside=(rounded(_minutes(start, end), formats),), elsewhere=off)
    short = _("Done {day}").format(day=formats.short_day(day))
    beside = (_("Posted"),) if phase.kind == "technical_validation" else (short, _("Done"))
    return Words(beside=beside, elsewhere=off)


def _overdue(dossier: Dossier, phase: Phase, scale: Scale) -> Words:
    late = stages.overdue_by(dossier, phase.kind, scale.now) or timedelta()
    length = rounded(int(late.total_seconds() // 60), scale.formats)
    if phase.kind == "prod_upgrade" and not dossier.engagement.scheduling:
        text = _("Not scheduled, {length} late").format(length=length)
        return Words(beside=(text, _("Not scheduled")), elsewhere=text, icon="alert")
    text = _("{length} over").format(length=length)
    return Words(beside=(text,), elsewhere=text, icon="alert")


def opens_after(dossier: Dossier, kind: str, now: datetime) -> str:
    """Return what a blocked phase waits for."""
    before = stages.blocked_by(dossier, kind, now)
    return _(_OPENS[before]) if before else ""


def _blocked(dossier: Dossier, phase: Phase, scale: Scale) -> Words:
    reason, day = opens_after(dossier, phase.kind, scale.now), phase.first_day
    when = scale.formats.short_day(day) if day is not None else ""
    if phase.starts is not None:
        start = _local(phase.starts, scale)
        when = f"{scale.formats.short_day(start)}, {scale.formats.time(start)}"
    return Words(beside=(f"{when} · {reason}", reason, when), elsewhere=f"{when} · {reason}", icon="lock")


def _support_week(phase: Phase, state: State, scale: Scale) -> Words:
    first, last = phase.first_day, phase.last_day
    if first is None or last is None:
        return Words()
    formats = scale.formats
    days = formats.days(first, last)
    if state == "now":
        ends = _("Ends {day}").format(day=formats.day(last))
        return Words(inside=(ends, formats.short_day(last)), elsewhere=ends)
    if scale.level == "day":
        text = _("From {day}, client's day").format(day=formats.day(first))
        return Words(inside=(text, formats.short_day(first)), beside=(days,), elsewhere=days)
    short = f"{formats.short_day(first)} – {formats.short_day(last)}"
    long = _("{days}, client's working days").format(days=days)
    texts = (long, days, short) if scale.level == "week" else (days, short, formats.short_day(first))
    return Words(inside=texts, beside=(days, short), elsewhere=days)


def _running(dossier: Dossier, phase: Phase, scale: Scale) -> Words:
    formats, now = scale.formats, scale.now
    if phase.kind == "dev_upgrade" and phase.actual_start is not None:
        return _running_upgrade(dossier, phase.actual_start, scale)
    if phase.ends is None:
        last = phase.last_day or date.max
        return Words(beside=(_("Ends {day}").format(day=formats.short_day(last)),), elsewhere=formats.day(last))
    end = _local(phase.ends, scale)
    if phase.ends <= now:
        late = _("Was to end {when}").format(when=f"{formats.short_day(end)}, {formats.time(end)}")
        return Words(beside=(late, _("Not marked as over")), elsewhere=late)
    left = _("{length} left").format(length=rounded(_minutes(now, phase.ends), formats))
    if end.date() == _local(now, scale).date():
        when = _("Ends today {time}").format(time=formats.time(end))
    else:
        when = _("Ends {day}, {time}").format(day=formats.short_day(end), time=formats.time(end))
    return Words(beside=(f"{when} · {left}", when, left), elsewhere=_("Ends {when}").format(when=formats.moment(end)))


def _running_upgrade(dossier: Dossier, start: datetime, scale: Scale) -> Words:
    limits = dossier.playbook.limits
    minutes = max(_minutes(start, scale.now), 0)
    length = rounded(minutes, scale.formats)
    if minutes <= limits.dev_usual_max_hours * _HOUR:
        since = _("{length} so far").format(length=length)
        return Words(beside=(since, length), elsewhere=since)
    usual = _("{length}, {least} to {most} h is usual").format(
        length=length, least=limits.dev_usual_min_hours, most=limits.dev_usual_max_hours
    )
    return Words(beside=(usual, length), elsewhere=usual, icon="alert", tone="warn")


def _date_only(phase: Phase, formats: Formats) -> Words:
    first, last = phase.first_day, phase.last_day
    if first is None or last is None:
        return Words()
    one = first == last
    short = formats.short_day(first) if one else f"{formats.short_day(first)} – {formats.short_day(last)}"
    long = formats.day(first) if one else formats.days(first, last)
    return Words(beside=(_("{day}, time not set").format(day=short), short), elsewhere=long)


def _prod(dossier: Dossier, starts: datetime, ends: datetime, state: State, scale: Scale) -> Words:
    formats, limits = scale.formats, dossier.playbook.limits
    start, end = _local(starts, scale), _local(ends, scale)
    hours = f"{formats.time(start)} – {formats.time(end)}"
    client = f"{formats.time(starts)} – {formats.time(ends)}"
    off = formats.moment(start)
    if scale.level == "day":
        return Words(
            inside=(hours, hours.replace(" ", ""), formats.time(start)),
            beside=(_("{hours} for the client").format(hours=client), client),
            under=_("Starts up to {minutes} min after this").format(minutes=limits.start_grace_minutes),
            elsewhere=off,
            both=True,
        )
    if state in {"locked", "scheduling"}:
        short = f"{formats.short_day(start)}, {formats.time(start)}"
        said = _("scheduled") if state == "locked" else _("being scheduled")
        return Words(beside=(f"{short} · {said}", said.capitalize(), short), elsewhere=f"{off} · {said}", icon="lock")
    if scale.level == "week":
        impact = _("{hours} client, impact {least}–{most} h").format(
            hours=client, least=limits.impact_min_minutes // _HOUR, most=limits.impact_max_minutes // _HOUR
        )
        beside = (_("{hours} you").format(hours=hours), hours)
        return Words(beside=beside, under=impact, before=formats.day(start), elsewhere=off)
    return Words(beside=(formats.span(start, end), off, formats.short_day(start)), elsewhere=off)


def _planned(kind: str, starts: datetime, ends: datetime, scale: Scale) -> Words:
    formats = scale.formats
    start, end = _local(starts, scale), _local(ends, scale)
    moment, off = f"{formats.short_day(start)}, {formats.time(start)}", formats.moment(start)
    if start.date() != end.date() and kind == "client_validation":
        days = f"{formats.short_day(start)} – {formats.short_day(end)}"
        return Words(beside=(days, formats.short_day(start)), elsewhere=off)
    if scale.level in {"week", "day"}:
        span = f"{moment} – {formats.time(end)}"
        return Words(beside=(span, moment, formats.time(start)), elsewhere=off)
    return Words(beside=(moment, formats.short_day(start)), elsewhere=off)


def _local(moment: datetime, scale: Scale) -> datetime:
    return zones.to_zone(moment, scale.zone)


def _minutes(start: datetime, end: datetime) -> int:
    return int(zones.elapsed_between(start, end).total_seconds() // 60)
