"""Settings: defaults are not stored, what is stored was checked, and every change can be undone."""

from __future__ import annotations

import json

import pytest

from models import settings
from models.errors import UserError
from models.formats import Formats
from models.settings import SETTINGS
from models.store import Changed, Store


def test_every_setting_has_its_default_until_one_is_chosen(store: Store) -> None:
    assert settings.values(store) == {setting.key: setting.default for setting in SETTINGS}
    settings.put(store, "theme", "dark")
    assert settings.get(store, "theme") == "dark"
    assert settings.values(store)["theme"] == "dark"


def test_keys_are_declared_once_and_their_defaults_can_be_chosen(store: Store) -> None:
    assert len({setting.key for setting in SETTINGS}) == len(SETTINGS)
    for setting in SETTINGS:
        settings.put(store, setting.key, setting.default)
    assert store.next_undo() is None
    with pytest.raises(KeyError):
        settings.get(store, "colour")


def test_a_change_is_one_step_with_the_settings_name(store: Store) -> None:
    told: list[Changed] = []
    store.subscribe(told.append)
    settings.put(store, "people.lead", " Robin ")
    assert settings.get(store, "people.lead") == "Robin"
    assert [changed.label for changed in told] == ["Change setting “Lead”"]
    settings.put(store, "people.lead", "Robin")
    assert len(told) == 1
    store.undo()
    assert settings.get(store, "people.lead") == "Aja"


def test_going_back_to_the_default_leaves_no_row(store: Store) -> None:
    settings.put(store, "theme", "dark")
    settings.put(store, "theme", "system")
    assert store.rows("SELECT * FROM setting") == []
    store.undo()
    assert settings.get(store, "theme") == "dark"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("theme", "pink"),
        ("text_size", "89"),
        ("text_size", "a lot"),
        ("single_keys", "yes"),
        ("numbers.change", "chg 1"),
        ("you.zone", "Europe/Foo"),
        ("servicenow.system_zone", ""),
        ("you.country", "XX"),
        ("you.subdivision", "CA"),
        ("you.work_start", "8"),
        ("you.work_start", "18:00"),
        ("you.work_end", "07:59"),
        ("zones.abbreviations", "CST=Chicago"),
        ("zones.abbreviations", '["CST"]'),
        ("zones.abbreviations", '{"CST": "America/Springfield"}'),
    ],
)
def test_a_value_that_does_not_fit_is_refused_in_words(store: Store, key: str, value: str) -> None:
    before = settings.values(store)
    with pytest.raises(UserError) as refused:
        settings.put(store, key, value)
    assert refused.value.do
    assert settings.values(store) == before


def test_working_hours_may_not_cross_by_returning_to_the_default(store: Store) -> None:
    settings.put(store, "you.work_start", "06:00")
    settings.put(store, "you.work_end", "07:00")
    with pytest.raises(UserError, match="end before they start"):
        settings.put(store, "you.work_start", "08:00")


def test_another_country_empties_a_subdivision_that_it_does_not_have(store: Store) -> None:
    settings.put(store, "you.country", "US")
    settings.put(store, "you.subdivision", "TX")
    settings.put(store, "you.country", "DE")
    assert settings.you(store).subdivision == ""
    store.undo()
    assert (settings.you(store).country, settings.you(store).subdivision) == ("US", "TX")


def test_you(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "America/New_York")
    settings.put(store, "you.name", "Jo Ann lee")
    you = settings.you(store)
    assert (you.initials, you.zone, you.lead, you.approver) == ("JAL", "America/New_York", "Aja", "Damien")
    settings.put(store, "you.initials", "jl")
    settings.put(store, "you.zone", "Europe/Prague")
    assert (settings.you(store).initials, settings.you(store).zone) == ("jl", "Europe/Prague")


def test_a_computer_without_a_zone_counts_as_utc(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Nowhere/Land")
    assert settings.you(store).zone == "UTC"


def test_own_abbreviations_stand_over_the_shipped_ones(store: Store) -> None:
    assert settings.abbreviations(store)["CST"] == "America/Chicago"
    assert settings.abbreviations(store)["IST"] == ""
    settings.put(store, "zones.abbreviations", json.dumps({"IST": "Asia/Kolkata", "CST": ""}))
    table = settings.abbreviations(store)
    assert (table["IST"], table["CST"], table["EST"]) == ("Asia/Kolkata", "", "America/New_York")


def test_formats_follow_the_computer_until_something_is_chosen(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    assert settings.formats(store) == Formats("en", hour12=True)
    settings.put(store, "hour12", "24")
    assert settings.formats(store) == Formats("en", hour12=False)
    settings.put(store, "language", "en")
    settings.put(store, "hour12", "auto")
    assert settings.formats(store) == Formats("en", hour12=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    settings.put(store, "language", "")
    assert settings.formats(store) == Formats("en", hour12=False)
