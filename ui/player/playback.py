"""Plays one file: what Qt's player tells, with a position that is right before the file is read, too."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtMultimedia import QAudioOutput, QMediaPlayer
from PySide6.QtMultimediaWidgets import QGraphicsVideoItem

_READY = frozenset({QMediaPlayer.MediaStatus.LoadedMedia, QMediaPlayer.MediaStatus.BufferedMedia})
_ERROR = QMediaPlayer.Error.NoError


class Playback(QObject):
    """Positions and lengths are milliseconds.

    Signals:
        moved: the position is another one.
        measured: the length is known now.
        turned: it plays now, or rests.
        ended: the end was reached.
        failed: the file can't be played; the library's own words.
    """

    moved = Signal(int)
    measured = Signal(int)
    turned = Signal(bool)
    ended = Signal()
    failed = Signal(str)

    def __init__(self, picture: QGraphicsVideoItem, parent: QObject) -> None:
        super().__init__(parent)
        self._player = QMediaPlayer(self)
        self._sound = QAudioOutput(self)
        self._player.setAudioOutput(self._sound)
        self._player.setVideoOutput(picture)
        self._start: int | None = None
        self._player.positionChanged.connect(self._on_position)
        self._player.durationChanged.connect(self.measured.emit)
        self._player.playingChanged.connect(self.turned)
        self._player.mediaStatusChanged.connect(self._on_status)
        self._player.errorOccurred.connect(self._on_error)

    @property
    def position(self) -> int:
        """Where it is; where it will begin, while the file is still being read."""
        return self._player.position() if self._start is None else self._start

    @property
    def length(self) -> int:
        """How long it plays; 0 while that isn't known."""
        return self._player.duration()

    @property
    def playing(self) -> bool:
        """Whether it plays."""
        return self._player.isPlaying()

    @property
    def speed(self) -> float:
        """How fast it plays; 1 is as recorded."""
        return self._player.playbackRate()

    @property
    def volume(self) -> float:
        """How loud it is, 0 to 1 as a person hears it."""
        return self._sound.volume()

    @property
    def muted(self) -> bool:
        """Whether the sound is off."""
        return self._sound.isMuted()

    def open(self, file: Path, at_ms: int) -> None:
        """Play a file from a position on."""
        self._start = at_ms
        self._player.setSource(QUrl.fromLocalFile(str(file)))
        self._player.play()

    def close(self) -> None:
        """Let go of the file."""
        self._player.stop()
        self._player.setSource(QUrl())

    def play(self) -> None:
        """Go on."""
        self._player.play()

    def pause(self) -> None:
        """Rest."""
        self._player.pause()

    def seek(self, at_ms: int) -> None:
        """Go to a position, at most to the end."""
        wanted = max(0, min(at_ms, self.length or at_ms))
        if self._start is not None:
            self._start = wanted
        else:
            self._player.setPosition(wanted)

    def set_speed(self, speed: float) -> None:
        """Play faster or slower, at the same pitch where the library can."""
        self._player.setPlaybackRate(speed)

    def set_volume(self, volume: float) -> None:
        """Be louder or quieter, 0 to 1."""
        self._sound.setVolume(max(0.0, min(1.0, volume)))

    def set_muted(self, *, muted: bool) -> None:
        """Turn the sound off or on."""
        self._sound.setMuted(muted)

    def _on_position(self, at_ms: int) -> None:
        if self._start is None:
            self.moved.emit(at_ms)

    def _on_status(self, status: QMediaPlayer.MediaStatus) -> None:
        if status in _READY and self._start is not None:
            start, self._start = self._start, None
            if start:
                self._player.setPosition(start)
        elif status is QMediaPlayer.MediaStatus.EndOfMedia:
            self.ended.emit()

    def _on_error(self, error: QMediaPlayer.Error, words: str) -> None:
        if error is not _ERROR:
            self.failed.emit(words)
