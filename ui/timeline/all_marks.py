"""The marks of one engagement in its row of All engagements, and the words beside them; no pixels yet."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from models import stages, zones
from models.attention import Attention
from models.records import Dossier
from models.texts import _
from ui.timeline.bar import Bar, Scale
from ui.timeline.bar_words import rounded
from ui.timeline.bars import extent, state_of
from ui.timeline.history import Trace, traces

KINDS: Final = ("dev_upgrade", "kickoff", "client_validation", "prod_upgrade", "support_week", "best_practices")
"""The phases that have a mark, in the order in which the arrows go through them."""


class Marks(Struct, frozen=True):
    """What a row shows.

    Attributes:
        bars: the marks, in the order of `KINDS`; one without a date stands nowhere.
        prod: the words of the Prod Upgrade, longest first: the client's time with the abbreviation of its zone.
        off: the words that stand for the Prod Upgrade while it is out of sight.
        note: what is said of a running or late validation.
        no_ticket: whether Support Week's ticket is not open though it should be.
        past: dates that were agreed before, while earlier dates are shown.
    """

    bars: tuple[Bar, ...]
    prod: tuple[str, ...] = ()
    off: str = ""
    note: str = ""
    no_ticket: bool = False
    past: tuple[Trace, ...] = ()

    def bar(self, kind: str) -> Bar | None:
        """Return the mark of a phase; None for one that has none."""
        for bar in self.bars:
            if bar.kind == kind:
                return bar
        return None


def marks_of(dossier: Dossier, seen: Attention | None, scale: Scale) -> Marks:
    """Return the marks of an engagement at a moment."""
    bars = tuple(_mark(dossier, kind, scale) for kind in KINDS if kind in dossier.phases)
    missing = any(finding.rule == "support-week-ticket" for finding in (seen.findings if seen else ()))
    past = tuple(trace for trace in traces(dossier, "prod_upgrade", scale) if trace.kind == "agreed")
    found = Marks(bars, note=_note(dossier, bars, scale), no_ticket=missing, past=past)
    prod = found.bar("prod_upgrade")
    return replace(found, prod=_words(dossier, scale), off=_off(dossier, prod, scale)) if prod else found


def _mark(dossier: Dossier, kind: str, scale: Scale) -> Bar:
    phase, state = dossier.phases[kind], state_of(dossier, kind, scale.now)
    if not (phase.dated or phase.actual_end_utc):
        return Bar(dossier.id, kind, state)
    start, end = extent(dossier, phase, state, scale)
    if state == "overdue" and kind == "client_validation":
        end = max(end, scale.now.timestamp())
    untimed = kind != "support_week" and not phase.timed and not phase.actual_end_utc
    return Bar(dossier.id, kind, state, start, end, whole_days=kind == "support_week", untimed=untimed)


def _note(dossier: Dossier, bars: tuple[Bar, ...], scale: Scale) -> str:
    bar = next((bar for bar in bars if bar.kind == "client_validation"), None)
    ends = dossier.phases["client_validation"].ends
    if bar is None or ends is None:
        return ""
    if bar.state == "now":
        left = zones.elapsed_between(scale.now, ends)
        return _("{length} left").format(length=_length(left, scale))
    if bar.state == "overdue":
        late = stages.overdue_by(dossier, "client_validation", scale.now) or timedelta()
        return _("{length} over").format(length=_length(late, scale))
    return ""


def _length(length: timedelta, scale: Scale) -> str:
    minutes = max(int(length.total_seconds() // 60), 0)
    if minutes >= 24 * 60:
        minutes -= minutes % (24 * 60)
    if minutes == 24 * 60:
        return _("1 day")
    return rounded(minutes, scale.formats)


def _words(dossier: Dossier, scale: Scale) -> tuple[str, ...]:
    prod, formats = dossier.prod, scale.formats
    if prod.starts is None:
        return (formats.short_day(prod.first_day),) if prod.first_day else ()
    day, time = formats.short_day(prod.starts), formats.time(prod.starts)
    return (f"{day}, {time} {zones.abbreviation(prod.starts, prod.zone)}", f"{day}, {time}", day)


def _off(dossier: Dossier, bar: Bar, scale: Scale) -> str:
    day = dossier.prod.first_day
    if day is None:
        return ""
    near = abs((day - scale.now.date()).days) < 28
    when = scale.formats.short_day(day) if near else scale.formats.day(day)
    return (_("Prod {day}, done") if bar.state == "done" else _("Prod {day}")).format(day=when)
