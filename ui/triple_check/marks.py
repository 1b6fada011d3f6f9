"""Small painted things: the letter of a source, the number of a gate, the cover over A."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QWidget

from models.texts import _
from ui import icons
from ui.form import IconLabel, Label, button, column, row
from ui.theme import Appearance

_TONES = {
    "ok": ("ok_soft", "ok_line", "ok"),
    "accent": ("accent_soft", "accent_line", "accent"),
    "warn": ("warn_soft", "warn_line", "warn"),
    "danger": ("danger_soft", "danger_line", "danger"),
    "neutral": ("sunken", "line", "text2"),
    "current": ("accent_fill", "accent_fill", "on_accent"),
}


class RoundMark(QWidget):
    """A letter or number in a circle; "check" shows a tick. It says nothing by itself, the words stand beside it."""

    def __init__(self, appearance: Appearance, text: str, tone: str, size: int = 22) -> None:
        super().__init__()
        self._appearance, self._text, self._tone = appearance, text, tone
        self.setFixedSize(size, size)
        appearance.changed.connect(self.update)

    def set_tone(self, tone: str) -> None:
        """Show it in another tone."""
        self._tone = tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._appearance.theme
        fill, line, ink = (theme.color(token) for token in _TONES[self._tone])
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(line, 1))
        painter.setBrush(fill)
        painter.drawEllipse(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        if self._text == "check":
            at = (self.width() - 12) / 2
            icons.draw_icon(painter, theme, "check", at, at, _TONES[self._tone][2], 12, 2.2)
        else:
            painter.setPen(ink)
            painter.setFont(self._appearance.font(12, 600))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)
        painter.end()


class GateMark(QWidget):
    """One of the three gates in the head of the dialog: its number or a tick, and its name."""

    def __init__(self, appearance: Appearance, number: int, name: str, state: str) -> None:
        super().__init__()
        tone = {"signed": "ok", "current": "current"}.get(state, "neutral")
        mark = RoundMark(appearance, "check" if state == "signed" else str(number), tone, 18)
        words = Label(appearance, name, 12, 500, "text" if state == "current" else "text2")
        self.setLayout(row(mark, words, spacing=6))
        spoken = {"signed": _("signed"), "current": _("this check")}.get(state, _("open"))
        self.setAccessibleName(f"{number}. {name}, {spoken}")


class Cover(QFrame):
    """Lies over A while B is read, so that B is not read to fit A.

    Signals:
        lifted: the person wants to read A again.
    """

    lifted = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        pill = QFrame()
        pill.setProperty("card", True)
        self._words = Label(appearance, _("Covered while you read B"), 12, 500, "text2")
        pill.setLayout(
            row(IconLabel(appearance, "eyeoff", "text2", 14), self._words, spacing=7, margins=(12, 5, 12, 5))
        )
        self.again = button(appearance, _("Read A again"), "accentghost", height=26)
        self.again.setToolTip(_("Uncovers A and clears B"))
        self.again.clicked.connect(self.lifted)
        middle = row(None, pill, None)
        self.setLayout(column(None, middle, row(None, self.again, None), None, spacing=4, margins=(8, 8, 8, 8)))
        appearance.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._appearance.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(theme.color("line"), 1))
        painter.setBrush(theme.color("sunken"))
        painter.drawRoundedRect(area, 7, 7)
        painter.setClipRect(area.adjusted(1, 1, -1, -1))
        for x in range(-self.height(), self.width(), 8):
            painter.drawLine(x, self.height(), x + self.height(), 0)
        painter.end()
