"""What the tests of widgets may use: a context on the example, at the moment of the pictures."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from models import dossiers, sample, settings
from models.formats import Formats
from models.store import Store
from ui.context import Context
from ui.feed import Feed
from ui.portfolio import Portfolio
from ui.theme import Appearance


@pytest.fixture
def appearance(qapp: QApplication) -> Iterator[Appearance]:
    """The light looks."""
    look = Appearance("light")
    yield look
    look.deleteLater()


@pytest.fixture
def context(appearance: Appearance, store: Store) -> Iterator[Context]:
    """A window's context on the example, with Northwind Health open, at 10:42 in New York; your zone is New York."""
    sample.create_example(store)
    settings.put(store, "you.zone", "America/New_York")
    feed = Feed(store)
    portfolio = Portfolio(store, feed, store.clock, Formats())
    found = Context(store, feed, portfolio, store.clock, appearance, Formats())
    portfolio.open(next(id_ for id_, name in dossiers.names(store) if name == "Northwind Health"))
    yield found
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
