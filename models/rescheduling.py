"""Writing plans and what happened: each function reads, decides by `models.planning` and writes one step.

The plan, the roadmap and what happened are three things: a move changes the plan, `agree` the roadmap (PRODUCT,
Decisions 5), `record_actual` what happened, which is always accepted (Decisions 9).
"""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Final

from msgspec.structs import asdict

from models import zones
from models.dossiers import load
from models.effects import adjusts
from models.errors import UserError
from models.placements import Placement, of_phase
from models.planning import Proposal, propose_correction, propose_move, propose_resize, propose_undated
from models.records import Dossier, Engagement
from models.stages import phase_status
from models.store import Store
from models.texts import _, mark, ngettext
from models.together import propose_together

if TYPE_CHECKING:
    from sqlite_utils import Database

ADJUSTMENT: Final = "adjustment"
"""Kind of the message that tells the lead of a changed Prod Upgrade (N18)."""

_NAMES: Final = {
    "dev_upgrade": mark("Dev Upgrade"),
    "technical_validation": mark("Technical Validation"),
    "kickoff": mark("Kickoff"),
    "client_validation": mark("Client Validation"),
    "prod_upgrade": mark("Prod Upgrade"),
    "support_week": mark("Support Week"),
    "best_practices": mark("Best Practices"),
}


def move_phase(
    store: Store,
    engagement_id: int,
    kind: str,
    start: datetime | date,
    *,
    reason: str = "",
    record_roadmap: bool = False,
    agreed_with: str = "",
) -> Proposal:
    """Plan a phase from another start, with the phases that follow it; nothing is written where nothing changes.

    Args:
        store: the store.
        engagement_id: the engagement.
        kind: the phase.
        start: aware, or a date for "time not set".
        reason: why, kept for ever; required where the proposal says so (Decisions 11).
        record_roadmap: for the Prod Upgrade: record it in the same step as what the client agreed.
        agreed_with: with whom it was agreed.

    Raises:
        UserError: a hard limit, a locked bar, or a missing reason.
    """
    with store.step(_label(_("Move {phase}"), kind), engagement=engagement_id, reason=reason.strip()) as db:
        proposal = propose_move(load(store, engagement_id), kind, start, store.clock.now())
        _decide(proposal, reason)
        _write(db, store, proposal, reason)
        if record_roadmap and kind == "prod_upgrade":
            _write_roadmap(db, store, proposal.before, proposal.placements[0], agreed_with=agreed_with, reason=reason)
    return proposal


def move_together(
    store: Store,
    engagement_id: int,
    kinds: Collection[str],
    days: int,
    *,
    reason: str = "",
    record_roadmap: bool = False,
    agreed_with: str = "",
) -> Proposal:
    """Move several phases by the same calendar days, in one step; all of them or none.

    Args:
        store: the store.
        engagement_id: the engagement.
        kinds: the phases.
        days: how far, negative for earlier.
        reason: why; required where the proposal says so (Decisions 11).
        record_roadmap: with the Prod Upgrade among them: record it as what the client agreed.
        agreed_with: with whom it was agreed.

    Raises:
        UserError: a hard limit of any of them, a locked bar, or a missing reason.
    """
    label = ngettext("Move {count} phase", "Move {count} phases together", len(kinds)).format(count=len(kinds))
    with store.step(label, engagement=engagement_id, reason=reason.strip()) as db:
        proposal = propose_together(load(store, engagement_id), kinds, days, store.clock.now())
        _decide(proposal, reason)
        _write(db, store, proposal, reason)
        if record_roadmap and proposal.kind == "prod_upgrade":
            _write_roadmap(db, store, proposal.before, proposal.placements[0], agreed_with=agreed_with, reason=reason)
    return proposal


def resize_phase(store: Store, engagement_id: int, kind: str, end: datetime | date, *, reason: str = "") -> Proposal:
    """Plan another end of a phase; raises UserError for a hard limit, a fixed length, or a missing reason."""
    with store.step(
        _label(_("Change the length of {phase}"), kind), engagement=engagement_id, reason=reason.strip()
    ) as db:
        proposal = propose_resize(load(store, engagement_id), kind, end, store.clock.now())
        _decide(proposal, reason)
        _write(db, store, proposal, reason)
    return proposal


def set_time(
    store: Store, engagement_id: int, kind: str, at: time, *, fold: int | None = None, reason: str = ""
) -> Proposal:
    """Give a phase that has only a date its time of the client's clock.

    Raises:
        UserError: as `move_phase`; GapError and FoldError where the clock skips the time or shows it twice and no
            `fold` chooses a side.
    """
    dossier = load(store, engagement_id)
    phase = dossier.phases[kind]
    if phase.first_day is None:
        raise UserError(_("There is no date yet."), dossier.engagement.client, _("Set the date first."))
    start = zones.attach(datetime.combine(phase.first_day, at), phase.zone or dossier.engagement.zone, fold=fold)
    return move_phase(store, engagement_id, kind, start, reason=reason)


