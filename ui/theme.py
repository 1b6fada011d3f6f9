"""The looks: design tokens, the one font, palette and style sheet; rebuilt when the colour scheme changes.

`QGuiApplication.styleHints().colorScheme()` stays Unknown on some platforms, so the resolved theme is kept here.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from string import Template

from msgspec import Struct
from PySide6.QtCore import QDir, QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from models.paths import RESOURCES
from ui import high_contrast, icons

SETTINGS = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
    "contrast": Qt.ColorScheme.Dark,
}
"""The choices, and what Qt is told of them, so that title bars and the system's own dialogs follow."""

PORTABLE_STYLES = ("Windows", "Fusion")
"""What Qt can draw on every system; all others are a system's own."""

_PALETTE = (
    (QPalette.ColorRole.Window, "app"),
    (QPalette.ColorRole.WindowText, "text"),
    (QPalette.ColorRole.Base, "surface"),
    (QPalette.ColorRole.AlternateBase, "sunken"),
    (QPalette.ColorRole.Text, "text"),
    (QPalette.ColorRole.Button, "surface"),
    (QPalette.ColorRole.ButtonText, "text"),
    (QPalette.ColorRole.Highlight, "accent_fill"),
    (QPalette.ColorRole.HighlightedText, "on_accent"),
    (QPalette.ColorRole.PlaceholderText, "text3"),
    (QPalette.ColorRole.ToolTipBase, "surface"),
    (QPalette.ColorRole.ToolTipText, "text"),
    (QPalette.ColorRole.Link, "accent"),
)


_TOKEN = re.compile(r'^(\w+) = "(#\w+)"', re.MULTILINE)


class Theme(Struct, frozen=True):
    """One set of tokens, by name."""

    name: str
    tokens: dict[str, str]

    @property
    def dark(self) -> bool:
        """Whether its paper is dark."""
        return _luminance(self.tokens["app"]) < 0.2

    def hex(self, token: str) -> str:
        """Return a token's colour as "#RRGGBB"."""
        return self.tokens[token]

    def color(self, token: str, alpha: float | None = None) -> QColor:
        """Return a token's colour, with an opacity from 0 to 1 where one is given."""
        color = QColor(self.tokens[token])
        if alpha is not None:
            color.setAlphaF(alpha)
        return color


def load_theme(name: str) -> Theme:
    """Read a theme's tokens.

    Each is a line of its own, so a pattern reads them, a start-up saving of 5 ms; a test compares it with `tomllib`.
    """
    text = (RESOURCES / "themes" / f"{name}.toml").read_text(encoding="utf-8")
    return Theme(name, dict(_TOKEN.findall(text)))


def resolve(setting: str) -> str:
    """Return the name of the theme for a setting: "light" or "dark" for "system", else the chosen one."""
    if setting != "system":
        return setting
    scheme = QGuiApplication.styleHints().colorScheme()
    return "dark" if scheme is Qt.ColorScheme.Dark else "light"


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two "#RRGGBB" colours (WCAG 2.2, 1.4.3)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(color: str) -> float:
    channels = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _package(name: str) -> Path:
    """Return an installed package's folder; raises ModuleNotFoundError."""
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(name)
    return Path(spec.origin).parent


@lru_cache(maxsize=1)
def _family() -> str:
    """Register Inter with the application once and return its family; the system's own where it can't be read."""
    try:
        data = (_package("fontpkg_inter") / "files" / "Inter[opsz,wght].ttf").read_bytes()
    except (ModuleNotFoundError, OSError):
        return ""
    families = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFontFromData(data))
    return families[0] if families else ""


@lru_cache(maxsize=256)
def _font(px: float, weight: int, tracking: float) -> QFont:
    """Return Inter; on its variable file `setWeight` does nothing, the axis has to be set."""
    font = QFont(_family()) if _family() else QFont()
    font.setPixelSize(round(px))
    font.setWeight(QFont.Weight(weight))
    font.setVariableAxis(QFont.Tag("wght"), weight)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if tracking:
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, tracking)
    return font


