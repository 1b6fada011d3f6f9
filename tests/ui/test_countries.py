"""The list of countries: in the window's language, and ready for another one before a person has chosen it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from pytestqt.qtbot import QtBot

from ui import countries
from ui.field import DropDown


@pytest.fixture
def box(qtbot: QtBot) -> DropDown:
    made = DropDown()
    qtbot.addWidget(made)
    made.show()
    return made


def test_countries_stand_in_the_order_of_their_language_after_the_one_for_none(box: DropDown) -> None:
    countries.offer_countries(box, "de")
    assert box.itemData(0) == ""
    names = [box.itemText(at) for at in range(1, box.count())]
    assert names.index("Oman") + 1 == names.index("Österreich")
    assert box.itemData(names.index("Österreich") + 1) == "AT"


def test_the_first_focus_reads_what_another_country_needs(
    box: DropDown, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Sequence[str]] = []
    monkeypatch.setattr(countries, "warm_up", read.append)
    countries.Readiness(box)
    box.activateWindow()
    for _turn in range(2):
        box.setFocus()
        qtbot.waitUntil(box.hasFocus)
        box.clearFocus()
    assert read == [countries.LOOK_UP]
