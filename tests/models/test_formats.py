"""Moments in words: one language and one kind of clock on a screen, and never a moment without a zone."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from models import zones
from models.formats import Formats, prefers_12_hours

PACIFIC, EASTERN = ZoneInfo("America/Los_Angeles"), ZoneInfo("America/New_York")
START = datetime(2026, 12, 3, 22, tzinfo=EASTERN)
END = zones.after(START, timedelta(hours=3))
LANGUAGES = ("en", "de", "fr", "es", "cs", "pt_BR", "ja", "fi", "ar")
ENGLISH = Formats()
SHOWN = ("day", "day_year", "time", "moment", "full", "with_zone", "servicenow")


def test_english_is_written_as_the_design_writes_it() -> None:
    assert ENGLISH.day(date(2026, 12, 3)) == "Thu 3 Dec"
    assert ENGLISH.day_year(START) == "Thu 3 Dec 2026"
    assert ENGLISH.time(START) == "22:00"
    assert ENGLISH.moment(START) == "Thu 3 Dec, 22:00"
    assert ENGLISH.full(START) == "Thursday 3 December 2026, 22:00"
    assert ENGLISH.with_zone(START.astimezone(PACIFIC)) == "Thu 3 Dec, 19:00 PST"
    assert ENGLISH.servicenow(START.astimezone(PACIFIC)) == "2026-12-03 19:00:00"


def test_a_span_names_the_weekday_of_its_end_only_where_asked() -> None:
    assert ENGLISH.span(START, END) == "Thu 3 Dec, 22:00 – 01:00"
    assert ENGLISH.span(START, END, cross=True) == "Thu 3 Dec, 22:00 – Fri 01:00"
    morning = START.replace(hour=9)
    assert ENGLISH.span(morning, morning.replace(hour=12), cross=True) == "Thu 3 Dec, 09:00 – 12:00"


def test_a_span_of_days_has_both_dates_and_one_zone() -> None:
    assert ENGLISH.span(START, zones.move_days(END, 1)) == "Thu 3 Dec, 22:00 – Sat 5 Dec, 01:00"
    assert ENGLISH.span(START, END.astimezone(PACIFIC)) == ENGLISH.span(START, END)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 12, 4), date(2026, 12, 10), "Fri 4 – Thu 10 Dec"),
        (date(2026, 11, 30), date(2026, 12, 4), "Mon 30 Nov – Fri 4 Dec"),
        (date(2026, 12, 4), date(2026, 12, 4), "Fri 4 Dec"),
        (date(2026, 12, 31), date(2027, 1, 1), "Thu 31 Dec 2026 – Fri 1 Jan 2027"),
    ],
)
def test_days(first: date, last: date, words: str) -> None:
    assert ENGLISH.days(first, last) == words


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "0 min"),
        (45, "45 min"),
        (90, "1 h 30 min"),
        (600, "10 h"),
        (47 * 60, "47 h"),
        (48 * 60, "2 days"),
        (52 * 60 + 30, "2 days 4 h"),
        (-90, "−1 h 30 min"),
    ],
)
def test_durations(minutes: int, words: str) -> None:
    assert ENGLISH.duration(minutes) == words


def test_left_ago_and_decimal_hours() -> None:
    assert ENGLISH.left(360) == "6 h left"
    assert [ENGLISH.ago(minutes) for minutes in (0, 5, 200, 3000)] == ["just now", "5 min ago", "3 h ago", "2 days ago"]
    assert [ENGLISH.hours(minutes) for minutes in (90, 15, 120, 0)] == ["1.5 h", "0.25 h", "2 h", "0 h"]
    assert Formats("de").hours(90) == "1,5 h"


def test_the_shortest_forms_for_an_axis_that_names_the_month_elsewhere() -> None:
    day = date(2026, 12, 3)
    english, german = Formats(), Formats("de")
    assert (english.weekday(day), english.month(day), english.short_day(day)) == ("Thu", "Dec", "Thu 3")
    assert (english.weekday(day, full=True), german.weekday(day, full=True)) == ("Thursday", "Donnerstag")
    assert (english.month_day(day), german.month_day(day)) == ("3 Dec", "3. Dez.")
    assert (german.weekday(day), german.month(day), german.short_day(day)) == ("Do.", "Dez.", "Do., 3.")


def test_other_languages_take_order_and_names_from_cldr() -> None:
    german = Formats("de")
    assert german.moment(START) == "Do., 3. Dez., 22:00"
    assert german.days(date(2026, 12, 4), date(2026, 12, 10)) == "Fr., 4. – Do., 10. Dez."
    assert Formats("es").full(START) == "jueves, 3 de diciembre de 2026, 22:00"
    assert Formats("fr").day(START) == "jeu. 3 déc."


@given(
    st.datetimes(datetime.fromisoformat("2000-01-01"), datetime.fromisoformat("2100-01-01")),
    st.sampled_from(LANGUAGES),
    st.booleans(),
    st.timedeltas(timedelta(), timedelta(days=40)),
)
def test_no_language_fails_and_none_mixes_12_and_24_hours(
    wall: datetime, language: str, hour12: bool, length: timedelta
) -> None:
    start = wall.replace(tzinfo=zones.UTC)
    formats = Formats(language, hour12)
    span = formats.span(start, zones.after(start, length), cross=True)
    for text in (span, formats.full(start), formats.with_zone(start), formats.days(start.date(), start.date())):
        assert "{" not in text
        assert "}" not in text
    periods = Locale.parse(language).day_periods["format"]["abbreviated"]
    for time in (formats.time(start), formats.time(zones.after(start, length))):
        assert time in span
        assert any(half in time for half in (periods["am"], periods["pm"])) is hour12


@given(st.datetimes(), st.sampled_from(LANGUAGES))
def test_a_naive_datetime_is_refused(wall: datetime, language: str) -> None:
    formats = Formats(language)
    for name in SHOWN:
        with pytest.raises(TypeError):
            getattr(formats, name)(wall)
    for pair in ((wall, START), (START, wall)):
        with pytest.raises(TypeError):
            formats.span(*pair)


def test_the_hour_that_comes_twice_has_two_abbreviations() -> None:
    first, second = (datetime(2026, 11, 1, 1, 30, tzinfo=EASTERN, fold=fold) for fold in (0, 1))
    assert ENGLISH.with_zone(first) == "Sun 1 Nov, 01:30 EDT"
    assert ENGLISH.with_zone(second) == "Sun 1 Nov, 01:30 EST"
    assert ENGLISH.span(first, zones.after(first, timedelta(hours=3))) == "Sun 1 Nov, 01:30 – 03:30"


def test_twelve_hours_by_locale() -> None:
    chosen = {locale: prefers_12_hours(locale) for locale in ("en", "en_US", "en-GB", "de_DE", "C", "xx_YY", "es_ES")}
    assert chosen == {
        "en": False,
        "en_US": True,
        "en-GB": False,
        "de_DE": False,
        "C": False,
        "xx_YY": False,
        "es_ES": False,
    }


def test_english_costs_no_import_of_babel() -> None:
    program = """
import sys, datetime, models.formats as f
f.Formats().full(datetime.datetime.now(datetime.UTC))
assert "babel" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", program], check=True)
