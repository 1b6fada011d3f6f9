"""Every key of the window, from the same table as the shortcuts themselves, over the window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QScrollArea, QWidget

from models import key_choices, settings, words_search
from models.texts import _
from ui.actions import ACTIONS, GROUPS, Action, keys_of
from ui.form import IconLabel, KeyHint, Label, button, column, hline, icon_button, row
from ui.overlay import Overlay
from ui.settings.keyboard import native
from ui.settings.switch import Switch

if TYPE_CHECKING:
    from ui.main_window import MainWindow

WIDTH = 800
MARGIN = 32
LETTERS = "single_keys"


class KeyLine(QWidget):
    """An act and its keys."""

    def __init__(self, window: MainWindow, action: Action, keys: tuple[str, ...]) -> None:
        super().__init__()
        look = window.context.appearance
        shown = [native(key) for key in keys]
        self.words = " ".join((_(action.text), *shown))
        self.setAccessibleName(f"{_(action.text)}, {', '.join(shown)}")
        self.setLayout(row(Label(look, _(action.text), 13), None, *(KeyHint(look, key) for key in shown), spacing=5))
        self.setFixedHeight(round(29 * max(1.0, look.text_scale)))


class KeyGroup(QWidget):
    """The keys under one heading."""

    def __init__(self, window: MainWindow, title: str, lines: list[KeyLine]) -> None:
        super().__init__()
        self.lines = lines
        heading = Label(window.context.appearance, title, 12, 600, "accent")
        self.setLayout(column(heading, 4, *lines, None, spacing=0))

    def search(self, wanted: str) -> None:
        """Show the lines that have what is searched for."""
        for line in self.lines:
            line.setVisible(words_search.fits(wanted, line.words))
        self.setVisible(any(not line.isHidden() for line in self.lines))


class ShortcutSheet(Overlay):
    """Two columns of acts and their keys; opens by being made."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, _("Keyboard"))
        self._window = window
        self._context = window.context
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Find a key"))
        self.search.setAccessibleName(_("Find a key"))
        self.search.setFont(self._context.appearance.font(13))
        self.search.setFixedSize(180, 32)
        self.search.textChanged.connect(self._on_find)
        self.groups = self._groups()
        self.frame.setLayout(
            column(self._head(), hline(), self._body(), hline(), self._foot(), spacing=0, margins=(1, 1, 1, 1))
        )
        self.open_with(self.search)

    def fit(self) -> None:
        scale = max(1.0, self._context.appearance.text_scale)
        self.frame.setFixedWidth(min(round(WIDTH * scale), self.width() - MARGIN))
        wanted = self._keys.sizeHint().height() + 2
        self._area.setFixedHeight(max(120, min(wanted, self.height() - 2 * MARGIN - 140)))
        self.frame.adjustSize()
        self.frame.move((self.width() - self.frame.width()) // 2, (self.height() - self.frame.height()) // 2)

    def _head(self) -> QWidget:
        look = self._context.appearance
        close = icon_button(look, "x", _("Close"))
        close.clicked.connect(self.close)
        head = QWidget()
        title = Label(look, _("Keyboard"), 17, 600)
        parts = row(IconLabel(look, "key", "accent", 18), title, None, self.search, close, spacing=12)
        parts.setContentsMargins(24, 14, 16, 14)
        head.setLayout(parts)
        return head

    def _groups(self) -> list[KeyGroup]:
        chosen = key_choices.chosen(self._context.store)
        letters = settings.get(self._context.store, LETTERS) == "1"
        made = []
        for group, title in GROUPS:
            lines = []
            for action in ACTIONS:
                keys = tuple(key for key in keys_of(action, chosen) if letters or len(key) > 1)
                if action.group == group and keys:
                    lines.append(KeyLine(self._window, action, keys))
            made.append(KeyGroup(self._window, _(title), lines))
        return made

    def _body(self) -> QWidget:
        self._keys = QWidget()
        self._keys.setObjectName("body")
        grid = QGridLayout(self._keys)
        grid.setContentsMargins(24, 16, 24, 16)
        grid.setHorizontalSpacing(40)
        grid.setVerticalSpacing(16)
        for at, group in enumerate(self.groups):
            grid.addWidget(group, at // 2, at % 2, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setAccessibleName(_("Keys"))
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._keys)
        return self._area

    def _foot(self) -> QWidget:
        look, store = self._context.appearance, self._context.store
        self.letters = Switch(look, _("Single-letter keys"))
        self.letters.setChecked(settings.get(store, LETTERS) == "1")
        self.letters.clicked.connect(self._on_letters)
        change = button(look, _("Change keys"))
        change.clicked.connect(self._on_change)
        foot = QFrame()
        foot.setObjectName("overlayFooter")
        note = Label(look, _("Single letters act only when no text field has focus."), 12, 400, "text2", wrap=True)
        parts = row(note, Label(look, _("Single-letter keys"), 12, 500), self.letters, 8, change, spacing=8)
        parts.setStretch(0, 1)
        parts.setContentsMargins(24, 10, 16, 10)
        foot.setLayout(parts)
        return foot

    def _on_find(self, wanted: str) -> None:
        for group in self.groups:
            group.search(wanted)

    def _on_letters(self, on: bool) -> None:
        self._context.attempt(partial(settings.put, self._context.store, LETTERS, "1" if on else "0"))

    def _on_change(self) -> None:
        self.close()
        self._window.pages.show_settings("keyboard")
