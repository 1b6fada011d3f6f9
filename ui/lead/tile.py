"""A number of the lead's overview that filters the table below."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy

from models.lead import Tile
from ui.theme import Appearance

HEIGHT = 92
SMALL = 32
TOKENS = {"danger": "danger", "warn": "warn", "accent": "accent", "neutral": "text"}


class TileButton(QPushButton):
    """Pressed while the table shows only what it counts."""

    def __init__(self, appearance: Appearance, key: str, *, small: bool = False) -> None:
        super().__init__()
        self.key = key
        self._small = small
        self._look = appearance
        self._tile: Tile | None = None
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        wide = QSizePolicy.Policy.Fixed if small else QSizePolicy.Policy.Expanding
        self.setSizePolicy(wide, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self._restyle)
        self._restyle()

    def show_tile(self, tile: Tile) -> None:
        """Show another number."""
        self._tile = tile
        self.setAccessibleName(f"{tile.count} {tile.text}")
        self.setAccessibleDescription(tile.who)
        self.setToolTip(tile.who)
        self._restyle()

    def _restyle(self) -> None:
        scale = max(1.0, self._look.text_scale)
        self.setFixedHeight(round((SMALL if self._small else HEIGHT) * scale))
        if self._small:
            words = QFontMetricsF(self._look.font(12, 500)).horizontalAdvance(self.accessibleName())
            self.setFixedWidth(round(words + 26))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._tile is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, area = self._look.theme, QRectF(self.rect()).adjusted(1, 1, -1, -1)
        chosen, focused = self.isChecked(), self.hasFocus()
        painter.setPen(QPen(theme.color("accent" if chosen or focused else "line"), 2 if chosen or focused else 1))
        painter.setBrush(theme.color("accent_soft" if chosen else "surface"))
        painter.drawRoundedRect(area, 8 if self._small else 10, 8 if self._small else 10)
        if self._small:
            painter.setFont(self._look.font(12, 500))
            painter.setPen(theme.color(TOKENS[self._tile.tone]))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self.accessibleName())
            return
        scale = max(1.0, self._look.text_scale)
        left, room = area.left() + 14, area.width() - 24
        for text, px, weight, token, base in (
            (str(self._tile.count), 22, 600, TOKENS[self._tile.tone], 32),
            (self._tile.text, 12, 500, "text", 54),
            (self._tile.who, 12, 400, "text2", 74),
        ):
            font = self._look.font(px, weight)
            if QFontMetricsF(font).horizontalAdvance(text) > room:
                font = self._look.font(px - 1, weight)
            painter.setFont(font)
            painter.setPen(theme.color(token))
            cut = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.drawText(round(left), round(area.top() + base * scale), cut)
