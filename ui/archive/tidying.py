"""What goes by itself while the window is open: the bin after 30 days, the undo of steps after 400."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from PySide6.QtCore import QObject, QTimer

from models import log_folding
from ui.archive.emptying import empty_bin
from ui.context import Context

EVERY: Final = timedelta(hours=6)
"""So often is looked: a window that stays open for weeks empties its bin on the day that it is due."""
PAUSE_MS: Final = 1000
AT_ONCE: Final = 50
"""Steps that are folded between two pauses; the window is held up for some 10 ms."""


class Tidying(QObject):
    """Looks at once and every six hours; a rehearsal removes nothing, for its moment is pretended."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._timer = QTimer(self, interval=int(EVERY.total_seconds() * 1000))
        self._timer.timeout.connect(self.tidy)
        self._next = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._next.timeout.connect(self._fold)
        if context.backups is not None:
            context.backups.stopped.connect(self.stop)

    def start(self) -> None:
        """Look now, then every six hours."""
        self._timer.start()
        self.tidy()

    def stop(self) -> None:
        """Look no more: the file is being let go of."""
        self._timer.stop()
        self._next.stop()

    def tidy(self) -> None:
        """Empty what is due of the bin, and begin to fold old steps."""
        if not self._context.clock.rehearsal:
            empty_bin(self._context)
            self._next.start()

    def _fold(self) -> None:
        """Fold some steps; go on after a pause as long as there are more."""
        folded: list[int] = []
        store, now = self._context.store, self._context.clock.now()
        self._context.attempt(lambda: folded.append(log_folding.fold(store, now, AT_ONCE)))
        if folded == [AT_ONCE]:
            self._next.start()
