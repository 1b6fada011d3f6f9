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
        self._short = ""
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # else each notch paints the card behind it too
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        appearance.changed.connect(self._restyle)
        self._restyle()

    def set_text(self, text: str, short: str = "") -> None:
        """Show other words; the short ones where the others have no room."""
        if text != self.text:
            self.text, self._short = text, short or text
            self._wide = self._metrics.horizontalAdvance(text)
            self.setAccessibleName(text)
            self.setToolTip("" if self._fits() else text)
            self.update()

    def _restyle(self) -> None:
        self._font = self._appearance.font(PX)
        self._metrics = QFontMetricsF(self._font)
        self._wide = self._metrics.horizontalAdvance(self.text)
        self.update()

    def _fits(self) -> bool:
        return self._wide <= self.width()

    def sizeHint(self) -> QSize:
        return QSize(0, round(self._metrics.height()) + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._appearance.theme.color("surface"))
        painter.setFont(self._font)
        painter.setPen(self._appearance.theme.color("text3"))
        metrics = self._metrics
        shown = self.text
        if not self._fits():
            shown = metrics.elidedText(self._short, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(0, round((self.height() - metrics.height()) / 2 + metrics.ascent()), shown)
