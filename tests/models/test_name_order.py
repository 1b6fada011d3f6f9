"""Names are in the order in which a reader of the language looks for them."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import texts
from models.name_order import by_name


@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        ("en", ["Ada", "Ångström", "Bright", "Elan", "Élan", "Énergie", "Otter", "Österreich", "Zebra"]),
        ("de", ["Arbeit", "Ärzte", "Azur", "Strasse", "Straße", "Straus", "über", "Ufer"]),
        ("fr", ["cote", "côte", "coté", "œuvre", "Ofen"]),
        ("es", ["Nube", "Nuria", "Ñandú", "Oca"]),
    ],
)
def test_accents_count_after_letters(monkeypatch: pytest.MonkeyPatch, language: str, wanted: list[str]) -> None:
    monkeypatch.setattr(texts, "_language", language)
    mixed = random.Random(7).sample(wanted, len(wanted))
    assert sorted(mixed, key=by_name) == sorted(wanted, key=by_name)
    assert [by_name(name)[0] for name in sorted(mixed, key=by_name)] == sorted(by_name(name)[0] for name in wanted)
    first, last = sorted(mixed, key=by_name)[0], sorted(mixed, key=by_name)[-1]
    assert (first, last) == (wanted[0], wanted[-1])


def test_a_spanish_letter_stands_behind_n_and_elsewhere_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    names = ["Ñandú", "Nube", "Oca"]
    monkeypatch.setattr(texts, "_language", "es")
    assert sorted(names, key=by_name) == ["Nube", "Ñandú", "Oca"]
    monkeypatch.setattr(texts, "_language", "en")
    assert sorted(names, key=by_name) == ["Ñandú", "Nube", "Oca"]


@given(st.lists(st.text(max_size=8), max_size=6))
def test_every_name_has_its_place_whatever_the_order_they_come_in(names: list[str]) -> None:
    keys = [by_name(name) for name in sorted(names, key=by_name)]
    assert keys == sorted(by_name(name) for name in reversed(names))
    assert all(by_name(name.upper().lower()) == by_name(name.lower()) for name in names if name.isascii())
