"""How the cells of the week are painted and typed in."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from models.errors import UserError
from models.texts import _
from models.time_typing import read_length
from ui import icons
from ui.theme import Appearance, set_variant
from ui.time_log.grid_model import ADD, FIRST_DAY, NAME, WEEK, GridModel, Line

CELL_WIDTH, CELL_HEIGHT = 60, 30
PAD = 16
Index = QModelIndex | QPersistentModelIndex


class GridDelegate(QStyledItemDelegate):
    """Paints what the model says, and keeps a cell open whose words are no length.

    Signals:
        refused: why what was typed can't be taken.
        moved: the cell was taken; go so many rows down and columns right.
    """

    refused = Signal(str)
    moved = Signal(int, int)

    def __init__(self, appearance: Appearance, model: GridModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = appearance
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line, rect, theme = self._model.line(index), option.rect, self._look.theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if line.kind == "group":
            painter.fillRect(rect, theme.color("sunken"))
        column = index.column()
        if column == NAME:
            self._paint_name(painter, rect, line)
        elif column == ADD and line.row:
            self._paint_add(painter, rect, str(index.data()), option)
        elif column >= FIRST_DAY:
            self._paint_hours(painter, rect, line, index)
        if line.kind != "total":
            painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.color("line"))
        state = option.state
        if state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(theme.color("accent"), 2))
            inset = self._cell(rect) if column >= FIRST_DAY else QRectF(rect).adjusted(4, 4, -2, -5)
            painter.drawRoundedRect(inset, 6, 6)
        painter.restore()

    def _cell(self, rect: QRect) -> QRectF:
        scale = max(1.0, self._look.text_scale)
        width, height = min(CELL_WIDTH * scale, rect.width() - 4), CELL_HEIGHT * scale
        return QRectF(rect.center().x() + 0.5 - width / 2, rect.center().y() + 0.5 - height / 2, width, height)

    def _paint_name(self, painter: QPainter, rect: QRect, line: Line) -> None:
        place = rect.adjusted(PAD, 0, -4, 0)
        if line.kind != "row":
            text = "text2" if line.kind == "group" and not line.billable else "text"
            self._write(painter, place, line.name, self._look.font(12 if line.kind == "group" else 13, 600), text)
            return
        detail = self._model.detail(line)
        half = rect.height() // 2
        font = self._look.font(13, 500)
        upper = QRect(place.left(), rect.top() + 4, place.width() - 20 * detail.waiting, half - 3)
        width = self._write(painter, upper, line.name, font, "text")
        lower = QRect(place.left(), rect.top() + half, place.width(), half - 5)
        self._write(painter, lower, detail.text, self._look.font(11, 400), "text2")
        if detail.waiting:
            x, y = place.left() + width + 7, upper.center().y() - 6
            icons.draw_icon(painter, self._look.theme, "alert", x, y, "warn", 13)

    def _paint_add(self, painter: QPainter, rect: QRect, text: str, option: QStyleOptionViewItem) -> None:
        theme, scale = self._look.theme, max(1.0, self._look.text_scale)
        height = 26 * scale
        place = QRectF(rect.left() + 4, rect.center().y() + 0.5 - height / 2, rect.width() - 12, height)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.setPen(QPen(theme.color("line"), 1))
        painter.setBrush(theme.color("hover" if over else "surface"))
        painter.drawRoundedRect(place, 7, 7)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        self._write(painter, place.toRect(), text, self._look.font(12, 500), "text", Qt.AlignmentFlag.AlignCenter)

    def _paint_hours(self, painter: QPainter, rect: QRect, line: Line, index: Index) -> None:
        column, theme = index.column(), self._look.theme
        today = column < WEEK and self._model.days[column - FIRST_DAY] == self._model.today
        if today and line.kind != "group":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent_soft"))
            painter.drawRoundedRect(self._cell(rect), 6, 6)
            painter.setBrush(Qt.BrushStyle.NoBrush)
        strong = line.kind == "total" or column == WEEK
        quiet = line.kind == "group" or (not line.billable and column < WEEK)
        align = Qt.AlignmentFlag.AlignCenter
        if column == WEEK:
            align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            rect = rect.adjusted(0, 0, -PAD, 0)
        font = self._look.font(12 if line.kind == "group" else 13, 600 if strong else 500)
        self._write(painter, rect, str(index.data()), font, "text2" if quiet else "text", align)

    def _write(
        self,
        painter: QPainter,
        rect: QRect,
        text: str,
        font: QFont,
        token: str,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignVCenter,
    ) -> int:
        """Write words, cut with … where the room ends, and return their width."""
        painter.setFont(font)
        painter.setPen(self._look.theme.color(token))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, align, shown)
        return painter.fontMetrics().horizontalAdvance(shown)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setFont(self._look.font(13, 500))
        editor.setAlignment(Qt.AlignmentFlag.AlignCenter)
        editor.setTextMargins(-7, 0, -7, 0)
        editor.setAccessibleName(str(index.data(Qt.ItemDataRole.AccessibleTextRole)))
        editor.setPlaceholderText(_("0.5"))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))

    def setModelData(self, editor: QWidget, model: QObject, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            self._model.setData(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(self._cell(option.rect).toRect())

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        keys = {
            Qt.Key.Key_Return: (1, 0),
            Qt.Key.Key_Enter: (1, 0),
            Qt.Key.Key_Tab: (0, 1),
            Qt.Key.Key_Backtab: (0, -1),
            Qt.Key.Key_Down: (1, 0),
            Qt.Key.Key_Up: (-1, 0),
        }
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(editor, QLineEdit):
            step = keys.get(Qt.Key(event.key()))
            if step is not None:
                self._take(editor, *step)
                return True
        return super().eventFilter(editor, event)

    def _take(self, editor: QLineEdit, down: int, right: int) -> None:
        """Take what was typed and go on; words that are no length stay in the cell and are marked."""
        try:
            read_length(editor.text())
        except UserError as error:
            set_variant(editor, "invalid", True)
            editor.setAccessibleDescription(str(error))
            self.refused.emit(str(error))
            return
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
        self.moved.emit(down, right)
