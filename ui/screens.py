"""The screen that a widget stands on.

A widget's own `screen()` is used nowhere: PySide makes the screen that it returns a child of the widget, and the widget
takes the screen with it when it goes; the next cursor that is asked for crashes (tests/ui/test_screens.py shows it).
"""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget


def room(widget: QWidget) -> QRect:
    """Return what the screen of a widget leaves to windows, in logical pixels."""
    window = widget.window()
    screen = QGuiApplication.screenAt(window.geometry().center()) or QGuiApplication.primaryScreen()
    return screen.availableGeometry()
