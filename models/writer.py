"""What a step yields: `sqlite_utils` without its probes."""

from __future__ import annotations

from sqlite_utils import Database


class Writer(Database):
    """Answers from SQLite's version what `sqlite_utils` finds out by creating and dropping a table.

    Such a table changes the file's schema version: every other program would say that the file was updated.
    """

    @property
    def supports_strict(self) -> bool:
        """Since SQLite 3.37."""
        return True

    @property
    def supports_on_conflict(self) -> bool:
        """Since SQLite 3.24."""
        return True
