"""The floor of a start: an empty QMainWindow painted once. Run as a process; prints the milliseconds to first paint."""

from __future__ import annotations

import sys
import time

BEGIN = time.perf_counter()

from PySide6.QtGui import QPaintEvent  # noqa: E402
from PySide6.QtWidgets import QApplication, QMainWindow  # noqa: E402


class Window(QMainWindow):
    """Ends the process after its first paint."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        print(f"{(time.perf_counter() - BEGIN) * 1000:.1f}", flush=True)
        QApplication.quit()


if __name__ == "__main__":
    application = QApplication(sys.argv)
    window = Window()
    window.resize(1440, 900)
    window.show()
    sys.exit(application.exec())
