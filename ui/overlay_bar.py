"""A scroll bar that takes no room: it shows while one scrolls or points at it, then goes away (DESIGN 3)."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QAbstractScrollArea, QScrollBar

WIDTH = 10
SHOWN_MS = 900
"""How long it stays after the last movement, in milliseconds."""


class OverlayBar(QScrollBar):
    """Stands over the right edge of a scroll area and moves with its own, hidden scroll bar."""

    def __init__(self, area: QAbstractScrollArea) -> None:
        super().__init__(Qt.Orientation.Vertical, area)
        self._area = area
        self._own = area.verticalScrollBar()
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._timer.timeout.connect(self._rest)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._own.rangeChanged.connect(self._follow)
        self._own.valueChanged.connect(self._appear)
        self.valueChanged.connect(self._own.setValue)
        area.installEventFilter(self)
        area.viewport().installEventFilter(self)

    def _follow(self) -> None:
        self.setRange(self._own.minimum(), self._own.maximum())
        self.setPageStep(self._own.pageStep())
        self.setSingleStep(self._own.singleStep())
        if self._own.maximum() == self._own.minimum():
            self.hide()

    def _appear(self) -> None:
        self._follow()
        self.setValue(self._own.value())
        if self._own.maximum() > self._own.minimum():
            self.setGeometry(self._area.width() - WIDTH, 0, WIDTH, self._area.height())
            self.show()
            self.raise_()
            self._timer.start()

    def _rest(self) -> None:
        if self.underMouse() or self.isSliderDown():
            self._timer.start()
        else:
            self.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Enter:
            self._appear()
        elif event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._area.width() - WIDTH, 0, WIDTH, self._area.height())
        return super().eventFilter(watched, event)
