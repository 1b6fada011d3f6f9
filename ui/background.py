"""Slow work away from the window: plain data in, plain data out, the answer arrives on the GUI thread."""

from __future__ import annotations

import importlib
import linecache
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial

from PySide6.QtCore import QObject, Qt, QThreadPool, Signal


class Work(QObject):
    """One piece of work on a worker thread; keep a reference until `done` or `failed` was emitted."""

    done = Signal(object)
    failed = Signal(object)

    def __init__(self, task: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._task = task

    def start(self, then: Callable[[object], None], otherwise: Callable[[object], None]) -> None:
        """Run the task; `then` gets its answer, `otherwise` the exception, both on the GUI thread."""
        self.done.connect(then, Qt.ConnectionType.QueuedConnection)
        self.failed.connect(otherwise, Qt.ConnectionType.QueuedConnection)
        QThreadPool.globalInstance().start(self._run)

    def _run(self) -> None:
        try:
            answer = self._task()
        except Exception as error:  # noqa: BLE001 - handed to the GUI thread, which shows or raises it
            self._tell("failed", error)
        else:
            self._tell("done", answer)

    def _tell(self, signal: str, answer: object) -> None:
        """Hand the answer over; the window that asked may have closed meanwhile and taken this object along."""
        with suppress(RuntimeError):
            getattr(self, signal).emit(answer)


def warm_up(modules: Sequence[str]) -> threading.Thread:
    """Import slow modules beside the running window, so that the first use of each doesn't wait for them."""
    return beside(partial(_import_all, tuple(modules)), "warm-up")


def beside(act: Callable[[], None], name: str) -> threading.Thread:
    """Do something beside the running window that nobody waits for; it ends with the program."""
    thread = threading.Thread(target=act, name=name, daemon=True)
    thread.start()
    return thread


def _import_all(modules: tuple[str, ...]) -> None:
    """Import them; PySide reads the source of each, which would be kept for tracebacks that nobody waits for."""
    for module in modules:
        importlib.import_module(module)
    linecache.clearcache()
