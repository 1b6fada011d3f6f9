"""How far an engagement and each of its phases are: recorded facts first, then the stage it was imported at.

The clock alone ends no phase, except Support Week after a scheduled Prod Upgrade. "Today" is the client's.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from models import calendars, zones
from models.records import Dossier, Phase
from models.texts import _, ngettext

STAGES: Final = (
    "dev_upgrade",
    "technical_validation",
    "kickoff",
    "client_validation",
    "validated",
    "scheduling",
    "scheduled",
    "prod_upgrade",
    "support_week",
    "best_practices",
    "done",
)
_NEEDS: Final = {
    "technical_validation": "dev_upgrade",
    "client_validation": "kickoff",
    "prod_upgrade": "client_validation",
    "best_practices": "prod_upgrade",
}
"""What has to be over before a phase can begin."""
_AFTER: Final = frozenset({"prod_upgrade", "best_practices"})
"""The phases whose plan may not begin before that is planned to end."""
_RANK: Final = {name: rank for rank, name in enumerate(STAGES)}
_BEFORE_SCHEDULING: Final = STAGES[:4]
_CLOSED: Final = "Closed"


def stage(dossier: Dossier, now: datetime) -> str:
    """Return where the engagement stands, one of `STAGES` (PRODUCT, Decisions 6 and 17)."""
    if is_done(dossier, now):
        return "done"
    found, imported = _stage_of_facts(dossier, now), dossier.engagement.imported_stage
    return imported if _RANK.get(imported, -1) > _RANK[found] else found


def is_done(dossier: Dossier, now: datetime) -> bool:
    """Whether support week is over, every ticket closed and Best Practices held or skipped."""
    tickets = [ticket for ticket in dossier.tickets if ticket.kind in _etiu_kinds(dossier)]
    closed = bool(tickets) and all(ticket.state.startswith(_CLOSED) for ticket in tickets)
    return closed and best_practices_over(dossier) and support_week_over(dossier, now)


def phase_status(dossier: Dossier, kind: str, now: datetime) -> str:
    """Return undated, planned, tentative, running, locked, done or skipped."""
    phase = dossier.phases[kind]
    if kind == "best_practices" and dossier.engagement.skipped and not phase.actual_end_utc:
        return "skipped"
    if _over(dossier, kind, now):
        return "done"
    if kind == "prod_upgrade":
        return _prod_status(dossier, now)
    waits = kind == "support_week" and not _is_scheduled(dossier)
    if phase.actual_start_utc or (phase.dated and not waits and _clock_says_begun(phase, now)):
        return "running"
    return "planned" if phase.dated else "undated"


def overdue_by(dossier: Dossier, kind: str, now: datetime) -> timedelta | None:
    """Return how long ago a phase should have been over; None where it isn't late.

    Dev Upgrade is late past its longest usual run (N02), a Prod Upgrade that nobody scheduled from its planned start,
    a scheduled one past its end and the hour of grace.
    """
    if kind == "support_week" or phase_status(dossier, kind, now) in {"done", "skipped", "undated"}:
        return None
    limit = _late_from(dossier, kind)
    return now - limit if limit is not None and now > limit else None


def blocked_by(dossier: Dossier, kind: str, now: datetime) -> str:
    """Return the phase that keeps a planned one from beginning; empty where nothing does (N09, N26).

    Its time has come while the one before it isn't over, or its plan begins before that one is planned to end.
    """
    before, phase = _NEEDS.get(kind, ""), dossier.phases[kind]
    if not before or not phase.dated or phase.actual_start_utc or phase.actual_end_utc:
        return ""
    if prod_over(dossier, now) if before == "prod_upgrade" else _over(dossier, before, now):
        return ""
    ends, starts = _planned_end(dossier.phases[before]), phase.starts
    early = kind in _AFTER and ends is not None and starts is not None and starts < ends
    return before if early or _clock_says_begun(phase, now) else ""


def chip(dossier: Dossier, now: datetime) -> str:
    """Return the stage in words for the header: "Client validation, day 2 of 2"."""
    name = stage(dossier, now)
    if name in {"client_validation", "support_week"}:
        return _counted(dossier, name, now)
    words = {
        "validated": _("Validation complete"),
        "scheduling": _("Scheduling, cannot be moved"),
        "scheduled": _("Scheduled, locked"),
        "done": _("Done"),
    }
    if name in words:
        return words[name]
    running = phase_status(dossier, name, now) == "running"
    text = dossier.playbook.phase(name).name
    return _("{phase}, running").format(phase=text) if running else text


def validation_complete(dossier: Dossier) -> bool:
    """Whether the client has confirmed the end of the validation, here or before the engagement came here (N09)."""
    return _recorded_over(dossier, "client_validation")


def validation_begun(dossier: Dossier, now: datetime) -> bool:
    """Whether client validation has begun, as recorded or by its planned start."""
    return _begun(dossier, "client_validation", now)


def kickoff_begun(dossier: Dossier, now: datetime) -> bool:
    """Whether Kickoff has begun, as recorded or by its planned start (N04)."""
    return _begun(dossier, "kickoff", now)


def prod_begun(dossier: Dossier, now: datetime) -> bool:
    """Whether a scheduled Prod Upgrade has reached its planned start, or its start or end is recorded."""
    phase = dossier.prod
    recorded = bool(phase.actual_start_utc) or _recorded_over(dossier, "prod_upgrade")
    return recorded or (_is_scheduled(dossier) and _clock_says_begun(phase, now))


def prod_over(dossier: Dossier, now: datetime) -> bool:
    """Whether the Prod Upgrade's outcome is noted, or a scheduled one has passed its planned end."""
    if _recorded_over(dossier, "prod_upgrade"):
        return True
    end = _planned_end(dossier.prod)
    return _is_scheduled(dossier) and end is not None and end <= now


