"""What of the training videos there is once for all panes: the player's window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from ui.player.window import PlayerWindow


class Viewing(QObject):
    """Lives as long as the main window.

    Signals:
        left: the player was closed; the position that it came to is written.
    """

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.player: PlayerWindow | None = None

    def close(self) -> None:
        """Close the player with the window that it belongs to."""
        if self.player is not None:
            self.player.close()
