"""Every way to a video: Today's chip, a pasted link, the button of a low window; and what a stopped move left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from models import consolidation, engagements, library, settings
from models.library import Video
from models.video_files import content_of
from ui.context import Context
from ui.main_window import MainWindow
from ui.palette.panel import Palette
from ui.today.page import TodayPage
from ui.videos.model import Role
from ui.videos.opening import open_link
from ui.videos.page import VideosPage

Press = Callable[[QWidget, str], None]


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """What was asked of the player: title and position."""
    asked: list[tuple[str, int]] = []

    def note(_context: Context, item: Video, moment: library.Moment | None = None) -> None:
        asked.append((item.title, moment.at_ms if moment else item.position_ms))

    monkeypatch.setattr("ui.videos.opening.open_video", note)
    return asked


def test_a_chip_on_today_plays_the_steps_moment(
    window: MainWindow, item: Video, context: Context, played: list[tuple[str, int]], press: Press, qtbot: QtBot
) -> None:
    window.pages.show_place("today")
    page = window.pages.currentWidget()
    assert isinstance(page, TodayPage)
    qtbot.waitUntil(lambda: bool(page.rows))
    task = next(row.task for row in page.rows if row.task.key)
    library.add_moment(context.store, item.id, 12_000, "Seen here", step=task.key)
    page.refresh()
    name = f"Play the video of “{task.text}” at 0:12"
    press(page, name)
    assert played == [("Schedule it", 12_000)]


def test_a_copied_link_pasted_into_the_palette_opens_its_moment(
    window: MainWindow, item: Video, context: Context, played: list[tuple[str, int]], tmp_path: Path
) -> None:
    moment = library.moments_of(context.store, item.id)[1]
    link = library.moment_link(item, moment)
    palette = Palette(window)
    palette.query.setText(link)
    assert palette.current is not None
    palette._do(palette.current)
    renamed = item.file.rename(item.file.with_name("Renamed.mp4"))
    library.put_place(context.store, item.content, renamed)
    open_link(context, link)
    assert played == [("Schedule it", 9000), ("Schedule it", 9000)], "by its title, where the file has another name"
    open_link(context, link.replace("#t=9", "#t=11"))
    assert played[-1] == ("Schedule it", 11_000)
    assert library.linked(context.store, "file:///nowhere/else.mp4#t=9") is None
    assert library.linked(context.store, "Northwind") is None


def test_a_low_window_has_a_button_for_the_videos(
    window: MainWindow, context: Context, qtbot: QtBot, told: list[str]
) -> None:
    window.resize(1024, 700)
    short = window.page.shelf.short
    qtbot.waitUntil(short.isVisible)
    assert short.text() == "Videos, 4"
    acts = short.menu().actions()
    assert acts[0].text() == "Production upgrades, Jesse, 14:32"
    acts[0].trigger()
    assert told[-1].startswith("The example has no video files.")
    window.resize(1440, 900)
    qtbot.waitUntil(window.page.shelf.isVisible)
    assert not short.isVisible()


@pytest.mark.parametrize("compared", [True, False])
def test_a_stopped_move_is_finished_or_undone_at_the_start(
    context: Context, item: Video, tmp_path: Path, told: list[str], qtbot: QtBot, compared: bool
) -> None:
    source, folder = tmp_path / "Kickoff training.mp4", tmp_path / "E2E"
    source.write_bytes(item.file.read_bytes() + b"\0")
    settings.put(context.store, "videos.folder", str(folder))
    begun = consolidation.begin(context.store, source, folder)
    consolidation.copy(begun, lambda _stage, _done: None)
    if compared:
        content = content_of(source)
        with context.store.step("Stop here") as db:
            columns = {"sha256": content.sha256, "target": str(folder / source.name), "state": "verified"}
            db.table("video_move").update(begun.id, columns)
    context.viewing.finish_moves(context)
    mover = context.viewing.mover(context)
    qtbot.waitUntil(lambda: not mover.busy)
    if compared:
        assert told == ["“Kickoff training.mp4” is in the library now; its move had been interrupted"]
        assert (folder / source.name).exists()
        assert [parcel.state for parcel in mover.parcels] == ["moved"], "Keep or Delete is still to be asked"
    else:
        assert told == ["The move of “Kickoff training.mp4” had been interrupted. The original is untouched"]
        assert list(folder.iterdir()) == []
    assert source.exists()


def test_nothing_is_made_at_the_start_where_no_move_was_stopped(context: Context) -> None:
    context.viewing.finish_moves(context)
    assert context.viewing._mover is None


def test_another_video_under_the_same_name_is_noticed(
    context: Context, item: Video, told: list[str], qtbot: QtBot
) -> None:
    settings.put(context.store, "videos.folder", str(item.file.parent))
    item.file.write_bytes(item.file.read_bytes() + b"other")
    page = VideosPage(context)
    qtbot.addWidget(page)
    page.refresh()
    qtbot.waitUntil(lambda: bool(told))
    assert told[0].startswith("“Schedule it.mp4” holds another video now.")
    assert [found.title for found in library.videos(context.store)].count("Schedule it") == 2
    assert len(library.moments_of(context.store, item.id)) == 3, "the old one keeps its moments"
    qtbot.waitUntil(lambda: page.state._work is None)


def test_a_changed_step_has_a_badge_in_the_list(context: Context, item: Video, qtbot: QtBot) -> None:
    library.add_moment(context.store, item.id, 5000, "Old", step="timezone_check", step_words="As it was worded then")
    page = VideosPage(context)
    qtbot.addWidget(page)
    page.refresh()
    assert page.view.rows.index_of(item.id).data(Role.CHIP) == ("Step changed", "warn")
    qtbot.waitUntil(lambda: page.state._work is None)


def test_the_shelf_reminds_before_the_first_prod_upgrade_in_three_months(
    window: MainWindow, context: Context, qtbot: QtBot
) -> None:
    shelf = window.page.shelf
    assert not shelf.again.isVisible(), "the example has had one lately"
    store, now = context.store, context.clock.now()
    earlier = [
        dossier.id for dossier in context.portfolio.loaded() if dossier.prod.starts and dossier.prod.starts <= now
    ]
    for engagement in earlier:
        engagements.delete(store, engagement)
    qtbot.waitUntil(lambda: bool(shelf.again.text()))
    assert "is your first in three months. “Production upgrades” shows how it is scheduled, at 6:10." in (
        shelf.again.text()
    )
