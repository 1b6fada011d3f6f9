"""The act Scheduled: six things that belong together once the CTASK is closed (N10, N13, N30; SCREENS 8).

Pure but for `paste` and `tick`. A thing is done once it was read back; recorded alone it is half done, and what is
half done stays visible until all six are whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from models import calendar_entries, checklist, due_times, observations, rescheduling, tickets, zones
from models.errors import UserError
from models.formats import Formats
from models.pasted import Pasted, read_pasted
from models.records import Dossier, Observation
from models.store import Store
from models.texts import _

RowState = Literal["done", "half", "failed", "open", "waits"]

COUNT: Final = 6
EMAIL: Final = "support_week_open"
"""The text of row 4, which the composer writes."""
TICKETS: Final = {1: "ETIU03", 2: "ETIU04", 3: "ETIU05"}
STEPS: Final = {
    1: "etiu03_closed",
    2: "best_practices_in_progress",
    3: "support_week_opened",
    4: "support_week_told",
    5: "calendar_confirmed",
    6: "support_week_text",
}
"""Row → the step of the checklist that it carries."""
WANTED: Final = {"ETIU03": "Closed Complete", "ETIU04": "Work in Progress", "ETIU05": "Open"}
"""Ticket → the state that the act asks for."""

_FITTING: Final[Mapping[str, frozenset[str]]] = {
    "ETIU03": frozenset({"Closed Complete"}),
    "ETIU04": frozenset({"Work in Progress", "Closed Complete"}),
    "ETIU05": frozenset({"Open", "Work in Progress", "Pending"}),
}
_NUMBER: Final = re.compile(r"[A-Z]{2,10}\d{2,}", re.IGNORECASE | re.ASCII)


class ActRow(Struct, frozen=True):
    """One of the six: its state, its words, and when it was seen or done."""

    number: int
    title: str
    line: str
    state: RowState
    at: datetime | None = None

    @property
    def over(self) -> bool:
        """Whether nothing is left to do here."""
        return self.state == "done"


def is_under_way(dossier: Dossier, now: datetime, formats: Formats) -> bool:
    """Whether the upgrade is scheduled and one of the six is not whole yet."""
    return dossier.engagement.scheduled and not all(row.over for row in rows(dossier, now, formats))


def rows(dossier: Dossier, now: datetime, formats: Formats) -> tuple[ActRow, ...]:
    """Return the six rows as they are now; times are in your zone."""
    look = _Look(dossier, now, formats)
    makers: tuple[Callable[[], ActRow], ...] = (
        look.etiu03,
        look.etiu04,
        look.etiu05,
        look.told,
        look.calendar,
        look.texts,
    )
    return tuple(make() for make in makers)


def current(found: tuple[ActRow, ...]) -> int:
    """Return the row to do now: the first that failed, else the first that is not whole; 0 where all are."""
    left = [row for row in found if not row.over and row.state != "waits"]
    failed = [row for row in left if row.state == "failed"]
    return next((row.number for row in failed or left), 0)


def done(found: tuple[ActRow, ...]) -> int:
    """Return how many are whole."""
    return sum(row.over for row in found)


def next_words(dossier: Dossier, now: datetime, formats: Formats) -> str:
    """Return the act as the next thing: "2 of 6 after scheduling. Open ETIU05 by Fri 4 Dec, 09:00"."""
    found = rows(dossier, now, formats)
    row = next((item for item in found if item.number == current(found)), None)
    if row is None:
        return ""
    said = _("{done} of {count} after scheduling. {what}").format(done=done(found), count=COUNT, what=row.title)
    by = _latest(dossier, now, formats)
    return _("{what} by {when}").format(what=said, when=by) if by and row.number == 3 else said


def paste(store: Store, dossier: Dossier, text: str, row: int = 0) -> int:
    """Record a pasted state, number or short description in the row that it fits, and return that row.

    Args:
        store: the store.
        dossier: the engagement.
        text: as copied from ServiceNow.
        row: the row in whose field it was pasted; 0 for anywhere in the window.

    Raises:
        UserError: it fits no row, or it is another record.
    """
    found = read_pasted(text)
    number = text.strip()
    if found.place not in {*TICKETS.values(), ""}:
        raise UserError(_("{number} is no ticket of this act.").format(number=found.number), dossier.engagement.client)
    if found.empty and _NUMBER.fullmatch(number) and row in {0, 3}:
        tickets.set_number(store, dossier, "ETIU05", number.upper())
        return 3
    place = found.place or TICKETS.get(row, "") or _fitting(dossier, found)
    if not place or not found.fields:
        raise UserError(_("Nothing here is a state or a short description."), do=_("Copy the state from ServiceNow."))
    for name in ("state", "short_description"):
        if name in found.fields:
            observations.record_read_back(store, dossier, f"{place}.{name}", found.fields[name])
    if "state" not in found.fields:
        return COUNT
    return next((at for at, kind in TICKETS.items() if kind == place), COUNT)


def tick(store: Store, dossier: Dossier, row: int) -> None:
    """Record that a row is done without a read-back: for a ticket half, for the client and the calendar whole.

    Raises UserError for telling the client of a Support Week that is not open yet.
    """
    if row in TICKETS:
        tickets.set_state(store, dossier, TICKETS[row], WANTED[TICKETS[row]])
        return
    if row == 4 and _state_of(dossier, "ETIU05")[0] not in {"done", "half"}:
        raise UserError(
            _("ETIU05 is not open yet."), dossier.engagement.client, _("Open it first, then tell the client.")
        )
    if row == 5 and dossier.is_done(STEPS[5]):
        with store.step(_("Update your calendar"), engagement=dossier.id):
            calendar_entries.record_tick(store, dossier, STEPS[5])
        return
    locked = checklist.lock(dossier, STEPS[row], store.clock.now())
    checklist.tick(store, dossier, STEPS[row], why=_("It is scheduled") if locked else "")


def text_to_copy(dossier: Dossier, row: int) -> str:
    """Return what is typed into ServiceNow for a row; empty where there is nothing to copy."""
    if row in TICKETS:
        return tickets.expected_text(dossier, TICKETS[row]) if row == 3 else WANTED[TICKETS[row]]
    if row == 6:
        kind = next(iter(texts_left(dossier)), "")
        return tickets.expected_text(dossier, kind) if kind else ""
    return ""


def texts_left(dossier: Dossier) -> tuple[str, ...]:
    """Return the tickets whose short description was not seen with today's date."""
    return tuple(kind for kind in _dated_tickets(dossier) if not _text_is_right(dossier, kind))


