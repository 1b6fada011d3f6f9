"""The moments of a video as a list: time, words, and the step that each shows."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetricsF, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from models import library
from models.library import Moment
from models.playbook import Playbook
from models.texts import _
from ui.icons import draw_icon
from ui.overlay_bar import OverlayBar
from ui.theme import Appearance
from ui.viewport import give_viewport

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
ROW, SHORT_ROW, TEXT_LEFT = 46, 34, 56
MOMENT = Qt.ItemDataRole.UserRole + 1
STEP = Qt.ItemDataRole.UserRole + 2
CHANGED = Qt.ItemDataRole.UserRole + 3
FINAL = Qt.ItemDataRole.UserRole + 4


class MomentModel(QAbstractListModel):
    """One row a moment."""

    def __init__(self, parent: QListView) -> None:
        super().__init__(parent)
        self._moments: tuple[Moment, ...] = ()
        self._playbook: Playbook | None = None

    def show(self, moments: tuple[Moment, ...], playbook: Playbook) -> None:
        """Show other moments, with the words that the playbook has for their steps."""
        if moments != self._moments or playbook is not self._playbook:
            self.beginResetModel()
            self._moments, self._playbook = moments, playbook
            self.endResetModel()

    def row_of(self, moment: int) -> QModelIndex:
        """Return the row of a moment; an invalid index where it isn't shown."""
        return next((self.index(at, 0) for at, item in enumerate(self._moments) if item.id == moment), QModelIndex())

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._moments)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or self._playbook is None:
            return None
        moment = self._moments[index.row()]
        definition = self._playbook.step(moment.step) if moment.step else None
        step = _("Step: {step}").format(step=definition.text) if definition else ""
        changed = moment.step_changed(self._playbook)
        if changed:
            step = _("The step has changed since: {step}").format(step=definition.text if definition else moment.step)
        spoken = (library.clock_text(moment.at_ms), moment.title, step, moment.note)
        answers: dict[int, object] = {
            Qt.ItemDataRole.DisplayRole: moment.title,
            Qt.ItemDataRole.ToolTipRole: moment.note or None,
            Qt.ItemDataRole.AccessibleTextRole: ", ".join(filter(None, spoken)),
            MOMENT: moment,
            STEP: step,
            CHANGED: changed,
            FINAL: definition is not None and definition.irreversible,
        }
        return answers.get(role)


class MomentDelegate(QStyledItemDelegate):
    """Draws one moment."""

    def __init__(self, appearance: Appearance, view: QListView) -> None:
        super().__init__(view)
        self._appearance = appearance
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        height = ROW if index.data(STEP) else SHORT_ROW
        return QSize(100, round(height * max(1.0, self._appearance.text_scale)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._appearance.theme
        area = QRectF(0, option.rect.y(), self._view.viewport().width(), option.rect.height())
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("selected" if chosen else "sunken"))
            painter.drawRoundedRect(area.adjusted(0, 1, 0, -1), 7, 7)
        moment = index.data(MOMENT)
        token = "accent" if chosen else "text2"
        self._words(painter, area.adjusted(10, 0, 0, 0), library.clock_text(moment.at_ms), (13, 500, token))
        box = area.adjusted(TEXT_LEFT, 0, -36 if chosen else -10, 0)
        if chosen:
            draw_icon(painter, theme, "play", area.right() - 24, area.center().y() - 7, "accent", 14)
        step = str(index.data(STEP))
        if step:
            box.setHeight(area.height() / 2 + 2)
            changed = bool(index.data(CHANGED))
            icon, tone = ("alert", "warn") if changed else ("check", "text2")
            if index.data(FINAL) and not changed:
                icon, tone = "flip", "accent"
            below = box.translated(0, area.height() / 2 - 4)
            draw_icon(painter, theme, icon, below.left(), below.center().y() - 6, tone, 12)
            self._words(painter, below.adjusted(18, 0, 0, 0), step, (12, 400, "warn" if changed else "text2"))
        self._words(painter, box, moment.title, (13.5, 600 if chosen else 400, "text"))
        if option.state & QStyle.StateFlag.State_HasFocus and self._view.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRoundedRect(area.adjusted(1, 2, -1, -2), 7, 7)
        painter.restore()

    def _words(self, painter: QPainter, area: QRectF, text: str, look: tuple[float, int, str]) -> None:
        font = self._appearance.font(look[0], look[1])
        painter.setFont(font)
        painter.setPen(self._appearance.theme.color(look[2]))
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


class MomentView(QListView):
    """Moments for eyes, keys and assistive technology.

    Signals:
        play_wanted: a moment to play from.
        chosen: the moment that the person came to.
        delete_wanted: a moment to delete.
        menu_wanted: a moment and the place for its menu.
    """

    play_wanted = Signal(object)
    chosen = Signal(object)
    delete_wanted = Signal(object)
    menu_wanted = Signal(object, QPoint)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        give_viewport(self)
        self.rows = MomentModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(MomentDelegate(appearance, self))
        self.setAccessibleName(_("Moments"))
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._bar = OverlayBar(self)
        self.doubleClicked.connect(self._on_double)
        self.selectionModel().currentChanged.connect(self._on_current)
        appearance.changed.connect(self.scheduleDelayedItemsLayout)

    def current(self) -> Moment | None:
        """Return the moment that the person came to last."""
        found = self.currentIndex().data(MOMENT)
        return found if isinstance(found, Moment) else None

    def _on_double(self, index: QModelIndex) -> None:
        self.play_wanted.emit(index.data(MOMENT))

    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(index.data(MOMENT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moment = self.current()
        if moment and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.play_wanted.emit(moment)
        elif moment and event.key() == Qt.Key.Key_Delete:
            self.delete_wanted.emit(moment)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_keys = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_keys else self.indexAt(event.pos())
        if index.isValid():
            place = self.visualRect(index).bottomLeft() if by_keys else event.pos()
            self.menu_wanted.emit(index.data(MOMENT), self.viewport().mapToGlobal(place))
