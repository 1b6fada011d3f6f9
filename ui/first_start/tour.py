"""A short tour of the window: a few places, one after the other, left at any moment by Esc."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QWidget

from models.texts import _, mark
from ui.form import Label, button, column, row
from ui.overlay import DIM, Overlay

if TYPE_CHECKING:
    from ui.main_window import MainWindow

WIDTH = 340
GAP = 14


class Stop(Struct, frozen=True):
    """A part of the window, by its attribute there, and what to know of it."""

    title: str
    text: str
    part: str

    def place(self, window: MainWindow) -> QWidget:
        """Return the part."""
        found: QWidget = attrgetter(self.part)(window)
        return found


STOPS: Final = (
    Stop(
        mark("Who needs you"),
        mark("Engagements that need you are on top, with the reason. The rest is on track."),
        "sidebar",
    ),
    Stop(
        mark("The plan"),
        mark("Drag a bar to move a date. Limits and consequences are shown before anything is written."),
        "pages.one.timeline",
    ),
    Stop(
        mark("What to do"),
        mark("Steps open in their order, and say what they wait for. Everything can be undone."),
        "pages.one.right",
    ),
    Stop(
        mark("Anything else"),
        mark("Ctrl K finds acts, engagements and settings. A question mark shows all keys."),
        "pages.one.header",
    ),
)


class Tour(Overlay):
    """Shows one place at a time, lit, with a card beside it; opens by being made."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, _("Short tour"))
        self._window = window
        self._at = 0
        look = window.context.appearance
        self._title = Label(look, "", 15, 600, wrap=True)
        self._text = Label(look, "", 13, 400, "text2", wrap=True)
        self._count = Label(look, "", 12, 400, "text2")
        self.leave = button(look, _("Leave"), "ghost")
        self.leave.clicked.connect(self.close)
        self.next = button(look, _("Next"), "primary")
        self.next.clicked.connect(self._on_next)
        buttons = row(self._count, None, self.leave, self.next)
        self.frame.setLayout(column(self._title, self._text, 8, buttons, spacing=6, margins=(20, 16, 20, 14)))
        self._show()
        self.open_with(self.next)

    @property
    def title(self) -> str:
        """What the card is about."""
        return self._title.text()

    def fit(self) -> None:
        scale = max(1.0, self._window.context.appearance.text_scale)
        self.frame.setFixedWidth(round(WIDTH * scale))
        self.frame.adjustSize()
        lit, size = self._lit(), self.frame.size()
        left = lit.right() + GAP if lit.right() + GAP + size.width() < self.width() else lit.left() - GAP - size.width()
        top = lit.top() + GAP
        if left < GAP:
            left, top = lit.left() + GAP, lit.bottom() + GAP
        room = self.rect().adjusted(GAP, GAP, -GAP - size.width(), -GAP - size.height())
        self.frame.move(max(room.left(), min(left, room.right())), max(room.top(), min(top, room.bottom())))
        self.update()

    def _lit(self) -> QRect:
        """Return where the place of this stop is."""
        place = STOPS[self._at].place(self._window)
        return QRect(place.mapTo(self._window, QPoint(0, 0)), place.size())

    def _show(self) -> None:
        stop = STOPS[self._at]
        self._title.setText(_(stop.title))
        self._text.setText(_(stop.text))
        self._count.setText(_("{number} of {count}").format(number=self._at + 1, count=len(STOPS)))
        self.next.set_text(_("Done") if self._at == len(STOPS) - 1 else _("Next"))
        self.frame.setAccessibleName(f"{_(stop.title)}. {_(stop.text)}")
        self.next.setAccessibleDescription(f"{_(stop.title)}. {_(stop.text)}")
        self.fit()

    def _on_next(self) -> None:
        if self._at == len(STOPS) - 1:
            self.close()
            return
        self._at += 1
        self._show()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setClipRegion(QRegion(self.rect()).subtracted(QRegion(self._lit())))
        painter.fillRect(self.rect(), DIM)
