"""A real file is played: the position advances, seeking lands, and what the person comes to is kept (N14, N15)."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QProcess, QProcessEnvironment, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from models import library
from models.library import Video
from models.store import Store
from ui.context import Context
from ui.player.pane import PlayerPane
from ui.player.window import PlayerWindow
from ui.videos.moments import MOMENT
from ui.videos.opening import open_moment, open_video

NEAR_MS = 150


@pytest.fixture
def player(context: Context, item: Video, qtbot: QtBot) -> PlayerWindow:
    """The player with the video, playing."""
    open_video(context, item)
    found = context.viewing.player
    assert found is not None
    until_past(found.pane, 0, qtbot)
    return found


def until_past(pane: PlayerPane, at_ms: int, qtbot: QtBot) -> None:
    with qtbot.waitSignal(pane.playback.moved, timeout=8000, check_params_cb=lambda now: now > at_ms):
        pane.playback.play()


def resting(player: PlayerWindow, qtbot: QtBot) -> PlayerPane:
    """Let the video rest, so that positions stay as they are."""
    if player.pane.playback.playing:
        with qtbot.waitSignal(player.pane.playback.turned, timeout=5000):
            player.pane.playback.pause()
    return player.pane


def titles(pane: PlayerPane) -> list[str]:
    rows = pane.side.view.rows
    return [rows.index(at, 0).data(MOMENT).title for at in range(rows.rowCount())]


def test_the_position_advances_and_seeking_lands(player: PlayerWindow, qtbot: QtBot) -> None:
    playback = player.pane.playback
    before = playback.position
    until_past(player.pane, before + 300, qtbot)
    assert abs(playback.length - 20_000) <= NEAR_MS
    resting(player, qtbot)
    for wanted in (12_340, 3070, 17_000):
        playback.seek(wanted)
        qtbot.waitUntil(lambda at=wanted: abs(playback.position - at) <= NEAR_MS)
        shown = player.pane.picture.video.videoSink()
        qtbot.waitUntil(lambda at=wanted, sink=shown: abs(sink.videoFrame().startTime() / 1000 - at) <= NEAR_MS)
    until_past(player.pane, 17_000, qtbot)


def test_a_step_opens_its_video_at_the_moment(context: Context, item: Video, qtbot: QtBot) -> None:
    open_moment(context, "schedule_conversion")
    player = context.viewing.player
    assert player is not None
    until_past(player.pane, 4000, qtbot)
    assert player.windowTitle() == "Schedule it"
    assert player.pane.head.step.text == "Step: Schedule Conversion on the change"
    assert player.pane.side.view.current().title == "Schedule Conversion, top right"
    assert player.pane.picture.said.text() == "Open the change"


def test_the_keys(player: PlayerWindow, item: Video, qtbot: QtBot) -> None:
    pane = player.pane
    qtbot.keyClick(player, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not pane.playback.playing)
    pane.playback.seek(0)
    walk: list[tuple[Qt.Key, Qt.KeyboardModifier, int]] = [
        (Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier, 5000),
        (Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier, 6000),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier, 5000),
        (Qt.Key.Key_Period, Qt.KeyboardModifier.NoModifier, 9000),
        (Qt.Key.Key_Period, Qt.KeyboardModifier.NoModifier, 14_000),
        (Qt.Key.Key_Comma, Qt.KeyboardModifier.NoModifier, 9000),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.NoModifier, 4000),
        (Qt.Key.Key_Comma, Qt.KeyboardModifier.NoModifier, 0),
    ]
    for key, held, wanted in walk:
        qtbot.keyClick(player, key, held)
        qtbot.waitUntil(lambda at=wanted: abs(pane.playback.position - at) <= NEAR_MS)
    qtbot.keyClick(player, Qt.Key.Key_Greater)
    assert pane.playback.speed == 1.25
    assert pane.controls.speeds.current == "1.25"
    qtbot.keyClick(player, Qt.Key.Key_Less)
    qtbot.keyClick(player, Qt.Key.Key_Less)
    assert pane.playback.speed == 0.75
    qtbot.keyClick(player, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert round(pane.playback.volume, 2) == 0.9
    qtbot.keyClick(player, Qt.Key.Key_F)
    assert player.isFullScreen()
    assert not pane.side.isVisible()
    qtbot.keyClick(player, Qt.Key.Key_Escape)
    assert not player.isFullScreen()
    qtbot.keyClick(player, Qt.Key.Key_Escape)
    assert not player.isVisible()


def test_m_notes_a_moment_while_the_video_plays_on(
    player: PlayerWindow, context: Context, item: Video, qtbot: QtBot
) -> None:
    pane = player.pane
    pane.playback.seek(7000)
    until_past(pane, 7000, qtbot)
    qtbot.keyClick(player, Qt.Key.Key_M)
    qtbot.keyClick(pane.adding.field, Qt.Key.Key_Return)
    assert pane.adding.error.text() == "A moment needs words."
    qtbot.keyClicks(pane.adding.field, "Read m, f and , again")
    assert pane.playback.playing
    qtbot.keyClick(pane.adding.field, Qt.Key.Key_Return)
    assert not pane.adding.isVisible()
    noted = next(moment for moment in library.moments_of(context.store, item.id) if moment.title.startswith("Read m"))
    assert 7000 <= noted.at_ms < 9000
    assert "Read m, f and , again" in titles(pane)
    qtbot.keyClick(player, Qt.Key.Key_M)
    qtbot.keyClick(pane.adding.field, Qt.Key.Key_Escape)
    assert player.isVisible()
    assert not pane.adding.isVisible()


def test_the_moment_that_plays_is_selected_with_its_note(player: PlayerWindow, qtbot: QtBot) -> None:
    pane = resting(player, qtbot)
    pane.playback.seek(9500)
    qtbot.waitUntil(pane.side.note.isVisible)
    assert pane.side.view.current().title == "The CTASK"
    assert pane.head.step.isHidden()
    where = pane.side.view.visualRect(pane.side.view.rows.index(2, 0)).center()
    qtbot.mouseClick(pane.side.view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    qtbot.waitUntil(lambda: abs(pane.playback.position - 14_000) <= NEAR_MS)


def test_search_finds_moments_notes_and_what_is_said(player: PlayerWindow, qtbot: QtBot) -> None:
    pane = resting(player, qtbot)
    side = pane.side
    qtbot.keyClick(player, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    for text, expected in (("top right", ["Schedule Conversion, top right"]), ("minute", ["The CTASK"])):
        side.search.setText(text)
        assert titles(pane) == expected
    side.search.setText("nowhere")
    assert titles(pane) == []
    side.search.setText("cancel")
    assert titles(pane) == ["“Never cancel it”"]
    qtbot.keyClick(side.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: abs(pane.playback.position - 12_000) <= NEAR_MS)
    assert pane.picture.said.text() == "Never cancel it"
    qtbot.keyClick(player, Qt.Key.Key_Escape)
    assert len(titles(pane)) == 3


def test_the_scrubber_goes_where_it_is_pressed_and_is_drawn_to_a_moment(player: PlayerWindow, qtbot: QtBot) -> None:
    pane = resting(player, qtbot)
    bar = pane.scrubber
    for x, wanted in ((bar.x_of(14_000) + 3, 14_000), (bar.x_of(17_500), 17_500)):
        qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(round(x), bar.height() // 2))
        qtbot.waitUntil(lambda at=wanted: abs(pane.playback.position - at) <= NEAR_MS)


def test_it_goes_on_where_it_was_left(
    player: PlayerWindow, context: Context, item: Video, again: Callable[[Video], Video], qtbot: QtBot
) -> None:
    pane = resting(player, qtbot)
    pane.playback.seek(6000)
    qtbot.waitUntil(lambda: abs(pane.playback.position - 6000) <= NEAR_MS)
    with qtbot.waitSignal(context.viewing.left):
        player.close()
    assert abs(again(item).position_ms - 6000) <= NEAR_MS
    assert again(item).watched_utc
    open_video(context, item)
    reopened = context.viewing.player
    assert reopened is not None
    assert reopened.pane.head.about.whole == "resumed at 0:06"
    until_past(reopened.pane, 6000, qtbot)
    resting(reopened, qtbot)
    reopened.pane.playback.seek(19_900)
    qtbot.waitUntil(lambda: reopened.pane.playback.position > 19_000)
    reopened.close()
    assert again(item).position_ms == 0, "what was watched to its end begins anew"


def test_a_rest_keeps_the_position(
    player: PlayerWindow, item: Video, again: Callable[[Video], Video], qtbot: QtBot
) -> None:
    until_past(player.pane, 1000, qtbot)
    pane = resting(player, qtbot)
    assert abs(again(item).position_ms - pane.playback.position) <= NEAR_MS


def test_a_killed_program_goes_on_where_it_was(
    context: Context, item: Video, opened: Callable[..., Store], tmp_path: Path, qtbot: QtBot
) -> None:
    """A child plays with the position written every 5 s and is killed while it plays."""
    child = QProcess()
    surroundings = QProcessEnvironment.systemEnvironment()
    surroundings.insert("PYTHONPATH", str(Path(__file__).parents[3]))
    child.setProcessEnvironment(surroundings)
    child.start(sys.executable, [str(Path(__file__).with_name("playing_child.py")), str(tmp_path), str(item.id)])

    def written() -> bool:
        found = library.video(context.store, item.id)
        return found is not None and found.position_ms >= 12_000

    qtbot.waitUntil(written, timeout=20_000)
    child.kill()
    assert child.waitForFinished()
    open_video(context, item)
    player = context.viewing.player
    assert player is not None
    until_past(player.pane, 12_000, qtbot)


def test_it_floats_on_top_and_stands_as_before(
    player: PlayerWindow, press: Callable[[QWidget, str], None], qtbot: QtBot
) -> None:
    before = player.size()
    press(player, "Stay on top, small")
    assert player.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    assert (player.width(), player.height()) == (760, 480)
    assert not player.pane.side.isVisible()
    assert player.pane.playback.playing
    press(player, "No longer on top")
    assert not player.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    assert player.size() == before


def test_the_buttons_do_what_the_keys_do(
    player: PlayerWindow, press: Callable[[QWidget, str], None], qtbot: QtBot
) -> None:
    pane = player.pane
    press(player, "Rest (Space)")
    qtbot.waitUntil(lambda: not pane.playback.playing)
    here = pane.playback.position
    press(player, "Forward 5 seconds (Right)")
    qtbot.waitUntil(lambda: abs(pane.playback.position - here - 5000) <= NEAR_MS)
    press(player, "Sound off")
    assert pane.playback.muted
    press(player, "Sound on")
    assert not pane.playback.muted
    press(player, "1.5×")
    assert pane.playback.speed == 1.5
    press(player, "Add moment here")
    assert pane.adding.isVisible()
    player.resize(800, 500)
    assert not pane.controls.speeds.isVisible()
    next(act for act in pane.controls.speed.menu().actions() if act.text() == "2×").trigger()
    assert pane.playback.speed == 2.0


def test_another_video_takes_the_same_window(
    player: PlayerWindow, context: Context, item: Video, tmp_path: Path, qtbot: QtBot
) -> None:
    other = tmp_path / "Other.mp4"
    other.write_bytes((Path(item.path)).read_bytes() + b"\0")
    id_ = library.add(context.store, library.Content(other.stat().st_size, "0" * 64), other)
    found = library.video(context.store, id_)
    assert found is not None
    open_video(context, found)
    assert context.viewing.player is player
    assert player.windowTitle() == "Other"
    assert titles(player.pane) == []
    until_past(player.pane, 0, qtbot)


@pytest.mark.qt_log_ignore("^Could not open media")
def test_a_file_that_cannot_be_played_is_offered_to_the_system(context: Context, tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "no video.mp4"
    file.write_bytes(b"no video at all")
    id_ = library.add(context.store, library.Content(15, "1" * 64), file)
    found = library.video(context.store, id_)
    assert found is not None
    open_video(context, found)
    player = context.viewing.player
    assert player is not None
    qtbot.waitUntil(player.pane.refused.isVisible)
    assert any(item.text() == "Open in the system's player" for item in player.findChildren(QPushButton))


def test_a_moment_is_copied_and_deleted_in_the_player(
    player: PlayerWindow, context: Context, item: Video, qtbot: QtBot
) -> None:
    pane = player.pane
    acts = {act.text(): act for act in pane.acts.menu(item, pane.side.view.rows.index(1, 0).data(MOMENT)).actions()}
    acts["Copy as link"].trigger()
    assert QGuiApplication.clipboard().text().endswith("/Schedule%20it.mp4#t=9")
    acts["Delete"].trigger()
    assert titles(pane) == ["Schedule Conversion, top right", "Close it"]


def test_every_control_has_a_name_and_both_themes_are_drawn(player: PlayerWindow, context: Context) -> None:
    nameless = [item for item in player.findChildren(QPushButton) if item.isVisible() and not item.accessibleName()]
    assert nameless == []
    light = player.grab().toImage()
    context.appearance.use("dark")
    assert player.grab().toImage() != light
