"""Walking the focus from pane to pane (F6)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QApplication, QWidget

Pane = tuple[QWidget, Callable[[], object]]
"""A part of the window, and what puts the focus into it."""


def walk(panes: Sequence[Pane], step: int) -> None:
    """Give the focus to the next (1) or previous (-1) of the panes that can be seen, from the one that has it."""
    shown = [pane for pane in panes if pane[0].isVisible()]
    focused = QApplication.focusWidget()
    holds = [area is focused or (focused is not None and area.isAncestorOf(focused)) for area, _take in shown]
    start = holds.index(True) if True in holds else (-1 if step > 0 else 0)
    if shown:
        shown[(start + step) % len(shown)][1]()
