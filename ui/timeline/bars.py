"""The bars of one engagement: where each phase stands in time and in which state; no painting."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Final

from models import stages, zones
from models.records import Dossier, Phase
from ui.timeline import bar_words
from ui.timeline.bar import Bar, Scale, State
from ui.timeline.grid import midnight

_ONE_DAY: Final = timedelta(days=1)
_STATES: Final[dict[str, State]] = {
    "planned": "planned",
    "tentative": "tentative",
    "running": "now",
    "done": "done",
    "skipped": "skipped",
    "undated": "undated",
}


def bars(dossier: Dossier, scale: Scale) -> dict[str, Bar]:
    """Return the bar of every phase of an engagement, by kind."""
    return {definition.kind: bar(dossier, definition.kind, scale) for definition in dossier.playbook.phases}


def bar(dossier: Dossier, kind: str, scale: Scale) -> Bar:
    """Return the bar of one phase."""
    phase = dossier.phases[kind]
    state = state_of(dossier, kind, scale.now)
    if not (phase.dated or phase.actual_end_utc):
        return Bar(dossier.id, kind, state, words=bar_words.undated(dossier, kind, state))
    start, end = extent(dossier, phase, state, scale)
    return Bar(
        dossier.id,
        kind,
        state,
        start,
        end,
        whole_days=kind == "support_week",
        tail=_impact_end(dossier, start, scale) if kind == "prod_upgrade" and state != "done" else 0.0,
        untimed=kind != "support_week" and not phase.timed and not phase.actual_end_utc,
        words=bar_words.words(dossier, phase, state, scale),
    )


def state_of(dossier: Dossier, kind: str, now: datetime) -> State:
    """Return how a phase looks at a moment."""
    status = stages.phase_status(dossier, kind, now)
    if status == "locked":
        return "locked" if dossier.engagement.scheduled else "scheduling"
    late = kind != "dev_upgrade" and stages.overdue_by(dossier, kind, now) is not None
    if late and status in {"planned", "tentative", "running"}:
        return "overdue"
    if status in {"planned", "tentative", "running"} and stages.blocked_by(dossier, kind, now):
        return "blocked"
    if status == "planned" and kind == "prod_upgrade":
        return "prod"
    return _STATES[status]


def extent(dossier: Dossier, phase: Phase, state: State, scale: Scale) -> tuple[float, float]:
    """Return start and end of a phase's bar: what happened where it is recorded, else what is planned."""
    start, end = planned_extent(dossier, phase, scale)
    if phase.actual_start is not None:
        start = phase.actual_start.timestamp()
        end = max(end, start)
    if phase.actual_end is not None:
        end = phase.actual_end.timestamp()
        start = min(start or end, end)
    if state == "now" and phase.kind == "dev_upgrade":
        end = max(end, scale.now.timestamp())
    return start, end


def planned_extent(dossier: Dossier, phase: Phase, scale: Scale) -> tuple[float, float]:
    """Return start and end as planned; (0, 0) without a date."""
    first, last = phase.first_day, phase.last_day
    if first is None or last is None:
        return 0.0, 0.0
    if phase.starts is not None and phase.ends is not None:
        return phase.starts.timestamp(), phase.ends.timestamp()
    zone = phase.zone or dossier.engagement.zone or scale.zone
    if phase.kind == "support_week":
        shown = zone if scale.true_days else scale.zone
        return midnight(first, shown), midnight(last + _ONE_DAY, shown)
    return _clock(first, dossier.you.work_start, zone), _clock(last, dossier.you.work_end, zone)


def _clock(day: date, clock: str, zone: str) -> float:
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=zones.zone(zone)).timestamp()


def _impact_end(dossier: Dossier, start: float, scale: Scale) -> float:
    """Return until when business impact may last (N08); shown where hours can be told apart."""
    return start + dossier.playbook.limits.impact_max_minutes * 60 if scale.level == "week" else 0.0
