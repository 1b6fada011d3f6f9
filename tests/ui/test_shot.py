"""Pictures of pages: of the size and scale asked for, in either theme, and a plain refusal otherwise."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

MAIN = Path(__file__).parents[2] / "main.py"


def shot(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the program as a person does, in a process without a display."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "DISPLAY"))}
    command = [sys.executable, str(MAIN), "--demo", "--now", "2026-11-24T10:42-05:00", "shot", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)


def test_a_picture_has_size_scale_and_theme(tmp_path: Path) -> None:
    file = tmp_path / "main.png"
    done = shot("engagement=Kestrel", "--out", str(file), "--size", "1100x720", "--theme", "dark", "--scale", "2")
    assert (done.returncode, done.stderr) == (0, "")
    picture = QImage(str(file))
    assert (picture.width(), picture.height()) == (2200, 1440)
    assert picture.pixelColor(4, 700).lightness() < 60


@pytest.mark.parametrize("page", ["backups", "recovery"])
def test_the_example_shows_backups_of_its_own(page: str, tmp_path: Path) -> None:
    file = tmp_path / "page.png"
    done = shot(page, "--out", str(file))
    assert (done.returncode, done.stderr) == (0, "")
    assert 500 < QImage(str(file)).width() < 800


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("nopage", "--out", "x.png"), "There is no page “nopage”"),
        (("engagement=Nobody", "--out", "x.png"), "There is no engagement “Nobody”"),
        (("engagement", "--out", "x.png", "--size", "big"), "“big” is no size"),
    ],
)
def test_what_is_not_there_is_said_in_one_line(arguments: tuple[str, ...], words: str) -> None:
    done = shot(*arguments)
    assert done.returncode == 2
    assert words in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
