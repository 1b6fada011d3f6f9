"""The register of texts that go out: what is due, drafted and sent, what is held back, and the notices to the lead.

Copying a text records nothing; *Mark as sent* does, and with it the step is done that the playbook binds to the text.
Free editing is kept with the message (N03, N04, N18; PRODUCT, Decisions 8 and 10).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final, Literal

from msgspec import Struct

from models import checklist, due_times, facts, locks, passwords, stages, zones
from models.dossiers import load
from models.errors import UserError
from models.formats import Formats
from models.playbook import StepDef
from models.records import Dossier, Message
from models.rescheduling import ADJUSTMENT
from models.store import Store
from models.texts import _

if TYPE_CHECKING:
    from sqlite_utils import Database

__all__ = [
    "ADJUSTMENT",
    "ATTACHMENTS",
    "MISMATCH",
    "RESULTS",
    "Entry",
    "Words",
    "bound_step",
    "draft",
    "due",
    "entry",
    "headline",
    "held_back",
    "keep_draft",
    "mark_sent",
    "newest_sent",
    "notice",
    "put_fact",
    "release",
    "send",
    "take_back",
    "text",
]

RESULTS: Final = "results_told"
"""The text that tells the client the results of the technical validation: held back until Kickoff has begun (N04)."""
_TITLES: Final = {ADJUSTMENT: "the notice to the lead"}
_RELEASED: Final = "released"
MISMATCH: Final = "dates_mismatch"
"""The text that tells the lead of a check that was stopped; its fact "found" says what does not match."""
ATTACHMENTS: Final = "attachments"
"""The fact of a message that names what goes along with it."""

State = Literal["due", "drafted", "sent", "later"]


class Words(Struct, frozen=True):
    """What a message says: its kind, what it is called in labels, its subject and its text."""

    kind: str
    name: str
    subject: str
    body: str


class Entry(Struct, frozen=True):
    """One line of the register: whether a text is due, drafted, sent or for later, and since or until when."""

    kind: str
    state: State
    words: str


def due(dossier: Dossier, kind: str = ADJUSTMENT) -> tuple[Message, ...]:
    """Return the messages of a kind that are not marked as sent, the oldest first."""
    return tuple(message for message in dossier.messages if message.kind == kind and not message.sent_utc)


def draft(dossier: Dossier, kind: str) -> Message | None:
    """Return the message of a kind that is to be sent next; None where there is none yet."""
    return next(iter(due(dossier, kind)), None)


def newest_sent(dossier: Dossier, kind: str) -> Message | None:
    """Return the message of a kind that was marked as sent last; None where there is none."""
    sent = [message for message in dossier.messages if message.kind == kind and message.sent_utc]
    return max(sent, key=lambda message: (message.sent_utc, message.id), default=None)


def bound_step(dossier: Dossier, kind: str) -> StepDef | None:
    """Return the step that the playbook binds to a text; None where there is none."""
    steps = dossier.playbook.steps
    return next((item for item in steps if item.message == kind and not facts.invites_only(item)), None)


def entry(dossier: Dossier, kind: str, now: datetime, formats: Formats) -> Entry:
    """Return where a text stands; the words are empty where the plan says nothing about it. Times are yours."""
    waiting, sent, step = draft(dossier, kind), newest_sent(dossier, kind), bound_step(dossier, kind)
    if waiting is not None and kind == ADJUSTMENT:
        return Entry(kind, "due", _("Due now"))
    if waiting is not None and (waiting.body or waiting.subject):
        return Entry(kind, "drafted", _("Draft"))
    done = dossier.steps.get(step.key) if step else None
    at = sent.sent_utc if sent else done.done_utc if done and done.done else ""
    if at:
        day = formats.day(zones.to_zone(zones.parse_utc(at), dossier.you.zone))
        return Entry(kind, "sent", _("Sent {day}").format(day=day))
    if step is not None and not locks.reason(dossier, step, now) and due_times.due(dossier, step):
        words = due_times.in_words(dossier, step, now, formats)
        return Entry(kind, "due", _("Due {when}").format(when=words) if words else _("Due"))
    return Entry(kind, "later", "")


def held_back(dossier: Dossier, kind: str, now: datetime) -> str:
    """Return why a text must not go out yet, empty where it may: the results wait for Kickoff (N04)."""
    if kind != RESULTS or stages.kickoff_begun(dossier, now):
        return ""
    if any(_RELEASED in json.loads(message.facts) for message in due(dossier, kind)):
        return ""
    return _("The client hears the results at Kickoff and Guided Tour, and Kickoff has not begun.")


def release(store: Store, dossier: Dossier, kind: str, why: str) -> None:
    """Let a text out that is held back; the reason is kept with the message and in Activity.

    Raises:
        UserError: there is no reason.
    """
    why = " ".join(why.split())
    if not why:
        raise UserError(_("It is held back for a reason."), do=_("Say in a line why it goes out now."))
    label = _("Let the validation results out before Kickoff")
    put_fact(store, dossier, kind, label, {_RELEASED: zones.utc_text(store.clock.now()), "why": why}, why)


def put_fact(store: Store, dossier: Dossier, kind: str, label: str, known: dict[str, Any], reason: str = "") -> None:
    """Add facts to the message of a kind that is to be sent next, as one step with a label."""
    with store.step(label, engagement=dossier.id, reason=reason) as db:
        waiting = draft(load(store, dossier.id), kind)
        whole = (json.loads(waiting.facts) if waiting else {}) | known
        _put(store, db, dossier, waiting, {"kind": kind, "facts": json.dumps(whole, ensure_ascii=False)})


def keep_draft(store: Store, dossier: Dossier, words: Words) -> None:
    """Keep the edited words of a message as one step; the words that are kept already change nothing.

    Raises:
        UserError: they hold a password (N01).
    """
    passwords.refuse(words.body)
    waiting = draft(load(store, dossier.id), words.kind)
    kept = (waiting.subject, waiting.body) if waiting else ("", "")
    if kept == (words.subject, words.body):
        return
    with store.step(_("Draft “{name}”").format(name=words.name), engagement=dossier.id) as db:
        _put(store, db, dossier, waiting, {"kind": words.kind, "subject": words.subject, "body": words.body})


def send(store: Store, dossier: Dossier, words: Words, how: str = "") -> None:
    """Record that a text has gone out, as one step with the step of the checklist that is bound to it.

    Raises:
        UserError: it is held back, or it holds a password.
    """
    passwords.refuse(words.body)
    now = store.clock.now()
    with store.step(_("Mark “{name}” as sent").format(name=words.name), engagement=dossier.id) as db:
        fresh = load(store, dossier.id)
        if held := held_back(fresh, words.kind, now):
            raise UserError(held, words.name, _("Wait for it, or let it out and say why."))
        sent = {"sent_utc": zones.utc_text(now), "sent_how": how.strip()}
        columns = {"kind": words.kind, "subject": words.subject, "body": words.body}
        _put(store, db, dossier, draft(fresh, words.kind), columns | sent)
        step = _recorded_step(fresh, words.kind)
        if step is not None and not fresh.is_done(step.key) and not locks.reason(fresh, step, now):
            checklist.tick(store, fresh, step.key)


def take_back(store: Store, dossier: Dossier, message: Message, name: str) -> None:
    """Take the mark back that a message was sent, and the step that was done by it; its words stay as a draft."""
    with store.step(_("“{name}” is not sent yet").format(name=name), engagement=dossier.id) as db:
        db.table("message").update(message.id, {"sent_utc": "", "sent_how": ""})
        fresh = load(store, dossier.id)
        step = _recorded_step(fresh, message.kind)
        done = fresh.steps.get(step.key) if step else None
        if step is not None and done is not None and done.done and done.done_utc == message.sent_utc:
            checklist.untick(store, fresh, step.key)


def text(dossier: Dossier, message: Message, formats: Formats) -> str:
    """Return what a message says: the words that were kept with it, else those that follow from its facts."""
    if message.body:
        return message.body
    return notice(dossier, json.loads(message.facts), formats) if message.kind == ADJUSTMENT else ""


def notice(dossier: Dossier, told: dict[str, Any], formats: Formats) -> str:
    """Return the notice that tells the lead of a changed Prod Upgrade: from, to, reason and what follows it (N18).

    Args:
        dossier: the engagement.
        told: wall times of `zone` or dates, empty for undated, as `models.rescheduling` writes them.
        formats: how dates are written.
    """
    return "\n".join(_lines(dossier, told, formats))


def headline(dossier: Dossier, message: Message, formats: Formats) -> str:
    """Return in a line what a notice to the lead is about, whatever words it was given."""
    return notice(dossier, json.loads(message.facts), formats).split("\n")[0]


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


def _put(store: Store, db: Database, dossier: Dossier, waiting: Message | None, columns: dict[str, str]) -> None:
    """Write columns of the message that is to be sent next, which may not be there yet."""
    if waiting is not None:
        db.table("message").update(waiting.id, columns)
    else:
        made = zones.utc_text(store.clock.now())
        db.table("message").insert({"engagement": dossier.id, "created_utc": made, **columns})


def _recorded_step(dossier: Dossier, kind: str) -> StepDef | None:
    """Return the step whose own fact has to be recorded when a text is sent; other steps follow from the mark."""
    step = bound_step(dossier, kind)
    return step if step is not None and step.fact.startswith("phase.") else None


def _lines(dossier: Dossier, told: dict[str, Any], formats: Formats) -> Iterator[str]:
    zone = str(told["zone"])
    was, will = (_moment(str(told[end]), zone, formats) for end in ("from", "to"))
    change = dossier.ticket("CHG")
    place = f" ({change.number})" if change and change.number else ""
    client = dossier.engagement.client + place
    if not told["to"]:
        yield _("{client}: the prod upgrade of {was} has no date any more.").format(client=client, was=was)
    else:
        yield _("{client}: the prod upgrade moves from {was} to {will}.").format(client=client, was=was, will=will)
        yours = _yours(dossier, str(told["to"]), zone, formats)
        if yours:
            yield _("That is {moment} for me.").format(moment=yours)
    if told["reason"]:
        yield _("Reason: {reason}").format(reason=told["reason"])
    for follower in told["followers"]:
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
