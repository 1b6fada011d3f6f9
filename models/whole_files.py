"""Files as a whole: written or as they were before, read up to a size; what the disk refuses in plain words."""

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


def read(path: Path, largest: int, do: str) -> bytes:
    """Read a file.

    Args:
        path: the file.
        largest: how many bytes it may have; more are not read.
        do: what to do where it has more.

    Raises:
        UserError: it can't be opened, or it is too large.
    """
    try:
        with path.open("rb") as file:
            data = file.read(largest + 1)
    except OSError as error:
        what = _("The file can't be read: {why}.").format(why=error.strerror or error)
        raise UserError(what, str(path), _("Check the name and the rights.")) from error
    if len(data) > largest:
        raise UserError(_("The file is too large."), path.name, do)
    return data


@contextmanager
def in_words(where: Path, do: str = "") -> Iterator[None]:
    """Turn what the disk refuses into a UserError that names the file and what to do."""
    try:
        yield
    except OSError as error:
        told = _("The file can't be written: {why}.").format(why=error.strerror or error)
        raise UserError(told, str(where), do or _("Look at the folder and the space on its disk.")) from error
