"""The comparison, line by line: A, B, B for you, B in UTC, and the result in words."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLayout

from models import zones
from models.formats import Formats
from models.texts import _, mark
from models.verdict import Row, Verdict
from ui.form import IconLabel, Label, row
from ui.theme import Appearance, set_variant

_NAMES = {
    "start": mark("Start"),
    "end": mark("End"),
    "length": mark("Length"),
    "session_zone": mark("Session zone"),
    "weekday": mark("Weekday"),
    "plan": mark("Timeline"),
    "future": mark("In the future"),
    "real_time": mark("Real time"),
    "clock_change": mark("Clock change"),
    "ctask_window": mark("Window of the change"),
}
_ALWAYS = ("start", "end", "length", "session_zone")


class Results(QFrame):
    """A grid of labels; rows that only confirm what stands elsewhere are left out."""

    def __init__(self, appearance: Appearance, formats: Formats, your_zone: str) -> None:
        super().__init__()
        self._appearance, self._formats, self._your_zone = appearance, formats, your_zone
        self.setProperty("card", True)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(16, 10, 16, 10)
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(5)
        for column, stretch in enumerate((11, 20, 20, 17, 11, 13)):
            self._grid.setColumnStretch(column, stretch)

    def show_verdict(self, verdict: Verdict) -> None:
        """Show the rows of a verdict."""
        _empty(self._grid)
        city = zones.city(self._your_zone)
        heads = ("", _("A  Roadmap"), _("B  ServiceNow"), _("B for you, {city}").format(city=city), _("B in UTC"))
        for column, words in enumerate((*heads, _("Result"))):
            self._grid.addWidget(self._label(words, "text2", 11, 500), 0, column)
        rows = sorted(verdict.rows, key=_rank)
        for line, found in enumerate([item for item in rows if _tells(item)], 1):
            asked = verdict.verdict == "ask" and found.result == "differs"
            self._add(line, replace(found, result="same", warning=_("Not known yet")) if asked else found)
        set_variant(self, "wrong", verdict.verdict == "mismatch")
        self.setAccessibleName(". ".join(_spoken(item) for item in rows if _tells(item)))

    def _add(self, line: int, found: Row) -> None:
        differs = found.result == "differs"
        loud = ("danger", 600) if differs and found.b_utc else ("text", 400)
        self._grid.addWidget(self._label(_(_NAMES[found.row]), "text2", 12, 500), line, 0)
        self._grid.addWidget(self._label(found.a, "text"), line, 1)
        self._grid.addWidget(self._label(found.b, loud[0], 12, loud[1]), line, 2)
        if found.b_utc and found.row in {"start", "end"}:
            at = zones.parse_utc(found.b_utc)
            yours = self._formats.moment(zones.to_zone(at, self._your_zone))
            utc = zones.to_zone(at, "UTC")
            there = f"{self._formats.weekday(utc)} {self._formats.time(utc)}"
            self._grid.addWidget(self._label(yours, "text2"), line, 3)
            self._grid.addWidget(self._label(there, "text2"), line, 4)
        self._grid.addLayout(self._result(found, differs), line, 5)

    def _result(self, found: Row, differs: bool) -> QHBoxLayout:
        tone, icon = ("danger", "x") if differs else ("warn", "alert") if found.warning else ("ok", "check")
        words = self._label(found.warning or found.text, tone, 12, 600)
        layout = row(IconLabel(self._appearance, icon, tone, 13), words, spacing=6)
        layout.setStretch(1, 1)
        return layout

    def _label(self, words: str, token: str, px: int = 12, weight: int = 400) -> Label:
        return Label(self._appearance, words, px, weight, token, wrap=True)


def _empty(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        if inner is not None:
            _empty(inner)


def _rank(found: Row) -> int:
    names = list(_NAMES)
    return names.index(found.row)


def _tells(found: Row) -> bool:
    return found.row in _ALWAYS or found.result == "differs" or bool(found.warning)


def _spoken(found: Row) -> str:
    return f"{_(_NAMES[found.row])}: {found.a}, {found.b}, {found.warning or found.text}"
