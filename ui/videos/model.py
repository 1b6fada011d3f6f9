"""The library as a list: a heading for each stage, a row for each video, with all that a row shows and says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import IntEnum
from pathlib import PureWindowsPath

from msgspec import Struct
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from models import library
from models.library import STAGES, Video
from models.texts import _, ngettext

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()


class Role(IntEnum):
    """What a row answers beside its text."""

    VIDEO = Qt.ItemDataRole.UserRole + 1
    DETAIL = Qt.ItemDataRole.UserRole + 2
    CHIP = Qt.ItemDataRole.UserRole + 3
    MISSING = Qt.ItemDataRole.UserRole + 4
    HEADER = Qt.ItemDataRole.UserRole + 5
    COUNT = Qt.ItemDataRole.UserRole + 6


class Line(Struct, frozen=True):
    """One row: a heading with its count, or a video with its second line and its chip (words and tone)."""

    text: str
    video: int = 0
    detail: str = ""
    chip: tuple[str, str] = ("", "")
    missing: bool = False
    count: int = 0


def lines_of(
    videos: Iterable[Video],
    counts: Mapping[int, int],
    missing: frozenset[int],
    chips: Mapping[int, tuple[str, str]],
) -> list[Line]:
    """Return headings and rows in the order of the stages; a stage without videos has no heading."""
    keys = {key for key, _words in STAGES}
    grouped: dict[str, list[Video]] = {}
    for item in videos:
        grouped.setdefault(item.stage if item.stage in keys else "", []).append(item)
    found: list[Line] = []
    for stage, _words in STAGES:
        inside = grouped.get(stage, [])
        if inside:
            found.append(Line(library.stage_words(stage), count=len(inside)))
        for item in inside:
            gone = item.id in missing
            detail = last_seen(item) if gone else summary(item, counts.get(item.id, 0))
            found.append(Line(item.title, item.id, detail, chips.get(item.id, ("", "")), gone))
    return found


def summary(item: Video, moments: int) -> str:
    """Return who speaks, how long it is and how many moments it has: "Jesse · 14:32 · 7 moments"."""
    count = ngettext("{count} moment", "{count} moments", moments).format(count=moments)
    parts = (item.speaker, library.clock_text(item.length_ms) if item.length_ms else "")
    return " · ".join((*filter(None, parts), count if moments else _("no moments yet")))


def last_seen(item: Video) -> str:
    """Return where a missing file was last: the drive where the path names one, else its folder."""
    drive = PureWindowsPath(item.path).drive
    return _("Not found. Last seen on {place}").format(place=drive or item.file.parent.name or item.path)


class LibraryModel(QAbstractListModel):
    """Headings and videos, one below the other."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[Line] = []

    def show(self, lines: list[Line]) -> None:
        """Show other rows; where the same videos stand in the same order, only what differs is announced."""
        if [(line.video, bool(line.count)) for line in lines] != [(own.video, bool(own.count)) for own in self._lines]:
            self.beginResetModel()
            self._lines = lines
            self.endResetModel()
            return
        before, self._lines = self._lines, lines
        for at, (old, new) in enumerate(zip(before, lines, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(at, 0), self.index(at, 0))

    def index_of(self, video: int) -> QModelIndex:
        """Return the row of a video; an invalid index where it isn't shown."""
        return next((self.index(at, 0) for at, line in enumerate(self._lines) if line.video == video), QModelIndex())

    def first(self) -> int:
        """Return the first video that is shown; 0 where none is."""
        return next((line.video for line in self._lines if line.video), 0)

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if not self._lines[index.row()].video:
            return Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, (line.text, line.detail, line.chip[0], str(line.count or ""))))
        answers: dict[int, object] = {
            Qt.ItemDataRole.DisplayRole: line.text,
            Role.VIDEO: line.video,
            Role.DETAIL: line.detail,
            Role.CHIP: line.chip,
            Role.MISSING: line.missing,
            Role.HEADER: not line.video,
            Role.COUNT: line.count,
        }
        return answers.get(role)
