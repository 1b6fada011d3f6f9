"""Databases of any number of engagements, for measuring."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from models import calendars, engagements, settings
from models.clock import Clock
from models.engagements import Draft
from models.store import Store, open_store

NOW = datetime.fromisoformat("2026-11-24T10:42:00-05:00")
ZONES = ("America/New_York", "America/Los_Angeles", "Europe/Berlin", "America/Chicago", "Asia/Kolkata")
COUNTRIES = ("US", "US", "DE", "US", "IN")
BARS_A_ROW = 8
"""Seven phases and the mark of the clone."""
CALENDARS = "calendars"
"""Where the program remembers the holidays that it looked up, for all of its starts but the first."""


def fill(folder: Path, count: int) -> Path:
    """Create a data folder with `count` engagements: seven phases and 44 steps each."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "e2e-tracker.db"
    if path.exists():
        return folder
    store = open_store(path, clock=Clock(NOW))
    with store.step("Fill"):
        settings.put(store, "you.name", "Mara Kowalski")
        settings.put(store, "you.zone", "America/New_York")
        settings.put(store, "first_start.done", "1")
        for number in range(count):
            _create(store, number)
    for country in COUNTRIES:
        calendars.calendar(country).working(NOW.date())
    calendars.look_ahead(NOW.year)
    store.remember(CALENDARS, calendars.known())
    store.close()
    return folder


def _create(store: Store, number: int) -> None:
    at = number % len(ZONES)
    prod = datetime(2026, 11, 30, 19) + timedelta(days=number % 30)
    draft = Draft(f"Client {number:05d}", ZONES[at], COUNTRIES[at], prod=prod, consultant=f"Consultant {number // 20}")
    engagements.create(store, draft)
