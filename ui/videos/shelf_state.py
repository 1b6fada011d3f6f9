"""What the library holds now: rows of the store, files on the disk, subtitles; looked at beside the window."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from models import library, subtitles, video_files
from models.errors import UserError
from models.library import Moment, Video
from models.store import Changed
from models.subtitles import Line
from models.texts import _
from models.video_files import Content
from ui.background import Work
from ui.context import Context

SETTLE_MS = 400
"""How long the folder has to be quiet before it is read again."""
TABLES = frozenset({"video", "moment", "setting"})


class Seen(Struct, frozen=True):
    """What the disk says: videos whose file is missing, subtitles, and files of the folder that are new."""

    missing: frozenset[int]
    said: dict[int, tuple[Line, ...]]
    fresh: tuple[tuple[Path, Content, int], ...]


class ShelfState(QObject):
    """Follows store and folder.

    Signals:
        changed: something of it is new.
    """

    changed = Signal()

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._work: Work | None = None
        self._again = False
        self.videos: list[Video] = []
        self._by_id: dict[int, Video] = {}
        self._moments: dict[int, tuple[Moment, ...]] | None = None
        self.counts: dict[int, int] = {}
        self.missing: frozenset[int] = frozenset()
        self.said: dict[int, tuple[Line, ...]] = {}
        self._watcher = QFileSystemWatcher(self)
        self._timer = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._timer.timeout.connect(self.look)
        self._watcher.directoryChanged.connect(self._timer.start)
        context.feed.changed.connect(self._on_changed)

    def refresh(self) -> None:
        """Read the store now, and look at the disk beside it."""
        self._read()
        folder = str(library.folder(self._context.store))
        if folder not in self._watcher.directories():
            if self._watcher.directories():
                self._watcher.removePaths(self._watcher.directories())
            if Path(folder).is_dir():
                self._watcher.addPath(folder)
        self.look()

    def look(self) -> None:
        """Look at the disk: which files are there, what is said in them, what is new in the folder."""
        if self._work is not None:
            self._again = True
            return
        folder = library.folder(self._context.store)
        self._work = Work(partial(look_at_disk, tuple(self.videos), folder), self)
        self._work.start(self._on_seen, self._on_failed)

    @property
    def moments(self) -> dict[int, tuple[Moment, ...]]:
        """The moments of all videos, read when they are searched first."""
        if self._moments is None:
            self._moments = library.moments(self._context.store)
        return self._moments

    def video(self, id_: int) -> Video | None:
        """Return one video; None for one that is gone."""
        return self._by_id.get(id_)

    def matching(self, text: str) -> list[Video]:
        """Return the videos in which every word of a text occurs."""
        return [
            item
            for item in self.videos
            if library.matches(item, self.moments.get(item.id, ()), self.said.get(item.id, ()), text)
        ]

    def _read(self) -> None:
        self.videos = library.videos(self._context.store)
        self._by_id = {item.id: item for item in self.videos}
        self.counts = library.moment_counts(self._context.store)
        self._moments = None
        self.changed.emit()

    def _on_changed(self, changed: Changed) -> None:
        if any(table in TABLES for table, _row in changed.rows):
            self.refresh()

    def _on_seen(self, answer: object) -> None:
        self._work = None
        if not isinstance(answer, Seen):
            return
        self.missing, self.said = answer.missing, answer.said
        for path, content, length in answer.fresh:
            store = self._context.store
            if any(item.id in self.missing and item.file == path for item in self.videos):
                words = _("“{name}” holds another video now. It is listed beside the old one, which keeps its moments")
                self._context.notices.tell(words.format(name=path.name))
            self._context.attempt(partial(library.add, store, content, path, length_ms=length))
        if answer.fresh:
            self._read()
            self._again = True
        self.changed.emit()
        if self._again:
            self._again = False
            self.look()

    def _on_failed(self, error: object) -> None:
        self._work = None
        if isinstance(error, Exception):
            raise error


def look_at_disk(videos: tuple[Video, ...], folder: Path) -> Seen:
    """Look at the files of the videos and of the folder; reads whole files only where they are new."""
    missing = frozenset(item.id for item in videos if item.path and not item.found())
    said = {item.id: subtitles.read(path) for item in videos if item.path and (path := subtitles.beside(item.file))}
    known = {item.path for item in videos if item.id not in missing}
    fresh = []
    for found in video_files.look_in([folder]):
        if str(found.path) in known:
            continue
        try:
            content = video_files.content_of(found.path)
        except UserError:
            continue  # still being written; the watcher tells of its end
        other = next((item for item in videos if item.content == content and item.id not in missing), None)
        if other is None:
            fresh.append((found.path, content, found.length_ms))
    return Seen(missing, said, tuple(fresh))
