"""Painted rows that stand the other way round where the language is read from right to left.

Layouts, tables and controls are mirrored by Qt; a time axis never is.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QGuiApplication

from models import texts

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "yi", "ps", "sd"})
"""Languages that are read from right to left."""


def direction() -> Qt.LayoutDirection:
    """Return the direction of the interface language."""
    bare = texts.language().partition("_")[0]
    return Qt.LayoutDirection.RightToLeft if bare in RIGHT_TO_LEFT else Qt.LayoutDirection.LeftToRight


def is_mirrored() -> bool:
    """Whether the window stands the other way round."""
    return QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft


def mirrored(part: QRectF, within: QRectF) -> QRectF:
    """Return where a part of a row stands: from the right edge where the window is mirrored, else as it is."""
    if not is_mirrored():
        return part
    return QRectF(within.left() + within.right() - part.right(), part.y(), part.width(), part.height())
