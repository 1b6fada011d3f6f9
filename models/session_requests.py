"""Requests to push Best Practices off, cancellations and no-shows: who, when, what was answered (N25).

The limit protects the consultant: each request is kept with its answer, and a session that fell out is booked again
inside the window.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final, Literal

from models import limits, passwords, stages, zones
from models.dossiers import load
from models.errors import UserError
from models.formats import Formats
from models.records import Dossier, SessionRequest
from models.store import Store
from models.texts import _, mark

What = Literal["request", "cancelled", "missed"]
Answer = Literal["", "agreed", "refused"]

KIND: Final = "best_practices"
LABELS: Final[Mapping[What, str]] = {
    "request": mark("Asked to push Best Practices off"),
    "cancelled": mark("Best Practices cancelled"),
    "missed": mark("Nobody came to Best Practices"),
}
ANSWERS: Final[Mapping[Answer, str]] = {"": mark("no answer yet"), "agreed": mark("agreed"), "refused": mark("refused")}


def record(
    store: Store,
    engagement: int,
    what: What,
    day: date,
    *,
    asked_by: str = "",
    wanted: date | None = None,
    answer: Answer = "",
    note: str = "",
) -> None:
    """Keep what the client did about the session, as one step.

    Args:
        store: the store.
        engagement: its id.
        what: a request to push it off, a cancellation, or a no-show.
        day: when they asked or cancelled; of a no-show the day of the session. On your own calendar.
        asked_by: who asked or cancelled.
        wanted: the day that they would like.
        answer: yours to a request.
        note: anything else; a password is refused (N01).

    Raises:
        UserError: the session is over or has no date, `day` is to come, who asked is missing, or what was agreed is
            outside the window.
    """
    passwords.refuse(note)
    dossier = load(store, engagement)
    today = zones.to_zone(store.clock.now(), dossier.you.zone).date()
    _refuse(dossier, what, day, today, asked_by.strip())
    _refuse_agreed(dossier, wanted, answer)
    row = {
        "engagement": engagement,
        "what": what,
        "day": day.isoformat(),
        "asked_by": " ".join(asked_by.split()),
        "wanted": wanted.isoformat() if wanted else "",
        "answer": answer,
        "note": note.strip(),
        "planned": dossier.phases[KIND].start,
        "made_utc": zones.utc_text(store.clock.now()),
    }
    with store.step(_(LABELS[what]), engagement=engagement) as db:
        db.table("session_request").insert(row)


def set_answer(store: Store, dossier: Dossier, request: SessionRequest, answer: Answer) -> None:
    """Keep the answer to a request; raises UserError where a day outside the window would be agreed."""
    _refuse_agreed(dossier, date.fromisoformat(request.wanted) if request.wanted else None, answer)
    if answer != request.answer:
        with store.step(_("Answer the request about Best Practices"), engagement=dossier.id) as db:
            db.table("session_request").update(request.id, {"answer": answer})


def latest_day(dossier: Dossier) -> date | None:
    """Return the last day on which the session is tolerated, on the client's calendar; None without a Prod Upgrade."""
    prod = limits.prod_day(dossier)
    most = dossier.playbook.limits.best_practices_limit_days
    return limits.calendar_of(dossier).add(prod, most) if prod else None


def to_rebook(dossier: Dossier) -> SessionRequest | None:
    """Return the cancellation or no-show after which the session was not booked again; None where all is well."""
    fell_out = [item for item in dossier.session_requests if item.what != "request"]
    if not fell_out or dossier.engagement.skipped or stages.best_practices_over(dossier):
        return None
    newest, start = fell_out[-1], dossier.phases[KIND].start
    return newest if start in {"", newest.planned} else None


def sentence(item: SessionRequest, formats: Formats) -> str:
    """Return a line for people: "Tue 24 Nov: Jo asked for Mon 21 Dec, refused"."""
    day, who = formats.day(date.fromisoformat(item.day)), item.asked_by or _("The client")
    wanted = formats.day(date.fromisoformat(item.wanted)) if item.wanted else ""
    if item.what == "missed":
        text = _("{day}: nobody came; {wanted} is wanted") if wanted else _("{day}: nobody came")
    elif item.what == "cancelled":
        text = _("{day}: {who} cancelled; {wanted} is wanted") if wanted else _("{day}: {who} cancelled")
    else:
        text = _("{day}: {who} asked for {wanted}, {answer}") if wanted else _("{day}: {who} asked for later, {answer}")
    return text.format(day=day, who=who, wanted=wanted, answer=_(ANSWERS[_answer(item.answer)]))


def advice(dossier: Dossier, wanted: date, formats: Formats) -> tuple[Answer, str]:
    """Return what a wanted day deserves, with why: refused outside the window, agreed inside."""
    latest, prod = latest_day(dossier), limits.prod_day(dossier)
    if latest is None or prod is None:
        return "", _("The prod upgrade has no date yet.")
    if wanted > latest:
        text = _("Refuse it: {limit} working days after the prod upgrade are the limit. Offer a day until {latest}.")
        most = dossier.playbook.limits.best_practices_limit_days
        return "refused", text.format(limit=most, latest=formats.day(latest))
    if wanted < prod:
        return "refused", _("Refuse it: the session comes after the prod upgrade.")
    week = dossier.phases["support_week"].last_day
    if week is not None and wanted > week:
        return "agreed", _("After Support Week: tolerated until {latest}.").format(latest=formats.day(latest))
    return "agreed", _("Inside Support Week.")


def _answer(text: str) -> Answer:
    return "agreed" if text == "agreed" else "refused" if text == "refused" else ""


def _refuse(dossier: Dossier, what: What, day: date, today: date, asked_by: str) -> None:
    where, phase = dossier.playbook.phase(KIND).name, dossier.phases[KIND]
    if dossier.engagement.skipped:
        raise UserError(_("Best Practices is skipped."), where)
    if stages.best_practices_over(dossier):
        raise UserError(_("The session was held."), where)
    if day > today:
        raise UserError(_("What happened can't lie in the future."), where, _("Choose a day up to today."))
    if what != "request" and not phase.dated:
        raise UserError(_("The session has no date yet."), where, _("Record a request, or plan the date first."))
    if what == "missed" and phase.first_day is not None and phase.first_day > today:
        raise UserError(_("The session is still to come."), where, _("Record a cancellation in place of a no-show."))
    if what != "missed" and not asked_by:
        raise UserError(_("Who asked is missing."), where, _("Write a name."))


def _refuse_agreed(dossier: Dossier, wanted: date | None, answer: Answer) -> None:
    latest = latest_day(dossier)
    if answer == "agreed" and wanted is not None and latest is not None and wanted > latest:
        what = _("Best Practices can't be later than {latest}.").format(latest=Formats().day(latest))
        raise UserError(what, dossier.playbook.phase(KIND).name, _("Refuse it, and offer a day until then."))
