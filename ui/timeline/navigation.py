"""Which stretch of time is visible, and how it scrolls and zooms; remembered for the rest of the day."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from models.clock import Clock
from models.store import Store
from ui.timeline import zoom
from ui.timeline.grid import DAY, HOUR, date_of
from ui.timeline.zoom import Range

KEY = "timeline.range"
_SETTLE_MS = 400
_STEPS = {"day": HOUR, "week": DAY, "month": 3 * DAY, "quarter": 7 * DAY}
"""One notch of the wheel."""


class Navigation(QObject):
    """The visible range.

    Signals:
        moved: the range is another one.
    """

    moved = Signal()

    def __init__(self, store: Store, clock: Clock, zone: str, parent: QObject | None = None, *, key: str = KEY) -> None:
        super().__init__(parent)
        self._key = key
        self._store = store
        self._clock = clock
        self.zone = zone
        self.prod: float | None = None
        self.shown = self._remembered() or self.home("month")
        self._settled = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settled.timeout.connect(self._remember)

    @property
    def now(self) -> float:
        """The moment, in seconds since 1970."""
        return self._clock.now().timestamp()

    @property
    def level(self) -> str:
        """The zoom: "day", "week", "month" or "quarter"."""
        return self.shown.level

    def show(self, shown: Range) -> None:
        """Show a range."""
        if shown != self.shown:
            self.shown = shown
            self._settled.start()
            self.moved.emit()

    def set_level(self, level: str) -> None:
        """Show a named zoom; what is in the middle stays in view."""
        self.show(zoom.preset(level, self.shown.centre, self.zone, self.prod))

    def show_today(self) -> None:
        """Show today at the zoom that is on."""
        self.show(self.home(self.level))

    def home(self, level: str) -> Range:
        """Return the range of a zoom that shows today well."""
        return zoom.today(level, self.now, self.zone, self.prod)

    def show_moment(self, moment: float) -> None:
        """Bring a moment into view, scrolled as little as a look around it needs."""
        if self.level == "day":
            self.show(zoom.preset("day", moment, self.zone, self.prod))
            return
        air = self.shown.length / 8
        if moment < self.shown.start + air:
            self._scroll_days(moment - air - self.shown.start)
        elif moment > self.shown.end - 2 * air:
            self._scroll_days(moment + 2 * air - self.shown.end)

    def fit(self, first: float, last: float) -> None:
        """Show two moments and all between."""
        self.show(zoom.fitting(first, last, self.zone))

    def scroll(self, seconds: float) -> None:
        """Show a later stretch of the same length."""
        self.show(self.shown.moved(seconds))

    def step(self, notches: float) -> None:
        """Scroll by notches of the wheel: days in Month, hours in Day."""
        self.scroll(notches * _STEPS[self.level])

    def zoom(self, factor: float, around: float) -> None:
        """Show `factor` times the length with a moment in its place."""
        self.show(self.shown.zoomed(factor, around))

    def _scroll_days(self, seconds: float) -> None:
        days = seconds / DAY
        self.scroll((int(days) + (1 if days > 0 else -1)) * DAY)

    def _remember(self) -> None:
        today = date_of(self.now, self.zone).isoformat()
        self._store.remember(self._key, f"{today} {self.shown.start:.0f} {self.shown.end:.0f}")

    def _remembered(self) -> Range | None:
        """Return the range of earlier today; on another day the timeline opens in Month, around today."""
        day, *ends = self._store.recall(self._key).split()[:3] or [""]
        if day != date_of(self.now, self.zone).isoformat() or len(ends) != 2:
            return None
        shown = Range(float(ends[0]), float(ends[1]))
        return shown if zoom.SHORTEST <= shown.length <= zoom.LONGEST else None
