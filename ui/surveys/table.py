"""The table under the chart: the same scores in words; Enter changes one, Delete takes it away."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from models.texts import _
from ui.surveys.model import AFTER, CLIENT, DAY, LOW, SAID, SCORE, STRONG, Index, ScoreModel
from ui.theme import Appearance

HEIGHT = 38
WIDTHS = (108, 172, 62, 0, 240)
"""Of the columns of scores, in logical pixels; what they said takes the rest."""


class ScoreDelegate(QStyledItemDelegate):
    """Paints a cell."""

    def __init__(self, look: Appearance) -> None:
        super().__init__(look)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(60, round(HEIGHT * max(1.0, self._look.text_scale)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, area, state = self._look.theme, QRectF(option.rect), option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, theme.color("selected"))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        strong = bool(index.data(STRONG))
        token = "danger" if index.data(LOW) else "text" if strong or index.column() == SAID else "text2"
        font = self._look.font(13 if index.column() != AFTER else 12, 600 if strong else 400)
        painter.setFont(font)
        painter.setPen(theme.color(token))
        room = area.adjusted(16 if index.column() == 0 else 8, 0, -16 if index.column() == AFTER else -8, 0)
        side = index.data(Qt.ItemDataRole.TextAlignmentRole) or int(Qt.AlignmentFlag.AlignVCenter)
        cut = QFontMetricsF(font).elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, side, cut)
        painter.restore()


class ScoreTable(QTableView):
    """Rows of scores or quarters.

    Signals:
        changed: change the score of a row.
        deleted: take the score of a row away.
        menu_wanted: what can be done with the score of a row, there on the screen.
    """

    changed = Signal(int)
    deleted = Signal(int)
    menu_wanted = Signal(int, QPoint)

    def __init__(self, look: Appearance, model: ScoreModel) -> None:
        super().__init__()
        self._look = look
        self._scores = model
        self.setObjectName("scoreTable")
        self.setAccessibleName(_("Scores"))
        self.setModel(model)
        self.setItemDelegate(ScoreDelegate(look))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.customContextMenuRequested.connect(self._on_menu)
        self.doubleClicked.connect(lambda index: self.changed.emit(index.row()))
        model.modelReset.connect(self._lay_columns)
        look.changed.connect(self._restyle)
        self._restyle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row, key = self.currentIndex().row(), event.key()
        if row >= 0 and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.changed.emit(row)
        elif row >= 0 and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.deleted.emit(row)
        elif row >= 0 and key == Qt.Key.Key_Menu:
            self._on_menu(self.visualRect(self.currentIndex()).center())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_columns()

    def _on_menu(self, place: QPoint) -> None:
        index = self.indexAt(place)
        if index.isValid():
            self.setCurrentIndex(index)
            self.menu_wanted.emit(index.row(), self.viewport().mapToGlobal(place))

    def _restyle(self) -> None:
        self.verticalHeader().setDefaultSectionSize(round(HEIGHT * max(1.0, self._look.text_scale)))
        self.horizontalHeader().setFont(self._look.font(12, 500))
        self._lay_columns()

    def _lay_columns(self) -> None:
        wide, count = self.viewport().width(), self._scores.columnCount()
        if self._scores.of_quarters:
            for at in range(count):
                self.setColumnWidth(at, wide // count)
            return
        scale = self._look.text_scale
        widths = [round(width * scale) for width in WIDTHS]
        font = QFontMetricsF(self._look.font(13, 600))
        for at in (DAY, CLIENT, SCORE):
            texts = (str(self._scores.index(row, at).data()) for row in range(self._scores.rowCount()))
            needed = max((font.horizontalAdvance(text) for text in texts), default=0.0)
            widths[at] = min(max(widths[at], round(needed) + (28 if at == DAY else 20)), wide // 4)
        widths[AFTER] = min(widths[AFTER], wide // 4)
        widths[SAID] = max(60, wide - sum(width for at, width in enumerate(widths) if at != SAID))
        for at, width in enumerate(widths):
            self.setColumnWidth(at, width)

    def choose(self, row: int) -> None:
        """Mark a row and bring it into view; none with -1."""
        index = self._scores.index(row, 0) if row >= 0 else QModelIndex()
        if index != self.currentIndex():
            self.setCurrentIndex(index)
            if not index.isValid():
                self.clearSelection()
