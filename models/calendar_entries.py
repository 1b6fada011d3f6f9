"""What of an engagement stands in a calendar: tentative early, busy once it is scheduled, cancelled when it goes (N12).

Pure but for `record`. What was saved is evidence, which undo leaves: a file that was opened stays in the calendar.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Final, Literal

from msgspec import Struct

from models import zones
from models.formats import Formats
from models.records import PHASE_KINDS, Contact, Dossier, Observation, Phase
from models.store import Store
from models.texts import _

State = Literal["tentative", "confirmed", "cancelled"]
Standing = Literal["none", "current", "outdated"]
Busy = Literal["TENTATIVE", "BUSY", "FREE"]

BLOCK: Final = "prod_upgrade"
"""The phase that is blocked in your own calendar."""
INVITATIONS: Final = ("kickoff", "best_practices")
"""Sessions to which the client's contacts are invited."""
TICKS: Final[Mapping[str, State]] = {"calendar_tentative": "tentative", "calendar_confirmed": "confirmed"}
"""Steps of the checklist that say that the block stands in your calendar."""
EVIDENCE: Final = "calendar"
SUFFIX: Final = "@e2e-tracker"
"""The end of every UID of ours."""

_ALARMS: Final[Mapping[str, tuple[int, ...]]] = {
    "dev_upgrade": (30,),
    "kickoff": (15,),
    "prod_upgrade": (24 * 60, 60, 15),
    "best_practices": (15,),
}
"""Minutes before the start; a day without a time rings no alarm."""


class Entry(Struct, frozen=True):
    """One entry of a calendar.

    Attributes:
        uid: the same for ever, whatever happens to the date.
        kind: the phase.
        state: what the calendar shows.
        busy: how Outlook shows the time.
        start: an instant in UTC as text, or a date.
        end: the same; of dates the last one that belongs to it.
        alarms: minutes before the start.
        people: who is invited.
    """

    uid: str
    kind: str
    state: State
    busy: Busy
    start: str
    end: str
    summary: str
    description: str
    alarms: tuple[int, ...] = ()
    people: tuple[Contact, ...] = ()

    @property
    def timed(self) -> bool:
        """Whether it has a time, not a date alone."""
        return len(self.start) > len("2026-12-03")


class Saved(Struct, frozen=True):
    """What was put into the calendar last: which state and time, when, and by which file, empty for by hand."""

    state: State
    start: str
    end: str
    sequence: int
    at: datetime
    file: str


def entries(dossier: Dossier, formats: Formats) -> tuple[Entry, ...]:
    """Return every phase that has a date, and those that were saved and have lost theirs, as cancelled."""
    found = (entry(dossier, kind, formats) for kind in PHASE_KINDS)
    return tuple(item for item in found if item is not None)


def entry(dossier: Dossier, kind: str, formats: Formats, *, cancel: bool = False) -> Entry | None:
    """Return the entry of a phase; None where it has no date and was never saved.

    Args:
        dossier: the engagement.
        kind: the phase.
        formats: how its times are written in the text.
        cancel: take it out of the calendar although it has a date.
    """
    (start, end), before = planned(dossier, kind), saved(dossier, kind)
    skipped = kind == "best_practices" and dossier.engagement.skipped
    cancelled = cancel or skipped or not start
    if not start and before is not None:
        start, end = before.start, before.end
    if not start or (cancelled and not cancel and before is None):
        return None
    state: State = "cancelled" if cancelled else state_of(dossier, kind)
    return Entry(
        uid=f"{dossier.engagement.uid}-{kind.replace('_', '-')}{SUFFIX}",
        kind=kind,
        state=state,
        busy=_busy(kind, state),
        start=start,
        end=end,
        summary=_summary(dossier, kind, state),
        description=_description(dossier, dossier.phases[kind], formats),
        alarms=_ALARMS.get(kind, ()) if not cancelled and len(start) > 10 else (),
        people=tuple(item for item in dossier.contacts if item.email) if kind in INVITATIONS else (),
    )


def planned(dossier: Dossier, kind: str) -> tuple[str, str]:
    """Return start and end of a phase as an entry has them; empty texts where it has no date."""
    phase = dossier.phases[kind]
    if phase.start_utc:
        return phase.start_utc, phase.end_utc or phase.start_utc
    first, last = phase.first_day, phase.last_day
    return (first.isoformat(), last.isoformat()) if first and last else ("", "")


def state_of(dossier: Dossier, kind: str) -> State:
    """Return what the calendar should show of a dated phase: the Prod Upgrade is tentative until it is scheduled."""
    return "tentative" if kind == BLOCK and not dossier.engagement.scheduled else "confirmed"


def saved(dossier: Dossier, kind: str) -> Saved | None:
    """Return what was put into the calendar last of a phase; None for nothing."""
    subject = f"{EVIDENCE}.{kind}"
    found = [item for item in dossier.observations if item.kind == EVIDENCE and item.subject == subject]
    return _read(found[-1]) if found else None


