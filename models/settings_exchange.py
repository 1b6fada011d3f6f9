"""Several settings as one undoable step: put back to their defaults, written to a file, read again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from models import settings
from models.errors import UserError
from models.settings import SETTINGS
from models.texts import _, mark

if TYPE_CHECKING:
    from models.store import Store

FORMAT: Final = "e2e-tracker-settings"
LOCAL: Final = frozenset({"first_start.done"})
"""What belongs to one data folder and goes into no file."""
_DEFAULTS: Final = {item.key: item.default for item in SETTINGS}
_NOT_OURS: Final = mark("Choose a file that was saved with “Export settings”.")
_START, _END = "you.work_start", "you.work_end"


def changed(store: Store) -> dict[str, str]:
    """Return the settings that differ from their defaults."""
    return {key: value for key, value in settings.values(store).items() if value != _DEFAULTS[key]}


def reset(store: Store, keys: Iterable[str]) -> None:
    """Give settings their defaults again, in one step."""
    wanted = set(keys)
    put_all(store, {key: default for key, default in _DEFAULTS.items() if key in wanted}, _("Reset settings"))


def put_all(store: Store, chosen: Mapping[str, str], label: str) -> None:
    """Choose several settings in one step; nothing is changed where one of them is refused.

    Raises:
        UserError: a value isn't one that its setting can have.
    """
    before = settings.values(store)
    if all(before[key] == value for key, value in chosen.items()):
        return
    with store.step(label):
        for key in _in_order(before, chosen):
            settings.put(store, key, chosen[key])


def _in_order(before: Mapping[str, str], chosen: Mapping[str, str]) -> list[str]:
    """Return the keys as declared, the end of the working hours first where the start would pass it otherwise."""
    keys = [key for key in _DEFAULTS if key in chosen]
    if _START in chosen and _END in chosen and chosen[_START] >= before[_END]:
        keys.sort(key=lambda key: key != _END)
    return keys


def to_json(store: Store) -> str:
    """Return what was changed, as a file for another computer; it holds no engagement and no secret."""
    chosen = {key: value for key, value in changed(store).items() if key not in LOCAL}
    return json.dumps({"format": FORMAT, "settings": chosen}, ensure_ascii=False, indent=2) + "\n"


def from_json(store: Store, text: str, where: str = "") -> int:
    """Take over the settings of a file in one step and return how many it named; those it doesn't name stay.

    Args:
        store: where they are kept.
        text: what `to_json` wrote.
        where: the file's name, for errors.

    Raises:
        UserError: the file isn't one of settings, or a value of it can't be used.
    """
    try:
        read = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UserError(_("This file can't be read as settings."), where, _(_NOT_OURS)) from error
    chosen = read.get("settings") if isinstance(read, dict) and read.get("format") == FORMAT else None
    if not isinstance(chosen, dict) or not all(isinstance(value, str) for value in chosen.values()):
        raise UserError(_("This file holds no settings."), where, _(_NOT_OURS))
    known = {key: value for key, value in chosen.items() if key in _DEFAULTS and key not in LOCAL}
    put_all(store, known, _("Import settings"))
    return len(known)
