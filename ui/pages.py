"""The pages of the window: one engagement, all of them, or none yet; and the dialogs that both ask for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from models import planning
from models.planning import Proposal
from ui.context import Context
from ui.empty import EmptyPage
from ui.engagement_page import EngagementPage
from ui.navigation import HOME, place
from ui.navigation_page import NavigationPage
from ui.pane_walk import Pane
from ui.timeline.card import TimelineCard

if TYPE_CHECKING:
    from ui.all_engagements.page import AllEngagementsPage
    from ui.reconcile.page import ReconcilePage
    from ui.settings.page import SettingsPage
    from ui.timeline.all_card import AllCard

SETTINGS, RECONCILE = "settings", "reconcile"
"""The page that the gear opens; it has no entry in the side bar."""


class Pages(QStackedWidget):
    """Shows one of the pages; that of all engagements is made when it is first shown.

    Signals:
        new_wanted: a new engagement.
        switched: another page is shown, of that entry of the side bar.
        import_wanted: read another export.
        act_wanted: do one of the declared acts, by its id.
        files_wanted: look at colleagues' files.
    """

    new_wanted = Signal()
    import_wanted = Signal()
    act_wanted = Signal(str)
    files_wanted = Signal(list)
    switched = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.one = EngagementPage(context)
        self.empty = EmptyPage(context)
        self._all: AllEngagementsPage | None = None
        self._reconcile: ReconcilePage | None = None
        self._settings: SettingsPage | None = None
        self._places: dict[str, NavigationPage] = {}
        self.addWidget(self.one)
        self.addWidget(self.empty)
        self.one.timeline.all_wanted.connect(self.show_all)
        self.one.place_wanted.connect(self.show_place)
        self.one.timeline.engagement_wanted.connect(context.portfolio.open)
        self.empty.new_wanted.connect(self.new_wanted)

    @property
    def shows_all(self) -> bool:
        """Whether all engagements are shown."""
        return self._all is not None and self.currentWidget() is self._all

    @property
    def place(self) -> str:
        """The entry of the side bar whose page is shown; `SETTINGS` and `RECONCILE` have none."""
        if self._reconcile is not None and self.currentWidget() is self._reconcile:
            return RECONCILE
        return next((id_ for id_, page in self._places.items() if page is self.currentWidget()), HOME)

    @property
    def all_page(self) -> AllEngagementsPage:
        """The page of all engagements."""
        if self._all is None:
            self._all = self._made()
        return self._all

    @property
    def timeline(self) -> TimelineCard | AllCard:
        """The timeline that is shown."""
        return self.all_page.timeline if self.shows_all else self.one.timeline

    @property
    def right(self) -> QWidget:
        """The pane at the right of the page that is shown."""
        return self.all_page.right if self.shows_all else self.one.right

    @property
    def panes(self) -> list[Pane]:
        """The panes of the page that is shown, each with what puts the focus into it."""
        page = self.currentWidget()
        if isinstance(page, NavigationPage):
            return [(page, page.take_focus)]
        if page is self._reconcile and self._reconcile is not None:
            return [(self._reconcile, self._reconcile.table.focus_first)]
        return [(self.timeline.view, self.timeline.view.setFocus), (self.right, self.first_of_right.setFocus)]

    @property
    def first_of_right(self) -> QWidget:
        """What takes the focus in the pane at the right."""
        return self.all_page.right.open_button if self.shows_all else self.one.right.tabs.button("checklist")

    def choose(self, engagement: int) -> None:
        """Make an engagement the open one; all of them stay in view where they are."""
        self._context.portfolio.open(engagement)
        self.refresh()

    def show_one(self, step: str = "") -> None:
        """Show the open engagement, with one step of its checklist in view; the empty page where none is open."""
        self._switch(self.one if self._context.portfolio.current else self.empty)
        if self._context.portfolio.current:
            self.one.refresh()
        if step:
            self.one.right.show_step(step)

    def show_all(self) -> None:
        """Show all engagements, with the focus in their rows."""
        if self._context.portfolio.ids():
            self._switch(self.all_page)
            self.all_page.timeline.view.setFocus()

    def show_reconcile(self, made: Sequence[int] = (), source: str = "") -> None:
        """Show where ServiceNow and the plans differ, after an import or again."""
        if self._reconcile is None:
            from ui.reconcile.page import ReconcilePage  # start-up saving: made when it is first shown

            self._reconcile = ReconcilePage(self._context)
            self.addWidget(self._reconcile)
            self._reconcile.import_wanted.connect(self.import_wanted)
            self._reconcile.closed.connect(self.show_one)
            self._reconcile.move_wanted.connect(self._review_move)
        self._switch(self._reconcile)
        self._reconcile.show_import(made, source)

    def show_place(self, id_: str) -> None:
        """Show a page of the side bar, made when it is first wanted."""
        make = place(id_).make
        if make is None:
            self.show_one()
            return
        if id_ not in self._places:
            self._add(id_, make(self._context))
        self._switch(self._places[id_])
        self._places[id_].refresh()
        self._places[id_].take_focus()

    def show_settings(self, section: str = "") -> None:
        """Show the settings, made when they are first wanted, and one section of them where it is named."""
        if self._settings is None:
            from ui.settings.page import SettingsPage  # start-up saving: made when it is first shown

            self._settings = SettingsPage(self._context)
            self._add(SETTINGS, self._settings)
        self._switch(self._settings)
        self._settings.refresh()
        if section:
            self._settings.show_section(section)
        self._settings.take_focus()

    def _add(self, id_: str, page: NavigationPage) -> None:
        self._places[id_] = page
        self.addWidget(page)
        page.engagement_wanted.connect(self._open)
        page.page_wanted.connect(self.show_place)
        page.act_wanted.connect(self.act_wanted)
        page.files_wanted.connect(self.files_wanted)

    def toggle(self) -> None:
        """Go from one engagement to all, and back."""
        if self.shows_all:
            self.show_one()
        else:
            self.show_all()

    def refresh(self) -> None:
        """Stay at the page that is shown as long as it has something to show."""
        portfolio = self._context.portfolio
        if not portfolio.current and portfolio.ids():
            portfolio.open(portfolio.ids()[0])
        needs_one = self.place == HOME and not self.shows_all
        if needs_one or (self.place in {HOME, RECONCILE} and not portfolio.ids()):
            self.show_one()

    def _review_move(self, engagement: int, kind: str, start: datetime | date) -> None:
        """Ask about a date that ServiceNow has and the plan shall take over; say why where it can't."""
        self._context.portfolio.open(engagement)
        dossier = self._context.portfolio.current_dossier()
        if dossier is None:
            return
        proposal = planning.propose_move(dossier, kind, start, self._context.clock.now())
        if proposal.allowed:
            self.one.review(proposal)
        else:
            limit = next(item for item in proposal.limits if item.severity == "hard")
            self._context.notices.tell(f"{limit.text} {limit.way_out}".strip())

    def _switch(self, page: QWidget) -> None:
        if page is not self.currentWidget():
            self.setCurrentWidget(page)
            self.switched.emit(self.place)

    def _made(self) -> AllEngagementsPage:
        from ui.all_engagements.page import AllEngagementsPage  # start-up saving: made when it is first shown

        page = AllEngagementsPage(self._context)
        self.addWidget(page)
        page.review_wanted.connect(self.one.review)
        page.dates_wanted.connect(self.one.edit_dates_of)
        page.engagement_wanted.connect(self._open)
        page.one_wanted.connect(self.show_one)
        page.new_wanted.connect(self.new_wanted)
        page.timeline.acts.hovered_time.connect(self._compare)
        return page

    def _compare(self, proposal: Proposal | None) -> None:
        """Let the comparison of time zones follow a mark, where it stands open beside the window."""
        if self.one.zones.comparison is not None:
            self.one.zones.comparison.follow(proposal)

    def _open(self, engagement: int, step: str) -> None:
        self._context.portfolio.open(engagement)
        self.show_one(step)
