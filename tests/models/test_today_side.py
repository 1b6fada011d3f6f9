"""Beside the day: nights, who is waited for, and what is proven."""

from __future__ import annotations

from datetime import timedelta

import pytest

from models import attention, dossiers, sample, settings, today_side, zones
from models.attention import Attention
from models.formats import Formats
from models.records import Dossier
from models.store import Store

F = Formats()


@pytest.fixture
def example(store: Store) -> Store:
    sample.create_example(store)
    settings.put(store, "you.zone", "America/New_York")
    settings.put(store, "you.country", "US")
    return store


def known(store: Store) -> list[tuple[Dossier, Attention]]:
    now = store.clock.now()
    return [(item, attention.assess(item, now, F)) for item in dossiers.load_all(store)]


def nights(store: Store) -> list[tuple[str, list[str], str]]:
    found = today_side.nights([item for item, _need in known(store)], settings.you(store), store.clock.now())
    return [(F.day(night.day), [piece.client for piece in night.pieces], night.note) for night in found]


def test_nights_name_what_happens_what_is_free_and_holidays(example: Store) -> None:
    assert nights(example) == [
        ("Tue 24 Nov", ["Ostrava Glass"], ""),
        ("Wed 25 Nov", [], "Free"),
        ("Thu 26 Nov", [], "Holiday: Thanksgiving Day"),
        ("Fri 27 Nov", [], "Free"),
        ("Mon 30 Nov", ["Vela Airports", "Bright Harbor"], ""),
        ("Tue 1 Dec", ["Meridian Freight"], ""),
        ("Wed 2 Dec", [], "Free"),
        ("Thu 3 Dec", ["Kestrel Energy", "Northwind Health"], ""),
    ]


def test_prods_of_the_same_night_are_marked_and_scheduled_ones_locked(example: Store) -> None:
    found = today_side.nights([item for item, _need in known(example)], settings.you(example), example.clock.now())
    pieces = {piece.client: piece for night in found for piece in night.pieces}
    assert pieces["Kestrel Energy"].clash
    assert pieces["Northwind Health"].clash
    assert pieces["Bright Harbor"].state == "locked"
    assert not pieces["Bright Harbor"].clash
    assert pieces["Ostrava Glass"].state == "other"


def test_a_night_has_twelve_hours_also_when_the_clock_changes(example: Store) -> None:
    for night in today_side.nights(
        [item for item, _need in known(example)], settings.you(example), example.clock.now()
    ):
        assert zones.elapsed_between(night.begins, night.ends) == timedelta(hours=12)


def test_one_waits_for_validations_and_long_ones_are_said(example: Store) -> None:
    found = today_side.waiting([item for item, _need in known(example)], example.clock.now(), F)
    assert ("Northwind Health", "Validation result", "since Mon") in [
        (item.who, item.what, item.since) for item in found
    ]
    assert [item.days for item in found] == sorted((item.days for item in found), reverse=True)


def test_proofs_name_what_is_not_in_order(example: Store) -> None:
    told, read, drift = today_side.proofs(known(example), example.clock.now())
    assert (told.text, told.good) == ("Aja has been told of every adjustment", True)
    assert (drift.text, drift.good) == ("1 short description out of date", False)
    assert dossiers.load(example, drift.engagement).engagement.client == "Northwind Health"
    assert read.text


def test_nothing_at_all(store: Store) -> None:
    assert today_side.nights([], settings.you(store), store.clock.now()) == ()
    assert today_side.waiting([], store.clock.now(), F) == ()
    assert all(proof.good for proof in today_side.proofs([], store.clock.now()))
