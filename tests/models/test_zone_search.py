"""A zone is found by city, country, abbreviation or name, word starts first."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import zones
from models.zone_search import countries_of, search

JANUARY = datetime(2026, 1, 15, tzinfo=zones.UTC)


@pytest.mark.parametrize(
    ("query", "city", "zone"),
    [
        ("Mumbai", "Mumbai", "Asia/Kolkata"),
        ("beijing", "Beijing", "Asia/Shanghai"),
        ("San F", "San Francisco", "America/Los_Angeles"),
        ("seattle", "Seattle", "America/Los_Angeles"),
        ("EST", "New York", "America/New_York"),
        ("BST", "London", "Europe/London"),
        ("MEZ", "Berlin", "Europe/Berlin"),
        ("Pacific", "Los Angeles", "America/Los_Angeles"),
        ("US/Pacific", "Los Angeles", "America/Los_Angeles"),
        ("America/Los_Angeles", "Los Angeles", "America/Los_Angeles"),
        ("germany", "Berlin", "Europe/Berlin"),
        ("uk", "London", "Europe/London"),
        ("united states", "New York", "America/New_York"),
        ("India", "Kolkata", "Asia/Kolkata"),
        ("SÃO PA", "Sao Paulo", "America/Sao_Paulo"),
        ("zürich", "Zurich", "Europe/Zurich"),
        ("munchen", "München", "Europe/Berlin"),
        ("ostrava", "Ostrava", "Europe/Prague"),
        ("lon", "London", "Europe/London"),
        ("york", "New York", "America/New_York"),
        ("oslo", "Oslo", "Europe/Oslo"),
        ("utc", "UTC", "UTC"),
    ],
)
def test_the_zone_looked_for_comes_first(query, city, zone):
    first = search(query)[0]
    assert (first.city, first.zone) == (city, zone)


def test_word_starts_come_before_what_only_contains_the_text():
    found = [match.city for match in search("ber")]
    assert found.index("Berlin") < found.index("Nuremberg")


def test_names_that_repeat_are_told_apart_by_country_and_offset():
    found = {(match.country_name, match.offset_minutes) for match in search("birmingham", at=JANUARY)}
    assert found == {("United States", -360), ("Britain (UK)", 0)}
    assert [match.zone for match in search("birmingham uk")] == ["Europe/London"]


def test_an_abbreviation_of_several_zones_shows_them_all():
    assert {match.zone for match in search("IST")[:3]} == {"Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"}


def test_offsets_are_those_of_the_moment_asked_about():
    july = datetime(2026, 7, 15, tzinfo=zones.UTC)
    assert [search("new york", at=at)[0].offset_minutes for at in (JANUARY, july)] == [-300, -240]


@pytest.mark.parametrize("query", ["", "  ", "?!", "no such place"])
def test_nothing_is_found_for_nothing(query):
    assert search(query) == ()


def test_the_limit_is_kept():
    assert len(search("a", limit=7)) == 7


@settings(deadline=None)
@given(st.text(max_size=12))
def test_any_text_can_be_typed(query):
    assert all(zones.exists(match.zone) and match.city for match in search(query, at=JANUARY))


@settings(deadline=None)
@given(st.sampled_from(["New York", "Sao Paulo", "Ho Chi Minh", "Cape Town", "Lord Howe", "Kyiv"]), st.data())
def test_each_key_more_keeps_the_zone_in_sight(city, data):
    length = data.draw(st.integers(3, len(city)))
    assert city in {match.city for match in search(city[:length])}


def test_countries_of_a_zone():
    assert countries_of("America/New_York") == ("US",)
    assert countries_of("Europe/Berlin")[0] == "DE"
    assert "SE" in countries_of("Europe/Berlin")
    assert countries_of("Europe/Oslo") == ("NO",)
    assert countries_of("UTC") == ()
