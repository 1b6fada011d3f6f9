"""What the act draws itself: the circle of a row, and the bar that says how many are whole."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from models.scheduled_act import COUNT, RowState
from models.texts import _
from ui.theme import Appearance

CIRCLE = 24


class RowMark(QWidget):
    """A circle with the row's number: filled green with a tick when done, filled blue for the row of now."""

    def __init__(self, appearance: Appearance, number: int) -> None:
        super().__init__()
        self._appearance = appearance
        self._number = number
        self._state: RowState = "open"
        self._now = False
        side = round(CIRCLE * max(1.0, appearance.text_scale))
        self.setFixedSize(side, side)
        appearance.changed.connect(self.update)

    def show_state(self, state: RowState, *, now: bool) -> None:
        """Show how far the row is."""
        self._state, self._now = state, now
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._appearance.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        fill = {"done": "ok", "failed": "danger"}.get(self._state, "accent_fill" if self._now else "")
        if fill:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(fill))
            painter.drawEllipse(area)
        else:
            if self._state == "half":
                painter.setBrush(QBrush(theme.color("warn_line"), Qt.BrushStyle.BDiagPattern))
            painter.setPen(QPen(theme.color("warn" if self._state == "half" else "line_strong"), 1.2))
            painter.drawEllipse(area)
        if self._state in {"done", "failed"}:
            icon = self._appearance.pixmap("check" if self._state == "done" else "alert", "on_accent", 14)
            side = 14
            at = ((self.width() - side) // 2, (self.height() - side) // 2)
            painter.drawPixmap(at[0], at[1], icon)
            return
        painter.setFont(self._appearance.font(12, 600))
        painter.setPen(theme.color("on_accent" if fill else "text2"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, str(self._number))


class Progress(QWidget):
    """A bar of six: whole things filled, half ones hatched."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._done = self._half = 0
        appearance.changed.connect(self.update)

    def set(self, done: int, half: int) -> None:
        """Show how many are whole and how many are only half done."""
        self._done, self._half = done, half
        said = _("{done} of {count} done").format(done=done, count=COUNT)
        self.setAccessibleName(said + (_(", {half} not read back").format(half=half) if half else ""))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(96, 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._appearance.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        area = QRectF(0, (self.height() - 6) / 2, self.width(), 6)
        painter.setBrush(theme.color("bar"))
        painter.drawRoundedRect(area, 3, 3)
        whole = area.width() * self._done / COUNT
        half = area.width() * self._half / COUNT
        if half:
            painter.setBrush(QBrush(theme.color("warn"), Qt.BrushStyle.BDiagPattern))
            painter.drawRoundedRect(QRectF(area.x(), area.y(), whole + half, 6), 3, 3)
        if whole:
            painter.setBrush(theme.color("accent_fill"))
            painter.drawRoundedRect(QRectF(area.x(), area.y(), whole, 6), 3, 3)