def support_week_over(dossier: Dossier, now: datetime) -> bool:
    """Whether Support Week has ended: recorded, or its last day is past after a scheduled Prod Upgrade."""
    phase = dossier.phases["support_week"]
    if _recorded_over(dossier, "support_week"):
        return True
    last = phase.last_day
    return _is_scheduled(dossier) and last is not None and last < today(phase, now)


def best_practices_over(dossier: Dossier) -> bool:
    """Whether the session was held, or skipped (N26)."""
    held = _recorded_over(dossier, "best_practices") or dossier.is_done("best_practices_held")
    return held or dossier.engagement.skipped


def today(phase: Phase, now: datetime) -> date:
    """Return the client's date at a moment, on the clock of the phase's zone."""
    return (zones.to_zone(now, phase.zone) if phase.zone else now).date()


def _stage_of_facts(dossier: Dossier, now: datetime) -> str:
    if _is_scheduled(dossier):
        return _stage_after_scheduling(dossier, now)
    if dossier.engagement.scheduling:
        return "scheduling"
    if validation_complete(dossier):
        return "validated"
    return _BEFORE_SCHEDULING[max(_reached(dossier, rank, kind) for rank, kind in enumerate(_BEFORE_SCHEDULING))]


def _reached(dossier: Dossier, rank: int, kind: str) -> int:
    """Return the rank that the recorded facts of one phase prove to be reached."""
    phase = dossier.phases[kind]
    if phase.actual_end_utc:
        return rank + 1
    return rank if phase.actual_start_utc else 0


def _stage_after_scheduling(dossier: Dossier, now: datetime) -> str:
    if not prod_begun(dossier, now):
        return "scheduled"
    first = dossier.phases["support_week"].first_day
    begun = first is not None and first <= today(dossier.phases["support_week"], now)
    if not (begun or _recorded_over(dossier, "prod_upgrade")):
        return "prod_upgrade"
    late = support_week_over(dossier, now) and not best_practices_over(dossier)
    return "best_practices" if late else "support_week"


