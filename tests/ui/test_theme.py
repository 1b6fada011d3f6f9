"""The looks: contrast of every pair that is used, true font weights, one theme for all, high contrast."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontDatabase, QFontMetricsF, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui import high_contrast, theme
from ui.theme import Appearance, contrast, load_theme, resolve, set_variant, style_sheet

ROOT = Path(__file__).parents[2]
TEXT = 4.5
SHAPE = 3.0
PAIRS = [
    *(("text", paper, TEXT) for paper in ("app", "surface", "sidebar", "sunken", "hover", "selected")),
    *(("text2", paper, TEXT) for paper in ("app", "surface", "sidebar", "sunken", "hover", "selected", "accent_soft")),
    *(("text3", paper, TEXT) for paper in ("app", "surface", "sidebar", "sunken", "selected", "danger_soft")),
    *(("accent", paper, TEXT) for paper in ("app", "surface", "sidebar", "selected", "accent_soft")),
    *((tone, paper, TEXT) for tone in ("ok", "warn", "danger") for paper in ("surface", f"{tone}_soft")),
    *(("text", f"{tone}_soft", TEXT) for tone in ("ok", "warn", "danger", "accent")),
    ("danger", "selected", TEXT),
    ("on_accent", "accent_fill", TEXT),
    ("on_accent", "danger_fill", TEXT),
    ("bar_text", "bar", TEXT),
    *(("line_strong", paper, SHAPE) for paper in ("app", "surface", "sunken", "accent_soft")),
    ("accent_fill", "surface", SHAPE),
    ("surface", "ok", SHAPE),
]


@pytest.fixture
def looks(qapp: QApplication) -> Iterator[Appearance]:
    made = Appearance("light")
    yield made
    made.use("light")
    made.deleteLater()


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
@pytest.mark.parametrize(("ink", "paper", "least"), PAIRS)
def test_what_is_written_or_drawn_can_be_told_from_its_paper(name: str, ink: str, paper: str, least: float) -> None:
    tokens = load_theme(name)
    assert contrast(tokens.hex(ink), tokens.hex(paper)) >= least


@pytest.mark.parametrize(("ink", "paper"), [(ink, paper) for ink, paper, least in PAIRS if least == TEXT])
def test_words_of_high_contrast_have_seven_to_one(ink: str, paper: str) -> None:
    tokens = load_theme("contrast")
    assert contrast(tokens.hex(ink), tokens.hex(paper)) >= 7


@pytest.mark.parametrize("line", ["line", "line_strong", "accent_line", "ok_line", "warn_line", "danger_line"])
def test_lines_of_high_contrast_are_seen(line: str) -> None:
    tokens = load_theme("contrast")
    assert contrast(tokens.hex(line), tokens.hex("surface")) >= SHAPE


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#FFFFFF", "#777777") == pytest.approx(4.48, abs=0.01)
    assert contrast("#777777", "#FFFFFF") == contrast("#FFFFFF", "#777777")


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
def test_the_pattern_reads_a_theme_as_toml_is_read(name: str) -> None:
    written = (files("resources") / "themes" / f"{name}.toml").read_text(encoding="utf-8")
    assert load_theme(name).tokens == tomllib.loads(written)


def test_the_themes_have_the_same_tokens_and_each_is_a_colour() -> None:
    light, dark = load_theme("light"), load_theme("dark")
    high = load_theme("contrast")
    assert light.tokens.keys() == dark.tokens.keys() == high.tokens.keys()
    assert all(tokens.color(name).isValid() for tokens in (light, dark, high) for name in tokens.tokens)
    assert (light.dark, dark.dark) == (False, True)
    assert light.color("accent", 0.5).alphaF() == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize(("setting", "name"), [("light", "light"), ("dark", "dark"), ("contrast", "contrast")])
def test_a_chosen_theme_is_used_whatever_the_system_says(setting: str, name: str) -> None:
    assert resolve(setting) == name


def test_a_system_that_says_nothing_gets_the_light_theme(qapp: QApplication) -> None:
    assert QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Unknown
    assert resolve("system") == "light"


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
def test_the_style_sheet_is_filled_in_and_leaves_fonts_alone(name: str) -> None:
    sheet = style_sheet(load_theme(name))
    assert "$" not in sheet
    assert not re.search(r"\bfont", sheet)
    pictures = set(re.findall(r"url\(theme:([\w.-]+)\)", sheet))
    folder = files("resources") / "themes"
    assert pictures
    assert all((folder / picture).is_file() for picture in pictures)


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
@pytest.mark.parametrize(
    ("picture", "token"), [("check", "surface"), ("tick", "text"), ("down", "text2"), ("up", "text2")]
)
def test_the_pictures_of_the_style_sheet_have_the_colours_of_the_theme(name: str, picture: str, token: str) -> None:
    source = (files("resources") / "themes" / f"{picture}-{name}.svg").read_text(encoding="utf-8")
    assert f'stroke="{load_theme(name).hex(token)}"' in source


WEIGHTS = """
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication
from ui.theme import Appearance

