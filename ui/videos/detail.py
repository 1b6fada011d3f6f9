"""One video: what it is, a still, and its moments."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint, QRectF, QSize, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu, QSizePolicy, QWidget

from models import library
from models.library import Moment, Video
from models.texts import _
from ui.context import Context
from ui.elided import Elided
from ui.form import button, column, icon_button, label, row
from ui.player import multimedia
from ui.theme import Appearance
from ui.videos.about_dialog import AboutVideo
from ui.videos.moment_acts import MomentActs
from ui.videos.moments import MomentView
from ui.videos.opening import ELSEWHERE, open_video, start_of
from ui.videos.still import paint_picture, paint_play, paint_still

STILL_HEIGHT = 292
STILL = QSize(640, 360)
"""How large a frame is asked for, whatever the window's width."""


class Still(QWidget):
    """The painted still; a click plays.

    Signals:
        pressed: the person clicked it.
    """

    pressed = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self.words = ""
        self.picture: QPixmap | None = None
        self.setFixedHeight(STILL_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.picture is not None:
            paint_picture(painter, QRectF(self.rect()), self.picture, 8)
            paint_play(painter, self._appearance.theme, QRectF(self.rect()).center(), 25)
            return
        painter.setFont(self._appearance.font(13, 600))
        paint_still(painter, self._appearance.theme, QRectF(self.rect()), self.words)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()


class VideoDetail(QFrame):
    """Shows one video of the library.

    Signals:
        locate_wanted: the id of a video whose file is missing.
    """

    locate_wanted = Signal(int)

    def __init__(self, context: Context) -> None:
        super().__init__()
        look = context.appearance
        self._context = context
        self._item: Video | None = None
        self._missing = False
        self.acts = MomentActs(context, self, self._play_moment)
        self.setProperty("card", True)
        self.title = label(look, "", 15, 600)
        self.title.setMinimumWidth(80)
        self.title.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.about = Elided(look, "", 13, 400, "text2")
        self.play = button(look, _("Play"), "primary", "play")
        self.edit = icon_button(look, "dots", _("About this video"), size=32)
        self.still = Still(look)
        self._count = label(look, "", 13, 400, "text2")
        self.add = button(look, _("Add moment"), "accentghost", "plus")
        self.moments = MomentView(look)
        self.changed = label(look, "", 12, 500, "warn", wrap=True)
        self.elsewhere = label(look, _(ELSEWHERE), 12, 400, "text2", wrap=True)
        self.elsewhere.hide()
        top = row(self.title, self.about, self.play, self.edit, spacing=12)
        top.setStretch(1, 1)
        head = row(label(look, _("Moments"), 13, 600), self._count, None, self.add, spacing=8)
        layout = column(
            top, self.elsewhere, self.still, self.changed, head, self.moments, spacing=8, margins=(16, 14, 16, 14)
        )
        layout.setStretch(5, 1)
        self.setLayout(layout)
        self.play.clicked.connect(self._on_play)
        self.still.pressed.connect(self._on_play)
        self.edit.clicked.connect(self.change)
        self.add.clicked.connect(self.add_moment)
        self.moments.play_wanted.connect(self._play_moment)
        self.moments.chosen.connect(self._on_chosen)
        self.moments.delete_wanted.connect(self.acts.delete)
        self.moments.menu_wanted.connect(self._open_menu)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.still.setFixedHeight(max(120, min(STILL_HEIGHT, round(self.height() * 0.45))))
        self.moments.scrollTo(self.moments.currentIndex())
        self.show_still()

    def show_video(self, item: Video | None, moments: tuple[Moment, ...], *, missing: bool) -> None:
        """Show a video with its moments; the one that the current step needs is selected."""
        before = self._item.id if self._item else 0
        kept = self.moments.current()
        self._item, self._missing = item, missing
        self.setVisible(item is not None)
        if item is None:
            return
        self.title.setText(item.title)
        self.about.setText(self._words(item))
        playbook = self.acts.playbook()
        self.moments.rows.show(moments, playbook)
        needed = self._needed(moments)
        wanted = kept.id if kept and before == item.id else needed.id if needed else 0
        index = self.moments.rows.row_of(wanted)
        self.moments.setCurrentIndex(index)
        self._count.setText(str(len(moments) or ""))
        changed = [moment for moment in moments if moment.step_changed(playbook)]
        self.changed.setVisible(bool(changed))
        self.changed.setText(_("The playbook has changed since this was recorded. Look at the marked moments."))
        self._on_chosen(self.moments.current())

    def show_still(self) -> None:
        """Show the frame of the chosen moment, else the video's; the painted one until it is taken."""
        item, moment, still = self._item, self.moments.current(), self.still
        stills = self._context.viewing.stills(self._context.store)
        there = item is not None and not self._missing and self.isVisible()
        at_ms = moment.at_ms if moment else None
        still.picture = stills.still(item, STILL, self.devicePixelRatioF(), at_ms) if item and there else None
        still.update()

    def menu(self, moment: Moment) -> QMenu:
        """Return what can be done with a moment of the video that is shown."""
        return self.acts.menu(self._item, moment) if self._item is not None else QMenu(self)

    def add_moment(self) -> None:
        """Ask for a new moment."""
        if self._item is not None:
            self.acts.ask(self._item, None)

    def change(self) -> None:
        """Ask for the words about the video."""
        if self._item is not None:
            AboutVideo(self._context, self._item, self.window()).open()

    def _on_play(self) -> None:
        if self._item is None:
            return
        if self._missing:
            self.locate_wanted.emit(self._item.id)
        else:
            open_video(self._context, self._item, self.moments.current())

    def _play_moment(self, moment: Moment) -> None:
        if self._item is not None:
            open_video(self._context, self._item, moment)

    def _on_chosen(self, moment: Moment | None) -> None:
        at_ms = start_of(self._item, moment) if self._item else 0
        from_there = _("Play from {time}").format(time=library.clock_text(at_ms)) if at_ms else _("Play")
        words, icon = (_("Locate…"), "folder") if self._missing else (from_there, "play")
        self.play.set_text(words, icon)
        QTimer.singleShot(0, self, self._say_where_it_plays)
        self.still.words = moment.title.partition(",")[0] if moment else ""
        self.show_still()

    def _open_menu(self, moment: Moment, place: QPoint) -> None:
        self.menu(moment).popup(place)

    def _needed(self, moments: tuple[Moment, ...]) -> Moment | None:
        """Return the moment that the open engagement needs: that of a step that is still to do and can't be undone."""
        dossier = self._context.portfolio.current_dossier()
        if dossier is None:
            return None
        open_steps = [moment for moment in moments if moment.step and not dossier.is_done(moment.step)]
        order = {step.key: at for at, step in enumerate(dossier.playbook.steps)}
        final = {step.key for step in dossier.playbook.steps if step.irreversible}
        return min(open_steps, key=lambda item: (item.step not in final, order.get(item.step, 999)), default=None)

    def _say_where_it_plays(self) -> None:
        """Say so where this computer has no multimedia library; loaded to know it, once the video is seen."""
        there = self.isVisible() and self._item is not None and bool(self._item.path) and not self._missing
        elsewhere = there and not multimedia.is_there()
        self.elsewhere.setVisible(elsewhere)
        if elsewhere:
            self.play.set_text(_("Open in the system's player"), "pop")

    def _words(self, item: Video) -> str:
        parts = [item.speaker, library.clock_text(item.length_ms) if item.length_ms else ""]
        if item.recorded_on:
            day = self._context.formats.month_day(date.fromisoformat(item.recorded_on))
            parts.append(_("recorded {day}").format(day=day))
        return ", ".join(filter(None, parts))
