"""The rows of the Settings page: a name, a line about it, what it is chosen with, and what is wrong with it."""

from __future__ import annotations

import html
from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from models import settings_sections, words_search
from models.settings import Setting
from models.texts import _
from ui.context import Context
from ui.form import Button, Label, column, row
from ui.settings.controls import Control, make_control
from ui.visibility import hide_unless

ROW = 58


class HitLabel(Label):
    """Words in which what is searched for can be marked."""

    _plain = ""

    def show_hits(self, plain: str, wanted: str, mark: str) -> None:
        """Show words with the beginnings that were searched for on a tint; plain without a search."""
        spans = words_search.spans(wanted, plain) if wanted else ()
        if not spans:
            self.setTextFormat(Qt.TextFormat.PlainText)
            self.setText(plain)
            return
        parts, at = [], 0
        for first, last in spans:
            parts += [html.escape(plain[at:first]), f'<span style="background:{mark}">']
            parts += [html.escape(plain[first:last]), "</span>"]
            at = last
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setText("".join(parts) + html.escape(plain[at:]))


class Row(QWidget):
    """A name and a line about it at the left, something to do at the right."""

    def __init__(self, context: Context, name: str, about: str) -> None:
        super().__init__()
        self._context = context
        self.words, self.about = name, about
        look = context.appearance
        self._name = HitLabel(look, name, 13, 500)
        self._line = HitLabel(look, about, 12, 400, "text2", wrap=True)
        hide_unless(self._line, bool(about))
        self._error = Label(look, "", 12, 400, "danger", wrap=True)
        self._error.hide()
        look.changed.connect(self._restyle)
        self._restyle()

    def build(self, control: QWidget, *beside: QWidget) -> None:
        """Lay the parts out; `beside` stands next to the name."""
        head = row(self._name, *beside, None, spacing=8)
        texts = column(None, head, self._line, self._error, None, spacing=2)
        line = row(spacing=16, margins=(16, 8, 16, 8))
        line.addLayout(texts, 1)
        line.addWidget(control, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(line)
        self.setFocusProxy(control)

    @property
    def keys(self) -> tuple[str, ...]:
        """The settings that it shows; none for a row that only does something."""
        return ()

    @property
    def error(self) -> str:
        """What is wrong, as shown."""
        return self._error.text()

    def show_values(self, values: Mapping[str, str], defaults: Mapping[str, str]) -> None:
        """Show what is stored."""

    def search(self, wanted: str) -> bool:
        """Mark what is searched for and say whether the row has all of it."""
        found = words_search.fits(wanted, f"{self.words} {self.about}")
        tint = self._context.appearance.theme.hex("selected")
        self._name.show_hits(self.words, wanted if found else "", tint)
        self._line.show_hits(self.about, wanted if found else "", tint)
        return found

    def set_error(self, words: str) -> None:
        """Say what is wrong, or take it away."""
        self._error.setText(words)
        self._error.setVisible(bool(words))

    def _restyle(self) -> None:
        self.setMinimumHeight(round(ROW * max(1.0, self._context.appearance.text_scale)))


class SettingRow(Row):
    """A setting, or a pair of them; "Changed" tells the default and puts it back.

    Signals:
        chosen: the values that the person chose, by key.
        reset_wanted: give the settings with these keys their defaults.
    """

    chosen = Signal(object)
    reset_wanted = Signal(object)

    def __init__(self, context: Context, setting: Setting) -> None:
        about = settings_sections.ABOUT.get(setting.key, "")
        super().__init__(context, _(settings_sections.words_of(setting)), _(about) if about else "")
        self.setting = setting
        self.control: Control = make_control(context, setting)
        self.control.setAccessibleDescription(self.about)
        self.control.chosen.connect(self.chosen)
        self.control.refused.connect(self.set_error)
        name = _("{name}: changed").format(name=self.words)
        self.changed = Button(context.appearance, _("Changed"), "chip", name=name, height=22)
        self.changed.clicked.connect(self._offer_default)
        self._default = ""
        self._shown: list[str] = []
        self.build(self.control, self.changed)

    @property
    def keys(self) -> tuple[str, ...]:
        return settings_sections.keys_of(self.setting)

    def show_values(self, values: Mapping[str, str], defaults: Mapping[str, str]) -> None:
        self.control.show_values(values)
        shown = [values[key] for key in self.keys]
        if shown != self._shown:
            self._shown = shown
            self.set_error("")
        self._default = "–".join(self._worded(defaults[key]) for key in self.keys)
        self.changed.setToolTip(_("Default: {value}").format(value=self._default))
        self.changed.setVisible(any(values[key] != defaults[key] for key in self.keys))

    def _worded(self, value: str) -> str:
        if self.setting.kind == "switch":
            return _("On") if value == "1" else _("Off")
        if self.setting.kind == "table":
            return _("None")
        return _(settings_sections.choice_words(self.setting.key, value)) if value else self._empty()

    def _empty(self) -> str:
        shown = settings_sections.PLACEHOLDERS.get(self.setting.key, "")
        return _(shown) if shown else _("Empty")

    def _offer_default(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setFont(self._context.appearance.font(13))
        said = menu.addAction(_("Default: {value}").format(value=self._default))
        said.setEnabled(False)
        menu.addAction(_("Reset"), self._reset)
        menu.popup(self.changed.mapToGlobal(self.changed.rect().bottomLeft()))

    def _reset(self) -> None:
        self.reset_wanted.emit(self.keys)


class ButtonRow(Row):
    """Something to do, with a button."""

    pressed = Signal()

    def __init__(self, context: Context, name: str, about: str, button: Button) -> None:
        super().__init__(context, name, about)
        button.clicked.connect(self.pressed)
        self.build(button)
