"""Says what the marks on the bands mean."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from models.texts import _
from ui.form import Label, row
from ui.theme import Appearance


class _Swatch(QWidget):
    """A small piece of band: working hours, or possible business impact."""

    def __init__(self, appearance: Appearance, kind: str) -> None:
        super().__init__()
        self._appearance, self._kind = appearance, kind
        self.setFixedSize(20, 14)
        appearance.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._appearance.theme
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(theme.color("line"))
        painter.setBrush(theme.color("day" if self._kind == "work" else "night"))
        painter.drawRect(box)
        if self._kind == "work":
            painter.fillRect(QRectF(0, 0, self.width(), 2), theme.color("line_strong"))
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QBrush(theme.color("accent"), Qt.BrushStyle.BDiagPattern))
            painter.drawRect(box)


class Legend(QWidget):
    """Working hours and business impact."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        work, impact = Label(appearance, _("Working hours"), 11, 400, "text3"), _("Impact may last to here")
        self.setLayout(
            row(
                _Swatch(appearance, "work"),
                work,
                8,
                _Swatch(appearance, "impact"),
                Label(appearance, impact, 11, 400, "text3"),
                spacing=6,
            )
        )
