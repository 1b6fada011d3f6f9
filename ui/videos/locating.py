"""Find a missing video again, and with it all that lie beside it; another file of that name is asked about."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from models import library, video_files
from models.library import Video
from models.texts import _, ngettext
from ui.background import Work
from ui.context import Context
from ui.file_dialogs import ask_for_file
from ui.question import Question
from ui.videos.shelf_state import ShelfState


class Locator(QObject):
    """Asks for a file and compares it beside the window.

    Signals:
        located: videos were found again.
    """

    located = Signal()

    def __init__(self, context: Context, page: QWidget, state: ShelfState) -> None:
        super().__init__(page)
        self._context = context
        self._page = page
        self._state = state
        self._work: Work | None = None

    def ask(self, video: int) -> None:
        """Ask where a video's file is."""
        item = self._state.video(video)
        if item is None:
            return
        title = _("Where is “{title}”?").format(title=item.title)
        start = str(library.folder(self._context.store))
        ask_for_file(self._page, title, (), partial(self.try_file, video), start=start)

    def try_file(self, video: int, path: Path) -> None:
        """Compare a file with the video, and those beside it with the others that are missing."""
        item = self._state.video(video)
        if item is None or self._work is not None:
            return
        others = tuple(other for other in self._state.videos if other.id in self._state.missing)
        self._work = Work(partial(found_beside, (item, *others), path), self)
        self._work.start(partial(self._on_compared, item, path), self._on_failed)

    def _on_compared(self, item: Video, path: Path, answer: object) -> None:
        self._work = None
        places: dict[int, Path] = answer if isinstance(answer, dict) else {}
        if places and self._context.attempt(lambda: library.relink(self._context.store, places)):
            words = ngettext("Found {count} video again", "Found {count} videos again", len(places))
            self._context.notices.tell(words.format(count=len(places)))
            self.located.emit()
        if item.id not in places:
            self._ask_other(path)

    def _ask_other(self, path: Path) -> None:
        Question(
            self._context.appearance,
            _("“{name}” is another video").format(name=path.name),
            _("Its content isn't that of the missing one. It can be added beside it; moments stay where they are."),
            keep=_("Leave it"),
            go=_("Add as a new video"),
            then=partial(self._add, path),
            parent=self._page.window(),
        ).open()

    def _add(self, path: Path) -> None:
        if self._work is None:
            self._work = Work(lambda: (video_files.content_of(path), video_files.length_ms(path)), self)
            self._work.start(partial(self._on_read, path), self._on_failed)

    def _on_read(self, path: Path, answer: object) -> None:
        self._work = None
        if isinstance(answer, tuple):
            content, length = answer
            self._context.attempt(lambda: library.add(self._context.store, content, path, length_ms=length))
            self.located.emit()

    def _on_failed(self, error: object) -> None:
        self._work = None
        self._context.tell_failure(error)


def found_beside(wanted: tuple[Video, ...], path: Path) -> dict[int, Path]:
    """Return which of the videos lie at a path or beside it, by content; only files of their size are read there."""
    by_content = {item.content: item.id for item in wanted}
    sizes = {item.size for item in wanted}
    beside = [found.path for found in video_files.look_in([path.parent]) if found.size in sizes and found.path != path]
    places: dict[int, Path] = {}
    for candidate in (path, *beside):
        content = video_files.content_of(candidate)
        if content in by_content:
            places.setdefault(by_content[content], candidate)
    return places
