"""Reading a handover: whatever the file holds, it is either wholly sound or refused with the reason (N36)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

import msgspec

from models import calendars, evidence, handover, message_fields, passwords, whole_files, zones
from models.errors import UserError
from models.formats import Formats
from models.handover import FORMAT, PRIVATE, VERSION, Handover, seal_of
from models.playbook_file import demand_sound
from models.records import ETIU_KINDS, PHASE_KINDS, You
from models.texts import _

LARGEST: Final = 20_000_000
"""Bytes of a file; an engagement with 1,000 messages and 5,000 steps of history needs 3 million."""
_UID: Final = re.compile(r"[\w.-]{1,64}", re.ASCII)
_BIGGEST: Final = 2**53
_DAYS: Final = frozenset({"day", "wanted", "follow_up"})
_FLAGS: Final = frozenset({"zone_confirmed", "billable", "experienced_developer", "service_partner", "rehearsal"})
_TICKETS: Final = frozenset({*ETIU_KINDS, "CHG", "CTASK", "INC"})


class TamperedError(UserError):
    """The file, or a signed check in it, was changed after it was written; it may be looked at and not taken over."""

    def __init__(self, what: str, where: str, do: str, found: Handover) -> None:
        super().__init__(what, where, do)
        self.found = found


def read(path: Path) -> Handover:
    """Read a handover.

    Raises:
        TamperedError: it was changed after it was written or after a check was signed.
        UserError: it can't be opened, is too large, damaged, something else, or of a newer program.
    """
    return parse(read_bytes(path), path.name)


def read_bytes(path: Path) -> bytes:
    """Return what a `.e2e.json` file holds, up to the size that one can have; raises UserError as `read` does."""
    return whole_files.read(path, LARGEST, _("Ask for a new one."))


def is_handover(data: bytes) -> bool:
    """Whether a `.e2e.json` file says that it is a handover; a snapshot and anything broken is none."""
    try:
        head = msgspec.json.decode(data)
    except (msgspec.DecodeError, RecursionError):
        return False
    return isinstance(head, dict) and head.get("format") == FORMAT


def parse(data: bytes, source: str) -> Handover:
    """Read the bytes of a handover; `source` is its name in messages. Raises as `read` does."""
    do = _("Nothing was changed. Ask for a new handover.")
    try:
        head = msgspec.json.decode(data)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise UserError(_("The handover is damaged: {why}.").format(why=error), source, do) from error
    _demand_version(head, source, do)
    try:
        found = msgspec.convert(head, Handover)
        _demand_sound(found)
    except (msgspec.ValidationError, ValueError, RecursionError) as error:
        raise UserError(_("The handover is damaged: {why}.").format(why=error), source, do) from error
    except UserError as error:
        why = error.what.rstrip(".")
        raise UserError(_("The handover is damaged: {why}.").format(why=why), source, do) from error
    demand_sound(found.playbook, source)
    _demand_no_secret(found)
    _demand_usable(found, source, do)
    if found.seal != seal_of(found):
        raise TamperedError(_("This handover was changed after it was written."), source, do, found)
    if evidence.broken_in(found.evidence) is not None:
        raise TamperedError(_("Evidence in this handover was changed after it was signed."), source, do, found)
    return found


def _demand_version(head: Any, source: str, do: str) -> None:
    if not isinstance(head, dict) or head.get("format") != FORMAT:
        raise UserError(_("This is no handover of E2E Tracker."), source, do)
    version = head.get("version")
    if type(version) is not int or version < 1:
        raise UserError(_("This handover names no version."), source, do)
    if version > VERSION:
        raise UserError(_("This handover is of a newer E2E Tracker."), source, _("Install the newer program."))


def _demand_sound(found: Handover) -> None:
    """Raise ValueError for anything that has the right type and still can't be."""
    engagement = found.engagement
    if not _UID.fullmatch(engagement.uid) or not engagement.client.strip():
        raise ValueError(_("it names no engagement"))
    if engagement.zone:
        zones.zone(engagement.zone)
    calendars.calendar(engagement.country, engagement.subdivision)
    if not set(found.left_out) <= set(PRIVATE):
        raise ValueError(_("it leaves out what nobody knows"))
    zones.parse_utc(found.made_utc)
    for row in _every_row(found):
        _demand_values(row)
    _demand_phases(found)
    _demand_once("steps", [item.key for item in found.steps])
    _demand_once("tickets", [item.kind for item in found.tickets if item.kind != "INC"])
    if not {item.kind for item in found.tickets} <= _TICKETS:
        raise ValueError(_("it has a ticket of an unknown kind"))
    _demand_links(found)
    _demand_json(item.facts for item in found.messages)
    _demand_json(item.body for item in found.evidence)


