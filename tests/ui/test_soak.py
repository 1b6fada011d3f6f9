"""A short run of the soak test: random clicks and keys while weeks pass; `tests/soak/run.py` plays for longer."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SOAK = Path(__file__).resolve().parents[1] / "soak" / "run.py"


def test_random_events_leave_no_exception_no_warning_and_nothing_behind() -> None:
    command = [sys.executable, str(SOAK), "--events", "160", "--rounds", "2", "--seed", "1"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "nothing went wrong" in done.stdout
