"""The main window: assembles side bar, page, actions and toast, and remembers how it stood."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QWidget

from models import key_choices, settings
from models.history import Changed
from ui import screens
from ui.chosen import Chosen
from ui.context import Context
from ui.form import column
from ui.more_menu import MoreButton
from ui.pages import Pages
from ui.portfolio import Portfolio
from ui.rehearsal import RehearsalBar
from ui.sidebar.view import Sidebar

if TYPE_CHECKING:
    from ui.commands import Commands
    from ui.dialog import Toast
    from ui.scheduled.opening import ScheduledOpening

SIZE = (1440, 900)
MINIMUM = (1024, 700)
COMPACT_WIDTH = 1200
MENU = ("plan_from_end", "history", "copy_picture", "save_picture", "print", "roadmap")
"""Acts that the timeline's own menu offers too."""


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
        self._stand_as_before()
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

    def set_sidebar_narrow(self, *, narrow: bool) -> None:
        """Show the rail or the whole side bar."""
        self.sidebar.set_narrow(narrow=narrow)

    def focus_pane(self, step: int) -> None:
        """Move the focus to the next or previous of side bar, timeline and right pane."""
        panes: list[QWidget] = [self.sidebar.list, self.pages.timeline.view, self.pages.first_of_right]
        panes = [pane for pane in panes if pane.isVisible()]
        focused = QApplication.focusWidget()
        at = next((i for i, pane in enumerate(panes) if focused and self._holds(pane, focused)), -1 if step > 0 else 0)
        if panes:
            panes[(at + step) % len(panes)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def refresh_actions(self) -> None:
        """Enable what can be done now."""
        from ui import actions  # start-up saving: made right after the first paint

        store = self._context.store
        states = {
            "open": bool(self._context.portfolio.current),
            "undo": store.next_undo() is not None,
            "redo": store.next_redo() is not None,
        }
        letters = settings.get(store, "single_keys") == "1"
        actions.enable(self.acts, states, single_letters=letters, chosen=key_choices.chosen(store))

    def put_above(self, bar: QWidget) -> None:
        """Show a bar over everything else."""
        frame = QWidget()
        frame.setLayout(column(bar, self.takeCentralWidget(), spacing=0))
        self.setCentralWidget(frame)

    def _holds(self, pane: QWidget, focused: QWidget) -> bool:
        inside = self.pages.right if self.pages.right.isAncestorOf(pane) else pane
        return inside is focused or inside.isAncestorOf(focused)

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
        self.pages.switched.connect(self._mark_place)
        self.pages.act_wanted.connect(self._do)
        context.feed.changed.connect(self._on_changed)
        context.portfolio.listed.connect(self.pages.refresh)

    def _take_acts(self) -> None:
        """Take keys, menus and buttons into use."""
        context = self._context
        self.addActions(list(self.acts.values()))
        self._more.fill(self.acts)
        self.page.timeline.addActions([self.acts[name] for name in MENU])
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

    def _mark_place(self) -> None:
        self.sidebar.choose_place(self.pages.place)

    def _do(self, act: str) -> None:
        self.acts[act].trigger()

    def _on_changed(self, changed: Changed) -> None:
        self.refresh_actions()
        if self._chosen.follow(changed):
            self.sidebar.set_your_zone(self.your_zone)

    def _stand_as_before(self) -> None:
        geometry = self._context.store.recall("window.geometry")
        screen = screens.room(self)
        self.resize(min(SIZE[0], screen.width()), min(SIZE[1], screen.height()))
        if geometry:
            self.restoreGeometry(QByteArray.fromBase64(geometry.encode()))
        splitter = self._context.store.recall("window.splitter")
        if splitter:
            self.page.restoreState(QByteArray.fromBase64(splitter.encode()))

    def _arrange(self) -> None:
        """Take the compact form under 1200 pixels, the wide one above; only when it changes."""
        compact = self.width() < COMPACT_WIDTH
        if compact != self._compact:
            first = self._compact is None
            self._compact = compact
            self.sidebar.set_narrow(narrow=compact)
            self.page.compact(compact, keep_sizes=first and bool(self._context.store.recall("window.splitter")))

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
        store = self._context.store
        store.remember("window.geometry", bytes(self.saveGeometry().toBase64().data()).decode())
        store.remember("window.splitter", bytes(self.page.saveState().toBase64().data()).decode())
        self.sidebar.stop()
        super().closeEvent(event)
