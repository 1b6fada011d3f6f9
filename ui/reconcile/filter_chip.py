"""A pill that counts a group and, pressed, shows that group alone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from ui.theme import Appearance


class FilterChip(QAbstractButton):
    """Drawn as the kit's chips are; checked, its edge is strong."""

    def __init__(self, appearance: Appearance, tone: str) -> None:
        super().__init__()
        self._appearance = appearance
        self._tone = tone
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        appearance.changed.connect(self._fit)
        self._fit()

    def setText(self, text: str) -> None:
        super().setText(text)
        self._fit()

    def _fit(self) -> None:
        self.setFont(self._appearance.font(12, 500))
        height = round(24 * max(1.0, self._appearance.text_scale))
        self.setFixedSize(self.fontMetrics().horizontalAdvance(self.text()) + 20, height)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._appearance.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = self.rect().adjusted(1, 1, -1, -1)
        edge = "accent" if self.hasFocus() else self._tone if self.isChecked() else f"{self._tone}_line"
        painter.setPen(QPen(theme.color(edge), 2 if self.hasFocus() or self.isChecked() else 1))
        painter.setBrush(theme.color(f"{self._tone}_soft"))
        painter.drawRoundedRect(area, area.height() / 2, area.height() / 2)
        painter.setPen(theme.color(self._tone))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
