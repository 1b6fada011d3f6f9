"""Somebody who clicks and types anywhere, for weeks: random real events, and what they leave behind."""

from __future__ import annotations

import gc
import random
import string
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import TracebackType

import shiboken6
from PySide6.QtCore import (
    QEvent,
    QObject,
    QPoint,
    Qt,
    QThreadPool,
    QTimer,
    QtMsgType,
    QUrl,
    Slot,
    qInstallMessageHandler,
)
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from models import zones
from models.clock import Clock
from ui.app import Program

BEGIN = datetime(2026, 10, 20, 14, 0, tzinfo=UTC)
"""Five days before Europe's clocks change, twelve before America's."""
STUCK_MS = 1500
HARMLESS = ("This plugin does not support", "Couldn't load pipewire", "Couldn't resolve pipewire")
PLAIN_KEYS = (
    *("Tab", "Backtab", "Return", "Escape", "Escape", "Space", "Left", "Right", "Up", "Down"),
    *("Home", "End", "PageUp", "PageDown", "Delete", "Backspace", "F2", "F6", "F1", "Menu"),
)
CHORDS = (*"ZYNIKFTLERBG,1234567890", "Return", "Home", "End", "Left", "Right", "Plus", "Minus")
TYPED = string.ascii_letters + string.digits + " .,:-/üñ—<&'\"|=" + "\U0001f642"


class MovingClock(Clock):
    """Begins before the clock changes and moves on as the monkey says; no rehearsal, so that all is done for real."""

    def __init__(self) -> None:
        super().__init__(BEGIN)

    @property
    def rehearsal(self) -> bool:
        return False

    def advance(self, elapsed: timedelta) -> None:
        self._pretended = zones.after(self._pretended or BEGIN, elapsed)


