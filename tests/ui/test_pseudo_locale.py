"""A language that needs twice the room breaks no page: words wrap or are shortened with the whole in a tooltip."""

from __future__ import annotations

import contextlib
import gettext
import re

import pytest
from PySide6.QtWidgets import QAbstractButton, QDialog, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from models import texts
from ui.main_window import MINIMUM, MainWindow
from ui.navigation import HOME, PLACES
from ui.settings.sections import SectionList

FIELD = re.compile(r"\{[^{}]*\}")


def doubled(text: str) -> str:
    """Return a text with as many letters again; fields in braces come once."""
    plain = FIELD.sub("", text)
    return text + re.sub(r"\w", "ö", plain) if plain.strip() else text


class Doubled(gettext.NullTranslations):
    """The pseudo-locale at 200 %."""

    def gettext(self, message: str) -> str:
        return doubled(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return doubled(msgid1 if n == 1 else msgid2)


@pytest.fixture(autouse=True)
def twice_as_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every word of the interface is twice as long."""
    monkeypatch.setattr(texts, "_catalogue", Doubled())


@pytest.fixture
def small(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """The main window at its smallest."""
    window.resize(*MINIMUM)
    qtbot.waitUntil(lambda: (window.width(), window.height()) == MINIMUM)
    return window


def clipped(inside: QWidget) -> list[str]:
    """Return the words that are cut off without a … and a tooltip, cut off below, or beyond the right edge."""
    inside.grab()
    found = []
    for item in [*inside.findChildren(QLabel), *inside.findChildren(QAbstractButton)]:
        words = item.text().replace("&", "")
        if not item.isVisible() or not words or item.visibleRegion().isEmpty():
            continue
        wraps = isinstance(item, QLabel) and item.wordWrap()
        if wraps and item.height() < item.heightForWidth(item.width()):
            found.append(f"below: {words} {item.height()} {item.heightForWidth(item.width())}")
        elif not wraps and item.width() < item.sizeHint().width() and not item.toolTip():
            found.append(f"cut: {words}")
        elif item.mapTo(inside, item.rect().topRight()).x() > inside.width():
            found.append(f"beyond: {words}")
    found += [
        f"sideways: {type(area.parent()).__name__}" for area in inside.findChildren(QScrollArea) if sideways(area)
    ]
    return found


def whole(qtbot: QtBot, inside: QWidget) -> None:
    """Wait until the layout has come to rest, with nothing cut off."""
    with contextlib.suppress(TimeoutError):
        qtbot.waitUntil(lambda: clipped(inside) == [], timeout=2000)
    assert clipped(inside) == []


def sideways(area: QScrollArea) -> bool:
    """Whether a page has to be moved sideways to be read."""
    return area.isVisible() and area.widget() is not None and area.horizontalScrollBar().maximum() > 0


@pytest.mark.parametrize("tab", ["checklist", "details", "activity"])
def test_the_engagement(small: MainWindow, qtbot: QtBot, tab: str) -> None:
    small.page.right.show_tab(tab)
    whole(qtbot, small)
    assert (small.width(), small.height()) == MINIMUM


@pytest.mark.parametrize("place", [place.id for place in PLACES if place.id != HOME])
def test_every_page(small: MainWindow, qtbot: QtBot, place: str) -> None:
    small.pages.show_place(place)
    whole(qtbot, small)
    assert (small.width(), small.height()) == MINIMUM


def test_every_section_of_the_settings(small: MainWindow, qtbot: QtBot) -> None:
    small.pages.show_settings()
    sections = small.pages.findChild(SectionList)
    assert sections is not None
    for button in sections.buttons.values():
        button.click()
        whole(qtbot, small)


def test_all_engagements_and_reconcile(small: MainWindow, qtbot: QtBot) -> None:
    for show in (small.pages.show_all, small.pages.show_reconcile):
        show()
        whole(qtbot, small)


ACTS = (
    "new_engagement",
    "dates",
    "triple_check",
    "compose",
    "hand_over",
    "calendar",
    "session_request",
    "scheduled_act",
)
ACTS += ("time_zones", "check_zone", "bin", "backups", "about", "questions", "add_score", "plan_from_end")


@pytest.mark.parametrize("act", ACTS)
def test_every_dialog(small: MainWindow, qtbot: QtBot, act: str) -> None:
    small.acts[act].trigger()
    shown = [item for item in small.findChildren(QDialog) if item.isVisible()]
    try:
        for item in shown:
            whole(qtbot, item)
    finally:
        for item in shown:
            item.close()
