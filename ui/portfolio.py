"""All engagements as the window knows them: dossiers and attention, refreshed row by row.

Views never ask the store: they read a dossier here and repaint when `engagements_changed` names it. Loading and
assessing many engagements is done in slices of a few milliseconds, so that the window is never held up.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from models import attention, dossiers
from models.attention import Attention
from models.clock import Clock
from models.formats import Formats
from models.records import Dossier
from models.store import Changed, Store
from ui.entries import Entry, entry_of
from ui.feed import Feed

SLICE = 12
"""How many engagements are loaded and assessed at a time."""
MINUTE_MS = 60_000


class Portfolio(QObject):
    """The engagements of the data folder, and which one is open.

    Signals:
        engagements_changed: a frozenset of ids whose dossier or attention is new.
        listed: engagements came or went, or the first loading is complete.
        opened: the id of the engagement that is open now; 0 for none.
    """

    engagements_changed = Signal(object)
    listed = Signal()
    opened = Signal(int)

    def __init__(self, store: Store, feed: Feed, clock: Clock, formats: Formats, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._clock = clock
        self._formats = formats
        self._names: dict[int, str] = dict(dossiers.names(store))
        self._dossiers: dict[int, Dossier] = {}
        self._attention: dict[int, Attention] = {}
        self._entries: dict[int, Entry] = {}
        self._waiting: list[int] = []
        self._current = 0
        self._slices = QTimer(self, interval=0)
        self._slices.timeout.connect(self._load_slice)
        self._minutes = QTimer(self, interval=MINUTE_MS)
        self._minutes.timeout.connect(self.reassess)
        feed.changed.connect(self._on_changed)

    @property
    def current(self) -> int:
        """The id of the open engagement; 0 for none."""
        return self._current

    @property
    def complete(self) -> bool:
        """Whether every engagement is loaded."""
        return not self._waiting and len(self._dossiers) == len(self._names)

    def now(self) -> datetime:
        """Return the moment, in UTC."""
        return self._clock.now()

    def ids(self) -> list[int]:
        """Return the ids of all engagements that are not in the bin."""
        return list(self._names)

    def name(self, engagement: int) -> str:
        """Return a client's name; known from the start."""
        return self._names.get(engagement, "")

    def dossier(self, engagement: int) -> Dossier | None:
        """Return an engagement's dossier, loading it now where it wasn't yet; None for one that is gone."""
        if engagement not in self._dossiers and engagement in self._names:
            self._take(dossiers.load_some(self._store, [engagement]))
        return self._dossiers.get(engagement)

    def current_dossier(self) -> Dossier | None:
        """Return the open engagement's dossier; None where none is open."""
        return self.dossier(self._current) if self._current else None

    def loaded(self) -> list[Dossier]:
        """Return all dossiers that are loaded so far."""
        return list(self._dossiers.values())

    def attention(self, engagement: int) -> Attention | None:
        """Return what an engagement needs now; None while it isn't loaded yet."""
        return self._attention.get(engagement)

    def entries(self) -> list[Entry]:
        """Return how all engagements are listed, by client; of one that isn't loaded yet the name alone."""
        known = self._entries
        return [known.get(id_) or Entry(id_, name) for id_, name in self._names.items()]

    def open(self, engagement: int) -> None:
        """Make an engagement the open one and remember it for the next start."""
        if engagement != self._current:
            self._current = engagement if engagement in self._names else 0
            self._store.remember("engagement", str(self._current))
            self.opened.emit(self._current)

    def start(self) -> None:
        """Load what isn't loaded yet, slice by slice, and look at the clock every minute."""
        self._waiting = list(self._names)
        self._slices.start()
        self._minutes.start()

    def stop(self) -> None:
        """Stop every timer; the store may be closed after this."""
        self._slices.stop()
        self._minutes.stop()

    def reassess(self) -> None:
        """Look at every engagement again, because time has passed."""
        self._waiting = list(self._names)
        self._slices.start()

    def _load_slice(self) -> None:
        batch, self._waiting = self._waiting[:SLICE], self._waiting[SLICE:]
        if batch:
            self._take(dossiers.load_some(self._store, batch))
            self.engagements_changed.emit(frozenset(batch))
        if not self._waiting:
            self._slices.stop()
            self.listed.emit()

    def _take(self, fresh: Iterable[Dossier]) -> None:
        now = self._clock.now()
        for dossier in fresh:
            self._dossiers[dossier.id] = dossier
            seen = self._attention[dossier.id] = attention.assess(dossier, now, self._formats)
            self._entries[dossier.id] = entry_of(dossier, seen, now)

    def _on_changed(self, changed: Changed) -> None:
        names = dict(dossiers.names(self._store))
        came_or_went = names != self._names
        self._names = names
        for gone in self._dossiers.keys() - names.keys():
            del self._dossiers[gone], self._attention[gone], self._entries[gone]
        self._waiting = [waiting for waiting in self._waiting if waiting in names]  # what went stays away
        touched = dossiers.touched_by(self._store, changed) & names.keys()
        at_once = touched if len(touched) <= SLICE else touched & {self._current}
        self._take(dossiers.load_some(self._store, sorted(at_once)))
        if self._current not in names and self._current:
            self.open(next(iter(names), 0))
        if at_once:
            self.engagements_changed.emit(frozenset(at_once))
        if came_or_went:
            self.listed.emit()
        later = touched - at_once
        if later:
            self._waiting = list({*self._waiting, *later})
            self._slices.start()
