"""A switch: on or off, and what it says counts at once."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QWidget

from ui.theme import Appearance

WIDTH, HEIGHT = 34, 20


class Switch(QCheckBox):
    """A check box drawn as a switch; assistive technology reads it as the check box that it is."""

    def __init__(self, appearance: Appearance, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(WIDTH + 4, HEIGHT + 4)
        appearance.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH + 4, HEIGHT + 4)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._appearance.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 12, 12)
        pill = QRectF(2.5, 2.5, WIDTH - 1, HEIGHT - 1).adjusted(1, 1, -1, -1)
        on = self.isChecked()
        painter.setPen(QPen(theme.color("accent_fill" if on else "line_strong"), 1))
        painter.setBrush(theme.color("accent_fill" if on else "sunken"))
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("on_accent" if on else "text3"))
        across = pill.height() - 6
        left = pill.right() - 3 - across if on else pill.left() + 3
        painter.drawEllipse(QRectF(left, pill.top() + 3, across, across))
