"""Keeps the change log bounded: what is older than 400 days keeps its words, and its undo is given up."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from models import zones
from models.activity_words import has_words
from models.store import Store

if TYPE_CHECKING:
    from sqlite_utils import Database

KEPT: Final = timedelta(days=400)
"""How long a step can be undone."""
AT_ONCE: Final = 500
"""How many steps are folded in one transaction, so that nobody waits for it."""
FOLDED: Final = 2
"""`history.sealed` of a step that was folded; 1 is one that was sealed for another reason."""
_SHORT: Final = frozenset({"engagement", "phase", "step", "ticket", "message"})
"""Tables with many columns, whose images are cut down to what is told; those of others stay whole."""
_NAMING: Final = frozenset(["id", "engagement", "kind", "key", "start", "end", "start_utc", "end_utc", "zone"])
"""Columns that words name even where they did not change."""


def fold(store: Store, now: datetime, most: int = AT_ONCE) -> int:
    """Fold the oldest steps that are older than 400 days, and return how many that were.

    Of each row that such a step touched, one change stays with the columns that Activity tells; steps that were undone
    keep none. The room in the file is used again.

    Raises:
        UserError: as `Store.step`.
    """
    limit = zones.utc_text(now - KEPT)
    query = "SELECT id, undone FROM history WHERE sealed < ? AND made_utc < ? ORDER BY id LIMIT ?"
    old = store.records(query, [FOLDED, limit, most])
    if not old:
        return 0
    with store.step("Fold old steps") as db:
        for act, undone in old:
            if undone:
                db.execute("DELETE FROM change WHERE history = ?", [act])
            else:
                _fold_act(db, act)
            db.execute("UPDATE history SET sealed = ? WHERE id = ?", [FOLDED, act])
    return len(old)


def _fold_act(db: Database, act: int) -> None:
    """Put one change for each row in the place of those that an act made; those that are never told go."""
    rows: dict[tuple[str, int], list[Any]] = {}
    found = db.execute("SELECT tbl, row, before, after FROM change WHERE history = ? ORDER BY id", [act]).fetchall()
    for table, row, before, after in found:
        rows.setdefault((table, row), [before, None])[1] = after
    db.execute("DELETE FROM change WHERE history = ?", [act])
    for (table, row), images in rows.items():
        if has_words(table):
            before, after = (json.loads(image) if image else None for image in images)
            kept = [_text(image) for image in _shortened(table, before, after)]
            query = "INSERT INTO change (history, tbl, row, before, after) VALUES (?, ?, ?, ?, ?)"
            db.execute(query, [act, table, row, *kept])


def _shortened(
    table: str, before: dict[str, Any] | None, after: dict[str, Any] | None
) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """Return both images with what names the row and what changed; of a new or removed row, what is not empty."""
    if table not in _SHORT:
        return before, after
    was, will = before or {}, after or {}
    kept = _NAMING | {column for column in was.keys() | will.keys() if was.get(column, "") != will.get(column, "")}

    def short(image: dict[str, Any] | None) -> dict[str, Any] | None:
        if image is None:
            return None
        return {column: value for column, value in image.items() if column in _NAMING or (column in kept and value)}

    return short(before), short(after)


def _text(image: dict[str, Any] | None) -> str | None:
    return None if image is None else json.dumps(image, ensure_ascii=False, separators=(",", ":"))
