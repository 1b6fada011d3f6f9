"""The chart of scores: over time or by quarter, walked with the arrows or the mouse; the table says the same."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleInterface,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from models.formats import Formats
from models.survey_figures import Quarter
from models.texts import _
from ui.surveys.chart_paint import BOTTOM, RIGHT, TOP, ChartPaint, axis_width, marks_in_words
from ui.surveys.plot import Plot, View, spoken
from ui.surveys.quarters_paint import column_of, lines_of, paint_quarters
from ui.theme import Appearance

NEAR = 14
_BY_KEYS = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
"""How the focus comes where the person looks for it; a click shows by itself where it is."""
QUARTER_TOP = 38


class ScoreChart(QWidget):
    """Paints; Left and Right, Home and End choose, Enter opens, Esc lets go.

    Signals:
        chosen: the index of the score or quarter whose words are shown, -1 for none.
        opened: Enter or a double click on a score, by its index.
    """

    chosen = Signal(int)
    opened = Signal(int)

    def __init__(self, look: Appearance) -> None:
        super().__init__()
        self._look = look
        self._view: View | None = None
        self._quarters: Sequence[Quarter] | None = None
        self._formats = Formats()
        self._ringed = False
        self.accessible: QAccessibleInterface | None = None  # kept: Qt holds no reference to it
        self.current = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(150)
        look.changed.connect(self.update)

    @property
    def words(self) -> str:
        """What is said of the chosen score or quarter."""
        if self._view is None or not 0 <= self.current < self.count:
            return ""
        if self._quarters is not None:
            quarter = self._quarters[self.current]
            return f"{quarter.name()}: {', '.join(lines_of(quarter, self._formats))}"
        return spoken(self._view.dots[self.current], self._view.marks, self._formats)

    @property
    def count(self) -> int:
        """How many scores or quarters there are."""
        return len(self._quarters) if self._quarters is not None else len(self._view.dots) if self._view else 0

    def show_view(self, view: View, quarters: Sequence[Quarter] | None, formats: Formats) -> None:
        """Show other scores; their quarters where those are given."""
        self._view, self._quarters, self._formats = view, quarters, formats
        self.current = -1
        self.setAccessibleName(_("Score over time") if quarters is None else _("Scores by quarter"))
        self.setAccessibleDescription(
            f"{marks_in_words(view.marks, formats)}. {_('Left and Right go from one to the next.')}"
        )
        self.update()

    def choose(self, at: int) -> None:
        """Show the words of one, or of none with -1, without saying so."""
        if at != self.current:
            self.current = at
            self.update()

    def place_of(self, at: int) -> QPointF:
        """Return where a score or quarter is, in the measures of the widget."""
        if self._quarters is not None:
            return column_of(self._field(), len(self._quarters), at).center()
        plot = self._plot()
        return plot.at(self._view.dots[at]) if plot is not None and self._view is not None else QPointF()

    def sizeHint(self) -> QSize:
        return QSize(600, 320)

    def _field(self) -> QRectF:
        scale = self._look.text_scale
        left = axis_width(self._look, self._view.marks.scale) if self._view is not None else 0
        top = TOP if self._quarters is None else QUARTER_TOP * scale
        right = RIGHT * scale if self._quarters is None else 16
        return QRectF(self.rect()).adjusted(left, top, -right, -BOTTOM * scale)

    def _plot(self) -> Plot | None:
        if self._view is None:
            return None
        return Plot(self._field(), self._view.first, self._view.last, self._view.marks.scale)

    def _near(self, place: QPointF) -> int:
        """Return what is under or near a point; -1 for nothing."""
        if self._quarters is not None:
            columns = (column_of(self._field(), self.count, at) for at in range(self.count))
            return next((at for at, column in enumerate(columns) if column.contains(place)), -1)
        apart = [(QPointF(self.place_of(at) - place).manhattanLength(), at) for at in range(self.count)]
        nearest = min(apart, default=(NEAR + 1.0, -1))
        return nearest[1] if nearest[0] <= NEAR else -1

    def _take(self, at: int, *, say: bool) -> None:
        if at == self.current:
            return
        self.choose(at)
        self.chosen.emit(at)
        if say and at >= 0:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.words))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last, key = self.count - 1, event.key()
        steps = {
            Qt.Key.Key_Left: last if self.current < 0 else max(0, self.current - 1),
            Qt.Key.Key_Right: 0 if self.current < 0 else min(last, self.current + 1),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        if key in steps and last >= 0:
            self._take(steps[Qt.Key(key)], say=True)
        elif key == Qt.Key.Key_Escape and self.current >= 0:
            self._take(-1, say=False)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current >= 0:
            self.opened.emit(self.current)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        near = self._near(event.position())
        if near >= 0 or not self.hasFocus():
            self._take(near, say=False)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._take(self._near(event.position()), say=True)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._near(event.position()) >= 0:
            self.opened.emit(self._near(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if not self.hasFocus():
            self._take(-1, say=False)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ringed = event.reason() in _BY_KEYS
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        plot = self._plot()
        if self._view is None or plot is None:
            return
        painter = QPainter(self)
        if self._quarters is not None:
            chosen, marks = self.current, self._view.marks
            paint_quarters(painter, self._look, plot.area, self._quarters, marks, self._formats, chosen)
        else:
            ChartPaint(painter, self._look, self._view, plot, self._formats).paint(self.current)
        if self.hasFocus() and self._ringed:
            painter.setPen(QPen(self._look.theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
