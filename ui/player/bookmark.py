"""Keeps where a video was left: every 5 s while it plays and whenever it rests, so that a crash loses little."""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtCore import QObject, QTimer

from models import library
from models.errors import UserError
from models.store import Store
from ui.player.playback import Playback

EVERY_MS = 5000
END_MS = 1500
"""This near to its end a video counts as watched and begins anew, in milliseconds."""


class Bookmark(QObject):
    """Writes the position of one video at a time."""

    def __init__(self, store: Store, playback: Playback, parent: QObject) -> None:
        super().__init__(parent)
        self._store = store
        self._playback = playback
        self._video = 0
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.save)
        playback.turned.connect(self._on_turned)

    def begin(self, video: int) -> None:
        """Keep the position of this video from now on."""
        self._video = video

    def save(self) -> None:
        """Write the position; where the file is busy, the next time does it."""
        at_ms, length = self._playback.position, self._playback.length
        ended = length > 0 and at_ms >= length - END_MS
        if self._video:
            with suppress(UserError):
                library.save_position(self._store, self._video, 0 if ended else at_ms)

    def end(self) -> None:
        """Write the position for the last time."""
        self._timer.stop()
        self.save()
        self._video = 0

    def _on_turned(self, playing: bool) -> None:
        if playing:
            self._timer.start()
        else:
            self._timer.stop()
            self.save()
