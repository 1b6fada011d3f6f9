"""How fast and how loud the person likes it: kept for the next video and the next start."""

from __future__ import annotations

from PySide6.QtCore import QObject

from models.store import Store
from ui.player.controls import SPEEDS, Controls
from ui.player.playback import Playback

SPEED, VOLUME = "player.speed", "player.volume"


class Likings(QObject):
    """Sets speed and loudness, and shows them."""

    def __init__(self, store: Store, playback: Playback, controls: Controls, parent: QObject) -> None:
        super().__init__(parent)
        self._store = store
        self._playback = playback
        self._controls = controls
        controls.speed_chosen.connect(self.set_speed)
        controls.volume_chosen.connect(self.set_volume)
        controls.mute_wanted.connect(self.mute)

    def restore(self) -> None:
        """Take what was chosen the last time."""
        self._playback.set_speed(float(self._store.recall(SPEED, "1.0")))
        self._playback.set_volume(float(self._store.recall(VOLUME, "1.0")))
        self._controls.show_speed(self._playback.speed)
        self._show_sound()

    def set_speed(self, speed: float) -> None:
        """Play at this speed, next time too."""
        self._playback.set_speed(speed)
        self._controls.show_speed(speed)
        self._store.remember(SPEED, str(speed))

    def change_speed(self, by: int) -> None:
        """Take the next speed, or the one before."""
        nearest = min(SPEEDS, key=lambda speed: abs(speed - self._playback.speed))
        self.set_speed(SPEEDS[max(0, min(len(SPEEDS) - 1, SPEEDS.index(nearest) + by))])

    def set_volume(self, volume: float) -> None:
        """Be as loud as this, 0 to 1, next time too."""
        self._playback.set_volume(volume)
        self._playback.set_muted(muted=False)
        self._store.remember(VOLUME, f"{self._playback.volume:.2f}")
        self._show_sound()

    def change_volume(self, by: float) -> None:
        """Be louder or quieter by a share."""
        self.set_volume(self._playback.volume + by)

    def mute(self) -> None:
        """Turn the sound off, or on again."""
        self._playback.set_muted(muted=not self._playback.muted)
        self._show_sound()

    def _show_sound(self) -> None:
        self._controls.show_sound(muted=self._playback.muted, volume=self._playback.volume)
