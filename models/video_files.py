"""Video files on the disk: what they hold, how long they are, and which of them look like training (N14).

Nothing here changes a file, and nothing knows the database: a worker thread may call all of it.
"""

from __future__ import annotations

import errno
import hashlib
import struct
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Final

from msgspec import Struct

from models.errors import UserError
from models.texts import _

SUFFIXES: Final = frozenset({".mp4", ".m4v", ".mov", ".mkv", ".webm", ".avi", ".wmv"})
CHUNK: Final = 1 << 20
WORDS: Final = (
    "upgrade",
    "e2e",
    "enterprise",
    "conversion",
    "kickoff",
    "guided tour",
    "timezone",
    "time zone",
    "best practices",
    "support week",
    "closing tickets",
    "training",
    "servicenow",
    "etiu",
)
"""What the name of a training video usually holds; words of the notes."""
SHORTEST_MS: Final = 60_000
LONGEST_MS: Final = 3 * 3_600_000

Progress = Callable[[int], None]
Cancelled = Callable[[], bool]


class Content(Struct, frozen=True):
    """What makes a video the same video under any name: its size in bytes and its SHA-256."""

    size: int
    sha256: str


class Found(Struct, frozen=True):
    """A video file in a folder; a length of 0 milliseconds is not known."""

    path: Path
    size: int
    length_ms: int

    @property
    def looks_like_training(self) -> bool:
        """Whether name and length are those of a training video; an unknown length speaks against nothing."""
        name = self.path.stem.replace("_", " ").replace("-", " ").casefold()
        usual = not self.length_ms or SHORTEST_MS <= self.length_ms <= LONGEST_MS
        return usual and any(word in name for word in WORDS)


class CancelledError(Exception):
    """The person stopped it."""


def never() -> bool:
    """Nobody cancels."""
    return False


def silent(_done: int) -> None:
    """Nobody watches."""


def content_of(path: Path, progress: Progress = silent, cancelled: Cancelled = never) -> Content:
    """Read a whole file and return what it holds.

    Args:
        path: the file.
        progress: told the bytes read so far.
        cancelled: asked after every chunk.

    Raises:
        CancelledError: it was stopped.
        UserError: the file is gone, in use or not to be read.
    """
    digest, done = hashlib.sha256(), 0
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                digest.update(chunk)
                done += len(chunk)
                progress(done)
                if cancelled():
                    raise CancelledError
    except OSError as error:
        raise refusal(error, path) from error
    return Content(done, digest.hexdigest())


def refusal(error: OSError, path: Path) -> UserError:
    """Return what the system refused, in plain words."""
    if isinstance(error, FileNotFoundError):
        what, do = _("The file isn't there any more."), _("Look whether its drive is connected, then try again.")
    elif isinstance(error, PermissionError):
        what = _("The file is in use, or you may not read or write here.")
        do = _("Close the program that uses it or change the rights, then try again.")
    elif error.errno == errno.ENOSPC:
        what, do = _("The drive is full."), _("Free some space, then try again. The original is untouched.")
    else:
        what = _("The drive can't be read or written: {reason}.").format(reason=error.strerror or str(error))
        do = _("Look whether the drive is connected, then try again.")
    return UserError(what, str(path), do)


def look_in(folders: Iterable[Path]) -> list[Found]:
    """Return the video files of some folders, not of folders in them, by name; a folder that is gone has none."""
    return [found for folder in folders for found in sorted(_files(folder), key=lambda item: item.path.name.casefold())]


def _files(folder: Path) -> Iterator[Found]:
    try:
        entries = list(folder.iterdir())
    except OSError:
        return
    for path in entries:
        if path.suffix.casefold() not in SUFFIXES or path.name.startswith("."):
            continue
        try:
            if path.is_file():
                yield Found(path, path.stat().st_size, length_ms(path))
        except OSError:
            continue


def length_ms(path: Path) -> int:
    """Return how long an MP4 or Matroska file plays, in milliseconds, from its header; 0 where that isn't known."""
    readers = {".mp4": _mp4_length, ".m4v": _mp4_length, ".mov": _mp4_length, ".mkv": _mkv_length, ".webm": _mkv_length}
    reader = readers.get(path.suffix.casefold())
    if reader is None:
        return 0
    try:
        with path.open("rb") as file:
            return reader(file)
    except (OSError, struct.error, OverflowError, ZeroDivisionError):
        return 0


def _mp4_length(file: BinaryIO) -> int:
    """Walk the boxes at the top to `moov`, then those in it to `mvhd` (ISO/IEC 14496-12, 8.2.2)."""
    while len(header := file.read(8)) == 8:
        size, kind = struct.unpack(">I4s", header)
        taken = 8
        if size == 1:
            (size,), taken = struct.unpack(">Q", file.read(8)), 16
        if kind == b"moov":
            continue
        if kind == b"mvhd":
            return _movie_header(file)
        if size < taken:
            return 0
        file.seek(size - taken, 1)
    return 0


def _movie_header(file: BinaryIO) -> int:
    if file.read(4)[:1] == b"\x01":
        file.seek(16, 1)
        scale, units = struct.unpack(">IQ", file.read(12))
    else:
        file.seek(8, 1)
        scale, units = struct.unpack(">II", file.read(8))
    return int(units) * 1000 // int(scale)


def _mkv_length(file: BinaryIO) -> int:
    """Find Duration and TimestampScale of the segment's Info, which stands at the beginning (RFC 9559, 5.1.2)."""
    head = file.read(1 << 16)
    info = head.find(b"\x15\x49\xa9\x66")
    at = head.find(b"\x44\x89", info)
    if info < 0 or at < 0:
        return 0
    scale_at = head.find(b"\x2a\xd7\xb1", info)
    scale = 1_000_000
    if scale_at >= 0:
        length = head[scale_at + 3] & 0x7F
        scale = int.from_bytes(head[scale_at + 4 : scale_at + 4 + length])
    double = head[at + 2] == 0x88
    duration: float = struct.unpack(">d" if double else ">f", head[at + 3 : at + (11 if double else 7)])[0]
    return round(duration * scale / 1_000_000)
