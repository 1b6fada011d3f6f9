"""Working hours as a band of the day with two handles, a quarter of an hour a step."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSlider, QWidget

from models.texts import _
from ui.theme import Appearance

WIDTH, BAND = 250, 22
HANDLE_WIDTH, HANDLE = 12, 27
QUARTERS = 96
MINUTES = 15


def quarter(clock: str) -> int:
    """Return how many quarters of an hour "08:15" is after midnight."""
    hours, _colon, minutes = clock.partition(":")
    return int(hours) * 4 + int(minutes) // MINUTES


def clock_of(quarters: int) -> str:
    """Return quarters of an hour as a time of day, "08:15"."""
    return f"{quarters // 4:02}:{quarters % 4 * MINUTES:02}"


class Handle(QSlider):
    """One end of the hours: dragged, or moved by arrows; a value counts when it is let go."""

    def __init__(self, band: HoursBand, appearance: Appearance, name: str) -> None:
        super().__init__(Qt.Orientation.Horizontal, band)
        self._band = band
        self._appearance = appearance
        self.setAccessibleName(name)
        self.setRange(0, QUARTERS - 1)
        self.setTracking(False)
        self.setCursor(Qt.CursorShape.SizeHorCursor)
        self.setFixedSize(HANDLE_WIDTH, HANDLE)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.setSliderDown(True)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self.setSliderPosition(self._band.quarter_at(self.mapToParent(event.position().toPoint()).x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setSliderDown(False)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._appearance.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), 1.5))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75), 5, 5)
        painter.setPen(QPen(theme.color("accent"), 2))
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(QRectF(3, 3, HANDLE_WIDTH - 6, HANDLE - 6), 3, 3)


class HoursBand(QWidget):
    """The day from midnight to midnight, light between its two handles, with their times below.

    Signals:
        chosen: the start and the end that the person chose, as "08:00".
    """

    chosen = Signal(str, str)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self.start = Handle(self, appearance, _("Start of your working hours"))
        self.end = Handle(self, appearance, _("End of your working hours"))
        for handle in (self.start, self.end):
            handle.valueChanged.connect(self._on_value)
            handle.sliderMoved.connect(self._follow)
        appearance.changed.connect(self._restyle)
        self._restyle()

    def show_hours(self, start: str, end: str) -> None:
        """Show hours without saying that the person chose them."""
        self._shown = (quarter(start), quarter(end))
        self.start.setValue(self._shown[0])
        self.end.setValue(self._shown[1])
        self._follow()

    _shown = (0, 0)

    def quarter_at(self, x: float) -> int:
        """Return the quarter of an hour at a place of the band."""
        return max(0, min(QUARTERS - 1, round((x - HANDLE_WIDTH / 2) / (WIDTH / QUARTERS))))

    def _x(self, quarters: int) -> float:
        return HANDLE_WIDTH / 2 + quarters * WIDTH / QUARTERS

    def _on_value(self) -> None:
        now = (self.start.value(), self.end.value())
        self._follow()
        if now != self._shown and now[0] < now[1]:
            self._shown = now
            self.chosen.emit(clock_of(now[0]), clock_of(now[1]))
        elif now[0] >= now[1]:
            self.start.setValue(self._shown[0])
            self.end.setValue(self._shown[1])

    def _follow(self) -> None:
        for handle in (self.start, self.end):
            handle.move(round(self._x(handle.sliderPosition()) - HANDLE_WIDTH / 2), 0)
            handle.setAccessibleDescription(clock_of(handle.sliderPosition()))
        self.update()

    def _restyle(self) -> None:
        self.setFixedSize(WIDTH + HANDLE_WIDTH, HANDLE + round(18 * self._appearance.text_scale))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._appearance.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        band = QRectF(HANDLE_WIDTH / 2, (HANDLE - BAND) / 2, WIDTH, BAND)
        painter.setPen(QPen(theme.color("line_strong"), 1))
        painter.setBrush(theme.color("night"))
        painter.drawRoundedRect(band, 5, 5)
        first, last = (self._x(handle.sliderPosition()) for handle in (self.start, self.end))
        painter.fillRect(QRectF(first, band.top() + 0.5, last - first, BAND - 1), theme.color("accent_soft"))
        painter.setFont(self._appearance.font(11, 500))
        painter.setPen(theme.color("text2"))
        for handle in (self.start, self.end):
            self._write(painter, clock_of(handle.sliderPosition()), self._x(handle.sliderPosition()))

    def _write(self, painter: QPainter, words: str, middle: float) -> None:
        width = painter.fontMetrics().horizontalAdvance(words)
        left = max(0.0, min(self.width() - width, middle - width / 2))
        painter.drawText(QPointF(left, HANDLE + painter.fontMetrics().ascent() + 2), words)
