"""The buttons below the scrubber."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from models import library
from models.texts import _
from ui.form import button, icon_button, label, row
from ui.player.scrubber import Scrubber
from ui.segmented import Segmented
from ui.theme import Appearance

SPEEDS = (0.75, 1.0, 1.25, 1.5, 2.0)
WIDE = 790
"""From which width on the speeds stand side by side, in pixels at 100 % text size."""


class Controls(QWidget):
    """Shows what plays and asks for what the person wants.

    Signals:
        toggled: play or rest.
        stepped: by milliseconds.
        add_wanted: a moment is to be noted here.
        speed_chosen, volume_chosen: a factor, a share of 1.
        mute_wanted, full_wanted: the other state of it.
    """

    toggled = Signal()
    stepped = Signal(int)
    add_wanted = Signal()
    speed_chosen = Signal(float)
    volume_chosen = Signal(float)
    mute_wanted = Signal()
    full_wanted = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        look = self._appearance = appearance
        self.back = icon_button(look, "back", _("Back 5 seconds (Left)"), size=32)
        self.play = icon_button(look, "play", _("Play (Space)"), size=40)
        self.forward = icon_button(look, "fwd", _("Forward 5 seconds (Right)"), size=32)
        self._here = label(look, "0:00", 14, 600)
        self._length = label(look, "", 13, 400, "text2")
        self.add = button(look, _("Add moment here"), "accentghost", "plus")
        self.speeds = Segmented(look, [(str(speed), words_of(speed)) for speed in SPEEDS], "1.0", _("Speed"))
        self.speed = button(look, words_of(1.0), "secondary")
        self.sound = icon_button(look, "vol", _("Sound off"), size=32)
        self.volume = Scrubber(look)
        self.full = icon_button(look, "full", _("Full screen (F)"), size=32)
        self._assemble(look)
        self._connect()

    def _assemble(self, look: Appearance) -> None:
        self.play.set_kind("secondary")
        self.volume.setRange(0, 100)
        self.volume.setSingleStep(5)
        self.volume.setFixedWidth(72)
        self.volume.setAccessibleName(_("Loudness"))
        self.volume.reads = lambda value: _("{percent} %").format(percent=value)
        self.speed.setMenu(QMenu(self.speed))
        for value in SPEEDS:
            self.speed.menu().addAction(words_of(value), partial(self.speed_chosen.emit, value))
        five = (label(look, "5", 12, 400, "text2"), label(look, "5", 12, 400, "text2"))
        left = row(self.back, five[0], self.play, five[1], self.forward, 8, self._here, self._length, spacing=4)
        right = row(self.add, self.speeds, self.speed, self.sound, self.volume, self.full, spacing=8)
        self.setLayout(row(left, None, right, spacing=8))
        for item in self.findChildren(QPushButton):
            item.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys to the player

    def _connect(self) -> None:
        self.back.clicked.connect(lambda: self.stepped.emit(-5000))
        self.play.clicked.connect(self.toggled)
        self.forward.clicked.connect(lambda: self.stepped.emit(5000))
        self.add.clicked.connect(self.add_wanted)
        self.speeds.chosen.connect(lambda key: self.speed_chosen.emit(float(key)))
        self.sound.clicked.connect(self.mute_wanted)
        self.volume.went.connect(lambda value: self.volume_chosen.emit(value / 100))
        self.full.clicked.connect(self.full_wanted)

    def show_time(self, at_ms: int, length_ms: int) -> None:
        """Show position and length."""
        self._here.setText(library.clock_text(at_ms))
        self._length.setText(f"/ {library.clock_text(length_ms)}" if length_ms else "")

    def show_playing(self, *, playing: bool) -> None:
        """Show what the middle button does now."""
        self.play.set_icon("pause" if playing else "play", _("Rest (Space)") if playing else _("Play (Space)"))

    def show_speed(self, speed: float) -> None:
        """Show how fast it plays."""
        if speed in SPEEDS:
            self.speeds.choose(str(speed))
        self.speed.set_text(words_of(speed))
        self.speed.setAccessibleName(_("Speed {speed}").format(speed=words_of(speed)))

    def show_sound(self, *, muted: bool, volume: float) -> None:
        """Show how loud it is."""
        self.sound.set_icon("vol_off" if muted else "vol", _("Sound on") if muted else _("Sound off"))
        self.volume.show_position(0 if muted else round(volume * 100))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= WIDE * self._appearance.text_scale
        self.speeds.setVisible(wide)
        self.speed.setVisible(not wide)
        if bool(self.add.text()) is not wide:
            self.add.set_text(_("Add moment here") if wide else "")
            self.add.setAccessibleName(_("Add moment here"))
            self.add.setToolTip(_("Add moment here (M)"))


def words_of(speed: float) -> str:
    """Return a speed as it is shown: "1.25×"."""
    return f"{speed:g}×"
