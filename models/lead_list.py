"""The team's portfolio, rebuilt from the short descriptions of an exported ETIU list (N34, N35).

The list is imported into a database of its own that is thrown away, so that it is read by the very rules by which a
list of one's own is read; nothing here touches the store.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from models import attention, dossiers, imports, lead, settings, zones
from models.clock import Clock
from models.formats import Formats
from models.lead import Line
from models.store import Store, open_store

READING: Final = (
    "servicenow.system_zone",
    "servicenow.export_zone",
    "servicenow.columns",
    "zones.abbreviations",
    "numbers.change",
    "numbers.task",
    "you.zone",
    "you.country",
)
"""Settings by which a list is read."""


class ReadList(Struct, frozen=True):
    """A list as lines of the overview, when it was exported, and how many pieces of it were left out."""

    lines: tuple[Line, ...]
    made_utc: str
    unread: int


def options(store: Store) -> dict[str, str]:
    """Return the settings by which a list is read, for a thread that has no store."""
    values = settings.values(store)
    return {key: values[key] for key in READING}


def rebuild(paths: Sequence[Path], chosen: Mapping[str, str], now: datetime, formats: Formats) -> ReadList:
    """Rebuild every engagement that a list names.

    Args:
        paths: the exports, together one list.
        chosen: what `options` returned.
        now: the moment, aware; a file counts as exported when it was last changed, and never later than this.
        formats: of the reasons in the lines.

    Raises:
        UserError: a file can't be read or is no list of tickets.
    """
    rows = imports.read_files(paths)
    made = min(now, max(datetime.fromtimestamp(path.stat().st_mtime, UTC) for path in paths))
    with tempfile.TemporaryDirectory(prefix="e2e-tracker-list-") as folder:
        store = open_store(Path(folder) / "list.db", clock=Clock(now))
        try:
            for key, value in chosen.items():
                settings.put(store, key, value)
            result = imports.import_rows(store, rows)
            known = dossiers.load_all(store)
            lines = [lead.line(item, attention.assess(item, now, formats), now) for item in known]
        finally:
            store.close()
    return ReadList(tuple(_from_list(line) for line in lines), zones.utc_text(made), len(result.unread))


def _from_list(line: Line) -> Line:
    """A list has no ids of ours: parent and client stand for one, the same each time it is read."""
    return replace(line, uid=f"list {line.parent} {line.client}".casefold(), engagement=0, source="list")
