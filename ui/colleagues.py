"""What lies in the watched folder of snapshots: kept in memory, read again at each start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from models.snapshot_folder import Seen
    from models.snapshots import Snapshot


class Colleagues(QObject):
    """Holds what was seen last; a snapshot in a folder belongs to that folder and is no step of one's own.

    Signals:
        changed: other snapshots lie there now.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._seen: Seen | None = None

    @property
    def seen(self) -> Seen:
        """What the folder held when it was looked through last."""
        if self._seen is None:
            from models.snapshot_folder import Seen  # start-up saving: 25 ms, looked through after the first paint

            self._seen = Seen()
        return self._seen

    @property
    def snapshots(self) -> tuple[Snapshot, ...]:
        """The snapshots in the folder."""
        return tuple(self.seen.found.values())

    def take(self, seen: Seen) -> None:
        """Hold what was seen now."""
        other = dict(seen.found) != dict(self.seen.found)
        self._seen = seen
        if other:
            self.changed.emit()
