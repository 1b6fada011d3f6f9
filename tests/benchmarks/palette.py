"""A key in the command palette with 1,000 engagements. Run: python tests/benchmarks/palette.py; nothing is asserted."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent)]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import portfolios  # noqa: E402
from measure import show, timed  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from models.clock import Clock  # noqa: E402
from models.session import Session  # noqa: E402
from ui.app import Program  # noqa: E402
from ui.palette.panel import Palette  # noqa: E402

TYPED = ("c", "cl", "cli", "client 00042", "tri", "nor tri", "19:00 los angeles", "3 dec + 6 wd", "utc", "zzz", "")


def main() -> None:
    """Open the palette on 1,000 engagements and type; each figure is search, rows and their painting."""
    with tempfile.TemporaryDirectory() as folder:
        session = Session(data_dir=portfolios.fill(Path(folder), 1000), clock=Clock(portfolios.NOW))
        application = QApplication([])
        program = Program(session, banner=False)
        window = program.show_window()
        program.store.remember("engagement", str(window.portfolio.ids()[0]))
        for id_ in window.portfolio.ids():
            window.portfolio.dossier(id_)
        show("open the palette", timed(lambda: Palette(window).close(), 10, 1))
        opened = Palette(window)
        for text in TYPED:

            def key(text: str = text) -> None:
                opened.query.setText("")
                opened.query.setText(text)
                opened.frame.grab()

            show(f"type “{text}”, and clear", timed(key, 30))
        opened.close()
        program.close()
        session.close()
        application.quit()


if __name__ == "__main__":
    main()
