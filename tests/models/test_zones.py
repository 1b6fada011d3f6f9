"""Wall times become the right instants, also around clock changes, and what can't be known is asked."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from models import zones
from models.errors import UserError
from models.zones import UTC, ClockChange, FoldError, GapError

NEW_YORK = "America/New_York"
ZONES = (
    NEW_YORK,
    "America/Los_Angeles",
    "Europe/London",
    "Australia/Lord_Howe",
    "America/Sao_Paulo",
    "Asia/Kolkata",
    "Pacific/Auckland",
    "Africa/Casablanca",
    "Pacific/Apia",
    "Asia/Kathmandu",
    "UTC",
)
names = st.sampled_from(ZONES)
walls = st.datetimes(datetime(2005, 1, 1), datetime(2037, 12, 31)).map(
    lambda wall: wall.replace(second=0, microsecond=0)
)
moments = walls.map(lambda wall: wall.replace(tzinfo=UTC))


@st.composite
def near_a_switch(draw: st.DrawFn) -> tuple[datetime, str]:
    """A wall time within two hours of a switch, where gaps and folds are."""
    name = draw(st.sampled_from([name for name in ZONES if name not in {"UTC", "Asia/Kolkata", "Asia/Kathmandu"}]))
    changes = zones.clock_changes(name, datetime(2008, 1, 1, tzinfo=UTC), datetime(2019, 1, 1, tzinfo=UTC))
    at = draw(st.sampled_from(changes)).at
    shown = zones.to_zone(at, name).replace(tzinfo=None)
    return shown + timedelta(minutes=draw(st.integers(-120, 120))), name


any_wall = st.one_of(st.tuples(walls, names), near_a_switch())


@settings(deadline=None)
@given(any_wall)
def test_every_instant_of_a_wall_time_shows_that_wall_time(case):
    wall, name = case
    found = zones.instants(wall, name)
    assert len(found) <= 2
    assert list(found) == sorted(set(found))
    assert all(zones.to_zone(instant, name).replace(tzinfo=None) == wall for instant in found)


@settings(deadline=None)
@given(any_wall)
def test_attach_gives_the_one_instant_or_asks(case):
    wall, name = case
    found = zones.instants(wall, name)
    if len(found) == 1:
        attached = zones.attach(wall, name)
        assert zones.utc_text(attached) == zones.utc_text(found[0])
        assert zones.zone_name(attached) == name
    elif found:
        with pytest.raises(FoldError) as fold:
            zones.attach(wall, name)
        assert tuple(choice.astimezone(UTC) for choice in fold.value.choices) == found
        assert [zones.attach(wall, name, fold=side).astimezone(UTC) for side in (0, 1)] == list(found)
    else:
        with pytest.raises(GapError) as gap:
            zones.attach(wall, name)
        before, after = gap.value.before, gap.value.after
        assert before.replace(tzinfo=None) < wall < after.replace(tzinfo=None)
        assert zones.elapsed_between(before, after) == timedelta(minutes=1)


@settings(deadline=None)
@given(moments, names)
def test_a_moment_survives_storage(instant, name):
    local = zones.to_zone(instant, name)
    again = zones.restore(zones.wall_text(local), name, zones.utc_text(local))
    assert again.astimezone(UTC) == instant
    assert zones.zone_name(again) == name


@settings(deadline=None)
@given(moments, names, st.integers(-3000, 3000))
def test_elapsed_time_is_real_time_in_the_same_zone(instant, name, minutes):
    start = zones.to_zone(instant, name)
    end = zones.after(start, timedelta(minutes=minutes))
    assert end.astimezone(UTC) - instant == timedelta(minutes=minutes)
    assert zones.elapsed_between(start, end) == timedelta(minutes=minutes)
    assert zones.zone_name(end) == name


@settings(deadline=None)
@given(moments, names, st.integers(-400, 400))
def test_moving_by_days_keeps_the_wall_time_and_back_restores_it(instant, name, days):
    start = zones.to_zone(instant, name)
    try:
        moved = zones.move_days(start, days)
        back = zones.move_days(moved, -days)
    except (GapError, FoldError):
        assume(False)
    assert moved.replace(tzinfo=None) - start.replace(tzinfo=None) == timedelta(days=days)
    assert zones.utc_text(back) == zones.utc_text(start)


@settings(deadline=None)
@given(moments, names)
def test_moving_by_no_days_changes_nothing_even_in_a_fold(instant, name):
    start = zones.to_zone(instant, name)
    assert zones.move_days(start, 0) is start


@settings(deadline=None)
@given(moments, moments, names)
def test_clock_changes_explain_the_difference_of_offsets(one, other, name):
    start, end = sorted((one, min(other, one + timedelta(days=900))))
    changes = zones.clock_changes(name, start, end)
    total = sum(change.after - change.before for change in changes)
    assert total == zones.offset_minutes(end, name) - zones.offset_minutes(start, name)
    for change in changes:
        assert start < change.at <= end
        assert zones.offset_minutes(change.at, name) == change.after
        assert zones.offset_minutes(change.at - timedelta(seconds=1), name) == change.before


def test_switches_of_new_york_in_2026_are_exact():
    year = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 12, 31, tzinfo=UTC)
    assert zones.clock_changes(NEW_YORK, *year) == (
        ClockChange(datetime(2026, 3, 8, 7, tzinfo=UTC), -300, -240),
        ClockChange(datetime(2026, 11, 1, 6, tzinfo=UTC), -240, -300),
    )
    assert zones.clock_changes("Asia/Kolkata", *year) == ()


def test_a_gap_names_the_jump_and_the_times_around_it():
    with pytest.raises(GapError) as gap:
        zones.attach(datetime(2026, 3, 8, 2, 30), NEW_YORK)
    assert gap.value.what == ("02:30 on 8 Mar 2026 does not exist in New York: the clock jumps from 02:00 to 03:00.")
    assert gap.value.do == "Choose a time up to 01:59 or from 03:00."
    assert zones.utc_text(gap.value.before) == "2026-03-08T06:59:00Z"
    assert zones.utc_text(gap.value.after) == "2026-03-08T07:00:00Z"


def test_a_day_that_a_zone_left_out_is_a_gap():
    with pytest.raises(GapError) as gap:
        zones.attach(datetime(2011, 12, 30, 10), "Pacific/Apia")
    assert gap.value.do == "Choose a time up to 23:59 on 29 Dec 2011 or from 00:00 on 31 Dec 2011."


def test_a_fold_names_both_choices():
    with pytest.raises(FoldError) as fold:
        zones.attach(datetime(2026, 11, 1, 1, 30), NEW_YORK)
    assert fold.value.what == "01:30 on 1 Nov 2026 comes twice in New York: first at UTC−4, then at UTC−5."
    assert [zones.utc_text(choice) for choice in fold.value.choices] == ["2026-11-01T05:30:00Z", "2026-11-01T06:30:00Z"]


@pytest.mark.parametrize(
    ("wall", "minutes"), [("2026-03-08T02:10", None), ("2026-11-01T01:10", 60)], ids=["into the gap", "into the fold"]
)
def test_moving_into_a_gap_or_a_fold_asks(wall, minutes):
    day_before = zones.attach(zones.parse_wall(wall) - timedelta(days=1), NEW_YORK)
    with pytest.raises(FoldError if minutes else GapError):
        zones.move_days(day_before, 1)


def test_three_hours_over_the_night_of_the_switch_are_three_real_hours():
    start = zones.attach(datetime(2026, 3, 8, 0, 30), NEW_YORK)
    assert zones.wall_text(zones.after(start, timedelta(hours=3))) == "2026-03-08T04:30"


def test_the_agreed_wall_time_wins_when_the_rules_have_changed():
    restored = zones.restore("2026-12-03T19:00", "America/Los_Angeles", "2026-12-04T02:00:00Z")
    assert zones.wall_text(restored) == "2026-12-03T19:00"
    assert zones.utc_text(restored) == "2026-12-04T03:00:00Z"


def test_a_wall_time_that_is_no_longer_real_falls_back_to_its_instant():
    restored = zones.restore("2026-03-08T02:30", NEW_YORK, "2026-03-08T07:30:00Z")
    assert zones.wall_text(restored) == "2026-03-08T03:30"


@pytest.mark.parametrize("utc", ["2026-11-01T05:30:00Z", "2026-11-01T06:30:00Z"])
def test_the_instant_picks_the_side_of_a_fold(utc):
    assert zones.utc_text(zones.restore("2026-11-01T01:30", NEW_YORK, utc)) == utc


@pytest.mark.parametrize("name", ["Europe/Foo", "", "../etc/passwd", "America", "Europe/Ber\0lin", "america/new_york"])
def test_an_unknown_zone_says_what_to_do(name):
    assert not zones.exists(name)
    with pytest.raises(UserError) as unknown:
        zones.attach(datetime(2026, 1, 1), name)
    assert unknown.value.do == "Choose another zone or update tzdata."
    assert name in unknown.value.what


@pytest.mark.parametrize("year", [1, 26, 9999])
def test_a_year_that_no_plan_has_is_refused(year):
    with pytest.raises(UserError, match="is not between 1900 and 2200"):
        zones.attach(datetime(year, 1, 1), NEW_YORK)


@pytest.mark.parametrize("text", ["2026-12-03T19:00", "2026-12-03T19:00:30"])
def test_wall_texts_are_read_as_they_are_written(text):
    assert zones.wall_text(zones.parse_wall(text)) == text


@pytest.mark.parametrize(
    "text", ["", "2026-12-03", "2026-12-03T19:00Z", "2026-13-03T19:00", "20261203T1900", "٢٠٢٦-12-03T19:00"]
)
def test_other_texts_are_no_wall_times(text):
    with pytest.raises(UserError, match="is not a date and time"):
        zones.parse_wall(text)


@pytest.mark.parametrize("text", ["", "2026-12-04T03:00:00", "2026-12-04T03:00:00+01:00", "2026-12-04T25:00:00Z"])
def test_other_texts_are_no_instants(text):
    with pytest.raises(UserError, match="is not a date and time"):
        zones.parse_utc(text)


def test_mixing_up_wall_times_and_instants_is_a_bug_and_never_guessed():
    naive, aware = datetime(2026, 1, 1), datetime(2026, 1, 1, tzinfo=UTC)
    with pytest.raises(TypeError):
        zones.attach(aware, NEW_YORK)
    with pytest.raises(TypeError):
        zones.to_zone(naive, NEW_YORK)
    with pytest.raises(TypeError):
        zones.after(naive, timedelta(hours=3))
    with pytest.raises(TypeError):
        zones.zone_name(naive)


@pytest.mark.parametrize(
    ("minutes", "text"), [(0, "UTC"), (-300, "UTC−5"), (330, "UTC+5:30"), (-210, "UTC−3:30"), (825, "UTC+13:45")]
)
def test_offsets_are_written_with_a_true_minus(minutes, text):
    assert zones.offset_text(minutes) == text


def test_zones_are_named_by_their_words_their_offset_and_their_city():
    july = datetime(2026, 7, 3, tzinfo=UTC)
    assert zones.abbreviation(july, NEW_YORK) == "EDT"
    assert zones.abbreviation(july, "America/Sao_Paulo") == "UTC−3"
    assert zones.city("America/Los_Angeles") == "Los Angeles"
    assert zones.city("UTC") == "UTC"
    assert zones.zone_difference(july, NEW_YORK, "Europe/London") == 300
    assert zones.zone_difference(july, NEW_YORK, "America/Los_Angeles") == -180
    assert zones.date_text(date(2026, 7, 3)) == "3 Jul 2026"


def test_this_computer_is_asked_for_its_zone_afresh(monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Kolkata")
    assert zones.local_zone() == "Asia/Kolkata"
    monkeypatch.setenv("TZ", "Europe/London")
    assert zones.local_zone() == "Europe/London"
    monkeypatch.setenv("TZ", "Etc/UTC")
    assert zones.local_zone() == "UTC"


def test_a_computer_without_a_named_zone_says_so(monkeypatch):
    monkeypatch.setenv("TZ", "PST4DST")
    with pytest.raises(UserError) as unnamed:
        zones.local_zone()
    assert unnamed.value.do == "Choose your time zone in the settings."


def test_the_release_of_the_zone_rules_is_known():
    assert zones.tzdata_version()[:4].isdigit()
