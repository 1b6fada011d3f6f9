"""Calendar files: an engagement or one of its phases as .ics, with a SEQUENCE that never goes back (N12).

The SEQUENCE is kept outside undo: a calendar program takes a change only where it is higher than what it has.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from models import calendar_entries, settings, whole_files, zones
from models.calendar_entries import INVITATIONS, Entry
from models.dossiers import load
from models.errors import UserError
from models.formats import Formats
from models.records import Contact, Dossier
from models.store import Store
from models.texts import _

if TYPE_CHECKING:
    from icalendar import Calendar, Event

Method = Literal["PUBLISH", "REQUEST", "CANCEL"]
Numbered = tuple[Entry, int]
"""An entry with its SEQUENCE."""

PRODUCT: Final = "-//E2E Tracker//Calendar//EN"
_EMAIL: Final = re.compile(r"[^\s@<>\",;:\\]+@[^\s@<>\",;:\\]+", re.ASCII)
_CONTROL: Final = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\u2028\u2029]")


def save(
    store: Store, engagement: int, target: Path, formats: Formats, *, kind: str = "", cancel: bool = False
) -> tuple[Entry, ...]:
    """Write a calendar file and keep what it says, as one step; return its entries.

    Args:
        store: the store.
        engagement: its id.
        target: the file; replaced whole, or left as it is.
        formats: how times are written in the text.
        kind: one phase; empty for all of them. Kickoff and Best Practices alone are invitations.
        cancel: take it out of the calendar.

    Raises:
        UserError: there is nothing to write, nobody to invite, or the file can't be written.
    """
    with store.step(_("Save calendar file"), engagement=engagement):
        dossier = load(store, engagement)
        found = _numbered(store, dossier, formats, kind=kind, cancel=cancel)
        whole_files.write(target, _content(store, found, kind))
        for item, sequence in found:
            calendar_entries.record(store, dossier, item, sequence, target.name)
    return tuple(item for item, _sequence in found)


def make(store: Store, engagement: int, formats: Formats, *, kind: str = "", cancel: bool = False) -> bytes:
    """Return what `save` would write; only its SEQUENCE is kept. Raises as `save` does."""
    with store.step(_("Make calendar file"), engagement=engagement):
        return _content(store, _numbered(store, load(store, engagement), formats, kind=kind, cancel=cancel), kind)


def number(store: Store, dossier: Dossier, items: Iterable[Entry]) -> list[Numbered]:
    """Give entries their SEQUENCE: one higher than before where anything of an entry is new. Inside or as a step."""
    found = []
    with store.step(_("Number calendar entries"), engagement=dossier.id) as db:
        for item in items:
            content = hashlib.sha256(repr(item).encode()).hexdigest()
            rows = store.records("SELECT sequence, content FROM calendar_entry WHERE uid = ?", [item.uid])
            before = calendar_entries.saved(dossier, item.kind)
            known = max([-1, *(row[0] for row in rows), *([before.sequence] if before and before.file else [])])
            sequence = known if rows and rows[0][1] == content else known + 1
            db.execute(
                """INSERT INTO calendar_entry (uid, engagement, sequence, content) VALUES (?, ?, ?, ?)
                ON CONFLICT (uid) DO UPDATE SET sequence = excluded.sequence, content = excluded.content""",
                [item.uid, dossier.id, sequence, content],
            )
            found.append((item, sequence))
    return found


def compose(
    items: Sequence[Numbered],
    now: datetime,
    *,
    method: Method = "PUBLISH",
    organizer: Contact | None = None,
    name: str = "",
) -> bytes:
    """Return entries as iCalendar text in UTF-8.

    Args:
        items: entries with their SEQUENCE.
        now: the moment, aware.
        method: what a calendar program does with it.
        organizer: who invites; needed for REQUEST.
        name: the calendar's name, for programs that subscribe to the file.
    """
    from icalendar import Calendar  # start-up saving: 110 ms

    calendar: Calendar = Calendar()
    for key, value in (("prodid", PRODUCT), ("version", "2.0"), ("calscale", "GREGORIAN"), ("method", method)):
        calendar.add(key, value)
    if name:
        calendar.add("x-wr-calname", _plain(name))
        calendar.add("x-published-ttl", "PT15M")
    for item, sequence in items:
        event = _event(item, sequence, now)
        if organizer is not None and method != "PUBLISH":
            _invite(event, item, organizer)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def is_ours(target: Path) -> bool:
    """Whether a file may be replaced without asking: it is not there, or this program wrote it."""
    try:
        with target.open("rb") as file:
            return PRODUCT.encode() in file.read(400)
    except FileNotFoundError:
        return True
    except OSError:
        return False


def _numbered(store: Store, dossier: Dossier, formats: Formats, *, kind: str, cancel: bool) -> list[Numbered]:
    kinds = [kind] if kind else list(dossier.phases)
    made = (calendar_entries.entry(dossier, item, formats, cancel=cancel) for item in kinds)
    items = [item for item in made if item is not None]
    if not items:
        what = _("There is no date to put into a calendar.")
        raise UserError(what, dossier.engagement.client, _("Plan the date first."))
    return number(store, dossier, items)


def _content(store: Store, items: Sequence[Numbered], kind: str) -> bytes:
    now, only = store.clock.now(), items[0][0]
    cancelled = all(item.state == "cancelled" for item, _sequence in items)
    organizer = _organizer(store, only) if kind in INVITATIONS else None
    method: Method = "CANCEL" if cancelled else "REQUEST" if organizer else "PUBLISH"
    return compose(items, now, method=method, organizer=organizer)


def _organizer(store: Store, item: Entry) -> Contact:
    """Return who invites, with an address; raises UserError where it or the guests' are missing or no addresses."""
    name, email = settings.get(store, "you.name"), settings.get(store, "you.email")
    if not email:
        raise UserError(_("Your email address is not known."), do=_("Enter it in Settings: invitations come from it."))
    if not item.people:
        raise UserError(_("Nobody is there to invite."), do=_("Add a contact with an email address under Details."))
    for address in (email, *(person.email for person in item.people)):
        if not _EMAIL.fullmatch(address):
            raise UserError(_("“{address}” is no email address.").format(address=address), do=_("Correct it first."))
    return Contact(0, 0, name, "", email, "")