def undate(store: Store, engagement_id: int, kind: str, *, reason: str = "") -> Proposal:
    """Take the date of a phase away; raises UserError where it is locked or over, or a reason is missing."""
    with store.step(
        _label(_("Clear the date of {phase}"), kind), engagement=engagement_id, reason=reason.strip()
    ) as db:
        proposal = propose_undated(load(store, engagement_id), kind, store.clock.now())
        _decide(proposal, reason)
        _write(db, store, proposal, reason)
    return proposal


def agree(store: Store, engagement_id: int, start: datetime, agreed_with: str = "", reason: str = "") -> None:
    """Record what the client agreed on the roadmap; the plan stays as it is (Decisions 5).

    Args:
        store: the store.
        engagement_id: the engagement.
        start: the agreed start of the Prod Upgrade, aware; kept as the client's local date and time (N20).
        agreed_with: the client's contact.
        reason: why it differs from what was agreed before.
    """
    with store.step(_("Record what the client agreed"), engagement=engagement_id, reason=reason.strip()) as db:
        dossier = load(store, engagement_id)
        zone = dossier.prod.zone or dossier.engagement.zone
        if not zone:
            what = _("The client's time zone is not known.")
            raise UserError(what, dossier.engagement.client, _("Choose it under Details first."))
        local = zones.to_zone(start.astimezone(zones.UTC), zone)
        agreed = Placement("prod_upgrade", zones.wall_text(local), "", zone, zones.utc_text(local))
        _write_roadmap(db, store, dossier, agreed, agreed_with=agreed_with, reason=reason)


def correct_dates(
    store: Store,
    engagement_id: int,
    start: datetime,
    reason: str,
    *,
    record_roadmap: bool = False,
    agreed_with: str = "",
) -> Proposal:
    """Correct the dates of a Prod Upgrade that can no longer be moved; the lead's notice is due at once (N11, N18).

    Checks signed for the old instant are void from then on, because they name it.

    Raises:
        UserError: nothing is scheduled yet or it is over, a hard limit, or the reason is missing.
    """
    with store.step(_("Correct dates of Prod Upgrade"), engagement=engagement_id, reason=reason.strip()) as db:
        dossier, now = load(store, engagement_id), store.clock.now()
        _refuse_correction(dossier, now)
        proposal = propose_correction(dossier, start, now)
        if not reason.strip():
            raise _reason_missing(proposal, _("Correct dates is told to the lead with its reason."))
        _decide(proposal, reason)
        _write(db, store, proposal, reason, told=True)
        if record_roadmap:
            _write_roadmap(db, store, dossier, proposal.placements[0], agreed_with=agreed_with, reason=reason)
    return proposal


def record_actual(
    store: Store, engagement_id: int, kind: str, *, start: datetime | None = None, end: datetime | None = None
) -> None:
    """Record when a phase really began or ended; the steps that wait for it are ticked by that.

    Args:
        store: the store.
        engagement_id: the engagement.
        kind: the phase.
        start: aware; None leaves what is recorded.
        end: likewise.

    Raises:
        UserError: it lies in the future, or the end before the start.
    """
    _record(store, engagement_id, kind, start=start, end=end, label=_label(_("Record what happened: {phase}"), kind))


def finish_validation_now(store: Store, engagement_id: int) -> None:
    """Record that the client has confirmed the validation, early or not (N07)."""
    if load(store, engagement_id).phases["client_validation"].actual_end_utc:
        return
    label = _("Finish Client Validation now")
    _record(store, engagement_id, "client_validation", start=None, end=store.clock.now(), label=label)


def already_scheduled(store: Store, engagement_id: int, when: datetime, by: str) -> None:
    """Record that the Prod Upgrade was scheduled in ServiceNow before it came here (Decisions 3): its bar locks.

    Raises:
        UserError: it is scheduled already, `when` lies in the future, or nobody is named.
    """
    with store.step(_("It is already scheduled"), engagement=engagement_id) as db:
        dossier = load(store, engagement_id)
        client = dossier.engagement.client
        if dossier.engagement.scheduled:
            raise UserError(_("It is scheduled already."), client, _("Use Correct dates for another time."))
        if not by.strip():
            raise UserError(_("Nobody is named."), client, _("Say who scheduled it."))
        _refuse_future(dossier, when, store.clock.now())
        db.table("engagement").update(engagement_id, {"scheduled_elsewhere": f"{zones.utc_text(when)} {by.strip()}"})


