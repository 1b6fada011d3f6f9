"""Where a handover differs from what is here, and which side counts: newer wins, nothing of either is lost (N36).

What the file says was true when it was made; a row here counts as newer only where it was changed after that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, Literal, TypeVar

from msgspec import Struct
from msgspec.structs import asdict, fields

from models import confirmation, dossiers, settings, zones
from models.engagements import FIELDS
from models.formats import Formats
from models.handover import EMAILS, NOTES, Handover
from models.records import Contact, Dossier, Engagement, Phase, Roadmap, Step, Ticket
from models.store import Store
from models.texts import _

Side = Literal["theirs", "yours", "both", "you"]
_Row = TypeVar("_Row", bound=Struct)

OWN: Final = frozenset(
    {"id", "uid", "playbook", "created_utc", "archived_utc", "deleted_utc", "taken_over", "given_to", "given_utc"}
)
"""Columns of an engagement that no handover changes."""
_RECORDED: Final = ("conversion_utc", "ctask_appeared_utc", "ctask_closed_utc", "scheduled_elsewhere")


class Difference(Struct, frozen=True):
    """One line of the merge: what differs, both sides in words, and which counts.

    `key` is "engagement.<column>", "phase.<kind>", "step.<key>", "ticket.<kind>", "contact.<name>" or the name of
    what is kept of both; `fixed` lines can't be swapped.
    """

    key: str
    name: str
    yours: str
    theirs: str
    result: Side
    fixed: bool = False


def here(store: Store, handover: Handover, onto: int = 0) -> Dossier | None:
    """Return the engagement that a handover is about as it is here, in the bin or not; None where it is new.

    Args:
        store: where to look.
        handover: the file.
        onto: the engagement here that it is taken onto where none has its uid (`counterpart.find`), 0 for none.
    """
    found = store.records("SELECT id FROM engagement WHERE uid = ?", [handover.engagement.uid])
    id_ = found[0][0] if found else onto
    return dossiers.load(store, id_) if id_ else None


def differences(store: Store, handover: Handover, formats: Formats, onto: int = 0) -> tuple[Difference, ...]:
    """Return every line in which the handover differs from what is here; a new engagement has its owner alone."""
    mine = here(store, handover, onto)
    you = settings.you(store).name or _("you")
    theirs = handover.engagement.consultant or handover.sender.name
    owner = Difference("engagement.consultant", _("Owner"), "", theirs, "you", fixed=True)
    if mine is None:
        return (Difference(owner.key, owner.name, "–", theirs, "you", fixed=True),)
    found = [*_engagement(store, mine, handover, formats), *_phases(store, mine, handover, formats)]
    found += [*_tickets(store, mine, handover), *_steps(store, mine, handover, formats)]
    found += [*_contacts(store, mine, handover), *_kept(mine, handover)]
    yours = mine.engagement.consultant or you
    return (*found, Difference(owner.key, owner.name, yours, theirs, "you", fixed=True))


def _engagement(store: Store, mine: Dossier, handover: Handover, formats: Formats) -> Iterator[Difference]:
    side_of_row = newer(store, mine, "engagement", mine.id, handover)
    for name in (item.name for item in fields(Engagement)):
        yours, theirs = getattr(mine.engagement, name), getattr(handover.engagement, name)
        if name in OWN or name == "consultant" or yours == theirs or (name == "notes" and NOTES in handover.left_out):
            continue
        words = _(FIELDS[name]) if name in FIELDS else name.removesuffix("_utc").replace("_", " ")
        both = name == "notes" and bool(yours)
        side: Side = "both" if both else "theirs" if _never_said(mine, handover, yours) else side_of_row
        shown = [_words(name, value, formats, mine.you.zone) for value in (yours, theirs)]
        yield Difference(f"engagement.{name}", words[:1].upper() + words[1:], shown[0], shown[1], side, fixed=both)


def _never_said(mine: Dossier, handover: Handover, yours: object) -> bool:
    """Whether nothing is here because nobody ever said it: the two were made apart from each other."""
    return not yours and mine.engagement.uid != handover.engagement.uid


def _words(name: str, value: str | int, formats: Formats, zone: str) -> str:
    if isinstance(value, int):
        return _("yes") if value else _("no")
    if value and name.endswith("_utc"):
        return formats.moment(zones.to_zone(zones.parse_utc(value), zone))
    return value or "–"


def _phases(store: Store, mine: Dossier, handover: Handover, formats: Formats) -> Iterator[Difference]:
    for theirs in handover.phases:
        yours = mine.phases[theirs.kind]
        if _same(yours, theirs):
            continue
        blank = _never_said(mine, handover, yours.first_day or yours.actual_end)
        side = "theirs" if blank else newer(store, mine, "phase", yours.id, handover)
        name = mine.playbook.phase(theirs.kind).name
        yield Difference(f"phase.{theirs.kind}", name, _phase(yours, formats), _phase(theirs, formats), side)


def _phase(phase: Phase, formats: Formats) -> str:
    """Return "Thu 10 Dec, 19:00 PST": what is recorded, else what is planned, in the phase's own zone."""
    if phase.actual_end is not None:
        end = zones.to_zone(phase.actual_end, phase.zone) if phase.zone else phase.actual_end
        return _("Complete, {when}").format(when=formats.with_zone(end))
    start = phase.starts
    if start is not None:
        return formats.with_zone(start)
    day = phase.first_day
    return formats.day_year(day) if day else "–"


