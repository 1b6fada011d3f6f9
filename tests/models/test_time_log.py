"""Small pieces of time are kept to the minute, on the day of your clock."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from models import engagements, internal_work, projector, settings, time_log, time_pieces
from models.errors import UserError
from models.store import Store
from models.time_pieces import Place


@pytest.fixture
def northwind(store: Store) -> int:
    settings.put(store, "you.zone", "America/New_York")
    return engagements.create(store, engagements.Draft("Northwind Health", "America/Los_Angeles"))


def test_pieces_add_up_by_day_and_engagement(store: Store, northwind: int) -> None:
    other = engagements.create(store, engagements.Draft("Kestrel", "America/New_York"))
    time_log.log(store, northwind, 30, "Reminder", step="validation_reminder")
    time_log.log(store, northwind, 60)
    time_log.log(store, other, 25)
    time_log.log(store, northwind, 10, day=date(2026, 11, 23))
    today = time_log.today(store)
    assert today == date(2026, 11, 24)
    assert time_log.minutes_on(store, today) == 115
    assert time_log.minutes_on(store, today, northwind) == 90
    entry = engagements.load(store, northwind).time_entries[0]
    assert (entry.day, entry.minutes, entry.billable, entry.note) == ("2026-11-24", 30, 1, "Reminder")


def test_undo_takes_a_piece_back(store: Store, northwind: int) -> None:
    time_log.log(store, northwind, 30)
    assert store.history()[0].label == "Log 0.5 h"
    store.undo()
    assert time_log.minutes_on(store, time_log.today(store)) == 0


def test_the_day_is_that_of_your_clock(store: Store, northwind: int, clock: Any) -> None:
    clock.advance(timedelta(hours=12))  # Wednesday in UTC, still Tuesday evening in New York
    time_log.log(store, northwind, 30)
    assert time_log.minutes_on(store, date(2026, 11, 24)) == 30


def test_billable_is_a_property_of_the_project(store: Store, northwind: int) -> None:
    engagements.edit(store, northwind, billable=0)
    time_log.log(store, northwind, 30)
    assert engagements.load(store, northwind).time_entries[0].billable == 0


@pytest.mark.parametrize("minutes", [0, -30, 1441])
def test_impossible_lengths_are_refused(store: Store, northwind: int, minutes: int) -> None:
    with pytest.raises(UserError, match="between 1 minute and 24 hours"):
        time_log.log(store, northwind, minutes)


def test_a_password_is_never_in_a_note(store: Store, northwind: int) -> None:
    with pytest.raises(UserError, match="password"):
        time_log.log(store, northwind, 30, "password: Tr0ub4dor")
    time_log.log(store, northwind, 30)
    with pytest.raises(UserError, match="password"):
        time_log.edit(store, pieces(store)[0], note="password: Tr0ub4dor")


def test_a_piece_is_changed_split_moved_and_deleted(store: Store, northwind: int) -> None:
    kestrel = engagements.create(store, engagements.Draft("Kestrel", "America/New_York"))
    meeting = internal_work.add(store, "Team meeting")
    time_log.log(store, northwind, 60, "Mail", step="validation_reminder")
    time_log.edit(store, pieces(store)[0], minutes=50, note="Mails")
    time_log.split(store, pieces(store)[0], 20)
    assert [(piece.minutes, piece.note, piece.step) for piece in pieces(store)] == [
        (20, "Mails", "validation_reminder"),
        (30, "Mails", "validation_reminder"),
    ]
    time_log.move(store, pieces(store)[0], Place("engagement", kestrel))
    time_log.move(store, pieces(store)[0], Place("internal", meeting))
    assert sorted((piece.name, piece.minutes, piece.billable) for piece in pieces(store)) == [
        ("Northwind Health", 30, True),
        ("Team meeting", 20, False),
    ]
    time_log.delete(store, next(piece for piece in pieces(store) if piece.place.kind == "internal"))
    time_log.delete(store, pieces(store)[0])
    assert pieces(store) == []
    for _turn in range(6):
        store.undo()
    assert [piece.minutes for piece in pieces(store)] == [60]


@pytest.mark.parametrize("first", [0, 60, -5])
def test_a_part_is_shorter_than_the_whole(store: Store, northwind: int, first: int) -> None:
    time_log.log(store, northwind, 60)
    with pytest.raises(UserError, match="shorter"):
        time_log.split(store, pieces(store)[0], first)


def test_a_cell_is_set_by_its_pieces(store: Store, northwind: int) -> None:
    place, day = Place("engagement", northwind), time_log.today(store)

    def minutes() -> list[int]:
        return [piece.minutes for piece in pieces(store)]

    time_log.set_day(store, place, day, 30)
    assert minutes() == [30]
    time_log.set_day(store, place, day, 90)
    assert minutes() == [90], "the only piece grows"
    time_log.log(store, northwind, 15)
    time_log.set_day(store, place, day, 120)
    assert minutes() == [90, 15, 15]
    time_log.set_day(store, place, day, 100)
    assert minutes() == [90, 10], "less is taken from the newest first"
    time_log.set_day(store, place, day, 0)
    assert minutes() == []
    store.undo()
    assert minutes() == [90, 10]
    with pytest.raises(UserError, match="24 hours"):
        time_log.set_day(store, place, day, 1441)


def test_what_is_exported_is_corrected_never_changed(store: Store, northwind: int, tmp_path: Path) -> None:
    engagements.edit(store, northwind, projector_project="P-1")
    kestrel = engagements.create(store, engagements.Draft("Kestrel", "America/New_York"))
    place, day = Place("engagement", northwind), time_log.today(store)
    time_log.log(store, northwind, 60, "Kickoff")
    projector.export(store, tmp_path / "cards.csv")
    exported = pieces(store)[0]
    with pytest.raises(UserError, match="keeps its note"):
        time_log.edit(store, exported, note="Another")
    with pytest.raises(UserError, match="can't be split"):
        time_log.split(store, exported, 10)
    time_log.set_day(store, place, day, 45)
    assert [piece.minutes for piece in pieces(store)] == [60, -15]
    with pytest.raises(UserError, match="corrects an exported one"):
        time_log.move(store, pieces(store)[1], Place("engagement", kestrel))
    time_log.delete(store, pieces(store)[1])
    assert [piece.minutes for piece in pieces(store)] == [60]
    time_log.move(store, exported, Place("engagement", kestrel))
    assert [(piece.name, piece.minutes, piece.note) for piece in pieces(store)] == [
        ("Northwind Health", 60, "Kickoff"),
        ("Northwind Health", -60, "Kickoff"),
        ("Kestrel", 60, "Kickoff"),
    ]


def test_internal_work_has_one_row_a_name(store: Store) -> None:
    internal_work.add(store, " Team meeting ")
    with pytest.raises(UserError, match="already"):
        internal_work.add(store, "team MEETING")
    with pytest.raises(UserError, match="needs a name"):
        internal_work.add(store, " ")
    assert [item.name for item in internal_work.projects(store)] == ["Team meeting"]


def test_a_piece_that_is_gone_is_said_so(store: Store, northwind: int) -> None:
    time_log.log(store, northwind, 30)
    kind, id_ = pieces(store)[0].key
    assert time_pieces.get(store, kind, id_).minutes == 30
    store.undo()
    with pytest.raises(UserError, match="not there any more"):
        time_pieces.get(store, kind, id_)


def pieces(store: Store) -> list[time_pieces.Piece]:
    """Return today's pieces, oldest first."""
    day = time_log.today(store)
    return sorted(time_pieces.between(store, day, day), key=lambda piece: (piece.place.kind, piece.id))
