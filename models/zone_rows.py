"""What each row of the comparison says: the party's clock now, and a window on it, other dates named (N20)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from models import zones
from models.aligned_text import aligned
from models.formats import Formats
from models.records import Dossier
from models.texts import _, ngettext
from models.zone_bands import Axis, HourMark, change_words, changes_on, hour_marks, hours_of_work
from models.zone_roles import ZoneRole
from models.zones import ClockChange


class Window(Struct, frozen=True):
    """What is compared: an instant, or a window with its end and the latest end of the business impact.

    Attributes:
        start: an aware moment.
        end: the end after real hours; the same moment where it is an instant alone.
        impact_end: when the business impact is over at the latest; equal to `end` where there is none.
        sure_end: until when there is business impact in any case.
    """

    start: datetime
    end: datetime
    sure_end: datetime
    impact_end: datetime

    @property
    def instant_only(self) -> bool:
        """Whether it has no length."""
        return zones.elapsed_between(self.start, self.end) == timedelta()


class ZoneRow(Struct, frozen=True):
    """One party's row.

    Attributes:
        role: whose it is.
        offset: from UTC, "UTC−5", or "UTC−4 → −5" where it is another one by the window's start.
        now: the present moment on its clock.
        now_shift: how many dates that is ahead of yours.
        start: the window's start on its clock; None where nothing is compared.
        end: its end.
        shift: how many dates its start is ahead of yours.
        pieces: when it works, in UTC.
        marks: the labels of its hours.
        changes: its clock changes on the axis.
    """

    role: ZoneRole
    offset: str
    now: datetime
    now_shift: int
    start: datetime | None
    end: datetime | None
    shift: int
    pieces: tuple[tuple[datetime, datetime], ...]
    marks: tuple[HourMark, ...]
    changes: tuple[ClockChange, ...]

    @property
    def crosses_midnight(self) -> bool:
        """Whether the window ends on another date than it starts on."""
        return bool(self.start and self.end and self.start.date() != self.end.date())


def prod_window(dossier: Dossier, start: datetime | None = None) -> Window | None:
    """Return the Prod Upgrade's window with its business impact (N08, N19).

    Args:
        dossier: the engagement.
        start: another start than the planned one; aware.

    Returns:
        None where no start is given and none with a time is planned.
    """
    prod, limits = dossier.prod, dossier.playbook.limits
    if start is None:
        if not prod.start_utc:
            return None
        start, end = (prod.starts, prod.ends) if zones.exists(prod.zone) else (None, None)
        if start is None or end is None:  # no rules for its zone: the instants are known all the same
            start, end = zones.parse_utc(prod.start_utc), zones.parse_utc(prod.end_utc or prod.start_utc)
    else:
        end = zones.after(start, timedelta(minutes=limits.prod_window_minutes))
    sure, latest = (
        zones.after(start, timedelta(minutes=minutes))
        for minutes in (limits.impact_min_minutes, limits.impact_max_minutes)
    )
    return Window(start, end, sure, latest)


def instant(moment: datetime) -> Window:
    """Return a window without length."""
    return Window(moment, moment, moment, moment)


def rows(
    roles: Sequence[ZoneRole], axis: Axis, now: datetime, window: Window | None, formats: Formats
) -> tuple[ZoneRow, ...]:
    """Return the rows of all whose zone is known, in their order.

    Args:
        roles: whose clocks; the first one's dates are those that the others are compared with.
        axis: what their bands show.
        now: the present moment.
        window: what is compared.
        formats: how hours are written.
    """
    known = [role for role in roles if role.known]
    if not known:
        return ()
    yours = known[0].zone
    return tuple(_row(role, yours, axis, now, window, formats) for role in known)


def _row(role: ZoneRole, yours: str, axis: Axis, now: datetime, window: Window | None, formats: Formats) -> ZoneRow:
    start, end = (zones.to_zone(at, role.zone) for at in (window.start, window.end)) if window else (None, None)
    return ZoneRow(
        role=role,
        offset=_offset(role.zone, now, start),
        now=zones.to_zone(now, role.zone),
        now_shift=_shift(now, role.zone, yours),
        start=start,
        end=end,
        shift=_shift(start, role.zone, yours) if start else 0,
        pieces=hours_of_work(role, axis),
        marks=hour_marks(role, axis, formats),
        changes=changes_on(role, axis),
    )


def _offset(zone: str, now: datetime, start: datetime | None) -> str:
    today = zones.offset_text(zones.offset_minutes(now, zone))
    then = zones.offset_text(zones.offset_minutes(start, zone)) if start else today
    return today if then == today else f"{today} → {then.removeprefix('UTC') or '0'}"


def _shift(moment: datetime, zone: str, yours: str) -> int:
    return (zones.to_zone(moment, zone).date() - zones.to_zone(moment, yours).date()).days


def shift_words(days: int) -> str:
    """Return "+1 day", "−1 day"; empty for the same date."""
    if not days:
        return ""
    count = abs(days)
    words = ngettext("{count} day", "{count} days", count).format(count=count)
    return f"{'+' if days > 0 else '−'}{words}"


def end_words(row: ZoneRow, formats: Formats) -> str:
    """Return the window's end, with its weekday where it is another date: "Fri 01:00"."""
    if row.end is None:
        return ""
    weekday = f"{formats.weekday(row.end)} " if row.crosses_midnight else ""
    return f"{weekday}{formats.time(row.end)}"


