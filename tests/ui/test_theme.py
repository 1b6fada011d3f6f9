"""The looks: contrast of every pair of tokens, the font's weights, and changing the theme."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication

from ui.theme import Appearance, contrast, load_theme, resolve

TEXT = 4.5
SHAPE = 3.0
PAIRS = (
    *(("text", back, TEXT) for back in ("surface", "sidebar", "selected", "app", "hover")),
    *(("text2", back, TEXT) for back in ("surface", "sidebar", "selected", "accent_soft", "sunken")),
    *(("text3", back, TEXT) for back in ("surface", "app", "sidebar", "selected", "sunken", "danger_soft")),
    *(("accent", back, TEXT) for back in ("surface", "accent_soft", "selected")),
    *((tone, back, TEXT) for tone in ("ok", "warn", "danger") for back in ("surface", f"{tone}_soft")),
    ("danger", "selected", TEXT),
    ("on_accent", "accent_fill", TEXT),
    ("on_accent", "danger_fill", TEXT),
    ("bar_text", "bar", TEXT),
    ("line_strong", "surface", SHAPE),
    ("line_strong", "accent_soft", SHAPE),
    ("accent", "sidebar", SHAPE),
    ("accent_fill", "surface", SHAPE),
)


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_contrast(name: str, front: str, back: str, least: float) -> None:
    theme = load_theme(name)
    assert contrast(theme.hex(front), theme.hex(back)) >= least


def test_both_themes_have_the_same_tokens() -> None:
    assert load_theme("light").tokens.keys() == load_theme("dark").tokens.keys()


def test_a_weight_changes_the_width_of_words(qapp: QApplication) -> None:
    look = Appearance("light")
    widths = [QFontMetricsF(look.font(13, weight)).horizontalAdvance("Northwind Health") for weight in (400, 500, 600)]
    assert widths[0] < widths[1] < widths[2]


def test_text_size_scales_the_font_and_says_so(qapp: QApplication) -> None:
    look = Appearance("light")
    heard: list[float] = []
    look.changed.connect(lambda: heard.append(look.text_scale))
    look.set_text_size(150)
    look.set_text_size(150)
    assert look.font(20).pixelSize() == 30
    assert heard == [1.5]


def test_a_theme_is_kept_until_another_one_is_chosen(qapp: QApplication) -> None:
    look = Appearance("dark")
    assert look.theme.dark
    look.use("light")
    assert not look.theme.dark
    assert qapp.palette().window().color() == look.theme.color("app")


def test_system_counts_as_light_where_the_platform_does_not_say(qapp: QApplication) -> None:
    assert resolve("system") == "light"
    assert resolve("dark") == "dark"
