"""The chart of scores for assistive technology: a chart with a name, and what is chosen in it as its value."""

from __future__ import annotations

import weakref
from functools import cache

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget

from ui.surveys.chart import ScoreChart


class AccessibleChart(QAccessibleWidget):
    """Made by Qt when assistive technology first asks; the table below the chart holds every score."""

    def __init__(self, chart: ScoreChart) -> None:
        super().__init__(chart, QAccessible.Role.Chart, chart.accessibleName())
        self._chart = weakref.ref(chart)

    def text(self, which: QAccessible.Text) -> str:
        chart = self._chart()
        if chart is None:
            return ""
        if which is QAccessible.Text.Value:
            return chart.words
        return chart.accessibleName() if which is QAccessible.Text.Name else super().text(which)


@cache
def install() -> None:
    """Let Qt ask here for the accessible side of a chart; once in a program."""
    QAccessible.installFactory(_made)


def _made(_key: str, thing: QObject) -> QAccessibleInterface | None:
    if not isinstance(thing, ScoreChart):
        return None
    thing.accessible = AccessibleChart(thing)
    return thing.accessible
