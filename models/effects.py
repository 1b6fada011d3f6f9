"""What a new date brings with it, said before it happens: what moves, which texts go out of date, who is told; pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Literal

from msgspec import Struct

from models import zones
from models.formats import Formats
from models.limits import lead_of
from models.records import Dossier, Phase
from models.texts import _, ngettext
from models.tickets import drift

EffectKind = Literal[
    "moves",
    "overlap_gone",
    "overlap",
    "check_void",
    "roadmap",
    "text_out_of_date",
    "tell_lead",
    "tell_client",
    "calendar",
]


class Effect(Struct, frozen=True):
    """One consequence of a move: a sentence, and a quieter detail beside it."""

    kind: EffectKind
    text: str
    detail: str = ""


def effects(before: Dossier, after: Dossier, formats: Formats) -> tuple[Effect, ...]:
    """Return the consequences of planning an engagement as `after` instead of `before`.

    Args:
        before: the engagement as it is.
        after: the same with other planned dates.
        formats: how dates are written in the texts.
    """
    moved = [kind for kind, phase in after.phases.items() if phase != before.phases[kind]]
    found = list(_texts(before, after))
    if "prod_upgrade" in moved:
        found = [
            *_followers(after, moved, formats),
            *_overlaps(before, after),
            *_void_checks(before),
            *_roadmap(after, formats),
            *found,
            *_to_tell(before, after),
            *_calendar_block(after, formats),
        ]
    return tuple(found)


def adjusts(before: Dossier, after: Phase) -> bool:
    """Whether a new Prod Upgrade is an adjustment of one that the client had agreed to (N18, Decisions 8)."""
    old = before.prod
    return before.agreed is not None and (old.start, old.start_utc) != (after.start, after.start_utc)


def days_text(phase: Phase, formats: Formats) -> str:
    """Return when a phase is planned, short and in its own zone; empty while it is undated."""
    if phase.first_day is None or phase.last_day is None:
        return ""
    if phase.starts is not None:
        return formats.moment(phase.starts)
    one = phase.first_day == phase.last_day
    return formats.day(phase.first_day) if one else formats.days(phase.first_day, phase.last_day)


def _followers(after: Dossier, moved: list[str], formats: Formats) -> Iterator[Effect]:
    names = {"support_week": _("Support Week"), "best_practices": _("Best Practices")}
    for kind, name in names.items():
        if kind in moved:
            when = days_text(after.phases[kind], formats)
            text = _("{name} moves to {when}") if when else _("{name} loses its date")
            yield Effect("moves", text.format(name=name, when=when))


def _overlaps(before: Dossier, after: Dossier) -> Iterator[Effect]:
    minutes = before.playbook.limits.same_night_minutes
    for client, start in before.others:
        was, will = (_close(dossier.prod, start, minutes) for dossier in (before, after))
        if was and not will:
            yield Effect("overlap_gone", _("{client}'s prod upgrade no longer overlaps").format(client=client))
        elif will:
            yield Effect("overlap", _("{client}'s prod upgrade is the same night").format(client=client))


def _close(prod: Phase, start: datetime, minutes: int) -> bool:
    starts = prod.starts
    return starts is not None and abs(zones.elapsed_between(starts, start)) < timedelta(minutes=minutes)


def _void_checks(before: Dossier) -> Iterator[Effect]:
    """Yield that checks signed for the old instant no longer count (Decisions 7: void is computed, not stored)."""
    signed = sum(
        item.kind == "check" and item.value == "pass" and not item.rehearsal
        for item in before.observations
        if item.instant_utc and item.instant_utc == before.prod.start_utc
    )
    if signed:
        text = ngettext("{count} signed check becomes void", "{count} signed checks become void", signed)
        yield Effect("check_void", text.format(count=signed), _("they hold for the old time"))


def _roadmap(after: Dossier, formats: Formats) -> Iterator[Effect]:
    agreed = after.agreed
    if agreed is None or (agreed.start, agreed.start_utc) == (after.prod.start, after.prod.start_utc):
        return
    start = agreed.start_utc and zones.restore(agreed.start, agreed.zone, agreed.start_utc)
    when = formats.moment(start) if start else formats.day(date.fromisoformat(agreed.start[:10]))
    yield Effect("roadmap", _("The roadmap still says {when}").format(when=when), _("the triple-check reads from it"))


def _texts(before: Dossier, after: Dossier) -> Iterator[Effect]:
    for ticket in after.playbook.tickets:
        differs = drift(after, ticket.kind)
        if differs is not None and differs != drift(before, ticket.kind):
            detail = _("{kind}, text ready to copy").format(kind=ticket.kind)
            yield Effect("text_out_of_date", _("Update the short description"), detail)


def _to_tell(before: Dossier, after: Dossier) -> Iterator[Effect]:
    if adjusts(before, after.prod):
        text = _("Tell {lead} about the adjustment").format(lead=lead_of(before))
        yield Effect("tell_lead", text, _("due until it is marked as sent"))
    if before.prod.dated:
        text = _("Email {client} the new time").format(client=before.engagement.client)
        yield Effect("tell_client", text, _("draft ready"))


def _calendar_block(after: Dossier, formats: Formats) -> Iterator[Effect]:
    """Yield that the consultant's block moves too, in the consultant's own time (N12)."""
    if not (after.is_done("calendar_tentative") or after.is_done("calendar_confirmed")):
        return
    start, end = after.prod.starts, after.prod.ends
    when = formats.span(*(zones.to_zone(moment, after.you.zone) for moment in (start, end))) if start and end else ""
    yield Effect("calendar", _("Move your calendar block"), when)
