"""Every icon can be seen, in the colour that was asked for, sharp at any scale."""

from __future__ import annotations

from importlib.resources import files

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage, QPainter
from PySide6.QtWidgets import QApplication

from ui import icons
from ui.theme import Appearance, load_theme

NAMES = sorted(entry.name.removesuffix(".svg") for entry in (files("resources") / "icons").iterdir())


def inked(image: QImage) -> list[QColor]:
    """The colours of the pixels that are fully covered."""
    places = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return [color for color in (image.pixelColor(x, y) for x, y in places) if color.alpha() == 255]


def test_all_icons_of_the_design_are_there() -> None:
    assert len(NAMES) == 48


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", NAMES)
def test_an_icon_is_drawn_in_the_colour_of_its_token(qapp: QApplication, name: str, theme: str) -> None:
    wanted = load_theme(theme).hex("accent")
    found = inked(icons.pixmap(name, wanted).toImage())
    assert len(found) > 20
    assert {color.name() for color in found} == {wanted.lower()}


@pytest.mark.parametrize("size", [12, 16, 36])
def test_a_picture_is_as_large_as_asked_and_four_times_as_fine(qapp: QApplication, size: int) -> None:
    picture = icons.pixmap("lock", "#1A1B1E", size)
    assert picture.deviceIndependentSize().toSize() == QSize(size, size)
    assert picture.width() == size * 4


def test_a_gap_is_left_free_on_the_right(qapp: QApplication) -> None:
    picture = icons.pixmap("mail", "#1A1B1E", 16, gap=4)
    assert picture.deviceIndependentSize().toSize() == QSize(20, 16)
    assert inked(picture.toImage().copy(64, 0, 16, 64)) == []


def test_a_heavier_stroke_covers_more(qapp: QApplication) -> None:
    light, heavy = (len(inked(icons.pixmap("check", "#1A1B1E", 16, stroke).toImage())) for stroke in (1.5, 2.5))
    assert heavy > light


def test_an_icon_is_painted_where_it_was_asked_for(qapp: QApplication) -> None:
    canvas = QImage(64, 64, QImage.Format.Format_ARGB32)
    canvas.fill(0)
    painter = QPainter(canvas)
    icons.draw_icon(painter, load_theme("light"), "plus", 32, 32, "text", 16)
    painter.end()
    assert not inked(canvas.copy(0, 0, 32, 64))
    assert inked(canvas.copy(32, 32, 16, 16))


def test_the_icon_of_a_control_that_is_off_is_pale(qapp: QApplication) -> None:
    appearance = Appearance("light")
    icon = appearance.icon("mail", "on_accent")
    off = inked(icon.pixmap(QSize(16, 16), 4, QIcon.Mode.Disabled).toImage())
    assert {color.name() for color in off} == {appearance.theme.hex("text3").lower()}
    appearance.deleteLater()
