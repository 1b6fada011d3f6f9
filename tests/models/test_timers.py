"""One timer runs, over clock changes, pauses and restarts, and what nobody saw is asked about."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from models import engagements, settings, time_log, timers, zones
from models.errors import UserError
from models.store import Store


@pytest.fixture
def northwind(store: Store) -> int:
    settings.put(store, "you.zone", "America/New_York")
    return engagements.create(store, engagements.Draft("Northwind Health", "America/Los_Angeles"))


def test_a_timer_logs_what_it_counted(store: Store, northwind: int, clock: Any) -> None:
    timers.start(store, northwind, "Kickoff")
    clock.advance(timedelta(minutes=7, seconds=1))
    timer = timers.running(store)
    assert timer is not None
    assert (timer.client, timer.minutes(clock.now())) == ("Northwind Health", 8)
    timers.stop(store, timer)
    entry = engagements.load(store, northwind).time_entries[0]
    assert (entry.minutes, entry.note) == (8, "Kickoff")
    assert timers.all_timers(store) == []
    store.undo()
    assert timers.running(store) is not None
    assert time_log.minutes_on(store, time_log.today(store)) == 0


def test_another_one_pauses_it(store: Store, northwind: int, clock: Any) -> None:
    kestrel = engagements.create(store, engagements.Draft("Kestrel", "America/New_York"))
    timers.start(store, northwind)
    clock.advance(timedelta(minutes=5))
    timers.start(store, kestrel)
    clock.advance(timedelta(minutes=60))
    first, second = timers.all_timers(store)
    assert (first.client, first.running, second.running) == ("Kestrel", True, False)
    assert second.seconds(clock.now()) == 300
    timers.resume(store, second)
    clock.advance(timedelta(minutes=1))
    assert [timer.seconds(clock.now()) for timer in timers.all_timers(store)] == [360, 3600]
    timers.pause(store, timers.all_timers(store)[0])
    assert timers.running(store) is None


def test_it_survives_a_restart(opened: Callable[..., Store], clock: Any) -> None:
    store = opened()
    northwind = engagements.create(store, engagements.Draft("Northwind Health", "America/Los_Angeles"))
    timers.start(store, northwind)
    store.close()
    clock.advance(timedelta(minutes=4))
    again = opened()
    timer = timers.running(again)
    assert timer is not None
    assert timer.seconds(clock.now()) == 240
    assert timers.heartbeat(again) is None, "4 minutes are no gap"


def test_elapsed_time_goes_over_a_clock_change(store: Store, northwind: int, clock: Any) -> None:
    clock.advance(datetime(2026, 11, 1, 5, 50, tzinfo=zones.UTC) - clock.now())  # 01:50 EDT
    timers.start(store, northwind)
    clock.advance(timedelta(minutes=20))  # 01:10 EST
    timer = timers.running(store)
    assert timer is not None
    assert timer.minutes(clock.now()) == 20


def test_a_gap_is_asked_about(store: Store, northwind: int, clock: Any) -> None:
    timers.start(store, northwind)
    clock.advance(timedelta(minutes=10))
    assert timers.heartbeat(store) is None
    clock.advance(timedelta(minutes=68))
    gap = timers.heartbeat(store)
    assert gap is not None
    assert zones.elapsed_between(gap.start, gap.end) == timedelta(minutes=68)
    timers.leave_out(store, gap)
    timer = timers.running(store)
    assert timer is not None
    assert timer.seconds(clock.now()) == 600
    assert timers.heartbeat(store) is None
    store.undo()
    timer = timers.running(store)
    assert timer is not None
    assert timer.seconds(clock.now()) == 78 * 60


def test_a_clock_that_was_set_back_takes_nothing_away(store: Store, northwind: int, clock: Any) -> None:
    timers.start(store, northwind)
    clock.advance(timedelta(hours=-1))
    timer = timers.running(store)
    assert timer is not None
    assert timer.seconds(clock.now()) == 0
    assert timer.minutes(clock.now()) == 1


def test_a_timer_that_is_gone_is_said_so(store: Store, northwind: int) -> None:
    timers.start(store, northwind)
    timer = timers.running(store)
    assert timer is not None
    timers.drop(store, timer)
    with pytest.raises(UserError, match="not there any more"):
        timers.stop(store, timer)
    assert time_log.minutes_on(store, time_log.today(store)) == 0
