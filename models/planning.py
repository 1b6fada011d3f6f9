"""What a move of a phase would mean: where it and its followers land, which limits it breaks, what it brings; pure.

The timeline asks on every frame of a drag, so texts of consequences are made only when somebody reads them.
`models.rescheduling` writes what is decided here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from models import zones
from models.calendars import WorkCalendar
from models.effects import Effect, effects
from models.errors import UserError
from models.formats import Formats
from models.limits import (
    Limit,
    Span,
    broken,
    calendar_of,
    clock_limit,
    end_limits,
    forbidden_spans,
    lead_of,
    zone_of,
)
from models.placements import Placement, after_prod, at_time, day_of, first_place, initial_plan, of_phase, on_days
from models.records import Dossier, Phase
from models.stages import phase_status
from models.texts import _

__all__ = [
    "Effect",
    "Limit",
    "Placement",
    "Proposal",
    "Span",
    "forbidden_spans",
    "initial_plan",
    "propose_correction",
    "propose_move",
    "propose_resize",
    "propose_undated",
    "propose_wall",
    "reschedulable",
    "snap",
]


class Proposal(Struct, frozen=True, dict=True):
    """A place that somebody thinks of for a phase, with everything that follows from it.

    Attributes:
        kind: the phase that is moved.
        old: its row as it is.
        placements: the new place of the phase, then of the phases that follow it.
        limits: what the place breaks; a hard limit refuses it, a soft one asks for a reason.
        before: the engagement as it is.
        formats: how dates are written in the texts.
        together: the phases that are moved at once, where they are several.
        days: by how many calendar days those are moved.
    """

    kind: str
    old: Phase
    placements: tuple[Placement, ...]
    limits: tuple[Limit, ...]
    before: Dossier
    formats: Formats
    together: tuple[str, ...] = ()
    days: int = 0

    @property
    def allowed(self) -> bool:
        """Whether no hard limit refuses it."""
        return not any(limit.severity == "hard" for limit in self.limits)

    @property
    def soft(self) -> tuple[Limit, ...]:
        """The limits that ask for a reason."""
        return tuple(limit for limit in self.limits if limit.severity == "soft")

    @property
    def changes(self) -> bool:
        """Whether anything would be planned differently."""
        return any(place != of_phase(self.before.phases[place.kind]) for place in self.placements)

    @property
    def needs_reason(self) -> bool:
        """Whether a reason is asked for: Prod after the client has agreed, and every soft limit (Decisions 11)."""
        agreed = self.kind == "prod_upgrade" and self.before.agreed is not None
        return self.changes and (agreed or bool(self.soft))

    @property
    def needs_review(self) -> bool:
        """Whether it is read over before it counts: the Prod Upgrade, and whatever needs a reason."""
        return self.changes and (self.kind == "prod_upgrade" or self.needs_reason)

    def placement(self, kind: str) -> Placement | None:
        """Return the new place of a phase; None for one that stays."""
        return next((place for place in self.placements if place.kind == kind), None)

    @cached_property
    def after(self) -> Dossier:
        """The engagement as it would be planned: what rules and texts can be asked about."""
        phases = {place.kind: place.applied_to(self.before.phases[place.kind]) for place in self.placements}
        return replace(self.before, phases={**self.before.phases, **phases})

    @cached_property
    def effects(self) -> tuple[Effect, ...]:
        """The consequences, in words."""
        return effects(self.before, self.after, self.formats)


def propose_move(
    dossier: Dossier, kind: str, start: datetime | date, now: datetime, *, formats: Formats | None = None
) -> Proposal:
    """Return what planning a phase from another start would mean.

    It keeps its length: the playbook's where it had none, 3 elapsed hours for Prod (N19), the same days and the time
    of day of its end for a phase of several days. Support Week and Best Practices follow Prod.

    Args:
        dossier: the engagement.
        kind: the phase.
        start: an aware moment, which says the side of a fold that is meant; or a date for "time not set".
        now: the moment, aware.
        formats: how dates are written in the texts; English where it isn't given.
    """
    words = formats or Formats()
    if isinstance(start, datetime) and not _exists(start):
        try:
            zones.attach(start.replace(tzinfo=None), zones.zone_name(start))
        except zones.GapError as error:
            return _asking(dossier, kind, error, now, words)
    return _propose(dossier, kind, start, now, words, refusal=reschedulable(dossier, kind, now))


def propose_wall(
    dossier: Dossier, kind: str, wall: datetime, now: datetime, *, formats: Formats | None = None
) -> Proposal:
    """Return what `propose_move` does, from a naive wall time of the client's clock, as a drag or a field gives it.

    Dragging by days adds them to this wall time. A time that the clock skips or shows twice becomes a hard limit
    whose words ask; the place is then drawn at the nearest real time.
    """
    words, place = formats or Formats(), of_phase(dossier.phases[kind])
    here = place.starts if place.start == zones.wall_text(wall) else None  # its own place is asked about by nobody
    try:
        start = here or zones.attach(wall, zone_of(dossier, kind) or "UTC")
    except (zones.GapError, zones.FoldError) as error:
        return _asking(dossier, kind, error, now, words)
    return _propose(dossier, kind, start, now, words, refusal=reschedulable(dossier, kind, now))


def propose_correction(dossier: Dossier, start: datetime, now: datetime, *, formats: Formats | None = None) -> Proposal:
    """Return what *Correct dates* of a locked Prod Upgrade would mean (N11, N18); a bar never gets this far."""
    return _propose(dossier, "prod_upgrade", start, now, formats or Formats(), refusal=None)


def propose_resize(
    dossier: Dossier, kind: str, end: datetime | date, now: datetime, *, formats: Formats | None = None
) -> Proposal:
    """Return what another end of a phase would mean; its start stays.

    Args:
        dossier: the engagement.
        kind: a phase that the playbook calls resizable.
        end: an aware moment, or a date where the phase has no time.
        now: the moment, aware.
        formats: how dates are written in the texts; English where it isn't given.
    """
    words, old = formats or Formats(), dossier.phases[kind]
    refusal, start = _resizable(dossier, kind, now), old.starts
    if refusal is not None:
        return _proposal(dossier, (of_phase(old),), (_refused(refusal),), words)
    if start is not None and isinstance(end, datetime):
        place = at_time(kind, start, zones.to_zone(end, old.zone))
    else:
        place = on_days(kind, day_of(old.first_day or end), day_of(end), old.zone)
    limits = () if place == of_phase(old) else end_limits(dossier, place, now, words)
    return _proposal(dossier, (place,), limits, words)


def propose_undated(dossier: Dossier, kind: str, now: datetime, *, formats: Formats | None = None) -> Proposal:
    """Return what taking a phase's date away would mean; Support Week loses its own with the Prod Upgrade's."""
    kinds = (kind, "support_week") if kind == "prod_upgrade" else (kind,)
    places = tuple(Placement(item, zone=dossier.phases[item].zone) for item in kinds)
    refusal = reschedulable(dossier, kind, now)
    limits = () if refusal is None else (_refused(refusal),)
    return _proposal(dossier, places, limits, formats or Formats())


def reschedulable(dossier: Dossier, kind: str, now: datetime) -> UserError | None:
    """Return why the plan of a phase can't be moved, in words for its bar; None where it can.

    Raises nothing: Support Week follows Prod, a scheduled Prod is locked (N11), and what happened is a fact.
    """
    if kind == "support_week":
        return UserError(_("Support Week follows the prod upgrade."), do=_("Move the prod upgrade."))
    status, correct = phase_status(dossier, kind, now), _("Correct what happened under Details.")
    if kind == "prod_upgrade" and status in {"locked", "running"}:
        way_out = _("Use Correct dates, and {lead} is told.").format(lead=lead_of(dossier))
        return UserError(_("Scheduled upgrades cannot be moved here."), do=way_out)
    if status in {"done", "skipped"}:
        return UserError(_("It is over.") if status == "done" else _("It is skipped."), do=correct)
    return UserError(_("It has begun."), do=correct) if dossier.phases[kind].actual_start_utc else None


def snap(start: datetime, minutes: int) -> datetime:
    """Return the nearest wall time of a grid of so many minutes from midnight, in the zone of `start`.

    Where the clock skips it the first real time after it; on a fold the side of `start`.
    """
    if minutes <= 0:
        return start
    wall = start.replace(tzinfo=None, fold=0)
    midnight = wall.replace(hour=0, minute=0, second=0, microsecond=0)
    grid = timedelta(minutes=minutes)
    snapped = midnight + round((wall - midnight) / grid) * grid
    if snapped == wall:
        return start
    try:
        return zones.attach(snapped, zones.zone_name(start), fold=start.fold)
    except zones.GapError as error:
        return error.after


def _exists(start: datetime) -> bool:
    """Whether a clock ever shows an aware moment as it is written; a gap is skipped."""
    return start.astimezone(zones.UTC).astimezone(start.tzinfo).replace(fold=0) == start.replace(fold=0)


def _asking(
    dossier: Dossier, kind: str, error: zones.GapError | zones.FoldError, now: datetime, formats: Formats
) -> Proposal:
    """Return the proposal for a time that has to be asked about, at the nearest real one."""
    start, refusal = _nearest(error), reschedulable(dossier, kind, now)
    proposal = _propose(dossier, kind, start, now, formats, refusal=refusal)
    asked = clock_limit(error, start.date(), formats)
    return proposal if refusal is not None else replace(proposal, limits=(asked, *proposal.limits))


def _nearest(error: zones.GapError | zones.FoldError) -> datetime:
    return error.after if isinstance(error, zones.GapError) else error.choices[0]


def _propose(
    dossier: Dossier, kind: str, start: datetime | date, now: datetime, formats: Formats, *, refusal: UserError | None
) -> Proposal:
    old, zone = dossier.phases[kind], zone_of(dossier, kind)
    if isinstance(start, datetime) and not zone:
        refusal = UserError(_("The client's time zone is not known."), do=_("Choose it under Details first."))
    if refusal is not None:
        return _proposal(dossier, (of_phase(old),), (_refused(refusal),), formats)
    try:
        place = _moved(dossier, old, start, zone)
    except (zones.GapError, zones.FoldError) as error:  # of the end: a place without a time stands for it
        place = on_days(kind, day_of(start), day_of(start), zone)
        return _proposal(dossier, (place,), (clock_limit(error, day_of(start), formats),), formats)
    if place == of_phase(old):
        return _proposal(dossier, (place,), (), formats)
    places = (place, *_followers(dossier, place)) if kind == "prod_upgrade" else (place,)
    return _proposal(dossier, places, tuple(broken(dossier, place, now, formats)), formats)


def _moved(dossier: Dossier, old: Phase, start: datetime | date, zone: str) -> Placement:
    """Return a phase from another start, as long as before; unchanged from its own start."""
    definition, calendar = dossier.playbook.phase(old.kind), calendar_of(dossier)
    if not isinstance(start, datetime):
        return _on_date(dossier, old, start, zone, calendar)
    if zones.utc_text(start) == old.start_utc:
        return of_phase(old)
    start, place = zones.to_zone(start.astimezone(zones.UTC), zone), of_phase(old)
    starts, ends = place.starts, place.ends
    if starts is None or ends is None or old.kind == "prod_upgrade":
        return first_place(definition, dossier.playbook, calendar, zone, start)
    if definition.days < 2:
        return at_time(old.kind, start, zones.after(start, zones.elapsed_between(starts, ends)))
    last = _last_day(calendar, starts.date(), ends.date(), start.date())
    return at_time(old.kind, start, zones.attach(datetime.combine(last, ends.time()), zone))


def _on_date(dossier: Dossier, old: Phase, day: date, zone: str, calendar: WorkCalendar) -> Placement:
    """Return a phase on a date without a time, over as many days as before."""
    definition, playbook = dossier.playbook.phase(old.kind), dossier.playbook
    if old.first_day is None or old.last_day is None or (old.timed and definition.days < 2):
        return first_place(definition, playbook, calendar, zone, day)
    last = _last_day(calendar, old.first_day, old.last_day, day)
    return replace(on_days(old.kind, day, last, zone), end=last.isoformat() if old.end else "")


def _last_day(calendar: WorkCalendar, first: date, last: date, moved: date) -> date:
    """Return the last day of a phase of several days from another first day.

    It keeps its working days, and its calendar days where it lies on days off, so that the way back restores it.
    """
    if all(calendar.working(day) for day in (first, last, moved)):
        return calendar.add(moved, calendar.between(first, last))
    return moved + (last - first)


def _followers(dossier: Dossier, prod: Placement) -> Iterator[Placement]:
    """Yield the places of Support Week and Best Practices after a Prod Upgrade on another date (N24, N25)."""
    old_day, day = dossier.prod.first_day, prod.first_day
    if day is None:
        return
    calendar, playbook = calendar_of(dossier), dossier.playbook
    week, session = dossier.phases["support_week"], dossier.phases["best_practices"]
    if day != old_day or not week.dated:
        place = after_prod(playbook.phase("support_week"), playbook, calendar, week.zone or prod.zone, day)
        if place != of_phase(week):
            yield place
    if day == old_day or session.actual_start_utc or session.actual_end_utc or dossier.engagement.skipped:
        return
    if session.first_day is not None and old_day is not None:
        away = max(1, calendar.between(old_day, session.first_day))
        yield _same_time(session, calendar.add(day, away))
    elif old_day is None and not session.dated:
        yield after_prod(playbook.phase("best_practices"), playbook, calendar, session.zone or prod.zone, day)


def _same_time(session: Phase, day: date) -> Placement:
    """Return a session on another day at its time of day; the day alone where the clock has no single such time."""
    place = of_phase(session)
    starts, ends = place.starts, place.ends
    if starts is None or ends is None:
        return replace(place, start=day.isoformat(), end=day.isoformat() if session.end else "")
    try:
        start = zones.attach(datetime.combine(day, starts.time()), session.zone)
    except (zones.GapError, zones.FoldError):
        return on_days(session.kind, day, day, session.zone)
    return at_time(session.kind, start, zones.after(start, zones.elapsed_between(starts, ends)))


def _resizable(dossier: Dossier, kind: str, now: datetime) -> UserError | None:
    if not dossier.playbook.phase(kind).resizable:
        return UserError(_("Its length is fixed."), do=_("Move it instead."))
    if phase_status(dossier, kind, now) in {"done", "skipped"}:
        return UserError(_("It is over."), do=_("Correct what happened under Details."))
    return None if dossier.phases[kind].dated else UserError(_("It has no date."), do=_("Set its date first."))


def _refused(error: UserError) -> Limit:
    return Limit("hard", _("Cannot be moved"), error.what, error.do)


def _proposal(dossier: Dossier, places: tuple[Placement, ...], limits: Iterable[Limit], formats: Formats) -> Proposal:
    kind = places[0].kind
    ordered = tuple(sorted(limits, key=lambda limit: limit.severity))
    return Proposal(kind, dossier.phases[kind], places, ordered, dossier, formats)
