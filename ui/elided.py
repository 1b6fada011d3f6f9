"""A line of words that ends in … where its room ends."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy

from ui.form import Label
from ui.theme import Appearance


class Elided(Label):
    """Takes the room that there is; the tooltip has the whole text where it is cut."""

    def __init__(
        self, appearance: Appearance, text: str = "", px: float = 13, weight: int = 400, token: str = "text"
    ) -> None:
        self._whole = text
        super().__init__(appearance, text, px, weight, token)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    @property
    def whole(self) -> str:
        """The text, cut or not."""
        return self._whole

    def setText(self, text: str) -> None:
        self._whole = text
        self._cut()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._cut()

    def _cut(self) -> None:
        cut = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, max(0, self.width()))
        shown = self._whole if not self.isVisible() else cut
        if shown != self.text():
            super().setText(shown)
        self.setToolTip(self._whole if cut != self._whole else "")
        self.setAccessibleName(self._whole)
