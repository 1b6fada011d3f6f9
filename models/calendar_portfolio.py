"""The whole portfolio as one read-only .ics in a folder, for calendar programs that subscribe to a file (N12)."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

from models import calendar_entries, calendar_file, dossiers, settings, whole_files
from models.errors import UserError
from models.formats import Formats
from models.store import Store, open_store
from models.texts import _

NAME: Final = "E2E Tracker.ics"
_STAMP: Final = re.compile(rb"^DTSTAMP:.*\r\n", re.MULTILINE)


def refresh(store: Store, formats: Formats) -> Path | None:
    """Write the file where the setting `calendar.folder` names a folder, and return it; None where it is off.

    Archived engagements are left out. A file that says the same already is left as it is.

    Raises:
        UserError: the folder is not there, another program's file has the name, or it can't be written.
    """
    chosen = settings.get(store, "calendar.folder")
    if not chosen:
        return None
    target = Path(chosen).expanduser() / NAME
    if not target.parent.is_dir():
        raise UserError(
            _("The folder of the calendar file is not there."), str(target.parent), _("Choose another one.")
        )
    if not calendar_file.is_ours(target):
        what = _("Another program's file has the calendar file's name.")
        raise UserError(what, str(target), _("Choose another folder, or move that file away."))
    content = _content(store, formats)
    if not target.exists() or _lasting(target.read_bytes()) != _lasting(content):
        whole_files.write(target, content)
    return target


def is_on(store: Store) -> bool:
    """Whether the settings name a folder."""
    return bool(settings.get(store, "calendar.folder"))


def work(store: Store, formats: Formats) -> Callable[[], Path | None] | None:
    """Return `refresh` for a worker, which opens the file by itself; None while the setting is empty."""
    if not is_on(store):
        return None
    path, clock = Path(store.rows("PRAGMA database_list")[0]["file"]), store.clock

    def task() -> Path | None:
        own = open_store(path, clock=clock)
        try:
            return refresh(own, formats)
        finally:
            own.close()

    return task


def _content(store: Store, formats: Formats) -> bytes:
    with store.step(_("Number calendar entries")):
        found = [
            numbered
            for dossier in dossiers.load_all(store)
            if not dossier.engagement.archived_utc
            for numbered in calendar_file.number(store, dossier, calendar_entries.entries(dossier, formats))
        ]
    return calendar_file.compose(found, store.clock.now(), name="E2E Tracker")


def _lasting(content: bytes) -> bytes:
    """Return what a file says without the moment at which it was written."""
    return _STAMP.sub(b"", content)
