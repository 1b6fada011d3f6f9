"""The calendar files of one engagement: what was saved, what is out of date, and what can be saved now (N12)."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QFrame, QWidget

from models import calendar_entries, zones
from models.calendar_entries import INVITATIONS, Entry
from models.placements import of_phase
from models.records import Dossier
from models.texts import _
from ui.calendar_files.saving import ask_file
from ui.context import Context
from ui.dialog import DialogFrame
from ui.form import Button, Chip, Label, button, column, label, row
from ui.reschedule import words

WIDTH = 620


class CalendarDialog(DialogFrame):
    """A row for each phase with a date; an invitation or a block is a file of its own.

    Args:
        context: store, looks and words.
        engagement: its id.
        parent: the window.
    """

    def __init__(self, context: Context, engagement: int, parent: QWidget | None = None) -> None:
        super().__init__(context.appearance, _("Calendar files"), WIDTH, parent)
        self._context = context
        self._engagement = engagement
        self.rows: dict[str, EntryRow] = {}
        look = context.appearance
        text = _(
            "Open a saved file to put it into your calendar. Saved again, it updates the same entry. Times are yours."
        )
        self._entries = column(spacing=8)
        self.none = label(look, _("Nothing has a date yet."), 13, 400, "text2")
        self.whole: Button = button(look, _("Save all as one file"), "secondary", "dl")
        self.whole.clicked.connect(partial(self.save, ""))
        close = button(look, _("Close"), "primary")
        close.clicked.connect(self.accept)
        body = column(label(look, text, 13, 400, "text2", wrap=True), self.none, self._entries, spacing=12)
        self.build(body, (self.whole, close))
        context.portfolio.engagements_changed.connect(self._on_changed)
        self.refresh()

    def refresh(self) -> None:
        """Show what can be saved, and what was."""
        dossier = self._context.portfolio.dossier(self._engagement)
        if dossier is None:
            self.reject()
            return
        found = calendar_entries.entries(dossier, self._context.formats)
        for item in found:
            if item.kind not in self.rows:
                self.rows[item.kind] = EntryRow(self._context, item.kind, self)
                self._entries.addWidget(self.rows[item.kind])
            self.rows[item.kind].fill(dossier, item)
        for kind, shown in self.rows.items():
            shown.setVisible(kind in {item.kind for item in found})
        self.none.setVisible(not found)
        self.whole.setEnabled(bool(found))
        self.fit()

    def save(self, kind: str, *, cancel: bool = False) -> None:
        """Ask where a file goes and save it."""
        dossier = self._context.portfolio.dossier(self._engagement)
        if dossier is not None:
            ask_file(self._context, dossier, self, kind=kind, cancel=cancel)

    def _on_changed(self, ids: frozenset[int]) -> None:
        if self._engagement in ids:
            self.refresh()


class EntryRow(QFrame):
    """One phase: when, as what it was saved, and the buttons."""

    def __init__(self, context: Context, kind: str, dialog: CalendarDialog) -> None:
        super().__init__()
        self._context = context
        self.kind = kind
        look = context.appearance
        self.setProperty("card", True)
        self.title = Label(look, "", 13, 600)
        self.line = Label(look, "", 12, 400, "text2", wrap=True)
        self.chip = Chip(look, "")
        self.take_out: Button = button(look, _("Cancel it"), "ghost", height=28)
        self.save: Button = button(look, "", height=28)
        self.save.clicked.connect(partial(dialog.save, kind))
        self.take_out.clicked.connect(partial(dialog.save, kind, cancel=True))
        texts = column(row(self.title, self.chip, None, spacing=8), self.line, spacing=3)
        body = row(texts, self.take_out, self.save, spacing=6, margins=(14, 9, 10, 9))
        body.setStretch(0, 1)
        self.setLayout(body)

    def fill(self, dossier: Dossier, item: Entry) -> None:
        """Show an entry as it would be saved now, and how it stands."""
        name = dossier.playbook.phase(self.kind).name
        before, standing = calendar_entries.saved(dossier, self.kind), calendar_entries.standing(dossier, self.kind)
        self.title.setText(name)
        self.chip.set(*_chip(item, standing, changed=before is not None and before.state != item.state))
        place = of_phase(dossier.phases[self.kind])
        lines = [words.when(place, self._context.formats, dossier.you.zone if item.timed else "")]
        if before is not None:
            at = self._context.formats.moment(zones.to_zone(before.at, dossier.you.zone))
            saved = _("Saved {when} as {file}") if before.file else _("Set by hand {when}")
            lines.append(saved.format(when=at, file=before.file))
        self.line.setText("\n".join(lines))
        invites = self.kind in INVITATIONS
        gone = item.state == "cancelled"
        act = _("Save cancellation") if gone else _("Save invitation") if invites else _("Save file")
        self.save.set_text(act)
        self.save.setAccessibleName(f"{act}: {name}")
        self.take_out.setVisible(not gone and standing != "none")
        self.take_out.setAccessibleName(_("Save a file that cancels {phase}").format(phase=name))


def _chip(item: Entry, standing: calendar_entries.Standing, *, changed: bool) -> tuple[str, str]:
    if item.state == "cancelled":
        return _("Cancelled"), "neutral" if standing == "none" else "warn"
    if standing == "none":
        return _("Not saved"), "neutral"
    if standing == "outdated" or changed:
        return _("To be updated"), "warn"
    return (_("Tentative"), "accent") if item.state == "tentative" else (_("Saved"), "ok")
