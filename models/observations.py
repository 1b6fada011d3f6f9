"""The read-back ledger: what each value in ServiceNow should be, and what was seen there last (N17, N21, N31).

A value counts as set only when it has been observed. Observations are evidence: append-only and outside undo.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, Literal

from msgspec import Struct

from models import after_check, servicenow_profiles, tickets, zones
from models.change_lists import state_label
from models.dossiers import load
from models.errors import UserError
from models.records import Dossier, Observation
from models.servicenow import dates
from models.store import Store
from models.texts import _

Verdict = Literal["matches", "differs", "stale", "never seen", "silently lost"]
Recorded = Mapping[str, tuple[str, str]]
"""Ticket kind → the state that was recorded here, and when in UTC."""

PLACES: Final = ("CHG", "CTASK")
DATE_FIELDS: Final = ("start", "end")
_DEMANDED: Final = {"ETIU03": ("Closed Complete",), "ETIU04": ("Work in Progress", "Closed Complete")}
"""What a ticket must be once the Prod Upgrade is scheduled; the first is what to set (N30)."""


class Entry(Struct, frozen=True):
    """One value that lives in ServiceNow.

    Attributes:
        subject: as the evidence names it: "CHG.start", "ETIU03.state".
        intended: what ServiceNow should show: a state, a short description, or an instant in UTC for a date; empty
            where nothing is known to be right.
        seen: the newest observation; None where there is none.
        verdict: how the two compare; `stale` where the value changed after it was seen.
        earlier: the observations before it, oldest first.
    """

    subject: str
    intended: str
    seen: Observation | None
    verdict: Verdict
    earlier: tuple[Observation, ...] = ()

    @property
    def place(self) -> str:
        """The ticket that holds the value: "CHG", "ETIU03"."""
        return self.subject.partition(".")[0]

    @property
    def field(self) -> str:
        """Its field: start, end, state or short_description."""
        return self.subject.partition(".")[2]

    @property
    def is_date(self) -> bool:
        """Whether it is a planned date."""
        return self.field in DATE_FIELDS


def recorded_states(store: Store) -> dict[int, dict[str, tuple[str, str]]]:
    """Return the states that were recorded here, by engagement and ticket, whatever was observed since."""
    found: dict[int, dict[str, tuple[str, str]]] = {}
    query = "SELECT engagement, kind, state, state_utc FROM ticket WHERE kind <> 'INC'"
    for engagement, kind, state, at in store.records(query):
        found.setdefault(engagement, {})[kind] = (state, at)
    return found


def ledger(dossier: Dossier, recorded: Recorded | None = None) -> tuple[Entry, ...]:
    """Return every value with its verdict: planned dates, then states, then short descriptions.

    Args:
        dossier: the engagement.
        recorded: from `recorded_states`; without it a recorded state that was observed differently since is not known.
    """
    seen: dict[str, list[Observation]] = {}
    for item in sorted(dossier.observations, key=lambda found: (found.at_utc, found.id)):
        if item.kind == "observation":
            seen.setdefault(item.subject, []).append(item)
    kinds = [definition.kind for definition in dossier.playbook.tickets]
    return (
        *_dates(dossier, seen),
        *_states(dossier, [*kinds, *PLACES], seen, recorded or {}),
        *_texts(dossier, kinds, seen),
    )


def entry_of(dossier: Dossier, subject: str, recorded: Recorded | None = None) -> Entry | None:
    """Return one value of the ledger; None where the engagement has no such value."""
    return next((entry for entry in ledger(dossier, recorded) if entry.subject == subject), None)


def record_read_back(store: Store, dossier: Dossier, subject: str, shown: str, zone: str = "") -> None:
    """Record what ServiceNow shows of one value now (N17).

    Args:
        store: the store.
        dossier: the engagement.
        subject: "CHG.start", "CTASK.state", "ETIU03.short_description" …
        shown: the text as shown; empty where the field is empty.
        zone: IANA zone of the session that shows a date; empty takes the setting.

    Raises:
        UserError: a date can't be read, can be read in two ways or its zone isn't known; or a text is no state.
    """
    place, _dot, field = subject.partition(".")
    if subject == "CTASK.state" and dossier.engagement.scheduled:
        after_check.record_state(store, dossier, shown)
        return
    where = {"subject": subject, "value": " ".join(shown.split())}
    if field in DATE_FIELDS and where["value"]:
        zone = zone or servicenow_profiles.session_zone(store, dossier)
        where |= {"instant_utc": _instant(where["value"], zone), "zone": zone}
    elif field == "state":
        where["value"] = state_label("CHG", shown) if place == "CHG" else tickets.read_state(shown)
    words = _("Read back {subject}").format(subject=place)
    with store.step(words, engagement=dossier.id):
        fresh = load(store, dossier.id)
        more = {"kind": "observation", "source": _("Read back"), "at_utc": zones.utc_text(store.clock.now())}
        store.add_evidence({"engagement": fresh.engagement.uid, **where, **more})
        if field == "short_description" and tickets.drift(load(store, dossier.id), place) is None:
            tickets.confirm_text(store, fresh, place, shown)


def _instant(shown: str, zone: str) -> str:
    if not zone:
        what = _("It is not known in which time zone ServiceNow showed this.")
        raise UserError(what, shown, _("Choose the time zone of your session first."))
    readings = dates.read(shown)
    if len(readings) > 1:
        first, second = (zones.date_text(reading.wall.date()) for reading in readings)
        what = _("Day and month may be either way round: {first} or {second}.").format(first=first, second=second)
        raise UserError(what, shown, _("Type the date with the year first: 2026-12-03 19:00:00."))
    if not readings[0].has_time:
        raise UserError(_("The date has no time."), shown, _("Copy date and time from the field."))
    return zones.utc_text(zones.attach(readings[0].wall, zone))


def _dates(dossier: Dossier, seen: Mapping[str, list[Observation]]) -> Iterator[Entry]:
    planned = {"start": dossier.prod.start_utc, "end": dossier.prod.end_utc}
    for place in PLACES:
        for field in DATE_FIELDS:
            subject = f"{place}.{field}"
            history = seen.get(subject, [])
            newest = history[-1] if history else None
            if planned[field] or newest:
                verdict = _date_verdict(dossier, place, planned[field], history)
                yield Entry(subject, planned[field], newest, verdict, tuple(history[:-1]))


def _date_verdict(dossier: Dossier, place: str, planned: str, history: list[Observation]) -> Verdict:
    if not history:
        return "never seen"
    newest, earlier = history[-1], history[:-1]
    stale = newest.at_utc < _changed(dossier)
    if not newest.value:
        if _entered(dossier, place) or any(item.value for item in earlier):
            return "stale" if stale else "silently lost"
        return "differs" if place == "CTASK" else "never seen"
    if stale:
        return "stale"
    if newest.instant_utc == planned:
        return "matches"
    return "silently lost" if _fell_back(newest, earlier, planned) else "differs"


def _changed(dossier: Dossier) -> str:
    """Return when the planned dates were last entered or adjusted: what was seen before says nothing any more."""
    changes = [message.created_utc for message in dossier.messages if message.kind == "adjustment"]
    return max([dossier.engagement.entered_utc, *changes])


def _entered(dossier: Dossier, place: str) -> bool:
    return place == "CHG" and bool(dossier.engagement.entered_utc)


def _fell_back(newest: Observation, earlier: list[Observation], planned: str) -> bool:
    """Whether a value that was right once is back at what it had been before that."""
    right = next((at for at, item in enumerate(earlier) if item.instant_utc == planned), None)
    return right is not None and any(item.instant_utc == newest.instant_utc for item in earlier[:right])


def _states(
    dossier: Dossier, kinds: list[str], seen: Mapping[str, list[Observation]], recorded: Recorded
) -> Iterator[Entry]:
    for kind in kinds:
        subject = f"{kind}.state"
        history = seen.get(subject, [])
        state, at = recorded.get(kind, ("", ""))
        if not recorded and (ticket := dossier.ticket(kind)) and not history:
            state, at = ticket.state, ticket.state_utc
        if history or state:
            yield _state(dossier, kind, history, state, at)


def _state(dossier: Dossier, kind: str, history: list[Observation], state: str, at: str) -> Entry:
    """Compare a state with what must be after scheduling, else with what was recorded or seen before."""
    subject = f"{kind}.state"
    newest = history[-1] if history else None
    before = history[-2] if len(history) > 1 else None
    if newest is None:
        return Entry(subject, state, None, "never seen")
    intended = state if state and (before is None or at >= before.at_utc) else before.value if before else newest.value
    demanded = _DEMANDED.get(kind, ()) if dossier.engagement.scheduled else ()
    if kind in PLACES:
        demanded = _natural(dossier, kind, newest.value)
    if demanded and intended not in demanded:
        intended = demanded[0]
    verdict: Verdict = "differs"
    if newest.value == intended or newest.value in demanded[1:]:
        verdict = "matches"
    elif state == intended and at > newest.at_utc:
        verdict = "stale"
    return Entry(subject, intended, newest, verdict, tuple(history[:-1]))


def _natural(dossier: Dossier, kind: str, shown: str) -> tuple[str, ...]:
    """Return what a change or its task may be: a change goes its way by itself, unless it is cancelled."""
    if kind == "CHG":
        return () if shown.casefold().startswith("cancel") else (shown,)
    if dossier.engagement.scheduled:
        return ("Closed Complete",)
    return () if shown.startswith("Closed") else (shown,)


def _texts(dossier: Dossier, kinds: list[str], seen: Mapping[str, list[Observation]]) -> Iterator[Entry]:
    for kind in kinds:
        expected, subject = tickets.expected_text(dossier, kind), f"{kind}.short_description"
        history = seen.get(subject, [])
        newest = history[-1] if history else None
        if not expected and newest is None:
            continue
        ticket = dossier.ticket(kind)
        confirmed = ticket.confirmed_utc if ticket else ""
        verdict: Verdict = "matches"
        if newest is None or newest.at_utc < confirmed:
            verdict = "stale" if newest else "never seen"
        elif tickets.drift(dossier, kind) is not None:
            lost = bool(ticket and ticket.confirmed_text == expected)
            verdict = "silently lost" if lost else "differs"
        yield Entry(subject, expected or (newest.value if newest else ""), newest, verdict, tuple(history[:-1]))
