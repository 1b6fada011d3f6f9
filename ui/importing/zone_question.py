"""Asks once in which zone a file's times were shown, with two of its rows in each zone (SCREENS 7)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from models import settings, zones
from models.errors import UserError
from models.servicenow.date_cells import in_doubt
from models.servicenow.rows import Row, Rows
from models.texts import _
from ui.context import Context
from ui.dialog import DialogFrame
from ui.form import Item, Label, button, column
from ui.zones.zone_field import ZoneField

Sample = tuple[Row, str, datetime]


def rows_in_doubt(files: Sequence[Rows]) -> tuple[Sample, ...]:
    """Return up to two rows whose zone has to be asked; none where every file says its zone."""
    return tuple(sample for rows in files for sample in in_doubt(rows))[:2]


class ZoneQuestion(DialogFrame):
    """A choice of zones; nothing is chosen beforehand.

    Args:
        context: store, looks and words.
        samples: rows of the file.
        then: gets the chosen zone, which is remembered.
        parent: the window.
    """

    def __init__(
        self, context: Context, samples: Sequence[Sample], then: Callable[[str], None], parent: QWidget
    ) -> None:
        super().__init__(context.appearance, _("Which zone did you see this in?"), 560, parent)
        self._context, self._samples, self._then = context, samples, then
        look = context.appearance
        self.choices: dict[str, QRadioButton] = {}
        self._group = QButtonGroup(self)
        self.field = ZoneField(look, _("Another zone"), "", context.clock.now())
        self.go = button(look, _("Import"), "primary")
        self.go.setEnabled(False)
        cancel = button(look, _("Cancel"))
        words = _("The file shows times and does not say in which zone. It is asked once and remembered in Settings.")
        items: list[Item] = [Label(look, words, 13, 400, "text2", wrap=True), 4]
        for zone in self._candidates():
            items += [self._radio(zone), *self._lines(zone), 4]
        self._other = Label(look, "", 12, 400, "text2", wrap=True)
        items += [self.field, self._other]
        self.build(column(*items, None, spacing=4), (cancel, self.go))
        cancel.clicked.connect(self.reject)
        self.go.clicked.connect(self._on_go)
        self._group.buttonClicked.connect(self._on_radio)
        self.field.chosen.connect(self._on_other)

    @property
    def zone(self) -> str:
        """The zone chosen so far; empty for none."""
        return next((zone for zone, item in self.choices.items() if item.isChecked()), "") or self.field.zone

    def _candidates(self) -> list[str]:
        store = self._context.store
        known = (
            settings.get(store, "servicenow.session_zone"),
            settings.get(store, "servicenow.system_zone"),
            settings.you(store).zone,
            "UTC",
        )
        return [zone for zone in dict.fromkeys(known) if zone]

    def _radio(self, zone: str) -> QRadioButton:
        item = QRadioButton(_("{city} time").format(city=zones.city(zone)) if zone != "UTC" else "UTC")
        item.setFont(self._context.appearance.font(13, 500))
        item.setAccessibleDescription(". ".join(self._said(zone)))
        self._group.addButton(item)
        self.choices[zone] = item
        return item

    def _lines(self, zone: str) -> list[Label]:
        return [Label(self._context.appearance, text, 12, 400, "text2", wrap=True) for text in self._said(zone)]

    def _said(self, zone: str) -> list[str]:
        """Return each row as that zone means it: "CHG0041902, 2026-12-03 18:00:00 is Thu 3 Dec, 21:00 EST for you"."""
        you, formats = settings.you(self._context.store).zone, self._context.formats
        said = []
        for row, column_name, wall in self._samples:
            try:
                at = zones.to_zone(zones.attach(wall, zone), you)
                means = _("{moment} for you").format(moment=formats.with_zone(at))
            except UserError as error:
                means = error.what
            said.append(f"{row['number']}, {row[column_name]}: {means}")
        return said

    def _on_radio(self) -> None:
        self.field.set_zone("")
        self._other.setText("")
        self.go.setEnabled(True)

    def _on_other(self, zone: str) -> None:
        self._group.setExclusive(False)
        for item in self.choices.values():
            item.setChecked(False)
        self._group.setExclusive(True)
        self._other.setText("\n".join(self._said(zone)))
        self.go.setEnabled(bool(zone))

    def _on_go(self) -> None:
        zone = self.zone
        if self._context.attempt(lambda: settings.put(self._context.store, "servicenow.export_zone", zone)):
            self.accept()
            self._then(zone)
