"""Finding a time zone as a person types: by city, country, abbreviation or IANA name."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Final

from msgspec import Struct

from models.abbreviations import ABBREVIATIONS
from models.zones import UTC, city, offset_minutes
from models.zones import zone as zone_rules

# Cities that people look for and that no zone is named after; zone → names, most sought first.
_CITIES: Mapping[str, str] = {
    "America/New_York": "Washington, Boston, Philadelphia, Atlanta, Miami, Charlotte, Orlando, Tampa, Pittsburgh, "
    "Baltimore, Cleveland, Cincinnati, Raleigh, Jacksonville, Buffalo, Richmond, Columbus",
    "America/Chicago": "Houston, Dallas, Austin, San Antonio, Fort Worth, Minneapolis, New Orleans, Nashville, "
    "St. Louis, Kansas City, Milwaukee, Memphis, Oklahoma City, Omaha, Birmingham, Texas",
    "America/Denver": "Salt Lake City, Colorado Springs, Albuquerque, El Paso",
    "America/Phoenix": "Tucson, Arizona",
    "America/Los_Angeles": "San Francisco, Seattle, San Diego, San Jose, Portland, Las Vegas, Sacramento, Oakland, "
    "Palo Alto, Santa Clara, California",
    "America/Toronto": "Montreal, Ottawa, Quebec City, Hamilton",
    "America/Edmonton": "Calgary",
    "America/Vancouver": "Victoria",
    "America/Mexico_City": "Guadalajara, Puebla",
    "America/Sao_Paulo": "Rio de Janeiro, Brasilia, Belo Horizonte, Curitiba, Porto Alegre",
    "America/Bogota": "Medellin",
    "America/Guayaquil": "Quito",
    "Europe/London": "Edinburgh, Manchester, Birmingham, Glasgow, Liverpool, Leeds, Bristol, Cardiff, Cambridge, "
    "Oxford, Belfast",
    "Europe/Dublin": "Cork, Galway",
    "Europe/Paris": "Lyon, Marseille, Toulouse, Nice, Bordeaux, Lille, Strasbourg",
    "Europe/Berlin": "Munich, München, Hamburg, Frankfurt, Cologne, Köln, Stuttgart, Düsseldorf, Leipzig, Dresden, "
    "Hanover, Nuremberg",
    "Europe/Zurich": "Geneva, Genf, Basel, Bern, Lausanne",
    "Europe/Vienna": "Wien, Graz, Salzburg, Linz",
    "Europe/Prague": "Praha, Brno, Ostrava",
    "Europe/Warsaw": "Krakow, Wroclaw, Gdansk, Poznan",
    "Europe/Rome": "Milan, Milano, Turin, Naples, Florence, Bologna, Venice",
    "Europe/Madrid": "Barcelona, Valencia, Seville, Bilbao, Malaga",
    "Europe/Lisbon": "Porto",
    "Europe/Amsterdam": "Rotterdam, The Hague, Utrecht, Eindhoven",
    "Europe/Brussels": "Antwerp, Ghent",
    "Europe/Copenhagen": "Aarhus",
    "Europe/Stockholm": "Gothenburg, Malmö",
    "Europe/Oslo": "Bergen",
    "Europe/Helsinki": "Tampere, Espoo",
    "Europe/Kyiv": "Kiev, Lviv, Odesa",
    "Europe/Istanbul": "Ankara, Izmir",
    "Asia/Kolkata": "Mumbai, Delhi, New Delhi, Bangalore, Bengaluru, Hyderabad, Chennai, Pune, Calcutta, Bombay, "
    "Ahmedabad, Gurgaon, Noida",
    "Asia/Jerusalem": "Tel Aviv, Haifa",
    "Asia/Dubai": "Abu Dhabi, Sharjah",
    "Asia/Riyadh": "Jeddah, Mecca",
    "Asia/Karachi": "Islamabad, Lahore",
    "Asia/Shanghai": "Beijing, Shenzhen, Guangzhou, Chengdu, Hangzhou",
    "Asia/Tokyo": "Osaka, Kyoto, Yokohama, Nagoya",
    "Asia/Seoul": "Busan",
    "Asia/Ho_Chi_Minh": "Hanoi, Saigon",
    "Asia/Manila": "Quezon City, Cebu",
    "Australia/Sydney": "Canberra, Newcastle",
    "Australia/Brisbane": "Gold Coast",
    "Pacific/Auckland": "Wellington, Christchurch",
    "Africa/Johannesburg": "Cape Town, Pretoria, Durban",
    "Africa/Lagos": "Abuja",
    "Africa/Casablanca": "Rabat, Marrakesh",
}
# Further names of zones: those of older systems (ServiceNow lists "US/Pacific"), abbreviations that several zones use.
_OTHER_NAMES: Mapping[str, tuple[str, ...]] = {
    "America/New_York": ("US/Eastern", "EST5EDT"),
    "America/Chicago": ("US/Central", "CST6CDT"),
    "America/Denver": ("US/Mountain", "MST7MDT"),
    "America/Phoenix": ("US/Arizona",),
    "America/Los_Angeles": ("US/Pacific", "PST8PDT"),
    "America/Anchorage": ("US/Alaska",),
    "Pacific/Honolulu": ("US/Hawaii",),
    "Europe/Dublin": ("IST",),
    "Asia/Jerusalem": ("IST",),
    "Asia/Kolkata": ("IST",),
}
_COUNTRIES: Mapping[str, str] = {
    "AE": "UAE",
    "CZ": "Czechia",
    "DE": "Deutschland",
    "ES": "España",
    "GB": "UK, United Kingdom, Great Britain, England, Scotland, Wales, Northern Ireland",
    "KR": "South Korea",
    "NL": "Holland",
    "TR": "Türkiye",
    "US": "USA, America",
}
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i"})
_EXACT, _CITY_START, _CITY_WORDS, _WORDS, _INSIDE = range(5)


class ZoneMatch(Struct, frozen=True):
    """A zone found; city names repeat, so country and offset stand beside them.

    Attributes:
        zone: IANA name.
        city: the city that was matched or that the zone is named after.
        country_name: in English; empty for UTC.
        country_code: ISO 3166; empty for UTC.
        offset_minutes: minutes ahead of UTC at the moment asked about.
    """

    zone: str
    city: str
    country_name: str
    country_code: str
    offset_minutes: int


class _Entry(Struct, frozen=True):
    zone: str
    city: str
    country: str
    exact: frozenset[str]
    city_text: str
    everything: str
    inside: str
    is_alias: bool
    well_known: bool


LONGEST: Final = 80
"""Characters of a query that count: a page that was pasted by mistake holds nobody up."""


def search(query: str, limit: int = 20, at: datetime | None = None) -> tuple[ZoneMatch, ...]:
    """Find zones as a person types: word starts first, then what only contains the text.

    Args:
        query: part of a city, country, abbreviation or IANA name, or several words of them; case and accents are free.
        limit: how many at most.
        at: the moment that the offsets are for, aware; now where it is None.
    """
    text = _fold(query[:LONGEST])
    if not text:
        return ()
    starts = [f" {word}" for word in text.split()]
    ranked = [(rank, entry) for entry in _entries() if (rank := _rank(text, starts, entry)) is not None]
    ranked.sort(key=lambda found: _order(*found))
    instant = at or datetime.now(UTC)
    return tuple(_match(entry, instant) for _, entry in ranked[:limit])


def countries_of(zone: str) -> tuple[str, ...]:
    """Return the ISO codes of the countries that keep a zone's time, the most populous first; none for UTC."""
    return _countries_by_zone().get(zone, ())


