"""The switch between the timeline of one engagement and that of all."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from models.texts import _
from ui.segmented import Segmented
from ui.theme import Appearance

ROOM = 1200
"""In a window narrower than this the switch is hidden; the key A remains."""


class ViewSwitch(Segmented):
    """One engagement or all; it stays at its own choice, because the other card shows the other one.

    Args:
        appearance: the looks.
        own: "one" or "all": where it stands.
    """

    def __init__(self, appearance: Appearance, own: str) -> None:
        choices = (("one", _("This engagement")), ("all", _("All")))
        super().__init__(appearance, choices, own, _("Which engagements the timeline shows"))
        self._own = own
        self.chosen.connect(self._stay)

    def fit(self, window: QWidget) -> None:
        """Be there where the window has room."""
        self.setVisible(window.width() >= ROOM)

    def _stay(self) -> None:
        self.choose(self._own)
