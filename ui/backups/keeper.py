"""Makes backups beside the running window, each by a worker with a connection of its own."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from models import settings, zones
from models.backup import EVERY, Backup, choose_folder, known, make, make_if_changed
from models.clock import Clock
from models.errors import UserError
from models.formats import Formats
from models.paths import Paths
from models.store import Store
from models.texts import _
from ui.background import Work


class BackupKeeper(QObject):
    """Backs up at start, every 30 minutes where something changed, and before what could harm.

    Backups bear the computer's own time, also in a rehearsal: a pretended moment would thin the real ones.

    Signals:
        made: a backup was made and proven, or nothing had changed since the last.
        failed: no backup could be made, with the words of why.
        restore_wanted: put this file in the place of the database.
        stopped: the file is being let go of.
    """

    made = Signal()
    failed = Signal(str)
    restore_wanted = Signal(Path)
    stopped = Signal()

    def __init__(self, paths: Paths, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.paths = paths
        self._store = store
        self._work: Work | None = None
        self._waiting: deque[tuple[str, Callable[[], None] | None]] = deque()
        self._over = False
        self._timer = QTimer(self, interval=int(EVERY.total_seconds() * 1000))
        self._timer.timeout.connect(self._on_time)

    def start(self) -> None:
        """Back up now what changed, then every half an hour."""
        self._timer.start()
        self.back_up("start")

    def stop(self) -> None:
        """Make no more backups; one that is being made is finished, and what should follow it is left."""
        self._over = True
        self._timer.stop()
        self._waiting.clear()
        self.stopped.emit()

    def back_up(self, reason: str, then: Callable[[], None] | None = None) -> None:
        """Make a backup beside the window, after those that wait already; then do something, made or not."""
        self._waiting.append((reason, then))
        self._go_on()

    def listed(self) -> list[Backup]:
        """Return the proven backups, newest first."""
        return known(self.paths)

    def last_words(self, formats: Formats) -> str:
        """Say when the newest backup was proven, in your own time zone."""
        newest = next(iter(self.listed()), None)
        if newest is None:
            return _("No backup yet")
        made = newest.made.astimezone(zones.zone(settings.you(self._store).zone))
        return _("Last proven backup {when}").format(when=formats.moment(made))

    @property
    def busy(self) -> bool:
        """Whether a backup is being made."""
        return self._work is not None

    def _on_time(self) -> None:
        self.back_up("changes")

    def _go_on(self) -> None:
        if self._work is not None or not self._waiting:
            return
        reason, then = self._waiting.popleft()
        database, chosen = self.paths.database, settings.get(self._store, "backups.folder")

        def task() -> Backup | None:
            folder = choose_folder(self.paths, chosen)
            write = make if reason == "wish" else make_if_changed
            return write(database, folder, reason, Clock().now())

        self._work = Work(task, self)
        self._work.start(lambda _made: self._done(then), lambda error: self._done(then, error))

    def _done(self, then: Callable[[], None] | None, error: object = None) -> None:
        self._work = None
        if error is None:
            self.made.emit()
        elif isinstance(error, UserError):
            self.failed.emit(str(error))
        if then is not None and not self._over:
            then()
        self._go_on()
        if isinstance(error, Exception) and not isinstance(error, UserError):
            raise error