def _every_row(found: Handover) -> Iterator[msgspec.Struct]:
    yield found.engagement
    yield found.sender
    for name in ("contacts", "phases", "roadmap", "steps", "tickets", "messages", "time_entries"):
        yield from getattr(found, name)
    for name in ("decisions", "session_requests", "questions", "evidence", "history"):
        yield from getattr(found, name)


def _demand_values(row: msgspec.Struct) -> None:
    """Check every column by its name: instants, days, flags, and the size of numbers."""
    for name, value in msgspec.structs.asdict(row).items():
        if isinstance(value, int):
            if abs(value) > _BIGGEST or (name in _FLAGS and value not in (0, 1)):
                raise ValueError(_("{name} can't be {value}").format(name=name, value=value))
        elif "\0" in value:
            raise ValueError(_("{name} holds a character that can't be stored").format(name=name))
        elif value and name.endswith("_utc"):
            zones.parse_utc(value)
        elif value and name in _DAYS:
            date.fromisoformat(value[:10])


def _demand_phases(found: Handover) -> None:
    """Check that the seven phases are there, and that wall time, zone and instant of each fit each other."""
    if sorted(item.kind for item in found.phases) != sorted(PHASE_KINDS):
        raise ValueError(_("the phases are not the seven that there are"))
    for item in found.phases:
        for wall, utc in ((item.start, item.start_utc), (item.end, item.end_utc)):
            _demand_moment(wall, item.zone, utc)
    for agreed in found.roadmap:
        _demand_moment(agreed.start, agreed.zone, agreed.start_utc)


def _demand_moment(wall: str, zone: str, utc: str) -> None:
    if utc:
        zones.zone(zone)
        zones.restore(wall, zone, utc)
    elif wall:
        date.fromisoformat(wall[:10])


def _demand_once(what: str, keys: list[str]) -> None:
    if len(set(keys)) != len(keys) or "" in keys:
        raise ValueError(_("{what} are there twice").format(what=what))


def _demand_links(found: Handover) -> None:
    """Check that what refers to another row finds it, and that all evidence is of this engagement."""
    seen = {item.id for item in found.evidence}
    if any(item.engagement != found.engagement.uid for item in found.evidence):
        raise ValueError(_("evidence is of another engagement"))
    _demand_once("evidence", [str(item.id) for item in found.evidence])
    _demand_once("time pieces", [str(item.id) for item in found.time_entries])
    if any(item.observation not in seen for item in found.decisions):
        raise ValueError(_("a decision is about evidence that is not there"))
    pieces = {item.id for item in found.time_entries}
    if any(item.corrects and item.corrects not in pieces for item in found.time_entries):
        raise ValueError(_("a correction is of time that is not there"))
    if any(not 0 < abs(item.minutes) <= 24 * 60 for item in found.time_entries):
        raise ValueError(_("a piece of time is no part of a day"))
    for item in found.time_entries:
        date.fromisoformat(item.day)


def _demand_json(texts: Iterable[str]) -> None:
    for text in texts:
        if not isinstance(json.loads(text), dict):
            raise ValueError(_("a message or a piece of evidence has no facts"))


def _demand_usable(found: Handover, source: str, do: str) -> None:
    """Try on a copy in memory whatever is done with an engagement, so that facts of wrong types are found here."""
    from models import attention, checklist, rules  # start-up saving: the rules are not needed to know a file's kind

    dossier, now = handover.dossier_of(found, You(zone="UTC")), zones.parse_utc(found.made_utc)
    try:
        rules.findings(dossier, now)
        checklist.view(dossier, now, Formats())
        attention.assess(dossier, now, Formats())
        message_fields.fields(dossier, now, Formats())
    except (KeyError, TypeError, ValueError, AttributeError, LookupError, UserError) as error:
        what = _("The handover is damaged: its facts don't fit each other.")
        raise UserError(what, source, do) from error


def _demand_no_secret(found: Handover) -> None:
    """Raise UserError where a text holds what looks like a password: the program stores none (N01)."""
    texts = [found.engagement.notes, *(item.note for item in found.steps)]
    texts += [item.note for item in found.session_requests]
    texts += [item.note for item in found.time_entries]
    texts += [item.body for item in found.messages]
    texts += [text for item in found.questions for text in (item.text, item.tried)]
    for text in texts:
        passwords.refuse(text, found.engagement.client)