def _event(item: Entry, sequence: int, now: datetime) -> Event:
    from icalendar import Event  # start-up saving: 110 ms

    event: Event = Event()
    start, end = _edges(item)
    fields: dict[str, Any] = {
        "uid": item.uid,
        "dtstamp": now.astimezone(zones.UTC),
        "dtstart": start,
        "dtend": end,
        "sequence": sequence,
        "status": item.state.upper(),
        "summary": _plain(item.summary),
        "description": _plain(item.description),
        "transp": "TRANSPARENT" if item.busy == "FREE" else "OPAQUE",
        "x-microsoft-cdo-busystatus": item.busy,
    }
    for key, value in fields.items():
        event.add(key, value)
    for minutes in item.alarms:
        _ring(event, item, minutes)
    return event


def _ring(event: Event, item: Entry, minutes: int) -> None:
    from icalendar import Alarm  # start-up saving: 110 ms

    alarm: Alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", timedelta(minutes=-minutes))
    alarm.add("description", _plain(item.summary))
    event.add_component(alarm)


def _invite(event: Event, item: Entry, organizer: Contact) -> None:
    event.add("organizer", f"mailto:{organizer.email}", parameters=_named(organizer))
    for person in item.people:
        answer = {"CUTYPE": "INDIVIDUAL", "ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION", "RSVP": "TRUE"}
        event.add("attendee", f"mailto:{person.email}", parameters=answer | _named(person))


def _named(person: Contact) -> dict[str, str]:
    name = " ".join(_plain(person.name).replace('"', "'").split())
    return {"CN": name} if name else {}


def _edges(item: Entry) -> tuple[date, date]:
    """Return start and end: instants in UTC, or dates of which the end is the day after, as the format has it."""
    if item.timed:
        return zones.parse_utc(item.start), zones.parse_utc(item.end)
    return date.fromisoformat(item.start), date.fromisoformat(item.end) + timedelta(days=1)


def _plain(text: str) -> str:
    """Take out what no line of a calendar file may hold; line ends are escaped by the writer."""
    return _CONTROL.sub(" ", text.replace("\r\n", "\n"))
