"""The start of the real window with a data folder; prints the milliseconds from process start to first paint.

It is `main.py` itself that runs as a person starts it, without arguments, where the system lets the data folder be
named by its environment; a look at the first paint is added.
"""

from __future__ import annotations

import os
import sys
import time

BEGIN = time.perf_counter()

from pathlib import Path  # noqa: E402
from typing import TYPE_CHECKING  # noqa: E402

import main  # noqa: E402 - first, as in a real start

if TYPE_CHECKING:
    from models.session import Session

OPEN = main.open_window


def _read_models() -> None:
    """Import the models before Qt, as `main.open_window` does."""
    from models import attention, dossiers, rescheduling  # noqa: F401


def open_window(session: Session) -> int:
    """Open the window as the program does, and leave once it was painted with its data."""
    _read_models()
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtWidgets import QApplication

    from ui import app

    class Watched(app.Program):
        def show(self) -> None:
            super().show()
            self.watch = FirstPaint()
            assert self.window is not None
            self.window.installEventFilter(self.watch)

    class FirstPaint(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.UpdateRequest:
                watched.removeEventFilter(self)
                answer = watched.event(event)
                print(f"{(time.perf_counter() - BEGIN) * 1000:.1f}", flush=True)
                QApplication.exit(0)
                return bool(answer)
            return False

    app.Program = Watched  # type: ignore[misc]
    return OPEN(session)


if __name__ == "__main__":
    folder = sys.argv[1]
    sys.argv[1:] = [] if sys.platform == "linux" else ["--data-dir", folder]
    os.environ["XDG_DATA_HOME"] = str(Path(folder).parent)
    main.open_window = open_window
    main.main()
