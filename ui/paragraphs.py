"""Words that wrap inside painted rows."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QTextLayout, QTextOption

from ui.mirroring import is_mirrored


@lru_cache(maxsize=512)
def paragraph(text: str, font: QFont, width: float) -> QTextLayout:
    """Lay a text out in lines of at most `width` logical pixels; `boundingRect().height()` is what it takes.

    The last ones are kept: measuring, painting and hovering ask for the same again and again.
    """
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    if is_mirrored():
        option.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    layout.beginLayout()
    top = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, top))
        top += line.height()
    layout.endLayout()
    return layout
