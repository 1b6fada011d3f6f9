"""The ETIU tickets of an engagement: their states, and the dates that their short descriptions carry (N31, N34)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from msgspec import Struct

from models import settings, short_patterns, zones
from models.errors import UserError
from models.playbook import TicketDef
from models.records import Dossier, Phase, Ticket
from models.servicenow.dates import Order
from models.short_descriptions import PREFIX, ParsedDate, ParsedText, parse, resolve
from models.store import Store
from models.texts import _

__all__ = [
    "STATES",
    "Drift",
    "ParsedDate",
    "ParsedText",
    "all_dates_text",
    "confirm_text",
    "drift",
    "drifts",
    "expected_text",
    "parse",
    "read_state",
    "set_number",
    "set_state",
    "shown_text",
]

STATES: Final[Mapping[str, int]] = MappingProxyType(
    {
        "Open": 1,
        "Work in Progress": 2,
        "Closed Complete": 3,
        "Closed Incomplete": 4,
        "Closed Skipped": 7,
        "Pending": -5,
    }
)
"""A task's states as ServiceNow labels them, with the numbers that raw exports hold."""

UNIQUE: Final[Mapping[str, str]] = MappingProxyType(
    {"CHG": "numbers.change", "CTASK": "numbers.task", "INC": "numbers.incident"}
)
"""Kinds whose numbers belong to one engagement only, and the setting that says how these begin."""

_ALIASES: Final = {"closed": "Closed Complete", "canceled": "Closed Incomplete", "cancelled": "Closed Incomplete"}
_LABELS: Final = (
    {label.casefold(): label for label in STATES} | {str(number): label for label, number in STATES.items()} | _ALIASES
)


class Drift(Struct, frozen=True):
    """Where a short description says another date than the plan: both as texts of the generated form."""

    phase: str
    says: str
    plan: str


def read_state(text: str) -> str:
    """Return the label of a state given as a label or a number, empty for an empty text.

    Raises:
        UserError: no task of ServiceNow has such a state.
    """
    word = " ".join(text.split())
    if not word:
        return ""
    label = _LABELS.get(word.casefold())
    if label is None:
        raise UserError(f"“{word}” is not a state of a ticket.", do=f"Use one of {', '.join(STATES)}.")
    return label


def expected_text(dossier: Dossier, kind: str) -> str:
    """Return the short description of a ticket as today's plan words it, empty while its date is unknown (N34).

    The client's wall time and zone; at most 160 characters, for which the client's name is shortened, never a date.
    Texts in another style can be right too: `drift` compares what they say, not how. The form is the ticket's pattern.
    """
    definition = _definition(dossier, kind)
    phase = dossier.phases.get(definition.phase) if definition else None
    if definition is None or phase is None or not phase.dated:
        return ""
    return _written(dossier, short_patterns.chosen(dossier.you, kind), definition, phase)


def all_dates_text(dossier: Dossier) -> str:
    """Return the form that carries the dates of all tickets, "TBD" for an unknown one (our reading 9).

    Where 160 characters are too few, the times go first, the Prod Upgrade's last; the dates stay.
    """
    return short_patterns.fill(
        short_patterns.ALL_DATES, {"client": dossier.engagement.client, "dates": _dates(dossier)}, _room(dossier)
    )


def shown_text(dossier: Dossier, kind: str) -> str:
    """Return a ticket's short description as it was last confirmed here or seen in ServiceNow, the newer of the two."""
    ticket = dossier.ticket(kind)
    confirmed, at = (ticket.confirmed_text, ticket.confirmed_utc) if ticket else ("", "")
    seen = dossier.newest(f"{kind}.short_description")
    return seen.value if seen and seen.at_utc > at else confirmed


def drift(dossier: Dossier, kind: str) -> Drift | None:
    """Return the first date of a ticket's shown text that differs from the plan; None where all agree (N31)."""
    return next(drifts(dossier, kind), None)


