"""What the actions of the timeline do beside scrolling: history, planning from the end, and taking it along."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from models.texts import _
from ui.context import Context
from ui.navigation_page import NavigationPage

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from ui.taking_along.acts import TakingAlong


class TimelineCommands(QObject):
    """The acts on the timeline that is shown; each method is the slot of an action."""

    def __init__(self, context: Context, window: MainWindow) -> None:
        super().__init__(window)
        self._context = context
        self._window = window

    @property
    def _taking_along(self) -> TakingAlong:
        """What takes the timeline along that is shown."""
        return self._along_all if self._window.pages.shows_all else self._along_one

    @cached_property
    def _along_one(self) -> TakingAlong:
        from ui.taking_along.acts import TakingAlong  # start-up saving: printing and SVG load when first used

        return TakingAlong(self._context, self._window.pages.one.timeline.view, self._window)

    @cached_property
    def _along_all(self) -> TakingAlong:
        from ui.taking_along.acts import TakingAlong  # start-up saving: printing and SVG load when first used

        return TakingAlong(self._context, self._window.pages.all_page.timeline.view, self._window)

    def toggle_history(self) -> None:
        """Show or hide earlier dates."""
        self._window.pages.timeline.toggle_history()

    def plan_from_end(self) -> None:
        """Choose the Prod Upgrade by what it leaves time for."""
        self._window.page.plan_from_end()

    def copy_picture(self) -> None:
        """Copy the timeline as a picture."""
        self._taking_along.copy_picture()

    def save_picture(self) -> None:
        """Save the timeline as PNG, SVG or PDF."""
        self._taking_along.save_picture()

    def print_timeline(self) -> None:
        """Show the timeline, or the page that is shown in its place, as it will be printed."""
        page = self._window.pages.currentWidget()
        if not isinstance(page, NavigationPage):
            self._taking_along.print_timeline()
        elif not page.print_page():
            self._context.notices.tell(_("This page is not made for paper. Open a timeline, Today or the overview."))

    def show_roadmap(self) -> None:
        """Show the client's roadmap and save it."""
        self._taking_along.show_roadmap()
