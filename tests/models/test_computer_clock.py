"""This computer's own clock is doubted: no zone, UTC, another one than the setting or than at the last start."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from models import computer_clock, settings, zones
from models.computer_clock import ComputerClock
from models.errors import UserError
from models.store import Store

NOW = datetime(2026, 11, 24, 15, 42, tzinfo=UTC)
NEW_YORK, BERLIN = "America/New_York", "Europe/Berlin"


def titles(computer: ComputerClock) -> list[str]:
    return [notice.title for notice in computer_clock.doubts(computer, NOW)]


@pytest.mark.parametrize(
    ("computer", "said"),
    [
        (ComputerClock(NEW_YORK), []),
        (ComputerClock(NEW_YORK, NEW_YORK, NEW_YORK), []),
        (ComputerClock(NEW_YORK, "America/Toronto"), []),
        (ComputerClock("UTC", "UTC"), []),
        (ComputerClock("UTC"), ["This computer's time zone is UTC"]),
        (ComputerClock("UTC", NEW_YORK), ["This computer's time zone is UTC"]),
        (ComputerClock(BERLIN, NEW_YORK), ["This computer is in Berlin, your setting says New York"]),
        (ComputerClock(BERLIN, "", NEW_YORK), ["This computer's time zone changed since the last start"]),
        (ComputerClock("", NEW_YORK), ["This computer does not say its time zone"]),
    ],
)
def test_what_is_odd_is_said(computer: ComputerClock, said: list[str]) -> None:
    assert titles(computer) == said


def test_a_journey_names_both_places() -> None:
    moved = computer_clock.journey(ComputerClock(BERLIN, "", NEW_YORK))
    assert moved is not None
    assert moved.text == "It was New York and is Berlin. Check ServiceNow's zone again."
    assert computer_clock.journey(ComputerClock(BERLIN)) is None


def test_the_zone_is_kept_for_the_next_start(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zones, "local_zone", lambda: NEW_YORK)
    settings.put(store, "you.zone", BERLIN)
    first = computer_clock.look(store)
    assert first == ComputerClock(NEW_YORK, BERLIN, "")
    computer_clock.remember(store, first)
    monkeypatch.setattr(zones, "local_zone", lambda: BERLIN)
    assert computer_clock.look(store) == ComputerClock(BERLIN, BERLIN, NEW_YORK)


def test_a_computer_that_says_no_zone_keeps_the_last_one(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def silent() -> str:
        raise UserError("This computer does not say its time zone.")

    computer_clock.remember(store, ComputerClock(NEW_YORK))
    monkeypatch.setattr(zones, "local_zone", silent)
    computer_clock.remember(store, computer_clock.look(store))
    assert computer_clock.look(store) == ComputerClock("", "", NEW_YORK)
