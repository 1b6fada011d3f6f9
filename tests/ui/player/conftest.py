"""Playback is tried where the multimedia library can be loaded, on Linux with libpulse0; the rest runs anywhere."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models import library
from models.library import Video
from models.video_files import content_of, length_ms
from ui.context import Context
from ui.player import multimedia

PLAYS = multimedia.is_there()
DATA = Path(__file__).parents[2] / "data"
collect_ignore = [] if PLAYS else ["test_playback.py", "test_stills.py"]


@pytest.fixture
def item(context: Context, tmp_path: Path) -> Video:
    """Twenty seconds with moments at 4, 9 and 14 s and subtitles beside the file."""
    file = tmp_path / "Schedule it.mp4"
    shutil.copyfile(DATA / "moments.mp4", file)
    file.with_suffix(".srt").write_text(
        "1\n00:00:03,000 --> 00:00:06,000\nOpen the change\n\n2\n00:00:12,000 --> 00:00:13,000\nNever cancel it\n",
        encoding="utf-8",
    )
    id_ = library.add(context.store, content_of(file), file, length_ms=length_ms(file))
    library.add_moment(context.store, id_, 4000, "Schedule Conversion, top right", step="schedule_conversion")
    library.add_moment(context.store, id_, 9000, "The CTASK", note="It appears after a minute")
    library.add_moment(context.store, id_, 14_000, "Close it")
    return one(context, id_)


def one(context: Context, id_: int) -> Video:
    found = library.video(context.store, id_)
    assert found is not None
    return found


@pytest.fixture
def again(context: Context) -> Callable[[Video], Video]:
    """Read a video as it is written now."""
    return lambda item: one(context, item.id)


@pytest.fixture(autouse=True)
def closed(context: Context, qtbot: QtBot, nothing_left: None) -> Iterator[None]:
    """The player is closed at the end of a test."""
    yield
    context.viewing.close()
