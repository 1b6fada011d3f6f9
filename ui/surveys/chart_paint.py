"""Paints the chart of scores over time: grid, goal, line, dots, the low ones named, and the one that is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QLinearGradient, QPainter, QPainterPath, QPen, QPolygonF

from models.formats import Formats
from models.survey_figures import tenth
from models.surveys import Marks, Scale, number
from models.texts import _
from ui.surveys.plot import Dot, Plot, View, about, grid, title
from ui.theme import Appearance

RADIUS, CHOSEN_RADIUS = 4.6, 6.0
LEFT, RIGHT, TOP, BOTTOM = 36, 86, 12, 28
MONTH_APART = 54
CARD = (190, 54)


def axis_width(look: Appearance, scale: Scale) -> float:
    """Return how wide the numbers of the axis are."""
    font = QFontMetricsF(look.font(12))
    return max(LEFT * look.text_scale, *(font.horizontalAdvance(str(value)) + 14 for value in grid(scale)))


class ChartPaint:
    """Paints one view into one field.

    Args:
        painter: on the widget.
        look: colours and fonts.
        view: what is shown.
        plot: where.
        formats: how days and numbers are written.
    """

    def __init__(self, painter: QPainter, look: Appearance, view: View, plot: Plot, formats: Formats) -> None:
        self._painter, self._look, self._view, self._plot, self._formats = painter, look, view, plot, formats
        self._taken: list[QRectF] = []
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def paint(self, chosen: int) -> None:
        """Paint everything; `chosen` is the index of the dot whose words are shown, -1 for none."""
        self._paint_grid()
        self._paint_line()
        self._paint_goal()
        for at, dot in enumerate(self._view.dots):
            if at != chosen:
                self._paint_dot(dot)
        self._paint_low(chosen)
        if 0 <= chosen < len(self._view.dots):
            self._paint_chosen(self._view.dots[chosen])

    def _paint_grid(self) -> None:
        plot, theme, font = self._plot, self._look.theme, self._look.font(12)
        paint_scale(self._painter, self._look, plot.area, plot.scale)
        painter = self._painter
        for day in plot.months(MONTH_APART * self._look.text_scale):
            x = plot.x(day)
            painter.setPen(QPen(theme.color("line"), 1))
            painter.drawLine(QPointF(x, plot.area.top()), QPointF(x, plot.area.bottom() + 5))
            words = self._formats.month(day)
            words = f"{words} {day.year}" if day.month == 1 else words
            self._write(words, QPointF(x + 5, plot.area.bottom() + 20 * self._look.text_scale), font, "text2")

    def _paint_line(self) -> None:
        points = [QPointF(self._plot.x(day), self._plot.y(value)) for day, value in self._view.line]
        if len(points) < 2:
            return
        path = QPainterPath(points[0])
        for point in points[1:]:
            path.lineTo(point)
        area, accent = self._plot.area, self._look.theme.color("accent")
        below = QPainterPath(path)
        below.lineTo(points[-1].x(), area.bottom())
        below.lineTo(points[0].x(), area.bottom())
        shade = QLinearGradient(area.topLeft(), area.bottomLeft())
        shade.setColorAt(0, self._look.theme.color("accent", 0.14))
        shade.setColorAt(1, self._look.theme.color("accent", 0.0))
        self._painter.fillPath(below, shade)
        self._painter.strokePath(path, QPen(accent, 2, j=Qt.PenJoinStyle.RoundJoin))

    def _paint_goal(self) -> None:
        """The goal's dashes, and at the right end what the line comes to."""
        view, plot, painter = self._view, self._plot, self._painter
        goal, scale = float(view.marks.goal), self._look.text_scale
        shown = view.marks.scale.lowest <= goal <= view.marks.scale.highest
        if shown:
            painter.setPen(QPen(self._look.theme.color("text3"), 1.2, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(plot.area.left(), plot.y(goal)), QPointF(plot.area.right() + 2, plot.y(goal)))
        x, goal_y = plot.area.right() + 8, plot.y(goal) + 4 * scale
        if view.line:
            value = view.line[-1][1]
            now = plot.y(value) + 4 * scale
            if shown and abs(now - goal_y) < 17 * scale:
                apart = 17 * scale
                now = goal_y - apart if value >= goal else goal_y + apart
            mean = number(tenth(value), self._formats)
            now = max(now, 13 * scale)
            self._write(_("{mean} now").format(mean=mean), QPointF(x, now), self._look.font(12, 600), "accent")
        if shown:
            words = _("Goal {goal}").format(goal=number(view.marks.goal, self._formats))
            self._write(words, QPointF(x, goal_y), self._look.font(12), "text2")

    def _paint_dot(self, dot: Dot, token: str = "", radius: float = RADIUS) -> None:
        theme, painter, at = self._look.theme, self._painter, self._plot.at(dot)
        painter.setPen(QPen(theme.color(token or ("danger" if dot.low else "text2")), 1.8))
        painter.setBrush(theme.color("surface"))
        paint_mark(painter, dot.score.kind, at, radius)
        self._taken.append(QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius))

    def _paint_low(self, chosen: int) -> None:
        """Name the low ones, the newest first, where there is room for the words."""
        for at in reversed(range(len(self._view.dots))):
            dot = self._view.dots[at]
            if not dot.low or at == chosen:
                continue
            bold, plain = self._look.font(12, 600), self._look.font(11)
            said = f"“{dot.score.comment}”" if dot.score.comment else ""
            lines = [(title(dot, self._view.marks, self._formats), bold, "danger"), (said, plain, "text2")]
            box = self._low_box(dot, lines)
            if box is None:
                continue
            self._taken.append(box)
            y = box.top()
            for text, font, token in lines:
                metrics = QFontMetricsF(font)
                cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
                self._write(cut, QPointF(box.left(), y + metrics.ascent()), font, token)
                y += metrics.height() + 1

    def _low_box(self, dot: Dot, lines: Sequence[tuple[str, QFont, str]]) -> QRectF | None:
        """Return where the words of a low dot go: right of it, else left, else nowhere."""
        at, most = self._plot.at(dot), 260 * self._look.text_scale
        metrics = [QFontMetricsF(font) for _text, font, _token in lines]
        wide = max(found.horizontalAdvance(text) for found, (text, _f, _t) in zip(metrics, lines, strict=True))
        wide, high = min(wide + 2, most), sum(found.height() + 1 for found in metrics)
        top = min(at.y() - metrics[0].height() / 2, self._plot.area.bottom() - high)
        for left in (at.x() + 12, at.x() - 12 - wide):
            box = QRectF(left, top, wide, high)
            inside = box.left() >= self._plot.area.left() and box.right() <= self._plot.area.right() + 4
            if inside and not any(box.intersects(taken) for taken in self._taken):
                return box
        return None

    def _paint_chosen(self, dot: Dot) -> None:
        """The chosen dot in accent, a line down to the average, and its words on a card."""
        theme, painter, at = self._look.theme, self._painter, self._plot.at(dot)
        painter.setPen(QPen(theme.color("accent_line"), 1.2))
        foot = next((self._plot.y(value) for day, value in self._view.line if day == dot.score.day), at.y())
        painter.drawLine(at, QPointF(at.x(), foot))
        self._paint_dot(dot, "danger" if dot.low else "accent", CHOSEN_RADIUS)
        lines = (title(dot, self._view.marks, self._formats), about(dot, self._formats))
        paint_card(painter, self._look, self._plot.area, at, lines)

    def _write(self, text: str, at: QPointF, font: QFont, token: str) -> None:
        self._painter.setFont(font)
        self._painter.setPen(self._look.theme.color(token))
        self._painter.drawText(at, text)


