"""What the program may load before its window is painted; checked in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from models import sample
from models.clock import Clock
from models.paths import APP, locate
from models.store import open_store

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
sys.argv[1:] = {arguments!r}
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
    "ui.timeline.acts",
    "ui.timeline.keys",
    "ui.timeline.pointer",
    "ui.timeline.touch",
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


UNREAD = ("click", "models.cli", "tomllib", "ui.shot_command")
"""What a start without arguments does without: there is no command line to read."""


def loaded_by(arguments: list[str], **environment: str) -> list[str]:
    """Return the modules that a start has loaded when its window is painted."""
    answer = subprocess.run(
        [sys.executable, "-c", SEEN.format(root=str(ROOT), arguments=arguments)],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"} | environment,
    )
    loaded = answer.stdout.split()
    assert "ui.timeline.view" in loaded
    return loaded


def among(loaded: list[str], late: tuple[str, ...]) -> list[str]:
    return [name for name in loaded if any(name == item or name.startswith(f"{item}.") for item in late)]


def test_nothing_that_can_wait_is_loaded_before_the_first_paint() -> None:
    assert among(loaded_by(["--demo", "--now", "2026-11-24T10:42:00-05:00"]), LATER) == []


@pytest.mark.skipif(sys.platform != "linux", reason="only there the environment names the data folder")
def test_a_start_without_arguments_opens_the_data_and_reads_no_command_line(tmp_path: Path) -> None:
    paths = locate(tmp_path / APP)
    with closing(open_store(paths.database, clock=Clock())) as store:
        sample.create_example(store)
    assert among(loaded_by([], XDG_DATA_HOME=str(tmp_path)), LATER + UNREAD) == []
