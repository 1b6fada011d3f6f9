"""How the window stands: its place and the widths of its panes, remembered from one run to the next."""

from __future__ import annotations

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QMainWindow, QSplitter

from models.store import Store
from ui import screens

SIZE = (1440, 900)
_GEOMETRY, _SPLITTER = "window.geometry", "window.splitter"


def stand_as_before(window: QMainWindow, panes: QSplitter, store: Store) -> None:
    """Take the size and place of the last run; at first the usual size, or what the screen has."""
    screen = screens.room(window)
    window.resize(min(SIZE[0], screen.width()), min(SIZE[1], screen.height()))
    geometry, widths = store.recall(_GEOMETRY), store.recall(_SPLITTER)
    if geometry:
        window.restoreGeometry(QByteArray.fromBase64(geometry.encode()))
    if widths:
        panes.restoreState(QByteArray.fromBase64(widths.encode()))


def has_widths(store: Store) -> bool:
    """Whether the widths of the panes were ever chosen."""
    return bool(store.recall(_SPLITTER))


def remember(window: QMainWindow, panes: QSplitter, store: Store) -> None:
    """Keep how it stands now."""
    store.remember(_GEOMETRY, bytes(window.saveGeometry().toBase64().data()).decode())
    store.remember(_SPLITTER, bytes(panes.saveState().toBase64().data()).decode())
