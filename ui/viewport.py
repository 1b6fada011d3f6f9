"""The surface of a scroll area, made here instead of by Qt."""

from __future__ import annotations

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

NAME = "qt_scrollarea_viewport"
"""The name by which Qt's style sheets know a viewport."""


def give_viewport(area: QAbstractScrollArea) -> None:
    """Give a scroll area a viewport like Qt's own, to be called first of all.

    A start-up saving of 22 ms: for a viewport that Qt made, PySide makes ready every class of widget there is, only to
    find out that it is a plain one.
    """
    viewport = QWidget()
    viewport.setObjectName(NAME)
    viewport.setBackgroundRole(QPalette.ColorRole.Base)
    viewport.setAutoFillBackground(True)
    area.setViewport(viewport)