def _is_scheduled(dossier: Dossier) -> bool:
    """Whether the switch is flipped, as recorded here or as the engagement came here."""
    engagement = dossier.engagement
    proven = engagement.scheduled or bool(dossier.prod.actual_start_utc or dossier.prod.actual_end_utc)
    return proven or _RANK.get(engagement.imported_stage, -1) >= _RANK["scheduled"]


def _recorded_over(dossier: Dossier, kind: str) -> bool:
    """Whether a phase's end is recorded, or it was over when the engagement came here."""
    if dossier.phases[kind].actual_end_utc:
        return True
    imported = _RANK.get(dossier.engagement.imported_stage, -1)
    if kind in {"support_week", "best_practices"}:
        return imported == _RANK["done"]
    if kind != "prod_upgrade" and dossier.engagement.scheduled_elsewhere:
        return True
    return imported > _RANK[kind]


def _over(dossier: Dossier, kind: str, now: datetime) -> bool:
    if kind == "support_week":
        return support_week_over(dossier, now)
    if kind == "best_practices":
        return best_practices_over(dossier)
    return _recorded_over(dossier, kind)


def _begun(dossier: Dossier, kind: str, now: datetime) -> bool:
    phase = dossier.phases[kind]
    if _recorded_over(dossier, kind) or phase.actual_start_utc:
        return True
    return phase.dated and _clock_says_begun(phase, now)


def _clock_says_begun(phase: Phase, now: datetime) -> bool:
    start = phase.starts
    if start is not None:
        return start <= now
    first = phase.first_day
    return first is not None and first <= today(phase, now)


def _prod_status(dossier: Dossier, now: datetime) -> str:
    if _is_scheduled(dossier):
        return "running" if prod_begun(dossier, now) else "locked"
    if dossier.engagement.scheduling:
        return "locked"
    if not dossier.prod.dated:
        return "undated"
    reached = not dossier.phases["client_validation"].dated and stage(dossier, now) == "client_validation"
    return "planned" if reached or validation_begun(dossier, now) else "tentative"


def _late_from(dossier: Dossier, kind: str) -> datetime | None:
    phase, limits = dossier.phases[kind], dossier.playbook.limits
    if kind == "dev_upgrade":
        start = phase.actual_start or phase.starts
        return start and zones.after(start, timedelta(hours=limits.dev_usual_max_hours))
    end = _planned_end(phase)
    if kind != "prod_upgrade":
        return end
    if not _is_scheduled(dossier):
        return phase.starts or end
    return end and zones.after(end, timedelta(minutes=limits.start_grace_minutes))


def _planned_end(phase: Phase) -> datetime | None:
    """Return the planned end; of a date without a time the midnight that ends it."""
    if phase.ends is not None or phase.last_day is None:
        return phase.ends
    midnight = datetime.combine(phase.last_day + timedelta(days=1), time())
    return midnight.replace(tzinfo=zones.zone(phase.zone) if phase.zone else UTC).astimezone(UTC)


def _counted(dossier: Dossier, kind: str, now: datetime) -> str:
    phase, name = dossier.phases[kind], dossier.playbook.phase(kind).name
    first, last, day = phase.first_day, phase.last_day, today(phase, now)
    if kind == "support_week" and support_week_over(dossier, now):
        return _("{phase}, closing").format(phase=name)
    if first is None or last is None or day < first:
        return name
    working = calendars.calendar(dossier.engagement.country, dossier.engagement.subdivision)
    number = max(1, working.between(first - timedelta(days=1), day))
    planned = max(1, working.between(first - timedelta(days=1), last))
    if number > planned:
        return ngettext("{phase}, {count} day over", "{phase}, {count} days over", number - planned).format(
            phase=name, count=number - planned
        )
    return _("{phase}, day {day} of {days}").format(phase=name, day=number, days=planned)


def _etiu_kinds(dossier: Dossier) -> frozenset[str]:
    return frozenset(ticket.kind for ticket in dossier.playbook.tickets)