def scheduled_by(engagement: Engagement) -> tuple[datetime, str] | None:
    """Return when and by whom a Prod Upgrade was scheduled before it came here; None where it wasn't."""
    when, _space, who = engagement.scheduled_elsewhere.partition(" ")
    return (zones.parse_utc(when), who) if when else None


def _label(text: str, kind: str) -> str:
    return text.format(phase=_(_NAMES[kind]))


def _record(
    store: Store, engagement_id: int, kind: str, *, start: datetime | None, end: datetime | None, label: str
) -> None:
    with store.step(label, engagement=engagement_id) as db:
        dossier, fields = load(store, engagement_id), {}
        phase = dossier.phases[kind]
        for column, moment in (("actual_start_utc", start), ("actual_end_utc", end)):
            if moment is not None:
                _refuse_future(dossier, moment, store.clock.now())
                fields[column] = zones.utc_text(moment)
        began = fields.get("actual_start_utc", phase.actual_start_utc)
        ended = fields.get("actual_end_utc", phase.actual_end_utc)
        if began and ended and ended < began:
            raise UserError(_("The end is before the start."), dossier.engagement.client, _("Check both times."))
        if fields:
            db.table("phase").update(phase.id, fields)


def _decide(proposal: Proposal, reason: str) -> None:
    """Refuse what a hard limit forbids, and what needs a reason and has none."""
    for limit in proposal.limits:
        if limit.severity == "hard":
            raise UserError(limit.text, proposal.before.engagement.client, limit.way_out)
    if proposal.needs_reason and not reason.strip():
        why = proposal.soft[0].text if proposal.soft else _("The client has agreed to the date.")
        raise _reason_missing(proposal, why)


def _reason_missing(proposal: Proposal, why: str) -> UserError:
    return UserError(why, proposal.before.engagement.client, _("Say in a line why it changes."))


def _refuse_correction(dossier: Dossier, now: datetime) -> None:
    client, status = dossier.engagement.client, phase_status(dossier, "prod_upgrade", now)
    if status == "done" or dossier.prod.actual_start_utc:
        raise UserError(_("The prod upgrade has begun."), client, _("Correct what happened under Details."))
    if status not in {"locked", "running"}:
        raise UserError(_("Nothing is scheduled yet."), client, _("Move the prod upgrade instead."))


def _refuse_future(dossier: Dossier, moment: datetime, now: datetime) -> None:
    if zones.elapsed_between(now, moment).total_seconds() > 0:
        raise UserError(_("That is in the future."), dossier.engagement.client, _("Record it once it has happened."))


def _write(db: Database, store: Store, proposal: Proposal, reason: str, *, told: bool = False) -> None:
    """Write the new places, and the notice to the lead where an agreed Prod Upgrade changed (N18, Decisions 8).

    `told` asks for the notice also where no agreed date is on the roadmap: Correct dates.
    """
    before = proposal.before
    for place in proposal.placements:
        phase = before.phases[place.kind]
        if place != of_phase(phase):
            columns = {name: value for name, value in asdict(place).items() if name != "kind"}
            db.table("phase").update(phase.id, columns)
    if proposal.kind == "prod_upgrade" and proposal.changes and (told or adjusts(before, proposal.after.prod)):
        fields = {"kind": ADJUSTMENT, "facts": _facts(proposal, reason)}
        made = zones.utc_text(store.clock.now())
        db.table("message").insert({"engagement": before.id, **fields, "created_utc": made})


def _facts(proposal: Proposal, reason: str) -> str:
    """Return what an adjustment is about, as JSON: wall times of the zone, or dates, empty for undated."""
    prod, *followers = proposal.placements
    moved = [
        {"kind": place.kind, "from": proposal.before.phases[place.kind].start, "to": place.start} for place in followers
    ]
    facts = {"from": proposal.old.start, "to": prod.start, "zone": prod.zone, "reason": reason.strip()}
    return json.dumps(facts | {"followers": moved}, ensure_ascii=False)


def _write_roadmap(
    db: Database, store: Store, dossier: Dossier, place: Placement, *, agreed_with: str, reason: str
) -> None:
    """Add a line to the roadmap unless the newest says the same."""
    who, said = agreed_with.strip(), (place.start, place.zone, place.start_utc)
    newest = dossier.agreed
    if newest and (newest.start, newest.zone, newest.start_utc) == said and who in {"", newest.agreed_with}:
        return
    columns = {"start": place.start, "zone": place.zone, "start_utc": place.start_utc}
    made = {"agreed_utc": zones.utc_text(store.clock.now()), "recorded_by": store.initials}
    words = {"agreed_with": who, "reason": reason.strip()}
    db.table("roadmap").insert({"engagement": dossier.id, **columns, **made, **words})
