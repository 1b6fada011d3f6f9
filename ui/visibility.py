"""Which parts are seen from the start."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def hide_unless(widget: QWidget, condition: bool) -> None:
    """Hide a part while it is being made, unless the condition holds.

    `setVisible(True)` on a part that is in no layout yet would show it as a window of its own for a moment, which
    flickers and takes the focus from the window in use.
    """
    if not condition:
        widget.hide()
