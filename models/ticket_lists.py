"""What a list of ETIU tickets says about engagements: grouped, dated where that is certain, everything else named.

Pure: rows in, findings about rows out; `imports` writes it. PRODUCT, Decisions 2 to 4: nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Final

from msgspec import Struct, field

from models import tickets, zones
from models.errors import UserError
from models.playbook import Playbook
from models.servicenow.dates import Order
from models.servicenow.rows import Row, Rows
from models.short_descriptions import ParsedDate, ParsedText, parse, resolve


class Unread(Struct, frozen=True):
    """A piece of a row that was left out, and why; `row` counts the header as row 1."""

    row: int
    field: str
    text: str
    why: str
    file: str = ""


class ListedTicket(Struct, frozen=True):
    """One ticket of the list; its kind is its identity together with the parent (PRODUCT, Decisions 3)."""

    kind: str
    state: str
    text: str
    parsed: ParsedText
    row: Row
    source: str

    @property
    def closed(self) -> bool:
        """Whether it is closed in any way."""
        return self.state.startswith("Closed")


class ListedEngagement(Struct, frozen=True):
    """What the list says about one client's upgrade.

    Attributes:
        starts: phase → its date, or an instant in UTC where date, time and zone are certain.
        zones: phase → the zone that its text names.
        zone: the proposal for the client: the Prod Upgrade's zone, else the kickoff's, else empty.
    """

    client: str
    parent: str
    consultant: str
    tickets: tuple[ListedTicket, ...]
    starts: Mapping[str, datetime | date] = field(default_factory=dict)
    zones: Mapping[str, str] = field(default_factory=dict)

    @property
    def zone(self) -> str:
        """The zone proposed for the client (PRODUCT, Decisions 4)."""
        return self.zones.get("prod_upgrade") or self.zones.get("kickoff") or ""

    def ticket(self, kind: str) -> ListedTicket | None:
        """Return the ticket of a kind; None where the list has none."""
        return next((ticket for ticket in self.tickets if ticket.kind == kind), None)


class TicketList(Struct, frozen=True):
    """Everything that the files say."""

    engagements: tuple[ListedEngagement, ...]
    unread: tuple[Unread, ...]


_NEEDED: Final = ("number", "short_description")


def read(
    files: Sequence[Rows],
    playbook: Playbook,
    abbreviations: Mapping[str, str],
    *,
    mixed: Container[str] = (),
) -> TicketList:
    """Read the files as one list of tickets.

    Args:
        files: exports, each with its own columns.
        playbook: which kinds of tickets there are and which phase each one dates.
        abbreviations: the setting: abbreviation → IANA zone.
        mixed: sources that hold something else too, so that they need no ticket.

    Raises:
        UserError: a file lacks the columns of a ticket list or has no ETIU ticket at all.
    """
    unread: list[Unread] = []
    groups: dict[tuple[str, str], dict[str, ListedTicket]] = {}
    kinds = [definition.kind for definition in playbook.tickets]
    for rows in files:
        found = list(_tickets(rows, kinds, unread)) if rows.source in mixed else _demand_tickets(rows, kinds, unread)
        for ticket in found:
            group = groups.setdefault(_identity(ticket.row), {})
            if ticket.kind in group:
                why = "The same ticket comes again further down."
                unread.append(_unread(group[ticket.kind], "number", ticket.kind, why))
            group[ticket.kind] = ticket
    listed = [tuple(group.values()) for group in groups.values()]
    engagements = [
        _dated(group, order, playbook, abbreviations, unread)
        for group, order in zip(listed, _orders(listed), strict=True)
    ]
    return TicketList(tuple(engagements), tuple(unread))


def _demand_tickets(rows: Rows, kinds: Sequence[str], unread: list[Unread]) -> list[ListedTicket]:
    """Return the tickets of a file that should be a list of them; raises UserError where it is none."""
    rows.require(*_NEEDED)
    if not ({"company", "parent"} & set(rows.columns)):
        rows.require("company")
    found = list(_tickets(rows, kinds, unread))
    if not found:
        what = f"There is no ticket {min(kinds, default='')} to {max(kinds, default='')} and no change in this file."
        raise UserError(what, rows.source, "Export the list of ETIU tickets, of changes, or of their tasks.")
    return found


def _tickets(rows: Rows, kinds: Iterable[str], unread: list[Unread]) -> Iterator[ListedTicket]:
    for row in rows.rows:
        kind = row["number"].upper()
        company, text = row["company"], row["short_description"]
        if kind not in kinds:
            unread.append(Unread(row.number, "number", row["number"], "This is no ETIU ticket.", rows.source))
        elif not (company or row["parent"]):
            unread.append(Unread(row.number, "company", "", "The row names no company and no parent.", rows.source))
        else:
            state = _state(row, rows.source, unread)
            yield ListedTicket(kind, state, text, parse(text, company), row, rows.source)


def _state(row: Row, source: str, unread: list[Unread]) -> str:
    try:
        return tickets.read_state(row["state"])
    except UserError as error:
        unread.append(Unread(row.number, "state", row["state"], error.what, source))
        return ""


def _identity(row: Row) -> tuple[str, str]:
    return row["company"].casefold(), row["parent"].casefold()


def _dated(
    group: tuple[ListedTicket, ...],
    order: Order | None,
    playbook: Playbook,
    abbreviations: Mapping[str, str],
    unread: list[Unread],
) -> ListedEngagement:
    """Date the phases of one engagement; what stays undated is named in `unread`."""
    phases = {definition.kind: definition.phase for definition in playbook.tickets}
    starts: dict[str, datetime | date] = {}
    named: dict[str, str] = {}
    for ticket, item in _by_phase(group, phases):
        start, zone, why = _start(item, order, abbreviations)
        if start is None:
            why = f"{playbook.phase(item.phase).name}: {why}"
            unread.append(_unread(ticket, "short_description", item.text or ticket.text, why))
        elif item.phase not in starts:
            starts[item.phase], named[item.phase] = start, zone
    first = group[0].row
    client = first["company"] or group[0].parsed.client or first["parent"]
    return ListedEngagement(client, first["parent"], _consultant(group), group, _settled(group, phases, starts), named)


def _consultant(group: Iterable[ListedTicket]) -> str:
    return next((ticket.row["assigned_to"] for ticket in group if ticket.row["assigned_to"]), "")


def _orders(groups: Sequence[tuple[ListedTicket, ...]]) -> Iterator[Order | None]:
    """Decide day and month within each engagement, else within its consultant's tickets, else not at all."""
    proved = [_proved(group) for group in groups]
    by_consultant: dict[str, set[Order]] = {}
    for group, orders in zip(groups, proved, strict=True):
        by_consultant.setdefault(_consultant(group).casefold(), set()).update(orders)
    for group, orders in zip(groups, proved, strict=True):
        consultant = _consultant(group).casefold()
        chosen = orders or (by_consultant[consultant] if consultant else orders)
        yield next(iter(chosen)) if len(chosen) == 1 else None


