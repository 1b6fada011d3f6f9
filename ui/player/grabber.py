"""Takes one frame out of a video, without sound and beside the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QMediaPlayer, QVideoFrame, QVideoSink

PATIENCE_MS = 10_000
"""After this time a file gives no frame any more."""
NEAR_MS = 1000
"""How far before the wanted position a frame may begin."""


class Grabber(QObject):
    """Works on one file at a time.

    Signals:
        grabbed: the frame; an empty image where the file gives none.
    """

    grabbed = Signal(QImage)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._player = QMediaPlayer(self)
        self._sink = QVideoSink(self)
        self._player.setVideoSink(self._sink)
        self._at_ms = 0
        self._sought = False
        self._busy = False
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._give_up)
        self._player.mediaStatusChanged.connect(self._on_status)
        self._player.errorOccurred.connect(self._give_up)
        self._sink.videoFrameChanged.connect(self._on_frame)

    def grab(self, file: Path, at_ms: int) -> None:
        """Begin to look for the frame at a position in milliseconds."""
        self._at_ms, self._sought, self._busy = at_ms, False, True
        self._patience.start()
        self._player.setSource(QUrl.fromLocalFile(str(file)))
        self._player.pause()

    def _on_status(self, status: QMediaPlayer.MediaStatus) -> None:
        if status is QMediaPlayer.MediaStatus.InvalidMedia:
            self._give_up()
        elif status in {QMediaPlayer.MediaStatus.LoadedMedia, QMediaPlayer.MediaStatus.BufferedMedia}:
            self._seek()

    def _seek(self) -> None:
        if self._busy and not self._sought:
            self._sought = True
            self._at_ms = min(self._at_ms, max(0, self._player.duration() - NEAR_MS))
            self._player.setPosition(self._at_ms)

    def _on_frame(self, frame: QVideoFrame) -> None:
        if self._busy and self._sought and frame.isValid() and frame.startTime() / 1000 >= self._at_ms - NEAR_MS:
            self._finish(frame.toImage())

    def _give_up(self, *_why: object) -> None:
        if self._busy:
            self._finish(QImage())

    def _finish(self, image: QImage) -> None:
        self._busy = False
        self._patience.stop()
        self.grabbed.emit(image)
        if not self._busy:
            self._player.setSource(QUrl())
