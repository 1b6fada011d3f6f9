"""What a person can put right, said in plain words."""

from __future__ import annotations


class UserError(Exception):
    """Something that the person can put right; everything else is a bug.

    Args:
        what: what is wrong, one sentence in plain words.
        where: the file, row, field or engagement it is about; empty where that is obvious.
        do: what to do next, one sentence.
    """

    def __init__(self, what: str, where: str = "", do: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.do = do

    def __str__(self) -> str:
        parts = [f"{self.where}: {self.what}" if self.where else self.what, self.do]
        return " ".join(part for part in parts if part)


class DamagedError(UserError):
    """The database can't be read, wholly or in part; a backup or what is left of it is the way on."""


class NewerFileError(UserError):
    """The database was written by a newer program; it is whole."""
