"""What the signs of the chart mean, in a line that leaves out what has no room."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.surveys.chart_paint import RADIUS, paint_mark
from ui.theme import Appearance

SIGN, GAP = 18, 18


class Legend(QWidget):
    """Entries of a sign (line, survey, csat, bar, bar2 or none) and its words."""

    def __init__(self, look: Appearance) -> None:
        super().__init__()
        self._look = look
        self._entries: tuple[tuple[str, str], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        look.changed.connect(self.update)

    def show_entries(self, *entries: tuple[str, str]) -> None:
        """Show other entries: sign and words."""
        self._entries = entries
        words = ", ".join(text for _sign, text in entries)
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(100, round(22 * max(1.0, self._look.text_scale)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self._look.font(11)
        metrics, x, middle = QFontMetricsF(font), 0.0, self.height() / 2
        painter.setFont(font)
        for sign, text in self._entries:
            lead = SIGN + 5 if sign else 0
            wide = lead + metrics.horizontalAdvance(text)
            if x + wide > self.width():
                return
            self._paint_sign(painter, sign, QPointF(x + SIGN / 2, middle))
            painter.setPen(self._look.theme.color("text2"))
            painter.drawText(QPointF(x + lead, middle + metrics.ascent() / 2 - 1.5), text)
            x += wide + GAP

    def _paint_sign(self, painter: QPainter, sign: str, at: QPointF) -> None:
        theme = self._look.theme
        if sign == "line":
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawLine(at - QPointF(SIGN / 2, 0), at + QPointF(SIGN / 2, 0))
        elif sign in {"survey", "csat"}:
            painter.setPen(QPen(theme.color("text2"), 1.8))
            painter.setBrush(theme.color("surface"))
            paint_mark(painter, sign, at, RADIUS)
        elif sign:
            painter.setPen(QPen(theme.color("line_strong"), 1.2) if sign == "bar2" else Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("bar" if sign == "bar2" else "accent_fill"))
            painter.drawRoundedRect(QRectF(at.x() - 5, at.y() - 5, 10, 10), 2, 2)
