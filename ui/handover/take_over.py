"""Taking an engagement over: what comes, what differs, the Prod Upgrade stated again, and what it adds (N36)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from models import checklist, counterpart, handover, merging, settings, takeover, zones
from models.handover import Handover
from models.merging import Difference
from models.records import ETIU_KINDS
from models.takeover import Stated
from models.texts import _, ngettext
from ui.context import Context
from ui.dialog import DialogFrame
from ui.form import Chip, IconLabel, Item, Label, button, card, column, row
from ui.handover.merge_table import MergeTable
from ui.handover.same_engagement import SameEngagement
from ui.handover.sheet_view import SheetView
from ui.handover.statement import Statement
from ui.visibility import hide_unless

WIDTH = 880


class TakeOverDialog(DialogFrame):
    """Shows a handover before anything changes, and takes it over.

    Args:
        context: store, looks and words.
        found: the handover.
        tampered: why it may only be looked at; empty where it is whole.
        parent: the window.

    Signals:
        taken: the id of the engagement that was taken over.
    """

    taken = Signal(int)

    def __init__(self, context: Context, found: Handover, tampered: str, parent: QWidget | None = None) -> None:
        client = found.engagement.client
        super().__init__(context.appearance, _("Take over {client}").format(client=client), WIDTH, parent)
        self._context, self._found = context, found
        self._sender = found.sender.name.split(" ")[0]
        look = context.appearance
        self._dossier = handover.dossier_of(found, settings.you(context.store))
        self.same = SameEngagement(context, counterpart.find(context.store, found))
        self.table = MergeTable(context, self._differences(), self._sender)
        self.statement = Statement(context, self._dossier, found.sender.name)
        self.go = button(look, _("Take over {client}").format(client=client), "primary", icon="swap")
        self.look = button(look, _("Only look at it"), "ghost")
        cancel = button(look, _("Cancel"))
        for item, act in ((self.go, self.take_over), (self.look, self.look_at), (cancel, self.reject)):
            item.clicked.connect(act)
        parts: list[Item] = [self._from(tampered), self._tiles()]
        self._merge = column(self.table)
        parts += [] if tampered else [self.same, self._merge, self.statement, self._adds()]
        hide_unless(self.go, not tampered)
        self.go.setEnabled(self.same.answered)
        self.same.chosen.connect(self._choose)
        buttons = (self.look, cancel, self.go)
        self.build(column(*parts, None, spacing=14), buttons)
        self.hint.setText(tampered or _("Ctrl Z undoes the take-over as one step"))
        if self.statement.dated and not tampered:
            self.statement.date.setFocus()

    def _differences(self) -> tuple[Difference, ...]:
        return merging.differences(self._context.store, self._found, self._context.formats, self.same.onto)

    def _choose(self) -> None:
        """Show what differs from the engagement that it is, or that it is a new one."""
        before = self.table
        self.table = MergeTable(self._context, self._differences(), self._sender)
        self._merge.replaceWidget(before, self.table)
        before.deleteLater()
        self.go.setEnabled(True)

    def take_over(self) -> None:
        """Make it one's own once a backup was made; what was stated is kept with it."""
        stated = Stated(self.statement.prod if self.statement.dated else None, self.statement.next_step)
        self.go.setEnabled(False)
        self._context.after_backup("import", lambda: self._take_over(stated))

    def _take_over(self, stated: Stated) -> None:
        made: list[int] = []
        store, sides, onto = self._context.store, self.table.sides, self.same.onto
        if self._context.attempt(lambda: made.append(takeover.take_over(store, self._found, stated, sides, onto))):
            self.accept()
            self.taken.emit(made[0])
        else:
            self.go.setEnabled(True)

    def look_at(self) -> None:
        """Show the readable sheet; nothing changes."""
        SheetView(self._context, self._found, self).open()

    def _from(self, tampered: str) -> QWidget:
        look, formats = self._context.appearance, self._context.formats
        made = zones.to_zone(zones.parse_utc(self._found.made_utc), settings.you(self._context.store).zone)
        words = _("From {name}, file of {when}. Nothing has changed yet.")
        told = words.format(name=self._found.sender.name, when=formats.with_zone(made))
        whole = _("Unchanged since {name} signed it").format(name=self._sender)
        chip = Chip(look, tampered or whole, "danger" if tampered else "ok", "alert" if tampered else "shield")
        self.chip = chip
        part = QWidget()
        line = row(Label(look, told, 13, 400, "text2", wrap=True), chip, spacing=12)
        line.setStretch(0, 1)
        part.setLayout(line)
        return part

    def _tiles(self) -> QWidget:
        """Return what comes: steps, signed checks, texts, tickets."""
        done, all_ = checklist.counts(self._dossier)
        now = self._context.clock.now()
        coming = checklist.next_step(self._dossier, now)
        signed = sum(item.kind == "check" and item.value == "pass" for item in self._found.evidence)
        sent = sum(bool(item.sent_utc) for item in self._found.messages)
        opened = sum(bool(item.state) for item in self._found.tickets if item.kind in ETIU_KINDS)
        last = _("next: {step}").format(step=coming.text) if coming else _("everything is done")
        found = (
            (_("{done} of {all}").format(done=done, all=all_), _("steps done"), last),
            (
                str(signed),
                ngettext("triple-check signed", "triple-checks signed", signed),
                _("kept as signed") if signed else _("gates are run by you"),
            ),
            (str(sent), ngettext("text sent", "texts sent", sent), _("kept with their dates")),
            (
                _("{done} of {all}").format(done=opened, all=len(ETIU_KINDS)),
                _("tickets opened"),
                _("with their numbers and states"),
            ),
        )
        part = QWidget()
        layout = row(*(self._tile(*words) for words in found), spacing=12)
        for at in range(len(found)):
            layout.setStretch(at, 1)
        part.setLayout(layout)
        return part

    def _tile(self, figure: str, words: str, more: str) -> QFrame:
        look = self._context.appearance
        lines = (
            Label(look, figure, 20, 600),
            Label(look, words, 13, 600, wrap=True),
            Label(look, more, 12, 400, "text2", wrap=True),
        )
        tile = card(*lines, None, spacing=2)
        tile.setAccessibleName(f"{figure} {words}, {more}")
        return tile

    def _adds(self) -> QWidget:
        look, lead = self._context.appearance, settings.you(self._context.store).lead or _("the lead")
        contact = next((item.name for item in self._found.contacts), _("the client"))
        words = (
            _("Tell {name} who takes over").format(name=contact),
            _("Tell {name}").format(name=lead),
            _("Block your calendar"),
        )
        part = QWidget()
        steps = [row(IconLabel(look, "plus", "accent", 14), Label(look, text, 13), spacing=6) for text in words]
        line = row(*steps, None, spacing=24)
        part.setLayout(column(Label(look, _("Adds to your checklist"), 13, 600), line, spacing=6))
        return part
