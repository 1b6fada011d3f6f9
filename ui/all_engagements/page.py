"""The page of all engagements: head, timeline of all, and the inspector in place of the checklist (SCREENS §1)."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from models import planning
from models.texts import _
from ui.all_engagements.head import AllHead
from ui.all_engagements.inspector import Inspector
from ui.context import Context
from ui.form import column, row
from ui.timeline.all_card import AllCard


class AllEngagementsPage(QWidget):
    """All engagements at once; the selected row is the open engagement.

    Signals:
        review_wanted: the proposal of a move that is read over before it counts.
        dates_wanted: an engagement and a phase kind whose dates shall be edited.
        engagement_wanted: an engagement to show alone, and the key of the step to show there, "" for none.
        one_wanted: the page of the open engagement shall be shown.
        new_wanted: a new engagement.
    """

    review_wanted = Signal(object)
    dates_wanted = Signal(int, str)
    engagement_wanted = Signal(int, str)
    one_wanted = Signal()
    new_wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("page")
        self._context = context
        self.timeline = AllCard(context)
        self.head = AllHead(context, self.timeline.listing)
        self.right = Inspector(context)
        self.menu = QMenu(self)
        centre = column(self.head, self.timeline, spacing=12, margins=(20, 18, 20, 14))
        centre.setStretch(1, 1)
        layout = row(spacing=0)
        layout.addLayout(centre, 1)
        layout.addWidget(self.right)
        self.setLayout(layout)
        self._connect()
        self._on_opened(context.portfolio.current)

    def _connect(self) -> None:
        card, right = self.timeline, self.right
        for part in (card, right):
            part.review_wanted.connect(self.review_wanted)
            part.dates_wanted.connect(self.dates_wanted)
        for source in (right, self.head):
            source.step_wanted.connect(self.engagement_wanted)
        self.head.new_wanted.connect(self.new_wanted)
        card.selected.connect(self._on_selected)
        card.engagement_wanted.connect(lambda engagement: self.engagement_wanted.emit(engagement, ""))
        card.one_wanted.connect(self.one_wanted)
        card.menu_wanted.connect(self._show_menu)
        card.left.connect(right.hide)
        right.closed.connect(right.hide)
        self._context.portfolio.opened.connect(self._on_opened)

    def _on_selected(self, engagement: int) -> None:
        """Make the selected one the open one, so that everything that acts on the open one means it."""
        self._context.portfolio.open(engagement)
        self.right.show()

    def _on_opened(self, engagement: int) -> None:
        self.timeline.acts.select(engagement)
        self.right.show_engagement(engagement)

    def _show_menu(self, engagement: int, kind: str, at: QPoint) -> None:
        """Offer what the inspector offers, and what the phase under the pointer can do."""
        dossier = self._context.portfolio.dossier(engagement)
        if dossier is None:
            return
        acts, menu, phase = self.timeline.acts, self.menu, kind or "prod_upgrade"
        menu.clear()
        name = dossier.playbook.phase(phase).name
        menu.addAction(_("Open engagement"), lambda: acts.open(engagement))
        menu.addAction(_("Dates of {phase}…").format(phase=name), lambda: acts.edit_dates(engagement, phase))
        menu.addAction(_("Move {phase} by keys").format(phase=name), lambda: acts.take(engagement, phase, by_keys=True))
        menu.addSeparator()
        movable = planning.reschedulable(dossier, "prod_upgrade", self._context.clock.now()) is None
        for days, text in ((-1, _("Prod upgrade −1 day")), (1, _("Prod upgrade +1 day"))):
            act = menu.addAction(text, partial(self.right.move_by, days))
            act.setEnabled(movable and dossier.prod.timed)
        free = menu.addAction(_("Find a free night"), lambda: self.right.offer_nights(self.right.name))
        free.setEnabled(movable and dossier.prod.timed)
        menu.popup(at)
