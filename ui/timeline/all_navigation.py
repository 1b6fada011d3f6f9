"""Which stretch of time All engagements shows: its Month is longer, and begins two weeks back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QObject

from models.clock import Clock
from models.store import Store
from ui.timeline.grid import date_of, midnight
from ui.timeline.history import HISTORY
from ui.timeline.navigation import Navigation
from ui.timeline.zoom import Range

KEY: Final = "timeline.all.range"
MONTH_DAYS: Final = 39


class AllNavigation(Navigation):
    """The visible range of All engagements, remembered apart from that of one engagement.

    `history` says whether earlier agreed dates are shown; that is remembered for both timelines.
    """

    def __init__(self, store: Store, clock: Clock, zone: str, parent: QObject | None = None) -> None:
        super().__init__(store, clock, zone, parent, key=KEY)
        self.history = store.recall(HISTORY) == "1"

    def home(self, level: str) -> Range:
        """Return the range of a zoom that shows today well; Month begins on the Monday two weeks back."""
        if level != "month":
            return super().home(level)
        today = date_of(self.now, self.zone)
        return self._month(today - timedelta(days=today.weekday() + 14))

    def set_level(self, level: str) -> None:
        """Show a named zoom; what is in the middle stays in view."""
        if level == "month":
            self.show(self._month(date_of(self.shown.centre, self.zone) - timedelta(days=MONTH_DAYS // 2)))
        else:
            super().set_level(level)

    def _month(self, first: date) -> Range:
        return Range(midnight(first, self.zone), midnight(first + timedelta(days=MONTH_DAYS), self.zone))
