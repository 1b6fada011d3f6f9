"""The nights to come as a small chart: a line a thing that happens, from 18:00 to 06:00 in your time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from models import zones
from models.formats import Formats
from models.texts import _
from models.today_side import Night, Piece
from ui.context import Context

LINE = 28
HEAD = 24
DAY = 54
NAME = 150
HOURS = (18, 21, 24, 27)
SPAN = 12
ICON = 13


class Nights(QWidget):
    """Paints them, and says each of them in words to assistive technology and on hover."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._look, self._formats = context.appearance, context.formats
        self._lines: list[tuple[Night, Piece | None]] = []
        self._look.changed.connect(self._restyle)

    def show_nights(self, nights: Sequence[Night], formats: Formats) -> None:
        """Show other nights."""
        self._formats = formats
        self._lines = [(night, piece) for night in nights for piece in (night.pieces or (None,))]
        self.setAccessibleName(_("Nights"))
        self.setAccessibleDescription(". ".join(self._spoken(at) for at in range(len(self._lines))))
        self._restyle()

    def sizeHint(self) -> QSize:
        return QSize(300, round((HEAD + LINE * len(self._lines)) * self._scale()))

    def _scale(self) -> float:
        return max(1.0, self._look.text_scale)

    def _restyle(self) -> None:
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    def _spoken(self, at: int) -> str:
        night, piece = self._lines[at]
        if piece is None:
            return f"{self._formats.day(night.day)}, {night.note}"
        what = _("Prod upgrade") if piece.kind == "prod_upgrade" else _("Dev upgrade")
        said = [self._formats.day(night.day), piece.client, what, self._formats.span(piece.start, piece.end)]
        if piece.state == "locked":
            said.append(_("scheduled"))
        if piece.clash:
            said.append(_("another one the same night"))
        return ", ".join(said)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale, theme = self._scale(), self._look.theme
        left = (DAY + NAME) * scale
        per_hour = (self.width() - left - 2) / SPAN
        small = self._look.font(11)
        painter.setFont(small)
        foot = HEAD * scale + LINE * scale * len(self._lines)
        for hour in HOURS:
            x = left + (hour - HOURS[0]) * per_hour
            painter.setPen(QPen(theme.color("line"), 1))
            painter.drawLine(QPointF(x, HEAD * scale - 2), QPointF(x, foot))
            painter.setPen(theme.color("text2"))
            words = f"{hour % 24:02d}"
            painter.drawText(QPointF(x - QFontMetricsF(small).horizontalAdvance(words) / 2, HEAD * scale - 8), words)
        before = None
        for at, (night, piece) in enumerate(self._lines):
            top = HEAD * scale + at * LINE * scale
            self._paint_line(
                painter, QRectF(0, top, self.width(), LINE * scale), night, piece, named=night is not before
            )
            before = night

    def _paint_line(self, painter: QPainter, area: QRectF, night: Night, piece: Piece | None, *, named: bool) -> None:
        scale, theme = self._scale(), self._look.theme
        base = area.center().y() + 4.5 * scale
        if named:
            self._words(painter, 0, base, DAY * scale - 4, self._formats.short_day(night.day), "text", 500)
        room = (NAME - 24) * scale
        if piece is None:
            self._words(painter, DAY * scale, base, (NAME - 4) * scale, night.note, "text2", 400)
            return
        token = "warn" if piece.clash else "text"
        self._words(painter, DAY * scale, base, room, piece.client, token, 500)
        icon = "lock" if piece.state == "locked" else "alert" if piece.clash else ""
        if icon:
            token = "text2" if icon == "lock" else "warn"
            at = QPointF((DAY + NAME - 20) * scale, area.center().y() - ICON / 2)
            painter.drawPixmap(at, self._look.pixmap(icon, token, ICON))
        bar = self._bar(area, night, piece)
        painter.setPen(QPen(theme.color("warn" if piece.clash else "accent"), 1.4, self._line(piece)))
        painter.setBrush(self._fill(piece))
        if piece.state in {"locked", "other"}:
            painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(bar, 4, 4)
        self._words_in(painter, bar, piece)

    def _words_in(self, painter: QPainter, bar: QRectF, piece: Piece) -> None:
        if piece.kind != "dev_upgrade":
            return
        words, font = _("Dev upgrade"), self._look.font(11)
        if QFontMetricsF(font).horizontalAdvance(words) < bar.width() - 10:
            painter.setFont(font)
            painter.setPen(self._look.theme.color("bar_text"))
            painter.drawText(bar.adjusted(6, 0, -4, 0), Qt.AlignmentFlag.AlignVCenter, words)

    def _bar(self, area: QRectF, night: Night, piece: Piece) -> QRectF:
        """Return where a piece lies: elapsed time from the begin of its night, cut at both ends."""
        left = (DAY + NAME) * self._scale()
        per_hour = (self.width() - left - 2) / SPAN
        first, last = (self._hours(night, at) for at in (piece.start, piece.end))
        first, last = max(0.0, min(first, SPAN)), max(0.0, min(last, SPAN))
        height = 15 * self._scale()
        width = max(4.0, (last - first) * per_hour)
        return QRectF(left + first * per_hour, area.center().y() - height / 2, width, height)

    @staticmethod
    def _hours(night: Night, at: datetime) -> float:
        return zones.elapsed_between(night.begins, at).total_seconds() / 3600

    def _fill(self, piece: Piece) -> QColor:
        theme = self._look.theme
        if piece.state == "locked":
            return theme.color("line_strong")
        if piece.state == "other":
            return theme.color("bar")
        if piece.clash:
            return theme.color("warn_soft")
        return theme.color("accent_fill" if piece.state == "planned" else "surface")

    @staticmethod
    def _line(piece: Piece) -> Qt.PenStyle:
        return Qt.PenStyle.DashLine if piece.state == "tentative" else Qt.PenStyle.SolidLine

    def _words(self, painter: QPainter, x: float, base: float, room: float, text: str, token: str, weight: int) -> None:
        font: QFont = self._look.font(12, weight)
        painter.setFont(font)
        painter.setPen(self._look.theme.color(token))
        cut = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPointF(x, base), cut)

    def event(self, event: QHelpEvent) -> bool:  # type: ignore[override]
        if event.type() == event.Type.ToolTip:
            at = int((event.pos().y() - HEAD * self._scale()) // (LINE * self._scale()))
            if 0 <= at < len(self._lines):
                QToolTip.showText(event.globalPos(), self._spoken(at), self)
            return True
        return super().event(event)
