"""What lies in the watched folder of snapshots: kept in memory, read again at each start."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

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
        self._seen = Seen()

    @property
    def seen(self) -> Seen:
        """What the folder held when it was looked through last."""
        return self._seen

    @property
    def snapshots(self) -> tuple[Snapshot, ...]:
        """The snapshots in the folder."""
        return tuple(self._seen.found.values())

    def take(self, seen: Seen) -> None:
        """Hold what was seen now."""
        other = dict(seen.found) != dict(self._seen.found)
        self._seen = seen
        if other:
            self.changed.emit()
