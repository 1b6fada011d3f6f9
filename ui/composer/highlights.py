"""What in a text comes from the plan is tinted, and what is missing is red, while it is edited too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from PySide6.QtCore import QObject, QSignalBlocker
from PySide6.QtGui import QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QPlainTextEdit

from ui.theme import Appearance


class FieldHighlighter(QObject):
    """Tints the values of fields wherever they stand, as chips; a value that was typed over loses its tint.

    Qt's own highlighter calls back into Python while its document is taken down, so the formats are set here.
    """

    def __init__(self, edit: QPlainTextEdit, appearance: Appearance, px: int = 13) -> None:
        super().__init__(edit)
        self._edit = edit
        self._appearance = appearance
        self._px = px
        self._known: re.Pattern[str] | None = None
        self._missing: re.Pattern[str] | None = None
        edit.textChanged.connect(self.refresh)
        appearance.changed.connect(self.refresh)

    def show_fields(self, known: Iterable[str], missing: Iterable[str]) -> None:
        """Say which words are values of fields, and which are names of missing ones."""
        lines = [line for value in known for line in value.split("\n") if line.strip()]
        self._known = _any_of(lines)
        self._missing = _any_of(f"‹{words}›" for words in missing)
        self.refresh()

    def refresh(self) -> None:
        """Tint the text as it is now."""
        document = self._edit.document()
        with QSignalBlocker(self._edit), QSignalBlocker(document):
            block = document.begin()
            while block.isValid():
                block.layout().setFormats(list(self._formats(block.text())))
                block = block.next()
        self._edit.viewport().update()

    def _formats(self, text: str) -> Iterator[QTextLayout.FormatRange]:
        looks = ((self._known, "accent", "accent_soft"), (self._missing, "danger", "danger_soft"))
        for pattern, token, ground in looks:
            for found in pattern.finditer(text) if pattern else ():
                span = QTextLayout.FormatRange()
                span.start = _units(text, found.start())
                span.length = _units(found[0])
                span.format = self._look(token, ground)
                yield span

    def _look(self, token: str, ground: str) -> QTextCharFormat:
        theme = self._appearance.theme
        look = QTextCharFormat()
        look.setFont(self._appearance.font(self._px, 600))
        look.setForeground(theme.color(token))
        look.setBackground(theme.color(ground))
        return look


def _any_of(words: Iterable[str]) -> re.Pattern[str] | None:
    """Return what finds whole words, the longest first."""
    found = sorted({re.escape(item) for item in words}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(found)})(?!\w)") if found else None


def _units(text: str, end: int | None = None) -> int:
    """Return how many UTF-16 units the beginning of a text takes, as Qt counts."""
    return len(text[:end].encode("utf-16-le")) // 2
