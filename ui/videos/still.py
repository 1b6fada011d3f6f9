"""The painted stills of videos: small ones in rows and on the shelf, a large one above the moments."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from ui.icons import draw_icon
from ui.theme import Theme

RADIUS = 5


def paint_thumb(
    painter: QPainter, theme: Theme, area: QRectF, *, missing: bool = False, picture: QPixmap | None = None
) -> None:
    """Paint a small still: the video's own, else grey lines with a play mark; a dashed warning for a missing file."""
    if missing:
        painter.setPen(QPen(theme.color("warn"), 1.2, Qt.PenStyle.DashLine))
        painter.setBrush(theme.color("warn_soft"))
        painter.drawRoundedRect(area.adjusted(0.6, 0.6, -0.6, -0.6), RADIUS, RADIUS)
        draw_icon(painter, theme, "folder", area.center().x() - 7, area.center().y() - 7, "warn", 14)
        return
    if picture is not None:
        paint_picture(painter, area, picture, RADIUS)
        paint_play(painter, theme, area.center(), 10)
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("bar"))
    painter.drawRoundedRect(area, RADIUS, RADIUS)
    painter.setBrush(theme.color("line_strong", 0.35))
    for line, width in enumerate((0.6, 0.45)):
        painter.drawRoundedRect(QRectF(area.left() + 7, area.top() + 7 + 8 * line, area.width() * width, 4), 2, 2)
    paint_play(painter, theme, area.center(), 10)


def paint_picture(painter: QPainter, area: QRectF, picture: QPixmap, radius: float) -> None:
    """Paint the middle of a frame, filling an area with round corners."""
    whole = QRectF(picture.rect())
    share = min(whole.width() / area.width(), whole.height() / area.height())
    shown = QRectF(0, 0, area.width() * share, area.height() * share)
    shown.moveCenter(whole.center())
    outline = QPainterPath()
    outline.addRoundedRect(area, radius, radius)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setClipPath(outline)
    painter.drawPixmap(area, picture, shown)
    painter.restore()


def paint_play(painter: QPainter, theme: Theme, middle: QPointF, radius: float) -> None:
    """Paint a round play mark."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("surface"))
    painter.drawEllipse(middle, radius, radius)
    part = radius * 0.42
    corners = [QPointF(-part * 0.7, -part), QPointF(part, 0), QPointF(-part * 0.7, part)]
    painter.setBrush(theme.color("text"))
    painter.drawPolygon(QPolygonF([middle + corner for corner in corners]))


def paint_still(painter: QPainter, theme: Theme, area: QRectF, words: str) -> None:
    """Paint a large still: a change request with the words of the moment on its button."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("night"))
    painter.drawRoundedRect(area, 8, 8)
    painter.setBrush(theme.color("hover" if theme.dark else "bar_text"))
    painter.drawRoundedRect(QRectF(area.left(), area.top(), area.width(), 44), 8, 8)
    painter.drawRect(QRectF(area.left(), area.top() + 30, area.width(), 14))
    painter.setBrush(theme.color("line_strong"))
    for left, width in ((18, 116), (152, 68), (234, 88)):
        painter.drawRoundedRect(QRectF(area.left() + left, area.top() + 18, width, 8), 4, 4)
    _paint_form(painter, theme, area)
    _paint_button(painter, theme, area, words)
    paint_play(painter, theme, area.center(), 25)


def _paint_form(painter: QPainter, theme: Theme, area: QRectF) -> None:
    painter.setBrush(theme.color("surface"))
    painter.drawRect(QRectF(area.left(), area.top() + 44, area.width(), 52))
    half = area.width() / 2
    top = area.top() + 122
    while top + 38 < area.bottom():
        for left in (area.left() + 30, area.left() + half + 28):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("line_strong"))
            painter.drawRoundedRect(QRectF(left, top, 70, 6), 3, 3)
            painter.setPen(QPen(theme.color("line_strong"), 0.8))
            painter.setBrush(theme.color("surface"))
            painter.drawRoundedRect(QRectF(left, top + 12, half - 58, 26), 3, 3)
        top += 52


def _paint_button(painter: QPainter, theme: Theme, area: QRectF, words: str) -> None:
    if not words:
        return
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, round(area.width() / 2))
    width = metrics.horizontalAdvance(shown) + 44
    box = QRectF(area.right() - width - 20, area.top() + 55, width, 30)
    painter.setPen(QPen(theme.color("accent"), 2))
    painter.setBrush(theme.color("accent_soft"))
    painter.drawRoundedRect(box, 5, 5)
    painter.setPen(theme.color("text"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)
