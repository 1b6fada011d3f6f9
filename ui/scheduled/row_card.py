"""One row of the act: closed it says how far it is, open it has the fields to do it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from models.scheduled_act import ActRow
from models.texts import _
from ui.context import Context
from ui.form import Button, Chip, Label, button, column, row
from ui.scheduled.marks import CIRCLE, RowMark
from ui.theme import set_variant
from ui.visibility import hide_unless

EMAIL_ROW = 4
"""The row whose text the composer writes."""
LONGEST = 30
"""Letters of a text that its copy button shows; the tooltip has all of it."""

_FIELD = {1: "State in ServiceNow", 2: "State in ServiceNow", 3: "State or number in ServiceNow", 6: "What it shows"}


class RowCard(QFrame):
    """A thing to do.

    Signals:
        copy_wanted: the row's text on the clipboard.
        tick_wanted: it is done, without a read-back.
        open_wanted: do this row now.
        pasted: a text that was typed or pasted into its field.
        read_wanted: read the clipboard into this row.
        file_wanted: save the calendar file of this row.
    """

    copy_wanted = Signal(int)
    tick_wanted = Signal(int)
    open_wanted = Signal(int)
    pasted = Signal(int, str)
    read_wanted = Signal(int)
    file_wanted = Signal(int)

    def __init__(self, context: Context, number: int) -> None:
        super().__init__()
        self._context = context
        self.number = number
        look = context.appearance
        self.setProperty("card", True)
        self.mark = RowMark(look, number)
        self.title = Label(look, "", 13, 600)
        self.line = Label(look, "", 12, 400, "text2", wrap=True)
        self.chip = Chip(look, "", "ok", "check")
        self.waiting = Chip(look, _("Waits for 3"), "neutral", "lock")
        self.action: Button = button(look, "", height=30)
        self.field = QLineEdit()
        self.copy: Button = button(look, "", "secondary", "copy", height=32)
        self.file: Button = button(look, _("Save calendar file"), "secondary", "cal", height=32)
        hide_unless(self.file, number == 5)
        self.tick: Button = button(look, self._tick_words(), height=32)
        self.error = Label(look, "", 12, 400, "danger", wrap=True)
        self._build()
        self.action.clicked.connect(self._on_action)
        self.copy.clicked.connect(lambda: self.copy_wanted.emit(number))
        self.file.clicked.connect(lambda: self.file_wanted.emit(number))
        self.tick.clicked.connect(lambda: self.tick_wanted.emit(number))
        self.field.returnPressed.connect(self._on_entered)
        self.field.installEventFilter(self)
        look.changed.connect(self._restyle)
        self._restyle()

    def fill(self, shown: ActRow, *, now: bool, text: str) -> None:
        """Show the row; `now` opens its fields, `text` is what it copies."""
        self.title.setText(shown.title)
        self.title.set_token("text2" if shown.over else "text")
        self.line.setText(shown.line)
        self.line.setVisible(bool(shown.line))
        self.mark.show_state(shown.state, now=now)
        tone = "danger" if shown.state == "failed" else "accent" if now else ""
        set_variant(self, "tone", tone)
        self._show_chip(shown)
        self.waiting.setVisible(shown.state == "waits")
        self.action.set_text(self._action_words(), "copy" if self.number == 6 else "")
        self.action.setVisible(not now and shown.state in {"open", "half", "failed"})
        self._fields.setVisible(now)
        short = text.rpartition("| ")[2]
        short = short if len(short) <= LONGEST else f"{short[: LONGEST - 1]}…"
        self.copy.set_text(_("Copy: {text}").format(text=short), "copy")
        if self.number == EMAIL_ROW:
            self.copy.set_text(_("Compose the email"), "mail")
        self.copy.setToolTip(text)
        self.copy.setVisible(bool(text) or self.number == EMAIL_ROW)
        self.tick.setVisible(self.number != 6 and shown.state != "half")
        self.setAccessibleName(f"{self.number}. {shown.title}. {shown.line}")
        if not now:
            self.say("")

    def say(self, error: str) -> None:
        """Show what is wrong with what was pasted."""
        self.error.setText(error)
        self.error.setVisible(bool(error))
        self.field.setAccessibleDescription(error)

    def focus_field(self) -> None:
        """Put the focus where the row is done."""
        choices = (self.field, self.copy, self.file)
        target = next((item for item in choices if item.isVisibleTo(self)), self.tick)
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        look = self._context.appearance
        named = Label(look, _(_FIELD.get(self.number, "")), 12, 500, "text2")
        named.setBuddy(self.field)
        self.field.setAccessibleName(_(_FIELD.get(self.number, "")))
        self.field.setPlaceholderText(_("Paste what it shows"))
        self.field.setFixedWidth(208)
        self.error.hide()
        has_field = self.number in _FIELD
        hide_unless(named, has_field)
        hide_unless(self.field, has_field)
        inner = column(
            named,
            row(self.field, self.copy, self.file, None, self.tick, spacing=10),
            self.error,
            spacing=5,
            margins=(0, 6, 0, 2),
        )
        self._fields = QWidget()
        self._fields.setLayout(inner)
        head = row(column(self.title, self.line, None, spacing=3), self.chip, self.waiting, self.action, spacing=10)
        head.setStretch(0, 1)
        for item in (self.chip, self.waiting, self.action):
            head.setAlignment(item, Qt.AlignmentFlag.AlignTop)
        body = row(self.mark, column(head, self._fields, spacing=2), spacing=12, margins=(14, 11, 14, 11))
        body.setStretch(1, 1)
        body.setAlignment(self.mark, Qt.AlignmentFlag.AlignTop)
        self.setLayout(body)
        self.setMinimumHeight(CIRCLE + 38)

    def _show_chip(self, shown: ActRow) -> None:
        self.chip.setVisible(shown.state in {"done", "half"})
        if shown.state == "half":
            self.chip.set(_("Not read back"), "warn")
            return
        at = self._context.formats.time(shown.at) if shown.at and self.number in {4, 5} else ""
        words = {4: _("Sent {time}"), 5: _("Confirmed {time}")}.get(self.number, _("Read back"))
        self.chip.set(words.format(time=at).strip(), "ok")

    def _tick_words(self) -> str:
        words = {1: _("It is closed"), 2: _("It is set"), 3: _("It is open"), 4: _("Mark as sent")}
        return words.get(self.number, _("It is confirmed"))

    def _action_words(self) -> str:
        words = {1: _("Do this"), 2: _("Do this"), 3: _("Do this"), 4: _("Email"), 5: _("Save .ics"), 6: _("Copy next")}
        return words[self.number]

    def _on_action(self) -> None:
        self.open_wanted.emit(self.number)
        if self.number == 6:
            self.copy_wanted.emit(self.number)
        elif self.number == 5:
            self.file_wanted.emit(self.number)

    def _on_entered(self) -> None:
        text = self.field.text().strip()
        if text:
            self.pasted.emit(self.number, text)

    def _restyle(self) -> None:
        look = self._context.appearance
        self.field.setFont(look.font(13))
        self.field.setFixedHeight(round(32 * max(1.0, look.text_scale)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self.field
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Paste)
        ):
            self.read_wanted.emit(self.number)
            return True
        return super().eventFilter(watched, event)
