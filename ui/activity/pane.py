"""Activity of the open engagement: the change log in words, with a filter and *Take back*."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListView, QWidget

from models import activity
from models.texts import _
from ui.activity.delegate import LEFT, ActivityDelegate
from ui.activity.model import ActivityModel, Role
from ui.clearable import make_clearable
from ui.context import Context
from ui.form import Button, Label, button, column, row
from ui.overlay_bar import OverlayBar
from ui.row_button import RowButton


class ActivityList(QListView):
    """The steps; the current one unfolds its button."""

    def __init__(self, context: Context, model: ActivityModel) -> None:
        super().__init__()
        self._over = RowButton(self)
        self.delegate = ActivityDelegate(context.appearance, self)
        self.setModel(model)
        self.setItemDelegate(self.delegate)
        self.setAccessibleName(_("What was done, newest first"))
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        context.appearance.changed.connect(self.scheduleDelayedItemsLayout)
        self._bar = OverlayBar(self)
        self.verticalScrollBar().valueChanged.connect(self._place_button)

    @property
    def button(self) -> Button | None:
        """The button of the current step, where it can be taken back."""
        return self._over.button

    def put_button(self, at: int, item: Button | None) -> None:
        """Give one row a button below its words; the row that had one gives it back."""
        self._over.put(item)
        self.delegate.open_row = at
        self.scheduleDelayedItemsLayout()

    def _place_button(self) -> None:
        """Keep the button on its row; an index widget would outlive its row in Qt's own books."""
        if self.button is not None:
            area, size = self.visualRect(self.model().index(self.delegate.open_row, 0)), self.button.size()
            corner = QPoint(LEFT, area.bottom() - size.height() - 8)
            self._over.lay(corner if area.isValid() else None)

    def updateGeometries(self) -> None:
        super().updateGeometries()
        self._place_button()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class ActivityPane(QWidget):
    """Follows the open engagement by itself, as soon as it is visible."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._stale = True
        look = context.appearance
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(_("Filter the activity"))
        self.filter.setAccessibleName(_("Filter the activity"))
        make_clearable(self.filter)
        self.filter.setFont(look.font(13))
        self.filter.setFixedHeight(round(32 * max(1.0, look.text_scale)))
        self.rows = ActivityModel(context.formats, self)
        self.list = ActivityList(context, self.rows)
        self.empty = Label(look, "", 12, 400, "text2", wrap=True)
        layout = column(
            row(self.filter, margins=(16, 4, 16, 8)), row(self.empty, margins=(16, 0, 16, 0)), self.list, spacing=0
        )
        layout.setStretch(2, 1)
        self.setLayout(layout)
        self.filter.textChanged.connect(self._on_filter)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        context.portfolio.opened.connect(self.refresh)
        context.portfolio.engagements_changed.connect(self._on_changed)

    def refresh(self) -> None:
        """Tell the open engagement's steps again, at once where the pane is visible."""
        self._stale = True
        if self.isVisible():
            self._tell()

    def take_back(self) -> None:
        """Take the current step back alone, as a new step."""
        index = self.list.currentIndex()
        if not index.isValid():
            return
        act = self.rows.entry(index).act
        if self._context.attempt(lambda: self._context.store.take_back(act)):
            words = _("Took back: {label}").format(label=act.label)
            self._context.notices.tell(words, _("Undo"), self._undo)

    def _tell(self) -> None:
        dossier = self._context.portfolio.current_dossier()
        if dossier is None:
            return
        self._open_row(-1)
        self.rows.show(activity.entries(self._context.store, dossier, self._context.formats))
        self._stale = False
        self._say()

    def _on_filter(self, text: str) -> None:
        self._open_row(-1)
        self.rows.set_filter(text)
        self._say()

    def _on_changed(self, ids: frozenset[int]) -> None:
        if self._context.portfolio.current in ids:
            self.refresh()

    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self._open_row(current.row() if current.isValid() and current.data(Role.CAN_TAKE_BACK) else -1)

    def _open_row(self, at: int) -> None:
        item = None
        if at >= 0:
            item = button(self._context.appearance, _("Take back"), "secondary", "undo", height=26)
            item.setAccessibleName(_("Take back: {label}").format(label=self.rows.index(at).data()))
            item.clicked.connect(self.take_back)
        self.list.put_button(at, item)

    def _say(self) -> None:
        """Say why the list is empty where it is."""
        text = ""
        if not self.rows.rowCount():
            wanted = self.filter.text().strip()
            text = _("Nothing matches “{text}”.").format(text=wanted) if wanted else _("Nothing was done here yet.")
        self.empty.setText(text)
        self.empty.setVisible(bool(text))

    def _undo(self) -> None:
        self._context.attempt(self._context.store.undo)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._tell()
