"""Renews the pictures of README from the example, at a moment that stands still.

Run: python packaging/pictures.py
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
NOW = "2026-11-24T10:42-05:00"
PICTURES = {
    "main": ("engagement=Northwind", "light"),
    "review": ("review=Northwind", "light"),
    "today": ("today", "light"),
    "week-dark": ("week=Northwind", "dark"),
}
"""Name of each file, the page that it shows and its theme."""


def draw(name: str) -> Path:
    """Draw one picture and return its file."""
    page, theme = PICTURES[name]
    file = Path(__file__).parent / "pictures" / f"{name}.png"
    command = (sys.executable, ROOT / "main.py", "--demo", "--now", NOW, "shot", page)
    subprocess.run([*map(str, command), "--theme", theme, "--out", str(file)], check=True, cwd=ROOT)
    return file


if __name__ == "__main__":
    for wanted in PICTURES:
        print(draw(wanted).relative_to(ROOT))
