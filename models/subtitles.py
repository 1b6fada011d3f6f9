"""Subtitles beside a video: what is said, and when; read for search, never changed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from msgspec import Struct

SUFFIXES: Final = (".srt", ".vtt")
_TIMES: Final = re.compile(r"(?:(\d+):)?(\d{1,2}):(\d{2})[.,](\d{3})\s+-->")
_MARKS: Final = re.compile(r"<[^>]*>")
_LARGEST: Final = 4 << 20


class Line(Struct, frozen=True):
    """Words that are said, from a position in milliseconds on."""

    at_ms: int
    text: str


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
        hours, minutes, seconds, thousandths = (int(part or 0) for part in times.groups())
        words = block[times.end() :].partition("\n")[2]
        said = " ".join(_MARKS.sub("", words).split())
        if said:
            found.append(Line(((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths, said))
    return tuple(sorted(found, key=lambda line: line.at_ms))
