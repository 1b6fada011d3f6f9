"""Paints the quarters: the average of surveys and of CSAT side by side, each with its count."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPen

from models.formats import Formats
from models.survey_figures import Mean, Quarter
from models.surveys import KINDS, Marks
from models.texts import _, ngettext
from ui.surveys.chart_paint import paint_card, paint_scale
from ui.theme import Appearance

WIDEST = 44


def paint_quarters(
    painter: QPainter,
    look: Appearance,
    area: QRectF,
    quarters: Sequence[Quarter],
    marks: Marks,
    formats: Formats,
    chosen: int,
) -> None:
    """Paint the quarters into a field; `chosen` is the index of the one whose words are shown, -1 for none."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_scale(painter, look, area, marks.scale)
    for at, quarter in enumerate(quarters):
        column = column_of(area, len(quarters), at)
        if at == chosen:
            painter.fillRect(column, look.theme.color("hover", 0.5))
        wide = min(WIDEST * look.text_scale, column.width() / 3)
        gap = wide / 8
        for mean, left, token in (
            (quarter.survey, column.center().x() - wide - gap, "accent_fill"),
            (quarter.csat, column.center().x() + gap, "bar"),
        ):
            _paint_bar(painter, look, area, QRectF(left, 0, wide, 0), mean, marks, formats, token)
        font = look.font(12)
        name = quarter.name()
        painter.setFont(font)
        painter.setPen(look.theme.color("text2"))
        x = column.center().x() - QFontMetricsF(font).horizontalAdvance(name) / 2
        painter.drawText(QPointF(x, area.bottom() + 20 * look.text_scale), name)
    if 0 <= chosen < len(quarters):
        column = column_of(area, len(quarters), chosen)
        lines = (quarters[chosen].name(), *lines_of(quarters[chosen], formats))
        paint_card(painter, look, area, QPointF(column.center().x(), area.top() + area.height() * 0.35), lines)


def column_of(area: QRectF, count: int, at: int) -> QRectF:
    """Return the part of the field that a quarter has."""
    wide = area.width() / max(1, count)
    return QRectF(area.left() + at * wide, area.top(), wide, area.height())


def lines_of(quarter: Quarter, formats: Formats) -> tuple[str, str]:
    """Return "Survey 4.7 of 7 scores" and the same of CSAT."""
    return in_words(KINDS["survey"], quarter.survey, formats), in_words(KINDS["csat"], quarter.csat, formats)


def in_words(kind: str, mean: Mean, formats: Formats) -> str:
    """Return "CSAT 4.5 of 2 scores", or "CSAT: none"."""
    if not mean.count:
        return _("{kind}: none").format(kind=_(kind))
    words = ngettext("{kind} {mean} of {count} score", "{kind} {mean} of {count} scores", mean.count)
    return words.format(kind=_(kind), mean=mean.words(formats), count=mean.count)


def _paint_bar(
    painter: QPainter,
    look: Appearance,
    area: QRectF,
    place: QRectF,
    mean: Mean,
    marks: Marks,
    formats: Formats,
    token: str,
) -> None:
    if mean.value is None:
        return
    scale = marks.scale
    share = (float(mean.value) - scale.lowest) / (scale.highest - scale.lowest)
    top = area.bottom() - max(2.0, share * area.height())
    bar = QPainterPath()
    bar.setFillRule(Qt.FillRule.WindingFill)
    bar.addRoundedRect(QRectF(place.left(), top, place.width(), area.bottom() - top), 4, 4)
    bar.addRect(QRectF(place.left(), area.bottom() - min(4.0, area.bottom() - top), place.width(), 4))
    painter.fillPath(bar.simplified(), look.theme.color(token))
    if token == "bar":
        painter.setPen(QPen(look.theme.color("line_strong"), 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(bar.simplified())
    for text, font, ink, lift in (
        (mean.words(formats), look.font(12, 600), "text", 20),
        (str(mean.count), look.font(11), "text2", 6),
    ):
        painter.setFont(font)
        painter.setPen(look.theme.color(ink))
        x = place.center().x() - QFontMetricsF(font).horizontalAdvance(text) / 2
        painter.drawText(QPointF(x, top - lift * look.text_scale), text)