def drifts(dossier: Dossier, kind: str) -> Iterator[Drift]:
    """Yield the dates of a ticket's shown text that differ from the plan, the ticket's own date first.

    A text without a time agrees with a plan of the same local date. A date that the plan does not know is no drift.
    """
    shown = shown_text(dossier, kind)
    definition = _definition(dossier, kind)
    if not shown or definition is None:
        return
    parsed = parse(shown, dossier.engagement.client)
    own = parsed.date_of(definition.phase) or ParsedDate(definition.phase, "")
    for item in (own, *(item for item in parsed.dates if item.phase != definition.phase)):
        phase = dossier.phases.get(item.phase)
        if phase is not None and phase.dated and not _agrees(item, phase):
            yield Drift(item.phase, item.text, _moment(phase))


def set_state(store: Store, dossier: Dossier, kind: str, state: str) -> None:
    """Record the state that a ticket has in ServiceNow; a label or a number."""
    label = read_state(state)
    ticket = dossier.ticket(kind)
    if ticket is not None and ticket.state == label:
        return
    fields = {"state": label, "state_utc": zones.utc_text(store.clock.now())}
    _write(store, dossier, kind, f"Set {kind} to {label or 'not opened'}", fields)


def confirm_text(store: Store, dossier: Dossier, kind: str, text: str) -> None:
    """Record that a ticket's short description in ServiceNow reads so (N31)."""
    fields = {"confirmed_text": " ".join(text.split()), "confirmed_utc": zones.utc_text(store.clock.now())}
    _write(store, dossier, kind, f"Confirm the short description of {kind}", fields)


def set_number(store: Store, dossier: Dossier, kind: str, number: str) -> None:
    """Record the number under which ServiceNow keeps a ticket.

    Raises:
        UserError: a change, task or incident that is not its prefix and digits, or that another engagement has
            (PRODUCT, Decisions 3).
    """
    ticket = dossier.ticket(kind)
    if ticket is None or ticket.number != number.strip():
        _refuse_malformed(store, kind, number.strip())
        _refuse_taken(store, dossier, kind, number.strip())
        _write(store, dossier, kind, f"Set the number of {kind}", {"number": number.strip()})


def _refuse_malformed(store: Store, kind: str, number: str) -> None:
    """Refuse a change, task or incident that is not its prefix and digits; ETIU tickets are named as one likes."""
    prefix = settings.get(store, UNIQUE[kind]) if kind in UNIQUE else ""
    if number and prefix and not re.fullmatch(rf"{re.escape(prefix)}\d+", number, re.IGNORECASE | re.ASCII):
        what = _("“{number}” is not {prefix} and digits.").format(number=number, prefix=prefix)
        raise UserError(what, do=_("Copy the number from ServiceNow."))


def _refuse_taken(store: Store, dossier: Dossier, kind: str, number: str) -> None:
    """Refuse a number that another engagement has; an ETIU number is the same everywhere."""
    if not number or kind not in UNIQUE:
        return
    query = """SELECT engagement.client FROM ticket JOIN engagement ON engagement.id = ticket.engagement
        WHERE ticket.engagement <> ? AND ticket.kind IN ('CHG', 'CTASK', 'INC') AND UPPER(ticket.number) = ?
        AND engagement.deleted_utc = ''"""
    taken = store.records(query, [dossier.id, number.upper()])
    if taken:
        what = _("{number} belongs to {client}.").format(number=number, client=taken[0][0])
        raise UserError(what, dossier.engagement.client, _("Check the number in ServiceNow."))


def _write(store: Store, dossier: Dossier, kind: str, label: str, fields: dict[str, str]) -> None:
    ticket: Ticket | None = dossier.ticket(kind)
    with store.step(label, engagement=dossier.id) as db:
        if ticket is None:
            db.table("ticket").insert({"engagement": dossier.id, "kind": kind, **fields})
        else:
            db.table("ticket").update(ticket.id, fields)


