"""Where everything of one data folder lies, for the page of Help that says whose data it is."""

from __future__ import annotations

from pathlib import Path

from models import backup, library
from models.paths import Paths
from models.store import Store


def paths_of(store: Store) -> Paths:
    """Return the data folder that a store's file lies in."""
    return Paths(Path(store.rows("PRAGMA database_list")[0]["file"]).parent)


def places(store: Store) -> dict[str, str]:
    """Return the places that the page names: database, backups, playbooks, logs and videos."""
    paths = paths_of(store)
    return {
        "database": str(paths.database),
        "backups": str(backup.folder_noted(paths)),
        "playbooks": str(paths.playbooks),
        "logs": str(paths.logs),
        "videos": str(library.folder(store)),
    }
