"""Subtitles beside a video: what is said, and when; shown and searched, never changed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct

SUFFIXES: Final = (".srt", ".vtt")
_TIMES: Final = re.compile(
    r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{3})\s+-->\s+(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{3})"
)
_MARKS: Final = re.compile(r"<[^>]*>")
_LARGEST: Final = 4 << 20


class Line(Struct, frozen=True):
    """Words that are said, from a position in milliseconds to another."""

    at_ms: int
    text: str
    until_ms: int = 0


def beside(video: Path) -> Path | None:
    """Return the subtitles file of the same name in the same folder; None where there is none."""
    return next((path for suffix in SUFFIXES if (path := video.with_suffix(suffix)).is_file()), None)


def read(path: Path) -> tuple[Line, ...]:
    """Return the lines of an SRT or WebVTT file in order; a file that can't be read has none."""
    try:
        if path.stat().st_size > _LARGEST:
            return ()
        text = path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return ()
    found: list[Line] = []
    for block in re.split(r"\r?\n\s*\r?\n", text):
        times = _TIMES.search(block)
        if times is None:
            continue
        begins, ends = _position(times.groups()[:4]), _position(times.groups()[4:])
        words = block[times.end() :].partition("\n")[2]
        said = " ".join(_MARKS.sub("", words).split())
        if said:
            found.append(Line(begins, said, ends))
    return tuple(sorted(found, key=lambda line: line.at_ms))


def said_at(lines: Sequence[Line], at_ms: int) -> str:
    """Return what is said at a position; empty where nothing is. The lines are in order."""
    at = bisect_right(lines, at_ms, key=lambda line: line.at_ms) - 1
    return lines[at].text if at >= 0 and at_ms < lines[at].until_ms else ""


def _position(parts: Sequence[str | None]) -> int:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths
