"""In a language written from the right the words run that way; the axis of time does not, and nothing is in the way."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from models import engagements
from ui.context import Context
from ui.timeline import labels
from ui.timeline.ink import Ink
from ui.timeline.items import Text

CLIENT = "בית החולים הצפוני 24/7"
TEXTS = (f"{CLIENT}, יום ה׳ 3 בדצמ׳, 22:00 – 01:00", f"{CLIENT}, 22:00", "22:00")
AREA = (176.0, 784.0)
Desk = Any


@pytest.fixture
def mirrored(qapp: QApplication) -> Iterator[None]:
    """The program in a language that is written from the right."""
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def painted(ink: Ink, text: str, x: float) -> QImage:
    image = QImage(900, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    ink.write(painter, text, (x, 0, 30), (12, 500), "text")
    painter.end()
    return image


def stretch(image: QImage) -> tuple[int, int]:
    """Return the first and the last column that is not white."""
    white = QColor(Qt.GlobalColor.white)
    columns = [x for x in range(image.width()) if any(image.pixelColor(x, y) != white for y in range(image.height()))]
    return columns[0], columns[-1]


@pytest.mark.usefixtures("mirrored")
@pytest.mark.parametrize("bar", [(300.0, 310.0), (600.0, 640.0), (770.0, 780.0), (180.0, 190.0)])
def test_words_from_the_right_stand_beside_their_bar_as_others_do(context: Context, bar: tuple[float, float]) -> None:
    ink = Ink(context.appearance)
    placed = labels.beside(bar, TEXTS, lambda text: ink.width(text, 12, 500), AREA)
    assert placed is not None
    assert placed.x >= bar[1] + labels.GAP or placed.right <= bar[0] - labels.GAP
    first, second, third = (painted(ink, placed.text, placed.x) for _time in range(3))
    assert first == third == second  # kept shapes are written as fresh ones are
    left, right = stretch(first)
    assert placed.x - 2 <= left
    assert right <= placed.right + 2


@pytest.mark.usefixtures("mirrored")
def test_parts_of_a_line_run_from_the_right(context: Context) -> None:
    ink = Ink(context.appearance)
    line = painted(ink, "ab גד", 100)
    word = painted(ink, "ab", 100 + ink.width("ab גד", 12, 500) - ink.width("ab", 12, 500))
    box = word.rect().adjusted(stretch(word)[0], 0, stretch(word)[1] - word.width() + 1, 0)
    assert line.copy(box) == word.copy(box)


def test_time_runs_to_the_right_in_every_language(desk: Desk, qapp: QApplication) -> None:
    kinds = ("dev_upgrade", "client_validation", "prod_upgrade", "support_week")
    before = [desk.layout.box_of(kind) for kind in kinds]
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        desk.card.view.refresh()
        assert [desk.layout.box_of(kind) for kind in kinds] == before
        assert [box[0] for box in before] == sorted(box[0] for box in before)
        start = desk.phase("prod_upgrade").start
        desk.drag("prod_upgrade", desk.days(1))
        assert desk.reviews[0].placements[0].start > start
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.mark.usefixtures("mirrored")
def test_no_words_of_the_timeline_meet(desk: Desk) -> None:
    other = next(key for key in desk.card.view.lanes() if key.startswith("other:"))
    engagements.edit(desk.context.store, int(other.partition(":")[2]), client=CLIENT)
    desk.context.appearance.changed.emit()
    for level in ("week", "month", "quarter"):
        desk.card.set_zoom(level)
        texts = [item for item in desk.card.view.items if isinstance(item, Text)]
        assert texts
        for item in texts:
            assert item.x >= desk.layout.label
            assert item.x + item.width <= desk.layout.width
        for one, second in combinations(texts, 2):
            if one.top == second.top:
                assert one.x + one.width < second.x or second.x + second.width < one.x
