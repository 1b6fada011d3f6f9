"""The verdict, loud where it is a mismatch: its title takes the focus and is announced."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from models import zones
from models.mismatch import Choice
from models.texts import _
from models.verdict import Correct
from ui.clipboard import copy_text
from ui.form import Button, IconLabel, Label, button, column, row
from ui.theme import Appearance, set_variant
from ui.zones.zone_field import ZoneField

_LOOKS = {
    "neutral": ("shield", "text2", "text", "text2"),
    "ok": ("check", "ok", "ok", "text"),
    "stop": ("alert", "on_accent", "on_accent", "on_accent"),
    "warn": ("alert", "warn", "warn", "text"),
}


class VerdictBanner(QFrame):
    """Tones: neutral until all three are in, ok, stop (solid red), warn for what is asked.

    Signals:
        answered: the choice (models.mismatch.Choice) that the person made.
        copied: a right value was put on the clipboard.
    """

    answered = Signal(object)
    copied = Signal(str)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self.setProperty("shape", "verdict")
        self._icon = IconLabel(appearance, "shield", "text2", 20)
        self.title = Label(appearance, "", 15, 600, wrap=True)
        self.title.setObjectName("verdict")
        self.title.setIndent(4)
        self.detail = Label(appearance, "", 13, 400, wrap=True)
        self.detail.setContentsMargins(6, 0, 0, 0)
        self.buttons: list[Button] = []
        self.zone: ZoneField | None = None
        self._side = column(spacing=6)
        self._below = row(spacing=8)
        self._values, self._answers = QWidget(), QWidget()
        self._values.setLayout(self._side)
        self._answers.setLayout(self._below)
        words = QWidget()
        words.setLayout(column(self.title, self.detail, self._answers, spacing=5))
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setLayout(row(self._icon, words, self._values, spacing=16, margins=(18, 13, 14, 13)))

    @property
    def tone(self) -> str:
        """The tone shown."""
        return str(self.property("tone"))

    def show_words(self, tone: str, title: str, detail: str, *, loud: bool = False) -> None:
        """Show a verdict; a loud one takes the focus and interrupts what is being read out."""
        self._take_buttons_away()
        icon, icon_token, title_token, detail_token = _LOOKS[tone]
        set_variant(self, "tone", tone)
        set_variant(self.title, "ring", tone)
        self._icon.set_icon(icon, icon_token)
        self.title.set_token(title_token)
        self.detail.set_token(detail_token)
        self.title.setText(title)
        quiet = tone == "neutral"
        self.title.setFocusPolicy(Qt.FocusPolicy.NoFocus if quiet else Qt.FocusPolicy.StrongFocus)
        self.detail.setText(detail)
        self.title.setAccessibleName(f"{title} {detail}".strip())
        self.setAccessibleName(f"{title} {detail}".strip())
        if loud:
            self.title.setFocus(Qt.FocusReason.OtherFocusReason)
        if tone != "neutral":
            self._announce(f"{title} {detail}".strip(), assertive=tone == "stop")

    def offer_values(self, correct: Correct) -> None:
        """Offer the right values to copy into ServiceNow."""
        for text in (correct.start, correct.end):
            made = self._button(text, "copy", self._side)
            made.setAccessibleName(_("Copy {value}").format(value=text))
            made.clicked.connect(self._on_copy)
        self._values.show()

    def ask(self, choices: Sequence[Choice]) -> None:
        """Offer the answers to a question."""
        for choice in choices:
            made = self._button(choice.text, "", self._below)
            made.setProperty("choice", choice)
            made.clicked.connect(self._on_answer)
        self._below.addStretch(1)
        self._answers.show()

    def ask_zone(self, now: datetime) -> None:
        """Offer a field for the session's zone."""
        self.zone = ZoneField(self._appearance, _("Session zone"), "", now)
        self.zone.setMinimumWidth(280)
        self.zone.chosen.connect(self._on_zone)
        self._below.addWidget(self.zone)
        self._below.addStretch(1)
        self._answers.show()

    def _button(self, text: str, icon: str, layout: QHBoxLayout | QVBoxLayout) -> Button:
        kind = "onstop" if self.tone == "stop" else "secondary"
        made = button(self._appearance, text, kind, icon, height=30)
        self.buttons.append(made)
        layout.addWidget(made)
        return made

    def _take_buttons_away(self) -> None:
        self.buttons.clear()
        self._values.hide()
        self._answers.hide()
        for layout in (self._side, self._below):
            while (item := layout.takeAt(0)) is not None:
                widget = item.widget()
                if widget is not None:
                    widget.hide()
                    widget.deleteLater()

    def _on_copy(self) -> None:
        sender = self.sender()
        if isinstance(sender, QPushButton):
            copy_text(sender.text())
            self.copied.emit(sender.text())

    def _on_answer(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.answered.emit(sender.property("choice"))

    def _on_zone(self, zone: str) -> None:
        self.answered.emit(Choice("session_zone", zone, zones.city(zone)))

    def _announce(self, words: str, *, assertive: bool) -> None:
        event = QAccessibleAnnouncementEvent(self, words)
        politeness = QAccessible.AnnouncementPoliteness
        event.setPoliteness(politeness.Assertive if assertive else politeness.Polite)
        QAccessible.updateAccessibility(event)