def _match(entry: _Entry, instant: datetime) -> ZoneMatch:
    name = _country_names().get(entry.country, "")
    return ZoneMatch(entry.zone, entry.city, name, entry.country, offset_minutes(instant, entry.zone))


def _rank(text: str, starts: Sequence[str], entry: _Entry) -> int | None:
    """Return how well an entry fits, smaller is better; None where it does not.

    Args:
        text: the whole query, folded.
        starts: its words, each after a space: " lon" is found at the start of a word only.
        entry: what is looked at.
    """
    if text in entry.exact:
        return _EXACT
    if text not in entry.inside and not all(start in entry.everything for start in starts):
        return None
    if entry.city_text.startswith(f" {text}"):
        return _CITY_START
    in_city = [start in entry.city_text for start in starts]
    if all(in_city):
        return _CITY_WORDS
    if (any(in_city) or not entry.is_alias) and all(start in entry.everything for start in starts):
        return _WORDS
    return _INSIDE if text in entry.inside else None


def _order(rank: int, entry: _Entry) -> tuple[int, bool, int]:
    """Order matches: by fit, well-known zones first, then the name nearest in length; the table's order after that."""
    by_city = rank in {_CITY_START, _CITY_WORDS}
    return rank, not entry.well_known, len(entry.city) if by_city else 0


