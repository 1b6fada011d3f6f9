"""Bars of the billable report, on the screen and on paper: what was logged, with a mark at what is expected."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from msgspec import Struct
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from models import billable_report
from models.billable_report import Group, Report
from models.formats import Formats
from models.texts import _, ngettext
from ui.theme import Appearance

MOST: Final = 6
LINE: Final = 26.0
NAME, AMOUNT = 170.0, 150.0


class Brush(Struct, frozen=True):
    """Fonts and colours of the screen or of paper, and how large they are."""

    font: Callable[[float, int], QFont]
    color: Callable[[str], QColor]
    scale: float = 1.0


def shown(found: Report) -> Sequence[Group]:
    """Return the groups that have a bar: those with the most time, then with the most expected."""
    ranked = sorted(found.groups, key=lambda item: (-item.total.minutes, -item.total.expected))
    return [item for item in ranked if item.total.minutes > 0 or item.total.expected][:MOST]


def height(found: Report, scale: float = 1.0) -> float:
    """Return how high the bars are."""
    return (len(shown(found)) + bool(_rest(found))) * LINE * scale


def paint_bars(painter: QPainter, brush: Brush, area: QRectF, found: Report, formats: Formats) -> None:
    """Paint the bars from the top of an area down."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    groups = shown(found)
    longest = max((max(item.total.minutes, item.total.expected) for item in groups), default=0) or 1
    for at, group in enumerate(groups):
        line = QRectF(area.left(), area.top() + at * LINE * brush.scale, area.width(), LINE * brush.scale)
        _paint_line(painter, brush, line, group, longest, formats)
    if _rest(found):
        base = area.top() + (len(groups) + 0.66) * LINE * brush.scale
        _write(painter, brush, QPointF(area.left(), base), _rest(found), (12, 400), "text2", area.width())


def spoken(group: Group, formats: Formats) -> str:
    """Return "Northwind Health: 4.00 h, 5.00 h expected"."""
    total = group.total
    said = _("{client}: {hours} h").format(client=total.client, hours=billable_report.hours(total.minutes, formats))
    if not total.expected:
        return said
    return _("{said}, {hours} h expected").format(said=said, hours=billable_report.hours(total.expected, formats))


class Bars(QWidget):
    """The bars on the screen; the table beside them says the same."""

    def __init__(self, look: Appearance) -> None:
        super().__init__()
        self._look = look
        self._found: Report | None = None
        self._formats = Formats()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._restyle)

    def show_report(self, found: Report, formats: Formats) -> None:
        """Show another period."""
        self._found, self._formats = found, formats
        self.setAccessibleName(_("Hours by client"))
        self.setAccessibleDescription(". ".join(spoken(group, formats) for group in shown(found)))
        self._restyle()

    def sizeHint(self) -> QSize:
        found = height(self._found, self._scale()) if self._found is not None else 0
        return QSize(400, round(found))

    def _scale(self) -> float:
        return max(1.0, self._look.text_scale)

    def _restyle(self) -> None:
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._found is not None:
            brush = Brush(self._look.font, self._look.theme.color, self._scale())
            paint_bars(QPainter(self), brush, QRectF(self.rect()), self._found, self._formats)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self._found is not None:
            groups, at = shown(self._found), int(event.pos().y() // (LINE * self._scale()))
            if 0 <= at < len(groups):
                QToolTip.showText(event.globalPos(), spoken(groups[at], self._formats), self)
            return True
        return super().event(event)


def _rest(found: Report) -> str:
    rest = sum(item.total.minutes > 0 or item.total.expected > 0 for item in found.groups) - len(shown(found))
    words = ngettext("and {count} more in the table", "and {count} more in the table", rest)
    return words.format(count=rest) if rest > 0 else ""


def _paint_line(painter: QPainter, brush: Brush, line: QRectF, group: Group, longest: int, formats: Formats) -> None:
    total, scale = group.total, brush.scale
    name, amount = NAME * scale, AMOUNT * scale
    base = line.center().y() + 4.5 * scale
    _write(painter, brush, QPointF(line.left(), base), total.client, (13, 500), "text", name - 10)
    left, wide = line.left() + name, line.width() - name - amount - 12
    bar = QRectF(left, line.center().y() - 7 * scale, wide * total.minutes / longest, 14 * scale)
    painter.setPen(Qt.PenStyle.NoPen if total.billable else QPen(brush.color("line_strong"), 1))
    painter.setBrush(brush.color("accent_fill" if total.billable else "bar"))
    if total.minutes > 0:
        painter.drawRoundedRect(bar, 3, 3)
    if total.expected:
        x = left + wide * total.expected / longest
        painter.setPen(QPen(brush.color("text"), 2))
        painter.drawLine(QPointF(x, line.center().y() - 10 * scale), QPointF(x, line.center().y() + 10 * scale))
    words = billable_report.hours(total.minutes, formats)
    if total.expected:
        expected = billable_report.hours(total.expected, formats)
        words = _("{hours} of {expected} h").format(hours=words, expected=expected)
    else:
        words = _("{count} h").format(count=words)
    _write(painter, brush, QPointF(line.right() - amount, base), words, (12, 400), "text2", amount)


def _write(
    painter: QPainter, brush: Brush, at: QPointF, text: str, font: tuple[float, int], token: str, room: float
) -> None:
    chosen = brush.font(*font)
    painter.setFont(chosen)
    painter.setPen(brush.color(token))
    painter.drawText(at, QFontMetricsF(chosen).elidedText(text, Qt.TextElideMode.ElideRight, room))
