"""Small pieces of time are kept to the minute, on the day of your clock."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from models import engagements, settings, time_log
from models.errors import UserError
from models.store import Store


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
