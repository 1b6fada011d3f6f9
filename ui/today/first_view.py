"""Today as the morning's first view: shown once the engagements are known, where something needs you."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from models import settings, zones
from ui.context import Context
from ui.navigation import HOME

if TYPE_CHECKING:
    from ui.main_window import MainWindow

SEEN = "today.seen"


class FirstView(QObject):
    """Decides once in a start; what a person has turned to by then stays in front."""

    def __init__(self, context: Context, window: MainWindow) -> None:
        super().__init__(window)
        self._context, self._window = context, window
        self._engagement = context.portfolio.current

    def begin(self) -> None:
        """Wait until every engagement is assessed; nothing to do where it is not wanted, or was shown today."""
        if self._wanted():
            self._context.portfolio.listed.connect(self._show)

    def _wanted(self) -> bool:
        chosen = settings.get(self._context.store, "today.first")
        return chosen == "always" or (chosen == "morning" and self._context.store.recall(SEEN) != self._day())

    def _day(self) -> str:
        zone = settings.you(self._context.store).zone
        return zones.to_zone(self._context.clock.now(), zone).date().isoformat()

    def _show(self) -> None:
        portfolio, pages = self._context.portfolio, self._window.pages
        if not portfolio.complete:
            return
        portfolio.listed.disconnect(self._show)
        self._context.store.remember(SEEN, self._day())
        needs = (portfolio.attention(engagement) for engagement in portfolio.ids())
        somebody = any(need is not None and need.group == "needs_you" for need in needs)
        untouched = pages.place == HOME and not pages.shows_all and portfolio.current == self._engagement
        if somebody and untouched:
            pages.show_place("today")
