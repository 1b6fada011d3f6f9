"""Whether this computer has what plays videos; Qt's multimedia library is loaded when that is asked first."""

from __future__ import annotations

from importlib import import_module


def is_there() -> bool:
    """Return whether videos can be played here; on Linux the library needs libpulse.so.0, which may be missing."""
    try:
        import_module("PySide6.QtMultimedia")
        import_module("PySide6.QtMultimediaWidgets")
    except ImportError:
        return False
    return True
