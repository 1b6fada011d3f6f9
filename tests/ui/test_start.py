"""What the program may load before its window is painted; checked in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SEEN = """
import sys
sys.path.insert(0, {root!r})
import main
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from ui import app

class FirstPaint(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.UpdateRequest:
            watched.removeEventFilter(self)
            print(*sorted(sys.modules))
            QApplication.exit(0)
        return False

class Watched(app.Program):
    def show(self):
        super().show()
        self.watch = FirstPaint()
        self.window.installEventFilter(self.watch)

app.Program = Watched
sys.argv[1:] = ["--demo", "--now", "2026-11-24T10:42:00-05:00"]
main.main()
"""
LATER = (
    "ui.activity",
    "ui.all_engagements",
    "ui.about",
    "ui.archive",
    "ui.checklist",
    "ui.composer",
    "ui.commands",
    "ui.dates",
    "ui.details",
    "ui.dialog",
    "ui.first_start",
    "ui.importing",
    "ui.lead",
    "ui.new_engagement",
    "ui.quick_log",
    "ui.read_back",
    "ui.reconcile",
    "ui.scheduled",
    "ui.settings",
    "ui.shot",
    "ui.taking_along",
    "ui.time_log",
    "ui.today",
    "ui.triple_check",
    "ui.videos",
    "ui.zones",
    "models.cli_commands",
    "models.imports",
    "models.reconcile",
    "models.zone_search",
    "PySide6.QtMultimedia",
    "PySide6.QtMultimediaWidgets",
    "PySide6.QtPrintSupport",
    "PySide6.QtSql",
    "babel.dates",
    "icalendar",
    "jinja2",
    "openpyxl",
)
"""Packages and modules that the first picture of the window does without."""


def test_nothing_that_can_wait_is_loaded_before_the_first_paint() -> None:
    answer = subprocess.run(
        [sys.executable, "-c", SEEN.format(root=str(ROOT))],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )
    loaded = answer.stdout.split()
    assert "ui.timeline.view" in loaded
    early = [name for name in loaded if any(name == late or name.startswith(f"{late}.") for late in LATER)]
    assert early == []
