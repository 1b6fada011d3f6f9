"""The whole portfolio as one file that calendar programs subscribe to."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import vobject

from models import calendar_file, calendar_portfolio, engagements, rescheduling, settings, zones
from models.errors import UserError
from models.formats import Formats
from models.store import Store

FORMATS = Formats()
LA = "America/Los_Angeles"


@pytest.fixture
def folder(store: Store, tmp_path: Path) -> Path:
    """A folder of its own, chosen in the settings; two engagements, one of them archived."""
    chosen = tmp_path / "calendars"
    chosen.mkdir()
    settings.put(store, "calendar.folder", str(chosen))
    for client in ("Northwind Health", "Old Client"):
        draft = engagements.Draft(client, LA, "US", prod=datetime(2026, 12, 3, 19), consultant="Mara")
        made = engagements.create(store, draft)
    engagements.archive(store, made)
    return chosen


def prods(path: Path | None) -> dict[str, Any]:
    assert path is not None
    events = vobject.readOne(path.read_bytes().decode()).vevent_list
    return {event.summary.value: event for event in events if "prod-upgrade" in event.uid.value}


def test_it_is_off_until_a_folder_is_chosen(store: Store) -> None:
    assert calendar_portfolio.refresh(store, FORMATS) is None
    assert calendar_portfolio.work(store, FORMATS) is None


def test_it_shows_what_is_not_archived_and_follows_each_move(store: Store, folder: Path) -> None:
    before = prods(calendar_portfolio.refresh(store, FORMATS))
    assert list(before) == ["Prod upgrade: Northwind Health (tentative)"]
    start = zones.attach(datetime(2026, 12, 4, 19), LA)
    rescheduling.move_phase(store, 1, "prod_upgrade", start, reason="Asked")
    (after,) = prods(calendar_portfolio.refresh(store, FORMATS)).values()
    store.undo()
    (undone,) = prods(calendar_portfolio.refresh(store, FORMATS)).values()
    assert [item.sequence.value for item in (*before.values(), after, undone)] == ["0", "1", "2"]
    assert after.dtstart.value == start
    assert undone.dtstart.value == zones.attach(datetime(2026, 12, 3, 19), LA)


def test_it_is_left_alone_while_it_says_the_same(store: Store, folder: Path, clock: Any) -> None:
    path = calendar_portfolio.refresh(store, FORMATS)
    assert path is not None
    content = path.read_bytes()
    clock.advance(timedelta(hours=1))
    calendar_portfolio.refresh(store, FORMATS)
    assert path.read_bytes() == content
    assert [item.name for item in folder.iterdir()] == [calendar_portfolio.NAME]


def test_a_file_of_another_program_is_never_replaced(store: Store, folder: Path) -> None:
    path = folder / calendar_portfolio.NAME
    path.write_text("BEGIN:VCALENDAR\r\nPRODID:-//Somebody//EN\r\n", encoding="utf-8")
    with pytest.raises(UserError, match="Another program's file"):
        calendar_portfolio.refresh(store, FORMATS)
    assert "Somebody" in path.read_text(encoding="utf-8")
    assert not calendar_file.is_ours(folder), "a folder of that name is no file of ours"


def test_a_folder_that_is_gone_is_said(store: Store, folder: Path) -> None:
    folder.rmdir()
    with pytest.raises(UserError, match="not there"):
        calendar_portfolio.refresh(store, FORMATS)


def test_a_worker_writes_it_with_a_connection_of_its_own(store: Store, folder: Path) -> None:
    task = calendar_portfolio.work(store, FORMATS)
    assert task is not None
    assert prods(task())


def test_writing_it_leaves_no_step_to_undo(store: Store, folder: Path) -> None:
    before = store.next_undo()
    calendar_portfolio.refresh(store, FORMATS)
    assert store.next_undo() == before