def paint_scale(painter: QPainter, look: Appearance, area: QRectF, scale: Scale) -> None:
    """Paint the lines of the whole scale with their numbers."""
    font = look.font(12)
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    for value in grid(scale):
        share = (value - scale.lowest) / (scale.highest - scale.lowest)
        y = area.bottom() - share * area.height()
        painter.setPen(QPen(look.theme.color("line"), 1))
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        painter.setPen(look.theme.color("text2"))
        words = str(value)
        x = area.left() - 12 - metrics.horizontalAdvance(words)
        painter.drawText(QPointF(x, y + metrics.ascent() / 2 - 1), words)


def paint_mark(painter: QPainter, kind: str, at: QPointF, radius: float) -> None:
    """Paint the sign of a survey, a circle, or of a CSAT score, a diamond; shape says it, not colour alone."""
    if kind == "survey":
        painter.drawEllipse(at, radius, radius)
        return
    size = radius * 1.2
    corners = ((0, -size), (size, 0), (0, size), (-size, 0))
    painter.drawPolygon(QPolygonF([at + QPointF(x, y) for x, y in corners]))


def paint_card(painter: QPainter, look: Appearance, area: QRectF, at: QPointF, lines: Sequence[str]) -> None:
    """Paint words on a card near a point, inside the field: below it, or above where that is too low."""
    fonts = [look.font(12, 600), *(look.font(11) for _line in lines[1:])]
    metrics = [QFontMetricsF(font) for font in fonts]
    wide = max(found.horizontalAdvance(text) for found, text in zip(metrics, lines, strict=True)) + 26
    wide = min(max(wide, CARD[0] * look.text_scale), area.width())
    high = sum(found.height() + 3 for found in metrics) + 17
    left = min(max(area.left(), at.x() - wide + 8), area.right() - wide)
    top = at.y() + 44 if at.y() + 44 + high <= area.bottom() else at.y() - high - 16
    box = QRectF(left, max(top, area.top() - 8), wide, high)
    painter.setPen(Qt.PenStyle.NoPen)
    for grow in range(8, 0, -2):
        painter.setBrush(look.theme.color("text", 0.018))
        painter.drawRoundedRect(box.adjusted(-grow, 4 - grow, grow, 4 + grow), 8 + grow, 8 + grow)
    painter.setPen(QPen(look.theme.color("line_strong" if look.high_contrast else "line"), 1))
    painter.setBrush(look.theme.color("surface"))
    painter.drawRoundedRect(box, 8, 8)
    y = box.top() + 9
    for text, font, found in zip(lines, fonts, metrics, strict=True):
        painter.setFont(font)
        painter.setPen(look.theme.color("text" if found is metrics[0] else "text2"))
        cut = found.elidedText(text, Qt.TextElideMode.ElideRight, box.width() - 24)
        painter.drawText(QPointF(box.left() + 12, y + found.ascent()), cut)
        y += found.height() + 3


def marks_in_words(marks: Marks, formats: Formats) -> str:
    """Return scale and goal for assistive technology: "Scale 1–5, goal 4.5"."""
    goal = number(marks.goal, formats)
    return _("Scale {scale}, goal {goal}").format(scale=marks.scale.words(), goal=goal)
