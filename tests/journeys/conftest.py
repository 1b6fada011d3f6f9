"""A person at the window: starts the program on a data folder, clicks, types, drags, closes, starts again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from models.clock import Clock
from models.records import Dossier
from models.session import Session
from ui.app import Program
from ui.main_window import MainWindow

NOW = datetime.fromisoformat("2026-11-24T10:42:00-05:00")
_Widget = TypeVar("_Widget", bound=QWidget)


class Person:
    """Uses the real window with real mouse and key events."""

    def __init__(self, folder: Path, qtbot: QtBot) -> None:
        self.folder = folder
        self._qtbot = qtbot
        self._program: Program | None = None
        self._session: Session | None = None

    @property
    def window(self) -> MainWindow:
        assert self._program is not None
        assert isinstance(self._program.window, MainWindow)
        return self._program.window

    @property
    def program(self) -> Program:
        assert self._program is not None
        return self._program

    def start(self) -> None:
        self._session = Session(data_dir=self.folder, clock=Clock(NOW))
        self._program = Program(self._session, banner=False)
        self._program.show()
        self.settle()
        self._activate()

    def _activate(self) -> None:
        shown = self.program.window
        assert shown is not None
        shown.activateWindow()
        self._qtbot.waitUntil(shown.isActiveWindow)

    def settle(self) -> None:
        if self._program is not None and isinstance(self._program.window, MainWindow):
            self._qtbot.waitUntil(lambda: self.window.context.later.over, timeout=10_000)
            self._qtbot.waitUntil(lambda: self.window.portfolio.complete, timeout=10_000)
        QApplication.sendPostedEvents()

    def close(self) -> None:
        if self._program is not None and self._session is not None:
            if self._program.window is not None:
                self._program.window.close()
                self._program.window.deleteLater()
            self._program.close()
            self._session.close()
            self._program.deleteLater()
        self._program = self._session = None
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def dossier(self, client: str) -> Dossier:
        portfolio = self.window.portfolio
        found = portfolio.dossier(next(id_ for id_ in portfolio.ids() if portfolio.name(id_) == client))
        assert found is not None
        return found

    def open(self, client: str) -> None:
        """Click an engagement in the side bar."""
        bar = self.window.sidebar
        row = next(at for at in range(bar.model.rowCount()) if bar.model.index(at).data() == client)
        bar.list.scrollTo(bar.model.index(row))
        at = bar.list.visualRect(bar.model.index(row)).center()
        QTest.mouseClick(bar.list.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
        self.settle()

    def drop(self, file: Path) -> None:
        """Drop a file onto the window."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(file))])
        where, action = self.window.rect().center(), Qt.DropAction.CopyAction
        buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(self.window, QDragEnterEvent(where, action, data, buttons, keys))
        QApplication.sendEvent(self.window, QDropEvent(QPointF(where), action, data, buttons, keys))
        self.settle()

    def dialog(self, kind: type[_Widget]) -> _Widget:
        """Return the open dialog of a kind."""
        self._qtbot.waitUntil(lambda: any(item.isVisible() for item in self._dialogs(kind)))
        return next(item for item in self._dialogs(kind) if item.isVisible())

    def has_dialog(self) -> bool:
        return any(item.isVisible() for item in self._dialogs(QDialog))

    def press(self, inside: QWidget, text: str) -> None:
        """Click the button with these words."""
        shown = {item.accessibleName(): item for item in inside.findChildren(QPushButton) if item.isVisible()}
        assert text in shown, list(shown)
        self._qtbot.mouseClick(shown[text], Qt.MouseButton.LeftButton)
        self.settle()

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is."""
        self._activate()
        self._qtbot.keyClick(QApplication.focusWidget() or self.window, key, modifiers)
        self.settle()

    def type(self, text: str) -> None:
        field = QApplication.focusWidget()
        assert field is not None
        self._qtbot.keyClicks(field, text)

    def drag_bar(self, kind: str, days: int, then: Callable[[], None] | None = None) -> None:
        """Drag a bar of the timeline by whole days."""
        view = self.window.page.timeline.view
        layout = view.layout_now
        assert layout is not None
        box = layout.box_of(kind)
        assert box is not None
        begin = QPoint(round(box[0] + box[2] / 2), round(box[1] + box[3] / 2))
        distance = round(layout.grid.day_width * days)
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QTest.mousePress(view.viewport(), left, none, begin)
        for part in (4 if days > 0 else -4, distance // 2, distance):
            QTest.mouseMove(view.viewport(), begin + QPoint(part, 0))
            QApplication.sendPostedEvents()
        if then is not None:
            then()
        QTest.mouseRelease(view.viewport(), left, none, begin + QPoint(distance, 0))
        self.settle()

    def _dialogs(self, kind: type[_Widget]) -> list[_Widget]:
        return [item for item in QApplication.topLevelWidgets() if isinstance(item, kind)]


@pytest.fixture
def person(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Person]:
    """Somebody in New York in front of a computer without any data."""
    monkeypatch.setenv("TZ", "America/New_York")
    someone = Person(tmp_path / "data", qtbot)
    yield someone
    someone.close()
