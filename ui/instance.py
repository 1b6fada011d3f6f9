"""One window for each data folder: a second start raises the first and hands over its files."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

LOCK = "window.lock"
WAIT_MS = 3000
"""How long the second start waits for the first to answer, in milliseconds."""
LONGEST = 1_000_000
"""What a second start may say, in bytes."""
_HEARD = b"heard\n"


class Instance(QObject):
    """Holds the data folder's window, or speaks to the program that does; readable by its owner only.

    Signals:
        asked: another start wants the window in front, with these files.
    """

    asked = Signal(list)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = QLockFile(str(folder / LOCK))
        self._lock.setStaleLockTime(0)  # it is stale once its program is gone, not by age
        self._folder = folder
        self._server: QLocalServer | None = None

    @cached_property
    def _name(self) -> str:
        """Where the programs of one owner and folder meet."""
        from getpass import getuser  # start-up saving: 5 ms with the next, after the first paint
        from hashlib import sha256

        owner = f"{getuser()}\n{self._folder.resolve()}"
        return "e2e-tracker-" + sha256(owner.encode()).hexdigest()[:24]

    def claim(self) -> bool:
        """Take the folder's window; False where another program holds it."""
        return self._lock.tryLock(0)

    def listen(self) -> None:
        """Hear other starts from now on."""
        if self._server is not None:
            return
        from PySide6.QtNetwork import QLocalServer  # start-up saving: 12 ms, after the first paint

        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        QLocalServer.removeServer(self._name)  # left by a crash: the lock says that nobody listens there
        self._server.listen(self._name)

    def hand_over(self, files: Sequence[Path]) -> bool:
        """Ask the program that holds the window to show it and import the files; False where it doesn't answer."""
        from PySide6.QtNetwork import QLocalSocket  # start-up saving: only a second start speaks

        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(WAIT_MS):
            return False
        socket.write(json.dumps([str(file) for file in files]).encode() + b"\n")
        socket.flush()
        heard = socket.waitForReadyRead(WAIT_MS) and bytes(socket.readAll().data()) == _HEARD
        socket.close()
        return heard

    def close(self) -> None:
        """Let go of the folder's window."""
        if self._server is not None:
            self._server.close()
        self._lock.unlock()

    def _on_connection(self) -> None:
        while self._server is not None and (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            socket.readyRead.connect(lambda socket=socket: self._read(socket))
            if socket.bytesAvailable():
                self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        if socket.bytesAvailable() > LONGEST:
            socket.abort()
        elif socket.canReadLine():
            files = _files(bytes(socket.readLine().data()))
            socket.write(_HEARD)
            socket.flush()
            self.asked.emit(files)


def _files(line: bytes) -> list[str]:
    """Read what a second start said; whatever isn't a list of files counts as none."""
    try:
        said = json.loads(line)
    except ValueError:
        return []
    return [item for item in said if isinstance(item, str)] if isinstance(said, list) else []
