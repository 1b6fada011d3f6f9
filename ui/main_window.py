"""The main window: assembles side bar, page, actions and toast, and remembers how it stood."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QWidget

from models.history import Changed
from ui.chosen import Chosen
from ui.context import Context
from ui.form import column
from ui.more_menu import TIMELINE, MoreButton
from ui.pages import Pages
from ui.pane_walk import walk
from ui.portfolio import Portfolio
from ui.rehearsal import RehearsalBar
from ui.sidebar.view import Sidebar
from ui.standing import has_widths, remember, stand_as_before

if TYPE_CHECKING:
    from ui.commands import Commands
    from ui.dialog import Toast
    from ui.scheduled.opening import ScheduledOpening

MINIMUM = (1024, 700)
COMPACT_WIDTH = 1200


class MainWindow(QMainWindow):
    """Shows one engagement at a time; everything in it follows the portfolio."""

    def __init__(self, context: Context, *, banner: bool = True) -> None:
        super().__init__()
        self._context = context
        self._banner = banner and context.clock.rehearsal
        self._chosen = Chosen(context)
        self.setWindowTitle("E2E Tracker")
        self.setMinimumSize(*MINIMUM)
        self.setAcceptDrops(True)
        self.sidebar = Sidebar(context, self.your_zone)
        self.pages = Pages(context)
        self.page, self.empty = self.pages.one, self.pages.empty
        self._more = MoreButton(context.appearance)
        self.page.header.add_action(self._more)
        self._compact: bool | None = None
        self._assemble()
        self._connect()
        stand_as_before(self, self.page, context.store)
        self.sidebar.list.setFocus()
        context.later.do(self._take_acts)

    @property
    def context(self) -> Context:
        """What its parts were given."""
        return self._context

    @property
    def portfolio(self) -> Portfolio:
        """The engagements that it shows."""
        return self._context.portfolio

    @cached_property
    def commands(self) -> Commands:
        """What the acts do."""
        from ui.commands import Commands  # start-up saving: 20 ms, made right after the first paint

        return Commands(self._context, self)

    @cached_property
    def acts(self) -> dict[str, QAction]:
        """Every declared act by its id."""
        from ui import actions  # start-up saving: made right after the first paint

        return actions.build(self.commands, self)

    @cached_property
    def scheduled(self) -> ScheduledOpening:
        """What opens the act Scheduled."""
        from ui.scheduled.opening import ScheduledOpening  # start-up saving: 10 ms, made right after the first paint

        return ScheduledOpening(self._context, self)

    @cached_property
    def toast(self) -> Toast:
        """The line at the bottom that says what was done."""
        from ui.dialog import Toast  # start-up saving: 10 ms, made right after the first paint

        return Toast(self._context.appearance, self)

    @property
    def your_zone(self) -> str:
        """The zone that your own times are shown in."""
        return self._chosen.your_zone

    def open_engagement(self, engagement: int) -> None:
        """Show an engagement."""
        self._context.portfolio.open(engagement)
        self.pages.show_one()

    def open_first(self) -> None:
        """Open the engagement that was open last, else the first that needs you, else the first of all."""
        portfolio, rows = self._context.portfolio, self.sidebar.model
        remembered = int(self._context.store.recall("engagement", "0") or 0)
        known = portfolio.ids()
        wanted = remembered if remembered in known else rows.first_of("needs_you") or next(iter(known), 0)
        self.open_engagement(wanted)

    def focus_pane(self, step: int) -> None:
        """Move the focus to the next or previous of the side bar and the panes of the page."""
        walk([(self.sidebar.list, self.sidebar.list.setFocus), *self.pages.panes], step)

    def refresh_actions(self) -> None:
        """Enable what can be done now."""
        from ui import actions  # start-up saving: made right after the first paint

        actions.refresh(self.acts, self._context)

    def put_above(self, bar: QWidget) -> None:
        """Show a bar over everything else."""
        frame = QWidget()
        frame.setLayout(column(bar, self.takeCentralWidget(), spacing=0))
        self.setCentralWidget(frame)

    def _assemble(self) -> None:
        body = QWidget()
        layout = QHBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.sidebar)
        layout.addWidget(self.pages, 1)
        self.setCentralWidget(body)
        if self._banner:
            self.put_above(RehearsalBar(self._context))

    def _connect(self) -> None:
        context = self._context
        self.sidebar.engagement_chosen.connect(self.open_engagement)
        self.sidebar.place_wanted.connect(self.pages.show_place)
        self.pages.switched.connect(self.sidebar.choose_place)
        self.pages.act_wanted.connect(self._do)
        context.feed.changed.connect(self._on_changed)
        context.portfolio.listed.connect(self.pages.refresh)

    def _take_acts(self) -> None:
        """Take keys, menus and buttons into use."""
        context = self._context
        self.addActions(list(self.acts.values()))
        self._more.fill(self.acts)
        self.page.timeline.addActions([self.acts[name] for name in TIMELINE])
        self.sidebar.new_wanted.connect(self.commands.new_engagement)
        self.sidebar.settings_wanted.connect(self.commands.settings)
        self.sidebar.search_wanted.connect(self.commands.search)
        self.pages.new_wanted.connect(self.commands.new_engagement)
        self.empty.import_wanted.connect(self.commands.servicenow.import_files)
        self.pages.import_wanted.connect(self.commands.servicenow.import_files)
        self.page.next_bar.step_wanted.connect(self.scheduled.show_step)
        context.notices.told.connect(self.toast.show_text)
        context.portfolio.opened.connect(self.refresh_actions)
        self.refresh_actions()

    def _do(self, act: str) -> None:
        self.acts[act].trigger()

    def _on_changed(self, changed: Changed) -> None:
        self.refresh_actions()
        if self._chosen.follow(changed):
            self.sidebar.set_your_zone(self.your_zone)

    def _arrange(self) -> None:
        """Take the compact form under 1200 pixels, the wide one above; only when it changes."""
        compact = self.width() < COMPACT_WIDTH
        if compact != self._compact:
            first = self._compact is None
            self._compact = compact
            self.sidebar.set_narrow(narrow=compact)
            self.page.compact(compact, keep_sizes=first and has_widths(self._context.store))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        dropped = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        self.commands.servicenow.import_paths(dropped)

    def closeEvent(self, event: QCloseEvent) -> None:
        remember(self, self.page, self._context.store)
        self.sidebar.stop()
        super().closeEvent(event)