class Appearance(QObject):
    """The looks of the running program; given to every widget that paints or sets a font.

    Args:
        setting: one of `SETTINGS`.
        text_size: in percent.
        parent: what it lives as long as.
        dressed: whether the style sheet is put on at once.
        fusion: whether the application has begun with Fusion's style, a start-up saving of 14 ms: to set a style has
            PySide make ready whatever a style can draw.

    Signals:
        changed: the theme or the text size is another one; repaint and set fonts again.
    """

    changed = Signal()

    def __init__(
        self,
        setting: str = "system",
        text_size: int = 100,
        parent: QObject | None = None,
        *,
        dressed: bool = True,
        fusion: bool = False,
    ) -> None:
        super().__init__(parent)
        self._setting = setting
        self._dressed = dressed
        self._hints = QGuiApplication.styleHints()  # kept: its accessibility() dies with it
        self._fusion = fusion
        self.text_scale = text_size / 100
        self._hints.setColorScheme(SETTINGS[setting])
        self.theme = self._chosen()
        self._apply()
        self._hints.colorSchemeChanged.connect(self._on_scheme)
        self._hints.accessibility().contrastPreferenceChanged.connect(self._load)

    def dress(self) -> None:
        """Put on the style sheet, if it isn't on yet.

        A window that is built before is styled once; under the sheet, every part is styled again whenever the part that
        holds it joins another.
        """
        if not self._dressed:
            self._dressed = True
            self._apply_sheet()

    @property
    def high_contrast(self) -> bool:
        """Whether the person asked the system for high contrast: then its own colours and style are used."""
        return self._hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast

    def use(self, setting: str) -> None:
        """Change the theme to one of `SETTINGS`."""
        self._setting = setting
        self._hints.setColorScheme(SETTINGS[setting])
        self._load()

    def set_text_size(self, percent: int) -> None:
        """Scale every font and row, 90 to 150 percent."""
        if percent / 100 != self.text_scale:
            self.text_scale = percent / 100
            self._apply()
            self.changed.emit()

    def font(self, px: float = 13, weight: int = 400, tracking: float = 0.0) -> QFont:
        """Return the interface font at a size in logical pixels, before the text size setting."""
        return _font(px * self.text_scale, weight, tracking)

    def icon(self, name: str, token: str = "text2", size: int = 16, gap: int = 0) -> QIcon:
        """Return an icon tinted with a token, pale on a control that is off; `gap` pixels stay free on its right."""
        icon = QIcon(icons.pixmap(name, self.theme.hex(token), size, gap=gap))
        icon.addPixmap(icons.pixmap(name, self.theme.hex("text3"), size, gap=gap), QIcon.Mode.Disabled)
        return icon

    def pixmap(self, name: str, token: str = "text2", size: int = 16) -> QPixmap:
        """Return an icon's picture tinted with a token, `size` logical pixels wide."""
        return icons.pixmap(name, self.theme.hex(token), size)

    def icon_size(self, size: int = 16, gap: int = 0) -> QSize:
        """Return the size for an icon of `size` logical pixels with a gap on its right."""
        return QSize(size + gap, size)

    def _on_scheme(self, scheme: Qt.ColorScheme) -> None:
        if self._setting == "system" and scheme is not Qt.ColorScheme.Unknown:
            self._load()

    def _load(self) -> None:
        theme = self._chosen()
        if theme != self.theme:
            self.theme = theme
            self._apply()
            self.changed.emit()

    def _chosen(self) -> Theme:
        theme = load_theme(resolve(self._setting))
        if not self.high_contrast:
            return theme
        QApplication.setPalette(QPalette())
        return Theme(high_contrast.NAME, high_contrast.tokens(theme.tokens, QApplication.palette()))

    def _apply(self) -> None:
        application = QApplication.instance()
        if not isinstance(application, QApplication):
            return
        own = self.theme.name != high_contrast.NAME
        self._draw_by_fusion(own)
        application.setPalette(_palette(self.theme) if own else QPalette())
        application.setFont(self.font())
        self._apply_sheet()

    def _draw_by_fusion(self, own: bool) -> None:
        """Let Fusion draw our own looks, and the system's style those of high contrast."""
        if own != self._fusion:
            self._fusion = own
            QApplication.setStyle("Fusion" if own else _native_style())

    def _apply_sheet(self) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication) and self._dressed:
            own = self.theme.name != high_contrast.NAME
            application.setStyleSheet(style_sheet(self.theme) if own else "")


def _native_style() -> str:
    """Return the system's own style, the first that Qt can make there; Fusion where the system brings none."""
    known = QStyleFactory.keys()
    own = (name for name in known if name not in PORTABLE_STYLES)
    return next((name for name in own if QStyleFactory.create(name) is not None), "Fusion")


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    for role, token in _PALETTE:
        palette.setColor(role, theme.color(token))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, theme.color("text3"))
    return palette


def style_sheet(theme: Theme) -> str:
    """Return the one style sheet, filled in from the tokens; fonts are never set in it."""
    folder = RESOURCES / "themes"
    QDir.setSearchPaths("theme", [str(folder)])
    text = folder.joinpath("style.qss").read_text(encoding="utf-8")
    segment = theme.hex("hover" if theme.dark else "surface")
    return Template(text).substitute(theme.tokens, name=theme.name, segment=segment)


def set_variant(widget: QWidget, name: str, value: object) -> None:
    """Change a property that the style sheet reads; the widget keeps its font, which polishing alone would reset."""
    widget.setProperty(name, value)
    application = QApplication.instance()
    sheet = isinstance(application, QApplication) and application.styleSheet()
    if sheet and widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        font = widget.font()
        widget.style().unpolish(widget)
        widget.setFont(font)
        widget.style().polish(widget)
