"""The start of the real window with a data folder; prints the milliseconds from process start to first paint."""

from __future__ import annotations

import sys
import time

BEGIN = time.perf_counter()

import main  # noqa: E402, F401, I001 - first, as in a real start: command line and session, then Qt

from datetime import datetime  # noqa: E402
from pathlib import Path  # noqa: E402

from PySide6.QtCore import QEvent, QObject  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from models.clock import Clock  # noqa: E402
from models.session import Session  # noqa: E402
from ui.app import Program  # noqa: E402


class FirstPaint(QObject):
    """Ends the process once the window was painted with its data."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.UpdateRequest:
            watched.removeEventFilter(self)
            answer = watched.event(event)
            print(f"{(time.perf_counter() - BEGIN) * 1000:.1f}", flush=True)
            QApplication.exit(0)
            return bool(answer)
        return False


if __name__ == "__main__":
    application = QApplication(sys.argv[:1])
    moment = datetime.fromisoformat("2026-11-24T10:42:00-05:00")
    session = Session(data_dir=Path(sys.argv[1]), clock=Clock(moment))
    program = Program(session)
    paint = FirstPaint()
    program.show()
    assert program.window is not None
    program.window.installEventFilter(paint)
    code = application.exec()
    program.close()
    session.close()
    sys.exit(code)
