"""Without the multimedia library videos open in the system's player, and the program says so."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication
from pytestqt.qtbot import QtBot

from models import library
from models.library import Video
from ui.context import Context
from ui.player import multimedia
from ui.videos.opening import open_moment, open_video
from ui.videos.page import VideosPage

SAID = "This computer plays it in another window. Moments are copied as text."


@pytest.fixture(autouse=True)
def no_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a Linux without libpulse0: the import fails."""
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", None)


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the system was asked to open."""
    asked: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: asked.append(url.fileName()) or True)
    return asked


def test_the_system_plays_and_the_moment_is_copied(
    context: Context, item: Video, shown: list[str], told: list[str]
) -> None:
    assert not multimedia.is_there()
    open_moment(context, "schedule_conversion")
    assert shown == ["Schedule it.mp4"]
    assert told == [SAID]
    assert QGuiApplication.clipboard().text() == "Schedule Conversion, top right, 0:04"
    found = library.video(context.store, item.id)
    assert found is not None
    assert found.watched_utc


def test_a_system_without_a_player_says_so(
    context: Context, item: Video, monkeypatch: pytest.MonkeyPatch, told: list[str]
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    open_video(context, item)
    assert "This computer has no player for this file." in told[0]


def test_the_page_says_so_and_the_list_stays(context: Context, item: Video, qtbot: QtBot, shown: list[str]) -> None:
    page = VideosPage(context)
    qtbot.addWidget(page)
    page.resize(1200, 900)
    page.refresh()
    page.show()
    page.choose(item.id)
    qtbot.waitUntil(page.detail.elsewhere.isVisible)
    assert page.detail.elsewhere.text() == SAID
    assert page.detail.play.text() == "Open in the system's player"
    qtbot.mouseClick(page.detail.play, Qt.MouseButton.LeftButton)
    assert shown == ["Schedule it.mp4"]
    stills = context.viewing.stills(context.store)
    qtbot.waitUntil(lambda: not stills.busy)
    assert page.detail.still.picture is None, "the painted still stays"
    qtbot.waitUntil(lambda: page.state._work is None)
