"""The timeline's card in a window of the size that the pictures have."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from models.records import Dossier, Phase
from ui.context import Context
from ui.timeline.card import TimelineCard
from ui.timeline.layout import Layout


@dataclass
class Desk:
    """A card with the hands of a person on it, and what it told."""

    card: TimelineCard
    context: Context
    told: list[tuple[str, str, Callable[[], None] | None]] = field(default_factory=list)
    reviews: list[object] = field(default_factory=list)

    @property
    def layout(self) -> Layout:
        found = self.card.view.layout_now
        assert found is not None
        return found

    @property
    def dossier(self) -> Dossier:
        found = self.context.portfolio.current_dossier()
        assert found is not None
        return found

    def phase(self, kind: str) -> Phase:
        return self.dossier.phases[kind]

    def days(self, count: float) -> int:
        return round(self.layout.grid.day_width * count)

    def middle(self, kind: str) -> QPoint:
        box = self.layout.box_of(kind)
        assert box is not None
        return QPoint(round(box[0] + box[2] / 2), round(box[1] + box[3] / 2))

    def press(self, at: QPoint) -> None:
        QTest.mousePress(self.card.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)

    def move(self, at: QPoint) -> None:
        QTest.mouseMove(self.card.view.viewport(), at)
        QApplication.processEvents()

    def release(self, at: QPoint) -> None:
        QTest.mouseRelease(self.card.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)

    def hold(self, kind: str, pixels: int, start: QPoint | None = None) -> QPoint:
        """Press a bar and move it, without letting go."""
        begin = start or self.middle(kind)
        self.press(begin)
        for part in (6 if pixels > 0 else -6, pixels // 2, pixels):
            self.move(begin + QPoint(part, 0))
        return begin + QPoint(pixels, 0)

    def drag(self, kind: str, pixels: int) -> None:
        self.release(self.hold(kind, pixels))

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.card.view, key, modifiers)


@pytest.fixture
def right_click() -> Callable[[QWidget, QPoint], None]:
    """Presses the right button on a viewport, which asks for a menu at once as on X11."""

    def click(port: QWidget, at: QPoint) -> None:
        QTest.mousePress(port, Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, at)
        asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, port.mapToGlobal(at))
        QApplication.sendEvent(port, asked)

    return click


@pytest.fixture
def desk(context: Context, qapp: QApplication) -> Iterator[Desk]:
    """The card on Northwind Health, 784 wide, in Month, with the focus."""
    for engagement in context.portfolio.ids():
        context.portfolio.dossier(engagement)
    card = TimelineCard(context)
    made = Desk(card, context)
    context.notices.told.connect(lambda *told: made.told.append(told))
    card.review_wanted.connect(made.reviews.append)
    card.resize(784, 492)
    card.show()
    card.activateWindow()
    card.view.setFocus()
    qapp.processEvents()
    yield made
    card.close()
    card.deleteLater()
