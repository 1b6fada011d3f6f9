"""What the tests of widgets may use: a context on the example, at the moment of the pictures."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from models import dossiers, sample, settings, zones
from models.clock import Clock
from models.formats import Formats
from models.store import Store, open_store
from ui.context import Context
from ui.feed import Feed
from ui.main_window import MainWindow
from ui.portfolio import Portfolio
from ui.theme import Appearance


@pytest.fixture
def appearance(qapp: QApplication) -> Iterator[Appearance]:
    """The light looks."""
    look = Appearance("light")
    yield look
    look.deleteLater()


class RealClock(Clock):
    """Stands still, and what is written counts as written for real."""

    @property
    def rehearsal(self) -> bool:
        return False


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the example at the moment of the pictures, made once; your zone is New York."""
    folder = tmp_path_factory.mktemp("example")
    store = open_store(folder / "made.db", clock=RealClock(datetime(2026, 11, 24, 15, 42, tzinfo=zones.UTC)))
    sample.create_example(store)
    settings.put(store, "you.zone", "America/New_York")
    copy = store.copy_to(folder / "example.db")
    store.close()
    return copy


@pytest.fixture
def context(appearance: Appearance, example: Path, tmp_path: Path, opened: Callable[..., Store]) -> Iterator[Context]:
    """A window's context on the example, with Northwind Health open, at 10:42 in New York."""
    shutil.copyfile(example, tmp_path / "e2e-tracker.db")
    store = opened()
    store.initials = settings.you(store).initials
    feed = Feed(store)
    portfolio = Portfolio(store, feed, store.clock, Formats())
    found = Context(store, feed, portfolio, store.clock, appearance, Formats())
    portfolio.open(next(id_ for id_, name in dossiers.names(store) if name == "Northwind Health"))
    yield found
    found.viewing.close()
    portfolio.stop()
    feed.stop()
    portfolio.deleteLater()
    feed.deleteLater()


@pytest.fixture(autouse=True)
def nothing_left(qapp: QApplication) -> Iterator[None]:
    """A test closes what it opened: no top-level widget stays visible and none is left behind at its end."""
    yield
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    visible = [widget for widget in qapp.topLevelWidgets() if widget.isVisible()]
    for widget in visible:
        widget.close()
    assert not visible, visible


@pytest.fixture
def told(context: Context) -> list[str]:
    """What toasts have said."""
    said: list[str] = []
    context.notices.told.connect(lambda text, _action, _then: said.append(text))
    return said


@pytest.fixture
def window(context: Context, qtbot: QtBot, nothing_left: None) -> MainWindow:
    """The main window on the example, with everything loaded."""
    made = MainWindow(context)
    qtbot.addWidget(made)
    with qtbot.waitSignal(context.portfolio.listed, timeout=5000):
        context.portfolio.start()
    made.open_engagement(context.portfolio.current)
    made.resize(1440, 900)
    made.show()
    return made


@pytest.fixture
def press(qtbot: QtBot) -> Callable[[QWidget, str], None]:
    """Click the button of a widget that has this name, once it can be seen."""

    def click(inside: QWidget, name: str) -> None:
        def found() -> list[QPushButton]:
            buttons = inside.findChildren(QPushButton)
            return [item for item in buttons if item.isVisible() and item.accessibleName() == name]

        qtbot.waitUntil(lambda: bool(found()))
        qtbot.mouseClick(found()[0], Qt.MouseButton.LeftButton)

    return click
