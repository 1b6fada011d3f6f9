"""The shelf below the time zones: the videos that fit the open engagement's phase, and what is still in Downloads."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from models import library, settings, stages, video_files, video_reminder
from models.history import Changed
from models.library import Video
from models.texts import _, ngettext
from ui.background import Work
from ui.context import Context
from ui.form import button, column, label, row
from ui.theme import Appearance
from ui.videos.opening import open_video
from ui.videos.shelf_state import TABLES
from ui.videos.still import paint_thumb
from ui.videos.stills import Stills

SHOWN = 4
THUMB = QSize(64, 40)


class ShelfVideo(QPushButton):
    """A still with title and second line; it plays, or leads to where the file can be found again."""

    def __init__(self, appearance: Appearance, stills: Stills, item: Video, *, missing: bool) -> None:
        super().__init__()
        self._appearance = appearance
        self._stills, self._item = stills, item
        stills.taken.connect(self.update)
        self._title, self._missing = item.title, missing
        length = library.clock_text(item.length_ms) if item.length_ms else ""
        self._detail = _("Locate…") if missing else ", ".join(filter(None, (item.speaker, length)))
        self.setAccessibleName(f"{self._title}, {self._detail}")
        self.setToolTip(_("Not found") if missing else _("Play “{title}”").format(title=item.title))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFlat(True)
        self.setMinimumSize(THUMB.width() + 40, THUMB.height() + 4)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        words = ((self._title, 13, 500), (self._detail, 12, 400))
        widths = [
            QFontMetricsF(self._appearance.font(px, weight)).horizontalAdvance(text) for text, px, weight in words
        ]
        height = round((THUMB.height() + 4) * max(1.0, self._appearance.text_scale))
        return QSize(THUMB.width() + 12 + round(max(widths)), height)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._appearance.theme
        thumb = QRectF(0, (self.height() - THUMB.height()) / 2, THUMB.width(), THUMB.height())
        ratio = self.devicePixelRatioF()
        picture = None if self._missing else self._stills.still(self._item, THUMB, ratio)
        paint_thumb(painter, theme, thumb, missing=self._missing, picture=picture)
        box = QRectF(thumb.right() + 8, thumb.top(), self.width() - thumb.right() - 8, thumb.height() / 2)
        looks = ((self._title, 13, 500, "text"), (self._detail, 12, 400, "accent" if self._missing else "text2"))
        for text, px, weight, token in looks:
            painter.setFont(self._appearance.font(px, weight))
            painter.setPen(theme.color(token))
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, round(box.width()))
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
            box.translate(0, thumb.height() / 2)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)


class VideoShelf(QWidget):
    """Follows the open engagement; not shown while the library is empty. `short` stands for it in a low window.

    Signals:
        page_wanted: the page of the videos shall be shown.
    """

    page_wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._work: Work | None = None
        self._shown: tuple[tuple[Video, bool], ...] = ()
        self._room = False
        self._stills = context.viewing.stills(context.store)
        look = context.appearance
        self.downloads = label(look, "", 13, 400, "text2")
        self.move_button = button(look, _("Move to E2E library"), "accentghost", height=26)
        self.move_button.clicked.connect(self.page_wanted)
        self.again = label(look, "", 12, 500, "warn", wrap=True)
        self.again.hide()
        self._items = row(spacing=10)
        title = label(look, _("Videos for this stage"), 13, 600)
        self.setLayout(
            column(row(title, None, self.downloads, self.move_button, spacing=8), self.again, self._items, spacing=8)
        )
        for part in (self.downloads, self.move_button):
            part.hide()
        self.short = button(look, "", "accentghost", height=26)
        self.short.setToolTip(_("Videos for this stage"))
        self.short.setMenu(QMenu(self.short))
        self.short.hide()
        context.portfolio.opened.connect(self.refresh)
        context.portfolio.listed.connect(self._remind)
        context.portfolio.engagements_changed.connect(self._on_engagements)
        context.feed.changed.connect(self._on_changed)
        self.hide()
        self._look()

    def set_room(self, *, there: bool) -> None:
        """Leave its button alone where the window is too low, and come back; call it once both have their places."""
        if there is not self._room:
            self._room = there
            self.refresh()

    def refresh(self) -> None:
        """Show what fits the phase that the open engagement is in."""
        dossier = self._context.portfolio.current_dossier()
        phase = stages.stage(dossier, self._context.clock.now()) if dossier else ""
        fitting = library.fitting(library.videos(self._context.store), phase)[:SHOWN]
        shown = tuple((item, bool(item.path) and not item.found()) for item in fitting)
        self.setVisible(self._room and bool(shown))
        self.short.setVisible(not self._room and bool(shown))
        if shown != self._shown:
            self._shown = shown
            self._rebuild()
        self._remind()

    def _remind(self) -> None:
        """Say which video to look at again before one's first Prod Upgrade in three months."""
        portfolio, store = self._context.portfolio, self._context.store
        words = ""
        if self._shown and portfolio.complete:
            shown = library.moments(store, video_reminder.STEP)
            videos, now = library.videos(store), self._context.clock.now()
            words = video_reminder.look_again(portfolio.loaded(), videos, shown, now)
        self.again.setText(words)
        self.again.setVisible(bool(words))

    def _rebuild(self) -> None:
        while (old := self._items.takeAt(0)) is not None:
            widget = old.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        menu = self.short.menu()
        menu.clear()
        self.short.set_text(_("Videos, {count}").format(count=len(self._shown)))
        for item, missing in self._shown:
            made = ShelfVideo(self._context.appearance, self._stills, item, missing=missing)
            act = self.page_wanted.emit if missing else partial(open_video, self._context, item)
            made.clicked.connect(act)
            menu.addAction(made.accessibleName(), act)
            self._items.addWidget(made)
        self._items.addStretch(1)

    def _on_engagements(self, ids: frozenset[int]) -> None:
        if self._context.portfolio.current in ids:
            self.refresh()
        else:
            self._remind()

    def _on_changed(self, changed: Changed) -> None:
        if any(table in TABLES for table, _row in changed.rows):
            self.refresh()
            self._look()

    def _look(self) -> None:
        """Count what is still in Downloads, where the person allowed to look, beside the window."""
        store = self._context.store
        if self._work is None and settings.get(store, "videos.may_look") == "yes":
            self._work = Work(partial(video_files.look_in, library.downloads(store)), self)
            self._work.start(self._on_found, self._on_failed)

    def _on_found(self, found: object) -> None:
        self._work = None
        count = sum(item.looks_like_training for item in found) if isinstance(found, list) else 0
        words = ngettext("{count} is still in Downloads", "{count} are still in Downloads", count)
        self.downloads.setText(words.format(count=count))
        for part in (self.downloads, self.move_button):
            part.setVisible(bool(count))

    def _on_failed(self, error: object) -> None:
        self._work = None
        if isinstance(error, Exception):
            raise error