def _fitting(dossier: Dossier, found: Pasted) -> str:
    """Return the ticket that a state or a short description without a number belongs to."""
    if "short_description" in found.fields:
        parsed = tickets.parse(found.fields["short_description"], dossier.engagement.client)
        phases = [item.phase for item in parsed.dates]
        named = [item.kind for item in dossier.playbook.tickets if item.phase in phases[:1]]
        return named[0] if named else ""
    state = tickets.read_state(found.fields.get("state", ""))
    fitting = [kind for kind, states in _FITTING.items() if state in states]
    left = [kind for kind in fitting if _state_of(dossier, kind)[0] != "done"]
    return next(iter(left or fitting), "")


def _dated_tickets(dossier: Dossier) -> tuple[str, ...]:
    return tuple(item.kind for item in dossier.playbook.tickets if tickets.expected_text(dossier, item.kind))


def _text_is_right(dossier: Dossier, kind: str) -> bool:
    return bool(tickets.shown_text(dossier, kind)) and tickets.drift(dossier, kind) is None


def _scheduled_at(dossier: Dossier) -> str:
    """Return when it was scheduled, in UTC: what was seen before says nothing about the act."""
    elsewhere = rescheduling.scheduled_by(dossier.engagement)
    return dossier.engagement.ctask_closed_utc or (zones.utc_text(elsewhere[0]) if elsewhere else "")


def _state_of(dossier: Dossier, kind: str) -> tuple[RowState, Observation | None]:
    """Return how far a ticket's state is: read back, only recorded, seen wrong since it was scheduled, or open."""
    ticket, seen = dossier.ticket(kind), dossier.newest(f"{kind}.state")
    state, fitting = (ticket.state if ticket else ""), _FITTING[kind]
    if seen is not None and ticket is not None and ticket.state_utc > seen.at_utc and state != seen.value:
        seen_right = False
    else:
        seen_right = seen is not None and seen.value in fitting
    if seen_right:
        return "done", seen
    if kind == "ETIU05" and dossier.is_done(STEPS[3]) and state.startswith("Closed"):
        return "done", None  # it was open once and its week is over
    if state in fitting:
        return "half", None
    if seen is not None and seen.at_utc >= _scheduled_at(dossier):
        return "failed", seen
    return "open", None


