"""What the marks of All engagements mean, always in view under them."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from models.texts import _
from ui.theme import Appearance
from ui.timeline.all_row import DIAMOND, DOT, WEEK, Spot
from ui.timeline.all_shapes import draw_spot
from ui.timeline.bar import Bar, State
from ui.timeline.ink import Ink

HEIGHT = 34
_SIGN, _GAP, _AFTER = 7.0, 8.0, 22.0


class Legend(QWidget):
    """A line of signs and their names; those that have no room are left out from the end."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._ink = Ink(appearance)
        names = ", ".join(name for _kind, _state, _width, name in _entries())
        self.setAccessibleName(_("Legend: {names}").format(names=names))
        appearance.changed.connect(self._restyle)
        self._restyle()

    def sizeHint(self) -> QSize:
        return QSize(400, self.minimumHeight())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, ink = QPainter(self), self._ink
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(ink.pen("line"))
        painter.drawLine(0, 0, self.width(), 0)
        x, middle = 16.0, self.height() / 2
        for kind, state, width, name in _entries():
            words = ink.width(name, 11, 400)
            if x + width + _GAP + words > self.width() - 8:
                return
            draw_spot(painter, ink, _spot(kind, state, x, middle, width))
            ink.write(painter, name, (x + width + _GAP, 0, self.height()), (11, 400), "text2")
            x += width + _GAP + words + _AFTER

    def _restyle(self) -> None:
        self._ink = Ink(self._appearance)
        self.setFixedHeight(round(HEIGHT * max(1.0, self._appearance.text_scale)))
        self.update()


def _entries() -> Iterator[tuple[str, State, float, str]]:
    yield "dev_upgrade", "done", 14, _("Dev upgrade, validation")
    yield "kickoff", "done", 10, _("Kickoff")
    yield "prod_upgrade", "tentative", 9, _("Prod, tentative")
    yield "prod_upgrade", "prod", 9, _("Prod, planned")
    yield "prod_upgrade", "locked", 9, _("Scheduled")
    yield "support_week", "planned", 16, _("Support Week")
    yield "best_practices", "planned", 2 * DOT, _("Best Practices")


def _spot(kind: str, state: State, x: float, middle: float, width: float) -> Spot:
    height = {"support_week": WEEK, "kickoff": 2 * DIAMOND, "best_practices": 2 * DOT, "dev_upgrade": 12.0}.get(
        kind, 16.0
    )
    return Spot(Bar(0, kind, state), x, middle - height / 2, width, height)