def _tickets(store: Store, mine: Dossier, handover: Handover) -> Iterator[Difference]:
    for theirs in handover.tickets:
        yours = next((item for item in mine.tickets if ticket_key(item) == ticket_key(theirs)), None)
        if yours is None or _same(yours, theirs):
            continue
        shown = [" ".join(filter(None, (item.number, item.state))) or "–" for item in (yours, theirs)]
        side = newer(store, mine, "ticket", yours.id, handover)
        yield Difference(f"ticket.{ticket_key(theirs)}", theirs.kind, shown[0], shown[1], side)


def ticket_key(ticket: Ticket) -> str:
    """Return what a ticket is known by: its kind, and the number where there may be several."""
    return f"{ticket.kind}.{ticket.number}" if ticket.kind == "INC" else ticket.kind


def _steps(store: Store, mine: Dossier, handover: Handover, formats: Formats) -> Iterator[Difference]:
    rows = store.records("SELECT * FROM step WHERE engagement = ?", [mine.id])
    stored = {step.key: step for step in (Step(*row) for row in rows)}
    for theirs in handover.steps:
        yours = stored.get(theirs.key)
        definition = mine.playbook.step(theirs.key) or handover.playbook.step(theirs.key)
        if yours is None or definition is None or _same(yours, theirs):
            continue
        shown = [_step(item, formats, mine.you.zone) for item in (yours, theirs)]
        side = newer(store, mine, "step", yours.id, handover)
        yield Difference(f"step.{theirs.key}", definition.text, shown[0], shown[1], side)


def _step(step: Step, formats: Formats, zone: str) -> str:
    done = formats.day(zones.to_zone(zones.parse_utc(step.done_utc), zone)) if step.done_utc else ""
    words = _("Done {day}").format(day=done) if done else _("Open")
    return f"{words}: {step.note}" if step.note else words


def _contacts(store: Store, mine: Dossier, handover: Handover) -> Iterator[Difference]:
    for theirs in handover.contacts:
        yours = next((item for item in mine.contacts if item.name == theirs.name), None)
        if yours is None:
            yield Difference(f"contact.{theirs.name}", _("Contact"), "–", _contact(theirs), "both", fixed=True)
        elif _contact(yours) != _contact(theirs) and not (EMAILS in handover.left_out and _but_mail(yours, theirs)):
            side = newer(store, mine, "contact", yours.id, handover)
            yield Difference(f"contact.{theirs.name}", _("Contact"), _contact(yours), _contact(theirs), side)


