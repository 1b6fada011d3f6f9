"""The side bar's list: engagements grouped Needs you, On track, Done, each with its reason.

At the start the groups of the last session are shown at once (kept in `ui_state`), and each row becomes fresh as soon
as its engagement is loaded; so the first paint has data even with a thousand engagements.
"""

from __future__ import annotations

from enum import IntEnum
from json import JSONDecodeError, dumps, loads

from msgspec import Struct
from msgspec.structs import astuple
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from models import checklist, zones
from models.name_order import by_name
from models.records import Dossier
from models.store import Store
from models.texts import _, mark, ngettext
from ui.portfolio import Portfolio

Index = QModelIndex | QPersistentModelIndex
STATE_KEY = "sidebar.rows"
GROUPS: dict[str, str] = {"needs_you": mark("Needs you"), "on_track": mark("On track"), "done": mark("Done")}


class Role(IntEnum):
    """What a row answers beside its text."""

    ENGAGEMENT = Qt.ItemDataRole.UserRole + 1
    GROUP = Qt.ItemDataRole.UserRole + 2
    REASON = Qt.ItemDataRole.UserRole + 3
    TONE = Qt.ItemDataRole.UserRole + 4
    PROGRESS = Qt.ItemDataRole.UserRole + 5
    OFFSET = Qt.ItemDataRole.UserRole + 6
    HEADER = Qt.ItemDataRole.UserRole + 7
    COUNT = Qt.ItemDataRole.UserRole + 8
    FOLDED = Qt.ItemDataRole.UserRole + 9


class Row(Struct, frozen=True):
    """One line: a heading (engagement 0) or an engagement; `due` sorts, `progress` is in percent."""

    engagement: int
    name: str
    group: str
    reason: str = ""
    tone: str = "neutral"
    progress: int = 0
    offset: str = ""
    due: str = ""
    count: int = 0


class SidebarModel(QAbstractListModel):
    """Rows of headings and engagements, filtered by the search text; Done is folded at first."""

    def __init__(self, portfolio: Portfolio, store: Store, your_zone: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._portfolio = portfolio
        self._store = store
        self._your_zone = your_zone
        self._filter = ""
        self._folded = {"done"}
        self._known: dict[int, Row] = self._remembered()
        self._rows: list[Row] = []
        portfolio.engagements_changed.connect(self._on_changed)
        portfolio.listed.connect(self._on_listed)
        self._arrange()

    def set_filter(self, text: str) -> None:
        """Show only the engagements with a word that begins like each word of the text."""
        self._filter = text.casefold().strip()
        self._arrange()

    def set_your_zone(self, zone: str) -> None:
        """Show offsets against another zone of yours."""
        self._your_zone = zone
        self._on_changed(frozenset(self._portfolio.ids()))

    def toggle(self, group: str) -> None:
        """Fold or unfold a group."""
        self._folded ^= {group}
        self._arrange()

    def row_of(self, engagement: int) -> int:
        """Return the row in which an engagement stands; -1 where it isn't shown."""
        return next((row for row, item in enumerate(self._rows) if item.engagement == engagement), -1)

    def neighbour(self, engagement: int, step: int) -> int:
        """Return the engagement `step` rows on among those shown; the same one at either end."""
        shown = [item.engagement for item in self._rows if item.engagement]
        if not shown:
            return 0
        at = shown.index(engagement) if engagement in shown else -1 if step > 0 else len(shown)
        return shown[max(0, min(len(shown) - 1, at + step))]

    def first_of(self, group: str) -> int:
        """Return the first engagement of a group; 0 where it has none."""
        return next((item.engagement for item in self._rows if item.engagement and item.group == group), 0)

    def keep(self) -> None:
        """Remember the rows for the next start."""
        self._store.remember(STATE_KEY, dumps([astuple(row) for row in self._known.values()]))

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.reason or None
        answers: dict[int, object] = {
            Role.ENGAGEMENT: row.engagement,
            Role.GROUP: row.group,
            Role.REASON: row.reason,
            Role.TONE: row.tone,
            Role.PROGRESS: row.progress,
            Role.OFFSET: row.offset,
            Role.HEADER: not row.engagement,
            Role.COUNT: row.count,
            Role.FOLDED: row.group in self._folded,
        }
        return answers.get(role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def _spoken(self, row: Row) -> str:
        if not row.engagement:
            words = ngettext("{group}, {count} engagement", "{group}, {count} engagements", row.count)
            return words.format(group=row.name, count=row.count)
        parts = [row.name, row.reason, _("{percent} % done").format(percent=row.progress)]
        if row.offset:
            parts.append(_("{offset} to your time").format(offset=row.offset))
        return ", ".join(part for part in parts if part)

    def _remembered(self) -> dict[int, Row]:
        kept: dict[int, Row] = {}
        try:
            kept = {values[0]: Row(*values) for values in loads(self._store.recall(STATE_KEY, "[]"))}
        except (JSONDecodeError, TypeError, IndexError, KeyError):
            kept = {}
        names = {engagement: self._portfolio.name(engagement) for engagement in self._portfolio.ids()}
        return {id_: kept.get(id_, Row(id_, name, "on_track")) for id_, name in names.items()}

    def _on_changed(self, ids: frozenset[int]) -> None:
        for engagement in ids:
            dossier = self._portfolio.dossier(engagement)
            if dossier is not None:
                self._known[engagement] = self._row(dossier)
        self._arrange()

    def _on_listed(self) -> None:
        present = set(self._portfolio.ids())
        self._known = {id_: row for id_, row in self._known.items() if id_ in present}
        self._on_changed(frozenset(present - self._known.keys()))

    def _row(self, dossier: Dossier) -> Row:
        seen = self._portfolio.attention(dossier.id)
        done, total = checklist.counts(dossier)
        engagement = dossier.engagement
        return Row(
            engagement=dossier.id,
            name=engagement.client,
            group=seen.group if seen else "on_track",
            reason=seen.reason if seen else "",
            tone=seen.tone if seen else "neutral",
            progress=round(100 * done / total) if total else 0,
            offset=self._offset(engagement.zone),
            due=zones.utc_text(seen.due) if seen and seen.due else "9999",
        )

    def _offset(self, zone: str) -> str:
        if not zone:
            return ""
        minutes = zones.zone_difference(self._portfolio.now(), self._your_zone, zone)
        if not minutes:
            return _("same")
        hours, rest = divmod(abs(minutes), 60)
        sign = "+" if minutes > 0 else "−"
        return f"{sign}{hours}:{rest:02d} h" if rest else f"{sign}{hours} h"

    def _arrange(self) -> None:
        rows: list[Row] = []
        for group, title in GROUPS.items():
            members = [row for row in self._known.values() if row.group == group and self._matches(row)]
            if not members:
                continue
            rows.append(Row(0, _(title), group, count=len(members)))
            if group not in self._folded or self._filter:
                rows.extend(sorted(members, key=lambda row: (row.due, by_name(row.name))))
        self._show(rows)

    def _matches(self, row: Row) -> bool:
        words = row.name.casefold().split()
        return all(any(word.startswith(part) for word in words) for part in self._filter.split())

    def _show(self, rows: list[Row]) -> None:
        """Replace the rows; where only contents changed, say so for those rows alone, so that selection stays."""
        if [row.engagement for row in rows] == [row.engagement for row in self._rows]:
            changed = [at for at, (old, new) in enumerate(zip(self._rows, rows, strict=True)) if old != new]
            self._rows = rows
            for at in changed:
                self.dataChanged.emit(self.index(at), self.index(at))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()
