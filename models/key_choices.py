"""Keys that the person gave to acts in place of the declared ones; kept as one setting, by the acts' ids."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from models import settings

if TYPE_CHECKING:
    from models.store import Store

KEY: Final = "keys"


def chosen(store: Store) -> dict[str, tuple[str, ...]]:
    """Return act → its keys, for the acts whose keys were changed; no keys are an empty tuple."""
    return read(settings.get(store, KEY))


def read(text: str) -> dict[str, tuple[str, ...]]:
    """Return what a stored value says; one that can't be read says nothing, so that the window still opens."""
    try:
        table = json.loads(text)
    except ValueError:
        return {}
    if not isinstance(table, dict):
        return {}
    return {act: tuple(map(str, keys)) for act, keys in table.items() if isinstance(keys, list)}


def changed(text: str, act: str, keys: Sequence[str] | None) -> str:
    """Return a stored value in which one act has other keys; None gives it the declared ones again."""
    table: Mapping[str, Sequence[str]] = {name: held for name, held in read(text).items() if name != act}
    if keys is not None:
        table = {**table, act: keys}
    return json.dumps({name: list(held) for name, held in sorted(table.items())})
