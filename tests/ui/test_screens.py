"""A window that goes leaves the screen behind: the way in which the program asks for its size is safe."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROGRAM = """
import gc
from PySide6.QtWidgets import QApplication, QMainWindow
from ui import screens

class Window(QMainWindow):
    def __init__(self):
        super().__init__()
        self.round = self
        assert screens.room(self).width() > 0

application = QApplication([])
for _turn in range(3):
    window = Window()
    window.show()
    del window
    gc.collect()
    print(application.primaryScreen().availableGeometry().width() > 0)
"""


def test_windows_that_were_collected_leave_the_screen_alone() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.split()) == (0, ["True"] * 3), done.stderr


def test_nothing_asks_a_widget_for_its_screen() -> None:
    files = [*(ROOT / "ui").rglob("*.py"), *(ROOT / "tests").rglob("*.py"), ROOT / "main.py"]
    askers = [str(path.relative_to(ROOT)) for path in files if re.search(r"\w\.screen\(\)", path.read_text("utf-8"))]
    assert askers == []