def _but_mail(yours: Contact, theirs: Contact) -> bool:
    return (yours.role, yours.zone) == (theirs.role, theirs.zone)


def _contact(contact: Contact) -> str:
    return ", ".join(filter(None, (contact.name, contact.role, contact.email, contact.zone)))


def _kept(mine: Dossier, handover: Handover) -> Iterator[Difference]:
    """Yield what is kept of both: agreed dates, texts, time pieces, requests, questions, evidence."""
    for key, words, yours, theirs in (
        ("roadmap", _("Agreed dates"), mine.roadmap, handover.roadmap),
        ("messages", _("Texts"), mine.messages, handover.messages),
        ("time", _("Time pieces"), mine.time_entries, handover.time_entries),
        ("requests", _("Best Practices requests"), mine.session_requests, handover.session_requests),
        ("questions", _("Client questions"), mine.questions, handover.questions),
        ("evidence", _("Evidence and signed checks"), mine.observations, handover.evidence),
    ):
        known = {tuple(stored(item).values()) for item in yours}
        if {tuple(stored(item).values()) for item in theirs} - known:
            yield Difference(key, words, str(len(yours)), str(len(theirs)), "both", fixed=True)


IDENTITIES: Final[Mapping[str, tuple[str, ...]]] = {
    "Roadmap": ("start_utc", "agreed_utc"),
    "Message": ("kind", "created_utc"),
    "TimeEntry": ("day", "made_utc", "minutes", "note"),
    "SessionRequest": ("what", "day", "made_utc"),
    "ClientQuestion": ("text", "began_utc"),
    "Observation": ("kind", "subject", "value", "instant_utc", "zone", "source", "at_utc", "recorded_by", "body"),
    "Deed": ("label", "made_utc", "made_by"),
}


_OWN_COLUMNS: Final = frozenset(
    {"id", "engagement", "timer", "started_utc", "counted_seconds", "previous", "hash", "corrects"}
    | {"exported_utc", "exported_minutes"}
)


def identity(row: Struct) -> tuple[str | int, ...]:
    """Return what the same row is known by in two databases."""
    return tuple(getattr(row, name) for name in IDENTITIES[type(row).__name__])


def stored(row: Struct) -> dict[str, str | int]:
    """Return the columns of a row that both keep: without ids, links between evidence, and what a timer counts."""
    return {name: value for name, value in asdict(row).items() if name not in _OWN_COLUMNS}


def columns_of(row: Phase | Step | Ticket | Contact | Roadmap) -> dict[str, str | int]:
    """Return a row's columns without its ids."""
    return {name: value for name, value in asdict(row).items() if name not in {"id", "engagement"}}


def _same(yours: Phase | Step | Ticket, theirs: Phase | Step | Ticket) -> bool:
    return columns_of(yours) == columns_of(theirs)


def newer(store: Store, mine: Dossier, table: str, row: int, handover: Handover) -> Side:
    """Return "yours" where the row was changed here after the handover was made.

    What an earlier take-over wrote was the sender's word, and what came with the engagement itself (from a list, from
    the playbook) was nobody's decision: neither is a change of yours.
    """
    taken = confirmation.taken(mine.engagement)
    query = """SELECT MAX(history.made_utc) FROM change JOIN history ON history.id = change.history
        WHERE change.tbl = ? AND change.row = ? AND history.undone = 0 AND history.made_utc <> ?
        AND history.id NOT IN (SELECT history FROM change WHERE tbl = 'engagement' AND row = ? AND before IS NULL)"""
    values = [table, row, taken.taken_utc if taken else "", mine.id]
    changed = store.records(query, values)[0][0] or ""
    return "yours" if changed > handover.made_utc else "theirs"
