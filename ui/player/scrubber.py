"""The line below the picture: how far it is, and the moments as ticks on it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QToolTip

from models import library
from models.library import Moment
from models.texts import _
from ui.theme import Appearance

HEIGHT, TRACK, HANDLE = 28, 4, 7
TICK = QSize(6, 12)
CATCH = 5
"""How near the pointer has to be to a tick, in pixels, to be drawn to it."""


class Scrubber(QAbstractSlider):
    """A slider over the milliseconds of a video.

    Signals:
        went: the position that the person, or assistive technology, chose; never one that was only shown.
    """

    went = Signal(int)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._moments: tuple[Moment, ...] = ()
        self._shown = 0
        self.reads: Callable[[int], str] = library.clock_text
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(_("Position in the video"))
        self.setMouseTracking(True)
        self.setSingleStep(5000)
        self.setPageStep(30_000)
        self.setRange(0, 0)
        self.valueChanged.connect(self._on_value)
        appearance.changed.connect(self.update)

    def show_moments(self, moments: tuple[Moment, ...]) -> None:
        """Show other ticks."""
        self._moments = moments
        self.update()

    def show_length(self, length_ms: int) -> None:
        """Show how long it is, without moving."""
        self._shown = min(self.value(), length_ms)
        self.setRange(0, length_ms)
        self.update()

    def show_position(self, at_ms: int) -> None:
        """Show another position, unless the person holds the handle."""
        if not self.isSliderDown():
            self._shown = min(at_ms, self.maximum())
            self.setValue(at_ms)

    def x_of(self, at_ms: int) -> float:
        """Return where a position is drawn."""
        room = self.width() - 2 * HANDLE
        return HANDLE + (room * at_ms / self.maximum() if self.maximum() else 0)

    def at(self, x: float) -> int:
        """Return the position at a place, or that of the moment whose tick is there."""
        near = min(self._moments, key=lambda item: abs(self.x_of(item.at_ms) - x), default=None)
        if near is not None and abs(self.x_of(near.at_ms) - x) <= CATCH:
            return near.at_ms
        room = max(1, self.width() - 2 * HANDLE)
        return round(max(0.0, min(1.0, (x - HANDLE) / room)) * self.maximum())

    def _moment_at(self, x: float) -> Moment | None:
        return next((item for item in self._moments if abs(self.x_of(item.at_ms) - x) <= CATCH), None)

    def _on_value(self, value: int) -> None:
        if value != self._shown:
            self._shown = value
            self.went.emit(value)

    def _go(self, x: float) -> None:
        self.setSliderPosition(self.at(x))

    def sizeHint(self) -> QSize:
        return QSize(200, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, middle = self._appearance.theme, self.height() / 2
        here = self.x_of(self.sliderPosition())
        painter.setPen(Qt.PenStyle.NoPen)
        for token, right in (("bar", self.width() - HANDLE), ("accent_fill", here)):
            painter.setBrush(theme.color(token))
            painter.drawRoundedRect(QRectF(HANDLE, middle - TRACK / 2, right - HANDLE, TRACK), 2, 2)
        for item in self._moments:
            left = self.x_of(item.at_ms) - TICK.width() / 2
            painter.setPen(QPen(theme.color("surface"), 1))
            painter.setBrush(theme.color("accent" if item.at_ms <= self.sliderPosition() else "line_strong"))
            painter.drawRoundedRect(QRectF(left, middle - TICK.height() / 2, TICK.width(), TICK.height()), 2, 2)
        painter.setPen(QPen(theme.color("accent"), 2))
        painter.setBrush(theme.color("surface"))
        painter.drawEllipse(QPointF(here, middle), HANDLE - 1, HANDLE - 1)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._go(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self._go(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setSliderDown(False)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            moment = self._moment_at(event.pos().x())
            words = library.moment_text(moment) if moment else self.reads(self.at(event.pos().x()))
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return bool(super().event(event))
