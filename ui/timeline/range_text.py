"""The visible range in words beside the heading; a notch of the wheel repaints it and lays nothing out anew."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import Appearance

PX = 12


class RangeText(QWidget):
    """Takes the room that is left, and cuts its words where that is little."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self.text = ""
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # else each notch paints the card behind it too
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        appearance.changed.connect(self.update)

    def set_text(self, text: str) -> None:
        """Show other words."""
        if text != self.text:
            self.text = text
            self.setAccessibleName(text)
            self.setToolTip(text if self._metrics().horizontalAdvance(text) > self.width() else "")
            self.update()

    def _metrics(self) -> QFontMetricsF:
        return QFontMetricsF(self._appearance.font(PX))

    def sizeHint(self) -> QSize:
        return QSize(0, round(self._metrics().height()) + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._appearance.theme.color("surface"))
        painter.setFont(self._appearance.font(PX))
        painter.setPen(self._appearance.theme.color("text3"))
        metrics = self._metrics()
        shown = metrics.elidedText(self.text, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(0, round((self.height() - metrics.height()) / 2 + metrics.ascent()), shown)
