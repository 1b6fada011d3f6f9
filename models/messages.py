"""Texts that have to go out: what is due, what it says, and the mark that it was sent (N18)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Final

from models import zones
from models.errors import UserError
from models.formats import Formats
from models.records import Dossier, Message
from models.rescheduling import ADJUSTMENT
from models.store import Store
from models.texts import _

__all__ = ["ADJUSTMENT", "due", "mark_sent", "notice", "text"]

_TITLES: Final = {ADJUSTMENT: "the notice to the lead"}


def due(dossier: Dossier, kind: str = ADJUSTMENT) -> tuple[Message, ...]:
    """Return the messages of a kind that are not marked as sent, the oldest first."""
    return tuple(message for message in dossier.messages if message.kind == kind and not message.sent_utc)


def text(dossier: Dossier, message: Message, formats: Formats) -> str:
    """Return what a message says: the words that were kept with it, else those that follow from its facts."""
    if message.body:
        return message.body
    return notice(dossier, json.loads(message.facts), formats) if message.kind == ADJUSTMENT else ""


def notice(dossier: Dossier, facts: dict[str, Any], formats: Formats) -> str:
    """Return the notice that tells the lead of a changed Prod Upgrade: from, to, reason and what follows it (N18).

    Args:
        dossier: the engagement.
        facts: wall times of `zone` or dates, empty for undated, as `models.rescheduling` writes them.
        formats: how dates are written.
    """
    return "\n".join(_lines(dossier, facts, formats))


def mark_sent(store: Store, message: Message, how: str = "") -> None:
    """Record that a message has gone out; it can be undone, for it is a record (PRODUCT, Decisions 10).

    Raises:
        UserError: it is marked already.
    """
    found = store.records("SELECT sent_utc FROM message WHERE id = ?", [message.id])
    if not found or found[0][0]:
        raise UserError(_("This notice is marked as sent already."))
    label = _("Mark {message} as sent").format(message=_(_TITLES.get(message.kind, "a message")))
    with store.step(label, engagement=message.engagement) as db:
        fields = {"sent_utc": zones.utc_text(store.clock.now()), "sent_how": how.strip()}
        db.table("message").update(message.id, fields)


def _lines(dossier: Dossier, facts: dict[str, Any], formats: Formats) -> Iterator[str]:
    zone = str(facts["zone"])
    was, will = (_moment(str(facts[end]), zone, formats) for end in ("from", "to"))
    change = dossier.ticket("CHG")
    place = f" ({change.number})" if change and change.number else ""
    client = dossier.engagement.client + place
    if not facts["to"]:
        yield _("{client}: the prod upgrade of {was} has no date any more.").format(client=client, was=was)
    else:
        yield _("{client}: the prod upgrade moves from {was} to {will}.").format(client=client, was=was, will=will)
        yours = _yours(dossier, str(facts["to"]), zone, formats)
        if yours:
            yield _("That is {moment} for me.").format(moment=yours)
    if facts["reason"]:
        yield _("Reason: {reason}").format(reason=facts["reason"])
    for follower in facts["followers"]:
        name = dossier.playbook.phase(follower["kind"]).name
        when = _moment(follower["to"], zone, formats) if follower["to"] else _("no date")
        begins = follower["kind"] == "support_week" and follower["to"]
        text = _("{phase}: from {when}") if begins else _("{phase}: {when}")
        yield text.format(phase=name, when=when)


def _moment(wall: str, zone: str, formats: Formats) -> str:
    """Return a wall time with its zone, a date alone, or that there was none."""
    if not wall:
        return _("no date")
    at = _instant(wall, zone)
    if at is None:
        return formats.day_year(date.fromisoformat(wall[:10]))
    return f"{formats.day_year(at)}, {formats.time(at)} {zones.abbreviation(at, zone)}"


def _yours(dossier: Dossier, wall: str, zone: str, formats: Formats) -> str:
    at = _instant(wall, zone)
    if at is None or dossier.you.zone == zone:
        return ""
    return formats.with_zone(zones.to_zone(at, dossier.you.zone))


def _instant(wall: str, zone: str) -> datetime | None:
    """Return the moment of a stored wall time; None for a date alone and where the zone is not known."""
    if len(wall) == 10 or not zone:
        return None
    found = zones.instants(zones.parse_wall(wall), zone)
    return zones.to_zone(found[0], zone) if found else None