application = QApplication([])
looks = Appearance("light")
assert looks.font().family() == "Inter"
for weight in (400, 500, 600):
    print(QFontMetricsF(looks.font(13, weight)).horizontalAdvance("Client validation"))
"""


def test_each_weight_is_drawn_with_its_own_width() -> None:
    """In a program of its own: fonts that other tests made would be taken out of Qt's cache here."""
    done = subprocess.run([sys.executable, "-c", WEIGHTS], cwd=ROOT, capture_output=True, text=True, check=True)
    widths = [float(line) for line in done.stdout.split()]
    assert len(widths) == 3
    assert widths == sorted(set(widths))


def test_a_hyphen_is_not_as_wide_as_a_figure(looks: Appearance) -> None:
    """Inter's feature for figures of one width spreads hyphens too, and "Triple-check" falls apart."""
    metrics = QFontMetricsF(looks.font(13, 600))
    assert metrics.horizontalAdvance("Triple-check") < metrics.horizontalAdvance("Triple0check")


def test_without_inter_the_fonts_of_the_system_are_used(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(package: str) -> None:
        raise ModuleNotFoundError(package)

    monkeypatch.setattr(theme, "_package", missing)
    assert theme._family.__wrapped__() == ""


@pytest.mark.parametrize("percent", [90, 150])
def test_the_text_size_scales_every_font_and_says_so_once(looks: Appearance, percent: int) -> None:
    heard: list[float] = []
    looks.changed.connect(lambda: heard.append(looks.text_scale))
    looks.set_text_size(percent)
    looks.set_text_size(percent)
    assert heard == [percent / 100]
    assert [looks.font(px).pixelSize() for px in (11, 13, 22)] == [round(px * percent / 100) for px in (11, 13, 22)]
    assert QApplication.font().pixelSize() == looks.font().pixelSize()


def test_a_change_is_told_once_and_only_where_there_is_one(looks: Appearance, qtbot: QtBot) -> None:
    told: list[str] = []
    looks.changed.connect(lambda: told.append(looks.theme.name))
    looks.use("dark")
    looks.use("dark")
    looks.set_text_size(100)
    assert told == ["dark"]
    assert QApplication.palette().color(QPalette.ColorRole.Window) == looks.theme.color("app")


def test_a_variant_keeps_the_font(looks: Appearance, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    box = QVBoxLayout(window)
    for shown_first in (False, True):
        control = QPushButton("Triple-check")
        if not shown_first:
            control.setFont(looks.font(12, 600))
            set_variant(control, "kind", "primary")
        box.addWidget(control)
        window.show()
        control.setFont(looks.font(12, 600))
        set_variant(control, "kind", "danger")
        set_variant(control, "kind", "primary")
        assert control.font() == looks.font(12, 600)
        assert QColor(control.grab().toImage().pixel(8, control.height() // 2)).name() == "#2657d0"
    window.close()


@pytest.mark.parametrize(
    ("paper", "ink", "fill", "on_fill"),
    [("#000000", "#ffffff", "#1aebff", "#000000"), ("#ffffff", "#000000", "#37006e", "#ffffff")],
)
def test_high_contrast_takes_the_colours_of_the_system(paper: str, ink: str, fill: str, on_fill: str) -> None:
    palette = QPalette()
    for role, color in (
        (QPalette.ColorRole.Window, paper),
        (QPalette.ColorRole.WindowText, ink),
        (QPalette.ColorRole.Highlight, fill),
        (QPalette.ColorRole.HighlightedText, on_fill),
    ):
        palette.setColor(role, QColor(color))
    tokens = high_contrast.tokens(load_theme("light").tokens, palette)
    assert tokens.keys() == load_theme("light").tokens.keys()
    assert (tokens["text"], tokens["surface"], tokens["accent_fill"]) == (ink, paper, fill)
    weak = [
        (one, other)
        for one, other, least in PAIRS
        if (one, other) != ("accent_fill", "surface") and contrast(tokens[one], tokens[other]) < least
    ]
    assert weak == []


def test_high_contrast_is_neither_styled_nor_tinted(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, looks: Appearance
) -> None:
    wanted = [True]
    monkeypatch.setattr(Appearance, "high_contrast", property(lambda _self: wanted[0]))
    looks.use("dark")
    assert looks.theme.name == high_contrast.NAME
    assert qapp.styleSheet() == ""
    assert looks.theme.color("text") == qapp.palette().color(QPalette.ColorRole.WindowText)
    wanted[0] = False
    looks.use("dark")
    assert looks.theme.name == "dark"
    assert qapp.styleSheet() != ""


def test_the_style_sheet_waits_until_the_window_is_built(qapp: QApplication) -> None:
    qapp.setStyleSheet("")
    made = Appearance("light", dressed=False)
    made.use("dark")
    assert qapp.styleSheet() == ""
    made.dress()
    assert qapp.styleSheet() == style_sheet(load_theme("dark"))
    made.use("light")
    made.deleteLater()


def test_the_font_file_is_read_once(looks: Appearance) -> None:
    before = QFontDatabase.families()
    Appearance("dark").deleteLater()
    looks.font(15, 600)
    assert QFontDatabase.families() == before
