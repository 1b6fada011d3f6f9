"""Carries videos into the library, one after the other, beside the window; what is asked is asked in the panel."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QObject, Signal

from models import consolidation, library, video_files
from models.consolidation import Move
from models.errors import UserError
from models.texts import _
from models.video_files import CancelledError, Content
from ui.background import Work

if TYPE_CHECKING:
    from ui.context import Context


class Parcel(Struct, frozen=True):
    """One file and where it stands: found, waiting, copying, checking, moved, joined, deleting or failed."""

    path: Path
    size: int
    state: str
    done: int = 0
    move: Move | None = None
    error: str = ""


class Mover(QObject):
    """The files on their way.

    Signals:
        changed: a parcel is new, gone or in another state.
        arrived: a video is in the library, or its original is gone.
    """

    changed = Signal()
    arrived = Signal()
    _told = Signal(str, object)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._work: Work | None = None
        self._go = threading.Event()
        self._go.set()
        self._stopped = threading.Event()
        self.parcels: list[Parcel] = []
        self._told.connect(self._on_progress)
        self.destroyed.connect(partial(_release, self._go, self._stopped))
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.stop)

    @property
    def paused(self) -> bool:
        """Whether copying rests."""
        return not self._go.is_set()

    @property
    def busy(self) -> bool:
        """Whether a file is being copied or compared."""
        return self._work is not None

    def resume_journal(self) -> None:
        """Finish or undo what a stopped program left, and ask again what was asked; beside the window."""
        left = consolidation.stopped(self._context.store)
        if left:
            task = partial(_examine_all, tuple(left))
            self._work = Work(task, self)
            self._work.start(self._on_examined, self._on_not_examined)
        else:
            self._ask_again()

    def offer(self, found: list[video_files.Found]) -> None:
        """Show files that could be moved; those that are on their way already stay as they are."""
        known = {item.path for item in self.parcels}
        self.parcels += [Parcel(item.path, item.size, "found") for item in found if item.path not in known]
        self.changed.emit()

    def dismiss(self, path: Path) -> None:
        """Take a file off the list."""
        self.parcels = [item for item in self.parcels if item.path != path]
        self.changed.emit()

    def start(self, path: Path) -> None:
        """Move a file as soon as those before it are done; one that failed is tried again."""
        self._put(path, state="waiting", error="", done=0)
        self._next()

    def pause(self) -> None:
        """Rest, or go on."""
        if self.paused:
            self._go.set()
        else:
            self._go.clear()
        self.changed.emit()

    def cancel(self) -> None:
        """Stop the file that is being copied and leave nothing of it in the library."""
        self._stopped.set()
        self._go.set()

    def stop(self) -> None:
        """Stop at the end of the program; the journal knows what was begun."""
        _release(self._go, self._stopped)

    def keep(self, path: Path) -> None:
        """Leave the original where it is."""
        move = self._move(path)
        if move and self._context.attempt(lambda: consolidation.keep(self._context.store, move)):
            self.dismiss(path)

    def delete(self, path: Path) -> None:
        """Compare both once more and delete the original: the click that Decisions 14 means."""
        move = self._move(path)
        if move is None or self.busy:
            return
        self._put(path, state="deleting")
        self._run(lambda: consolidation.remove_original(move), partial(self._on_deleted, path, move), path)

    def _on_examined(self, answer: object) -> None:
        self._work = None
        for move, standing in answer if isinstance(answer, list) else []:
            self._context.attempt(partial(self._settle, move, standing))
        self._ask_again()
        self.arrived.emit()
        self._next()

    def _settle(self, move: Move, standing: consolidation.Standing) -> None:
        done = consolidation.settle(self._context.store, move, standing)
        if done.state == "moved":
            words = _("“{name}” is in the library now; its move had been interrupted")
        elif done.state == "undone":
            words = _("The move of “{name}” had been interrupted. The original is untouched")
        else:
            return
        self._context.notices.tell(words.format(name=move.name))

    def _on_not_examined(self, error: object) -> None:
        self._work = None
        self._context.tell_failure(error)

    def _ask_again(self) -> None:
        waiting = consolidation.asked(self._context.store)
        known = {item.path for item in self.parcels}
        parcels = [Parcel(Path(move.source), move.size, move.state, move.size, move) for move in waiting]
        self.parcels = [item for item in parcels if item.path not in known] + self.parcels
        self.changed.emit()

    def _move(self, path: Path) -> Move | None:
        return next((item.move for item in self.parcels if item.path == path), None)

    def _put(self, path: Path, **values: object) -> None:
        self.parcels = [replace(item, **values) if item.path == path else item for item in self.parcels]
        self.changed.emit()

    def _next(self) -> None:
        path = next((item.path for item in self.parcels if item.state == "waiting"), None)
        if path is None or self.busy:
            return
        store = self._context.store
        try:
            move = consolidation.begin(store, path, library.folder(store))
        except UserError as error:
            self._put(path, state="failed", error=_words(error))
            self._next()
            return
        self._stopped.clear()
        self._put(path, state="copying", move=move, size=move.size)
        tell, length = partial(self._tell, str(path)), partial(video_files.length_ms, path)
        self._run(lambda: (consolidation.copy(move, tell, self._ask), length()), partial(self._on_copied, move), path)

    def _run(self, task: Callable[[], object], then: Callable[[object], None], path: Path) -> None:
        self._work = Work(task, self)
        self._work.start(then, partial(self._on_failed, path))

    def _tell(self, path: str, stage: str, done: int) -> None:
        self._told.emit(path, (stage, done))

    def _ask(self) -> bool:
        """Wait while paused, on the worker's thread; say whether to stop."""
        self._go.wait()
        return self._stopped.is_set()

    def _on_progress(self, path: str, told: tuple[str, int]) -> None:
        if self.busy:
            self._put(Path(path), state=told[0], done=told[1])

    def _on_copied(self, move: Move, answer: object) -> None:
        self._work = None
        if not isinstance(answer, tuple):
            return
        content, length = answer
        path = Path(move.source)
        try:
            done = consolidation.finish(self._context.store, move, _content(content), length_ms=int(length))
        except UserError as error:
            self._put(path, state="failed", error=_words(error))
        else:
            self._put(path, state=done.state, move=done)
            self.arrived.emit()
        self._next()

    def _on_deleted(self, path: Path, move: Move, _answer: object) -> None:
        self._work = None
        self._context.attempt(lambda: consolidation.note_deleted(self._context.store, move))
        self.dismiss(path)
        self.arrived.emit()
        self._next()

    def _on_failed(self, path: Path, error: object) -> None:
        self._work = None
        parcel = next((item for item in self.parcels if item.path == path), None)
        move = parcel.move if parcel else None
        deleting = parcel is not None and parcel.state == "deleting"
        if move and not deleting:
            self._context.attempt(lambda: consolidation.cancel(self._context.store, move))
        if isinstance(error, CancelledError):
            self._put(path, state="found", done=0, move=None)
        elif isinstance(error, UserError):
            state = move.state if deleting and move else "failed"
            self._put(path, state=state, error=_words(error))
        elif isinstance(error, Exception):
            raise error
        self._next()


def _examine_all(left: tuple[Move, ...]) -> list[tuple[Move, consolidation.Standing]]:
    return [(move, consolidation.examine(move)) for move in left]


def _release(go: threading.Event, stopped: threading.Event, *_gone: object) -> None:
    stopped.set()
    go.set()


def _content(found: object) -> Content:
    if not isinstance(found, Content):
        raise TypeError(found)
    return found


def _words(error: UserError) -> str:
    return f"{error.what} {error.do}".strip()
