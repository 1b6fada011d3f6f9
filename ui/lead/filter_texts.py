"""What the filter of the lead's overview looks through: words of each line, made while nothing else is to be done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer

from models import lead_texts
from models.formats import Formats
from models.lead import Line

SLICE = 200
"""Lines whose words are made at a time: a few milliseconds."""


class FilterTexts:
    """Keeps the words of lines over a refresh, so that a key in the filter waits for none of 5,000."""

    def __init__(self, formats: Formats) -> None:
        self._formats = formats
        self._lines: Sequence[Line] = ()
        self._known: dict[str, tuple[Line, str]] = {}
        self._at = 0
        self._idle = QTimer(interval=0)
        self._idle.timeout.connect(self._make_slice)

    @property
    def ready(self) -> bool:
        """Whether the words of all lines are made."""
        return self._at >= len(self._lines)

    def take(self, lines: Sequence[Line]) -> None:
        """Prepare other lines; words of those that are as they were stay."""
        self._lines, self._at = lines, 0
        uids = {line.uid for line in lines}
        self._known = {uid: known for uid, known in self._known.items() if uid in uids}
        self._idle.start()

    def holding(self, words: Sequence[str], lines: Sequence[Line]) -> tuple[Line, ...]:
        """Return the lines that hold all of the words, which are in lower case."""
        if not self.ready:
            self._make(self._lines[self._at :])
            self._at = len(self._lines)
        known = self._known
        if len(words) == 1:
            return tuple(line for line in lines if words[0] in known[line.uid][1])
        return tuple(line for line in lines if all(word in known[line.uid][1] for word in words))

    def _make_slice(self) -> None:
        self._make(self._lines[self._at : self._at + SLICE])
        self._at += SLICE
        if self.ready:
            self._idle.stop()

    def _make(self, lines: Sequence[Line]) -> None:
        for line in lines:
            known = self._known.get(line.uid)
            if known is None or known[0] != line:
                self._known[line.uid] = line, lead_texts.to_filter(line, self._formats)
