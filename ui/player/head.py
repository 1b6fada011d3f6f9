"""The line above the picture: what plays, the step that it shows, and how the window stands."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton

from models.texts import _
from ui.elided import Elided
from ui.form import Chip, IconLabel, icon_button, label, row
from ui.theme import Appearance

HEIGHT = 52


class Head(QFrame):
    """Title, who speaks, the current moment's step.

    Signals:
        float_wanted: the window shall stay on top, or no longer.
        close_wanted: the person leaves.
    """

    float_wanted = Signal()
    close_wanted = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        look = appearance
        self.setObjectName("playerHead")
        self.setFixedHeight(round(HEIGHT * max(1.0, look.text_scale)))
        self.title = label(look, "", 15, 600)
        self.about = Elided(look, "", 13, 400, "text2")
        self.step = Chip(look, "", "accent")
        self.on_top = icon_button(look, "pop", _("Stay on top, small"), size=32)
        self.leave = icon_button(look, "x", _("Close the player (Esc)"), size=32)
        layout = row(IconLabel(look, "film", "accent", 18), self.title, self.about, self.step, spacing=10)
        layout.addWidget(self.on_top)
        layout.addWidget(self.leave)
        layout.setContentsMargins(16, 0, 12, 0)
        layout.setStretch(2, 1)
        self.setLayout(layout)
        for item in self.findChildren(QPushButton):
            item.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.on_top.clicked.connect(self.float_wanted)
        self.leave.clicked.connect(self.close_wanted)
        self.step.hide()

    def show_step(self, words: str) -> None:
        """Show the step that the current moment shows, or none."""
        self.step.setVisible(bool(words))
        self.step.set(_("Step: {step}").format(step=words) if words else "", "accent")

    def show_floating(self, *, floating: bool) -> None:
        """Name what the button does now."""
        name = _("No longer on top") if floating else _("Stay on top, small")
        self.on_top.set_icon("pop", name)
        self.on_top.set_kind("secondary" if floating else "ghost")
