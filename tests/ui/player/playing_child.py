"""Plays a video of a data folder until it is killed; started by test_playback.py."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from models import library
from models.clock import Clock
from models.formats import Formats
from models.store import open_store
from ui.context import Context
from ui.feed import Feed
from ui.portfolio import Portfolio
from ui.theme import Appearance
from ui.videos.opening import open_video

if __name__ == "__main__":
    application = QApplication(["playing", "-platform", "offscreen"])
    store = open_store(Path(sys.argv[1]) / "e2e-tracker.db", clock=Clock())
    feed = Feed(store)
    portfolio = Portfolio(store, feed, store.clock, Formats())
    context = Context(store, feed, portfolio, store.clock, Appearance("light"), Formats())
    found = library.video(store, int(sys.argv[2]))
    assert found is not None
    library.save_position(store, found.id, 8000)
    open_video(context, found)
    application.exec()
