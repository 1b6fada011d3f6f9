"""What may wait until the window was painted: done then, one piece in each turn of the event loop."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


class Later(QObject):
    """Keeps pieces of work until it is begun; one that doesn't wait does each at once.

    A start-up saving: parts that nobody can use before they see the window are made after its first paint. What needs
    such a part earlier makes it earlier, so a piece of work asks for a part instead of making it.
    """

    def __init__(self, parent: QObject | None = None, *, waits: bool = False) -> None:
        super().__init__(parent)
        self._waits = waits
        self._pieces: deque[Callable[[], object]] = deque()
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._on_turn)

    @property
    def over(self) -> bool:
        """Whether everything is made."""
        return not self._waits and not self._pieces

    def do(self, piece: Callable[[], object]) -> None:
        """Do a piece of work after the first paint; at once when that is over."""
        if self._waits:
            self._pieces.append(piece)
        else:
            piece()

    def begin(self, then: Callable[[], object]) -> None:
        """Begin with the pieces, in their order; `then` is the last."""
        self._pieces.append(then)
        self._turn.start()

    def stop(self) -> None:
        """Let go of what wasn't done."""
        self._turn.stop()
        self._pieces.clear()

    def _on_turn(self) -> None:
        if len(self._pieces) > 1:
            self._turn.start()
        else:
            self._waits = False
        if self._pieces:
            self._pieces.popleft()()