@cache
def _entries() -> tuple[_Entry, ...]:
    rows = [(zone, code, comment) for code, _, zone, comment, *_ in ([*row, ""] for row in _rows("zone.tab"))]
    countries = {zone: code for zone, code, _ in rows}
    zones = [_zone_entry(zone, code, comment) for zone, code, comment in [*rows, ("UTC", "", "")]]
    for entry in zones:
        zone_rules(entry.zone)  # 0.3 ms each from the package: once here, so that no key waits for twenty of them
    cities = [_city_entry(zone, name, countries[zone]) for zone in _CITIES for name in _CITIES[zone].split(", ")]
    return (*zones, *cities)


def _zone_entry(zone: str, code: str, comment: str) -> _Entry:
    abbreviations = [word for word, stands_for in ABBREVIATIONS.items() if stands_for == zone]
    names = [_fold(name) for name in (city(zone), zone, *abbreviations, *_OTHER_NAMES.get(zone, ()))]
    countries = [_fold(name) for name in (_country_names().get(code, ""), *_COUNTRIES.get(code, "").split(", "))]
    everything = " " + " ".join([*names, *countries, code.casefold(), _fold(comment)])
    return _Entry(
        zone=zone,
        city=city(zone),
        country=code,
        exact=frozenset(names + countries),
        city_text=f" {names[0]}",
        everything=everything,
        inside=everything,
        is_alias=False,
        well_known=zone in _CITIES or bool(abbreviations),
    )


def _city_entry(zone: str, name: str, code: str) -> _Entry:
    folded = _fold(name)
    everything = _fold(f"{name} {_country_names()[code]} {code} {_COUNTRIES.get(code, '')}")
    return _Entry(
        zone=zone,
        city=name,
        country=code,
        exact=frozenset({folded}),
        city_text=f" {folded}",
        everything=f" {everything}",
        inside=folded,
        is_alias=True,
        well_known=True,
    )


@cache
def _country_names() -> Mapping[str, str]:
    return {code: name for code, name, *_ in _rows("iso3166.tab")}


@cache
def _countries_by_zone() -> Mapping[str, tuple[str, ...]]:
    alone = {zone: (code,) for code, _, zone, *_ in _rows("zone.tab")}
    return alone | {zone: tuple(codes.split(",")) for codes, _, zone, *_ in _rows("zone1970.tab")}


def _rows(table: str) -> Iterator[list[str]]:
    text = files("tzdata.zoneinfo").joinpath(table).read_text(encoding="utf-8")
    return (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    letters = (char for char in plain if not unicodedata.combining(char))
    return " ".join("".join(char if char.isalnum() else " " for char in letters).split())
