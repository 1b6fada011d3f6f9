"""Files that are taken out of the program: whole, or as they were before; what the disk refuses in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from models.errors import UserError
from models.texts import _


def write(target: Path, content: bytes) -> None:
    """Write a file by way of a temporary one beside it, which takes its place when it is whole.

    Raises:
        UserError: it can't be written; what was there before stays.
    """
    part = target.with_name(f".{target.name}.part")
    with in_words(target, _("Choose another folder.")):
        try:
            part.write_bytes(content)
            part.replace(target)
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)


@contextmanager
def in_words(where: Path, do: str = "") -> Iterator[None]:
    """Turn what the disk refuses into a UserError that names the file and what to do."""
    try:
        yield
    except OSError as error:
        told = _("The file can't be written: {why}.").format(why=error.strerror or error)
        raise UserError(told, str(where), do or _("Look at the folder and the space on its disk.")) from error
