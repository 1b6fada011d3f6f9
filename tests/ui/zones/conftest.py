"""The zone panel in a window of the size that the pictures have; this computer stands in New York."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from models import zones
from models.records import Dossier
from ui.context import Context
from ui.form import column
from ui.zones.panel import ZonePanel
from ui.zones.popover import ZoneComparison


@pytest.fixture(autouse=True)
def new_york(monkeypatch: pytest.MonkeyPatch) -> None:
    """This computer stands in New York."""
    monkeypatch.setattr(zones, "local_zone", lambda: "America/New_York")


@pytest.fixture
def panel(context: Context, qapp: QApplication) -> Iterator[ZonePanel]:
    """The panel in a high window."""
    frame = QWidget()
    made = ZonePanel(context)
    frame.setLayout(column(made, None))
    frame.resize(800, 900)
    frame.show()
    made.refresh()
    yield made
    if made.comparison is not None:
        made.comparison.close()
    frame.close()
    frame.deleteLater()


@pytest.fixture
def comparison(panel: ZonePanel) -> ZoneComparison:
    """The comparison, opened."""
    panel.compare()
    assert panel.comparison is not None
    return panel.comparison


@pytest.fixture
def dossier(context: Context) -> Dossier:
    """Northwind Health."""
    found = context.portfolio.current_dossier()
    assert found is not None
    return found
