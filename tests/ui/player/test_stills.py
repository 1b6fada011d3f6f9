"""Stills are taken out of real files, one at a time, kept in the data folder and shown in list, detail and shelf."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QPixmap
from pytestqt.qtbot import QtBot

from models import library
from models.library import Video
from ui.context import Context
from ui.videos.page import VideosPage
from ui.videos.stills import Stills

THUMB = QSize(62, 40)


def taken(stills: Stills, item: Video, qtbot: QtBot, at_ms: int | None = None) -> QPixmap:
    qtbot.waitUntil(lambda: stills.still(item, THUMB, 2.0, at_ms) is not None, timeout=15_000)
    found = stills.still(item, THUMB, 2.0, at_ms)
    assert found is not None
    return found


def test_a_still_is_taken_kept_and_read_again(context: Context, item: Video, tmp_path: Path, qtbot: QtBot) -> None:
    stills = context.viewing.stills(context.store)
    assert stills.still(item, THUMB, 2.0) is None, "the window doesn't wait"
    early, late = taken(stills, item, qtbot), taken(stills, item, qtbot, 14_000)
    assert (early.width(), early.height(), early.devicePixelRatio()) == (124, 80, 2.0)
    assert early.toImage() != late.toImage(), "each position has its own frame"
    kept = sorted(path.name for path in library.stills_folder(context.store).iterdir())
    assert kept == [f"{item.sha256}-14000.jpg", f"{item.sha256}-2000.jpg"]
    Path(item.path).unlink()
    context.viewing.close()
    again = context.viewing.stills(context.store)
    assert again is not stills
    assert taken(again, item, qtbot).size() == early.size(), "read from the folder, without the file"


@pytest.mark.qt_log_ignore("^Could not open media")
def test_a_file_that_gives_none_is_asked_once(context: Context, tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "no video.mp4"
    file.write_bytes(b"no video at all")
    id_ = library.add(context.store, library.Content(15, "1" * 64), file)
    found = library.video(context.store, id_)
    assert found is not None
    stills = context.viewing.stills(context.store)
    assert stills.still(found, THUMB, 1.0) is None
    qtbot.waitUntil(lambda: not stills.busy)
    assert stills.still(found, THUMB, 1.0) is None
    assert not stills.busy


def test_a_video_that_is_moved_away_is_tried_again_where_it_is_now(context: Context, item: Video, qtbot: QtBot) -> None:
    stills, gone = context.viewing.stills(context.store), replace(item, path=f"{item.path} before")
    assert stills.still(gone, THUMB, 1.0) is None
    qtbot.waitUntil(lambda: not stills.busy)
    assert not taken(stills, item, qtbot).isNull()


def test_the_page_shows_them_in_list_and_detail(context: Context, item: Video, qtbot: QtBot) -> None:
    page = VideosPage(context)
    qtbot.addWidget(page)
    page.resize(1200, 900)
    page.refresh()
    page.show()
    page.choose(item.id)
    painted = page.detail.still.grab().toImage()
    qtbot.waitUntil(lambda: page.detail.still.picture is not None, timeout=15_000)
    assert page.detail.still.grab().toImage() != painted
    row = page.view.visualRect(page.view.rows.index_of(item.id))
    stills = context.viewing.stills(context.store)
    qtbot.waitUntil(lambda: not stills.busy, timeout=15_000)
    colours = colours_of(page.view.viewport().grab(row).toImage())
    assert any(abs(red - blue) > 100 for red, _green, blue in colours), "the test picture's colours, not grey lines"
    qtbot.waitUntil(lambda: page.state._work is None and not page.mover.busy)


def colours_of(image: QImage) -> set[tuple[int, int, int]]:
    points = ((x, y) for x in range(16, 78) for y in range(8, 46))
    return {image.pixelColor(x, y).getRgb()[:3] for x, y in points}  # type: ignore[misc]
