"""The version of Qt for Python that is in use doesn't lose count of None (6.12.0 aborts on Python before 3.12)."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
from PySide6.QtCore import QObject

thing = QObject()
for _ in range(20_000):
    assert thing.setObjectName("name") is None
print("alive")
"""


def test_a_void_method_can_be_called_very_often() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "alive"), done.stderr
