"""Measures what a person waits for. Run: python tests/benchmarks/run.py [start|models]…; nothing is asserted here."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent)]

import portfolios  # noqa: E402
from measure import show, timed  # noqa: E402

from models import attention, dossiers, rescheduling, zones  # noqa: E402
from models.clock import Clock  # noqa: E402
from models.formats import Formats  # noqa: E402
from models.store import open_store  # noqa: E402

STARTS = 9


def start(folder: Path) -> None:
    """Start to first paint with data, against an empty QMainWindow in the same run."""
    cases = {
        f"window, {count} engagements": [str(portfolios.fill(folder / str(count) / "e2e-tracker", count))]
        for count in (20, 1000)
    }
    floor, taken = [], {name: [] for name in cases}
    for _ in range(STARTS):
        floor.append(_process("empty_window.py", []))
        for name, arguments in cases.items():
            taken[name].append(_process("start_window.py", arguments))
    base = statistics.median(floor[1:])
    print(f"start to first paint: empty QMainWindow p50 {base:.0f} ms")
    for name, figures in taken.items():
        median = statistics.median(figures[1:])
        print(f"start to first paint: {name} p50 {median:.0f} ms, {median / base:.2f} times the empty window")


def _process(script: str, arguments: list[str]) -> float:
    compiled = str(Path(tempfile.gettempdir()) / "e2e-tracker-benchmark-pyc")
    screen = f"offscreen:configfile={HERE.parent.parent / 'resources' / 'offscreen.json'}"
    environment = os.environ | {"QT_QPA_PLATFORM": screen, "PYTHONPATH": str(HERE.parent.parent)}
    environment |= {"PYTHONPYCACHEPREFIX": compiled, "PYTHONDONTWRITEBYTECODE": ""}
    command = [sys.executable, str(HERE / script), *arguments]
    answer = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return float(answer.stdout.split()[-1])


def models(folder: Path) -> None:
    """One reschedule step, and loading 1,000 engagements with 7,000 phases and 44,000 steps."""
    store = open_store(portfolios.fill(folder / "1000", 1000) / "e2e-tracker.db", clock=Clock(portfolios.NOW))
    show("load 1,000 engagements, 7,000 phases, 44,000 steps", timed(lambda: dossiers.load_all(store), 5, warm=1))
    loaded = dossiers.load_all(store)
    look = Formats()
    show("assess one engagement", timed(lambda: attention.assess(loaded[7], portfolios.NOW, look), 300))
    engagement, days = loaded[7].id, [1]

    def move() -> None:
        prod = dossiers.load(store, engagement).prod
        assert prod.starts is not None
        rescheduling.move_phase(
            store, engagement, "prod_upgrade", zones.move_days(prod.starts, days[0]), reason="Measured"
        )
        days[0] = -days[0]

    show("one reschedule step with followers", timed(move, 200))
    show("undo", timed(store.undo, 100))
    store.close()


if __name__ == "__main__":
    parts = {"models": models, "start": start}
    with tempfile.TemporaryDirectory() as temporary:
        for part in sys.argv[1:] or parts:
            parts[part](Path(temporary))
