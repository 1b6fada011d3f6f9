"""What the actions of the texts do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.context import Context

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class TextCommands(QObject):
    """The acts on texts; each method is the slot of an action."""

    def __init__(self, context: Context, window: MainWindow) -> None:
        super().__init__(window)
        self._context = context
        self._window = window

    def compose(self, kind: str = "") -> None:
        """Write a text from the plan: the one that is due, or the one that is named."""
        from ui.composer.opening import open_composer  # start-up saving: 40 ms of the template engine

        open_composer(self._context, self._window, kind if isinstance(kind, str) else "")