class Monkey(QObject):
    """Drives a program; `faults` is what went wrong, in words, with the number of the event."""

    def __init__(self, program: Program, clock: MovingClock, seed: int) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.done = 0
        self._program, self._clock, self._chance = program, clock, random.Random(seed)
        self._last = ""
        self._watch = QTimer(self, interval=STUCK_MS)
        self._watch.timeout.connect(self._free)
        self._acts: tuple[Callable[[], None], ...] = (
            *(self.click,) * 8,
            *(self.type_key,) * 5,
            *(self.type_text,) * 2,
            self.double_click,
            self.drag,
            self.roll,
            self.let_time_pass,
            self.resize,
        )

    def start(self) -> None:
        """Listen to everything that goes wrong, and open nothing outside."""
        sys.excepthook = self._on_exception
        qInstallMessageHandler(self._on_message)
        for scheme in ("file", "http", "https", "mailto"):
            QDesktopServices.setUrlHandler(scheme, self, "swallow")
        self._watch.start()

    @Slot(QUrl)
    def swallow(self, url: QUrl) -> None:
        """Take what would be opened in another program."""

    def play(self, events: int) -> None:
        """Do some random things."""
        for _ in range(events):
            if self._window() is None:
                self._settle()
            act = self._chance.choice(self._acts)
            self._last = act.__name__
            try:
                act()
            except RuntimeError as error:  # what was pressed closed itself under the finger
                if "already deleted" not in str(error) or "monkey.py" not in _place_of(error):
                    raise
            self.done += 1
            QApplication.processEvents()

    def come_home(self) -> None:
        """Close every dialog and menu, and open the window anew."""
        for _ in range(40):
            over = QApplication.activePopupWidget() or QApplication.activeModalWidget()
            if over is None:
                break
            over.close()
            QApplication.processEvents()
        self._last = "come home"
        self._program.reopen(lambda: "")
        self._settle()

    def left_behind(self) -> list[str]:
        """Return the widgets, timers and threads that belong to nothing which is open."""
        gc.collect()
        alive: set[QObject] = {self, self._program, QApplication.instance()}
        window = self._program.window
        if window is not None:
            alive.add(window)
        strays = [f"widget {type(item).__name__}" for item in QApplication.allWidgets() if not _belongs(item, alive)]
        timers = [item for item in gc.get_objects() if isinstance(item, QTimer) and shiboken6.isValid(item)]
        strays += [
            f"timer of {type(item.parent()).__name__}"
            for item in timers
            if item.isActive() and not _belongs(item, alive)
        ]
        threads = [item.name for item in threading.enumerate() if item is not threading.main_thread()]
        threads = [name for name in threads if not name.startswith(("warm-up", "Dummy"))]
        return strays + [f"thread {name}" for name in threads]

    # Acts

    def click(self) -> None:
        """Click somewhere with the left button, seldom with the right one."""
        place = self._place()
        if place is not None:
            buttons = (Qt.MouseButton.LeftButton,) * 9 + (Qt.MouseButton.RightButton,)
            QTest.mouseClick(place[0], self._chance.choice(buttons), self._modifiers(), place[1])

    def double_click(self) -> None:
        """Click twice."""
        place = self._place()
        if place is not None:
            QTest.mouseDClick(place[0], Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place[1])

    def drag(self) -> None:
        """Press, move and let go elsewhere."""
        place = self._place()
        if place is None:
            return
        target, point = place
        to = point + QPoint(self._chance.randint(-300, 300), self._chance.randint(-80, 80))
        QTest.mousePress(target, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)
        for part in (0.3, 0.6, 1.0):
            if shiboken6.isValid(target):
                QTest.mouseMove(target, point + (to - point) * part)
                QApplication.processEvents()
        if shiboken6.isValid(target):
            QTest.mouseRelease(target, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, to)

    def roll(self) -> None:
        """Scroll by keys over what has the focus."""
        for _ in range(3):
            self._key(self._chance.choice((Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)))

    def type_key(self) -> None:
        """Press a key, alone or with Ctrl and Shift."""
        if self._chance.random() < 0.35:
            key = self._chance.choice(CHORDS)
            held = Qt.KeyboardModifier.ControlModifier
            if self._chance.random() < 0.25:
                held |= Qt.KeyboardModifier.ShiftModifier
            names = {",": "Comma"}
            self._key(getattr(Qt.Key, f"Key_{names.get(key, key)}"), held)
        else:
            self._key(getattr(Qt.Key, f"Key_{self._chance.choice(PLAIN_KEYS)}"))

    def type_text(self) -> None:
        """Type a few characters."""
        for letter in self._chance.choices(TYPED, k=self._chance.randint(1, 12)):
            target = QApplication.focusWidget()
            if target is not None and letter.isascii():
                QTest.keyClick(target, letter)

    def let_time_pass(self) -> None:
        """Move the clock on by minutes, hours or a day and a half."""
        self._clock.advance(timedelta(minutes=self._chance.choice((1, 7, 61, 240, 2160))))

    def resize(self) -> None:
        """Make the window smaller or larger."""
        window = self._program.window
        if window is not None:
            window.resize(self._chance.randint(900, 1800), self._chance.randint(600, 1100))

    # Inside

    def _key(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        target = QApplication.activePopupWidget() or QApplication.focusWidget() or self._window()
        if target is not None:
            QTest.keyClick(target, key, held)

    def _place(self) -> tuple[QWidget, QPoint] | None:
        """Return a point in what is on top, and the widget that is there."""
        top = self._window()
        if top is None:
            return None
        point = QPoint(self._chance.randrange(max(1, top.width())), self._chance.randrange(max(1, top.height())))
        target = top.childAt(point) or top
        return target, target.mapFrom(top, point)

    def _window(self) -> QWidget | None:
        found = QApplication.activePopupWidget() or QApplication.activeModalWidget() or self._program.window
        return found if found is not None and found.isVisible() else None

    def _modifiers(self) -> Qt.KeyboardModifier:
        none, shift, control = (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ShiftModifier,
            Qt.KeyboardModifier.ControlModifier,
        )
        return self._chance.choices((none, shift, control), (18, 1, 1))[0]

    def _settle(self) -> None:
        """Wait until everything that was begun is over, and what was closed is deleted."""
        window = self._program.window
        if window is not None and not window.isVisible():
            window.show()
        for _ in range(300):
            QTest.qWait(10)
            context = getattr(self._program.window, "context", None)
            if context is None or (context.later.over and context.portfolio.complete):
                break
        QThreadPool.globalInstance().waitForDone(5000)
        for _ in range(3):
            QApplication.processEvents()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _free(self) -> None:
        """Close what holds up an event in a loop of its own: a dialog or menu of the system."""
        stuck, self._stuck_at = getattr(self, "_stuck_at", -1) == self.done, self.done
        over = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if stuck and isinstance(over, QDialog | QMenu):
            over.close()

    def _on_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        where = "".join(traceback.format_exception(kind, error, trace)[-4:])
        self.faults.append(f"event {self.done} ({self._last}): {where}")

    def _on_message(self, kind: QtMsgType, _where: object, text: str) -> None:
        if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) and not text.startswith(HARMLESS):
            self.faults.append(f"event {self.done} ({self._last}): Qt: {text}")


def _place_of(error: BaseException) -> str:
    return traceback.extract_tb(error.__traceback__)[-1].filename


def _belongs(item: QObject, alive: set[QObject]) -> bool:
    """Whether an object hangs below one that lives as long as the window."""
    link: QObject | None = item
    while link is not None:
        if link in alive:
            return True
        link = link.parent()
    return False
