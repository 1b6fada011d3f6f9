"""What in a text comes from the plan is tinted, and what is missing is red, while it is edited too."""

from __future__ import annotations

import re
from collections.abc import Iterable

from PySide6.QtGui import QSyntaxHighlighter, QTextCharFormat, QTextDocument

from ui.theme import Appearance


class FieldHighlighter(QSyntaxHighlighter):
    """Tints the values of fields wherever they stand, as chips; a value that was typed over loses its tint."""

    def __init__(self, document: QTextDocument, appearance: Appearance, px: int = 13) -> None:
        super().__init__(document)
        self._appearance = appearance
        self._px = px
        self._known: re.Pattern[str] | None = None
        self._missing: re.Pattern[str] | None = None
        appearance.changed.connect(self.rehighlight)

    def show_fields(self, known: Iterable[str], missing: Iterable[str]) -> None:
        """Say which words are values of fields, and which are names of missing ones."""
        lines = [line for value in known for line in value.split("\n") if line.strip()]
        self._known = _any_of(lines)
        self._missing = _any_of(f"‹{words}›" for words in missing)
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        for pattern, token, ground in (
            (self._known, "accent", "accent_soft"),
            (self._missing, "danger", "danger_soft"),
        ):
            look = self._look(token, ground)
            for found in pattern.finditer(text) if pattern else ():
                self.setFormat(_units(text, found.start()), _units(found[0]), look)

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
