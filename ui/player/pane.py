"""What is in the player's window: the video, its moments, and what is done with them."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QApplication, QHBoxLayout, QWidget

from models import library, subtitles
from models.errors import UserError
from models.history import Changed
from models.library import Moment, Video
from models.subtitles import Line
from models.texts import _
from ui.context import Context
from ui.form import Banner, button, column
from ui.player.adding import AddLine
from ui.player.bookmark import Bookmark
from ui.player.controls import Controls
from ui.player.head import Head
from ui.player.likings import Likings
from ui.player.picture import Picture
from ui.player.playback import Playback
from ui.player.scrubber import Scrubber
from ui.player.side import MomentsSide
from ui.videos.moment_acts import MomentActs
from ui.videos.system_player import open_in_system

AGAIN_MS = 2000
"""So long after a moment, going back leads to its own beginning."""


class PlayerPane(QWidget):
    """Plays one video at a time.

    Signals:
        asked: the person is asked what happens here.
    """

    asked = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        look = context.appearance
        self._context = context
        self.item: Video | None = None
        self._said: tuple[Line, ...] = ()
        self._moments: tuple[Moment, ...] = ()
        self.head = Head(look)
        self.picture = Picture(look)
        self.playback = Playback(self.picture.video, self)
        self.scrubber = Scrubber(look)
        self.adding = AddLine(look)
        self.controls = Controls(look)
        self.side = MomentsSide(look)
        self.acts = MomentActs(context, self, self.play_moment)
        self.likings = Likings(context.store, self.playback, self.controls, self)
        self._bookmark = Bookmark(context.store, self.playback, self)
        other = button(look, _("Open in the system's player"), "secondary", "pop")
        other.clicked.connect(self._open_elsewhere)
        self.refused = Banner(look, "warn", _("This file can't be played here"), " ", actions=(other,))
        self.refused.hide()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._lay_out()
        self._connect()
        self.likings.restore()

    def play(self, item: Video, at_ms: int) -> None:
        """Play a video from a position in milliseconds; one that plays already goes there."""
        if self.item is None or self.item.id != item.id:
            self._bookmark.end()
            self.item = item
            beside = subtitles.beside(item.file)
            self._said = subtitles.read(beside) if beside else ()
            self.refused.hide()
            self.playback.open(item.file, at_ms)
            self.likings.restore()
            self._bookmark.begin(item.id)
        else:
            self.playback.seek(at_ms)
            self.playback.play()
        resumed = _("resumed at {time}").format(time=library.clock_text(at_ms))
        self.head.title.setText(item.title)
        self.head.about.setText(
            ", ".join(filter(None, (item.speaker, resumed if at_ms and at_ms == item.position_ms else "")))
        )
        self._read()

    def play_moment(self, moment: Moment) -> None:
        """Go to a moment and play."""
        self.playback.seek(moment.at_ms)
        self.playback.play()

    def toggle(self) -> None:
        """Play or rest."""
        if self.playback.playing:
            self.playback.pause()
        else:
            self.playback.play()

    def press_or_toggle(self) -> None:
        """Do what Space does: press the button that has the focus, else play or rest."""
        focused = QApplication.focusWidget()
        if isinstance(focused, QAbstractButton) and self.isAncestorOf(focused):
            focused.click()
        else:
            self.toggle()

    def step(self, by_ms: int) -> None:
        """Go forward or back."""
        self.playback.seek(self.playback.position + by_ms)

    def walk(self, by: int) -> None:
        """Go to the next moment, or to the one before, at last to the beginning."""
        here = self.playback.position
        if by > 0:
            wanted = next((moment.at_ms for moment in self._moments if moment.at_ms > here), here)
        else:
            wanted = max((moment.at_ms for moment in self._moments if moment.at_ms < here - AGAIN_MS), default=0)
        self.playback.seek(wanted)

    def note(self) -> None:
        """Ask what happens here; the video plays on."""
        if self.item is not None:
            self.asked.emit()
            self.adding.begin(self.playback.position)

    def end_note(self) -> None:
        """Leave the field without writing."""
        self.adding.hide()
        self.setFocus()

    def close_video(self) -> None:
        """Write the position and let go of the file."""
        self._bookmark.end()
        self.playback.close()

    def _lay_out(self) -> None:
        self.foot = QWidget()
        self.foot.setLayout(column(self.scrubber, self.adding, self.controls, spacing=6))
        self.left = column(self.refused, self.picture, self.foot, spacing=10)
        self.left.setStretch(1, 1)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addLayout(self.left, 1)
        body.addWidget(self.side)
        whole = column(self.head, body, spacing=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        playback = self.playback
        playback.moved.connect(self._follow)
        playback.measured.connect(self._measure)
        playback.turned.connect(lambda playing: self.controls.show_playing(playing=playing))
        playback.failed.connect(self._on_failed)
        self.scrubber.went.connect(playback.seek)
        self.picture.pressed.connect(self.toggle)
        self.controls.toggled.connect(self.toggle)
        self.controls.stepped.connect(self.step)
        self.controls.add_wanted.connect(self.note)
        self.adding.written.connect(self._write_moment)
        self.side.seek_wanted.connect(playback.seek)
        self.side.delete_wanted.connect(self.acts.delete)
        self.side.menu_wanted.connect(self._open_menu)
        self._context.feed.changed.connect(self._on_changed)

    def _read(self) -> None:
        """Show the moments that there are now."""
        if self.item is not None:
            self._moments = library.moments_of(self._context.store, self.item.id)
            self.scrubber.show_moments(self._moments)
            self.side.show_moments(self.item, self._moments, self._said, self.acts.playbook())
            self._measure(self.playback.length)

    def _measure(self, length_ms: int) -> None:
        known = length_ms or (self.item.length_ms if self.item else 0)
        self.scrubber.show_length(known)
        self._follow(self.playback.position)

    def _follow(self, at_ms: int) -> None:
        self.scrubber.show_position(at_ms)
        self.controls.show_time(at_ms, self.scrubber.maximum())
        self.picture.say(subtitles.said_at(self._said, at_ms))
        moment = self.side.follow(at_ms)
        step = self.acts.playbook().step(moment.step) if moment and moment.step else None
        self.head.show_step(step.text if step else "")

    def _write_moment(self, at_ms: int, words: str) -> None:
        if self.item is None:
            return
        try:
            library.add_moment(self._context.store, self.item.id, at_ms, words)
        except UserError as error:
            self.adding.refuse(error.what)
            return
        self.end_note()

    def _open_menu(self, moment: Moment, place: QPoint) -> None:
        if self.item is not None:
            self.acts.menu(self.item, moment).popup(place)

    def _open_elsewhere(self) -> None:
        item = self.item
        if item is not None:
            self._context.attempt(lambda: open_in_system(item))

    def _on_failed(self, words: str) -> None:
        self.refused.text.setText(words)
        self.refused.show()

    def _on_changed(self, changed: Changed) -> None:
        if self.item is not None and (changed.touches("moment") or changed.touches("video")):
            found = library.video(self._context.store, self.item.id)
            if found is not None:
                self.item = found
                self.head.title.setText(found.title)
            self._read()