def standing(dossier: Dossier, kind: str = BLOCK) -> Standing:
    """Return whether the calendar shows what is planned; "none" where nothing was put there or it was taken out."""
    before = saved(dossier, kind)
    if before is None or before.state == "cancelled":
        return "none"
    return "current" if (before.start, before.end) == planned(dossier, kind) else "outdated"


def needs_update(dossier: Dossier) -> bool:
    """Whether the block in your calendar stands at another time than the Prod Upgrade."""
    return any(dossier.is_done(key) for key in TICKS) and standing(dossier) == "outdated"


def step_of(dossier: Dossier) -> str:
    """Return the step of the checklist that the block in your calendar is about now."""
    return "calendar_confirmed" if dossier.engagement.scheduled else "calendar_tentative"


def stands_as(dossier: Dossier, state: State) -> bool:
    """Whether the block was saved in a state for the time that is planned."""
    before = saved(dossier, BLOCK)
    return before is not None and before.state == state and standing(dossier) == "current"


def record(store: Store, dossier: Dossier, item: Entry, sequence: int, file: str) -> None:
    """Keep, inside a running step, that an entry was put into the calendar."""
    body = {"start": item.start, "end": item.end, "sequence": sequence}
    fields = {
        "engagement": dossier.engagement.uid,
        "kind": EVIDENCE,
        "subject": f"{EVIDENCE}.{item.kind}",
        "value": item.state,
        "instant_utc": item.start if item.timed else "",
        "zone": dossier.phases[item.kind].zone,
        "source": file,
        "at_utc": zones.utc_text(store.clock.now()),
        "body": json.dumps(body),
    }
    store.add_evidence(fields)


def record_tick(store: Store, dossier: Dossier, key: str) -> None:
    """Keep, inside a running step, that a ticked step says the block stands; nothing where a file said so before."""
    state, (start, end) = TICKS.get(key), planned(dossier, BLOCK)
    if state is None or not start:
        return
    before = saved(dossier, BLOCK)
    if before is not None and (before.state, before.start, before.end) == (state, start, end):
        return
    item = Entry("", BLOCK, state, _busy(BLOCK, state), start, end, "", "")
    record(store, dossier, item, before.sequence if before else 0, "")


def _read(item: Observation) -> Saved:
    body = json.loads(item.body)
    state: State = (
        "cancelled" if item.value == "cancelled" else "confirmed" if item.value == "confirmed" else "tentative"
    )
    at = zones.parse_utc(item.at_utc)
    return Saved(state, str(body["start"]), str(body["end"]), int(body["sequence"]), at, item.source)


def _busy(kind: str, state: State) -> Busy:
    if state == "cancelled" or kind not in {BLOCK, *INVITATIONS}:
        return "FREE"
    return "TENTATIVE" if state == "tentative" else "BUSY"


def _summary(dossier: Dossier, kind: str, state: State) -> str:
    name, client = dossier.playbook.phase(kind).name, " ".join(dossier.engagement.client.split())
    text = _("{phase}: {client} (tentative)") if state == "tentative" else _("{phase}: {client}")
    return text.format(phase=name, client=client)


def _description(dossier: Dossier, phase: Phase, formats: Formats) -> str:
    return "\n".join(_lines(dossier, phase, formats))


def _lines(dossier: Dossier, phase: Phase, formats: Formats) -> Iterator[str]:
    """Yield the times on both clocks with their zones, then what the consultant looks up at that hour."""
    start, end, yours = phase.starts, phase.ends, dossier.you.zone
    if start is not None and end is not None:
        yield _("You: {when}").format(
            when=_when(zones.to_zone(start, yours), zones.to_zone(end, yours), yours, formats)
        )
        yield _("Client: {when}").format(when=_when(start, end, phase.zone, formats))
    elif phase.first_day and phase.last_day:
        yield _("Client: {when}").format(when=_dates(phase.first_day, phase.last_day, formats))
    change = dossier.ticket("CHG")
    if phase.kind == BLOCK and change is not None and change.number:
        yield _("Change: {number}").format(number=change.number)
    instance = dossier.engagement.prod_instance
    if phase.kind == BLOCK and instance:
        yield _("Instance: {name}").format(name=instance)


def _when(start: datetime, end: datetime, zone: str, formats: Formats) -> str:
    until = formats.time(end) if end.date() == start.date() else formats.moment(end)
    first = f"{formats.day_year(start)}, {formats.time(start)}"
    words = zones.abbreviation(start, zone)
    last = zones.abbreviation(end, zone)
    shown = f"{first} – {until} {last}" if words == last else f"{first} {words} – {until} {last}"
    return f"{shown} ({zone})"


def _dates(first: date, last: date, formats: Formats) -> str:
    return formats.day_year(first) if first == last else f"{formats.day_year(first)} – {formats.day_year(last)}"
