"""What the database refuses, in plain words: a full disk, another writer, a damaged file, a text it can't hold."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from models.errors import DamagedError, UserError
from models.texts import _, mark

NUL = "a text holds a NUL character"
"""What the guards of the change log say; SQLite's own functions would cut such a text short."""

_WORDS: Final[Mapping[int, tuple[str, str]]] = {
    sqlite3.SQLITE_BUSY: (
        mark("Another program is writing to the database."),
        mark("Nothing was changed. Try again in a moment."),
    ),
    sqlite3.SQLITE_FULL: (
        mark("The disk is full."),
        mark("Nothing was changed. Free some space on the disk, then try again."),
    ),
    sqlite3.SQLITE_READONLY: (
        mark("The database can't be written."),
        mark("Nothing was changed. Look at the rights of the file and of its folder."),
    ),
    sqlite3.SQLITE_IOERR: (
        mark("The disk can't be read or written."),
        mark("Nothing was changed. Look at the disk, then start E2E Tracker again."),
    ),
    sqlite3.SQLITE_CANTOPEN: (
        mark("The database can't be opened."),
        mark("Look at the rights of the file and of its folder."),
    ),
    sqlite3.SQLITE_CORRUPT: (mark("The database is damaged."), mark("Restore a copy of it.")),
    sqlite3.SQLITE_NOTADB: (mark("This file is no database of E2E Tracker."), mark("Restore a copy of it.")),
}
_DAMAGE: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_NO_TEXT: Final = "Could not decode to UTF-8"
"""What Python says of a text whose bytes were changed; SQLite gives it no code."""
_PRIMARY = 0xFF  # the low byte of SQLite's extended result codes


@contextmanager
def in_plain_words(where: str = "") -> Iterator[None]:
    """Turn what a person can put right into a UserError; every other error of the database is a bug and passes.

    Args:
        where: the file, for errors at opening it.
    """
    try:
        yield
    except sqlite3.Error as error:
        told = in_words(error, where)
        if told is None:
            raise
        raise told from error
    except UnicodeDecodeError as error:  # the names of tables, in a damaged file
        what, do = _WORDS[sqlite3.SQLITE_CORRUPT]
        raise DamagedError(_(what), where, _(do)) from error
    except UnicodeEncodeError as error:
        if error.reason != "surrogates not allowed":
            raise
        raise UserError(*_unstorable(where)) from error


def in_words(error: sqlite3.Error, where: str = "") -> UserError | None:
    """Return what the database says as an error in plain words; None where it is a bug."""
    if str(error) == NUL:
        return UserError(*_unstorable(where))
    code = getattr(error, "sqlite_errorcode", 0) & _PRIMARY
    if str(error).startswith(_NO_TEXT):
        code = sqlite3.SQLITE_CORRUPT
    what, do = _WORDS.get(code, ("", ""))
    if not what:
        return None
    return (DamagedError if code in _DAMAGE else UserError)(_(what), where, _(do))


def _unstorable(where: str) -> tuple[str, str, str]:
    return _("The text holds a character that can't be stored."), where, _("Type the text instead of pasting it.")
