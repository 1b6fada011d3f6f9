"""The moment: the computer's own, or one that is pretended and says so."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from models import zones
from models.clock import Clock

MOMENT = datetime(2026, 11, 24, 10, 42, 7, 900, tzinfo=ZoneInfo("America/New_York"))


def test_the_computers_clock_is_told_in_utc_to_the_second() -> None:
    before = datetime.now(zones.UTC)
    now = Clock().now()
    assert timedelta(seconds=-1) < now - before < timedelta(minutes=1)
    assert (now.tzinfo, now.microsecond) == (zones.UTC, 0)
    assert not Clock().rehearsal


def test_a_pretended_moment_stands_still_and_is_a_rehearsal() -> None:
    clock = Clock(MOMENT)
    assert clock.rehearsal
    assert zones.utc_text(clock.now()) == "2026-11-24T15:42:07Z"
    assert clock.now() == clock.now()


def test_a_moment_as_a_wall_clock_shows_it() -> None:
    shown = Clock(MOMENT).now_in(ZoneInfo("Asia/Kolkata"))
    assert zones.wall_text(shown) == "2026-11-24T21:12:07"


def test_a_moment_without_a_zone_can_not_be_pretended() -> None:
    with pytest.raises(ValueError, match="zone or an offset"):
        Clock(MOMENT.replace(tzinfo=None))