def _proved(group: Iterable[ListedTicket]) -> set[Order]:
    dates = (item for ticket in group for item in ticket.parsed.dates)
    return {item.order for item in dates if item.order and item.order != "ymd"}


def _by_phase(group: Sequence[ListedTicket], phases: Mapping[str, str]) -> Iterator[tuple[ListedTicket, ParsedDate]]:
    """Give every dated phase: first each ticket's own date, then what other tickets' texts say about it."""
    for ticket in group:
        own = ticket.parsed.date_of(phases[ticket.kind])
        yield ticket, own or ParsedDate(phases[ticket.kind], "", problem="The short description has no date.")
    for ticket in group:
        for item in ticket.parsed.dates:
            if item.phase and item.phase != phases[ticket.kind]:
                yield ticket, item


def _start(
    item: ParsedDate, order: Order | None, abbreviations: Mapping[str, str]
) -> tuple[datetime | date | None, str, str]:
    """Return when a phase starts, the zone that its text names, or why that can't be said."""
    certain = item.chosen(order) if order else item
    if certain.date is None:
        if not certain.days:
            return None, "", certain.problem
        first, second = (zones.date_text(day) for day in certain.days)
        return None, "", f"Day and month may be either way round: {first} or {second}."
    if certain.time is None:
        return certain.date, "", ""
    instant = resolve(certain, abbreviations)
    return instant.at, instant.zone, instant.reason


def _settled(
    group: Sequence[ListedTicket], phases: Mapping[str, str], starts: dict[str, datetime | date]
) -> dict[str, datetime | date]:
    """Leave a phase undated whose own ticket says that it is open, whatever another ticket's text says."""
    open_phases = set()
    for ticket in group:
        own = ticket.parsed.date_of(phases[ticket.kind])
        if own is not None and not own.days:
            open_phases.add(phases[ticket.kind])
    return {phase: start for phase, start in starts.items() if phase not in open_phases}


def _unread(ticket: ListedTicket, name: str, text: str, why: str) -> Unread:
    return Unread(ticket.row.number, name, text, why, ticket.source)


def local_start(listed: ListedEngagement, phase: str) -> datetime | date | None:
    """Return when a phase starts: a date, or aware in the client's zone; None where there is no such zone."""
    start = listed.starts.get(phase)
    if not isinstance(start, datetime):
        return start
    zone = listed.zone or listed.zones.get(phase, "")
    return zones.to_zone(start, zone) if zone else None
