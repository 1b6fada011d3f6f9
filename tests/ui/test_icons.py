"""Every icon draws something, in the colour that it is given."""

from __future__ import annotations

from importlib.resources import files

import pytest
from PySide6.QtWidgets import QApplication

from ui import icons

NAMES = sorted(item.name.removesuffix(".svg") for item in files("resources").joinpath("icons").iterdir())


@pytest.mark.parametrize("name", NAMES)
def test_an_icon_is_drawn_in_its_colour(name: str, qapp: QApplication) -> None:
    picture = icons.pixmap(name, "#2657D0", 16).toImage()
    inked = [picture.pixelColor(x, y) for x in range(64) for y in range(64) if picture.pixelColor(x, y).alpha() > 200]
    assert inked
    assert {(color.red(), color.green(), color.blue()) for color in inked} <= {
        (color.red(), color.green(), color.blue()) for color in inked if color.blue() > color.red()
    }
