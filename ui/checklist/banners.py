"""What stands above the checklist until it is dealt with: a short description that drifted, a notice not yet sent."""

from __future__ import annotations

import re
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models import messages, tickets
from models.limits import lead_of
from models.records import Dossier, Message
from models.texts import _, ngettext
from ui.clipboard import copy_text
from ui.context import Context
from ui.form import Banner, button, column, icon_button

_ISO = re.compile(r"\d{4}-\d\d-\d\d\b")


class Banners(QWidget):
    """At most one banner of each kind; what comes after is counted in words.

    Signals:
        changed: other banners stand there now.
    """

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._dossier: Dossier | None = None
        self._shown: tuple[object, ...] = ()
        self._column: QVBoxLayout = column(spacing=8, margins=(8, 0, 8, 6))
        self.setLayout(self._column)
        self.hide()

    def show_for(self, dossier: Dossier) -> None:
        """Show what an engagement needs; the same banners are left as they are."""
        self._dossier = dossier
        due = messages.due(dossier)
        drifted = [item.kind for item in dossier.playbook.tickets if tickets.drift(dossier, item.kind)]
        differs = tickets.drift(dossier, drifted[0]) if drifted else None
        expected = tickets.expected_text(dossier, drifted[0]) if drifted else ""
        shown = (dossier.id, due, tuple(drifted), differs, expected, dossier.you.lead)
        if shown == self._shown:
            return
        self._shown = shown
        self._clear()
        if due:
            self._column.addWidget(self._notice(dossier, due))
        if differs is not None:
            self._column.addWidget(self._drift(dossier, drifted, differs))
        self.setVisible(bool(due or drifted))
        self.changed.emit()

    def copy_notice(self) -> None:
        """Put the notice to the lead on the clipboard."""
        message = self._due_message()
        if self._dossier is not None and message is not None:
            copy_text(messages.text(self._dossier, message, self._context.formats))
            words = _("Copied the notice for {lead}").format(lead=lead_of(self._dossier))
            self._context.notices.tell(words)

    def compose_notice(self) -> None:
        """Open the composer at the notice to the lead."""
        from ui.composer.opening import open_composer  # start-up saving: 40 ms of the template engine

        open_composer(self._context, self, messages.ADJUSTMENT)

    def mark_notice_sent(self) -> None:
        """Record that the lead was told."""
        message = self._due_message()
        if message is None:
            return
        if self._context.attempt(lambda: messages.mark_sent(self._context.store, message)):
            self._context.notices.tell(_("Marked as sent"), _("Undo"), self._undo)

    def copy_text(self) -> None:
        """Put the new short description on the clipboard."""
        kind = self._drifted()
        if self._dossier is not None and kind:
            copy_text(tickets.expected_text(self._dossier, kind))
            self._context.notices.tell(_("Copied the new short description"))

    def read_back(self) -> None:
        """Ask what the ticket shows now."""
        kind = self._drifted()
        if self._dossier is not None and kind:
            from ui.checklist.read_back import ReadBack  # start-up saving: imported when it is first opened

            ReadBack(self._context, self._dossier, kind, self.window()).open()

    def _notice(self, dossier: Dossier, due: tuple[Message, ...]) -> Banner:
        look = self._context.appearance
        compose = button(look, _("Compose"), "secondary", "mail", height=28)
        copy = icon_button(look, "copy", _("Copy text"))
        sent = button(look, _("Mark as sent"), "ghost", height=28)
        compose.clicked.connect(self.compose_notice)
        copy.clicked.connect(self.copy_notice)
        sent.clicked.connect(self.mark_notice_sent)
        text = messages.headline(dossier, due[0], self._context.formats)
        if len(due) > 1:
            more = ngettext("{count} more notice after this.", "{count} more notices after this.", len(due) - 1)
            text = f"{text} {more.format(count=len(due) - 1)}"
        return Banner(
            look,
            "warn",
            _("Tell {lead}").format(lead=lead_of(dossier)),
            text,
            icon="mail",
            actions=(compose, copy, sent),
        )

    def _drift(self, dossier: Dossier, drifted: list[str], differs: tickets.Drift) -> Banner:
        from ui.reschedule.words import inside  # start-up saving: only a text that drifted needs it

        look = self._context.appearance
        copy = button(look, _("Copy new text"), "secondary", "copy", height=28)
        done = button(look, _("I updated it"), "ghost", height=28)
        copy.clicked.connect(self.copy_text)
        done.clicked.connect(self.read_back)
        words = next((item.words for item in dossier.playbook.tickets if item.phase == differs.phase), ())
        phase = words[-1] if words else dossier.playbook.phase(differs.phase).short
        says, plan = self._short(differs)
        text = _("{ticket} says {phase} {says}. The plan says {plan}.").format(
            ticket=drifted[0], phase=inside(phase), says=says or _("no date"), plan=plan
        )
        if len(drifted) > 1:
            text += " " + _("After it: {tickets}.").format(tickets=", ".join(drifted[1:]))
        return Banner(look, "warn", _("Short description is out of date"), text, actions=(copy, done))

    def _short(self, differs: tickets.Drift) -> tuple[str, str]:
        """Return both as days where the days differ, else as they are written."""
        days = [_ISO.match(text) for text in (differs.says, differs.plan)]
        if not all(days) or differs.says[:10] == differs.plan[:10]:
            return differs.says, differs.plan
        says, plan = (date.fromisoformat(text[:10]) for text in (differs.says, differs.plan))
        formats = self._context.formats
        return formats.month_day(says), formats.month_day(plan)

    def _drifted(self) -> str:
        if self._dossier is None:
            return ""
        kinds = (item.kind for item in self._dossier.playbook.tickets)
        return next((kind for kind in kinds if tickets.drift(self._dossier, kind)), "")

    def _due_message(self) -> Message | None:
        due = messages.due(self._dossier) if self._dossier is not None else ()
        return due[0] if due else None

    def _undo(self) -> None:
        self._context.attempt(self._context.store.undo)

    def _clear(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
