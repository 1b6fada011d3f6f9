"""Paints a row of the lead's overview: the stages as seven pills, what needs attention with its sign."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from models.lead import Line
from models.lead_order import Group
from ui.lead.model import ATTENTION, DATA, DIFFERS, LINE, PROD, STAGES, STALE, Index
from ui.theme import Appearance

HEIGHT = 46
PILL = (18, 9)
GAP = 4
TOKENS = {"danger": "danger", "warn": "warn", "accent": "text", "neutral": "text2"}


class LeadDelegate(QStyledItemDelegate):
    """One for all columns."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance)
        self._look = appearance

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, round(HEIGHT * max(1.0, self._look.text_scale)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, area = self._look.theme, QRectF(option.rect)
        line: Line | Group = index.data(LINE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, theme.color("selected"))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        if isinstance(line, Group):
            self._paint_heading(painter, area.adjusted(12, 0, -8, 0), str(index.data() or ""))
        elif index.column() == STAGES:
            self._paint_marks(painter, area, line)
        else:
            self._paint_text(painter, area.adjusted(12, 0, -8, 0), line, index)
        painter.restore()

    def _paint_heading(self, painter: QPainter, area: QRectF, text: str) -> None:
        painter.setFont(self._look.font(13, 600))
        painter.setPen(self._look.theme.color("text"))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)

    def _paint_text(self, painter: QPainter, area: QRectF, line: Line, index: Index) -> None:
        token, weight = "text2", 400
        if index.column() == 0:
            token, weight = "text", 500
        elif index.column() == PROD and not line.prod_start:
            token = "warn"
        elif index.column() == ATTENTION:
            token, weight = TOKENS[line.tone], 500 if line.tone in {"danger", "warn"} else 400
        elif index.column() == DATA and index.data(STALE):
            token = "warn"
        if any(DIFFERS[each.of] == index.column() for each in line.differences):
            token, area = "warn", self._paint_icon(painter, area, "swap", "warn")
        elif index.column() == ATTENTION:
            icon = "alert" if line.tone in {"danger", "warn"} else "lock" if line.prod_state == "locked" else ""
            if icon:
                area = self._paint_icon(painter, area, icon, token)
        font = self._look.font(12 if index.column() == DATA else 13, weight)
        painter.setFont(font)
        painter.setPen(self._look.theme.color(token))
        cut = QFontMetricsF(font).elidedText(str(index.data()), Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)

    def _paint_icon(self, painter: QPainter, area: QRectF, icon: str, token: str) -> QRectF:
        """Paint a sign before the words and return the room that is left for them."""
        at = QPointF(area.left(), area.center().y() - 7)
        painter.drawPixmap(at, self._look.pixmap(icon, token, 14))
        return area.adjusted(20, 0, 0, 0)

    def _paint_marks(self, painter: QPainter, area: QRectF, line: Line) -> None:
        theme, (widest, height) = self._look.theme, PILL
        width = min(widest, (area.width() - 20) / max(1, len(line.marks)) - GAP)
        for at, mark in enumerate(line.marks):
            pill = QRectF(area.left() + 12 + at * (width + GAP), area.center().y() - height / 2, width, height)
            painter.setPen(Qt.PenStyle.NoPen)
            if mark == "done":
                painter.setBrush(theme.color("bar"))
            elif mark == "current":
                painter.setBrush(theme.color("accent_fill"))
            else:
                painter.setPen(QPen(theme.color("danger" if mark == "late" else "line_strong"), 1.4))
                painter.setBrush(theme.color("danger_soft" if mark == "late" else "surface"))
            painter.drawRoundedRect(pill, 3.5, 3.5)
