"""Measures both timelines in the main window, a process a size. Nothing is asserted here.

Run: python tests/benchmarks/timeline.py [bars …], by default with 100, 1,000, 10,000 and 100,000 bars (eight a row:
seven phases and the clone mark). QT_QPA_PLATFORM=xcb measures on an X server, such as that of `xvfb-run -a`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent)]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import portfolios  # noqa: E402
from measure import show  # noqa: E402
from timeline_window import PLAIN  # noqa: E402

SIZES = (100, 1_000, 10_000, 100_000)
TEMPLATES = 100


def measured(folder: Path, bars: int) -> dict[str, Any]:
    """Return the figures of a window with so many bars, from a process of its own."""
    command = [sys.executable, str(HERE / "timeline_window.py"), str(folder), str(bars)]
    compiled = str(Path(tempfile.gettempdir()) / "e2e-tracker-benchmark-pyc")
    environment = os.environ | {"PYTHONPYCACHEPREFIX": compiled, "PYTHONDONTWRITEBYTECODE": ""}
    answer = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env=environment)
    found: dict[str, Any] = json.loads(answer.stdout.splitlines()[-1])
    return found


def main() -> None:
    """Measure the sizes that the command line names."""
    with tempfile.TemporaryDirectory() as temporary:
        templates = Path(temporary)
        plain, empty = (measured(templates, bars)["memory"] for bars in (PLAIN, 0))
        print(f"on {os.environ['QT_QPA_PLATFORM']}; an empty QMainWindow holds {plain:.0f} MB")
        print(f"the program's window without an engagement holds {empty:.0f} MB")
        for bars in [int(word) for word in sys.argv[1:]] or SIZES:
            rows = min(bars // portfolios.BARS_A_ROW, TEMPLATES)
            figures = measured(portfolios.fill(templates / str(rows), rows), bars)
            shown, held = figures.pop("shown"), figures.pop("memory")
            for name, taken in figures.items():
                show(f"{bars:,} bars, {name}", taken)
            print(f"{bars:,} bars, memory over the program's window without an engagement, MB: {shown - empty:.1f}")
            print(f"{bars:,} bars, memory likewise after all of the above, MB: {held - empty:.1f}")
            print(f"{bars:,} bars, memory after it over an empty QMainWindow, MB: {held - plain:.1f}")


if __name__ == "__main__":
    main()
