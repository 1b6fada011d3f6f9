"""Patterns of short descriptions: chosen by ticket, and only such as are read back as they were meant (N34)."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from models import engagements, settings, short_patterns, tickets, zones
from models.dossiers import load
from models.errors import UserError
from models.short_descriptions import parse, resolve
from models.store import Store
from models.word_difference import difference

LA = "America/Los_Angeles"
PATTERNS = (
    short_patterns.OWN_DATE,
    "E2E | {client} | Produktions-Upgrade {date} {time} {zone}",
    "E2E | {client} | Mise à niveau de la production {date} {time} {zone}",
    "E2E | {client} | Actualización de producción {date} {time} {zone}",
    "E2E | {client} | {phase} on {date} at {time} {zone}",
    "{date} {time} {zone} | {phase}",
)
NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=200)
WALLS = st.datetimes(datetime.fromisoformat("2001-01-01"), datetime.fromisoformat("2099-12-31"))
ZONES = (LA, "Europe/Berlin", "Asia/Kolkata", "Asia/Shanghai", "Australia/Lord_Howe", "UTC")


@pytest.fixture
def northwind(store: Store) -> int:
    draft = engagements.Draft("Northwind Health", LA, "US", prod=datetime(2026, 12, 3, 19), consultant="Mara")
    return engagements.create(store, draft)


@given(st.sampled_from(PATTERNS), NAMES, st.sampled_from(ZONES), WALLS, st.booleans())
def test_every_pattern_is_read_back(pattern: str, client: str, zone: str, wall: datetime, timed: bool) -> None:
    assert not short_patterns.fault(pattern, "ETIU03")
    wall = wall.replace(second=0, microsecond=0)
    instants = zones.instants(wall, zone)
    assume(instants)
    moment = zones.to_zone(instants[-1], zone)
    offset = zones.offset_text(zones.offset_minutes(moment, zone)).replace("−", "-")
    clock = {"time": f"{wall:%H:%M}", "zone": offset} if timed else {"time": "", "zone": ""}
    fields = {"client": client, "phase": "Prod Upgrade", "date": f"{wall:%Y-%m-%d}", **clock}
    text = short_patterns.fill(pattern, fields, 160)
    assert len(text) <= 160
    found = parse(text, client).date_of("prod_upgrade")
    assert found is not None
    assert found.date == wall.date()
    assert found.time == (wall.time() if timed else None)
    if timed:
        assert resolve(found).at == instants[-1]


def test_a_chosen_pattern_is_generated_and_the_usual_one_comes_back(store: Store, northwind: int) -> None:
    short_patterns.choose(store, "ETIU03", "E2E | {client} | Go-live {date} {time} {zone}")
    text = tickets.expected_text(load(store, northwind), "ETIU03")
    assert text == "E2E | Northwind Health | Go-live 2026-12-03 19:00 PST"
    assert tickets.expected_text(load(store, northwind), "ETIU04").startswith("E2E | Northwind Health | Best Practices")
    short_patterns.choose(store, "ETIU03", short_patterns.OWN_DATE)
    assert settings.get(store, "short_description.ETIU03") == ""
    text = tickets.expected_text(load(store, northwind), "ETIU03")
    assert text == "E2E | Northwind Health | Prod Upgrade 2026-12-03 19:00 PST"


def test_the_form_with_all_dates_is_a_pattern(store: Store, northwind: int) -> None:
    short_patterns.choose(store, "ETIU03", short_patterns.ALL_DATES)
    dossier = load(store, northwind)
    text = tickets.expected_text(dossier, "ETIU03")
    assert text == tickets.all_dates_text(dossier)
    assert len(text) <= 160
    found = parse(text, "Northwind Health").date_of("prod_upgrade")
    assert found is not None
    assert (found.date, found.time) == (date(2026, 12, 3), time(19))
    tickets.confirm_text(store, dossier, "ETIU03", text)
    assert tickets.drift(load(store, northwind), "ETIU03") is None


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("E2E | {client} | {phase}", "date is missing"),
        ("E2E | {klient} | {date}", "no field “klient”"),
        ("E2E | {client.__class__} | {date}", "no field"),
        ("E2E | {client} | Dev Upgrade {date} {time} {zone}", "could not be read back"),
        ("E2E | {client} | {phase} 1{date}", "could not be read back"),
    ],
)
def test_a_pattern_that_cannot_be_read_back_is_refused(store: Store, pattern: str, words: str) -> None:
    with pytest.raises(UserError, match=words):
        short_patterns.choose(store, "ETIU03", pattern)


def test_a_broken_pattern_in_the_settings_gives_the_usual_text(store: Store, northwind: int) -> None:
    settings.put(store, "short_description.ETIU03", "{nonsense}")
    assert tickets.expected_text(load(store, northwind), "ETIU03").endswith("Prod Upgrade 2026-12-03 19:00 PST")


def test_a_client_with_braces_stays_text(store: Store, northwind: int) -> None:
    engagements.edit(store, northwind, client="{date} | {zone} GmbH")
    text = tickets.expected_text(load(store, northwind), "ETIU03")
    assert text == "E2E | {date} | {zone} GmbH | Prod Upgrade 2026-12-03 19:00 PST"


def test_the_difference_is_told_word_by_word() -> None:
    found = difference("Prod Upgrade 2026-12-03 19:00 PST", "Prod Upgrade  2026-12-04 19:00 PST")
    assert [(item.kind, item.text) for item in found] == [
        ("same", "Prod Upgrade "),
        ("gone", "2026-12-03"),
        ("new", "2026-12-04"),
        ("same", " 19:00 PST"),
    ]
    assert [item.kind for item in difference("", "new text")] == ["new"]
    assert [item.kind for item in difference("old", "")] == ["gone"]


@given(NAMES, NAMES)
def test_a_difference_holds_both_texts_whole(before: str, after: str) -> None:
    found = difference(before, after)
    old, new = ("".join(item.text for item in found if item.kind in {"same", side}) for side in ("gone", "new"))
    assert (old, new) == (" ".join(before.split()), " ".join(after.split()))
