"""A shared folder of snapshots: the own one written into it, those of colleagues read out of it (N35).

Pure of the store, so that a worker thread can do it: shared drives are slow.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from msgspec import Struct, field

from models import snapshots
from models.errors import UserError
from models.snapshots import SUFFIX, Snapshot
from models.texts import _

MOST: Final = 500
"""Files of a folder that are looked at; a team of 200 has 200."""

Stamp = tuple[int, int]
"""When a file was changed, in nanoseconds, and its size in bytes."""


class Seen(Struct, frozen=True):
    """What a folder holds.

    Attributes:
        stamps: file name → what tells that it has changed.
        found: file name → its snapshot.
        problems: what could not be read, in words.
    """

    stamps: Mapping[str, Stamp] = field(default_factory=dict)
    found: Mapping[str, Snapshot] = field(default_factory=dict)
    problems: tuple[str, ...] = ()


def file_of(folder: Path, consultant: str) -> Path:
    """Return the file that a consultant's snapshot has in a folder: "mara-kowalski.e2e.json"."""
    words = "".join(letter if letter.isalnum() else " " for letter in consultant.casefold()).split()
    return folder / f"{'-'.join(words) or 'snapshot'}{SUFFIX}"


def write(snapshot: Snapshot, folder: Path) -> Path:
    """Write a snapshot into the shared folder, whole or not at all, and return its file.

    Raises:
        UserError: there is no such folder, or it can't be written into.
    """
    if not folder.is_dir():
        do = _("Connect the shared drive, or choose another folder in Settings.")
        raise UserError(_("There is no such folder."), str(folder), do)
    target = file_of(folder, snapshot.consultant)
    snapshots.write(snapshot, target)
    return target


def look(folder: Path, before: Seen) -> Seen:
    """Look through a folder and read what is new or changed in it.

    Links and folders are left alone, at most `MOST` files are read, none larger than a snapshot can be. One that can't
    be read keeps the place of what it held before: it is being written, or the drive is away.

    Raises:
        UserError: the folder can't be looked through.
    """
    stamps: dict[str, Stamp] = {}
    found: dict[str, Snapshot] = {}
    problems: list[str] = []
    for name, stamp in _files(folder).items():
        stamps[name] = stamp
        if before.stamps.get(name) == stamp:
            if name in before.found:
                found[name] = before.found[name]
            continue
        try:
            found[name] = snapshots.read(folder / name)
        except UserError as error:
            problems.append(str(error))
            if name in before.found:
                found[name] = before.found[name]
    return Seen(stamps, found, tuple(problems))


def _files(folder: Path) -> dict[str, Stamp]:
    found: dict[str, Stamp] = {}
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if len(found) == MOST:
                    break
                if entry.name.endswith(SUFFIX) and entry.is_file(follow_symlinks=False):
                    status = entry.stat(follow_symlinks=False)
                    found[entry.name] = (status.st_mtime_ns, status.st_size)
    except OSError as error:
        what = _("The folder of snapshots can't be read: {why}.").format(why=error.strerror or error)
        do = _("Connect the shared drive, or choose another folder in Settings.")
        raise UserError(what, str(folder), do) from error
    return found
