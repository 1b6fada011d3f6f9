"""Which program this is and what it stands on: for the About box, `--version` and reports of bugs."""

from __future__ import annotations

import platform
import sqlite3
from importlib import metadata
from pathlib import Path
from typing import Final

from models import zones
from models.texts import _

NAME: Final = "E2E Tracker"
PARTS: Final = ("babel", "holidays", "icalendar", "jinja2", "msgspec", "sqlite-utils")
"""Libraries whose version a report of a bug needs."""


def version() -> str:
    """Return the program's version, from the one place that has it (pyproject.toml); empty in a bare source tree."""
    try:
        return metadata.version("e2e-tracker")
    except metadata.PackageNotFoundError:
        return ""


def facts(data: Path | None) -> tuple[tuple[str, str], ...]:
    """Return name and value of everything that a report should say; the time zone data decide about dates (N16).

    Args:
        data: the data folder; None where there is none to name.
    """
    return (
        (_("Version"), version() or _("from source")),
        (_("Time zone data"), zones.tzdata_version()),
        (_("Python"), platform.python_version()),
        (_("SQLite"), sqlite3.sqlite_version),
        *((name, found) for name in PARTS if (found := _installed(name))),
        (_("System"), platform.platform(terse=True)),
        *(((_("Data folder"), str(data)),) if data else ()),
    )


def _installed(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""