def spoken(row: ZoneRow, what: str, formats: Formats) -> str:
    """Return a row as one readable sentence, for assistive technology.

    Args:
        row: the row.
        what: what is compared: "Prod upgrade"; empty for nothing.
        formats: how moments are written.
    """
    parts = [f"{row.role.name}, {zones.city(row.role.zone)}, {row.offset}"]
    other_date = f", {shift_words(row.now_shift)}" if row.now_shift else ""
    parts.append(_("Now {time}").format(time=formats.time(row.now)) + other_date)
    if row.start is not None and row.end is not None:
        said = formats.full(row.start)
        if row.start != row.end:
            last = formats.time(row.end)
            if row.crosses_midnight:
                last = f"{formats.weekday(row.end, full=True)} {last}"
            said = _("{start} to {end}").format(start=said, end=last)
        shift = f", {shift_words(row.shift)}" if row.shift else ""
        parts.append(f"{what} {said}{shift}".strip())
    if row.role.has_hours:
        hours = (row.role.work_start, row.role.work_end)
        parts.append(_("Working hours {first} to {last}").format(first=hours[0], last=hours[1]))
    parts += [change_words(change, row.role, formats) for change in row.changes]
    return ". ".join(parts) + "."


def as_text(found: Sequence[ZoneRow], formats: Formats) -> str:
    """Return the rows as aligned plain text, to copy."""
    return aligned([_cells(row, formats) for row in found])


def as_markdown(found: Sequence[ZoneRow], formats: Formats) -> str:
    """Return the rows as a Markdown table, to copy."""
    return table([(_("Who"), _("City"), _("Date and time"), _("Time zone")), *(_cells(row, formats) for row in found)])


def table(lines: Sequence[Sequence[str]]) -> str:
    """Return lines as a Markdown table, the first one as its head."""
    head, *body = lines
    return "\n".join(_line(cells) for cells in (head, ["---"] * len(head), *body))


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _cells(row: ZoneRow, formats: Formats) -> tuple[str, str, str, str]:
    shown = row.start or row.now
    said = f"{formats.day_year(shown)}, {formats.time(shown)}"
    if row.end is not None and row.end != row.start:
        said += f" – {end_words(row, formats)}"
    zone = row.role.zone
    word, offset = zones.abbreviation(shown, zone), zones.offset_text(zones.offset_minutes(shown, zone))
    return row.role.name, zones.city(zone), said, word if word == offset else f"{word} ({offset})"
