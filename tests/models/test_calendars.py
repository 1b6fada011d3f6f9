"""Working days are counted as the client's country works, and Support Week always has five of them."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.calendars import calendar, country_choices, known, look_ahead, seed, subdivision_choices, support_week
from models.errors import UserError
from models.name_order import by_name

PLACES = [
    ("US", ""),
    ("US", "CA"),
    ("GB", "SCT"),
    ("DE", "BY"),
    ("AE", ""),
    ("SA", ""),
    ("IL", ""),
    ("CN", ""),
    ("", ""),
]
calendars = st.sampled_from(PLACES).map(lambda place: calendar(*place))
days = st.dates(date(2025, 1, 1), date(2029, 12, 31))


def test_support_week_over_thanksgiving_ends_a_day_later():
    assert support_week(date(2026, 11, 21), calendar("US")) == (date(2026, 11, 23), date(2026, 11, 30))


def test_support_week_without_a_holiday_is_the_week_after():
    assert support_week(date(2026, 12, 3), calendar("US")) == (date(2026, 12, 4), date(2026, 12, 10))


@settings(deadline=None)
@given(days, calendars, st.integers(1, 8))
def test_support_week_has_its_working_days(prod, cal, length):
    first, last = support_week(prod, cal, length)
    assert prod < first <= last
    assert cal.between(prod, last) == length
    assert cal.working(first)
    assert cal.working(last)


@settings(deadline=None)
@given(days, calendars, st.integers(-30, 30).filter(bool))
def test_between_gives_back_what_was_added(day, cal, count):
    there = cal.add(day, count)
    assert cal.working(there)
    assert cal.between(day, there) == count


@settings(deadline=None)
@given(days, days, calendars)
def test_adding_what_lies_between_arrives_at_a_working_day(start, other, cal):
    end = cal.add(min(other, start + timedelta(days=60)), 0)
    count = cal.between(start, end)
    assert count == 0 or cal.add(start, count) == end


@settings(deadline=None)
@given(days, calendars)
def test_a_day_is_working_or_has_a_reason_not_to_be(day, cal):
    reason = cal.reason_off(day)
    assert cal.working(day) == (reason is None)
    assert (cal.holiday(day) is not None or cal.weekend(day)) == (reason is not None)
    assert cal.next_working(day) == cal.add(day, 1) > day
    assert cal.add(day, 0) == (day if cal.working(day) else cal.next_working(day))


def test_holidays_have_their_names_in_english():
    assert calendar("US").reason_off(date(2026, 11, 26)) == "Thanksgiving Day"
    assert calendar("DE").reason_off(date(2026, 10, 3)) == "German Unity Day"
    assert calendar("US").reason_off(date(2026, 11, 22)) == "Weekend"


def test_a_subdivision_has_its_own_holidays():
    all_saints = date(2027, 11, 1)
    assert calendar("DE", "BY").holiday(all_saints) == "All Saints' Day"
    assert calendar("DE").holiday(all_saints) is None


def test_weekends_are_those_of_the_country_at_the_time():
    friday, sunday = date(2026, 1, 9), date(2026, 1, 11)
    assert calendar("SA").weekend(friday)
    assert calendar("SA").working(sunday)
    assert not calendar("AE").weekend(friday)
    assert calendar("AE").weekend(date(2020, 1, 10))


def test_a_weekend_day_worked_in_exchange_is_a_working_day():
    assert calendar("CN").working(date(2026, 2, 14))


def test_no_country_means_saturdays_and_sundays_alone():
    cal = calendar("")
    assert [cal.working(date(2026, 11, 23) + timedelta(days=n)) for n in range(7)] == [True] * 5 + [False] * 2
    assert cal.working(date(2026, 12, 25))


@pytest.mark.parametrize("country", ["XX", "us", "HolidayBase", "date", "X" * 500])
def test_an_unknown_country_is_refused_in_words(country):
    with pytest.raises(UserError, match="There is no calendar for the country") as unknown:
        calendar(country)
    assert unknown.value.do


@pytest.mark.parametrize(("country", "subdivision"), [("US", "XX"), ("SG", "01"), ("", "CA")])
def test_an_unknown_subdivision_is_refused_in_words(country, subdivision):
    with pytest.raises(UserError) as unknown:
        calendar(country, subdivision)
    assert subdivision in unknown.value.what
    assert unknown.value.do


def test_countries_and_subdivisions_are_offered_by_name():
    countries = country_choices()
    assert ("US", "United States") in countries
    assert ("DE", "Deutschland") in country_choices("de")
    german = [name for _, name in country_choices("de")]
    assert german.index("Oman") < german.index("Österreich") < german.index("Pakistan")
    assert [name for _, name in countries] == sorted((name for _, name in countries), key=by_name)
    assert all(calendar(code) for code in ("US", "GB", "DE"))
    assert ("BY", "Bayern") in subdivision_choices("DE")
    assert subdivision_choices("SG") == ()
    assert subdivision_choices("") == ()


def test_a_later_start_takes_over_the_years_without_the_library() -> None:
    code = """
import sys
from datetime import date
from models import calendars
calendars.seed(sys.stdin.read())
us = calendars.calendar("US")
print(us.holiday(date(2026, 11, 26)), us.working(date(2026, 11, 28)), "holidays" in sys.modules)
"""
    us = calendar("US")
    assert us.holiday(date(2026, 11, 26))
    root = Path(__file__).parents[2]
    answer = subprocess.run(
        [sys.executable, "-c", code], input=known(), capture_output=True, text=True, check=True, cwd=root
    )
    assert answer.stdout.split("\n")[0] == "Thanksgiving Day False False"


def test_a_later_start_knows_states_and_the_years_around_without_the_library() -> None:
    code = """
import sys
from datetime import date
from models import calendars
calendars.seed(sys.stdin.read())
california, day = calendars.calendar("US", "CA"), date(2026, 3, 31)
print(california.holiday(day), california.holiday(day.replace(year=2030)), len(calendars.country_choices()) > 200)
calendars.look_ahead(2026)
print(("CA", "California") in calendars.subdivision_choices("US"), "holidays" in sys.modules)
"""
    calendar("US", "CA").working(date(2026, 3, 31))
    look_ahead(2026)
    root = Path(__file__).parents[2]
    answer = subprocess.run(
        [sys.executable, "-c", code], input=known(), capture_output=True, text=True, check=True, cwd=root
    )
    assert answer.stdout.splitlines() == ["Cesar Chavez Day Cesar Chavez Day True", "True False"]


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"edition": 1, "years": {}}', "nonsense"])
def test_a_broken_seed_is_ignored(text: str) -> None:
    seed(text)
    assert calendar("US").holiday(date(2026, 11, 26)) == "Thanksgiving Day"


def test_a_year_that_is_broken_in_the_seed_is_looked_up() -> None:
    broken = {"edition": json.loads(known())["edition"], "years": {"US||1999": {"names": 5}}, "parts": {}}
    seed(json.dumps(broken))
    assert calendar("US").holiday(date(1999, 12, 25)) == "Christmas Day"
