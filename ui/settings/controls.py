"""What a setting is chosen with, by its kind; each shows the stored value and says what the person chose."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from models import calendars, settings_sections
from models.errors import UserError
from models.settings import Setting
from models.texts import _
from ui.context import Context
from ui.countries import Readiness, countries
from ui.field import DropDown
from ui.file_dialogs import ask_for_folder
from ui.form import Button, Label, icon_button, row
from ui.segmented import Segmented
from ui.settings.hours_band import HoursBand
from ui.settings.switch import Switch
from ui.zones.zone_field import ZoneField

TEXT_WIDTH = 240
FEW = 3
HEIGHT = 32


class Control(QWidget):
    """One control of a row.

    Signals:
        chosen: the values that the person chose, by the keys of their settings.
        refused: why what was typed can't be one.
    """

    chosen = Signal(object)
    refused = Signal(str)

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self.setting = setting

    def show_values(self, values: Mapping[str, str]) -> None:
        """Show what is stored."""

    def choose(self, value: str) -> None:
        """Say that the person chose a value of the one setting."""
        self.chosen.emit({self.setting.key: value})


class TextControl(Control):
    """A line of text; it counts when the field is left, and stays as typed where it is refused."""

    def __init__(self, context: Context, setting: Setting) -> None:
        super().__init__(setting)
        self._look = context.appearance
        self._stored = ""
        self.line = QLineEdit()
        self.line.setAccessibleName(_(setting.words))
        self.line.setPlaceholderText(_(settings_sections.PLACEHOLDERS.get(setting.key, "")))
        self.line.editingFinished.connect(self._on_finished)
        self.parts = row(self.line)
        self.setLayout(self.parts)
        self.setFocusProxy(self.line)
        self._look.changed.connect(self._restyle)
        self._restyle()

    def show_values(self, values: Mapping[str, str]) -> None:
        shown = self.shown(values[self.setting.key])
        if shown != self._stored:  # else what is typed and was refused stays
            self._stored = shown
            self.line.setText(shown)

    def shown(self, value: str) -> str:
        """Return a stored value as it stands in the field."""
        return value

    def meant(self, text: str) -> str:
        """Return what a text in the field is stored as; raises UserError."""
        return text

    def _on_finished(self) -> None:
        text = self.line.text().strip()
        if text == self._stored:
            return
        try:
            self.choose(self.meant(text))
        except UserError as error:
            self.refused.emit(f"{error.what} {error.do}".strip())

    def _restyle(self) -> None:
        self.line.setFont(self._look.font(13))
        self.line.setFixedHeight(round(HEIGHT * max(1.0, self._look.text_scale)))
        self.line.setFixedWidth(round(TEXT_WIDTH * max(1.0, self._look.text_scale)))


class FolderControl(TextControl):
    """A folder, typed or chosen."""

    def __init__(self, context: Context, setting: Setting) -> None:
        super().__init__(context, setting)
        self.browse = icon_button(context.appearance, "folder", _("{name}: choose").format(name=_(setting.words)))
        self.browse.clicked.connect(self._on_browse)
        self.parts.addWidget(self.browse)

    def _on_browse(self) -> None:
        ask_for_folder(self, _(self.setting.words), lambda folder: self.choose(str(folder)), start=self.line.text())


class TableControl(TextControl):
    """Names and zones in a line: "CST = America/Chicago, Prague = Europe/Prague"."""

    def shown(self, value: str) -> str:
        table = json.loads(value) if value.startswith("{") else {}
        return ", ".join(f"{name} = {zone}" for name, zone in table.items())

    def meant(self, text: str) -> str:
        table: dict[str, str] = {}
        for part in filter(None, (piece.strip() for piece in text.split(","))):
            name, equals, zone = (piece.strip() for piece in part.partition("="))
            if not (name and equals):
                raise UserError(_("“{text}” can't be read.").format(text=part), do=_("Write name = zone, …"))
            table[name] = zone
        return json.dumps(table, ensure_ascii=False)


class SwitchControl(Control):
    """On or off."""

    def __init__(self, context: Context, setting: Setting) -> None:
        super().__init__(setting)
        self.switch = Switch(context.appearance, _(setting.words))
        self.switch.clicked.connect(lambda on: self.choose("1" if on else "0"))
        self.setLayout(row(self.switch))
        self.setFocusProxy(self.switch)

    def show_values(self, values: Mapping[str, str]) -> None:
        self.switch.setChecked(values[self.setting.key] == "1")


class ChoiceControl(Control):
    """One of few values side by side."""

    def __init__(self, context: Context, setting: Setting) -> None:
        super().__init__(setting)
        key = setting.key
        choices = [(value, _(settings_sections.choice_words(key, value))) for value in setting.choices]
        self.choice = Segmented(context.appearance, choices, setting.default, _(setting.words))
        self.choice.chosen.connect(self.choose)
        self.setLayout(row(self.choice))
        self.setFocusProxy(self.choice.button(setting.default))

    def show_values(self, values: Mapping[str, str]) -> None:
        self.choice.choose(values[self.setting.key])


class ListControl(Control):
    """One of many values in a list that opens."""

    def __init__(self, context: Context, setting: Setting, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__(setting)
        self._look = context.appearance
        self.list = DropDown()
        self.list.setAccessibleName(_(setting.words))
        self.fill(choices)
        self.list.activated.connect(lambda: self.choose(str(self.list.currentData() or "")))
        self.setLayout(row(self.list))
        self.setFocusProxy(self.list)
        self._look.changed.connect(self._restyle)
        self._restyle()

    def fill(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer these values with their words."""
        self.list.clear()
        for value, words in choices:
            self.list.addItem(words, value)

    def show_values(self, values: Mapping[str, str]) -> None:
        value = values[self.setting.key]
        if self.list.findData(value) < 0:
            self.list.addItem(value, value)
        self.list.setCurrentIndex(self.list.findData(value))

    def _restyle(self) -> None:
        self.list.setFont(self._look.font(13))
        self.list.setFixedHeight(round(HEIGHT * max(1.0, self._look.text_scale)))
        self.list.setFixedWidth(round(TEXT_WIDTH * max(1.0, self._look.text_scale)))


