"""Stills of the videos: taken one at a time beside the window, kept in the data folder, none without the library."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QBuffer, QIODevice, QObject, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap

from models import whole_files
from models.errors import UserError
from models.library import Video
from ui.background import Work
from ui.player import multimedia

if TYPE_CHECKING:
    from ui.player.grabber import Grabber

KEPT_SIZE = QSize(1280, 720)
QUALITY = 82
HELD_PIXELS = 12_000_000
"""So much of the stills is held in memory, 48 MB; the others are read again."""
WAITING = 100
ONE_TENTH = 10
PAUSE_MS = 50
"""The rest between two, which the window has for itself."""


class Wanted(Struct, frozen=True):
    """A still that somebody wants to show: of which file, where in it, and how large in pixels."""

    file: Path
    sha256: str
    at_ms: int
    width: int
    height: int

    @property
    def name(self) -> str:
        """What its picture is called in the folder."""
        return f"{self.sha256}-{self.at_ms}.jpg"

    @property
    def source(self) -> tuple[Path, str]:
        """What one try decides for every size; the same video at another place is another try."""
        return self.file, self.name


class Stills(QObject):
    """Gives what there is and takes what there isn't yet.

    Signals:
        taken: another still can be shown.
    """

    taken = Signal()

    def __init__(self, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._folder = folder
        self._held: OrderedDict[Wanted, QPixmap] = OrderedDict()
        self._none: set[tuple[Path, str]] = set()
        self._waiting: list[Wanted] = []
        self._now: Wanted | None = None
        self._work: Work | None = None
        self._grabber: Grabber | None = None
        self._next = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._next.timeout.connect(self._begin)

    @property
    def busy(self) -> bool:
        """Whether one is being taken or waits."""
        return self._now is not None or bool(self._waiting)

    def still(self, item: Video, size: QSize, ratio: float, at_ms: int | None = None) -> QPixmap | None:
        """Return a video's still, filling a size in logical pixels; None as long as there is none, which asks for it.

        Args:
            item: the video.
            size: what it fills.
            ratio: pixels a logical pixel.
            at_ms: where in the video; a tenth into it where nothing is said.
        """
        if not item.path:
            return None
        at = item.length_ms // ONE_TENTH if at_ms is None else at_ms
        wanted = Wanted(item.file, item.sha256, at, round(size.width() * ratio), round(size.height() * ratio))
        held = self._held.get(wanted)
        if held is not None:
            self._held.move_to_end(wanted)
            held.setDevicePixelRatio(ratio)
            return held
        if wanted.source not in self._none and wanted != self._now:
            if wanted in self._waiting:
                self._waiting.remove(wanted)
            self._waiting.append(wanted)  # what is looked at now comes first
            del self._waiting[:-WAITING]
            if self._now is None and not self._next.isActive():
                self._next.start()
        return None

    def _begin(self) -> None:
        if self._now is None and self._waiting:
            self._now = self._waiting.pop()
            self._run(partial(load, self._folder / self._now.name, self._now), self._on_loaded)

    def _on_loaded(self, image: QImage) -> None:
        """Show what is in the folder; take it where it isn't there."""
        wanted = self._now
        if wanted is None:
            return
        if not image.isNull():
            self._hold(wanted, image)
        elif not multimedia.is_there() or not wanted.file.is_file():
            self._give_up(wanted)
        else:
            self._grab(wanted)

    def _grab(self, wanted: Wanted) -> None:
        if self._grabber is None:
            from ui.player.grabber import Grabber  # start-up saving: the multimedia library, made when first needed

            self._grabber = Grabber(self)
            self._grabber.grabbed.connect(self._on_grabbed)
        self._grabber.grab(wanted.file, wanted.at_ms)

    def _on_grabbed(self, image: QImage) -> None:
        wanted = self._now
        if wanted is None:
            return
        if image.isNull():
            self._give_up(wanted)
        else:
            self._run(partial(keep, self._folder / wanted.name, image, wanted), partial(self._hold, wanted))

    def _run(self, task: Callable[[], object], then: Callable[[QImage], None]) -> None:
        self._work = Work(task, self)
        self._work.start(then, self._on_failed)  # type: ignore[arg-type]

    def _hold(self, wanted: Wanted, image: QImage) -> None:
        self._held[wanted] = QPixmap.fromImage(image)
        while sum(item.width * item.height for item in self._held) > HELD_PIXELS:
            self._held.popitem(last=False)
        self._go_on()
        self.taken.emit()

    def _give_up(self, wanted: Wanted) -> None:
        self._none.add(wanted.source)
        self._waiting = [item for item in self._waiting if item.source != wanted.source]
        self._go_on()

    def _go_on(self) -> None:
        self._now = self._work = None
        if self._waiting:
            self._next.start()

    def _on_failed(self, error: object) -> None:
        self._go_on()
        if isinstance(error, Exception):
            raise error


def load(kept: Path, wanted: Wanted) -> QImage:
    """Read a still as large as it is wanted; an empty one where it isn't kept."""
    image = QImage(str(kept)) if kept.is_file() else QImage()
    return image if image.isNull() else filling(image, QSize(wanted.width, wanted.height))


def keep(kept: Path, image: QImage, wanted: Wanted) -> QImage:
    """Write a still into the folder and return it as large as it is wanted; a full disk keeps none."""
    small = image
    if image.width() > KEPT_SIZE.width() or image.height() > KEPT_SIZE.height():
        small = image.scaled(KEPT_SIZE, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    small.save(buffer, "JPG", QUALITY)  # type: ignore[call-overload]  # PySide6 takes the text that Qt means
    with suppress(UserError, OSError):
        kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        whole_files.write(kept, bytes(buffer.data().data()))
    return filling(small, QSize(wanted.width, wanted.height))


def filling(image: QImage, size: QSize) -> QImage:
    """Return the middle of an image that fills a size in pixels."""
    covering = Qt.AspectRatioMode.KeepAspectRatioByExpanding
    scaled = image.scaled(size, covering, Qt.TransformationMode.SmoothTransformation)
    left, top = (scaled.width() - size.width()) // 2, (scaled.height() - size.height()) // 2
    return scaled.copy(QRect(left, top, size.width(), size.height()))
