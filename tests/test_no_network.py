"""The program never speaks to a network: a process that refuses such sockets runs all of it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REFUSING = """
import os, socket, sys

def refuse(event, arguments):
    inward = event == "socket.__new__" and arguments[1] in (socket.AF_INET, socket.AF_INET6)
    if inward or event in ("socket.connect", "socket.getaddrinfo", "socket.sendto", "urllib.Request"):
        os.write(2, f"network: {event} {arguments[1:]}".encode())
        os._exit(9)

sys.addaudithook(refuse)
sys.path.insert(0, sys.argv.pop(1))
"""
COMMANDS = (
    REFUSING
    + """
from models import cli
data, files = sys.argv[1], sys.argv[2]
for line in (["import", files, "--zone", "UTC"], ["list"], ["status", "--json"], ["check"], ["backup"], ["doctor"]):
    assert cli.run(["--data-dir", data, *line], lambda session: 0) in (0, 1), line
"""
)
WINDOW = (
    REFUSING
    + """
import traceback
from contextlib import suppress
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from ui import app

def end(kind, error, trace):
    traceback.print_exception(error)
    os._exit(8)

class Driven(app.Program):
    def show(self):
        super().show()
        self._look = QTimer(self, interval=50)
        self._look.timeout.connect(self.drive)
        self._look.start()

    def drive(self):
        if not (self.window.context.later.over and self.window.portfolio.complete):
            return
        self._look.stop()
        self.window.acts["undo"].trigger()
        inet = [line for name in ("tcp", "tcp6", "udp", "udp6") for line in opened(name)]
        print("sockets", len(inet))
        QTimer.singleShot(300, QApplication.quit)

def opened(name):
    table = Path("/proc/self/net") / name
    if not table.exists():
        return []
    own = set()
    for fd in os.listdir("/proc/self/fd"):
        with suppress(FileNotFoundError):  # another thread closed it meanwhile
            own.add(os.readlink(f"/proc/self/fd/{fd}"))
    return [line for line in table.read_text().splitlines()[1:] if f"socket:[{line.split()[9]}]" in own]

app.Program, app.BugHook = Driven, lambda program, logs: end
import main
sys.argv[1:] = ["--demo", "--now", "2026-11-24T10:42:00-05:00"]
main.main()
"""
)


def run(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code, str(ROOT), *arguments]
    offscreen = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(command, capture_output=True, text=True, env=offscreen, timeout=120, check=False)


def test_the_proof_itself_refuses() -> None:
    assert run(REFUSING + "socket.socket(socket.AF_INET)").returncode == 9
    assert run(REFUSING + "socket.socket(socket.AF_INET6)").returncode == 9


def test_the_command_line_opens_no_network(tmp_path: Path) -> None:
    done = run(COMMANDS, str(tmp_path), str(ROOT / "tests" / "data" / "etiu_list_fieldnames_cp1252.csv"))
    assert (done.returncode, done.stderr) == (0, "")


def test_the_window_opens_no_network() -> None:
    done = run(WINDOW)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split() == ["sockets", "0"]
