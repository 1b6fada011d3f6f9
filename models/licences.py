"""The licences of everything that ships, for About: the index and the texts of `packaging/licenses`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from msgspec import Struct, convert


class Part(Struct, frozen=True):
    """One part: its name, its licence as SPDX writes it, and the files with the texts."""

    name: str
    licence: str
    files: tuple[str, ...]


def folder() -> Path:
    """Return the folder of the texts: beside the program, in its bundle, or where pip puts it."""
    beside = Path(__file__).resolve().parent.parent / "packaging" / "licenses"
    return beside if beside.is_dir() else Path(sys.prefix) / "share" / "doc" / "e2e-tracker" / "licenses"


def parts() -> tuple[Part, ...]:
    """Return every part that ships, in the order of the index; none where the texts were not installed."""
    index = folder() / "index.json"
    if not index.exists():
        return ()
    return tuple(convert(json.loads(index.read_text(encoding="utf-8")), list[Part]))


def text(part: Part) -> str:
    """Return the texts of a part's licence, one below the other."""
    return "\n\n".join((folder() / file).read_text(encoding="utf-8").rstrip() for file in part.files)
