"""Words that a crash left in a dialog: which engagements have some, so that they can be offered at the next start."""

from __future__ import annotations

from typing import Final

from models.store import Store

PREFIX: Final = "unsaved."
"""Keys of `Store.remember` under which a dialog keeps what is typed: "unsaved.note.3.kickoff_booked"."""


def left(store: Store) -> dict[int, str]:
    """Return the engagements that words were left for, with those words, the last first; what is closed leaves none."""
    query = "SELECT key, value FROM ui_state WHERE key LIKE ? AND value <> '' ORDER BY rowid DESC"
    found: dict[int, str] = {}
    for key, words in store.records(query, [f"{PREFIX}%"]):
        engagement = f"{key}.".split(".")[2]
        if engagement.isdecimal():
            found.setdefault(int(engagement), words)
    return found
