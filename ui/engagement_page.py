"""The page of one engagement: header, Next bar, timeline; and the right pane beside it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSplitter, QWidget

from models.errors import UserError
from models.planning import Proposal
from models.texts import _
from ui.context import Context
from ui.form import button, column
from ui.header import Header, NextBar
from ui.right_pane import RightPane
from ui.timeline.card import TimelineCard

if TYPE_CHECKING:
    from ui.videos.shelf import VideoShelf
    from ui.zones.panel import ZonePanel

RIGHT_WIDTH = 364
COMPACT_RIGHT_WIDTH = 312
CENTRE_MINIMUM = 500
ZONES_HEIGHT = 158
"""The room that is kept for the zone strip until it is made, in logical pixels."""
SHELF_FROM = 780
"""How high the window has to be for the video shelf, in logical pixels; below it there is a button (DESIGN 3)."""


class EngagementPage(QSplitter):
    """Shows the open engagement and opens the dialogs that its parts ask for.

    Signals:
        place_wanted: another page of the side bar, by its id.
    """

    place_wanted = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.header = Header(context)
        self.check = button(context.appearance, _("Triple-check"), "secondary", "shield")
        self.check.setToolTip(_("Triple-check planned start and end (Ctrl+T)"))
        self.check.clicked.connect(self.triple_check)
        self.header.add_action(self.check)
        self.compose_button = button(context.appearance, _("Compose"), "primary", "mail")
        self.compose_button.setToolTip(_("Write a text from the plan (Ctrl+E)"))
        self.compose_button.clicked.connect(self.compose)
        self.header.add_action(self.compose_button)
        self.next_bar = NextBar(context)
        self.timeline = TimelineCard(context)
        self._zones_room = QFrame()
        self._zones_room.setProperty("card", True)
        self._zones_room.setFixedHeight(ZONES_HEIGHT)
        self.right = RightPane(context)
        self.centre = QWidget()
        self.centre.setObjectName("page")
        self.centre.setMinimumWidth(CENTRE_MINIMUM)
        layout = column(
            self.header, self.next_bar, self.timeline, self._zones_room, spacing=12, margins=(24, 18, 24, 18)
        )
        layout.setStretch(2, 1)
        self.centre.setLayout(layout)
        self.right.setMinimumWidth(COMPACT_RIGHT_WIDTH)
        self.addWidget(self.centre)
        self.addWidget(self.right)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)
        self.setHandleWidth(1)
        self.setCollapsible(0, False)
        self.next_bar.step_wanted.connect(self.right.show_step)
        self.next_bar.text_wanted.connect(self.compose_text)
        self.timeline.review_wanted.connect(self.review)
        self.timeline.dates_wanted.connect(self.edit_dates)
        self.timeline.selected.connect(self.right.show_phase)
        self.right.dates_wanted.connect(self.edit_dates)
        self.right.review_wanted.connect(self.review)
        context.later.do(lambda: self.zones)
        context.later.do(lambda: self.shelf)

    @cached_property
    def zones(self) -> ZonePanel:
        """The time zones below the timeline."""
        from ui.zones.panel import ZonePanel  # start-up saving: 25 ms, made right after the first paint

        panel = ZonePanel(self._context)
        panel.refresh()
        self.timeline.hovered_time.connect(panel.follow)
        self.timeline.view.mover.expected.connect(panel.expect)
        layout = self.centre.layout()
        if layout is not None:
            layout.replaceWidget(self._zones_room, panel)
        self._zones_room.hide()
        self._zones_room.deleteLater()
        return panel

    @cached_property
    def shelf(self) -> VideoShelf:
        """The videos that fit the phase, below the time zones."""
        from ui.videos.shelf import VideoShelf  # start-up saving: made right after the first paint

        shelf = VideoShelf(self._context)
        shelf.page_wanted.connect(lambda: self.place_wanted.emit("videos"))
        layout = self.centre.layout()
        if layout is not None:
            layout.addWidget(shelf)
        self.zones.bar.add(shelf.short)
        shelf.set_room(there=self.window().height() >= SHELF_FROM)
        return shelf

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if "shelf" in self.__dict__:
            self.shelf.set_room(there=self.window().height() >= SHELF_FROM)

    def refresh(self) -> None:
        """Show the open engagement from the start."""
        self.header.refresh()
        self.next_bar.refresh()

    def review(self, proposal: Proposal) -> None:
        """Ask before a move that has consequences is made."""
        from ui.reschedule.review import RescheduleReview  # start-up saving: imported when it is first opened

        dossier = self._context.portfolio.dossier(proposal.before.id)
        if dossier is not None:
            RescheduleReview(self._context, dossier, proposal, self.window(), another=self.plan_from_end).open()

    def plan_from_end(self) -> None:
        """Choose the Prod Upgrade of the open engagement by what it leaves time for."""
        from ui.plan_from_end.dialog import PlanFromEnd  # start-up saving: imported when it is first opened

        engagement = self._context.portfolio.current
        if engagement:
            self._context.attempt(lambda: PlanFromEnd(self._context, engagement, self.window()).open())

    def edit_dates(self, kind: str) -> None:
        """Open the date editor for a phase of the open engagement."""
        self.edit_dates_of(self._context.portfolio.current, kind)

    def edit_dates_of(self, engagement: int, kind: str) -> None:
        """Open the date editor for a phase of an engagement; say why where it can't be moved."""
        from ui.dates.editor import DateEditor  # start-up saving: imported when it is first opened

        if not engagement:
            return
        try:
            DateEditor(self._context, engagement, kind or "prod_upgrade", self.window()).open()
        except UserError as error:
            self._context.notices.tell(str(error))

    def compose(self) -> None:
        """Write the text that is due."""
        self.compose_text("")

    def compose_text(self, kind: str) -> None:
        """Write one text, or the one that is due where none is named."""
        from ui.composer.opening import open_composer  # start-up saving: 40 ms of the template engine

        open_composer(self._context, self, kind)

    def triple_check(self) -> None:
        """Open the triple check at the gate that is due."""
        from ui.triple_check.opening import open_triple_check  # start-up saving: imported when it is first opened

        open_triple_check(self._context, self)

    def compact(self, on: bool, *, keep_sizes: bool = False) -> None:
        """Give the timeline more room in a small window; the person's own widths are kept where asked."""
        layout = self.centre.layout()
        if layout is not None:
            layout.setContentsMargins(*((16, 14, 16, 14) if on else (24, 18, 24, 18)))
        self.compose_button.setVisible(not on)  # Ctrl+E and the step's own button stay
        if not keep_sizes:
            self.setSizes([max(CENTRE_MINIMUM, self.width() - self._right_width(on)), self._right_width(on)])

    def _right_width(self, compact: bool) -> int:
        return COMPACT_RIGHT_WIDTH if compact else RIGHT_WIDTH
