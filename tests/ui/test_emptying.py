"""The bin empties itself at start: after a backup, and never at a pretended moment."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models import backup, engagements, zones
from models.clock import Clock
from models.paths import Paths
from models.session import Session
from models.store import open_store
from ui.app import Program
from ui.main_window import MainWindow

NOW = datetime(2026, 11, 24, 15, 42, tzinfo=zones.UTC)
Start = Callable[..., MainWindow]


class RealClock(Clock):
    """Stands still, and what is written counts as written for real."""

    @property
    def rehearsal(self) -> bool:
        return False


@pytest.fixture
def data(tmp_path: Path) -> Paths:
    """A data folder: Northwind has been in the bin for 30 days, Contoso for 29, and Fabrikam is open."""
    paths = Paths(tmp_path)
    for client, days in (("Northwind", 30), ("Contoso", 29), ("Fabrikam", 0)):
        with closing(open_store(paths.database, clock=Clock(NOW - timedelta(days=days)))) as store:
            made = engagements.create(store, engagements.Draft(client, "America/Los_Angeles"))
            if days:
                engagements.delete(store, made)
    return paths


@pytest.fixture
def start(data: Paths, qtbot: QtBot) -> Iterator[Start]:
    """Start the program, wait until everything is loaded and backed up, and close it at the end."""
    running: list[tuple[Program, Session]] = []

    def begin(clock: Clock, *, safe: bool = False) -> MainWindow:
        session = Session(data.data, clock, theme="light", safe=safe)
        program = Program(session)
        running.append((program, session))
        window = program.show_window()
        context = window.context
        qtbot.waitUntil(lambda: context.later.over and context.portfolio.complete)
        qtbot.waitUntil(lambda: context.backups is not None and not context.backups.busy)
        return window

    yield begin
    for program, session in running:
        assert program.window is not None
        program.window.close()
        program.close()
        program.window.deleteLater()
        program.deleteLater()
        session.close()


def binned(window: MainWindow) -> list[str]:
    return [item.engagement.client for item in engagements.in_bin(window.context.store)]


def test_what_lay_in_the_bin_for_30_days_goes_at_start_after_a_backup(start: Start, data: Paths, qtbot: QtBot) -> None:
    window = start(RealClock(NOW))
    qtbot.waitUntil(lambda: window.toast.text == "Gone after 30 days in the bin: Northwind")
    assert binned(window) == ["Contoso"]
    with closing(sqlite3.connect(backup.known(data)[0].file)) as newest:
        assert len(newest.execute("SELECT 1 FROM engagement").fetchall()) == 3, "the backup still has it"


def test_a_rehearsal_removes_nothing_from_the_bin(start: Start) -> None:
    assert binned(start(Clock(NOW + timedelta(days=400)))) == ["Contoso", "Northwind"]


def test_a_safe_start_removes_nothing_from_the_bin(start: Start) -> None:
    assert binned(start(RealClock(NOW), safe=True)) == ["Contoso", "Northwind"]
