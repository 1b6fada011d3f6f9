"""What the cards of the three sources share: letter, name, instruction, and a line that says how far it is."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from models.texts import _
from ui.context import Context
from ui.form import IconLabel, Label, column, row
from ui.theme import set_variant
from ui.triple_check.guarded_line import OWN_COPY, Reading
from ui.triple_check.marks import RoundMark

_ICONS = {"ok": "check", "danger": "x", "warn": "alert", "text2": "clock"}


class SourceCard(QFrame):
    """One source; its fields are empty at the start and take no copy of our own.

    Signals:
        edited: the person changed a reading.
    """

    edited = Signal()

    def __init__(self, context: Context, letter: str, name: str, icon: str, instruction: str) -> None:
        super().__init__()
        self.context = context
        look = context.appearance
        self.setProperty("card", True)
        self._mark = RoundMark(look, letter, "neutral")
        self._foot_icon = IconLabel(look, "clock", "text2", 14)
        self.foot = Label(look, "", 12, 500, "text2", wrap=True)
        head = row(self._mark, Label(look, name, 14, 600), None, IconLabel(look, icon, "text2", 16), spacing=8)
        self.room: QVBoxLayout = column(spacing=9)
        foot = row(self._foot_icon, self.foot, spacing=7)
        foot.setStretch(1, 1)
        words = Label(look, instruction, 12, 400, "text2", wrap=True)
        self.setLayout(column(head, words, self.room, None, foot, spacing=10, margins=(14, 13, 14, 13)))

    def reading(self, name: str, placeholder: str = "") -> Reading:
        """Make a field of this source."""
        made = Reading(self.context.appearance, name, placeholder)
        made.line.textChanged.connect(self._on_text)
        made.line.refused.connect(self._on_refused)
        return made

    def say(self, words: str, tone: str = "text2", icon: str = "") -> None:
        """Show how far it is, or what is wrong."""
        self.foot.setText(words)
        self.foot.set_token(tone)
        self._foot_icon.set_icon(icon or _ICONS[tone], tone)
        self._foot_icon.setVisible(bool(words))

    def set_tone(self, tone: str) -> None:
        """Show the letter, and for danger the border, in a tone."""
        self._mark.set_tone(tone)
        set_variant(self, "wrong", tone == "danger")

    def _on_text(self, _text: str) -> None:
        self.edited.emit()

    def _on_refused(self) -> None:
        self.say(_(OWN_COPY), "danger", "alert")
