"""A calendar file that is opened with the program: which engagements and phases of ours it is about."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from models.calendar_entries import SUFFIX
from models.errors import UserError
from models.store import Store
from models.texts import _

LARGEST: Final = 2_000_000
"""Bytes; the file of a whole portfolio of 1,000 engagements has less."""
_UID = re.compile(rf"^UID:([0-9a-f]{{32}})-([a-z-]+){re.escape(SUFFIX)}\s*$", re.MULTILINE)
_FOLDED = re.compile(r"\r?\n[ \t]")


def places(store: Store, file: Path) -> list[tuple[int, str]]:
    """Return engagement and phase of each entry that is ours, in the order of the file; nothing is written.

    Raises:
        UserError: it can't be read, is no calendar file, or has no entry of an engagement that is here.
    """
    text = _FOLDED.sub("", _read(file))
    if "BEGIN:VCALENDAR" not in text[:1000].upper():
        raise UserError(_("This is no calendar file."), file.name, _("Choose a file that a calendar has written."))
    ids = {row[0]: int(row[1]) for row in store.records("SELECT uid, id FROM engagement WHERE deleted_utc = ''")}
    found = [(ids[uid], kind.replace("-", "_")) for uid, kind in _UID.findall(text) if uid in ids]
    if not found:
        what = _("No entry of this calendar file belongs to an engagement that is here.")
        raise UserError(what, file.name, _("E2E Tracker shows its own calendar files; open others with your calendar."))
    return list(dict.fromkeys(found))


def _read(file: Path) -> str:
    try:
        with file.open("rb") as source:
            content = source.read(LARGEST + 1)
    except OSError as error:
        what = _("The file can't be read: {why}.").format(why=error.strerror or error)
        raise UserError(what, str(file), _("Choose another file.")) from error
    if len(content) > LARGEST:
        raise UserError(_("This file is too large for a calendar of ours."), file.name, _("Choose another file."))
    return content.decode("utf-8", errors="replace")
