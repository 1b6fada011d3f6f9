"""The session's zone from a stamp and the clock: the right one, or the reason why there is none (N16)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import UserError
from models.time_stamp import read_stamp
from models.zones import clock_changes

CLOCK = datetime.fromisoformat("2026-11-24T10:43:24-05:00")
KNOWN = ("America/Los_Angeles", "America/New_York")
ZONES = (
    *("America/New_York", "America/Los_Angeles", "America/Sao_Paulo", "America/St_Johns", "Europe/London"),
    *("Africa/Casablanca", "Asia/Kolkata", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Auckland"),
    *("Pacific/Chatham", "Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC"),
)


def stamp(instant: datetime, zone: str) -> str:
    return f"{instant.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M:%S}"


def test_the_session_is_three_hours_behind() -> None:
    found = read_stamp("2026-11-24 07:43:10", CLOCK, KNOWN)
    assert (found.result, found.zones, found.offset) == ("known", ("America/Los_Angeles",), -480)
    assert found.age == timedelta(seconds=14)


@pytest.mark.parametrize(
    ("age", "result"),
    [
        (timedelta(minutes=-2), "known"),
        (timedelta(minutes=10), "known"),
        (timedelta(minutes=10, seconds=1), "expired"),
        (timedelta(minutes=60), "expired"),
        (timedelta(minutes=60, seconds=1), "unknown"),
        (timedelta(minutes=-2, seconds=-1), "clock"),
        (timedelta(minutes=-5), "unknown"),
        (timedelta(minutes=72), "clock"),
        (timedelta(days=2), "clock"),
        (timedelta(days=-2), "clock"),
    ],
)
def test_every_age_has_its_result(age: timedelta, result: str) -> None:
    assert read_stamp(stamp(CLOCK - age, "America/New_York"), CLOCK, ["America/New_York"]).result == result


def test_an_offset_that_nobody_uses_is_named() -> None:
    found = read_stamp("2026-11-24 07:28:10", CLOCK + timedelta(seconds=0), ["Asia/Tokyo"])
    assert (found.result, found.zones, found.offset) == ("unknown", (), -495)


def test_all_zones_with_the_offset_are_named() -> None:
    summer = datetime.fromisoformat("2026-07-01T12:00:00-07:00")
    found = read_stamp("2026-07-01 12:00:00", summer, ["America/Los_Angeles", "America/Phoenix", "America/Denver"])
    assert found.zones == ("America/Los_Angeles", "America/Phoenix")


def test_a_fallback_counts_only_where_no_known_zone_fits() -> None:
    text = stamp(CLOCK, "UTC")
    assert read_stamp(text, CLOCK, ["Europe/London"], ["UTC"]).zones == ("Europe/London",)
    assert read_stamp(text, CLOCK, ["Asia/Tokyo"], ["UTC"]).zones == ("UTC",)


def test_the_clock_tells_day_and_month_of_the_stamp() -> None:
    clock = datetime.fromisoformat("2026-12-03T10:43:24-08:00")
    assert read_stamp("03/12/2026 10:43:10", clock, KNOWN).order == "dmy"
    assert read_stamp("12/03/2026 10:43:10", clock, KNOWN).order == "mdy"


@pytest.mark.parametrize("text", ["", "2026-11-24", "24/11/26 07:43", "just now"])
def test_what_is_no_stamp_is_refused(text: str) -> None:
    with pytest.raises(UserError):
        read_stamp(text, CLOCK, KNOWN)


@given(
    st.sampled_from(ZONES),
    st.datetimes(datetime(2024, 1, 1), datetime(2037, 1, 1), timezones=st.just(UTC)),
    st.integers(-120, 600),
)
def test_a_fresh_stamp_always_names_its_zone(zone: str, instant: datetime, seconds: int) -> None:
    instant = instant.replace(microsecond=0)
    found = read_stamp(stamp(instant, zone), instant + timedelta(seconds=seconds), ZONES)
    assert found.result == "known"
    assert zone in found.zones


@given(st.sampled_from(ZONES), st.integers(2024, 2036), st.integers(-90, 90), st.integers(-2, 10), st.data())
def test_a_fresh_stamp_names_its_zone_around_a_switch(
    zone: str, year: int, minutes: int, age: int, data: st.DataObject
) -> None:
    changes = clock_changes(zone, datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC))
    if not changes:
        return
    instant = data.draw(st.sampled_from(changes)).at + timedelta(minutes=minutes)
    found = read_stamp(stamp(instant, zone), instant + timedelta(minutes=age), [zone])
    assert (found.result, found.zones) == ("known", (zone,))


@given(st.sampled_from(ZONES), st.sampled_from(ZONES), st.integers(0, 365 * 24), st.integers(-2, 10))
def test_another_zone_is_never_taken_for_the_known_one(session: str, known: str, hours: int, age: int) -> None:
    instant = CLOCK + timedelta(hours=hours)
    found = read_stamp(stamp(instant, session), instant + timedelta(minutes=age), [known])
    same = instant.astimezone(ZoneInfo(session)).utcoffset() == instant.astimezone(ZoneInfo(known)).utcoffset()
    assert (found.result == "known") == same
