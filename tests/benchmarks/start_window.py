"""The start of the real window with a data folder; prints the milliseconds from process start to first paint.

It is `main.py` itself that runs, with a data folder and a moment on its command line; a look at the first paint is
added.
"""

from __future__ import annotations

import sys
import time

BEGIN = time.perf_counter()

import main  # noqa: E402 - first, as in a real start

NOW = "2026-11-24T10:42:00-05:00"
OPEN = main.open_window


def open_window(session: main.Session) -> int:
    """Open the window as the program does, and leave once it was painted with its data."""
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
    sys.argv[1:] = ["--data-dir", sys.argv[1], "--now", NOW]
    main.open_window = open_window
    main.main()
