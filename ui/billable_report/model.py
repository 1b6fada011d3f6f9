"""The table of the billable report as a Qt model, and how a cell is painted."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from models import billable_report
from models.billable_report import COLUMNS, Report, Row
from models.formats import Formats
from models.texts import _
from ui.theme import Appearance

Index = QModelIndex | QPersistentModelIndex

LEVEL = Qt.ItemDataRole.UserRole
FIRST_AMOUNT = 3
LAST = len(COLUMNS) - 1
SHARES = (26, 24, 16, 11, 11, 12)
"""Of the table's width, in hundredths, by column."""
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
HEIGHT = 30


class ReportModel(QAbstractTableModel):
    """Clients with their phases, then the sums."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()

    def show_report(self, found: Report, formats: Formats) -> None:
        """Show another period."""
        self.beginResetModel()
        self._rows = billable_report.rows(found, formats)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return row.cells[column]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if column >= FIRST_AMOUNT else LEFT
        return row.level if role == LEVEL else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _(COLUMNS[section])
        return (RIGHT if section >= FIRST_AMOUNT else LEFT) if role == Qt.ItemDataRole.TextAlignmentRole else None


class ReportTable(QTableView):
    """Shares its width among the columns."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for at, share in enumerate(SHARES):
            self.setColumnWidth(at, self.viewport().width() * share // 100)


class ReportDelegate(QStyledItemDelegate):
    """Clients and sums strong; a phase doesn't say its client again."""

    def __init__(self, look: Appearance) -> None:
        super().__init__(look)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(60, round(HEIGHT * max(1.0, self._look.text_scale)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, area, level = self._look.theme, QRectF(option.rect), index.data(LEVEL)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, theme.color("selected"))
        elif level == "sum":
            painter.fillRect(area, theme.color("sunken"))
        if level != "phase":
            painter.setPen(QPen(theme.color("line"), 1))
            painter.drawLine(area.topLeft(), area.topRight())
        if not (level == "phase" and index.column() in (0, 2)):
            font = self._look.font(13, 400 if level == "phase" else 600)
            painter.setFont(font)
            painter.setPen(theme.color("text2" if level == "phase" else "text"))
            room = area.adjusted(16 if index.column() == 0 else 8, 0, -16 if index.column() == LAST else -8, 0)
            cut = QFontMetricsF(font).elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, index.data(Qt.ItemDataRole.TextAlignmentRole), cut)
        painter.restore()