def _definition(dossier: Dossier, kind: str) -> TicketDef | None:
    return next((item for item in dossier.playbook.tickets if item.kind == kind), None)


def _words(definition: TicketDef) -> str:
    return definition.words[0] if definition.words else definition.name


def _all_dates(dossier: Dossier, timed: set[str]) -> str:
    def piece(definition: TicketDef) -> str:
        phase = dossier.phases.get(definition.phase)
        if phase is None or not phase.dated:
            return f"{_words(definition)} TBD"
        return f"{_words(definition)} {_moment(phase) if definition.phase in timed else phase.start[:10]}"

    return ", ".join(piece(definition) for definition in dossier.playbook.tickets)


def _dates(dossier: Dossier, around: int = len(f"{PREFIX} |  | ")) -> str:
    """Return the dates of all tickets, with as many times as there is room for beside a client's name."""
    timed = {definition.phase for definition in dossier.playbook.tickets}
    untimed: list[set[str]] = [set(), {"dev_upgrade"}, timed - {"kickoff", "prod_upgrade"}, timed - {"prod_upgrade"}]
    texts = [_all_dates(dossier, timed - without) for without in [*untimed, timed]]
    room = _room(dossier) - around - min(len(dossier.engagement.client), 16)
    return next((text for text in texts if len(text) <= room), texts[-1])


def _written(dossier: Dossier, pattern: str, definition: TicketDef, phase: Phase) -> str:
    timed = phase.timed
    around = len(short_patterns.fill(pattern, {"client": "", "dates": ""}, 0)) + len(" | ")
    fields = {
        "client": dossier.engagement.client,
        "phase": _words(definition),
        "date": phase.start[:10],
        "time": phase.start[11:16] if timed else "",
        "zone": _zone_word(phase.start, phase.zone, phase.start_utc) if timed else "",
        "dates": _dates(dossier, around) if "{dates}" in pattern else "",
    }
    return short_patterns.fill(pattern, fields, _room(dossier))


def _room(dossier: Dossier) -> int:
    return dossier.playbook.limits.short_description_length


def _moment(phase: Phase) -> str:
    if not phase.timed:
        return phase.start[:10]
    return f"{phase.start[:10]} {phase.start[11:16]} {_zone_word(phase.start, phase.zone, phase.start_utc)}"


@lru_cache(maxsize=8192)
def _zone_word(start: str, zone: str, start_utc: str) -> str:
    """Return the zone's abbreviation where it is read back as the same instant, else the offset ("UTC+5:30").

    "CST" in Shanghai would be read as Chicago's. The minus is the plain one, which windows-1252 has.
    """
    at = zones.restore(start, zone, start_utc)
    word = zones.abbreviation(at, zone).replace("−", "-")
    back = resolve(ParsedDate("", start, (at.date(),), at.time().replace(second=0, tzinfo=None), word))
    if back.at is not None and zones.utc_text(back.at)[:16] == start_utc[:16]:
        return word
    return zones.offset_text(zones.offset_minutes(at, zone)).replace("−", "-")


def _agrees(item: ParsedDate, phase: Phase) -> bool:
    if item.time is None or not phase.timed:
        return phase.first_day in item.days
    walls = [f"{day}T{item.time:%H:%M}" for day in item.days]
    if not item.abbreviation:
        return phase.start[:16] in walls
    meant = _meant(item)
    return phase.start_utc in meant if meant else phase.start[:16] in walls


@lru_cache(maxsize=8192)
def _meant(item: ParsedDate) -> frozenset[str]:
    """Return the instants that a date with a time may mean, one for each order of day and month."""
    orders: tuple[Order, ...] = ("mdy", "dmy")
    instants = (resolve(item.chosen(order)).at for order in orders)
    return frozenset(zones.utc_text(at) for at in instants if at is not None)
