"""Keeps the shared folder of snapshots: one's own is written into it, those of colleagues are read out of one.

Both are done on a worker thread, because shared drives are slow; neither holds up the window.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer

from models import lead_sources, settings, snapshot_folder, snapshots
from models.errors import UserError
from models.history import Changed
from models.snapshot_folder import Seen
from models.snapshots import Snapshot
from ui.background import Work
from ui.context import Context

WRITE_MS = 2_000
"""Waits so long after a step, so that several steps make one file."""
REFRESH_MS = 30 * 60_000
"""Writes again so often without a step, so that a snapshot is old only where its program doesn't run."""
LOOK_MS = 60_000
"""Looks through the watched folder so often: shared drives tell nobody of changes."""
SOON_MS = 500
"""Waits so long after the system told of a change, so that many changes are one look."""


class SnapshotKeeper(QObject):
    """Follows the settings `snapshots.share` and `snapshots.watch`; a rehearsal writes nothing."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._share = self._watch = ""
        self._writing: Work | None = None
        self._looking: Work | None = None
        self._told: dict[str, str] = {}
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._look_soon)
        self._write_later = self._timer(WRITE_MS, once=True)
        self._write_later.timeout.connect(self._write)
        self._refresh = self._timer(REFRESH_MS)
        self._refresh.timeout.connect(self._write)
        self._soon = self._timer(SOON_MS, once=True)
        self._soon.timeout.connect(self._look)
        self._poll = self._timer(LOOK_MS)
        self._poll.timeout.connect(self._look)

    def start(self) -> None:
        """Begin to write and to look, as the settings say."""
        self._context.feed.changed.connect(self._on_changed)
        self._context.portfolio.listed.connect(self._write_soon)
        self._follow_settings()

    def stop(self) -> None:
        """Stop every timer; what is being written is finished."""
        for timer in (self._write_later, self._refresh, self._soon, self._poll):
            timer.stop()

    def _follow_settings(self) -> None:
        values = settings.values(self._context.store)
        share, watch = values["snapshots.share"], values["snapshots.watch"]
        if share != self._share:
            self._share = share
            self._told.pop("write", None)
            self._refresh.start() if share else self._refresh.stop()
            self._write_soon()
        if watch != self._watch:
            self._follow_folder(watch)

    def _follow_folder(self, folder: str) -> None:
        self._watch = folder
        self._told.pop("look", None)
        if self._watcher.directories():
            self._watcher.removePaths(self._watcher.directories())
        self._context.colleagues.take(Seen())
        if folder:
            self._poll.start()
            self._soon.start()
        else:
            self._poll.stop()
            self._soon.stop()

    def _on_changed(self, changed: Changed) -> None:
        if changed.touches("setting"):
            self._follow_settings()
        self._write_soon()

    def _write_soon(self) -> None:
        if self._share and not self._context.clock.rehearsal:
            self._write_later.start()

    def _look_soon(self, _path: str) -> None:
        self._soon.start()

    def _write(self) -> None:
        """Take the snapshot here, and write it on a thread; while one is being written the next one waits."""
        context, portfolio = self._context, self._context.portfolio
        if not self._share or context.clock.rehearsal:
            return
        if self._writing is not None or not portfolio.complete:
            self._write_later.start()
            return
        known = [(item, need) for item in portfolio.loaded() if (need := portfolio.attention(item.id))]
        own = lead_sources.lines(known, (), portfolio.now())
        try:
            taken = snapshots.take(context.store, own)
        except UserError as error:
            self._tell_once("write", error)
            return
        self._writing = Work(partial(_write, taken, Path(self._share)), self)
        self._writing.start(self._on_written, self._on_not_written)

    def _look(self) -> None:
        if not self._watch or self._looking is not None:
            return
        if not self._watcher.directories():
            self._watcher.addPath(self._watch)
        self._looking = Work(partial(_look, Path(self._watch), self._context.colleagues.seen), self)
        self._looking.start(self._on_looked, self._on_not_looked)

    def _on_written(self, _file: object) -> None:
        self._writing = None
        self._told.pop("write", None)

    def _on_not_written(self, error: object) -> None:
        self._writing = None
        self._tell_once("write", error)

    def _on_looked(self, answer: object) -> None:
        self._looking = None
        if not isinstance(answer, tuple) or answer[0] != Path(self._watch):
            self._soon.start()  # another folder was chosen meanwhile
            return
        seen: Seen = answer[1]
        self._context.colleagues.take(seen)
        if seen.problems:
            self._tell_once("look", UserError(seen.problems[0]))
        else:
            self._told.pop("look", None)

    def _on_not_looked(self, error: object) -> None:
        self._looking = None
        self._tell_once("look", error)

    def _tell_once(self, what: str, error: object) -> None:
        """Say a failure once, until it went well again or something else fails."""
        words = str(error)
        if self._told.get(what) != words:
            self._told[what] = words
            self._context.tell_failure(error)

    def _timer(self, interval: int, *, once: bool = False) -> QTimer:
        return QTimer(self, interval=interval, singleShot=once)


def _write(taken: Snapshot, folder: Path) -> object:
    return snapshot_folder.write(taken, folder)


def _look(folder: Path, before: Seen) -> object:
    return folder, snapshot_folder.look(folder, before)
