"""Measures the library. Run: python tests/benchmarks/videos.py; nothing is asserted here.

2,000 videos with five moments each: read from the store, listed and painted first, searched; then the longest pause of
the window while a large file is hashed beside it.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent)]

import portfolios  # noqa: E402
from measure import show, timed  # noqa: E402
from PySide6.QtCore import QEventLoop, QTimer  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from models import library, settings, video_files  # noqa: E402
from models.clock import Clock  # noqa: E402
from models.formats import Formats  # noqa: E402
from models.playbook_file import shipped  # noqa: E402
from models.store import Store, open_store  # noqa: E402
from models.video_files import Content  # noqa: E402
from ui.background import Work  # noqa: E402
from ui.context import Context  # noqa: E402
from ui.feed import Feed  # noqa: E402
from ui.portfolio import Portfolio  # noqa: E402
from ui.theme import Appearance  # noqa: E402
from ui.videos.page import VideosPage  # noqa: E402

VIDEOS, MOMENTS = 2_000, 5
MEGABYTES = 512


def fill(store: Store, folder: Path) -> None:
    """Write the library as one step; every file is there, empty, with the size that is noted."""
    settings.put(store, "videos.folder", str(folder))
    settings.put(store, "videos.may_look", "no")
    folder.mkdir()
    stages = [key for key, _words in library.STAGES]
    with store.step("Fill"):
        for number in range(VIDEOS):
            path = folder / f"Production upgrades {number:04}.avi"
            path.touch()
            content = Content(0, f"{number:064x}")
            id_ = library.add(store, content, path, length_ms=600_000, stage=stages[number % len(stages)])
            for at in range(MOMENTS):
                library.add_moment(store, id_, at * 60_000, f"Moment {at} of {number}")


def longest_pause(path: Path) -> float:
    """Return the longest time in milliseconds between two turns of the event loop while a file is hashed."""
    work, loop, worst, last = Work(lambda: video_files.content_of(path)), QEventLoop(), [0.0], [time.perf_counter()]

    def turn() -> None:
        now = time.perf_counter()
        worst[0], last[0] = max(worst[0], (now - last[0]) * 1000), now

    timer = QTimer(interval=1)
    timer.timeout.connect(turn)
    timer.start()
    work.start(lambda _answer: loop.quit(), lambda _error: loop.quit())
    loop.exec()
    timer.stop()
    return worst[0]


def main() -> None:
    """Measure all of it."""
    application = QApplication([])
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        store = open_store(folder / "e2e-tracker.db", clock=Clock(portfolios.NOW))
        fill(store, folder / "library")
        feed = Feed(store)
        portfolio = Portfolio(store, feed, store.clock, Formats())
        context = Context(store, feed, portfolio, store.clock, Appearance("light"), Formats())
        show("read 2,000 videos and 10,000 moments", timed(lambda: (library.videos(store), library.moments(store)), 20))
        shipped()  # read before the page is opened, by the list of engagements
        page = VideosPage(context)
        page.resize(1200, 860)
        page.show()
        begin = time.perf_counter()
        page.state._read()
        page.view.viewport().repaint()
        show("2,000 videos: read, listed and painted", [(time.perf_counter() - begin) * 1000])

        def search() -> None:
            page.search.setText("1234" if page.search.text() != "1234" else "")
            page.view.viewport().repaint()

        show("search in 2,000 videos", timed(search, 20))
        page.close()
        context.viewing.close()
        large = folder / "large.avi"
        with large.open("wb") as file:
            file.truncate(MEGABYTES * 2**20)
        show(f"longest pause of the window while {MEGABYTES} MB are hashed", [longest_pause(large)])
        store.close()
    application.quit()


if __name__ == "__main__":
    main()
