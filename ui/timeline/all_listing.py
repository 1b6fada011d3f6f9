"""What All engagements lists: entries kept fresh from the portfolio, arranged by sort, filter and folds."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from models.store import Store
from ui.entries import Entry
from ui.portfolio import Portfolio
from ui.timeline.all_lines import GROUPS, SORTS, Line, arrange
from ui.timeline.all_nights import Nights, near, same_nights

SORT_KEY, FOLD_KEY = "timeline.all.sort", "timeline.all.folded"
MANY = 500
"""From so many engagements on a portfolio that is still loading is listed anew only now and then."""
SETTLE_MS = 250


class Listing(QObject):
    """The lines, from the top.

    Signals:
        arranged: there are other lines.
        touched: a frozenset of ids whose engagement is another one, before `arranged`.
    """

    arranged = Signal()
    touched = Signal(object)

    def __init__(self, portfolio: Portfolio, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._portfolio = portfolio
        self._store = store
        self._entries: dict[int, Entry] = {}
        self._waiting: set[int] = set()
        self._awake = False
        self.lines: tuple[Line, ...] = ()
        self.nights: Nights = {}
        self.text = ""
        sort = store.recall(SORT_KEY)
        self.sort = sort if sort in SORTS else "attention"
        self.folded = set(store.recall(FOLD_KEY).split()) & set(GROUPS)
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._take)
        portfolio.engagements_changed.connect(self._on_changed)
        portfolio.listed.connect(self._on_listed)

    def wake(self) -> None:
        """Begin to follow the portfolio: it is shown."""
        if not self._awake:
            self._awake = True
            self._waiting |= set(self._portfolio.ids())
            self._take()

    def sleep(self) -> None:
        """Stop: nobody looks."""
        self._awake = False
        self._settle.stop()

    def set_filter(self, text: str) -> None:
        """List only clients with words that begin like these."""
        self.text = text.strip()
        self._arrange()

    def set_sort(self, sort: str) -> None:
        """List in another order, and remember it."""
        self.sort = sort
        self._store.remember(SORT_KEY, sort)
        self._arrange()

    def fold(self, group: str, *, on: bool) -> None:
        """Hide or show the engagements of a group."""
        self._fold({group}, on=on)

    def fold_all(self, *, on: bool) -> None:
        """Hide or show the engagements of all groups."""
        self._fold(set(GROUPS), on=on)

    def entry(self, engagement: int) -> Entry | None:
        """Return how an engagement is listed."""
        return self._entries.get(engagement)

    def listed(self) -> list[Entry]:
        """Return all entries, those that no line shows included."""
        return list(self._entries.values())

    def colleagues(self, engagement: int) -> list[Entry]:
        """Return the entries of the same consultant whose upgrade is ahead."""
        mine = self._entries.get(engagement)
        if mine is None:
            return []
        return [entry for entry in self._entries.values() if entry.apart and entry.consultant == mine.consultant]

    def met_at(self, engagement: int, start: float, colleagues: Sequence[Entry]) -> tuple[int, ...]:
        """Return whose night an upgrade would share if it began at a moment, in seconds since 1970."""
        mine = self._entries.get(engagement)
        return near(colleagues, mine, start) if mine else ()

    def _fold(self, groups: set[str], *, on: bool) -> None:
        self.folded = self.folded | groups if on else self.folded - groups
        self._store.remember(FOLD_KEY, " ".join(sorted(self.folded)))
        self._arrange()

    def _on_changed(self, ids: frozenset[int]) -> None:
        self._waiting |= ids
        if not self._awake:
            return
        if len(self._portfolio.ids()) > MANY and not self._portfolio.complete:
            if not self._settle.isActive():
                self._settle.start()
        else:
            self._take()

    def _on_listed(self) -> None:
        self._waiting |= set(self._portfolio.ids()) ^ set(self._entries)
        if self._awake and self._waiting:
            self._take()

    def _take(self) -> None:
        """Take the entries as they are now, and arrange."""
        self._settle.stop()
        self._entries = {entry.engagement: entry for entry in self._portfolio.entries()}
        touched, self._waiting = frozenset(self._waiting), set()
        self.nights = same_nights(self._entries.values())
        self.touched.emit(touched)
        self._arrange()

    def _arrange(self) -> None:
        self.lines = arrange(self._entries.values(), self.sort, self.text, self.folded, self.nights)
        self.arranged.emit()
