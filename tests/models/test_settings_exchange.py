"""Settings together: the sections of the page, the file that is taken along, and resetting, each in one step."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import key_choices, settings, settings_exchange, settings_sections, words_search
from models.errors import UserError
from models.settings import SETTINGS
from models.store import Store


def test_every_setting_is_shown_once_or_hidden_on_purpose() -> None:
    shown = [
        key for _section, found in settings_sections.shown() for row in found for key in settings_sections.keys_of(row)
    ]
    hidden = {item.key for item in SETTINGS if item.key not in shown}
    assert len(shown) == len(set(shown))
    kinds = {item.kind for item in SETTINGS if item.key in hidden - settings_sections.HIDDEN}
    assert kinds <= settings_sections.HIDDEN_KINDS


def test_words_about_settings_are_about_declared_ones() -> None:
    declared = {item.key for item in SETTINGS}
    assert settings_sections.ABOUT.keys() <= declared
    assert settings_sections.PLACEHOLDERS.keys() <= declared


def test_a_setting_that_nobody_named_goes_to_the_last_section() -> None:
    assert settings_sections.section_of("brand.new").id == "other"
    assert settings_sections.section_of("theme").id == "looks"
    assert settings_sections.choice_words("hour12", "12") == "12 hours"
    assert settings_sections.choice_words("projector.increment", "12") == "12"


def test_languages_are_named_in_themselves() -> None:
    assert ("en", "English") in settings_sections.languages()


def test_a_file_brings_settings_to_another_folder(store: Store) -> None:
    settings.put(store, "people.lead", "Priya")
    settings.put(store, "first_start.done", "1")
    text = settings_exchange.to_json(store)
    assert json.loads(text)["settings"] == {"people.lead": "Priya"}
    settings_exchange.reset(store, ["people.lead"])
    assert settings_exchange.from_json(store, text) == 1
    assert settings.get(store, "people.lead") == "Priya"
    store.undo()
    assert settings.get(store, "people.lead") == "Aja"


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"format": "e2e-tracker-settings", "settings": {"theme": 1}}'])
def test_another_file_is_refused(store: Store, text: str) -> None:
    with pytest.raises(UserError, match="Export settings"):
        settings_exchange.from_json(store, text, "a.json")


def test_one_wrong_value_changes_nothing(store: Store) -> None:
    with pytest.raises(UserError):
        settings_exchange.put_all(store, {"people.lead": "Priya", "theme": "pink"}, "Import settings")
    assert settings_exchange.changed(store) == {}


@pytest.mark.parametrize("hours", [("19:00", "23:00"), ("01:00", "05:00")])
def test_both_hours_move_past_each_other_and_back(store: Store, hours: tuple[str, str]) -> None:
    chosen = dict(zip(("you.work_start", "you.work_end"), hours, strict=True))
    settings_exchange.put_all(store, chosen, "Change")
    assert settings_exchange.changed(store) == chosen
    settings_exchange.reset(store, chosen)
    assert settings_exchange.changed(store) == {}
    store.undo()
    assert settings_exchange.changed(store) == chosen


def test_keys_are_kept_by_act(store: Store) -> None:
    assert key_choices.chosen(store) == {}
    settings.put(store, "keys", key_choices.changed("{}", "undo", ("Ctrl+U",)))
    assert key_choices.chosen(store) == {"undo": ("Ctrl+U",)}
    assert key_choices.changed(settings.get(store, "keys"), "undo", None) == "{}"
    assert key_choices.read("{") == key_choices.read("[]") == {}


@given(st.text(max_size=30), st.text(max_size=12))
def test_places_of_hits_lie_in_the_text_and_apart(text: str, wanted: str) -> None:
    assert len(words_search.fold(text)) == len(text)
    last = 0
    for first, end in words_search.spans(wanted, text):
        assert last <= first < end <= len(text)
        last = end


def test_words_are_found_by_their_beginning_without_accents() -> None:
    assert words_search.fits("nor tri", "Triple-check Northwind")
    assert not words_search.fits("nor xyz", "Triple-check Northwind")
    assert words_search.spans("tri", "Triple-check") == ((0, 3),)
    assert words_search.fits("mu", "München")
