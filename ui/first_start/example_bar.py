"""The bar that says that what is shown is the example, with the way to one's own data."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame

from models.texts import _
from ui.form import IconLabel, Label, button, row
from ui.theme import Appearance


class ExampleBar(QFrame):
    """One line over the window; `it offers the tour, and `leave` once the click on it was handled."""

    def __init__(self, appearance: Appearance, tour: QAction, leave: Callable[[], None]) -> None:
        super().__init__()
        self.setProperty("tone", "accent")
        words = _("Example. Try anything: it is kept apart from your own data, and goes when you start.")
        self.setAccessibleName(words)
        text = Label(appearance, words, 12, 500, "accent")
        around = button(appearance, tour.text(), "accentghost", height=26)
        around.clicked.connect(tour.trigger)
        start = button(appearance, _("Start for real"), height=26)
        start.clicked.connect(lambda: QTimer.singleShot(0, self, leave))
        icon = IconLabel(appearance, "flag", "accent", 14)
        self.setLayout(row(icon, text, None, around, start, spacing=8, margins=(16, 4, 16, 4)))
