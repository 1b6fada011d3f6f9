"""Who has room: a strip of heat a consultant, one cell a week; it is a table, so that it can be read and walked."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from models import capacity
from models.capacity import Capacity, Cell, Row
from models.formats import Formats
from models.texts import _, ngettext
from ui.form import Label, column
from ui.lead.model import Index
from ui.theme import Appearance

HEIGHT = 38
NAME = 190
WAITING = 110
"""Widths of the consultant's name and of how many wait for a date, in logical pixels."""
CELL = Qt.ItemDataRole.UserRole
CLASHES_SHOWN = 3
FILLS = ("surface", "accent_soft", "accent_line", "accent_fill")
"""By load: free, one, two or three, more; the number stands in it too."""


class CapacityModel(QAbstractTableModel):
    """A row a consultant, a column a week."""

    def __init__(self) -> None:
        super().__init__()
        self._found, self._formats = Capacity((), ()), Formats()

    def show_capacity(self, found: Capacity, formats: Formats) -> None:
        """Show other weeks."""
        self.beginResetModel()
        self._found, self._formats = found, formats
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._found.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._found.weeks) + 2

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, at = self._found.rows[index.row()], index.column() - 1
        if 0 <= at < len(row.cells):
            return self._week(row.cells[at], at, role)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._outside(row, first=at < 0)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        if section == 0:
            return _("Consultant")
        weeks = self._found.weeks
        return self._formats.month_day(weeks[section - 1]) if section <= len(weeks) else _("No date yet")

    def _week(self, cell: Cell, at: int, role: int) -> Any:
        if role == CELL:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            return short(cell)
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            day = self._formats.day(self._found.weeks[at])
            return _("Week of {day}: {what}").format(day=day, what=capacity.cell_in_words(cell))
        return None

    @staticmethod
    def _outside(row: Row, *, first: bool) -> str:
        return (row.consultant or _("Nobody")) if first else str(row.waiting)


def short(cell: Cell) -> str:
    """Return what stands in a cell: "2 P 1 S", with P for Prod Upgrades and S for support weeks."""
    prods = _("{n} P").format(n=len(cell.prods)) if cell.prods else ""
    supports = _("{n} S").format(n=len(cell.supports)) if cell.supports else ""
    return " ".join(filter(None, (prods, supports)))


class CapacityDelegate(QStyledItemDelegate):
    """Paints a cell the fuller the more lies in the week, with the sign of a clash."""

    def __init__(self, look: Appearance) -> None:
        super().__init__(look)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(60, round(HEIGHT * max(1.0, self._look.text_scale)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, area = self._look.theme, QRectF(option.rect)
        cell: Cell | None = index.data(CELL)
        focused = option.state & QStyle.StateFlag.State_Selected
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        token = "text"
        if cell is not None:
            fill = 0 if not cell.load else 1 if cell.load == 1 else 2 if cell.load <= 3 else 3
            token = "on_accent" if fill == 3 else "text"
            edge = "danger" if cell.clashes else "line"
            painter.setPen(QPen(theme.color(edge), 1.6 if cell.clashes else 1))
            painter.setBrush(theme.color(FILLS[fill]))
            painter.drawRoundedRect(area.adjusted(3, 4, -3, -4), 5, 5)
        if focused:
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(1, 2, -1, -2), 6, 6)
        room = area.adjusted(12 if cell is None else 8, 0, -6, 0)
        if cell is not None and cell.clashes:
            icon = self._look.pixmap("alert", token if token == "on_accent" else "danger", 14)
            painter.drawPixmap(QPointF(room.left(), area.center().y() - 7), icon)
            room = room.adjusted(18, 0, 0, 0)
        font = self._look.font(13 if cell is None else 12, 500 if index.column() == 0 else 400)
        painter.setFont(font)
        painter.setPen(theme.color(token))
        cut = QFontMetricsF(font).elidedText(str(index.data() or ""), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)
        painter.restore()


class CapacityTable(QTableView):
    """Walked with the arrows; a cell says what lies in its week."""

    def __init__(self, look: Appearance, model: CapacityModel) -> None:
        super().__init__()
        self._look = look
        self.setObjectName("leadTable")
        self.setModel(model)
        self.setItemDelegate(CapacityDelegate(look))
        self.setAccessibleName(_("Prod upgrades and support weeks by consultant and week"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        model.modelReset.connect(self._share_width)
        look.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self.horizontalHeader().setFont(self._look.font(12, 500))
        self.verticalHeader().setDefaultSectionSize(round(HEIGHT * max(1.0, self._look.text_scale)))

    def _share_width(self) -> None:
        model = self.model()
        weeks = model.columnCount() - 2
        if weeks < 1:
            return
        total = self.viewport().width()
        self.setColumnWidth(0, NAME)
        for at in range(weeks):
            self.setColumnWidth(at + 1, (total - NAME - WAITING) // weeks)
        self.setColumnWidth(weeks + 1, total - NAME - weeks * ((total - NAME - WAITING) // weeks))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()


class CapacityPane(QWidget):
    """Who can be scheduled next, what clashes, and the strip."""

    def __init__(self, look: Appearance) -> None:
        super().__init__()
        self.model = CapacityModel()
        self.table = CapacityTable(look, self.model)
        self.next = Label(look, "", 13, 500, wrap=True)
        self.clashes = Label(look, "", 13, 400, "danger", wrap=True)
        self.legend = Label(look, _("P: prod upgrades, S: support weeks that have a day in the week"), 12, 400, "text2")
        words = column(self.next, self.clashes, self.legend, spacing=4, margins=(14, 4, 14, 8))
        self.setLayout(column(words, self.table, spacing=0))

    def show_capacity(self, found: Capacity, formats: Formats) -> None:
        """Show other weeks."""
        self.model.show_capacity(found, formats)
        self.next.setText(capacity.next_in_words(found, formats))
        told = capacity.clashes(found)
        rest = len(told) - CLASHES_SHOWN
        more = [ngettext("and {count} more", "and {count} more", rest).format(count=rest)] if rest > 0 else []
        self.clashes.setText("\n".join([*told[:CLASHES_SHOWN], *more]))
        self.clashes.setVisible(bool(told))
