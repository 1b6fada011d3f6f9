"""From the store's notification to one Qt signal: the window's only subscriber (ARCHITECTURE, trap 12)."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, Qt

from models.store import Changed, Store

POLL_MS = 500
"""How often to look for what another program wrote, in milliseconds."""


class Feed(QObject):
    """Emits `changed` for every step of this window and, within half a second, of other programs."""

    changed = Signal(Changed)

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        store.subscribe(self.changed.emit)
        self._timer = QTimer(self, interval=POLL_MS)
        self._timer.timeout.connect(self.look)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self._on_state)

    def start(self) -> None:
        """Begin to look for what other programs write."""
        self._timer.start()

    def stop(self) -> None:
        """Stop looking; the store may be closed after this."""
        self._timer.stop()

    def look(self) -> None:
        """Announce at once what another program wrote since the last look."""
        self._store.poll()

    def _on_state(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive and self._timer.isActive():
            self.look()
