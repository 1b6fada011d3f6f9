"""The review before a Prod Upgrade moves: from and to, what it brings with it, and why (DESIGN 6.3)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLayout, QWidget

from models import rescheduling
from models.effects import Effect
from models.errors import UserError
from models.limits import Limit
from models.placements import of_phase
from models.planning import Proposal
from models.records import Dossier
from models.texts import _
from ui.check_box import CheckBox
from ui.context import Context
from ui.dialog import DialogFrame
from ui.field import Field
from ui.form import Banner, IconLabel, Label, button, card, column, label, row
from ui.reschedule import words
from ui.unsaved import Unsaved

WIDTH = 640
SIGNS = {"overlap_gone": ("ok", "check"), "overlap": ("warn", "alert"), "check_void": ("warn", "alert")}
"""Consequences that are a banner of their own; `moves` stand in the table and `roadmap` beside its box."""


class RescheduleReview(DialogFrame):
    """Shows a proposal and writes it as one step, or keeps everything as it is (the default).

    Args:
        context: store, looks and words.
        dossier: the engagement as it is.
        proposal: the move that is thought of.
        parent: the window that it belongs to.
        another: looks for another evening; offered where a Prod Upgrade needs a reason for this one.
    """

    def __init__(
        self,
        context: Context,
        dossier: Dossier,
        proposal: Proposal,
        parent: QWidget | None = None,
        *,
        another: Callable[[], None] | None = None,
    ) -> None:
        self._context = context
        self._another = another
        self._dossier = dossier
        self._proposal = proposal
        self._old, self._place = of_phase(proposal.old), proposal.placements[0]
        formats, you = context.formats, dossier.you.zone
        to = words.short(self._place, self._old, formats, you)
        was = words.short(self._old, self._place, formats, you)
        name = dossier.playbook.phase(proposal.kind).name
        title = _("Move {phase} to {day}?") if self._place.start else _("Take the date of {phase} away?")
        if len(proposal.together) > 1:
            title = _("Move {count} phases together?")
        count = len(proposal.together)
        super().__init__(context.appearance, title.format(phase=words.inside(name), day=to, count=count), WIDTH, parent)
        look = context.appearance
        self.reason = Field(look, _("Reason, kept in the activity log"))
        self.reason.line.setAccessibleDescription(_("Required") if proposal.needs_reason else _("Optional"))
        self.roadmap = CheckBox(_("Also record it as what the client agreed"))
        self.agreed_with = Field(look, _("Agreed with"), self._contact())
        self.keep = button(look, _("Keep {day}").format(day=was) if self._old.start else _("Leave it undated"))
        go = _("Move to {day}").format(day=to) if self._place.start else _("Take it away")
        self.move_button = button(look, go, "primary")
        self.keep.clicked.connect(self.reject)
        self.move_button.clicked.connect(self.confirm)
        self.keep.setDefault(True)
        self.keep.setAutoDefault(True)
        self.roadmap.toggled.connect(self._on_roadmap)
        self.hint.setText(_("Ctrl Z undoes all of it"))
        self.build(self._content(), (self.keep, self.move_button))
        Unsaved(context.store, f"reason.{dossier.id}.{proposal.kind}", self.reason.line, self)
        (self.reason if proposal.needs_reason else self.keep).setFocus()

    def confirm(self) -> None:
        """Write the move; what is missing is said at the reason and nothing typed is lost."""
        if self._proposal.needs_reason and not self.reason.text:
            self._complain(_("Say in a line why it changes."))
            return
        try:
            self._write()
        except UserError as error:
            self._complain(f"{error.what} {error.do}".strip())
            return
        self.accept()
        self._context.notices.tell(words.moved(self._proposal, self._context.formats), _("Undo"), self._undo)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field goes on to the buttons; it neither moves nor throws away what is typed."""
        fields = (self.reason.line, self.agreed_with.line)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.focusWidget() in fields:
            self.move_button.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def _write(self) -> None:
        store, engagement, place = self._context.store, self._dossier.id, self._place
        kind, reason = place.kind, self.reason.text
        start = place.starts or place.first_day
        end = place.ends or place.last_day
        wanted = self._offers_roadmap() and self.roadmap.isChecked()
        who = self.agreed_with.text
        if self._proposal.together:
            kinds, days = self._proposal.together, self._proposal.days
            rescheduling.move_together(
                store, engagement, kinds, days, reason=reason, record_roadmap=wanted, agreed_with=who
            )
        elif start is None or end is None:
            rescheduling.undate(store, engagement, kind, reason=reason)
        elif place.start == self._old.start and place.start_utc == self._old.start_utc:
            rescheduling.resize_phase(store, engagement, kind, end, reason=reason)
        else:
            rescheduling.move_phase(
                store, engagement, kind, start, reason=reason, record_roadmap=wanted, agreed_with=who
            )

    def _content(self) -> QLayout:
        look, client = self.appearance, self._dossier.engagement.client
        text = f"{client}. {words.state(self._dossier)}" if self._proposal.kind == "prod_upgrade" else f"{client}."
        body = column(label(look, text, 13, 400, "text2", wrap=True), 4, self._table(), spacing=8)
        for limit in self._proposal.limits:
            body.addWidget(self._limit(limit))
        effects = self._proposal.effects
        for effect in effects:
            if effect.kind in SIGNS:
                body.addWidget(self._sign(effect))
        added = [effect for effect in effects if effect.kind not in {*SIGNS, "moves", "roadmap"}]
        if added:
            body.addSpacing(4)
            body.addWidget(label(look, _("Adds to the checklist"), 12, 600, "text2"))
            for effect in added:
                body.addLayout(self._added(effect))
        if self._offers_roadmap():
            body.addSpacing(4)
            body.addWidget(self._roadmap_row())
        body.addSpacing(4)
        body.addWidget(self.reason)
        body.addStretch(1)
        return body

    def _table(self) -> QFrame:
        look = self.appearance
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(28)
        grid.setVerticalSpacing(7)
        for at, title in enumerate((_("Moves"), _("From"), _("To"))):
            grid.addWidget(label(look, title, 11, 500, "text2"), 0, at)
        for line, (name, was, will) in enumerate(words.rows(self._proposal, self._context.formats), start=1):
            before = Label(look, was, 13, 400, "text2", uncut=True)
            after = Label(look, will, 13, 600, "accent", uncut=True)
            for at, item in enumerate((Label(look, name, 13, 500, uncut=True), before, after)):
                item.setAccessibleName(", ".join((name, was, will)) if at == 0 else item.text())
                grid.addWidget(item, line, at)
        grid.setColumnStretch(2, 1)
        return card(grid, margins=(14, 12, 14, 12))

    def _limit(self, limit: Limit) -> Banner:
        tone = "danger" if limit.severity == "hard" else "warn"
        acts: list[QWidget] = []
        if self._another is not None and self._proposal.kind == "prod_upgrade":
            find = button(self.appearance, _("Find another evening"), height=28)
            find.clicked.connect(self._find_another)
            acts.append(find)
        return Banner(self.appearance, tone, limit.title, f"{limit.text} {limit.way_out}".strip(), actions=acts)

    def _sign(self, effect: Effect) -> Banner:
        tone, icon = SIGNS[effect.kind]
        return Banner(self.appearance, tone, effect.text, effect.detail, icon=icon)

    def _added(self, effect: Effect) -> QLayout:
        look = self.appearance
        text = label(look, effect.text)
        detail = Label(look, effect.detail, 12, 400, "text2")
        return row(IconLabel(look, "plus", "accent", 14), text, detail, None, spacing=8)

    def _roadmap_row(self) -> Banner:
        effect = next(item for item in self._proposal.effects if item.kind == "roadmap")
        banner = Banner(self.appearance, "warn", effect.text, effect.detail)
        self.roadmap.setFont(self.appearance.font(13))
        self.roadmap.setAccessibleName(self.roadmap.text())
        self.agreed_with.hide()
        layout = banner.layout()
        if layout is not None:
            layout.addWidget(self.roadmap)
            layout.addWidget(self.agreed_with)
        return banner

    def _offers_roadmap(self) -> bool:
        return bool(self._place.start) and any(item.kind == "roadmap" for item in self._proposal.effects)

    def _contact(self) -> str:
        contacts = self._dossier.contacts
        return contacts[0].name if contacts else ""

    def _on_roadmap(self, on: bool) -> None:
        self.agreed_with.setVisible(on)
        self.fit()

    def _find_another(self) -> None:
        self.reject()
        if self._another is not None:
            self._another()

    def _complain(self, text: str) -> None:
        self.reason.set_error(text)
        self.reason.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.fit()

    def _undo(self) -> None:
        self._context.attempt(self._context.store.undo)