class _Look:
    """One engagement at one moment, row by row."""

    def __init__(self, dossier: Dossier, now: datetime, formats: Formats) -> None:
        self._dossier = dossier
        self._now = now
        self._formats = formats

    def etiu03(self) -> ActRow:
        """ETIU03 is closed although the upgrade has not happened yet (N10)."""
        why = _("It closes although the upgrade has not happened yet.")
        return self._ticket(1, _("ETIU03 Prod Upgrade is Closed Complete"), _("Close ETIU03 Prod Upgrade"), why)

    def etiu04(self) -> ActRow:
        """ETIU04 is Work in Progress (N30)."""
        session = self._dossier.phases["best_practices"]
        when = self._both(session.starts) if session.starts else ""
        why = _("Session {when}.").format(when=when) if when else _("Its session has no time yet.")
        words = _("Set ETIU04 Best Practices to Work in Progress")
        return self._ticket(2, _("ETIU04 Best Practices is Work in Progress"), words, why)

    def etiu05(self) -> ActRow:
        """ETIU05 is open, at the latest the next morning (N13)."""
        week, by = self._dossier.phases["support_week"], _latest(self._dossier, self._now, self._formats)
        first, last = week.first_day, week.last_day
        days = f" {self._formats.days(first, last)}." if first and last else ""
        why = _("Just before or just after, at the latest {when}.").format(when=by) + days if by else days.strip()
        return self._ticket(3, _("ETIU05 Support Week is open"), _("Open ETIU05 for the Support Week"), why)

    def told(self) -> ActRow:
        """The client knows that Support Week is open (N13)."""
        title, state = _("Tell the client that Support Week is open"), _state_of(self._dossier, "ETIU05")[0]
        step = self._dossier.steps.get(STEPS[4])
        if step is not None and step.done:
            over = _("The client knows that Support Week is open")
            return ActRow(4, over, "", "done", self._yours(step.done_utc))
        if state in {"done", "half"}:
            return ActRow(4, title, _("The email is ready. Send it, then mark it as sent."), "open")
        return ActRow(4, title, _("The email is ready. It waits for ETIU05."), "waits")

    def calendar(self) -> ActRow:
        """The tentative block in your calendar is confirmed (N12)."""
        step, prod = self._dossier.steps.get(STEPS[5]), self._dossier.prod
        outdated = calendar_entries.needs_update(self._dossier)
        if step is not None and step.done and not outdated:
            return ActRow(5, _("Your calendar is confirmed"), "", "done", self._yours(step.done_utc))
        yours = self._dossier.you.zone
        line = _("Tentative becomes busy. Same entry, updated.")
        if prod.starts is not None and prod.ends is not None:
            span = self._formats.span(zones.to_zone(prod.starts, yours), zones.to_zone(prod.ends, yours), cross=True)
            line = _("Tentative becomes busy, {span}. Same entry, updated.").format(span=span)
            if outdated:
                line = _("Your block stands at another time than {span}. Save the file again.").format(span=span)
        before = calendar_entries.saved(self._dossier, calendar_entries.BLOCK)
        if before is not None and before.file and calendar_entries.stands_as(self._dossier, "confirmed"):
            line = _("Saved as {file}. Open it in your calendar, then confirm.").format(file=before.file)
        return ActRow(5, _("Update your calendar") if outdated else _("Confirm your calendar"), line, "open")

    def texts(self) -> ActRow:
        """Each short description carries its date (N31, N34)."""
        dated, left = _dated_tickets(self._dossier), texts_left(self._dossier)
        if not left:
            return ActRow(6, _("The short descriptions carry their dates"), _("All of them were read back."), "done")
        line = _("{done} of {count} read back. Left: {left}.")
        said = line.format(done=len(dated) - len(left), count=len(dated), left=", ".join(left))
        return ActRow(6, _("Update the short descriptions"), said, "open")

    def _ticket(self, number: int, over: str, title: str, why: str) -> ActRow:
        state, seen = _state_of(self._dossier, TICKETS[number])
        row = ActRow(number, over if state in {"done", "half"} else title, why, state)
        if state == "done" and seen is not None:
            at = self._yours(seen.at_utc)
            said = _("Read back {when}. {why}").format(when=self._when(at), why=why)
            return replace(row, line=said, at=at)
        if state == "failed" and seen is not None:
            said = _("ServiceNow still says {state}. Save it again, then paste.").format(
                state=seen.value or _("nothing")
            )
            return replace(row, line=said)
        return row

    def _yours(self, utc: str) -> datetime:
        return zones.to_zone(zones.parse_utc(utc), self._dossier.you.zone)

    def _when(self, at: datetime) -> str:
        today = zones.to_zone(self._now, self._dossier.you.zone).date()
        return self._formats.time(at) if at.date() == today else self._formats.moment(at)

    def _both(self, start: datetime) -> str:
        """Return a moment in your time and, where it differs, in the client's."""
        yours = zones.to_zone(start, self._dossier.you.zone)
        text = self._formats.with_zone(yours)
        if yours.utcoffset() == start.utcoffset():
            return text
        client = f"{self._formats.time(start)} {zones.abbreviation(start, zones.zone_name(start))}"
        return _("{yours}, {client} for the client").format(yours=text, client=client)


def _latest(dossier: Dossier, now: datetime, formats: Formats) -> str:
    definition = dossier.playbook.step(STEPS[3])
    return due_times.in_words(dossier, definition, now, formats) if definition else ""
