"""Signing a gate of the triple check, and keeping the runs that failed: evidence, append-only (N17, N21, N22).

"Signed" means a tamper-evident local record, no legal signature. A later change of the plan voids it, because it names
the instant that it was signed for.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import msgspec
from msgspec.structs import replace

from models import facts, gates, timezone_check, zones
from models.dossiers import load
from models.errors import UserError
from models.formats import Formats
from models.gates import Sheet
from models.playbook import StepDef
from models.readings import Agreed, Request, agreed_walls
from models.records import Dossier
from models.store import Store
from models.texts import _, mark
from models.triple_check import check
from models.verdict import Row, Verdict

if TYPE_CHECKING:
    from sqlite_utils import Database

BARRIER: Final = mark("Ctrl Z cannot undo a signed check. Move the prod upgrade to void it.")
SOURCE: Final = "Triple-check"
_FORMS: Final = {"after_saving": "CHG", "ctask": "CTASK"}
"""Whose fields each gate reads back; before scheduling nothing is saved yet."""
_SHOWN_BY: Final = {"after_saving": "entered_utc", "ctask": "ctask_appeared_utc"}
"""What else is known once a gate has passed: the dates are entered, the CTASK is there."""


def keep_failed(store: Store, sheet: Sheet, request: Request, *, agreed_utc: str, formats: Formats) -> Verdict:
    """Keep a run that does not agree, with everything that was read; a run that passes is kept by its signature.

    What ServiceNow showed at gates 2 and 3 counts as observed, so that it is a finding everywhere.

    Args:
        store: the store.
        sheet: what the run started from.
        request: the readings.
        agreed_utc: when A was typed.
        formats: how moments are written in the verdict.
    """
    verdict = check(request, formats)
    if verdict.verdict == "mismatch" and sheet.engagement:
        label = _("Triple-check did not agree: {gate}").format(gate=_(gates.NAMES[sheet.gate]))
        with store.step(label, engagement=sheet.engagement):
            dossier = load(store, sheet.engagement)
            _append(store, dossier, sheet, request, verdict, {"agreed_utc": agreed_utc})
            if not sheet.practice:
                _observe(store, dossier, request, verdict)
    return verdict


def sign(
    store: Store,
    sheet: Sheet,
    request: Request,
    *,
    initials: str,
    agreed_utc: str,
    formats: Formats,
    typed_start: str = "",
) -> Verdict:
    """Sign a gate for the planned start, with what ServiceNow showed; undo stops here.

    Args:
        store: the store.
        sheet: what the run started from.
        request: the readings; they are compared again here.
        initials: who signs.
        agreed_utc: when A was typed.
        formats: how moments are written in the verdict.
        typed_start: the start in the client's time, which the third gate asks for.

    Raises:
        UserError: it is a practice run, the readings do not agree, the plan has changed, initials are missing, or
            another start was typed.
    """
    request = replace(request, now=zones.utc_text(store.clock.now()))
    verdict, initials = check(request, formats), initials.strip()
    _refuse(sheet, request, verdict, initials, typed_start)
    label = _("Sign the triple-check: {gate}").format(gate=_(gates.NAMES[sheet.gate]))
    with store.step(label, engagement=sheet.engagement, barrier=_(BARRIER)) as db:
        dossier = load(store, sheet.engagement)
        if dossier.prod.start_utc != request.plan_start_utc:
            what = _("The plan has changed while you checked.")
            raise UserError(what, dossier.engagement.client, _("Close this and begin again."))
        more = {"agreed_utc": agreed_utc, "initials": initials, "typed_start": typed_start.strip()}
        _append(store, dossier, sheet, request, verdict, more)
        _observe(store, dossier, request, verdict)
        if not store.clock.rehearsal:
            now = zones.utc_text(store.clock.now())
            column = _SHOWN_BY.get(sheet.gate, "")
            if column and not getattr(dossier.engagement, column):
                db.table("engagement").update(dossier.id, {column: now})
            columns = {"done_utc": now, "done_by": initials, "origin": facts.BY_FACT, "why": ""}
            _tick(db, dossier, _gate_step(dossier, sheet), columns)
            if not dossier.is_done(timezone_check.STEP):  # the stamp that agreed is its check (N16)
                _tick(db, dossier, dossier.playbook.step(timezone_check.STEP), columns)
    return verdict


def is_start(sheet: Sheet, typed: str) -> bool:
    """Whether a typed time is the planned start in the client's time: "19:00", "7 pm"."""
    try:
        wall = agreed_walls(Agreed(date="2000-01-01", time=typed, zone=sheet.zone))[0]
    except UserError:
        return False
    return wall.time() == sheet.start.time()


def work_note(sheet: Sheet, request: Request, verdict: Verdict, *, signed_by: str, formats: Formats) -> str:
    """Return the text of a run for ServiceNow's work notes; every time carries its zone."""
    agreed, shown = request.agreed, request.shown
    at = zones.to_zone(zones.parse_utc(request.now or ""), sheet.your_zone)
    head = _("Triple-check of planned start and end, {gate}: {title}")
    said = _("Roadmap: {date} {time}, {weekday}, {city} time.")
    lines = [
        head.format(gate=_(gates.NAMES[sheet.gate]).lower(), title=verdict.title),
        said.format(
            date=agreed.date, time=agreed.time, weekday=agreed.weekday or "", city=zones.city(agreed.zone)
        ).strip(),
    ]
    if shown and (shown.start or shown.end):
        session = zones.city(verdict.session_zone) if verdict.session_zone else _("unknown session")
        words = _("ServiceNow shows {start} to {end}, {city} session.")
        lines.append(words.format(start=shown.start or _("nothing"), end=shown.end or _("nothing"), city=session))
    lines += [_("{row}: {utc} UTC").format(row=_row_name(row), utc=row.a_utc) for row in _moments(verdict)]
    lines.append(
        _("Time stamp {stamp}, computer {clock}, tz data {version}.").format(
            stamp=request.stamp, clock=request.clock, version=zones.tzdata_version()
        )
    )
    when = formats.with_zone(at)
    by = _("Signed {when} by {initials}.") if signed_by else _("Checked {when}.")
    lines.append(by.format(when=when, initials=signed_by))
    return "\n".join(lines)


