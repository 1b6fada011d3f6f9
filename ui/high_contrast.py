"""Tokens taken from the system's own palette, for a person who asked the system for high contrast.

Words and lines get the system's text colour; what is a tint elsewhere is a shade between its paper and its text.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtGui import QColor, QPalette

NAME = "high-contrast"
_ROLES = {
    "accent_fill": QPalette.ColorRole.Highlight,
    "danger_fill": QPalette.ColorRole.Highlight,
    "on_accent": QPalette.ColorRole.HighlightedText,
}
_SHADES = {"hover": 0.1, "selected": 0.2, "bar": 0.25, "weekend": 0.05, "night": 0.12, "shadow": 0.0}
_PAPER = ("app", "surface", "sidebar", "sunken", "bar_future", "day")


def tokens(names: Iterable[str], palette: QPalette) -> dict[str, str]:
    """Return a colour for each token, all of them from the palette: text stays 4.5:1 where the system's is 7:1."""
    return {name: _color(name, palette).name() for name in names}


def _color(name: str, palette: QPalette) -> QColor:
    paper, ink = palette.color(QPalette.ColorRole.Window), palette.color(QPalette.ColorRole.WindowText)
    if name in _ROLES:
        return palette.color(_ROLES[name])
    if name in _PAPER or name.endswith("_soft"):
        return paper
    return _between(paper, ink, _SHADES[name]) if name in _SHADES else ink


def _between(paper: QColor, ink: QColor, share: float) -> QColor:
    """Return the paper with a share of ink in it."""
    parts = ((paper.red(), ink.red()), (paper.green(), ink.green()), (paper.blue(), ink.blue()))
    return QColor(*(round(low + (high - low) * share) for low, high in parts))
