"""What each party will read, with a button beside each text that copies it (N17, N20)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from models import zones
from models.reading_texts import PartyReading
from models.texts import _
from ui.form import Label, icon_button
from ui.theme import Appearance


class PartyTexts(QWidget):
    """A heading and a line for each text.

    Signals:
        copy_wanted: the text of a line.
    """

    copy_wanted = Signal(str)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._readings: tuple[PartyReading, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(3, 1)
        heading = Label(appearance, _("What each party will read"), 12, 500, "text2")
        heading.setContentsMargins(0, 0, 0, 4)
        self._grid.addWidget(heading, 0, 0, 1, 4)
        self._lines: list[QWidget] = []

    @property
    def texts(self) -> list[str]:
        """The texts that are shown."""
        return [reading.text for reading in self._readings]

    def show_readings(self, readings: Sequence[PartyReading]) -> None:
        """Show other texts."""
        if tuple(readings) == self._readings:
            return
        self._readings = tuple(readings)
        for item in self._lines:
            self._grid.removeWidget(item)
            item.hide()
            item.deleteLater()
        self._lines = []
        for at, reading in enumerate(self._readings, start=1):
            self._add(at, reading)

    def _add(self, at: int, reading: PartyReading) -> None:
        look = self._appearance
        copy = icon_button(look, "copy", _("Copy {text}").format(text=reading.text), size=24)
        copy.setProperty("copied", reading.text)
        copy.clicked.connect(self._on_copy)
        text = Label(look, reading.text, 13, 500)
        text.setAccessibleName(f"{reading.place}: {reading.text}, {zones.city(reading.zone)}")
        text.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        cells = (
            Label(look, reading.place, 12, 400, "text2"),
            text,
            copy,
            Label(look, zones.city(reading.zone), 12, 400, "text3"),
        )
        for column, cell in enumerate(cells):
            self._grid.addWidget(cell, at, column)
        self._lines += cells

    def _on_copy(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.copy_wanted.emit(str(sender.property("copied")))