class SubdivisionControl(ListControl):
    """The states or provinces of your country."""

    def __init__(self, context: Context, setting: Setting) -> None:
        super().__init__(context, setting, ())
        self._country = "?"

    def show_values(self, values: Mapping[str, str]) -> None:
        if values["you.country"] != self._country:
            self._country = values["you.country"]
            known = calendars.subdivision_choices(self._country) if self._country else ()
            self.fill((("", _("None")), *known))
            self.list.setEnabled(bool(known))
        super().show_values(values)


class NumberControl(Control):
    """A number with a button on each side."""

    def __init__(self, context: Context, setting: Setting) -> None:
        super().__init__(setting)
        look, words = context.appearance, _(setting.words)
        step = settings_sections.STEP.get(setting.key, 1)
        self.less = Button(look, "−", name=_("{name}: less").format(name=words))
        self.more = Button(look, "+", name=_("{name}: more").format(name=words))
        self.less.clicked.connect(partial(self._move, -step))
        self.more.clicked.connect(partial(self._move, step))
        self.number = Label(look, "", 13, 600)
        self.setLayout(row(self.less, self.number, self.more, spacing=16))
        self.setFocusProxy(self.less)

    def show_values(self, values: Mapping[str, str]) -> None:
        now = int(values[self.setting.key])
        unit = " %" if self.setting.key == "text_size" else ""
        self.number.setText(f"{now}{unit}")
        self.less.setEnabled(now > self.setting.lowest)
        self.more.setEnabled(now < self.setting.highest)
        self._now = now

    _now = 0

    def _move(self, by: int) -> None:
        self.choose(str(max(self.setting.lowest, min(self.setting.highest, self._now + by))))


class ZoneControl(Control):
    """A zone, found by city."""

    def __init__(self, context: Context, setting: Setting) -> None:
        super().__init__(setting)
        self.field = ZoneField(context.appearance, _(setting.words), "", context.clock.now(), titled=False)
        placeholder = settings_sections.PLACEHOLDERS.get(setting.key, "")
        if placeholder:
            self.field.line.setPlaceholderText(_(placeholder))
        self.field.setFixedWidth(TEXT_WIDTH)
        self.field.chosen.connect(self.choose)
        self.field.line.editingFinished.connect(self._on_finished)
        self.setLayout(row(self.field))
        self.setFocusProxy(self.field)

    def show_values(self, values: Mapping[str, str]) -> None:
        self.field.set_zone(values[self.setting.key])

    def _on_finished(self) -> None:
        """An empty field is the default again."""
        if not self.field.line.text().strip() and self.field.zone:
            self.choose(self.setting.default)


class HoursControl(Control):
    """Start and end of the working hours on one band."""

    def __init__(self, context: Context, setting: Setting) -> None:
        super().__init__(setting)
        self.band = HoursBand(context.appearance)
        first, last = settings_sections.keys_of(setting)
        self._keys = (first, last)
        self.band.chosen.connect(lambda start, end: self.chosen.emit({first: start, last: end}))
        self.setLayout(row(self.band))
        self.setFocusProxy(self.band.start)

    def show_values(self, values: Mapping[str, str]) -> None:
        self.band.show_hours(values[self._keys[0]], values[self._keys[1]])


class CountryControl(ListControl):
    """The countries that have a calendar."""

    def __init__(self, context: Context, setting: Setting) -> None:
        super().__init__(context, setting, countries(context.formats.lang))
        Readiness(self.list)


class LanguageControl(ListControl):
    """The languages of the interface."""

    def __init__(self, context: Context, setting: Setting) -> None:
        super().__init__(context, setting, (("", _("As this computer")), *settings_sections.languages()))


class ChoicesControl(ListControl):
    """One of many declared values."""

    def __init__(self, context: Context, setting: Setting) -> None:
        named = ((value, _(settings_sections.choice_words(setting.key, value))) for value in setting.choices)
        super().__init__(context, setting, tuple(named))


_BY_KIND: Mapping[str, Callable[[Context, Setting], Control]] = {
    "switch": SwitchControl,
    "number": NumberControl,
    "zone": ZoneControl,
    "table": TableControl,
    "country": CountryControl,
    "subdivision": SubdivisionControl,
    "choice": ChoicesControl,
}


def make_control(context: Context, setting: Setting) -> Control:
    """Make the control that fits a setting; a kind without one of its own is a line of text."""
    if setting.key in settings_sections.PAIRED:
        return HoursControl(context, setting)
    if setting.key == "language":
        return LanguageControl(context, setting)
    if setting.kind == "choice" and len(setting.choices) <= FEW:
        return ChoiceControl(context, setting)
    if setting.key.endswith(".folder"):
        return FolderControl(context, setting)
    return _BY_KIND.get(setting.kind, TextControl)(context, setting)
