"""What goes along with an e-mail: the client's roadmap, calendar files of the phases, and files of your own.

An attachment is kept with its message by a key: the roadmap and the calendar files are made anew when the draft is
saved, so that they show the plan of that moment; a file of your own is read where it lies.
"""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Final

from models import calendar_entries, calendar_file, messages
from models.errors import UserError
from models.formats import Formats
from models.records import Dossier
from models.roadmap_page import roadmap_page, to_html
from models.store import Store
from models.texts import _

PDF: Final = "roadmap.pdf"
HTML: Final = "roadmap.html"
_PHASE: Final = "phase:"
_FILE: Final = "file:"
LIMIT: Final = 20 * 1024 * 1024
"""Bytes of all attachments together that mail servers commonly take."""
_UNFIT: Final = re.compile(r"[^\w.-]+")


def of_file(path: Path) -> str:
    """Return the key of a file of your own.

    Raises:
        UserError: it is no file, can't be read, or is larger than mail servers take.
    """
    size_of_file(path)
    return f"{_FILE}{path.absolute()}"


def offered(dossier: Dossier, formats: Formats) -> tuple[str, ...]:
    """Return the keys of what the program makes itself: the roadmap, and a calendar file of each dated phase."""
    roadmap = (PDF, HTML) if dossier.engagement.zone else ()
    return *roadmap, *(f"{_PHASE}{item.kind}" for item in calendar_entries.entries(dossier, formats))


def path_of(key: str) -> Path | None:
    """Return where a file of your own lies; None for what the program makes."""
    return Path(key.removeprefix(_FILE)) if key.startswith(_FILE) else None


def phase_of(key: str) -> str:
    """Return the phase of a calendar file; empty for anything else."""
    return key.removeprefix(_PHASE) if key.startswith(_PHASE) else ""


def file_name(dossier: Dossier, key: str) -> str:
    """Return what the file is called in the e-mail."""
    own = path_of(key)
    if own is not None:
        return own.name
    client = _UNFIT.sub("-", dossier.engagement.client).strip("-.") or "client"
    if kind := phase_of(key):
        return f"{client}-{kind.replace('_', '-')}.ics"
    return f"{client}-{key}"


def title(dossier: Dossier, key: str) -> str:
    """Return what the attachment is, in words."""
    if kind := phase_of(key):
        return _("Calendar file: {phase}").format(phase=dossier.playbook.phase(kind).name)
    words = {PDF: _("Roadmap for the client (PDF)"), HTML: _("Roadmap for the client (HTML)")}
    return words.get(key) or file_name(dossier, key)


def keep(store: Store, dossier: Dossier, words: messages.Words, keys: tuple[str, ...]) -> None:
    """Keep which attachments go with the message that is to be sent next, as one undoable step."""
    label = _("Change the attachments of “{name}”").format(name=words.name)
    messages.put_fact(store, dossier, words.kind, label, {messages.ATTACHMENTS: list(dict.fromkeys(keys))})


def of_message(dossier: Dossier, kind: str) -> tuple[str, ...]:
    """Return the keys of the attachments of the message that is to be sent next."""
    waiting = messages.draft(dossier, kind)
    found = json.loads(waiting.facts).get(messages.ATTACHMENTS, []) if waiting else []
    return tuple(str(key) for key in found)


def size_of_file(path: Path) -> int:
    """Return the bytes of a file of your own.

    Raises:
        UserError: as `of_file`.
    """
    try:
        if not path.is_file():
            raise UserError(_("The file is not there."), str(path), _("Remove it, or put it back."))
        size = path.stat().st_size
    except OSError as error:
        raise UserError(_("The file can't be read."), str(path), str(error.strerror)) from error
    if size > LIMIT:
        raise UserError(_("The file is too large for an email."), path.name, _("Share it as a link."))
    return size


def content(store: Store, dossier: Dossier, key: str, now: datetime, formats: Formats, language: str) -> bytes:
    """Return what the file holds: of anything but the PDF, which the interface draws.

    Args:
        store: the store; a calendar file keeps its SEQUENCE there.
        dossier: the engagement.
        key: the attachment.
        now: the moment, aware.
        formats: how times are written in calendar files.
        language: of the roadmap.

    Raises:
        UserError: the file can't be read, or the plan lacks what it needs.
    """
    own = path_of(key)
    if own is not None:
        size_of_file(own)
        try:
            return own.read_bytes()
        except OSError as error:
            raise UserError(_("The file can't be read."), str(own), str(error.strerror)) from error
    if kind := phase_of(key):
        return calendar_file.make(store, dossier.id, formats, kind=kind)
    return to_html(roadmap_page(dossier, now, language)).encode()


def preview_size(dossier: Dossier, key: str, now: datetime, formats: Formats, language: str) -> int:
    """Return how many bytes an attachment has now, of a calendar file without giving it a number. As `content`."""
    own = path_of(key)
    if own is not None:
        return size_of_file(own)
    if kind := phase_of(key):
        entry = calendar_entries.entry(dossier, kind, formats)
        if entry is None:
            raise UserError(_("This phase has no date any more."), title(dossier, key), _("Remove it."))
        return len(calendar_file.compose([(entry, 0)], now))
    return len(to_html(roadmap_page(dossier, now, language)).encode())