def lead_text(sheet: Sheet, request: Request, verdict: Verdict) -> str:
    """Return the draft that tells the lead of a mismatch (DESIGN 6.4)."""
    shown = request.shown
    place = f" ({sheet.number})" if sheet.number else ""
    agreed = request.agreed
    lines = [
        _("{client}: planned dates do not match.").format(client=sheet.client + place),
        f"{verdict.title} {verdict.detail}".strip(),
        _("Agreed: {date} {time}, {city} time.").format(
            date=agreed.date, time=agreed.time, city=zones.city(agreed.zone)
        ),
    ]
    if shown and (shown.start or shown.end):
        session = zones.city(verdict.session_zone) if verdict.session_zone else _("unknown session")
        words = _("ServiceNow shows {start} to {end}, {city} session.")
        lines.append(words.format(start=shown.start or _("nothing"), end=shown.end or _("nothing"), city=session))
    lines.append(_("I am correcting it and will check again."))
    return "\n".join(lines)


def _refuse(sheet: Sheet, request: Request, verdict: Verdict, initials: str, typed_start: str) -> None:
    if sheet.practice:
        what = _("This is a practice run: client validation is not complete.")
        raise UserError(what, sheet.client, _("Sign once the client has confirmed it."))
    if verdict.verdict != "pass":
        raise UserError(_("Only a check that agrees can be signed."), sheet.client, verdict.title)
    if not initials:
        raise UserError(_("Your initials are missing."), sheet.client, _("Type them beside the button."))
    if sheet.gate == "ctask" and not is_start(sheet, typed_start):
        raise UserError(_("That is not the start you just checked."), sheet.client)
    if request.gate != sheet.gate:
        raise ValueError("the readings belong to another gate")


def _gate_step(dossier: Dossier, sheet: Sheet) -> StepDef | None:
    """Return the gate's step; by its row, too, undo knows that it has to stop there."""
    fact = f"check.{gates.subject(sheet.gate)}"
    return next((item for item in dossier.playbook.steps if item.fact == fact), None)


def _tick(db: Database, dossier: Dossier, definition: StepDef | None, columns: dict[str, str]) -> None:
    if definition is None:
        return
    step = dossier.steps.get(definition.key)
    if step is not None and step.id:
        db.table("step").update(step.id, columns)
    else:
        db.table("step").insert({"engagement": dossier.id, "key": definition.key, **columns})


def _append(
    store: Store, dossier: Dossier, sheet: Sheet, request: Request, verdict: Verdict, more: dict[str, str]
) -> None:
    """Add the run to the evidence: raw texts, instants, zones, verdict, and on which computer it was made."""
    now = store.clock.now()
    body: dict[str, Any] = {
        "round": sheet.round,
        "practice": sheet.practice,
        "rehearsal": store.clock.rehearsal,
        "request": msgspec.to_builtins(request),
        "verdict": msgspec.to_builtins(verdict),
        "plan_start_utc": sheet.plan_start_utc,
        "roadmap_start_utc": sheet.roadmap_start_utc,
        "computer_time": zones.to_zone(now, sheet.computer_zone or "UTC").isoformat(),
        "computer_zone": sheet.computer_zone,
        "tzdata": zones.tzdata_version(),
    }
    store.add_evidence(
        {
            "engagement": dossier.engagement.uid,
            "kind": "check",
            "subject": gates.subject(sheet.gate),
            "value": verdict.verdict,
            "instant_utc": sheet.plan_start_utc,
            "zone": verdict.session_zone or "",
            "source": SOURCE,
            "at_utc": zones.utc_text(now),
            "body": json.dumps(body | more, ensure_ascii=False),
        }
    )


def _observe(store: Store, dossier: Dossier, request: Request, verdict: Verdict) -> None:
    """Record what the saved form showed, where the session's zone is known and the text is a moment or nothing."""
    form, shown = _FORMS.get(request.gate, ""), request.shown
    if not form or shown is None or verdict.session_zone is None:
        return
    read: dict[str, str] = {row.row: row.b_utc for row in _moments(verdict)}
    for name, text in (("start", shown.start), ("end", shown.end)):
        value, instant = (text or "").strip(), read.get(name, "") if (text or "").strip() else ""
        if value and not instant:
            continue
        store.add_evidence(
            {
                "engagement": dossier.engagement.uid,
                "kind": "observation",
                "subject": f"{form}.{name}",
                "value": value,
                "instant_utc": instant,
                "zone": verdict.session_zone,
                "source": SOURCE,
                "at_utc": zones.utc_text(store.clock.now()),
            }
        )


def _moments(verdict: Verdict) -> list[Row]:
    return [row for row in verdict.rows if row.row in {"start", "end"} and row.a_utc]


def _row_name(row: Row) -> str:
    return _("Planned start") if row.row == "start" else _("Planned end")
