"""What of the training videos there is once for all panes: the player's window, what moves them, their stills."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from models.store import Store
    from ui.context import Context
    from ui.player.window import PlayerWindow
    from ui.videos.mover import Mover
    from ui.videos.stills import Stills


class Viewing(QObject):
    """Lives as long as the main window.

    Signals:
        left: the player was closed; the position that it came to is written.
    """

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.player: PlayerWindow | None = None
        self._mover: Mover | None = None
        self._stills: Stills | None = None

    def mover(self, context: Context) -> Mover:
        """Return what moves videos into the library; the first time it takes up what a stopped program left."""
        if self._mover is None:
            from ui.videos.mover import Mover  # start-up saving: made when videos are first shown or moved

            self._mover = Mover(context, self)
            self._mover.resume_journal()
        return self._mover

    def finish_moves(self, context: Context) -> None:
        """Finish or undo, beside the window, what a stopped program left half moved."""
        from models import consolidation  # start-up saving: 11 ms, right after the first paint

        if consolidation.stopped(context.store):
            self.mover(context)

    def stills(self, store: Store) -> Stills:
        """Return the stills of the videos."""
        if self._stills is None:
            from models import library  # start-up saving: as below
            from ui.videos.stills import Stills  # start-up saving: made when the first video is shown

            self._stills = Stills(library.stills_folder(store), self)
        return self._stills

    def close(self) -> None:
        """Close the player with the window that it belongs to, and let what works beside it rest."""
        if self.player is not None:
            self.player.close()
        if self._mover is not None:
            self._mover.stop()
            self._mover.deleteLater()
        if self._stills is not None:
            self._stills.deleteLater()
        self._mover = self._stills = None
