"""One ticket's short description: generated, counted, compared word by word, and read back (N31, N34)."""

from __future__ import annotations

from html import escape
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from models import observations, pasted, short_patterns, tickets
from models.errors import UserError
from models.records import Dossier
from models.texts import _
from models.word_difference import difference
from ui.clipboard import copy_text, is_own_copy
from ui.context import Context
from ui.field import DropDown, Field, named
from ui.form import Button, Chip, Label, button, column, label, row

_OWN: Final = "own"
_STYLES: Final = {"gone": "color:{color};text-decoration:line-through", "new": "color:{color};font-weight:600"}


class ShortDescription(QWidget):
    """Shows what a ticket should say beside what it says, and asks for the read-back once it was updated.

    Args:
        context: store, looks and words.
        engagement_id: the engagement.
        ticket_kind: "ETIU01" to "ETIU05".
        parent: what it is embedded in.
    """

    def __init__(self, context: Context, engagement_id: int, ticket_kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._engagement = engagement_id
        self.kind = ticket_kind
        self._typing = False
        look = context.appearance
        self.setAccessibleName(_("Short description of {ticket}").format(ticket=ticket_kind))
        self.words = label(look, "", 13, 500, wrap=True)
        self.words.setAccessibleName(_("What {ticket} should say").format(ticket=ticket_kind))
        self.count = label(look, "", 12, 400, "text2")
        self.chip = Chip(look)
        self.changes = Label(look, "", 12, 400, "text2", wrap=True)
        self.changes.setTextFormat(Qt.TextFormat.RichText)
        self.pattern = DropDown()
        self.own = Field(look, _("Own pattern"), placeholder=short_patterns.OWN_DATE)
        self.copy: Button = button(look, _("Copy"), "secondary", "copy", height=28)
        self.updated: Button = button(look, _("I updated it"), height=28)
        self.shown = Field(look, _("Paste what {ticket} shows now").format(ticket=ticket_kind))
        self._build()
        self.copy.clicked.connect(self.copy_words)
        self.updated.clicked.connect(self.ask)
        self.shown.line.returnPressed.connect(self.read_back)
        self.shown.line.textChanged.connect(self._on_pasted)
        self.pattern.activated.connect(self._on_pattern)
        self.own.line.returnPressed.connect(self._choose_own)
        look.changed.connect(self._restyle)
        context.portfolio.engagements_changed.connect(self._on_changed)
        self._restyle()

    def refresh(self) -> None:
        """Show the text as today's plan words it, and what the ticket says."""
        dossier = self._dossier()
        if dossier is None:
            return
        text, limit = tickets.expected_text(dossier, self.kind), dossier.playbook.limits.short_description_length
        self.words.setText(text or _("Its date is not known yet."))
        self.words.set_token("text" if text else "text2")
        self.count.setText(_("{count} of {limit} characters").format(count=len(text), limit=limit))
        self.count.set_token("danger" if len(text) > limit else "text2")
        self.count.setVisible(bool(text))
        for part in (self.copy, self.updated):
            part.setEnabled(bool(text))
        self._show_state(dossier, text)
        self._show_pattern(dossier)

    def copy_words(self) -> None:
        """Put the text on the clipboard; nothing is recorded by it."""
        copy_text(self._expected())
        self._context.notices.tell(_("Copied the short description of {ticket}").format(ticket=self.kind))

    def ask(self) -> None:
        """Open the field for the read-back: a text counts once ServiceNow shows it."""
        self.shown.show()
        self.shown.setFocus()

    def read_back(self) -> None:
        """Record what was pasted; where its dates differ from the plan, that is said and the text stays."""
        dossier, text = self._dossier(), self.shown.text
        if dossier is None or not text:
            return
        if is_own_copy(text):
            self.shown.set_error(_("This is your own copy. Copy it from ServiceNow, after saving and reloading."))
            return
        try:
            text = pasted.read_pasted(text).fields.get("short_description", text)
            observations.record_read_back(self._context.store, dossier, f"{self.kind}.short_description", text)
        except UserError as error:
            self.shown.set_error(f"{error.what} {error.do}".strip())
            return
        differs = tickets.drift(self._dossier() or dossier, self.kind)
        if differs is not None:
            says = differs.says or _("no such date")
            self.shown.set_error(_("It says {says}. The plan says {plan}.").format(says=says, plan=differs.plan))
            return
        self.shown.line.clear()
        self.shown.hide()
        self.updated.setFocus()
        self._context.notices.tell(_("{ticket} is read back").format(ticket=self.kind))

    def choose_pattern(self, pattern: str) -> bool:
        """Choose how the text is worded; say at the field why it can't be."""
        try:
            short_patterns.choose(self._context.store, self.kind, pattern)
        except UserError as error:
            self.own.set_error(f"{error.what} {error.do}".strip())
            return False
        self.own.set_error("")
        self.refresh()
        return True

    def _build(self) -> None:
        look = self._context.appearance
        choices = (
            (_("This ticket's date"), short_patterns.OWN_DATE),
            (_("The dates of all tickets"), short_patterns.ALL_DATES),
            (_("Own pattern…"), _OWN),
        )
        for words, pattern in choices:
            self.pattern.addItem(words, pattern)
        self.pattern.setAccessibleName(_("Pattern of {ticket}").format(ticket=self.kind))
        self.copy.setAccessibleName(_("Copy the short description of {ticket}").format(ticket=self.kind))
        self.updated.setAccessibleName(_("I updated {ticket}").format(ticket=self.kind))
        self.shown.hide()
        self.own.hide()
        status = row(self.chip, None, self.count)
        acts = row(self.copy, self.updated, None, spacing=6)
        choice = named(look, _("Pattern"), self.pattern)
        self.setLayout(column(self.words, status, self.changes, acts, self.shown, choice, self.own, spacing=8))

    def _restyle(self) -> None:
        look = self._context.appearance
        self.pattern.setFont(look.font(13))
        self.pattern.setFixedHeight(round(34 * max(1.0, look.text_scale)))
        self.refresh()

    def _show_state(self, dossier: Dossier, text: str) -> None:
        shown = tickets.shown_text(dossier, self.kind)
        differs = tickets.drift(dossier, self.kind) is not None
        if not text:
            self.chip.set(_("No date yet"), "neutral")
        elif not shown:
            self.chip.set(_("Not read back"), "neutral")
        else:
            self.chip.set(_("Out of date") if differs else _("Up to date"), "warn" if differs else "ok")
        other = bool(text) and bool(shown) and shown != text
        self.changes.setVisible(other)
        self.changes.setText(self._marked(shown, text) if other else "")
        spoken = _("The ticket says “{shown}”. It should say “{text}”.").format(shown=shown, text=text)
        self.changes.setAccessibleName(spoken if other else "")

    def _marked(self, shown: str, text: str) -> str:
        """Return the difference as rich text: what is gone struck through, what is new bold."""
        theme = self._context.appearance.theme
        colors = {"gone": theme.color("danger").name(), "new": theme.color("ok").name()}
        pieces = []
        for piece in difference(shown, text):
            style = _STYLES.get(piece.kind, "").format(color=colors.get(piece.kind, ""))
            words = escape(piece.text)
            pieces.append(f'<span style="{style}">{words}</span>' if style else words)
        return _("Since it was read back: {changes}").format(changes=" ".join(pieces))

    def _show_pattern(self, dossier: Dossier) -> None:
        chosen = short_patterns.chosen(dossier.you, self.kind)
        at = self.pattern.findData(chosen)
        own = at < 0 or self._typing
        self.pattern.setCurrentIndex(self.pattern.findData(_OWN) if own else at)
        self.own.setVisible(own)
        if not self.own.line.hasFocus():
            self.own.set_text(chosen)

    def _on_pattern(self) -> None:
        pattern = str(self.pattern.currentData())
        self._typing = pattern == _OWN
        if self._typing:
            self.refresh()
            self.own.setFocus()
        else:
            self.choose_pattern(pattern)

    def _choose_own(self) -> None:
        if self.choose_pattern(self.own.text):
            self._typing = False
            self.refresh()
            self._context.notices.tell(_("{ticket} is worded by your pattern").format(ticket=self.kind))

    def _on_pasted(self, _text: str) -> None:
        self.shown.set_error("")

    def _on_changed(self, ids: frozenset[int]) -> None:
        if self._engagement in ids:
            self.refresh()

    def _expected(self) -> str:
        dossier = self._dossier()
        return tickets.expected_text(dossier, self.kind) if dossier else ""

    def _dossier(self) -> Dossier | None:
        return self._context.portfolio.dossier(self._engagement)
