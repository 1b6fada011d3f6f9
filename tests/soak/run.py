"""Soak test: random real events for weeks of the clock. Run: python tests/soak/run.py [--events 5000] [--seed 1].

Says what went wrong (exceptions, Qt's warnings, leaked widgets, timers and threads) and the memory after each round;
the exit code is 1 where anything did. The same seed does the same things to the same version.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT), str(Path(__file__).resolve().parent), str(ROOT / "tests" / "benchmarks")]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from measure import memory  # noqa: E402
from monkey import Monkey, MovingClock  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from models import sample, settings  # noqa: E402
from models.session import Session  # noqa: E402
from models.store import open_store  # noqa: E402
from ui.app import Program  # noqa: E402


def soak(events: int, rounds: int, seed: int, folder: Path) -> list[str]:
    """Play in rounds, the window made anew after each; return what went wrong."""
    data = folder / "data"
    data.mkdir()
    os.chdir(folder)
    clock = MovingClock()
    store = open_store(data / "e2e-tracker.db", clock=clock)
    sample.create_example(store)
    settings.put(store, "you.zone", "America/New_York")
    store.close()
    application = QApplication(["soak"])
    application.setQuitOnLastWindowClosed(False)
    program = Program(Session(data, clock, theme="light"))
    program.show_window().resize(1440, 900)
    monkey = Monkey(program, clock, seed)
    monkey.start()
    monkey.come_home()
    sizes = [memory()]
    for number in range(rounds):
        monkey.play(events // rounds)
        monkey.come_home()
        left = monkey.left_behind()
        monkey.faults += [f"after event {monkey.done}: left behind: {item}" for item in left]
        sizes.append(memory())
        print(f"round {number + 1}: {monkey.done} events, {clock.now():%d %b %Y}, {sizes[-1]:.0f} MB", flush=True)
    half = len(sizes) // 2
    print(f"memory: {sizes[0]:.0f} MB at first, {sizes[half]:.0f} MB half-way, {sizes[-1]:.0f} MB at the end")
    program.close()
    return monkey.faults


def main() -> int:
    """Read the command line, play, say what went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=10, help="after each, the window is made anew")
    parser.add_argument("--seed", type=int, default=1)
    said = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="e2e-tracker-soak-"))
    os.environ |= {"HOME": str(folder), "XDG_DATA_HOME": str(folder)}
    try:
        faults = soak(said.events, said.rounds, said.seed, folder)
    finally:
        sys.excepthook = sys.__excepthook__  # what breaks the test itself is said as ever
    shutil.rmtree(folder, ignore_errors=True)
    print("\n".join(faults) or "nothing went wrong")
    return int(bool(faults))


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    os._exit(code)  # what is tested is over: the interpreter needs no order of its own to end
