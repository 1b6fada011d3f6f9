"""The list of the library, painted: headings, stills, titles, one chip, and Locate… where a file is missing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from models.texts import _
from ui.overlay_bar import OverlayBar
from ui.theme import Appearance
from ui.videos.model import LibraryModel, Role
from ui.videos.still import paint_thumb
from ui.viewport import give_viewport

Index = QModelIndex | QPersistentModelIndex
ROW = 54
HEADER = 34
THUMB = QSize(62, 40)
INSET = 8
TEXT_LEFT = 90
RADIUS = 7


def no_picture(_video: int, _size: QSize) -> QPixmap | None:
    """Return nothing: the video's still is painted."""
    return None


class LibraryDelegate(QStyledItemDelegate):
    """Draws one row with the looks of the moment."""

    def __init__(self, appearance: Appearance, view: QListView) -> None:
        super().__init__(view)
        self._appearance = appearance
        self._view = view
        self.picture_of: Callable[[int, QSize], QPixmap | None] = no_picture

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        height = HEADER if index.data(Role.HEADER) else ROW
        return QSize(100, round(height * max(1.0, self._appearance.text_scale)))

    def locate_box(self, area: QRectF) -> QRectF:
        """Return where Locate… stands in a row."""
        width = QFontMetricsF(self._appearance.font(13, 500)).horizontalAdvance(_("Locate…")) + 26
        return QRectF(area.right() - INSET - 10 - width, area.center().y() - 13, width, 26)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(0, option.rect.y(), self._view.viewport().width(), option.rect.height())
        if index.data(Role.HEADER):
            self._paint_header(painter, area, index)
        else:
            self._paint_video(painter, area, option, index)
        painter.restore()

    def _paint_header(self, painter: QPainter, area: QRectF, index: Index) -> None:
        box = area.adjusted(16, 8, -18, 0)
        self._words(painter, box, str(index.data()), (12, 600, "text2"))
        count = str(index.data(Role.COUNT))
        self._words(painter, box, count, (12, 500, "text2"), Qt.AlignmentFlag.AlignRight)

    def _paint_video(self, painter: QPainter, area: QRectF, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._appearance.theme
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        missing = bool(index.data(Role.MISSING))
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("selected" if chosen else "sunken"))
            painter.drawRoundedRect(area.adjusted(INSET, 1, -INSET, -1), RADIUS, RADIUS)
        thumb = QRectF(16, area.center().y() - THUMB.height() / 2, THUMB.width(), THUMB.height())
        picture = None if missing else self.picture_of(int(index.data(Role.VIDEO)), THUMB)
        paint_thumb(painter, theme, thumb, missing=missing, picture=picture)
        right = self._paint_end(painter, area, index)
        box = QRectF(TEXT_LEFT, area.top() + 8, right - TEXT_LEFT - 8, area.height() / 2 - 8)
        self._words(painter, box, str(index.data()), (13.5, 600 if chosen else 500, "text"))
        detail = (12, 500 if missing else 400, "warn" if missing else "text2")
        self._words(painter, box.translated(0, box.height()), str(index.data(Role.DETAIL)), detail)
        if option.state & QStyle.StateFlag.State_HasFocus and self._view.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRoundedRect(area.adjusted(INSET + 1, 2, -INSET - 1, -2), RADIUS, RADIUS)

    def _paint_end(self, painter: QPainter, area: QRectF, index: Index) -> float:
        """Paint the chip or Locate… and return where the words have to end."""
        theme = self._appearance.theme
        words, tone = index.data(Role.CHIP)
        if index.data(Role.MISSING):
            words, tone, box = _("Locate…"), "", self.locate_box(area)
        elif words:
            width = QFontMetricsF(self._appearance.font(12, 500)).horizontalAdvance(words) + 18
            box = QRectF(area.right() - INSET - 10 - width, area.center().y() - 11, width, 22)
        else:
            return area.right() - INSET - 8
        painter.setPen(QPen(theme.color(f"{tone}_line" if tone else "line_strong"), 1))
        painter.setBrush(theme.color(f"{tone}_soft" if tone else "surface"))
        radius = box.height() / 2 if tone else 6
        painter.drawRoundedRect(box, radius, radius)
        look = (12, 500, tone) if tone else (13, 500, "text")
        self._words(painter, box, words, look, Qt.AlignmentFlag.AlignHCenter)
        return box.left()

    def _words(
        self,
        painter: QPainter,
        area: QRectF,
        text: str,
        look: tuple[float, int, str],
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        font = self._appearance.font(look[0], look[1])
        painter.setFont(font)
        painter.setPen(self._appearance.theme.color(look[2]))
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, area.width() + 1)
        painter.drawText(area, align | Qt.AlignmentFlag.AlignVCenter, shown)


class LibraryView(QListView):
    """Rows for eyes, keys and assistive technology.

    Signals:
        chosen: the id of the video that the person came to.
        play_wanted: the id of a video to play.
        locate_wanted: the id of a video whose file is missing.
        menu_wanted: the id of a video and the place for its menu.
    """

    chosen = Signal(int)
    play_wanted = Signal(int)
    locate_wanted = Signal(int)
    menu_wanted = Signal(int, QPoint)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        give_viewport(self)
        self.rows = LibraryModel(self)
        self._delegate = LibraryDelegate(appearance, self)
        self.setModel(self.rows)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(_("Videos"))
        self.setLayoutMode(QListView.LayoutMode.Batched)  # a large library is laid out while it is already seen
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._bar = OverlayBar(self)
        self.selectionModel().currentChanged.connect(self._on_current)
        self.doubleClicked.connect(self._on_double)
        appearance.changed.connect(self.scheduleDelayedItemsLayout)

    def show_stills(self, picture_of: Callable[[int, QSize], QPixmap | None]) -> None:
        """Paint the stills that this returns for a video and a size; None where there is none yet."""
        self._delegate.picture_of = picture_of

    def choose(self, video: int) -> None:
        """Come to a video without asking for it."""
        index = self.rows.index_of(video)
        if index.isValid():
            self.setCurrentIndex(index)

    def locate_place(self, video: int) -> QPoint:
        """Return the middle of a missing row's Locate…, in the viewport's measures."""
        area = QRectF(self.visualRect(self.rows.index_of(video)))
        area.setRight(self.viewport().width())
        return self._delegate.locate_box(area).center().toPoint()

    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.data(Role.VIDEO):
            self.chosen.emit(int(index.data(Role.VIDEO)))

    def _on_double(self, index: QModelIndex) -> None:
        if index.data(Role.VIDEO) and not index.data(Role.MISSING):
            self.play_wanted.emit(int(index.data(Role.VIDEO)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and index.data(Role.VIDEO):
            wanted = self.locate_wanted if index.data(Role.MISSING) else self.play_wanted
            wanted.emit(int(index.data(Role.VIDEO)))
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or not index.data(Role.MISSING):
            return
        area = QRectF(self.visualRect(index))
        area.setRight(self.viewport().width())
        if self._delegate.locate_box(area).contains(event.position()):
            self.locate_wanted.emit(int(index.data(Role.VIDEO)))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_keys = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_keys else self.indexAt(event.pos())
        if index.data(Role.VIDEO):
            place = self.visualRect(index).bottomLeft() if by_keys else event.pos()
            self.menu_wanted.emit(int(index.data(Role.VIDEO)), self.viewport().mapToGlobal(place))
