"""The tree of the checklist: a click on a box or Space ticks, a click on a heading folds, N writes a note."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QTreeView, QWidget

from models.texts import _
from ui.checklist.delegate import ChecklistDelegate
from ui.checklist.model import ChecklistModel, Role
from ui.form import Button
from ui.mirroring import is_mirrored
from ui.overlay_bar import OverlayBar
from ui.row_button import RowButton
from ui.theme import Appearance
from ui.viewport import give_viewport


class ChecklistView(QTreeView):
    """Rows for eyes, keys and assistive technology.

    Signals:
        ticked: the key of the step whose box was pressed.
        note_wanted: the key of the step that a note is for.
        film_wanted: the key of the step whose training video is to be played.
        menu_wanted: the key of a step and the place for its menu.
        folded: the key of a group, and whether the person folded it.
    """

    ticked = Signal(str)
    note_wanted = Signal(str)
    film_wanted = Signal(str)
    menu_wanted = Signal(str, QPoint)
    folded = Signal(str, bool)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        give_viewport(self)
        self.rows = ChecklistModel(self)
        self._pressed = QModelIndex()
        self._over = RowButton(self)
        self._delegate = ChecklistDelegate(appearance, self)
        self.setModel(self.rows)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(_("Checklist"))
        self.setHeaderHidden(True)
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(True)
        self.setExpandsOnDoubleClick(False)
        self.setUniformRowHeights(False)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        appearance.changed.connect(self.lay_out)
        self.rows.dataChanged.connect(self._say)
        self._bar = OverlayBar(self)
        self.verticalScrollBar().valueChanged.connect(self._place_button)

    @property
    def button(self) -> Button | None:
        """The button of the next step."""
        return self._over.button

    def current_key(self) -> str:
        """Return the key of the current step; empty on a heading."""
        index = self.currentIndex()
        return str(index.data(Role.KEY)) if index.isValid() and not index.data(Role.HEADER) else ""

    def reveal(self, key: str) -> bool:
        """Unfold, scroll to and select a step; False where there is none of that key."""
        index = self.rows.index_of(key)
        if not index.isValid():
            return False
        self.expand(index.parent())
        self.setCurrentIndex(index)
        self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        return True

    def put_button(self, item: Button | None) -> None:
        """Show one button at the right of the next step; the room for it is kept free of words."""
        self._over.put(item)
        self._delegate.button_width = item.sizeHint().width() if item is not None else 0
        self.lay_out()

    def lay_out(self) -> None:
        """Measure every row again."""
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._delegate.keyboard = True
        index, key = self.currentIndex(), self.current_key()
        heading = index.isValid() and bool(index.data(Role.HEADER))
        pressed = event.key()
        if pressed in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter) and heading:
            self._fold(index, fold=self.isExpanded(index))
        elif pressed in (Qt.Key.Key_Left, Qt.Key.Key_Right) and heading:
            self._fold(index, fold=pressed == Qt.Key.Key_Left)
        elif pressed == Qt.Key.Key_Left and key:
            self.setCurrentIndex(index.parent())
        elif pressed == Qt.Key.Key_Space and key:
            self.ticked.emit(key)
        elif pressed == Qt.Key.Key_N and key and not event.modifiers():
            self.note_wanted.emit(key)
        elif pressed == Qt.Key.Key_V and index.data(Role.FILM) and not event.modifiers():
            self.film_wanted.emit(key)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid() or index != self._pressed:
            return
        if index.data(Role.HEADER):
            self._fold(index, fold=self.isExpanded(index))
        elif self._delegate.film_box(self._area(index), index).contains(event.position()):
            self.film_wanted.emit(str(index.data(Role.KEY)))
        elif ChecklistDelegate.on_box(self._area(index), event.position()):
            self.ticked.emit(str(index.data(Role.KEY)))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._pressed = QModelIndex()  # the second click of a pair takes nothing back

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._delegate.keyboard = False
        self._pressed = self.indexAt(event.position().toPoint())
        super().mousePressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._delegate.keyboard = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        super().focusInEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.indexAt(event.pos())
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            index = self.currentIndex()
        if index.isValid() and not index.data(Role.HEADER):
            place = self.visualRect(index).bottomLeft() if event.reason() == event.Reason.Keyboard else event.pos()
            self.menu_wanted.emit(str(index.data(Role.KEY)), self.viewport().mapToGlobal(place))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.lay_out()

    def updateGeometries(self) -> None:
        super().updateGeometries()
        self._place_button()

    def _say(self, changed: QModelIndex) -> None:
        """Have the row spoken that has the focus and was ticked or opened again, by whatever way."""
        if QAccessible.isActive() and self.hasFocus() and changed == self.currentIndex():
            words = str(changed.data(Qt.ItemDataRole.AccessibleTextRole))
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def _area(self, index: QModelIndex) -> QRectF:
        """Return the whole width of a row, as it is painted."""
        place = self.visualRect(index)
        return QRectF(0, place.y(), self.viewport().width(), place.height())

    def _place_button(self) -> None:
        """Keep the button on its row; an index widget would outlive its row in Qt's own books."""
        if self.button is None:
            return
        place, size = self.visualRect(self.rows.hot()), self.button.size()
        left = place.left() + 18 if is_mirrored() else place.right() - size.width() - 18
        corner = QPoint(left, place.center().y() - size.height() // 2)
        self._over.lay(corner if place.isValid() else None)

    def _fold(self, index: QModelIndex, *, fold: bool) -> None:
        self.setExpanded(index, not fold)
        self.folded.emit(str(index.data(Role.KEY)), fold)
