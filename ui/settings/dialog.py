"""The settings that exist: you, the people, the looks and the keys; each saved at once and undoable."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QGridLayout, QLayout, QWidget

from models import calendars, settings
from models.errors import UserError
from models.texts import _
from ui.context import Context
from ui.dialog import DialogFrame
from ui.field import DropDown, Field, named
from ui.form import Segmented, button, column, label, row
from ui.zones.zone_field import ZoneField

TEXT_SIZES = ("90", "100", "110", "125", "150")


class SettingsDialog(DialogFrame):
    """No Save and no Apply: what is changed counts at once, and Ctrl Z takes it back."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context.appearance, _("Settings"), 620, parent)
        self._context = context
        self._fields: dict[str, Field] = {}
        look = context.appearance
        you = settings.you(context.store)
        self.zone = ZoneField(look, _("Your time zone"), you.zone, context.clock.now())
        self.zone.chosen.connect(self._on_zone)
        self.country = self._combo(_("Your country, for its holidays"), self._countries(), you.country)
        self.country.currentIndexChanged.connect(self._on_country)
        themes = (("system", _("As the system")), ("light", _("Light")), ("dark", _("Dark")))
        self.theme = Segmented(look, themes, settings.get(context.store, "theme"), _("Theme"))
        self.theme.chosen.connect(self._on_theme)
        sizes = [(f"{size} %", size) for size in TEXT_SIZES]
        self.text_size = self._combo(_("Text size"), sizes, settings.get(context.store, "text_size"))
        self.text_size.currentIndexChanged.connect(self._on_size)
        self.keys = QCheckBox(_("Single-letter keys, such as T for today"))
        self.keys.setFont(look.font(13))
        self.keys.setChecked(settings.get(context.store, "single_keys") == "1")
        self.keys.toggled.connect(self._on_keys)
        close = button(look, _("Close"), "primary")
        close.clicked.connect(self.accept)
        self.hint.setText(_("Saved at once. Once closed, Ctrl Z takes it back."))
        self.build(self._fields_grid(), (close,))

    def _fields_grid(self) -> QLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        grid.addWidget(self._title(_("You")), 0, 0)
        grid.addWidget(self._field("you.name", _("Your name")), 1, 0)
        grid.addWidget(self._field("you.initials", _("Initials")), 1, 1)
        grid.addWidget(self.zone, 2, 0)
        grid.addWidget(named(self.appearance, _("Your country, for its holidays"), self.country), 2, 1)
        grid.addWidget(self._field("you.work_start", _("Working hours from")), 3, 0)
        grid.addWidget(self._field("you.work_end", _("Working hours to")), 3, 1)
        grid.addWidget(self._title(_("People")), 4, 0)
        grid.addWidget(self._field("people.lead", _("Lead, told of every adjustment")), 5, 0)
        grid.addWidget(self._field("people.approver", _("Approver of skipped Best Practices")), 5, 1)
        grid.addWidget(self._title(_("Looks and keys")), 6, 0)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        theme = named(self.appearance, _("Theme"), self.theme)
        return column(
            grid, row(theme, None, named(self.appearance, _("Text size"), self.text_size)), self.keys, None, spacing=10
        )

    def _title(self, text: str) -> QWidget:
        return label(self.appearance, text, 13, 600)

    def _field(self, key: str, name: str) -> Field:
        field = Field(self.appearance, name, settings.get(self._context.store, key))
        field.committed.connect(self._putter(key, field))
        self._fields[key] = field
        return field

    def _combo(self, name: str, choices: list[tuple[str, str]], current: str) -> DropDown:
        combo = DropDown()
        combo.setAccessibleName(name)
        combo.setFont(self.appearance.font(13))
        combo.setFixedHeight(34)
        for text, key in choices:
            combo.addItem(text, key)
        combo.setCurrentIndex(max(0, combo.findData(current)))
        return combo

    def _countries(self) -> list[tuple[str, str]]:
        return [(_("Not known: weekends only"), ""), *((name, code) for code, name in calendars.country_choices())]

    def _putter(self, key: str, field: Field) -> Callable[[str], None]:
        def put(value: str) -> None:
            try:
                settings.put(self._context.store, key, value)
            except UserError as error:
                field.set_error(f"{error.what} {error.do}".strip())
            else:
                field.set_error("")

        return put

    def _put(self, key: str, value: str) -> None:
        self._context.attempt(lambda: settings.put(self._context.store, key, value))

    def _on_zone(self, zone: str) -> None:
        self._put("you.zone", zone)

    def _on_country(self) -> None:
        self._put("you.country", self.country.currentData() or "")

    def _on_theme(self, key: str) -> None:
        self._put("theme", key)

    def _on_size(self) -> None:
        self._put("text_size", self.text_size.currentData())

    def _on_keys(self, on: bool) -> None:
        self._put("single_keys", "1" if on else "0")
