"""The foot of the dialog: the sign box and the buttons, which change with what is to be done."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from models.gates import Sheet
from models.texts import _
from ui.form import Button, IconLabel, Label, button, row
from ui.theme import Appearance
from ui.triple_check.guarded_line import GuardedLine
from ui.visibility import hide_unless


class SignBox(QWidget):
    """What signing asks for: the start in the client's time at the third gate alone, and initials."""

    def __init__(self, appearance: Appearance, sheet: Sheet) -> None:
        super().__init__()
        self._appearance = appearance
        self._asks_start = sheet.gate == "ctask"
        self._ask = _("To sign, type the start in the client's time") if self._asks_start else _("To sign")
        self._words = Label(appearance, self._ask, 13, 500)
        self.start = GuardedLine()
        self.start.setPlaceholderText(_("hh:mm"))
        self.start.setAccessibleName(_("Start in the client's time"))
        hide_unless(self.start, self._asks_start)
        self.initials = GuardedLine()
        self.initials.setText(sheet.initials)
        self.initials.setAccessibleName(_("Initials"))
        named = Label(appearance, _("Initials"), 13, 400, "text2")
        for line, width in ((self.start, 76), (self.initials, 56)):
            line.setFont(appearance.font(13, 500))
            line.setFixedSize(round(width * max(1.0, appearance.text_scale)), round(32 * appearance.text_scale))
        self.setLayout(row(self._words, self.start, named, self.initials, spacing=8))

    @property
    def error(self) -> str:
        """What was wrong with the last signature, as shown; empty where nothing was."""
        return "" if self._words.text() == self._ask else self._words.text()

    def begin(self) -> None:
        """Ask, with the focus where signing begins."""
        self._say(self._ask, "text")
        self._focus()

    def refuse(self, words: str) -> None:
        """Clear the typed start and say what is wrong."""
        if self._asks_start:
            self.start.clear()
        self._say(words, "danger")
        self._focus()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def _say(self, words: str, token: str) -> None:
        self._words.setText(words)
        self._words.set_token(token)
        for line in (self.start, self.initials):
            line.setAccessibleDescription(words)

    def _focus(self) -> None:
        first = self.start if self._asks_start else self.initials
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        first.selectAll()


class Footer(QWidget):
    """Shows the buttons of one state: reading, stopped, asked, agreed or signed."""

    def __init__(self, appearance: Appearance, sheet: Sheet) -> None:
        super().__init__()
        self._real = bool(sheet.engagement)
        self.sign_box = SignBox(appearance, sheet)
        self._icon = IconLabel(appearance, "rows", "text2", 14)
        self.hint = Label(appearance, "", 12, 400, "text2")
        lead = sheet.lead or _("the lead")
        self.tell = button(appearance, _("Tell {lead}").format(lead=lead), "ghost", "mail")
        self.note = button(appearance, _("Copy work note"), "ghost", "copy")
        self.restart = button(appearance, _("Restart"), "ghost", "undo")
        self.restart.setToolTip(_("Clears all three; the failed check is kept"))
        self.cancel = button(appearance, _("Cancel"))
        self.compare = button(appearance, _("Compare"), "primary")
        self.sign = button(appearance, _("Sign and record"), "primary")
        self.again = button(appearance, _("Check again"), "primary")
        self.practise = button(appearance, _("Practise"), "ghost")
        self.practise.setToolTip(_("Try it on examples with planted errors"))
        self.go_on = button(appearance, _("Next example"), "primary")
        self.close_ctask = button(appearance, _("Close the CTASK: this flips the switch"), "primary")
        self._all: tuple[Button, ...] = (
            *(self.practise, self.tell, self.note, self.restart, self.cancel),
            *(self.compare, self.sign, self.again, self.close_ctask, self.go_on),
        )
        self.setLayout(row(self.sign_box, self._icon, self.hint, None, *self._all, spacing=8, margins=(24, 14, 24, 16)))

    def show_state(self, state: str, hint: str = "") -> None:
        """Show what can be done: "reading", "stopped", "asked", "agreed", "practice" or "signed"."""
        shown: dict[str, tuple[Button, ...]] = {
            "reading": (self.practise, self.cancel, self.compare) if self._real else (self.cancel, self.compare),
            "stopped": (self.tell, self.restart, self.sign, self.again),
            "asked": (self.restart, self.sign, self.again),
            "agreed": (self.cancel, self.sign),
            "practice": (self.cancel, self.sign, self.again),
            "signed": (self.note, self.cancel),
            "practised": (self.cancel, self.go_on),
            "flip": (self.note, self.cancel, self.close_ctask),
        }
        for item in self._all:
            item.setVisible(item in shown[state])
        self.sign.setEnabled(state == "agreed")
        self.sign_box.setVisible(state == "agreed")
        self.cancel.set_text(_("Close") if state in {"signed", "flip"} else _("Cancel"))
        self.cancel.set_kind("primary" if state == "signed" else "secondary")
        self._icon.setVisible(state == "stopped")
        self.say(hint)

    def say(self, hint: str) -> None:
        """Show a line at the left; the sign box has it to itself."""
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint) and not self.sign_box.isVisibleTo(self))
