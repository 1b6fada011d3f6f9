"""Weeks begin on Monday, whatever the year, the month and the clock do."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import engagements, internal_work, settings, time_log, time_weeks, zones
from models.errors import UserError
from models.store import Store
from models.time_pieces import Place
from models.time_weeks import Week, read_week

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@given(DAYS)
def test_a_day_lies_in_its_week(day: date) -> None:
    week = Week.of(day)
    assert week.monday.weekday() == 0
    assert week.monday <= day <= week.sunday
    assert week.days[day.weekday()] == day
    assert read_week(week.text) == week
    assert week.beside(1).monday == week.sunday + timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "text"),
    [("2026-11-24", "2026-W48"), ("2027-01-01", "2026-W53"), ("2027-01-04", "2027-W01"), ("2024-12-30", "2025-W01")],
)
def test_around_new_year_the_iso_year_counts(day: str, text: str) -> None:
    assert Week.of(date.fromisoformat(day)).text == text


@pytest.mark.parametrize(
    ("text", "why"), [("2027-W53", "no week 53"), ("2026-W00", "no week 0"), ("W48", "no week"), ("2026-48", "no week")]
)
def test_what_is_no_week_is_refused(text: str, why: str) -> None:
    with pytest.raises(UserError, match=why):
        read_week(text)


def test_sunday_night_belongs_to_the_week_of_your_clock(store: Store, clock: Any) -> None:
    settings.put(store, "you.zone", "America/New_York")
    northwind = engagements.create(store, engagements.Draft("Northwind Health", "America/Los_Angeles"))
    clock.advance(datetime(2026, 11, 30, 4, 30, tzinfo=zones.UTC) - clock.now())  # Sunday 23:30 in New York
    time_log.log(store, northwind, 30)
    clock.advance(timedelta(hours=1))
    time_log.log(store, northwind, 45)
    this, following = Week(date(2026, 11, 23)), Week(date(2026, 11, 30))
    assert time_weeks.grid(store, this).rows[0].minutes == (0, 0, 0, 0, 0, 0, 30)
    assert time_weeks.grid(store, following).rows[0].minutes == (45, 0, 0, 0, 0, 0, 0)


def test_a_day_of_25_hours_is_one_day(store: Store, clock: Any) -> None:
    settings.put(store, "you.zone", "America/New_York")
    northwind = engagements.create(store, engagements.Draft("Northwind Health", "America/Los_Angeles"))
    for hour in (5, 6, 7):  # 01:00 EDT, 01:00 EST, 02:00 EST on the night of the change
        clock.advance(datetime(2026, 11, 1, hour, tzinfo=zones.UTC) - clock.now())
        time_log.log(store, northwind, 20)
    assert time_weeks.grid(store, Week.of(date(2026, 11, 1))).rows[0].minutes == (0, 0, 0, 0, 0, 0, 60)


def test_billable_stands_above_the_rest_and_sums_hold(store: Store) -> None:
    northwind = engagements.create(store, engagements.Draft("Northwind Health", "America/Los_Angeles"))
    aster = engagements.create(store, engagements.Draft("Aster", "America/Los_Angeles"))
    engagements.edit(store, aster, billable=0)
    meeting = internal_work.add(store, "Team meeting")
    time_log.log(store, aster, 10)
    time_log.add(store, Place("internal", meeting), 60, day=date(2026, 11, 23))
    time_log.log(store, northwind, 25)
    kestrel = engagements.create(store, engagements.Draft("Kestrel", "America/Los_Angeles"))
    place = Place("engagement", kestrel)
    grid = time_weeks.grid(store, Week.of(date(2026, 11, 24)), [(place, "Kestrel", True)])
    assert [row.name for row in grid.rows] == ["Kestrel", "Northwind Health", "Aster", "Team meeting"]
    assert [row.name for row in grid.group(billable=False)] == ["Aster", "Team meeting"]
    assert (grid.total(billable=True), grid.total(billable=False), grid.total()) == (25, 70, 95)
    assert (grid.on(0), grid.on(1), grid.rows[3].total) == (60, 35, 60)
