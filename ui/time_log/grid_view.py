"""The week as a table: arrows walk it, typing fills a cell, Enter goes down, Tab right, Delete clears."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableView, QWidget

from models.formats import Formats
from models.texts import _
from ui.theme import Appearance
from ui.time_log.grid_delegate import PAD, GridDelegate
from ui.time_log.grid_model import ADD, FIRST_DAY, NAME, WEEK, GridModel, Index
from ui.viewport import give_viewport

ROW, GROUP, TOTAL, HEAD = 46, 30, 42, 34
DAY_WIDTH, ADD_WIDTH, WEEK_WIDTH, NAME_WIDTH = 62, 84, 74, 150
TYPED = frozenset("0123456789.,:")


class GridHeader(QHeaderView):
    """The days; today is told by its colour and weight."""

    def __init__(self, appearance: Appearance, rows: GridModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._look = appearance
        self._rows = rows
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(20)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), round(HEAD * max(1.0, self._look.text_scale)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        theme = self._look.theme
        painter.fillRect(self.viewport().rect(), theme.color("surface"))
        for section in range(self.count()):
            left, width = self.sectionViewportPosition(section), self.sectionSize(section)
            today = FIRST_DAY <= section < WEEK and self._rows.days[section - FIRST_DAY] == self._rows.today
            painter.setFont(self._look.font(12, 600 if today else 500))
            painter.setPen(theme.color("accent" if today else "text2"))
            align = Qt.AlignmentFlag.AlignVCenter
            if section == NAME:
                left += PAD
            elif section == WEEK:
                align |= Qt.AlignmentFlag.AlignRight
                width -= PAD
            else:
                align |= Qt.AlignmentFlag.AlignHCenter
            text = self._rows.headerData(section, Qt.Orientation.Horizontal) or ""
            painter.drawText(left, 0, width, self.height() - 1, align, text)
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.color("line"))


class GridView(QTableView):
    """Cells are edited in place.

    Signals:
        add_wanted: half an hour today for a project.
        opened: a project whose name was chosen.
        refused: why what was typed can't be taken.
        walked: the cell that has the focus now, in the view's own coordinates.
    """

    add_wanted = Signal(object)
    opened = Signal(object)
    refused = Signal(str)
    walked = Signal(object)

    def __init__(self, appearance: Appearance, formats: Formats) -> None:
        super().__init__()
        give_viewport(self)
        self._look = appearance
        self.rows = GridModel(formats, self)
        self.setHorizontalHeader(GridHeader(appearance, self.rows, self))
        self.setModel(self.rows)
        delegate = GridDelegate(appearance, self.rows, self)
        self.setItemDelegate(delegate)
        self.setObjectName("timeGrid")
        self.setAccessibleName(_("Hours of the week"))
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(20)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        delegate.refused.connect(self.refused)
        delegate.moved.connect(self.walk)
        self.rows.modelReset.connect(self.lay_out)
        appearance.changed.connect(self.lay_out)

    def lay_out(self) -> None:
        """Give rows and columns their sizes; the table is as high as its rows."""
        scale = max(1.0, self._look.text_scale)
        heights = {"group": GROUP, "row": ROW, "total": TOTAL}
        total = self.horizontalHeader().sizeHint().height()
        for number, kind in enumerate(self.rows.kinds()):
            self.setRowHeight(number, round(heights[kind] * scale))
            total += self.rowHeight(number)
        self.setFixedHeight(total)
        self.updateGeometry()
        self._lay_columns()
        self.viewport().update()

    def _lay_columns(self) -> None:
        scale = max(1.0, self._look.text_scale)
        widths = {ADD: ADD_WIDTH, WEEK: WEEK_WIDTH} | dict.fromkeys(range(FIRST_DAY, WEEK), DAY_WIDTH)
        widths = {column: round(width * scale) for column, width in widths.items()}
        room = self.viewport().width() - sum(widths.values())
        narrow = room < NAME_WIDTH * scale
        self.setColumnHidden(ADD, narrow)
        if narrow:
            room += widths[ADD]
        for column, width in ({NAME: max(90, room)} | widths).items():
            if not (column == ADD and narrow):
                self.setColumnWidth(column, width)

    def go_to(self, row: int, column: int) -> None:
        """Put the focus on a cell."""
        index = self.rows.index(row, column)
        if index.isValid():
            self.setCurrentIndex(index)

    def walk(self, down: int, right: int) -> None:
        """Go to the next cell that can be chosen in a direction; at the end of a row, to the next row's first day."""
        index = self.currentIndex()
        row, column = index.row() + down, index.column() + right
        if right and not FIRST_DAY <= column < WEEK:
            row, column = row + right, FIRST_DAY if right > 0 else WEEK - 1
            down = right
        while 0 <= row < self.rows.rowCount() and self.rows.kinds()[row] != "row":
            row += down or 1
        if 0 <= row < self.rows.rowCount():
            self.go_to(row, column)

    def event(self, event: QEvent) -> bool:
        """Digits belong to the cell, not to the window's single-letter keys."""
        claims = event.type() == QEvent.Type.ShortcutOverride
        if claims and isinstance(event, QKeyEvent) and self._is_typed(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index, key = self.currentIndex(), event.key()
        on_day = index.isValid() and FIRST_DAY <= index.column() < WEEK
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and index.isValid() and not on_day:
            self._press(index)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and on_day:
            self.walk(1, 0)
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and on_day:
            self.rows.setData(index, "0")
        elif on_day and self._is_typed(event):
            self._type(index, event.text())
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.walk(1 if key == Qt.Key.Key_Down else -1, 0)
        else:
            super().keyPressEvent(event)

    @staticmethod
    def _is_typed(event: QKeyEvent) -> bool:
        """Whether it begins a length of time; with Ctrl, Alt or Meta the same key is a shortcut of the window."""
        held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
        return event.text() in TYPED and not event.modifiers() & held

    def _type(self, index: QModelIndex, first: str) -> None:
        """Begin to type over a cell."""
        self.edit(index)
        editor = self.indexWidget(index)
        if editor is not None and hasattr(editor, "setText"):
            editor.setText(first)

    def _press(self, index: QModelIndex) -> None:
        place = self.rows.place_at(index)
        if place is not None:
            (self.add_wanted if index.column() == ADD else self.opened).emit(place)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() == ADD and index == self.currentIndex():
            self._press(index)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() == NAME:
            self._press(index)
        else:
            super().mouseDoubleClickEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.walked.emit(self.visualRect(current))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_columns()
